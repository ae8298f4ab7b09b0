//! Cuts the text of a list into rows and cells, whatever its delimiter.

use crate::model::{Emplacement, ErreurDonnees};

use super::liste_colonnes::{Ligne, lire_code};
use super::texte_liste::ligne_utile;

/// Non-empty rows, cells cleaned, comments removed.
///
/// # Errors
/// [`ErreurDonnees`] when the CSV itself cannot be read.
pub fn tableau(fichier: &str, contenu: &str) -> Result<Vec<Ligne>, ErreurDonnees> {
    let mut lecteur = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .delimiter(separateur(contenu))
        .from_reader(contenu.as_bytes());
    let texte: Vec<&str> = contenu.lines().collect();
    let mut lignes = Vec::new();
    for lue in lecteur.records() {
        let lue = lue.map_err(|e| {
            ErreurDonnees::new(
                Emplacement::fichier(fichier),
                format!("ligne illisible ({e})"),
            )
        })?;
        let numero = lue.position().map_or(0, |p| ligne_utile(&texte, p.line()));
        let mut cellules: Vec<String> = lue.iter().map(|c| c.trim().to_owned()).collect();
        if let [seule] = cellules.as_slice() {
            cellules = mots(seule);
        }
        if cellules.iter().any(|c| !c.is_empty()) {
            lignes.push(Ligne { numero, cellules });
        }
    }
    Ok(lignes)
}

/// A line without delimiter: codes separated by spaces, or a code followed by a name.
fn mots(cellule: &str) -> Vec<String> {
    let code = |c: &str| lire_code(c).is_some();
    if code(cellule) || !cellule.contains(char::is_whitespace) {
        return vec![cellule.to_owned()];
    }
    if cellule.split_whitespace().all(code) {
        return cellule.split_whitespace().map(str::to_owned).collect();
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
}
