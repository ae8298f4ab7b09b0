//! A header one letter away from one that is read: a typing slip, a plural, an abbreviation.

/// Shorter headers are all alike; a choice of the project.
const COURT: usize = 4;
/// Longer ones are sentences, not names; a choice of the project.
const LONG: usize = 40;

/// The nearest header that is read, one letter off a normalised header that is not; `lit` says what is read.
///
/// Digits are never touched: two headers that differ by their digits are two categories.
#[must_use]
pub fn corriger(entete: &str, lit: impl Fn(&str) -> bool) -> Option<String> {
    let lettres: Vec<char> = entete.chars().collect();
    if !(COURT..=LONG).contains(&lettres.len()) {
        return None;
    }
    retraits(&lettres)
        .chain(echanges(&lettres))
        .chain(ajouts(&lettres))
        .chain(remplacements(&lettres))
        .find(|essai| lit(essai))
}

fn retraits(l: &[char]) -> impl Iterator<Item = String> {
    let sans = |i: usize| l.iter().enumerate().filter(move |(j, _)| *j != i);
    let rangs = (0..l.len()).rev().filter(|&i| modifiable(l.get(i)));
    rangs.map(move |i| sans(i).map(|(_, c)| *c).collect())
}

fn echanges(l: &[char]) -> impl Iterator<Item = String> {
    let rangs = (1..l.len()).filter(|&i| modifiable(l.get(i)) && modifiable(l.get(i - 1)));
    rangs.map(|i| {
        let mut essai = l.to_vec();
        essai.swap(i - 1, i);
        essai.into_iter().collect()
    })
}

fn ajouts(l: &[char]) -> impl Iterator<Item = String> {
    let rangs = (0..=l.len()).rev();
    rangs.flat_map(move |i| {
        alphabet().map(move |c| {
            let mut essai = l.to_vec();
            essai.insert(i, c);
            essai.into_iter().collect()
        })
    })
}

fn remplacements(l: &[char]) -> impl Iterator<Item = String> {
    let rangs = (0..l.len()).filter(|&i| modifiable(l.get(i)));
    rangs.flat_map(move |i| {
        alphabet().map(move |lettre| {
            let place = l.iter().enumerate();
            place
                .map(|(j, c)| if i == j { lettre } else { *c })
                .collect()
        })
    })
}

fn modifiable(c: Option<&char>) -> bool {
    c.is_some_and(|c| !c.is_ascii_digit())
}

fn alphabet() -> impl Iterator<Item = char> {
    ('a'..='z').chain([' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LUS: [&str; 4] = ["hab", "revenu median", "apl infirmiers", "age 0 14"];

    fn corrige(entete: &str) -> Option<String> {
        corriger(entete, |e| LUS.contains(&e))
    }

    /// Every slip of one letter on a long enough header is undone.
    #[test]
    fn one_letter_off_finds_the_header_and_two_do_not() {
        for lu in LUS.into_iter().filter(|l| l.len() > COURT) {
            let l: Vec<char> = lu.chars().collect();
            for i in (0..l.len()).filter(|&i| modifiable(l.get(i))) {
                let mut moins = l.clone();
                moins.remove(i);
                let mut plus = l.clone();
                plus.insert(i, 'z');
                for faux in [moins, plus] {
                    let faux: String = faux.into_iter().collect();
                    assert_eq!(corrige(&faux).as_deref(), Some(lu), "{faux}");
                }
            }
        }
        assert_eq!(corrige("habs").as_deref(), Some("hab"));
        for autre in ["couleur", "revenus medians", "age 0 15", "hab1", "habsx"] {
            assert_eq!(corrige(autre), None, "{autre}");
        }
    }
}
