//! All the rows of a delimited text, read as a stream whatever its size, reduced to the columns that are wanted.

use std::io::{self, Read};

use csv::StringRecord;

use crate::load::source::decode::Decode;
use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::tableau::{Cellule, Depart, Ligne};
use crate::load::table::csv_table::{Illisible, lecteur};

/// A cell with more line feeds than this is a quote that was never closed.
const SAUTS_MAX: usize = 50;

/// Why the rows of a text could not all be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arret {
    /// A row cannot be cut into cells.
    Ligne(Illisible),
    /// The bytes cannot be read to their end.
    Lecture(io::ErrorKind),
}

/// Reads the rows of a text that is held, reduced to some columns.
///
/// # Errors
/// A quote opened and never closed.
pub fn lire(
    texte: &str,
    d: u8,
    depart: impl Into<Depart>,
    colonnes: &[usize],
    mut visite: impl FnMut(&Ligne<'_>),
) -> Result<(), Illisible> {
    let lues = lire_de(texte.as_bytes(), d, depart, colonnes, |l| {
        visite(l);
        true
    });
    lues.map_err(|arret| match arret {
        Arret::Ligne(illisible) => illisible,
        Arret::Lecture(genre) => Illisible {
            ligne: 0,
            defaut: Defaut::abime(format!("lecture impossible ({genre})")),
        },
    })
}

/// Reads the rows from a start, reduced to some columns, as long as `visite` goes on.
///
/// # Errors
/// A quote opened and never closed, a line beyond any table, bytes that cannot be read.
pub fn lire_de(
    flux: impl Read,
    d: u8,
    depart: impl Into<Depart>,
    colonnes: &[usize],
    mut visite: impl FnMut(&Ligne<'_>) -> bool,
) -> Result<(), Arret> {
    let mut lecteur = lecteur(Decode::new(flux), d);
    let mut r = StringRecord::new();
    let depart = depart.into();
    let mut largeur = depart.largeur();
    let mut rang = 0;
    let mut ouverte = None;
    loop {
        let (debut, ici) = (lecteur.position().byte(), lecteur.position().line());
        lecteur.get_ref().garde(debut);
        let lue = lecteur.read_record(&mut r);
        // The reader leaves for later the line feed after a carriage return, and the blank lines.
        let ligne =
            r.position().map_or(ici, csv::Position::line) + lecteur.get_ref().sauts_avant(debut);
        if !lue.map_err(|e| arret(&e, ligne))? {
            return ouverte.map_or(Ok(()), |ligne| Err(non_ferme(ligne)));
        }
        ouverte = None;
        if r.as_slice().contains('\n') {
            let fin = lecteur.position().byte();
            ouverte = lecteur.get_ref().impair(debut, fin).then_some(ligne);
            if trop_de_sauts(&r) || depart.est_donnee(rang) && avale(&r, d) {
                return Err(non_ferme(ligne));
            }
        }
        if depart == Depart::Apres(rang) {
            largeur = largeur_utile(&r);
        } else if depart.est_donnee(rang) {
            let anormale = r.len() < largeur || r.len() > largeur && largeur_utile(&r) > largeur;
            let cellule = |&c: &usize| Cellule::texte(r.get(c).unwrap_or_default());
            let cellules: Vec<Cellule<'_>> = colonnes.iter().map(cellule).collect();
            let continue_ = visite(&Ligne {
                numero: ligne,
                cellules: &cellules,
                largeur: anormale.then_some(r.len()),
            });
            if !continue_ {
                return Ok(());
            }
        }
        rang += 1;
    }
}

fn arret(e: &csv::Error, ligne: u64) -> Arret {
    let csv::ErrorKind::Io(e) = e.kind() else {
        let defaut = Defaut::abime(format!("ligne illisible ({e})"));
        return Arret::Ligne(Illisible { ligne, defaut });
    };
    match e.kind() {
        io::ErrorKind::InvalidData if e.get_ref().is_none() => non_ferme(ligne),
        io::ErrorKind::FileTooLarge => Arret::Ligne(Illisible {
            ligne,
            defaut: Defaut::new(Genre::TropGros, "une ligne de plus de 16 Mio"),
        }),
        autre => Arret::Lecture(autre),
    }
}

/// Whether a cell holds what looks like another row: its line goes on, after a line feed, with the delimiter of the file.
fn avale(r: &StringRecord, d: u8) -> bool {
    let suite = |c: &str| {
        let saut = c.bytes().position(|o| o == b'\n');
        saut.is_some_and(|s| c.bytes().skip(s).any(|o| o == d))
    };
    r.iter().any(suite)
}

/// Whether a cell holds more line feeds than any published one.
fn trop_de_sauts(r: &StringRecord) -> bool {
    let sauts = |c: &str| c.bytes().filter(|&o| o == b'\n').count();
    r.iter().any(|c| sauts(c) > SAUTS_MAX)
}

fn non_ferme(ligne: u64) -> Arret {
    Arret::Ligne(Illisible {
        ligne,
        defaut: Defaut::new(
            Genre::GuillemetOuvert,
            "un guillemet ouvert n'est jamais refermé",
        ),
    })
}

/// Number of cells without the empty ones at the end.
fn largeur_utile(r: &StringRecord) -> usize {
    let vide = |rang: &usize| r.get(*rang).is_none_or(|c| c.trim().is_empty());
    r.len() - (0..r.len()).rev().take_while(vide).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_line_and_ragged_ones_are_told() {
        let texte = "titre\n\ncode;nom;x\n01001;\"a\nb\";1\n01002;b\n01003;c;3;;\n01004;d;4;5\n";
        let mut lus = Vec::new();
        lire(texte, b';', 1, &[0, 2], |l| {
            lus.push((l.numero, l.cellules[0].en_texte().into_owned(), l.largeur));
        })
        .unwrap();
        let attendu = [
            (4, "01001".to_owned(), None),
            (6, "01002".to_owned(), Some(2)),
            (7, "01003".to_owned(), None),
            (8, "01004".to_owned(), Some(4)),
        ];
        assert_eq!(lus, attendu);
    }

    #[test]
    fn lines_are_those_of_an_editor_whatever_ends_them_and_blank_ones_count() {
        for fin in ["\n", "\r\n"] {
            let texte = ["code;x", "01001;1", "", "01002;2", "", "", "01003;3", ""].join(fin);
            let mut lus = Vec::new();
            lire(&texte, b';', 0, &[0], |l| lus.push(l.numero)).unwrap();
            assert_eq!(lus, [2, 4, 7], "{fin:?}");
        }
    }

    #[test]
    fn a_quote_never_closed_is_an_error_with_its_line() {
        let texte = format!("code;x\n01001;1\n01002;\"2\n{}", "01003;3\n".repeat(100));
        let e = lire(&texte, b';', 0, &[0], |_| {}).unwrap_err();
        assert_eq!(e.ligne, 3);
    }

    #[test]
    fn two_stray_quotes_swallow_no_row() {
        let e = lire(
            "code;x\n01001;\"1\n01002;2\n01003;\"3\n01004;4\n",
            b';',
            0,
            &[0],
            |_| {},
        )
        .unwrap_err();
        assert_eq!(e.ligne, 2);
    }

    #[test]
    fn a_quote_open_in_a_short_file_loses_no_row_silently() {
        let e = lire(
            "code;x\n01001;1\n01002;\"2\n01003;3\n",
            b';',
            0,
            &[0],
            |_| {},
        )
        .unwrap_err();
        assert_eq!(e.ligne, 3);
        assert!(lire("code;x\n01001;\"1\n2\"\n01002;5\"\n", b';', 0, &[0], |_| {}).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(texte in "[a-z0-9;,\"\r\n]{0,200}") {
            let _ = lire(&texte, b';', 0, &[0, 7], |_| {});
        }
    }
}
