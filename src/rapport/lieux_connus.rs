//! How many communes are known to lack something, when nothing tells of others: a least count is said as such.

use crate::francais::denombre;

/// « 3 communes », « au moins 3 communes », « aucune commune connue ».
#[must_use]
pub fn combien(communes: usize, inconnues: usize) -> String {
    match (communes, inconnues) {
        (n, 0) => denombre(n, "commune", "communes"),
        (0, _) => "aucune commune connue".to_owned(),
        (n, _) => format!("au moins {}", denombre(n, "commune", "communes")),
    }
}

/// « 2 communes sans valeur connue », when there are some.
#[must_use]
pub fn sans_valeur(inconnues: usize) -> Option<String> {
    let communes = denombre(inconnues, "commune", "communes");
    (inconnues > 0).then(|| format!("{communes} sans valeur connue"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_least_count_is_said_as_such() {
        assert_eq!(combien(2, 0), "2\u{a0}communes");
        assert_eq!(combien(0, 0), "0\u{a0}commune");
        assert_eq!(combien(2, 1), "au moins 2\u{a0}communes");
        assert_eq!(combien(0, 1), "aucune commune connue");
        assert_eq!(sans_valeur(0), None);
        assert_eq!(sans_valeur(1).unwrap(), "1\u{a0}commune sans valeur connue");
    }
}
