//! The numbers of the items of a list: « 1. Mende », « n° 2 : Langogne », « c) Florac », « IV - Marvejols », « 5 Ispagnac ».

use crate::load::perimetre::grille::Ligne;

/// An item: its rank, whether a sign ends it, and the rest.
struct Numero<'t> {
    rang: usize,
    signe: bool,
    reste: &'t str,
}

/// An item without its number, when a sign tells the number from the name.
#[must_use]
pub(super) fn sans_numero(nom: &str) -> &str {
    match numero(nom) {
        Some(n) if n.signe => n.reste,
        _ => nom,
    }
}

/// Takes the numbers away that no sign tells from the name (« 1 Mende »), when each row has its own, from 1 on; titles may
/// stand above and totals below, but below more than one.
pub(super) fn denumerote(lignes: &mut [Ligne]) {
    let premier = |l: &Ligne| {
        let numero = numero(l.cellules.first()?)?;
        (!numero.signe).then_some(numero.rang)
    };
    let Some(debut) = lignes.iter().position(|l| premier(l) == Some(1)) else {
        return;
    };
    let suite = lignes.get_mut(debut..).unwrap_or_default();
    let longueur = (1..)
        .zip(suite.iter())
        .take_while(|(rang, l)| premier(l) == Some(*rang));
    let longueur = longueur.count();
    // One number is a list only when nothing follows.
    if longueur < 2 && suite.len() > 1 {
        return;
    }
    for ligne in suite.iter_mut().take(longueur) {
        if let Some(cellule) = ligne.cellules.first_mut()
            && let Some(reste) = numero(cellule).map(|n| n.reste.to_owned())
        {
            *cellule = reste;
        }
    }
}

/// The number that heads a cell, when a name or a code follows it.
fn numero(cellule: &str) -> Option<Numero<'_>> {
    let net = cellule.trim_start_matches(|c: char| c.is_whitespace() || c == '(');
    let ouvert = net.len() < cellule.trim_start().len();
    let (dit, net) = sans_mot(net);
    let fin = net
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(net.len());
    let (mot, suite) = net.split_at(fin);
    let signe = |c: char| ".)°-–—:/".contains(c);
    let signee = suite.trim_start().starts_with(signe);
    let collee = suite.starts_with([')', '.', '°']);
    let rang = match chiffres(mot) {
        Some(rang) => rang,
        // A letter is a rank before a bracket or a point only: « L - Mende », « Y : » are nothing known.
        None if collee => lettre(mot)?,
        None => return None,
    };
    if ouvert && !suite.starts_with(')') || !signee && !suite.starts_with(char::is_whitespace) {
        return None;
    }
    let reste = suite.trim_start_matches(|c: char| signe(c) || c.is_whitespace());
    let code = reste.len() >= 5 && reste.bytes().take(5).all(|o| o.is_ascii_alphanumeric());
    let suivi = reste.starts_with(char::is_alphabetic) || code;
    suivi.then_some(Numero {
        rang,
        signe: signee || dit,
        reste,
    })
}

/// « n° 1 », « no 1 », « numéro 1 », « # 1 »: whether such a word stands, and the text after it.
fn sans_mot(texte: &str) -> (bool, &str) {
    let mots = ["numéro ", "numero ", "n°", "n °", "nº", "no ", "num. "];
    let bas = texte.to_lowercase();
    let trouve = mots.iter().find(|m| bas.starts_with(*m));
    let suite = trouve
        .and_then(|m| texte.get(m.len()..))
        .map(str::trim_start);
    match suite {
        Some(suite) if suite.starts_with(|c: char| c.is_ascii_digit()) => (true, suite),
        _ => (false, texte),
    }
}

fn chiffres(mot: &str) -> Option<usize> {
    let juste = (1..=3).contains(&mot.len()) && mot.bytes().all(|o| o.is_ascii_digit());
    juste.then(|| mot.parse().ok()).flatten()
}

/// a, b, c… or I, II, III, IV…
fn lettre(mot: &str) -> Option<usize> {
    const ROMAINS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let net = mot.to_ascii_lowercase();
    let romain = ROMAINS.iter().position(|r| *r == net);
    match (romain, net.as_bytes()) {
        (Some(rang), _) => Some(rang + 1),
        (None, [seule]) if seule.is_ascii_lowercase() => Some(usize::from(seule - b'a') + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_an_item_is_not_its_name() {
        for (ecrit, nom) in [
            ("1. Mende", "Mende"),
            ("2) Langogne", "Langogne"),
            ("12 - Florac", "Florac"),
            ("3.Mende", "Mende"),
            ("1°) Mende", "Mende"),
            ("(1) Mende", "Mende"),
            ("n° 1 : Mende", "Mende"),
            ("N°1 Mende", "Mende"),
            ("a) Mende", "Mende"),
            ("IV. Mende", "Mende"),
            ("1. 48095 Mende", "48095 Mende"),
            ("Mende", "Mende"),
            ("12 Mende", "12 Mende"),
            ("1001. Mende", "1001. Mende"),
            ("L'Hospitalet", "L'Hospitalet"),
            ("St. Denis", "St. Denis"),
            ("48.095 Mende", "48.095 Mende"),
        ] {
            assert_eq!(sans_numero(ecrit), nom, "{ecrit}");
        }
    }

    #[test]
    fn rows_counted_from_one_lose_their_numbers_and_others_keep_theirs() {
        let rend = |textes: &[&str]| {
            let mut lignes: Vec<Ligne> =
                (1..).zip(textes).map(|(n, t)| Ligne::new(n, [t])).collect();
            denumerote(&mut lignes);
            lignes
                .iter()
                .map(|l| l.cellule(0).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            rend(&["CPTS", "1 Mende", "2 Langogne"]),
            ["CPTS", "Mende", "Langogne"]
        );
        assert_eq!(
            rend(&["a) Mende", "b) Langogne"]),
            ["a) Mende", "b) Langogne"]
        );
        assert_eq!(rend(&["1 Mende", "Langogne"]), ["1 Mende", "Langogne"]);
        assert_eq!(rend(&["48 Mende", "63 Thiers"]), ["48 Mende", "63 Thiers"]);
    }
}
