//! Delimited text: finds the delimiter, gives the first rows, then reads all with their line numbers.

use csv::{ReaderBuilder, StringRecord};

use crate::load::source::defaut::{Defaut, Genre};
use crate::load::source::tableau::{APERCU, Cellule, Depart, Ligne};

/// Delimiters tried, by order of preference.
const DELIMITEURS: [u8; 4] = [b';', b'\t', b'|', b','];
/// A cell with more line feeds than this is a quote that was never closed.
const SAUTS_MAX: usize = 50;

/// Finds the delimiter: the one that cuts most of the first lines into the same number of cells.
#[must_use]
pub fn delimiteur(texte: &str) -> u8 {
    let lignes: Vec<&str> = texte
        .lines()
        .filter(|l| !l.trim().is_empty())
        .take(APERCU)
        .collect();
    DELIMITEURS
        .into_iter()
        .enumerate()
        .max_by_key(|&(rang, d)| (regularite(&lignes, d), DELIMITEURS.len() - rang))
        .map_or(b',', |(_, d)| d)
}

/// Number of lines that have the most frequent non-null count of a delimiter.
fn regularite(lignes: &[&str], d: u8) -> usize {
    let mut comptes: Vec<usize> = lignes.iter().map(|l| hors_guillemets(l, d)).collect();
    comptes.sort_unstable();
    comptes
        .chunk_by(|a, b| a == b)
        .filter(|c| c.first().is_some_and(|&n| n > 0))
        .map(<[usize]>::len)
        .max()
        .unwrap_or(0)
}

fn hors_guillemets(ligne: &str, d: u8) -> usize {
    let mut dedans = false;
    let mut n = 0;
    for o in ligne.bytes() {
        if o == b'"' {
            dedans = !dedans;
        } else if o == d && !dedans {
            n += 1;
        }
    }
    n
}

fn lecteur(texte: &str, d: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(d)
        .has_headers(false)
        .flexible(true)
        .quoting(d != b'|')
        .from_reader(texte.as_bytes())
}

/// The first rows.
#[must_use]
pub fn apercu(texte: &str, d: u8) -> Vec<Vec<String>> {
    lecteur(texte, d)
        .records()
        .take(APERCU)
        .map_while(Result::ok)
        .map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

/// A row that cannot be cut into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illisible {
    /// Line where it begins.
    pub ligne: u64,
    /// Why.
    pub defaut: Defaut,
}

/// Reads the rows from a start, reduced to some columns.
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
    let mut lecteur = lecteur(texte, d);
    let mut r = StringRecord::new();
    let depart = depart.into();
    let mut largeur = depart.largeur();
    let mut rang = 0;
    let mut ouverture = None;
    loop {
        let lu = lecteur.read_record(&mut r);
        let ligne = r.position().map_or(0, csv::Position::line);
        match lu {
            Ok(true) => ouverture = sur_plusieurs_lignes(&r),
            Ok(false) => {
                return match ouverture.filter(|p| jamais_ferme(texte, p)) {
                    Some(p) => Err(non_ferme(p.line())),
                    None => Ok(()),
                };
            }
            Err(e) => {
                return Err(Illisible {
                    ligne,
                    defaut: Defaut::abime(format!("ligne illisible ({e})")),
                });
            }
        }
        if ouverture.is_some() && (trop_de_sauts(&r) || depart.est_donnee(rang) && avale(&r, d)) {
            return Err(non_ferme(ligne));
        }
        if depart == Depart::Apres(rang) {
            largeur = largeur_utile(&r);
        } else if depart.est_donnee(rang) {
            let lue = largeur_utile(&r);
            let anormale = r.len() < largeur || lue > largeur;
            let cellules: Vec<Cellule<'_>> = colonnes
                .iter()
                .map(|&c| Cellule::texte(r.get(c).unwrap_or_default()))
                .collect();
            visite(&Ligne {
                numero: ligne,
                cellules: &cellules,
                largeur: anormale.then_some(r.len()),
            });
        }
        rang += 1;
    }
}

/// Where a row begins, when one of its cells holds a line feed.
#[must_use]
pub fn sur_plusieurs_lignes(r: &StringRecord) -> Option<csv::Position> {
    let saute = r.as_slice().as_bytes().contains(&b'\n');
    r.position().filter(|_| saute).cloned()
}

/// Whether a cell holds what looks like another row: its line goes on, after a line feed, with the delimiter of the file.
#[must_use]
pub fn avale(r: &StringRecord, d: u8) -> bool {
    let suite = |c: &str| {
        c.split_once('\n')
            .map(|(_, suite)| suite.contains(char::from(d)))
    };
    r.iter().any(|c| suite(c) == Some(true))
}

/// Whether a cell holds more line feeds than any published one.
fn trop_de_sauts(r: &StringRecord) -> bool {
    r.iter()
        .any(|c| c.bytes().filter(|&o| o == b'\n').count() > SAUTS_MAX)
}

/// Whether the last row, which begins there, is stretched to the end of the text by a quote that is never closed.
#[must_use]
pub fn jamais_ferme(texte: &str, debut: &csv::Position) -> bool {
    let suite = usize::try_from(debut.byte())
        .ok()
        .and_then(|d| texte.as_bytes().get(d..))
        .unwrap_or_default();
    suite.iter().filter(|&&o| o == b'"').count() % 2 == 1
}

fn non_ferme(ligne: u64) -> Illisible {
    Illisible {
        ligne,
        defaut: Defaut::new(
            Genre::GuillemetOuvert,
            "un guillemet ouvert n'est jamais refermé",
        ),
    }
}

/// Number of cells without the empty ones at the end.
fn largeur_utile(r: &StringRecord) -> usize {
    r.len() - r.iter().rev().take_while(|c| c.trim().is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_delimiter_among_decimal_commas_and_quotes() {
        assert_eq!(delimiteur("a;b;c\n1;2,5;3,5\n2;1,5;4,5\n"), b';');
        assert_eq!(delimiteur("a,b\n\"x;y;z\",1\n\"u;v;w\",2\n"), b',');
        assert_eq!(
            delimiteur("CartoSanté; ;\nRéf : a, b; ;\nCode;Libellé;APL\n01;x;1.5\n"),
            b';'
        );
        assert_eq!(delimiteur("a\tb\n1\t2\n"), b'\t');
        assert_eq!(delimiteur("a|b|c\n1|2|3\n"), b'|');
    }

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
        fn no_text_makes_it_panic(texte in "[a-z0-9;,\"\n]{0,200}") {
            let d = delimiteur(&texte);
            let _ = apercu(&texte, d);
            let _ = lire(&texte, d, 0, &[0, 7], |_| {});
        }
    }
}
