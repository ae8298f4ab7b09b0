//! Professionals gathered in one commune: the density and the APL of the territory are means that the others do not have.

use crate::francais::{compte, denombre, nombre, part};
use crate::model::{Constat, Dataset, Perimetre, RegleConstat, SectionId, Severite, Valeur};
use crate::rapport::plan_constats::ConcentrationPlan;
use crate::rapport::tableaux::Colonnes;

/// One finding for each profession of which a commune holds most, far more than its share of the population; none when the
/// count of some commune is not known.
#[must_use]
pub fn concentrations(
    plan: &[ConcentrationPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
    lues: &Colonnes,
) -> Vec<Constat> {
    plan.iter()
        .filter_map(|p| concentration(p, dataset, perimetre, lues))
        .collect()
}

fn concentration(
    plan: &ConcentrationPlan,
    dataset: &Dataset,
    perimetre: &Perimetre,
    lues: &Colonnes,
) -> Option<Constat> {
    let referentiel = &dataset.referentiel;
    let (rang, effectifs) = premiere(lues.valeurs.get(&plan.indicateur)?)?;
    let habitants = perimetre
        .membres
        .iter()
        .map(|m| m.part * referentiel.population(m.unite));
    let habitants: Vec<f64> = habitants.collect();
    let (tous, population): (f64, f64) = (effectifs.iter().sum(), habitants.iter().sum());
    let premiere = perimetre.membres.get(rang)?;
    let (&siens, &ses_habitants) = (effectifs.get(rang)?, habitants.get(rang)?);
    let (part_effectif, part_population) = (siens / tous, ses_habitants / population);
    let autres = effectifs.len() - 1;
    let gros = autres > 0
        && siens >= plan.effectif_min
        && part_effectif * 100.0 >= plan.part_min
        && part_effectif >= plan.rapport_min * part_population;
    let unite = referentiel.unite(premiere.unite);
    gros.then(|| {
        let ailleurs = lues.sans_la_premiere.get(&plan.indicateur);
        let ailleurs = ailleurs.map_or_else(String::new, |apl| {
            format!(" Sans cette commune, l'APL serait de {}.", nombre(*apl, 2))
        });
        let texte = format!(
            "{} des {} ({} sur {}) sont à {}, où vit {} de la population\u{a0}: {} pour {}. La densité et l'APL du \
             territoire sont des moyennes, qui ne disent pas leur situation.{ailleurs}",
            part(part_effectif),
            plan.nom,
            nombre(siens, 0),
            nombre(tous, 0),
            unite.nom,
            part(part_population),
            match autres {
                1 => format!("l'autre commune en a {}", nombre(tous - siens, 0)),
                n => format!(
                    "les {} en ont {}",
                    denombre(n, "autre commune", "autres communes"),
                    nombre(tous - siens, 0)
                ),
            },
            compte(population - ses_habitants, "habitant", "habitants"),
        );
        let regle = RegleConstat::Concentration.sur(&plan.indicateur);
        Constat::new(regle, Severite::Attention, SectionId::S7, texte).avec_communes([unite.code])
    })
}

/// The first place by a count, and the counts, when all are known: the last one on a tie.
#[must_use]
pub fn premiere(valeurs: &[Valeur]) -> Option<(usize, Vec<f64>)> {
    let effectifs: Vec<f64> = valeurs.iter().map(|v| v.connue()).collect::<Option<_>>()?;
    let places = effectifs.iter().enumerate();
    let (rang, _) = places.max_by(|a, b| a.1.total_cmp(b.1))?;
    Some((rang, effectifs))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::essais::trois_communes;
    use super::*;
    use crate::model::Valeur::{Absente, Connue};

    fn dits(valeurs: Vec<Valeur>) -> Vec<Constat> {
        let (dataset, perimetre) = trois_communes();
        let lues = Colonnes {
            valeurs: BTreeMap::from([("effectif_mg".to_owned(), valeurs)]),
            ..Colonnes::default()
        };
        let plan = &crate::rapport::plan::plan().unwrap().concentration;
        concentrations(plan, &dataset, &perimetre, &lues)
    }

    #[test]
    fn the_commune_that_holds_most_is_named_with_what_is_left_to_the_others() {
        // Langogne has 15 % of the inhabitants of the three.
        let c = dits(vec![Connue(12.0), Connue(5.0), Connue(3.0)]);
        let texte = &c[0].texte;
        for attendu in [
            "60\u{a0}%",
            "12 sur 20",
            "Langogne",
            "2\u{a0}autres communes en ont 8",
        ] {
            assert!(texte.contains(attendu), "{texte}");
        }
        // Mende has 65 % of them: its share is its own. Few, or unknown: nothing is said.
        for autre in [
            vec![Connue(1.0), Connue(12.0), Connue(1.0)],
            vec![Connue(3.0), Connue(1.0), Connue(0.0)],
            vec![Connue(12.0), Absente, Connue(3.0)],
            vec![Connue(0.0); 3],
        ] {
            assert_eq!(dits(autre.clone()), [], "{autre:?}");
        }
    }
}
