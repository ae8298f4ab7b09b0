//! The perimeter as the report shows it: communes, EPCI and their share inside, départements, régions.

use std::collections::{BTreeMap, BTreeSet};

use super::{CommuneRapport, EpciRapport, PerimetreRapport, TerritoireRapport};
use crate::model::{Perimetre, Referentiel};
use crate::tri::Tri;

/// Describes a perimeter.
#[must_use]
pub fn decrire(perimetre: &Perimetre, referentiel: &Referentiel) -> PerimetreRapport {
    PerimetreRapport {
        nom: perimetre.nom.clone(),
        expression: perimetre.expression.clone(),
        genre: perimetre.genre,
        referentiel: referentiel.nom.clone(),
        communes: communes(perimetre, referentiel),
        epci: epci(perimetre, referentiel),
        departements: departements(perimetre, referentiel),
        regions: regions(perimetre, referentiel),
    }
}

fn communes(perimetre: &Perimetre, referentiel: &Referentiel) -> Vec<CommuneRapport> {
    let decrire = |membre: &crate::model::Membre| {
        let unite = referentiel.unite(membre.unite);
        CommuneRapport {
            code: unite.code,
            nom: unite.nom.clone(),
            part: membre.part,
            population: unite.population.map(f64::from),
            departement: referentiel.departement(membre.unite).code.clone(),
            epci: referentiel.epci(membre.unite).map(|e| e.siren.clone()),
        }
    };
    perimetre.membres.iter().map(decrire).collect()
}

fn epci(perimetre: &Perimetre, referentiel: &Referentiel) -> Vec<EpciRapport> {
    let mut dedans: BTreeMap<usize, (BTreeSet<crate::model::UniteId>, f64)> = BTreeMap::new();
    for membre in &perimetre.membres {
        let unite = referentiel.unite(membre.unite);
        if let Some(rang) = unite.epci {
            let (communes, population) = dedans.entry(rang).or_default();
            communes.insert(unite.parent.unwrap_or(membre.unite));
            *population += membre.part * referentiel.population(membre.unite);
        }
    }
    let mut liste: Vec<EpciRapport> = dedans
        .into_iter()
        .filter_map(|(rang, (communes, population))| {
            let epci = referentiel.epcis.get(rang)?;
            let total: f64 = epci
                .membres
                .iter()
                .map(|&m| referentiel.population(m))
                .sum();
            Some(EpciRapport {
                siren: epci.siren.clone(),
                nom: epci.nom.clone(),
                genre: epci.genre.clone(),
                communes_dedans: communes.len(),
                communes_total: epci.membres.len(),
                population_dedans: population,
                population_total: total,
                part_dedans: if total > 0.0 { population / total } else { 0.0 },
            })
        })
        .collect();
    liste.trie_par(|a, b| {
        b.population_dedans
            .total_cmp(&a.population_dedans)
            .then_with(|| a.siren.cmp(&b.siren))
    });
    liste
}

fn departements(perimetre: &Perimetre, referentiel: &Referentiel) -> Vec<TerritoireRapport> {
    let codes: BTreeMap<_, _> = perimetre
        .membres
        .iter()
        .map(|m| referentiel.departement(m.unite))
        .map(|d| (d.code.clone(), d.nom.clone()))
        .collect();
    codes
        .into_iter()
        .map(|(code, nom)| TerritoireRapport { code, nom })
        .collect()
}

fn regions(perimetre: &Perimetre, referentiel: &Referentiel) -> Vec<TerritoireRapport> {
    let codes: BTreeMap<_, _> = perimetre
        .membres
        .iter()
        .map(|m| referentiel.region(m.unite))
        .map(|r| (r.code.clone(), r.nom.clone()))
        .collect();
    codes
        .into_iter()
        .map(|(code, nom)| TerritoireRapport { code, nom })
        .collect()
}
