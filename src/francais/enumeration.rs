//! Lists of names in a sentence: « A, B, C », then how many others.

/// At most `max` names, then « et 3 autres »; a last name takes no more room than « et 1 autre », so it is written.
#[must_use]
pub fn enumerer<S: AsRef<str>>(noms: &[S], max: usize) -> String {
    enumerer_des(noms, max, "")
}

/// The same, the others being told for what they are: « A, B et 3 autres communes ».
#[must_use]
pub fn enumerer_des<S: AsRef<str>>(noms: &[S], max: usize, pluriel: &str) -> String {
    let max = max.max(1);
    let reste = noms.len().saturating_sub(max);
    if reste < 2 {
        return joindre(noms);
    }
    let debut: Vec<&str> = noms.iter().take(max).map(AsRef::as_ref).collect();
    let quoi = format!("autres {pluriel}");
    let autres = super::compte(
        f64::from(u32::try_from(reste).unwrap_or(u32::MAX)),
        quoi.trim(),
        quoi.trim(),
    );
    format!("{} et {autres}", debut.join(", "))
}

/// « A », « A et B », « A, B et C »: all the items, joined as a sentence does.
#[must_use]
pub fn joindre<S: AsRef<str>>(noms: &[S]) -> String {
    match noms {
        [] => String::new(),
        [seul] => seul.as_ref().to_owned(),
        [debut @ .., dernier] => {
            let debut: Vec<&str> = debut.iter().map(AsRef::as_ref).collect();
            format!("{} et {}", debut.join(", "), dernier.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_other_is_named_rather_than_counted() {
        let noms = ["A", "B", "C", "D"];
        assert_eq!(enumerer(&noms, 3), "A, B, C et D");
        assert_eq!(enumerer(&noms, 2), "A, B et 2\u{a0}autres");
        assert_eq!(
            enumerer_des(&noms, 1, "communes"),
            "A et 3\u{a0}autres communes"
        );
        assert_eq!(enumerer::<&str>(&[], 2), "");
        assert_eq!(joindre(&noms), "A, B, C et D");
        assert_eq!(joindre(&["A"]), "A");
    }

    proptest! {
        #[test]
        fn never_counts_one_other_and_loses_nobody(n in 0usize..40, max in 0usize..10) {
            let noms: Vec<String> = (0..n).map(|i| format!("n{i};")).collect();
            let texte = enumerer(&noms, max);
            let dits = texte.matches(';').count();
            let reste = texte
                .split(" et ")
                .nth(1)
                .and_then(|t| t.split('\u{a0}').next())
                .and_then(|t| t.parse::<usize>().ok())
                .unwrap_or(0);
            prop_assert_eq!(dits + reste, n);
            prop_assert!(reste != 1);
        }
    }
}
