//! Territories that resemble a territory: the nearest of the list by their context, each variable standardised.

use super::contexte::{Figures, Plan};
use super::situation::Semblable;
use super::types::TerritoireLot;

/// Gives each territory those of the list that are the most alike, the nearest first; none to one that lacks a variable used.
///
/// The distance is the root of the mean square gap, in standard deviations of the list, each variable with its weight.
pub(super) fn rapprocher(plan: &Plan, territoires: &mut [TerritoireLot]) {
    let figures = Figures::lire(&plan.contexte, plan.part_min, territoires);
    let reduites = reduire(&figures);
    let poids: f64 = reduites.iter().map(|(p, _)| p).sum();
    if reduites.len() < plan.variables_min {
        return;
    }
    let distance = |a: usize, b: usize| {
        let carres = reduites.iter().map(|(p, z)| {
            let ecart = z.get(a).zip(z.get(b)).map_or(0.0, |(x, y)| x - y);
            p * ecart * ecart
        });
        (carres.sum::<f64>() / poids).sqrt()
    };
    let mut trouves = Vec::new();
    for (a, rang) in figures.territoires.iter().enumerate() {
        let autres = figures.territoires.iter().enumerate();
        let autres = autres.filter(|(b, _)| *b != a);
        let mut proches: Vec<(f64, usize)> = autres.map(|(b, r)| (distance(a, b), *r)).collect();
        // The territories are in the order of their names: it settles the ties.
        proches.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        proches.truncate(plan.semblables);
        trouves.push((*rang, proches));
    }
    for (rang, proches) in trouves {
        let nomme = |(distance, r): (f64, usize)| {
            let nom = territoires.get(r)?.nom.clone();
            Some(Semblable {
                nom,
                rang: r,
                distance,
            })
        };
        let siens: Vec<Semblable> = proches.into_iter().filter_map(nomme).collect();
        if let Some(territoire) = territoires.get_mut(rang) {
            territoire.semblables = siens;
        }
    }
}

/// Weight and standardised figures of each variable that varies.
fn reduire(figures: &Figures<'_>) -> Vec<(f64, Vec<f64>)> {
    let variables = figures.variables.iter().enumerate();
    let reduite = |(rang, v): (usize, &&super::contexte::Variable)| {
        let n = figures.valeurs.len() as f64;
        let moyenne = figures.colonne(rang).sum::<f64>() / n;
        let variance = figures
            .colonne(rang)
            .map(|x| (x - moyenne).powi(2))
            .sum::<f64>()
            / n;
        let ecart_type = variance.sqrt();
        let varie = ecart_type > 1e-12 * moyenne.abs().max(1e-300);
        varie.then(|| {
            let z = figures.colonne(rang).map(|x| (x - moyenne) / ecart_type);
            (v.poids, z.collect())
        })
    };
    variables.filter_map(reduite).collect()
}

#[cfg(test)]
mod tests {
    use super::super::contexte::plan;
    use super::super::essais::territoire;
    use super::*;

    fn d_une_variable() -> Plan {
        Plan {
            variables_min: 1,
            ..plan().unwrap().clone()
        }
    }

    fn lot(ages: &[f64]) -> Vec<TerritoireLot> {
        let mut lot: Vec<TerritoireLot> = (0..)
            .zip(ages)
            .map(|(i, age)| {
                territoire(
                    &format!("T{i}"),
                    &[("part_age_75_plus", *age), ("taux_pauvrete", 12.0)],
                )
            })
            .collect();
        rapprocher(&d_une_variable(), &mut lot);
        lot
    }

    #[test]
    fn the_nearest_come_first_in_standard_deviations() {
        let lot = lot(&[10.0, 11.0, 13.0, 20.0]);
        let noms = |t: &TerritoireLot| {
            t.semblables
                .iter()
                .map(|s| s.nom.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(noms(&lot[0]), ["T1", "T2", "T3"]);
        assert_eq!(noms(&lot[3]), ["T2", "T1", "T0"]);
        // Mean 13.5, variance (12.25 + 6.25 + 0.25 + 42.25) / 4 = 15.25; poverty does not vary and weighs nothing.
        let attendue = 1.0 / 15.25_f64.sqrt();
        assert!((lot[0].semblables[0].distance - attendue).abs() < 1e-12);
        // The distance from one is that from the other.
        let retour = lot[1].semblables.iter().find(|s| s.nom == "T0").unwrap();
        assert!((retour.distance - attendue).abs() < 1e-12);
    }

    #[test]
    fn one_variable_alone_makes_no_likeness() {
        let mut lot = lot(&[10.0, 11.0, 13.0, 20.0]);
        for t in &mut lot {
            t.semblables.clear();
        }
        rapprocher(plan().unwrap(), &mut lot);
        assert!(lot.iter().all(|t| t.semblables.is_empty()));
    }

    #[test]
    fn territories_all_alike_have_no_nearest() {
        assert!(
            lot(&[10.0, 10.0, 10.0])
                .iter()
                .all(|t| t.semblables.is_empty())
        );
    }

    #[test]
    fn one_that_lacks_a_variable_is_alike_to_none_and_no_one_is_to_it() {
        let mut lot: Vec<TerritoireLot> = (0..9)
            .map(|i| territoire(&format!("T{i}"), &[("part_age_75_plus", f64::from(i))]))
            .collect();
        lot.push(territoire("T9", &[]));
        rapprocher(&d_une_variable(), &mut lot);
        assert!(lot[9].semblables.is_empty() && lot[0].semblables.len() == 5);
        assert!(
            lot.iter()
                .flat_map(|t| &t.semblables)
                .all(|s| s.nom != "T9")
        );
    }
}
