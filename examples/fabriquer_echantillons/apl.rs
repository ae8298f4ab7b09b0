//! APL of the invented communes, by the published two-step method, so that the figures hold together.

use crate::geometrie::Plan;
use crate::monde::{Commune, Monde, Praticien};

/// APL of a profession in one year, commune by commune.
pub struct Apl {
    /// All ages: consultations a year, or full-time equivalents for 100 000, per standardised inhabitant.
    pub tous: Vec<f64>,
    /// The same with practitioners of 65 at most.
    pub jusqu_a_65: Vec<f64>,
    /// Standardised population, thousandths of an inhabitant; adds up to the population.
    pub standardisee: Vec<i64>,
    /// Population, inhabitants.
    pub population: Vec<i64>,
}

/// What distinguishes a profession.
pub struct Profession {
    /// Consumption weight of the seven age bands.
    pub poids: [f64; 7],
    /// 1 for consultations, 100 000 for full-time equivalents.
    pub echelle: f64,
    /// Practitioners of a cell: `None` for médecins généralistes, else the rank in `autres`.
    pub rang: Option<usize>,
}

/// Médecins généralistes; weights drawn from the sheet `Paramètres`, averaged by band.
pub const MEDECINS: Profession = Profession {
    poids: [0.74, 0.71, 0.85, 1.03, 1.29, 1.69, 2.26],
    echelle: 1.0,
    rang: None,
};

/// Infirmiers, kinés, sages-femmes, dentistes; invented weights.
pub const AUTRES: [Profession; 4] = [
    profession([0.1, 0.2, 0.3, 0.6, 1.4, 4.2, 9.0], 0),
    profession([0.2, 0.6, 0.9, 1.2, 1.5, 2.0, 2.4], 1),
    profession([0.3, 2.3, 2.6, 0.3, 0.1, 0.05, 0.0], 2),
    profession([0.9, 0.8, 0.9, 1.2, 1.2, 0.9, 0.5], 3),
];

const fn profession(poids: [f64; 7], rang: usize) -> Profession {
    Profession {
        poids,
        echelle: 100_000.0,
        rang: Some(rang),
    }
}

/// Computes the APL of a year; the population is that of two years before, the supply that of the year.
pub fn calculer(
    monde: &Monde,
    plan: &Plan,
    communes: &[Commune],
    profession: &Profession,
    annee: i64,
) -> Apl {
    let population: Vec<i64> = communes
        .iter()
        .map(|c| monde.population(c, annee - 2))
        .collect();
    let standardisee = standardiser(monde, communes, &population, profession);
    let temps = |a: &Commune, b: &Commune| {
        // 1,35 km of road for one as the crow flies, at 50 km/h.
        plan.distance_km(a.cellules[0], b.cellules[0]) * 1.35 / 50.0 * 60.0
    };
    let poids: Vec<Vec<f64>> = communes
        .iter()
        .map(|a| communes.iter().map(|b| decroissance(temps(a, b))).collect())
        .collect();
    let deux_temps = |limite: bool| {
        let rapports: Vec<f64> = communes
            .iter()
            .zip(&poids)
            .map(|(commune, ligne)| {
                offre(monde, commune, profession, annee, limite) / somme(ligne, &standardisee)
            })
            .collect();
        poids
            .iter()
            .map(|ligne| {
                let apl: f64 = ligne.iter().zip(&rapports).map(|(w, r)| w * r).sum();
                (apl * 1000.0 * profession.echelle * 1000.0).round() / 1000.0
            })
            .collect()
    };
    Apl {
        tous: deux_temps(false),
        jusqu_a_65: deux_temps(true),
        standardisee,
        population,
    }
}

/// Published decay: 1 under 10 minutes, 2/3 to 15, 1/3 to 20, nothing beyond.
fn decroissance(minutes: f64) -> f64 {
    match minutes {
        m if m < 10.0 => 1.0,
        m if m < 15.0 => 2.0 / 3.0,
        m if m < 20.0 => 1.0 / 3.0,
        _ => 0.0,
    }
}

fn somme(ligne: &[f64], standardisee: &[i64]) -> f64 {
    ligne
        .iter()
        .zip(standardisee)
        .map(|(w, &p)| w * p as f64)
        .sum()
}

fn offre(monde: &Monde, commune: &Commune, p: &Profession, annee: i64, limite: bool) -> f64 {
    let praticiens = commune.cellules.iter().flat_map(|&i| {
        let cellule = &monde.cellules[i];
        p.rang
            .map_or(&cellule.medecins, |rang| &cellule.autres[rang])
            .iter()
    });
    // One year earlier, the supply was a little larger.
    let hausse = if annee < 2023 { 1.03 } else { 1.0 };
    praticiens
        .filter(|x: &&Praticien| !(limite && x.plus_de_65))
        .map(|x| x.activite * hausse)
        .sum()
}

/// Population weighted by age, in thousandths; normalised so that the sum is that of the population.
fn standardiser(
    monde: &Monde,
    communes: &[Commune],
    population: &[i64],
    p: &Profession,
) -> Vec<i64> {
    let brute: Vec<f64> = communes
        .iter()
        .zip(population)
        .map(|(commune, &n)| {
            let ages = monde.ages(commune);
            n as f64
                * ages
                    .iter()
                    .zip(p.poids)
                    .map(|(part, w)| part * w)
                    .sum::<f64>()
        })
        .collect();
    let total: i64 = population.iter().sum();
    let facteur = total as f64 * 1000.0 / brute.iter().sum::<f64>();
    let mut milliemes: Vec<i64> = brute.iter().map(|b| (b * facteur).round() as i64).collect();
    let ecart = total * 1000 - milliemes.iter().sum::<i64>();
    if let Some(premiere) = milliemes.first_mut() {
        *premiere += ecart;
    }
    milliemes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monde::{Cog, communes};

    #[test]
    fn supply_is_conserved_and_weights_are_normalised() {
        let (monde, plan, liste) = (Monde::new(), Plan::new(), communes(Cog::A2024));
        let apl = calculer(&monde, &plan, &liste, &MEDECINS, 2023);
        let total: i64 = apl.population.iter().sum();
        assert_eq!(apl.standardisee.iter().sum::<i64>(), total * 1000);
        let servie: f64 = apl
            .tous
            .iter()
            .zip(&apl.standardisee)
            .map(|(a, &p)| a * p as f64 / 1000.0)
            .sum();
        let offerte: f64 = liste
            .iter()
            .map(|c| offre(&monde, c, &MEDECINS, 2023, false))
            .sum();
        assert!((servie / offerte - 1.0).abs() < 0.001, "{servie} {offerte}");
        assert!(apl.tous.iter().zip(&apl.jusqu_a_65).all(|(t, j)| j <= t));
    }
}
