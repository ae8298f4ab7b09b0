//! Communes far from the nearest structure of a kind, read from the table of distances that the report shows.

use crate::francais::{compte, denombre, nombre, part};
use crate::model::{Constat, Dataset, Perimetre, RegleConstat, SectionId};
use crate::rapport::plan_constats::EloignementPlan;
use crate::rapport::tableaux::distance_de;
use crate::rapport::{Cellule, Tableau};

/// One finding for each kind from which enough inhabitants live far; at least so many, when some distance is not known.
#[must_use]
pub fn eloignements(
    plan: &[EloignementPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
    tableaux: &[Tableau],
) -> Vec<Constat> {
    plan.iter()
        .filter_map(|p| eloignement(p, dataset, perimetre, tableaux))
        .collect()
}

fn eloignement(
    plan: &EloignementPlan,
    dataset: &Dataset,
    perimetre: &Perimetre,
    tableaux: &[Tableau],
) -> Option<Constat> {
    let distances = distance_de(tableaux, &plan.structure)?;
    let referentiel = &dataset.referentiel;
    let mut loin = Vec::new();
    let (mut population, mut inconnues) = (0.0, 0);
    for (membre, cellule) in perimetre.membres.iter().zip(distances) {
        let habitants = membre.part * referentiel.population(membre.unite);
        population += habitants;
        let Cellule::Nombre(km) = cellule else {
            inconnues += 1;
            continue;
        };
        if *km > plan.km && habitants > 0.0 {
            loin.push((*km, habitants, membre.unite));
        }
    }
    let habitants: f64 = loin.iter().map(|l| l.1).sum();
    let (km, _, unite) = *loin.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    if 100.0 * habitants < plan.part_min * population {
        return None;
    }
    let debut = match inconnues {
        0 => "",
        _ => "Au moins ",
    };
    let sont = if loin.len() < 2 { "est" } else { "sont" };
    let texte = format!(
        "{debut}{} ({}, {} de la population) {sont} à plus de {} km à vol d'oiseau {}\u{a0}; la plus éloignée, {}, à {} km.",
        denombre(loin.len(), "commune", "communes"),
        compte(habitants, "habitant", "habitants"),
        part(habitants / population),
        nombre(plan.km, 0),
        plan.nom,
        referentiel.unite(unite).nom,
        nombre(km, 0),
    );
    let regle = RegleConstat::Eloignement.sur(&plan.id);
    let codes = loin.iter().map(|l| referentiel.unite(l.2).code);
    Some(Constat::new(regle, plan.severite, SectionId::S8, texte).avec_communes(codes))
}

#[cfg(test)]
mod tests {
    use super::super::essais::trois_communes;
    use super::*;
    use crate::rapport::ColonneTableau;
    use crate::rapport::plan_constats;

    fn dits(distances: [Option<f64>; 3]) -> Vec<Constat> {
        let (dataset, perimetre) = trois_communes();
        let cellule =
            |d: Option<f64>| d.map_or(Cellule::Texte("non disponible".to_owned()), Cellule::Nombre);
        let tableau = Tableau {
            id: "structures_proches".to_owned(),
            section: SectionId::S8,
            titre: String::new(),
            colonnes: vec![ColonneTableau {
                titre: "Pharmacies d'officine, distance".to_owned(),
                unite: String::new(),
                decimales: 1,
                variable: None,
            }],
            lignes: distances.iter().map(|d| vec![cellule(*d)]).collect(),
            note: None,
            sources: Vec::new(),
        };
        let plan = plan_constats::constats().unwrap().eloignement;
        eloignements(&plan, &dataset, &perimetre, &[tableau])
    }

    #[test]
    fn the_communes_that_are_far_are_counted_with_the_farthest() {
        // Langogne has 15 % of the inhabitants of the three.
        let dit = dits([Some(12.4), Some(0.0), Some(3.0)]);
        let texte = &dit[0].texte;
        assert!(
            texte.starts_with("1\u{a0}commune (") || texte.starts_with("1 commune ("),
            "{texte}"
        );
        assert!(
            texte.contains("à plus de 10 km à vol d'oiseau d'une pharmacie"),
            "{texte}"
        );
        assert!(texte.ends_with("Langogne, à 12 km."), "{texte}");
        assert_eq!(dit[0].communes, ["48080".parse().unwrap()]);
    }

    #[test]
    fn near_enough_says_nothing_and_what_is_not_known_makes_it_a_least() {
        assert_eq!(dits([Some(10.0), Some(0.0), Some(3.0)]), []);
        let dit = dits([Some(12.0), None, Some(3.0)]);
        assert!(dit[0].texte.starts_with("Au moins 1"), "{dit:?}");
    }
}
