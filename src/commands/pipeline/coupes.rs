//! What the limit of a perimeter cuts: EPCI, bassins de vie, aires d'attraction, territoires de vie-santé, cantons, quartiers
//! prioritaires.

use super::chargement::Charge;
use super::cotes::Cotes;
pub use super::cotes::phrase;
use super::quartiers;
use crate::francais::nombre;
use crate::indicateurs::{Catalogue, Regle, communes_des_zones, zones_coupees_de};
use crate::model::{Genre, Referentiel, UniteId, ZoneCoupee};
use crate::rapport::examen::ZonageCoupe;
use crate::rapport::tableaux::ZONES_COUPEES;
use crate::rapport::{EpciRapport, PerimetreRapport};
use crate::render::listes::Liste;

/// What each indicator of cut zones counts.
const GENRES: [(&str, &str); 3] = [
    ("bassins_vie_coupes", "bassin de vie"),
    ("aav_coupees", "aire d'attraction"),
    ("tvs_coupes", "territoire de vie-santé"),
];
/// Class of the cantons, those of a large city being one.
const CANTONS: &str = "canton_ville";

/// What is cut, and what is not known.
#[derive(Debug, Default)]
pub struct Coupes {
    /// Zones of which a part only is inside.
    pub coupes: Vec<ZonageCoupe>,
    /// Why nothing is said of some zones.
    pub manques: Vec<String>,
}

/// All that is cut, EPCI first, with who is inside and who is left.
pub fn coupes(charge: &Charge, decrit: &PerimetreRapport, catalogue: &Catalogue) -> Coupes {
    let (dataset, perimetre) = (&charge.dataset, &charge.perimetre);
    let cotes = Cotes::new(&dataset.referentiel, perimetre);
    let mut coupes = epci(&dataset.referentiel, decrit, &cotes);
    for (indicateur, _) in ZONES_COUPEES {
        let connu = GENRES.iter().find(|(id, _)| *id == indicateur);
        let mut definitions = catalogue.definitions().iter();
        let definition = definitions.find(|d| d.id == indicateur);
        let Some(((_, genre), definition)) = connu.zip(definition) else {
            continue;
        };
        if let Regle::ZonesCoupees { classe, hors } = &definition.regle {
            let zones = de_classe(charge, genre, (classe, hors), &cotes);
            coupes.extend(zones.unwrap_or_default());
        }
    }
    let mut manques = Vec::new();
    match de_classe(charge, "canton", (CANTONS, &[]), &cotes) {
        Some(cantons) => coupes.extend(cantons),
        None => manques.push(manque(catalogue, "Cantons", CANTONS)),
    }
    if dataset.qpv.is_empty() {
        manques.push(
            "Quartiers prioritaires\u{a0}: aucun fichier du dossier ne les donne (ANCT, QPV 2024, GeoJSON)".to_owned(),
        );
    }
    let quartiers = quartiers::coupes(dataset, perimetre);
    manques.extend(quartiers::manque(&quartiers));
    coupes.extend(quartiers);
    Coupes { coupes, manques }
}

/// EPCI of which a part of the population is outside.
fn epci(
    referentiel: &Referentiel,
    decrit: &PerimetreRapport,
    cotes: &Cotes<'_>,
) -> Vec<ZonageCoupe> {
    let coupes = decrit.epci.iter().filter(|e| e.part_dedans < 1.0 - 1e-9);
    let coupe = |e: &EpciRapport| {
        let mut zone = ZonageCoupe {
            genre: "EPCI".to_owned(),
            code: e.siren.clone(),
            nom: e.nom.clone(),
            communes_dedans: e.communes_dedans,
            communes: e.communes_total,
            population_dedans: Some(e.population_dedans),
            population: Some(e.population_total),
            dedans: Vec::new(),
            dehors: Vec::new(),
        };
        if let Some(epci) = referentiel.epcis.iter().find(|x| x.siren == e.siren) {
            let commune = |id: &UniteId| referentiel.unite(*id).genre != Genre::Arrondissement;
            let communes: Vec<UniteId> = epci.membres.iter().copied().filter(commune).collect();
            cotes.nomme(&mut zone, &communes);
        }
        zone
    };
    coupes.map(coupe).collect()
}

/// Zones of a class that are cut; `None` when no file gives it.
fn de_classe(
    charge: &Charge,
    genre: &str,
    (classe, hors): (&str, &[String]),
    cotes: &Cotes<'_>,
) -> Option<Vec<ZonageCoupe>> {
    let zones = zones_coupees_de(&charge.dataset, &charge.perimetre, classe, hors)?;
    let codes = zones.iter().map(|z| z.code.as_str()).collect();
    let communes = communes_des_zones(&charge.dataset, classe, &codes);
    let zone = |z: &ZoneCoupee| {
        let mut zone = ZonageCoupe {
            genre: genre.to_owned(),
            code: z.code.clone(),
            nom: z.nom.clone(),
            communes_dedans: z.communes_dedans,
            communes: z.communes_total,
            population_dedans: Some(z.population_dedans),
            population: Some(z.population_total),
            dedans: Vec::new(),
            dehors: Vec::new(),
        };
        if let Some(communes) = communes.get(&z.code) {
            cotes.nomme(&mut zone, communes);
        }
        zone
    };
    Some(zones.iter().map(zone).collect())
}

fn manque(catalogue: &Catalogue, quoi: &str, variable: &str) -> String {
    let fichiers = catalogue.fichiers_officiels();
    let fichier = fichiers.a_deposer(variable);
    format!(
        "{quoi}\u{a0}: aucun fichier du dossier ne les donne ({})",
        fichier.unwrap_or_else(|| variable.to_owned())
    )
}

/// The same for a reader: what is inside, of how many.
pub fn lisibles(coupes: &[ZonageCoupe]) -> Liste {
    let mut liste = Liste::new(&["zonage", "nom", "communes", "habitants", "restent dehors"]);
    for c in coupes {
        let compte = |n: usize| nombre(n as f64, 0);
        let habitants = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| nombre(x, 0));
        let dehors = c.population.zip(c.population_dedans);
        liste.ajouter(vec![
            c.genre.clone(),
            c.nom.clone(),
            format!("{} sur {}", compte(c.communes_dedans), compte(c.communes)),
            match (c.population_dedans, c.population) {
                (None, Some(tout)) => format!("{} en tout", nombre(tout, 0)),
                (dedans, _) => habitants(dedans),
            },
            habitants(dehors.map(|(tout, dedans)| tout - dedans)),
        ]);
    }
    liste
}
