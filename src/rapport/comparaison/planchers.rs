//! Findings that come or go because the population passes the floor of their rule, while what they speak of is the same.

use std::collections::BTreeMap;

use crate::francais::{compte, joindre};
use crate::model::{Constat, RegleConstat};
use crate::rapport::Rapport;
use crate::rapport::constats::tues;
use crate::rapport::plan_constats::AbsencePlan;

/// Tells, after each absence that only one report says, that the other has it too, and from how many inhabitants it is said.
pub(super) fn dire(constats: Vec<Constat>, autre: &Rapport, plan: &[AbsencePlan]) -> Vec<Constat> {
    constats.into_iter().map(|c| dit(c, autre, plan)).collect()
}

fn dit(mut constat: Constat, autre: &Rapport, plan: &[AbsencePlan]) -> Constat {
    let absence = constat.id.regle == RegleConstat::Absence;
    let Some(id) = constat.id.sujet.as_deref().filter(|_| absence) else {
        return constat;
    };
    let gens = autre.population.valeur;
    let tues = tues(plan, id, (&autre.indicateurs, gens));
    if tues.is_empty() {
        return constat;
    }
    let mut par_plancher: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (nom, plancher) in tues {
        par_plancher.entry(plancher as u64).or_default().push(nom);
    }
    let groupe = |(plancher, noms): (u64, Vec<&str>)| {
        let plancher = compte(plancher as f64, "habitant", "habitants");
        format!(
            "{}, ce qui n'est dit qu'à partir de {plancher}",
            joindre(&noms)
        )
    };
    let groupes: Vec<String> = par_plancher.into_iter().map(groupe).collect();
    constat.texte.push_str(&format!(
        " Ce n'est pas un changement de l'offre\u{a0}: l'autre rapport ({}) n'en a pas plus ({}).",
        compte(gens, "habitant", "habitants"),
        groupes.join("\u{a0}; "),
    ));
    constat
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Indicateur, SectionId, Severite, Statut};
    use crate::rapport::plan_constats;

    #[test]
    fn a_finding_that_the_floor_of_its_rule_silences_is_no_change_of_the_supply() {
        let plan = plan_constats::constats().unwrap().absence;
        let mut autre = crate::render::essai::rapport();
        let modele = autre.indicateurs[0].clone();
        autre.indicateurs = vec![Indicateur {
            id: "effectif_cardiologues".into(),
            valeur: Some(0.0),
            bornes: None,
            statut: Statut::Publie,
            ..modele
        }];
        let constat = || {
            let regle = RegleConstat::Absence.sur("specialites");
            vec![Constat::new(
                regle,
                Severite::Information,
                SectionId::S7,
                "Spécialité.",
            )]
        };
        autre.population.valeur = 9_848.0;
        let dits = dire(constat(), &autre, &plan);
        assert!(
            dits[0]
                .texte
                .contains("cardiologie, ce qui n'est dit qu'à partir de 10"),
            "{}",
            dits[0].texte
        );
        // Above the floor, its absence would be said: what is gone is gone.
        autre.population.valeur = 10_000.0;
        assert_eq!(dire(constat(), &autre, &plan)[0].texte, "Spécialité.");
    }
}
