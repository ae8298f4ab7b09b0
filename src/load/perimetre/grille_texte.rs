//! The table of a delimited text: whatever its delimiter, or columns aligned with spaces.

use std::borrow::Cow;

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::entete::est_entete_de_codes;
use crate::load::perimetre::grille::{Grille, Ligne, Tete};
use crate::load::source::texte_liste::ligne_utile;
use crate::load::table::csv_table::{avale, jamais_ferme, sur_plusieurs_lignes};

/// Longest line of a list, bytes: beyond, it is not a list that someone wrote.
const LIGNE_MAX: usize = 1 << 20;

/// Rows that say something, cells cleaned; lines that start with `#` are comments, but for a header that starts so.
///
/// # Errors
/// [`ErreurDonnees`] when a line is endless or a quote is never closed.
pub fn grille(fichier: &str, contenu: &str) -> Result<Grille, ErreurDonnees> {
    let contenu = prepare(contenu);
    let contenu = contenu.as_ref();
    sans_ligne_demesuree(fichier, contenu)?;
    let separateur = separateur(contenu);
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .delimiter(separateur.unwrap_or(b','))
        .from_reader(contenu.as_bytes());
    let texte: Vec<&str> = contenu.lines().collect();
    let mut lignes = Vec::new();
    let mut ouverture = None;
    for lue in lecteur.records() {
        let lue = lue.map_err(|_| {
            ErreurDonnees::new(Emplacement::fichier(fichier), "ligne illisible")
                .attendu("un fichier CSV")
                .remede("enregistrez à nouveau la liste au format CSV")
        })?;
        ouverture = sur_plusieurs_lignes(&lue);
        if let Some(p) = ouverture.as_ref()
            && avale(&lue, separateur.unwrap_or(b','))
        {
            return Err(non_ferme(fichier, ligne_utile(&texte, p.line())));
        }
        let numero = lue.position().map_or(0, |p| ligne_utile(&texte, p.line()));
        let ligne = match (separateur, lue.get(0)) {
            (None, Some(seule)) if lue.len() == 1 => Ligne::new(numero, colonnes_alignees(seule)),
            _ => Ligne::new(numero, &lue),
        };
        if ligne.parle() {
            lignes.push(ligne);
        }
    }
    match ouverture.filter(|p| jamais_ferme(contenu, p)) {
        None => Ok(Grille {
            fichier: fichier.to_owned(),
            tete: Tete::Inconnue,
            lignes,
        }),
        Some(p) => Err(non_ferme(fichier, ligne_utile(&texte, p.line()))),
    }
}

/// The « sep=; » that spreadsheets put first is a comment for us; a header behind a `#` is a header.
fn prepare(contenu: &str) -> Cow<'_, str> {
    if contenu.starts_with("sep=") {
        return Cow::Owned(format!("#{contenu}"));
    }
    let Some(reste) = contenu.strip_prefix('#') else {
        return Cow::Borrowed(contenu);
    };
    let premiere = reste.lines().next().unwrap_or_default();
    let separateur = separateur(premiere).map_or(',', char::from);
    let entete = premiere.contains(separateur)
        && est_entete_de_codes(&Ligne::new(1, premiere.split(separateur)));
    if entete {
        Cow::Owned(reste.to_owned())
    } else {
        Cow::Borrowed(contenu)
    }
}

/// A line without delimiter whose columns are aligned with runs of spaces.
fn colonnes_alignees(ligne: &str) -> Vec<&str> {
    let net = ligne.trim();
    let morceaux = || net.split("  ").map(str::trim).filter(|m| !m.is_empty());
    let code = |c: &str| matches!(lire_cellule(c), Contenu::Codes(_) | Contenu::Douteux(_));
    if morceaux().count() > 1 && morceaux().any(code) {
        return morceaux().collect();
    }
    vec![net]
}

fn non_ferme(fichier: &str, ligne: u64) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(fichier).ligne(ligne),
        "un guillemet ouvert n'est pas refermé sur sa ligne",
    )
    .attendu("des guillemets par paires")
    .remede("refermez le guillemet, ou supprimez-le")
}

fn sans_ligne_demesuree(fichier: &str, contenu: &str) -> Result<(), ErreurDonnees> {
    let trop = (1..)
        .zip(contenu.lines())
        .find(|(_, l)| l.len() > LIGNE_MAX);
    let Some((numero, ligne)) = trop else {
        return Ok(());
    };
    let debut: String = ligne.chars().take(100).collect();
    Err(ErreurDonnees::new(
        Emplacement::fichier(fichier).ligne(numero),
        "ligne trop longue",
    )
    .valeur(debut)
    .attendu("un code commune INSEE par ligne, lignes de 1 Mio au plus")
    .remede("vérifiez que ce fichier est bien une liste de communes"))
}

/// The delimiter found on the most lines, by order of preference.
pub(super) fn separateur(contenu: &str) -> Option<u8> {
    let utiles = || contenu.lines().filter(|l| !l.starts_with('#')).take(200);
    let lignes_avec = |c: char| utiles().filter(|l| l.contains(c)).count();
    let mut choix = (None, 0);
    for (octet, c) in [(b';', ';'), (b'\t', '\t'), (b'|', '|'), (b',', ',')] {
        let nombre = lignes_avec(c);
        if nombre > choix.1 {
            choix = (Some(octet), nombre);
        }
    }
    choix.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lignes(contenu: &str) -> Vec<Ligne> {
        grille("x", contenu).unwrap().lignes
    }

    #[test]
    fn keeps_the_line_numbers_of_the_file() {
        let lues = lignes("# titre\n\n48095;Mende\n48080 ; Langogne\n;;\n");
        let numeros: Vec<u64> = lues.iter().map(|l| l.numero).collect();
        assert_eq!(numeros, [3, 4]);
        assert_eq!(lues[1].cellules, ["48080", "Langogne"]);
        assert_eq!(lignes("sep=;\n48095;Mende\n")[0].numero, 2);
    }

    #[test]
    fn prefers_the_delimiter_of_the_most_lines() {
        assert_eq!(separateur("a;b,c\n1;2\n"), Some(b';'));
        assert_eq!(separateur("48095\n48080\n"), None);
        assert_eq!(separateur("a\tb, c\n1\t2\n"), Some(b'\t'));
    }

    #[test]
    fn a_header_behind_a_hash_is_a_header_and_a_comment_stays_one() {
        let lues = lignes("#Code_commune_INSEE;Nom_commune\n48095;MENDE\n");
        assert_eq!(lues[0].cellules[0], "Code_commune_INSEE");
        assert_eq!(lignes("# communes; code à vérifier\n48095\n").len(), 1);
    }

    #[test]
    fn columns_aligned_with_spaces_are_columns() {
        let lues = lignes("Code    Commune    Population\n48095   Mende     12464\n");
        assert_eq!(lues[1].cellules, ["48095", "Mende", "12464"]);
    }

    #[test]
    fn a_quote_never_closed_does_not_swallow_communes() {
        let e = grille("x", "code;nom\n48095;\"Mende\n48080;Langogne\n").unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(2));
        assert!(e.probleme.contains("guillemet"));
        let e = grille("x", "48095;\"Mende\n48080;Langogne\n48146;\"x\n").unwrap_err();
        assert!(e.probleme.contains("guillemet"));
    }

    #[test]
    fn a_line_without_end_is_refused_at_once() {
        for contenu in ["a".repeat(2_000_000), "48095,".repeat(200_000)] {
            let e = grille("x", &contenu).unwrap_err();
            assert_eq!(e.emplacement.ligne, Some(1));
        }
    }
}
