//! What the limit of a perimeter cuts: EPCI, bassins de vie, aires d'attraction, territoires de vie-santé.

use serde::Serialize;

use crate::commands::pipeline::chargement::Charge;
use crate::francais::nombre;
use crate::indicateurs::{Catalogue, zones_coupees};
use crate::rapport::PerimetreRapport;
use crate::rapport::tableaux::ZONES_COUPEES;
use crate::render::listes::Liste;

/// What each indicator of cut zones counts.
const GENRES: [(&str, &str); 3] = [
    ("bassins_vie_coupes", "bassin de vie"),
    ("aav_coupees", "aire d'attraction"),
    ("tvs_coupes", "territoire de vie-santé"),
];

/// A zone of which the perimeter holds a part only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Coupe {
    /// « EPCI », « bassin de vie ».
    genre: &'static str,
    code: String,
    nom: String,
    communes_dedans: usize,
    communes: usize,
    /// Inhabitants inside the perimeter.
    population_dedans: f64,
    /// Inhabitants of the zone.
    population: f64,
}

/// All that is cut, EPCI first.
pub(super) fn coupes(
    charge: &Charge,
    decrit: &PerimetreRapport,
    catalogue: &Catalogue,
) -> Vec<Coupe> {
    let epci = decrit.epci.iter().filter(|e| e.part_dedans < 1.0 - 1e-9);
    let epci = epci.map(|e| Coupe {
        genre: "EPCI",
        code: e.siren.clone(),
        nom: e.nom.clone(),
        communes_dedans: e.communes_dedans,
        communes: e.communes_total,
        population_dedans: e.population_dedans,
        population: e.population_total,
    });
    let mut coupes: Vec<Coupe> = epci.collect();
    for (indicateur, _) in ZONES_COUPEES {
        let connu = GENRES.iter().find(|(id, _)| *id == indicateur);
        let mut definitions = catalogue.definitions().iter();
        let definition = definitions.find(|d| d.id == indicateur);
        let Some(((_, genre), definition)) = connu.zip(definition) else {
            continue;
        };
        let zones = zones_coupees(&charge.dataset, &charge.perimetre, definition);
        coupes.extend(zones.into_iter().map(|z| Coupe {
            genre,
            code: z.code,
            nom: z.nom,
            communes_dedans: z.communes_dedans,
            communes: z.communes_total,
            population_dedans: z.population_dedans,
            population: z.population_total,
        }));
    }
    coupes
}

/// The same for a reader: what is inside, of how many.
pub(super) fn lisibles(coupes: &[Coupe]) -> Liste {
    let mut liste = Liste::new(&["zonage", "nom", "communes", "habitants", "restent dehors"]);
    for c in coupes {
        let compte = |n: usize| nombre(n as f64, 0);
        liste.ajouter(vec![
            c.genre.to_owned(),
            c.nom.clone(),
            format!("{} sur {}", compte(c.communes_dedans), compte(c.communes)),
            nombre(c.population_dedans, 0),
            nombre(c.population - c.population_dedans, 0),
        ]);
    }
    liste
}
