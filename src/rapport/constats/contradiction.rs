//! Where the APL and the density of the same profession point opposite ways, one sentence says why both can be true.

use super::comparaison::{ecarts, mesure, que};
use super::lieux::nommer;
use crate::model::{Constat, Indicateur, Niveau, RegleConstat, Severite};
use crate::rapport::comparables;
use crate::rapport::plan_constats::RapprochementPlan;

/// Professions whose density and APL stand on opposite sides of the same territory, the country first.
#[must_use]
pub fn contradictions(plan: &[RapprochementPlan], indicateurs: &[Indicateur]) -> Vec<Constat> {
    let redondants = comparables::redondants(indicateurs);
    let trouver = |id: &str| indicateurs.iter().find(|i| i.id == id);
    plan.iter()
        .filter_map(|p| contradiction(p, trouver(&p.densite)?, trouver(&p.apl)?, &redondants))
        .collect()
}

fn contradiction(
    plan: &RapprochementPlan,
    densite: &Indicateur,
    apl: &Indicateur,
    redondants: &comparables::Redondants,
) -> Option<Constat> {
    let densites = ecarts(densite, redondants);
    let apls = ecarts(apl, redondants);
    let opposes = |niveau: Niveau| {
        densites
            .iter()
            .filter(move |e| e.comparateur.niveau == niveau)
            .find_map(|d| {
                let a = apls.iter().find(|a| {
                    a.comparateur.niveau == niveau && a.comparateur.code == d.comparateur.code
                })?;
                let grand = d.pourcent.abs().min(a.pourcent.abs()) >= plan.ecart_min;
                (grand && d.pourcent * a.pourcent < 0.0).then_some((d, a))
            })
    };
    let (d, a) = [Niveau::France, Niveau::Region, Niveau::Departement]
        .into_iter()
        .find_map(opposes)?;
    let texte = format!(
        "Pour les {}, la densité et l'APL vont en sens contraire\u{a0}: {} de professionnels par habitant et {} \
         d'accessibilité {}. Les deux sont vrais ensemble\u{a0}: la densité ne compte que les professionnels installés ici, \
         l'APL compte aussi l'offre et la demande des communes voisines, l'activité des professionnels et l'âge des habitants.",
        plan.nom,
        mesure(d.pourcent),
        mesure(a.pourcent),
        que(&nommer(d.comparateur)),
    );
    Some(Constat::new(
        RegleConstat::DensiteContreApl.sur(&apl.id),
        Severite::Information,
        apl.section,
        texte,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;

    fn indicateur(id: &str, ici: f64, france: f64, region: f64) -> Indicateur {
        let ailleurs = [
            (Niveau::Region, "76", region),
            (Niveau::France, "France", france),
        ];
        Indicateur {
            id: id.to_owned(),
            ..population(ici, &ailleurs)
        }
    }

    fn phrases(densite: [f64; 3], apl: [f64; 3]) -> Vec<Constat> {
        let plan = [RapprochementPlan {
            nom: "infirmiers".to_owned(),
            densite: "densite_infirmiers".to_owned(),
            apl: "apl_infirmiers".to_owned(),
            ecart_min: 5.0,
        }];
        let [a, b, c] = densite;
        let [d, e, f] = apl;
        contradictions(
            &plan,
            &[
                indicateur("densite_infirmiers", a, b, c),
                indicateur("apl_infirmiers", d, e, f),
            ],
        )
    }

    #[test]
    fn opposite_ways_are_reconciled_once_for_the_first_territory() {
        let dites = phrases([27.1, 15.1, 25.0], [163.9, 274.8, 274.8]);
        assert_eq!(dites.len(), 1);
        let texte = &dites[0].texte;
        assert!(
            texte.contains("79\u{a0}% de plus de professionnels"),
            "{texte}"
        );
        assert!(
            texte.contains("40\u{a0}% de moins d'accessibilité que la France"),
            "{texte}"
        );
        let region = phrases([27.1, 15.1, 25.0], [163.9, 154.6, 274.8]);
        assert!(region[0].texte.contains("que la région 76"));
    }

    #[test]
    fn the_same_way_or_a_small_gap_says_nothing() {
        assert!(phrases([20.0, 10.0, 10.0], [20.0, 10.0, 10.0]).is_empty());
        assert!(phrases([10.2, 10.0, 10.0], [5.0, 10.0, 10.0]).is_empty());
    }
}
