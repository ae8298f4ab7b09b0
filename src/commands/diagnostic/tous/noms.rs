//! Names of territories → names of files that every system takes, each its own.

use std::collections::BTreeSet;

use crate::base::normaliser;

/// Longest name: paths of 260 characters leave room for the folder and the extension.
const LONGUEUR: usize = 80;
/// Names that the folder keeps for itself, and those that Windows refuses.
const RESERVES: [&str; 8] = ["index", "resume", "con", "prn", "aux", "nul", "com", "lpt"];

/// A name of file for each name: small letters without accent, digits and hyphens; the second of the same name is numbered.
///
/// Nothing in a name can lead out of the folder: no separator, no dot is kept.
#[must_use]
pub(super) fn fichiers(noms: &[&str]) -> Vec<String> {
    let mut pris = BTreeSet::new();
    noms.iter()
        .map(|nom| {
            let voulu = simple(nom);
            let suites = (2..).map(|n: usize| format!("{voulu}-{n}"));
            let libre = std::iter::once(voulu.clone())
                .chain(suites)
                .find(|nom| !pris.contains(nom))
                .unwrap_or_default();
            pris.insert(libre.clone());
            libre
        })
        .collect()
}

fn simple(nom: &str) -> String {
    let mut net = String::new();
    for c in normaliser(nom).chars().take(LONGUEUR) {
        if c.is_ascii_alphanumeric() {
            net.push(c.to_ascii_lowercase());
        } else if !net.is_empty() && !net.ends_with('-') {
            net.push('-');
        }
    }
    let net = net.trim_end_matches('-');
    let racine = net.trim_end_matches(|c: char| c.is_ascii_digit());
    if net.is_empty() || RESERVES.contains(&racine) {
        return format!("territoire-{net}").trim_end_matches('-').to_owned();
    }
    net.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_safe_and_its_own() {
        let noms = [
            "CPTS du Cœur d’Hérault",
            "../../x",
            "CON",
            "",
            "index",
            "cpts du coeur d'herault",
        ];
        assert_eq!(
            fichiers(&noms),
            [
                "cpts-du-coeur-d-herault",
                "x",
                "territoire-con",
                "territoire",
                "territoire-index",
                "cpts-du-coeur-d-herault-2"
            ]
        );
    }

    proptest! {
        #[test]
        fn no_name_leads_out_nor_meets_another(noms in prop::collection::vec(".{0,120}", 0..30)) {
            let noms: Vec<&str> = noms.iter().map(String::as_str).collect();
            let lus = fichiers(&noms);
            let uniques: BTreeSet<&String> = lus.iter().collect();
            prop_assert_eq!(uniques.len(), noms.len());
            for nom in &lus {
                prop_assert!(!nom.is_empty() && nom.len() <= LONGUEUR + 20);
                prop_assert!(nom.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
                prop_assert!(!RESERVES.contains(&nom.as_str()));
            }
        }
    }
}
