//! Figures past a threshold of the plan: what they mean is said after them.

use crate::francais::avec_unite;
use crate::model::{Constat, Indicateur, RegleConstat, Statut};
use crate::rapport::plan_constats::SeuilPlan;

/// One finding for each figure that is published in whole and reaches its threshold.
#[must_use]
pub fn seuils(plan: &[SeuilPlan], indicateurs: &[Indicateur]) -> Vec<Constat> {
    let dit = |p: &SeuilPlan| {
        let indicateur = indicateurs.iter().find(|i| i.id == p.indicateur)?;
        let publie = indicateur.statut == Statut::Publie;
        let valeur = indicateur.valeur.filter(|v| publie && *v >= p.au_moins)?;
        let millesimes = indicateur.millesime.as_ref().filter(|_| p.periode);
        let texte = format!(
            "{} est de {}{}\u{a0}: {}.",
            p.sujet,
            avec_unite(valeur, indicateur.decimales, &indicateur.unite),
            millesimes.map_or_else(String::new, |m| format!(" ({m})")),
            p.suite
        );
        let regle = RegleConstat::Seuil.sur(&p.indicateur);
        Some(Constat::new(regle, p.severite, indicateur.section, texte))
    };
    plan.iter().filter_map(dit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;
    use crate::rapport::plan_constats;

    fn part(valeur: Option<f64>, statut: Statut) -> Vec<Constat> {
        let indicateur = Indicateur {
            id: "part_residences_secondaires".to_owned(),
            unite: "%".to_owned(),
            decimales: 1,
            valeur,
            statut,
            ..population(0.0, &[])
        };
        seuils(&plan_constats::constats().unwrap().seuil, &[indicateur])
    }

    #[test]
    fn the_figure_that_reaches_its_threshold_is_told_with_what_it_means() {
        let dit = part(Some(42.4), Statut::Publie);
        assert!(
            dit[0].texte.starts_with(
                "La part des résidences secondaires est de 42,4\u{a0}%\u{a0}: en saison"
            ),
            "{dit:?}"
        );
        assert_eq!(part(Some(25.0), Statut::Publie).len(), 1);
        for (valeur, statut) in [
            (Some(24.9), Statut::Publie),
            (Some(60.0), Statut::Partiel),
            (None, Statut::Absent),
        ] {
            assert_eq!(part(valeur, statut), []);
        }
    }
}
