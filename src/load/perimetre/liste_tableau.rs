//! Cuts the text of a list into rows and cells, whatever its delimiter.

use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::liste_colonnes::{Ligne, lire_code};
use crate::load::source::texte_liste::ligne_utile;
use crate::load::table::csv_table::{avale, jamais_ferme, sur_plusieurs_lignes};

/// Longest line of a list, bytes: beyond, it is not a list that someone wrote.
const LIGNE_MAX: usize = 1 << 20;

/// Non-empty rows, cells cleaned, comments removed.
///
/// # Errors
/// [`ErreurDonnees`] when a line is endless or a quote is never closed.
pub fn tableau(fichier: &str, contenu: &str) -> Result<Vec<Ligne>, ErreurDonnees> {
    // The « sep=; » that spreadsheets put first is a comment for us: the delimiter is seen.
    let commentee = contenu.starts_with("sep=").then(|| format!("#{contenu}"));
    let contenu = commentee.as_deref().unwrap_or(contenu);
    sans_ligne_demesuree(fichier, contenu)?;
    let separateur = separateur(contenu);
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .delimiter(separateur)
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
        if let Some(p) = ouverture.as_ref().filter(|_| avale(&lue, separateur)) {
            return Err(non_ferme(fichier, ligne_utile(&texte, p.line())));
        }
        let numero = lue.position().map_or(0, |p| ligne_utile(&texte, p.line()));
        let mut cellules: Vec<String> = lue.iter().map(|c| c.trim().to_owned()).collect();
        if let [seule] = cellules.as_slice() {
            cellules = mots(seule);
        }
        if cellules.iter().any(|c| !c.is_empty()) {
            lignes.push(Ligne { numero, cellules });
        }
    }
    match ouverture.filter(|p| jamais_ferme(contenu, p)) {
        None => Ok(lignes),
        Some(p) => Err(non_ferme(fichier, ligne_utile(&texte, p.line()))),
    }
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

/// A line without delimiter: codes separated by spaces, or a code followed by a name.
fn mots(cellule: &str) -> Vec<String> {
    let code = |c: &str| lire_code(c).is_some();
    if code(cellule) || !cellule.contains(char::is_whitespace) {
        return vec![cellule.to_owned()];
    }
    // Several codes, or nothing that a name could be: each word is taken for a code, so that a wrong one is told.
    let mots = || cellule.split_whitespace();
    let plusieurs = mots().filter(|c| code(c)).count() > 1;
    let sans_nom = mots().skip(1).all(|m| !m.contains(char::is_alphabetic));
    if plusieurs || (sans_nom && mots().next().is_some_and(code)) {
        return mots().map(str::to_owned).collect();
    }
    match cellule.split_once(char::is_whitespace) {
        Some((debut, reste)) if code(debut) => vec![debut.to_owned(), reste.trim().to_owned()],
        _ => vec![cellule.to_owned()],
    }
}

/// The delimiter found on the most lines, by order of preference; a comma when there is none.
fn separateur(contenu: &str) -> u8 {
    let utiles = || contenu.lines().filter(|l| !l.starts_with('#')).take(50);
    let lignes_avec = |c: char| utiles().filter(|l| l.contains(c)).count();
    let mut choix = (b',', 0);
    for (octet, c) in [(b';', ';'), (b'\t', '\t'), (b'|', '|'), (b',', ',')] {
        let nombre = lignes_avec(c);
        if nombre > choix.1 {
            choix = (octet, nombre);
        }
    }
    choix.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_line_numbers_of_the_file() {
        let lignes = tableau("x", "# titre\n\n48095;Mende\n48080 ; Langogne\n").unwrap();
        let numeros: Vec<u64> = lignes.iter().map(|l| l.numero).collect();
        assert_eq!(numeros, [3, 4]);
        assert_eq!(lignes[1].cellules, ["48080", "Langogne"]);
    }

    #[test]
    fn prefers_the_delimiter_of_the_most_lines() {
        assert_eq!(separateur("a;b,c\n1;2\n"), b';');
        assert_eq!(separateur("48095\n48080\n"), b',');
        assert_eq!(separateur("a\tb, c\n1\t2\n"), b'\t');
    }

    #[test]
    fn a_quote_never_closed_does_not_swallow_communes() {
        let e = tableau("x", "code;nom\n48095;\"Mende\n48080;Langogne\n").unwrap_err();
        assert_eq!(e.emplacement.ligne, Some(2));
        assert!(e.probleme.contains("guillemet"));
    }

    #[test]
    fn stray_quotes_and_wrong_words_lose_no_commune() {
        let e = tableau("x", "48095;\"Mende\n48080;Langogne\n48146;\"x\n").unwrap_err();
        assert!(e.probleme.contains("guillemet"));
        let lignes = tableau("x", "48095 48080 4814O\n").unwrap();
        assert_eq!(lignes[0].cellules, ["48095", "48080", "4814O"]);
        assert_eq!(tableau("x", "sep=;\n48095;Mende\n").unwrap()[0].numero, 2);
    }

    #[test]
    fn a_line_without_end_is_refused_at_once() {
        for contenu in ["a".repeat(2_000_000), "48095,".repeat(200_000)] {
            let e = tableau("x", &contenu).unwrap_err();
            assert_eq!(e.emplacement.ligne, Some(1));
        }
    }
}
