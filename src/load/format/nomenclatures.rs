//! Nomenclatures of types, as far as they are known: what tells a mistyped code from a new one.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::model::{Confiance, ErreurDonnees};
use crate::texte_toml::Embarque;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    nomenclature: Vec<Nomenclature>,
}

/// Codes of a nomenclature.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomenclature {
    /// What a descriptor names it by.
    pub id: String,
    /// What it is, in French.
    pub libelle: String,
    /// Where the codes were read.
    pub reference: String,
    /// When.
    pub date: String,
    /// How sure they are.
    pub confiance: Confiance,
    /// First year of the files whose codes these are: older ones have others.
    pub depuis: u16,
    /// The codes.
    pub codes: BTreeSet<String>,
}

/// A nomenclature, by its id.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn nomenclature(id: &str) -> Result<Option<&'static Nomenclature>, ErreurDonnees> {
    static LUES: Embarque<Fichier> =
        Embarque::new(include_str!("nomenclatures.toml"), "nomenclatures.toml");
    Ok(LUES.lire()?.nomenclature.iter().find(|n| n.id == id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::format::catalogue::embarques;

    #[test]
    fn the_descriptors_name_known_nomenclatures_that_hold_what_they_count() {
        let conditions = embarques().unwrap().iter().flat_map(|f| &f.variables);
        let conditions = conditions.flat_map(|v| &v.quand);
        let mut comptees = 0;
        for f in embarques().unwrap() {
            for q in f.d.variables.iter().flat_map(|v| &v.quand.0) {
                if let Some(id) = &q.nomenclature {
                    let n = nomenclature(id).unwrap().unwrap();
                    assert!(!n.reference.is_empty() && !n.date.is_empty() && !n.libelle.is_empty());
                    assert!(n.confiance != Confiance::NonEtabli);
                    comptees += 1;
                }
            }
        }
        assert!(comptees >= 3 && conditions.count() > comptees);
        let bpe = nomenclature("bpe").unwrap().unwrap();
        for code in ["A128", "D265", "D201", "D307", "D709"] {
            assert!(bpe.codes.contains(code), "{code}");
        }
        assert!(nomenclature("aucune").unwrap().is_none());
    }
}
