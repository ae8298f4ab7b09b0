//! Charts of the invented report.

use crate::model::SectionId;
use crate::rapport::{Graphique, Serie};

/// Two charts: shares with a hole, and changes with negative values.
pub(super) fn graphiques() -> Vec<Graphique> {
    let serie = |nom: &str, valeurs: Vec<Option<f64>>| Serie {
        nom: nom.to_owned(),
        valeurs,
        partielles: Vec::new(),
    };
    let noms = [
        "CPTS de la vallée d'Ambre <fictive> & Cie",
        "Orbe-Fictive (96)",
        "Songe (99)",
        "Nulle-Contrée",
        "France",
    ];
    let ages = [
        "0–14 ans",
        "15–29 ans",
        "30–44 ans",
        "45–59 ans",
        "60–74 ans",
        "75–89 ans",
        "90 ans et plus",
    ];
    let parts = [14.2, 13.1, 15.9, 20.4, 21.6, 12.7, 2.1];
    let series = noms
        .iter()
        .enumerate()
        .map(|(rang, nom)| {
            let decale = |(i, part): (usize, &f64)| {
                (rang != 2 || i != 6).then_some(part + rang as f64 * (3.0 - i as f64) / 3.0)
            };
            serie(nom, parts.iter().enumerate().map(decale).collect())
        })
        .collect();
    let graphique =
        |id: &str, titre: &str, categories: Vec<String>, series: Vec<Serie>| Graphique {
            id: id.to_owned(),
            section: SectionId::S2,
            titre: titre.to_owned(),
            unite: "% de la population".to_owned(),
            decimales: 1,
            categories,
            series,
            note: "Source inventée, 2022 ; couverture 100 %.".to_owned(),
            sources: vec!["base_cog".to_owned()],
        };
    vec![
        graphique(
            "ages",
            "Structure par âge",
            ages.map(str::to_owned).to_vec(),
            series,
        ),
        graphique(
            "evolution",
            "Évolution annuelle de la population",
            vec!["2012–2017".to_owned(), "2017–2023".to_owned()],
            vec![
                serie("CPTS", vec![Some(-0.42), Some(0.1)]),
                serie("France", vec![Some(0.36), None]),
            ],
        ),
    ]
}
