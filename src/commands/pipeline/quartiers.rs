//! Quartiers prioritaires that a limit cuts, with their inhabitants on both sides where the files tell them.
//!
//! A file gives the inhabitants of the whole quartier, another those of each commune in all its quartiers: those of a quartier in a
//! commune are known where it is the only one there, or where one commune of the quartier alone is not known, by difference.

use std::collections::BTreeMap;

use super::cotes::par_population;
use crate::model::lecture::lieux;
use crate::model::{Dataset, Perimetre, Qpv, UniteId};
use crate::rapport::examen::{CommuneDeZone, ZonageCoupe};

/// Inhabitants of the quartiers, by commune.
const VARIABLE: &str = "qpv_habitants";

/// Quartiers that lie in communes of which some only are in the perimeter.
pub(super) fn coupes(dataset: &Dataset, perimetre: &Perimetre) -> Vec<ZonageCoupe> {
    let referentiel = &dataset.referentiel;
    let dedans = |id: UniteId| {
        let ville = referentiel.unite(id).parent;
        let mut places = lieux(referentiel, id).chain(ville);
        places.any(|id| perimetre.contient(id))
    };
    let coupe = |q: &Qpv| {
        let (siennes, autres): (Vec<UniteId>, Vec<UniteId>) =
            q.communes.iter().partition(|id| dedans(**id));
        (!siennes.is_empty() && !autres.is_empty()).then(|| {
            let habitants = par_commune(dataset, q);
            let cote = |ids| cote(dataset, ids, &habitants);
            ZonageCoupe {
                genre: "quartier prioritaire".to_owned(),
                code: q.code.clone(),
                nom: q.nom.clone(),
                communes_dedans: siennes.len(),
                communes: q.communes.len(),
                population_dedans: somme(&siennes, &habitants),
                population: q.habitants.map(|h| h.nombre),
                dedans: cote(&siennes),
                dehors: cote(&autres),
            }
        })
    };
    dataset.qpv.iter().filter_map(coupe).collect()
}

/// What is not known of the inhabitants of the quartiers that are cut.
pub(super) fn manque(quartiers: &[ZonageCoupe]) -> Option<String> {
    let sans = |dite: fn(&ZonageCoupe) -> bool| quartiers.iter().any(dite);
    if sans(|q| q.population.is_none()) {
        return Some(
            "Habitants des quartiers prioritaires\u{a0}: aucun fichier ne les donne tous, seules leurs communes sont comptées (à déposer\u{a0}: \
             INSEE, population municipale des QPV, https://www.insee.fr/fr/statistiques/8210600)"
                .to_owned(),
        );
    }
    sans(|q| q.population_dedans.is_none()).then(|| {
        "Habitants des quartiers prioritaires\u{a0}: ceux de quartiers entiers sont connus, leur partage entre communes ne l'est pas toujours (INSEE, \
         population communale vivant en QPV de la même année, https://www.insee.fr/fr/statistiques/8210602\u{a0}; rien ne le dit d'une commune de plusieurs quartiers)"
            .to_owned()
    })
}

fn cote(
    dataset: &Dataset,
    ids: &[UniteId],
    habitants: &BTreeMap<UniteId, f64>,
) -> Vec<CommuneDeZone> {
    let commune = |id: &UniteId| {
        let unite = dataset.referentiel.unite(*id);
        CommuneDeZone {
            code: unite.code,
            nom: unite.nom.clone(),
            population: habitants.get(id).copied(),
        }
    };
    let mut communes: Vec<CommuneDeZone> = ids.iter().map(commune).collect();
    par_population(&mut communes);
    communes
}

/// Sum over communes that are all known.
fn somme(ids: &[UniteId], habitants: &BTreeMap<UniteId, f64>) -> Option<f64> {
    ids.iter().map(|id| habitants.get(id).copied()).sum()
}

/// Inhabitants of a quartier in each of its communes where they are known; none when the two files do not agree, or not on the year.
fn par_commune(dataset: &Dataset, q: &Qpv) -> BTreeMap<UniteId, f64> {
    let Some(total) = q.habitants.filter(|h| h.annee.is_some()) else {
        return BTreeMap::new();
    };
    let Some(colonne) = dataset.colonne(VARIABLE, total.annee) else {
        return BTreeMap::new();
    };
    let seul = |id: UniteId| {
        let ici = dataset
            .qpv
            .iter()
            .filter(|autre| autre.unites().any(|u| u == id));
        ici.count() == 1 && q.ensembles.is_empty()
    };
    let sienne = |id: &UniteId| Some((*id, colonne.valeur(*id).connue().filter(|_| seul(*id))?));
    let mut habitants: BTreeMap<UniteId, f64> = q.communes.iter().filter_map(sienne).collect();
    let dits: f64 = habitants.values().sum();
    let mut manquent = q.communes.iter().filter(|id| !habitants.contains_key(*id));
    let accord = match (manquent.next().copied(), manquent.next()) {
        (None, _) => dits == total.nombre,
        (Some(seule), None) if dits <= total.nombre => {
            habitants.insert(seule, total.nombre - dits);
            true
        }
        _ => dits <= total.nombre,
    };
    if accord { habitants } else { BTreeMap::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(population: Option<f64>, population_dedans: Option<f64>) -> ZonageCoupe {
        ZonageCoupe {
            genre: "quartier prioritaire".to_owned(),
            code: "QN00201M".to_owned(),
            nom: "Europe".to_owned(),
            communes_dedans: 1,
            communes: 2,
            population_dedans,
            population,
            dedans: Vec::new(),
            dehors: Vec::new(),
        }
    }

    #[test]
    fn what_is_missing_is_said_and_nothing_when_all_is_known() {
        let page =
            |population, dedans| manque(&[zone(Some(9.0), Some(2.0)), zone(population, dedans)]);
        assert!(page(None, None).unwrap().contains("8210600"));
        assert!(page(Some(9.0), None).unwrap().contains("8210602"));
        assert_eq!(page(Some(9.0), Some(2.0)), None);
        assert_eq!(manque(&[]), None);
    }
}
