//! Only the reader of units knows how a city is read through its arrondissements.

use super::*;

/// Where a city may be opened into its arrondissements: the reader of units, and what makes a perimeter or a référentiel.
const OUVRENT_UNE_VILLE: &[&str] = &[
    "model/lecture",
    "model/referentiel.rs",
    "perimetre/ensemble.rs",
    "perimetre/polygones.rs",
    "load/projet/referentiel.rs",
];

#[test]
fn only_the_reader_of_units_opens_a_city() {
    let mut fautes = Vec::new();
    for s in sources() {
        let permise = OUVRENT_UNE_VILLE.iter().any(|p| s.relatif.starts_with(p));
        let ouvre = |w: &[String]| w[0] == "." && w[1] == "arrondissements" && w[2] == "(";
        if !permise && s.mots.windows(3).any(ouvre) {
            fautes.push(s.relatif.display().to_string());
        }
    }
    assert!(
        fautes.is_empty(),
        "lire une unité passe par model/lecture :\n{}",
        fautes.join("\n")
    );
}
