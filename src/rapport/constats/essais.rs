//! A perimeter of three communes of the embedded base, for the tests of the findings.

use crate::base::embarquee;
use crate::model::{Dataset, GenrePerimetre, Membre, Perimetre};

/// Langogne, Mende and Saint-Chély-d'Apcher: 15 %, 65 % and 20 % of their inhabitants.
pub(super) fn trois_communes() -> (Dataset, Perimetre) {
    let dataset = Dataset {
        referentiel: embarquee(),
        ..Dataset::default()
    };
    let membre = |code: &&str| Membre {
        unite: dataset.referentiel.par_code(code.parse().unwrap()).unwrap(),
        part: 1.0,
    };
    let perimetre = Perimetre {
        nom: String::new(),
        expression: String::new(),
        genre: GenrePerimetre::Cpts,
        membres: ["48080", "48095", "48140"].iter().map(membre).collect(),
        constats: Vec::new(),
        cpts: None,
    };
    (dataset, perimetre)
}
