//! What the user probably meant: the closest commune codes, the closest names of a list.

use std::borrow::Cow;

use crate::model::{Referentiel, UniteId};

use super::nom::{cle, normaliser};

/// How many suggestions a message can hold.
const MAX_CODES: usize = 3;

/// Current communes whose code is the closest to a wrong one, closest first, at most three.
///
/// In order: letters typed for digits (`O1001`), a lost leading zero, two digits exchanged, one digit wrong or missing
/// (the last ones first), and, failing that, the nearest number of the same département.
#[must_use]
pub fn suggerer_code(referentiel: &Referentiel, texte: &str) -> Vec<UniteId> {
    let lu = nettoie(texte);
    if !(2..=7).contains(&lu.len()) {
        return Vec::new();
    }
    let ids = || {
        referentiel
            .ids()
            .map(|id| (id, referentiel.unite(id).code.as_str()))
    };
    let mut trouves: Vec<(u32, u32, UniteId)> = ids()
        .filter_map(|(id, code)| Some((ressemblance(&lu, code)?, ecart(&lu, code), id)))
        .collect();
    if trouves.is_empty() {
        let departement = lu.get(..2).unwrap_or_default();
        trouves = ids()
            .filter(|(_, code)| code.starts_with(departement))
            .map(|(id, code)| (0, ecart(&lu, code), id))
            .collect();
    }
    trouves.sort_unstable();
    trouves.truncate(MAX_CODES);
    trouves.into_iter().map(|(_, _, id)| id).collect()
}

/// Upper case, without spaces, `O` read as zero and `I`, `L` as one.
fn nettoie(texte: &str) -> String {
    texte
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            autre => autre,
        })
        .collect()
}

/// Rank of a likely slip between a text and a code, `None` when it is not one.
fn ressemblance(lu: &str, code: &str) -> Option<u32> {
    if lu == code || code.strip_prefix('0') == Some(lu) {
        return Some(0);
    }
    match strsim::osa_distance(lu, code) {
        1 if trie(lu) == trie(code) => Some(1),
        1 if lu.get(..2) == code.get(..2) => Some(2),
        1 => Some(3),
        _ => None,
    }
}

fn trie(texte: &str) -> Vec<u8> {
    let mut octets = texte.as_bytes().to_vec();
    octets.sort_unstable();
    octets
}

/// Difference between the numbers inside the département.
fn ecart(lu: &str, code: &str) -> u32 {
    let numero = |texte: &str| {
        texte
            .get(2..)
            .and_then(|t| t.parse::<u32>().ok())
            .unwrap_or(0)
    };
    numero(lu).abs_diff(numero(code))
}

/// Names of a list that are the closest to a wrong one, closest first, at most `max`; none when nothing is close.
///
/// Two names are close when they differ by their link words, by a few letters, or when one holds the other.
#[must_use]
pub fn suggerer_nom<'a>(
    noms: impl IntoIterator<Item = &'a str>,
    texte: &str,
    max: usize,
) -> Vec<&'a str> {
    let cherche = cle(texte);
    let mut trouves: Vec<(u32, &str)> = noms
        .into_iter()
        .filter_map(|nom| Some((proximite(&cherche, &cle(nom))?, nom)))
        .collect();
    trouves.sort_unstable();
    trouves.dedup_by(|a, b| a.1 == b.1);
    trouves.truncate(max);
    trouves.into_iter().map(|(_, nom)| nom).collect()
}

/// 0 for the same key; otherwise a distance in thousandths, `None` beyond half the letters.
fn proximite(cherche: &str, nom: &str) -> Option<u32> {
    if cherche == nom {
        return Some(0);
    }
    if cherche.len() >= 3 && nom.contains(cherche) {
        return Some(1);
    }
    let semblable = strsim::normalized_damerau_levenshtein(&borne(cherche), &borne(nom));
    // Between 0 and 1, so the product fits.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 ≤ 1000 × (1 − s) ≤ 1000"
    )]
    let distance = ((1.0 - semblable) * 1000.0) as u32;
    (distance <= 500).then_some(distance + 2)
}

/// At most 120 characters: the distance takes a time that grows with the square of the length.
fn borne(texte: &str) -> Cow<'_, str> {
    if texte.len() <= 120 {
        Cow::Borrowed(texte)
    } else {
        Cow::Owned(texte.chars().take(120).collect())
    }
}

/// Whether two names only differ by case, accents, punctuation and spaces.
#[must_use]
pub fn meme_nom(a: &str, b: &str) -> bool {
    normaliser(a) == normaliser(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use proptest::prelude::*;

    fn premier(texte: &str) -> String {
        let base = embarquee();
        let ids = suggerer_code(&base, texte);
        ids.first()
            .map_or(String::new(), |&id| base.unite(id).code.to_string())
    }

    #[test]
    fn finds_the_code_that_was_meant() {
        assert_eq!(premier("O1001"), "01001");
        assert_eq!(premier("1001"), "01001");
        assert_eq!(premier("48059"), "48059");
        assert_eq!(premier("84095"), "84095");
        assert_eq!(premier("48O95"), "48095");
        assert_eq!(premier("480950"), "48095");
        assert!(premier("48999").starts_with("48"));
        assert!(suggerer_code(&embarquee(), "n'importe quoi").is_empty());
    }

    #[test]
    fn finds_the_nearest_names() {
        let noms = [
            "CPTS Gapençais",
            "CPTS du Gapençais",
            "CPTS du Verdon",
            "CPTS Sud 04",
        ];
        assert_eq!(
            suggerer_nom(noms, "cpts de verdon", 2),
            vec!["CPTS du Verdon"]
        );
        assert_eq!(
            suggerer_nom(noms, "CPTS Gapencais", 2),
            vec!["CPTS Gapençais", "CPTS du Gapençais"]
        );
        assert!(suggerer_nom(noms, "rien de semblable", 2).is_empty());
        assert!(
            meme_nom("CPTS Sud-04", "cpts  sud 04")
                && !meme_nom("CPTS Gapençais", "CPTS du Gapençais")
        );
    }

    proptest! {
        #[test]
        fn never_fails_on_any_text(texte in "\\PC*") {
            let _ = suggerer_code(&embarquee(), &texte);
            let _ = suggerer_nom(["CPTS du Verdon"], &texte, 3);
        }
    }
}
