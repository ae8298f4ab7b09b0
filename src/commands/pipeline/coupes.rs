//! What the limit of a perimeter cuts: EPCI, bassins de vie, aires d'attraction, territoires de vie-santé, cantons, quartiers
//! prioritaires.

use serde::Serialize;

use super::chargement::Charge;
use crate::francais::nombre;
use crate::indicateurs::{Catalogue, zones_coupees, zones_coupees_de};
use crate::model::lecture::lieux;
use crate::model::{UniteId, ZoneCoupee};
use crate::rapport::PerimetreRapport;
use crate::rapport::tableaux::ZONES_COUPEES;
use crate::render::listes::Liste;

/// What each indicator of cut zones counts.
const GENRES: [(&str, &str); 3] = [
    ("bassins_vie_coupes", "bassin de vie"),
    ("aav_coupees", "aire d'attraction"),
    ("tvs_coupes", "territoire de vie-santé"),
];
/// Class of the cantons, those of a large city being one.
const CANTONS: &str = "canton_ville";

/// A zone of which the perimeter holds a part only.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coupe {
    /// « EPCI », « bassin de vie ».
    pub genre: &'static str,
    /// Code of the zone.
    pub code: String,
    /// Name of the zone.
    pub nom: String,
    /// Communes of the zone inside the perimeter.
    pub communes_dedans: usize,
    /// Communes of the zone.
    pub communes: usize,
    /// Inhabitants inside the perimeter; absent where no file tells those of the zone.
    pub population_dedans: Option<f64>,
    /// Inhabitants of the zone.
    pub population: Option<f64>,
}

/// What is cut, and what is not known.
#[derive(Debug, Default)]
pub struct Coupes {
    /// Zones of which a part only is inside.
    pub coupes: Vec<Coupe>,
    /// Why nothing is said of some zones.
    pub manques: Vec<String>,
}

/// All that is cut, EPCI first.
pub fn coupes(charge: &Charge, decrit: &PerimetreRapport, catalogue: &Catalogue) -> Coupes {
    let epci = decrit.epci.iter().filter(|e| e.part_dedans < 1.0 - 1e-9);
    let epci = epci.map(|e| Coupe {
        genre: "EPCI",
        code: e.siren.clone(),
        nom: e.nom.clone(),
        communes_dedans: e.communes_dedans,
        communes: e.communes_total,
        population_dedans: Some(e.population_dedans),
        population: Some(e.population_total),
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
        coupes.extend(zones.into_iter().map(|z| zone(genre, z)));
    }
    let mut manques = Vec::new();
    match zones_coupees_de(&charge.dataset, &charge.perimetre, CANTONS, &[]) {
        Some(cantons) => coupes.extend(cantons.into_iter().map(|z| zone("canton", z))),
        None => manques.push(manque(catalogue, "Cantons", CANTONS)),
    }
    if charge.dataset.qpv.is_empty() {
        manques.push(
            "Quartiers prioritaires\u{a0}: aucun fichier du dossier ne les donne (ANCT, QPV 2024, GeoJSON)".to_owned(),
        );
    }
    let quartiers = quartiers(charge);
    if !quartiers.is_empty() {
        manques.push(
            "Habitants des quartiers prioritaires\u{a0}: aucun fichier reconnu ne les donne, seules leurs communes sont comptées".to_owned(),
        );
    }
    coupes.extend(quartiers);
    Coupes { coupes, manques }
}

fn manque(catalogue: &Catalogue, quoi: &str, variable: &str) -> String {
    let fichiers = catalogue.fichiers_officiels();
    let fichier = fichiers.a_deposer(variable);
    format!(
        "{quoi}\u{a0}: aucun fichier du dossier ne les donne ({})",
        fichier.unwrap_or_else(|| variable.to_owned())
    )
}

fn zone(genre: &'static str, z: ZoneCoupee) -> Coupe {
    Coupe {
        genre,
        code: z.code,
        nom: z.nom,
        communes_dedans: z.communes_dedans,
        communes: z.communes_total,
        population_dedans: Some(z.population_dedans),
        population: Some(z.population_total),
    }
}

/// Quartiers prioritaires that lie in communes of which some only are in the perimeter; no file gives their inhabitants by commune.
fn quartiers(charge: &Charge) -> Vec<Coupe> {
    let (referentiel, perimetre) = (&charge.dataset.referentiel, &charge.perimetre);
    let dedans = |id: &&UniteId| {
        let ville = referentiel.unite(**id).parent;
        let mut places = lieux(referentiel, **id).chain(ville);
        places.any(|id| perimetre.contient(id))
    };
    let coupe = |q: &crate::model::Qpv| {
        let siennes = q.communes.iter().filter(dedans).count();
        (siennes > 0 && siennes < q.communes.len()).then(|| Coupe {
            genre: "quartier prioritaire",
            code: q.code.clone(),
            nom: q.nom.clone(),
            communes_dedans: siennes,
            communes: q.communes.len(),
            population_dedans: None,
            population: None,
        })
    };
    charge.dataset.qpv.iter().filter_map(coupe).collect()
}

/// The same for a reader: what is inside, of how many.
pub fn lisibles(coupes: &[Coupe]) -> Liste {
    let mut liste = Liste::new(&["zonage", "nom", "communes", "habitants", "restent dehors"]);
    for c in coupes {
        let compte = |n: usize| nombre(n as f64, 0);
        let habitants = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| nombre(x, 0));
        let dehors = c.population.zip(c.population_dedans);
        liste.ajouter(vec![
            c.genre.to_owned(),
            c.nom.clone(),
            format!("{} sur {}", compte(c.communes_dedans), compte(c.communes)),
            habitants(c.population_dedans),
            habitants(dehors.map(|(tout, dedans)| tout - dedans)),
        ]);
    }
    liste
}
