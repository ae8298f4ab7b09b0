//! The place of each finding among those that sum up the territory: at most one a subject, over all sections.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::plan_constats::SujetPlan;
use super::qualite::sur_les_donnees;
use crate::model::{Constat, IdConstat};

/// Ranks the findings about the territory from 1: the most serious first, then in the order of the subjects. Of a subject, the
/// most serious finding, then the first of its list, is ranked; the others have no rank. A finding of no subject is its own, and
/// comes after those of its seriousness.
pub fn ranger(sujets: &[SujetPlan], constats: &mut [Constat]) {
    let place = |id: &IdConstat| {
        let siens = sujets.iter().enumerate();
        let mut places = siens.filter_map(|(rang, s)| {
            let dans = s.constats.iter().position(|c| c == id)?;
            Some((rang, dans))
        });
        places.next()
    };
    let mut candidats: Vec<_> = constats
        .iter()
        .enumerate()
        .filter(|(_, c)| !sur_les_donnees(c))
        .map(|(i, c)| {
            let (sujet, dans) = place(&c.id).unwrap_or((sujets.len(), 0));
            (Reverse(c.severite), sujet, dans, i)
        })
        .collect();
    candidats.sort_unstable();
    let mut vus = BTreeSet::new();
    let mut rang = 0;
    for (_, sujet, _, i) in candidats {
        let Some(constat) = constats.get_mut(i) else {
            continue;
        };
        let propre = (sujet == sujets.len()).then(|| constat.id.to_string());
        if vus.insert((sujet, propre)) {
            rang += 1;
            constat.rang = Some(rang);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{RegleConstat, SectionId, Severite};
    use crate::rapport::plan_constats;

    fn constat(regle: impl Into<IdConstat>, severite: Severite) -> Constat {
        Constat::new(regle, severite, SectionId::S7, "…")
    }

    fn ranges(mut constats: Vec<Constat>) -> Vec<Constat> {
        ranger(&plan_constats::constats().unwrap().sujet, &mut constats);
        constats
    }

    #[test]
    fn of_a_subject_the_most_serious_alone_is_ranked() {
        use Severite::{Attention, Information};
        let dits = ranges(vec![
            constat(RegleConstat::Comparaison.sur("apl_dentistes"), Attention),
            constat(RegleConstat::Comparaison.sur("apl_mg"), Information),
            constat(RegleConstat::Comparaison.sur("apl_mg_65"), Attention),
            constat(RegleConstat::TailleAci, Information),
            constat(RegleConstat::EpciCoupe, Information),
            constat(RegleConstat::EpciCoupe, Information),
        ]);
        let rangs: Vec<Option<u32>> = dits.iter().map(|c| c.rang).collect();
        // The APL of the généralistes of 65 and under speaks for its subject, before the dentists; a rule said twice once.
        assert_eq!(
            rangs,
            [Some(2), None, Some(1), Some(3), Some(4), None],
            "{dits:?}"
        );
    }

    proptest! {
        #[test]
        fn ranks_follow_each_other_from_one_and_seriousness_never_rises(
            tires in prop::collection::vec((0..RegleConstat::TOUTES.len(), 0..3_usize), 0..40)
        ) {
            use Severite::{Alerte, Attention, Information};
            let severites = [Information, Attention, Alerte];
            let constats = tires.iter().map(|(r, s)| constat(RegleConstat::TOUTES[*r], severites[*s]));
            let dits = ranges(constats.collect());
            let mut places: Vec<(u32, Severite)> = dits.iter().filter_map(|c| Some((c.rang?, c.severite))).collect();
            places.sort_unstable();
            let rangs: Vec<u32> = places.iter().map(|p| p.0).collect();
            prop_assert_eq!(rangs, (1..=places.len() as u32).collect::<Vec<_>>());
            prop_assert!(places.windows(2).all(|p| p[0].1 >= p[1].1));
            let territoire = dits.iter().any(|c| !sur_les_donnees(c));
            prop_assert_eq!(territoire, !places.is_empty());
        }
    }
}
