//! The funding of one perimeter, computed the same way for the diagnostic and for `cpts financement`.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::baremes::Bareme;
use crate::financement::{self, Alentours, Analyse, Demande, populations};
use crate::indicateurs::FichiersOfficiels;
use crate::indicateurs::comparaison::ecart;
use crate::model::{Dataset, DateCivile, Perimetre};
use crate::rapport::financement::PerimetreFinancement;

/// Tier, margins and what would change them, for the diagnostic: by a scale, in the words of official files, on a day;
/// `retenue` decides.
///
/// # Errors
/// Date before the agreement, population that is not one.
pub fn pour_diagnostic(
    (bareme, officiels, jour): (&Bareme, &FichiersOfficiels, Option<DateCivile>),
    dataset: &Dataset,
    perimetre: &Perimetre,
    retenue: financement::PopulationRetenue,
) -> Result<(PerimetreFinancement, Vec<String>)> {
    let mut lues = populations(dataset, perimetre);
    lues.populations
        .retain(|p| (&p.genre, p.millesime) != (&retenue.genre, retenue.millesime));
    lues.populations.insert(0, retenue);
    let alentours = Alentours::new(dataset, std::slice::from_ref(perimetre));
    let referentiel = &dataset.referentiel;
    let voisinage = alentours.voisinage(perimetre, |id| {
        referentiel.unite(id).population.map(f64::from)
    });
    let mut demande = Demande {
        bareme,
        date: jour,
        populations: lues.populations,
        ecart_minimal: ecart_minimal(),
        voisinage: Some(&voisinage),
        signature: None,
        demarrages: std::collections::BTreeMap::new(),
        contrat: None,
        resultats: &[],
        crise_reconnue: false,
    };
    // Without any outline nor departure that counts, nothing is said rather than an empty table.
    if voisinage.communes.is_empty() {
        demande.voisinage = None;
    }
    lues.notes.extend(isolees(dataset, &alentours, perimetre));
    let analyse = financement::analyser(&demande)?;
    lues.notes.extend(sans_projection(&analyse, officiels));
    let sources = lues.sources.iter().filter_map(|&id| dataset.source(id));
    let sources = sources.map(|s| s.id.clone()).collect();
    Ok((
        PerimetreFinancement {
            nom: perimetre.nom.clone(),
            expression: perimetre.expression.clone(),
            communes: perimetre.membres.len(),
            analyse,
            notes: lues.notes,
        },
        sources,
    ))
}

/// Variable whose rule says how far apart two populations must be.
const POPULATION: &str = "population_municipale";

/// Fewest years between two populations whose change may be carried on.
pub fn ecart_minimal() -> u16 {
    ecart(POPULATION).map_or(0, |e| e.ecart_minimal)
}

/// Why no evolution is carried on although several vintages of the deciding population are there, and which file would give
/// one.
pub fn sans_projection(analyse: &Analyse, officiels: &FichiersOfficiels) -> Option<String> {
    let reference = analyse.tailles.first().map(|t| &t.population.genre)?;
    let memes = analyse.tailles.iter().map(|t| &t.population);
    let memes = memes.filter(|p| p.genre == *reference);
    let annees: BTreeSet<u16> = memes.filter_map(|p| p.millesime).collect();
    let annees: Vec<u16> = annees.into_iter().collect();
    let regle = ecart(POPULATION).filter(|_| analyse.projection.is_none() && annees.len() > 1)?;
    let refus = regle.refus(officiels, POPULATION, &annees);
    Some(format!(
        "Pas de prolongement de l'évolution\u{a0}: {refus}."
    ))
}

/// Members whose neighbours are unknown although others are placed.
pub fn isolees(
    dataset: &Dataset,
    alentours: &Alentours<'_>,
    perimetre: &Perimetre,
) -> Option<String> {
    if dataset.traces().is_empty() {
        return None;
    }
    let noms = alentours.sans_contour(perimetre);
    (!noms.is_empty()).then(|| {
        format!(
            "Sans voisine connue par les contours\u{a0}: {}. Les ensembles de communes qui changent la taille peuvent en manquer.",
            noms.join(", ")
        )
    })
}
