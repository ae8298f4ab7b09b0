//! What the list of CPTS says of the communes of the workshop.

use std::collections::{BTreeMap, BTreeSet};

use super::CouvertureAtelier;
use crate::acces::{CouvertureCpts, cpts_reprise};
use crate::model::{Dataset, Perimetre, UniteId};

/// Coverage of some communes by the CPTS of the list; `None` without a list.
pub(super) fn couverture(
    d: &Dataset,
    perimetre: &Perimetre,
    unites: &[UniteId],
) -> Option<CouvertureAtelier> {
    let lue = CouvertureCpts::new(d)?;
    let noms: BTreeSet<&str> = unites.iter().flat_map(|&id| lue.noms(id)).collect();
    let rangs: BTreeMap<&str, usize> = noms.iter().copied().zip(0..).collect();
    let totaux = lue.totaux();
    let rang = |nom: &str| rangs.get(nom).copied();
    let commune = |&id: &UniteId| {
        let tenus = lue.habitants_par_cpts(id).into_iter();
        let tenus = tenus.filter_map(|(nom, tenus)| Some((rang(nom)?, tenus)));
        lue.dans_champ(id)
            .then(|| (lue.part_couverte(id), tenus.collect()))
    };
    Some(CouvertureAtelier {
        sienne: cpts_reprise(&lue, perimetre).and_then(|r| rang(r.nom())),
        habitants: noms
            .iter()
            .map(|n| totaux.get(n).copied().unwrap_or_default())
            .collect(),
        communes: unites.iter().map(commune).collect(),
        cpts: noms.into_iter().map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;

    #[test]
    fn each_commune_has_the_share_and_the_cpts_that_the_list_gives() {
        let mut d = france();
        ajouter_cpts(
            &mut d,
            &[
                (ALPHA, "CPTS A", 0.4),
                (ALPHA, "CPTS B", 0.2),
                (PARIS, "CPTS C", 1.0),
            ],
        );
        let Some(lue) = CouvertureCpts::new(&d) else {
            unreachable!("the trial list")
        };
        let unites: Vec<UniteId> = d.referentiel.ids().collect();
        let c = couverture(&d, &perimetre(&[(ALPHA, 1.0)]), &unites).unwrap();
        assert!(c.communes.iter().any(Option::is_some));
        for (&id, dite) in unites.iter().zip(&c.communes) {
            assert_eq!(dite.is_some(), lue.dans_champ(id));
            let Some((part, rangs)) = dite else { continue };
            assert_eq!(*part, lue.part_couverte(id));
            let tenus: BTreeMap<&str, f64> = rangs
                .iter()
                .map(|&(n, t)| (c.cpts[n].as_str(), t))
                .collect();
            assert_eq!(tenus, lue.habitants_par_cpts(id));
            assert_eq!(tenus.into_keys().collect::<BTreeSet<_>>(), lue.noms(id));
        }
        let sans = france();
        assert_eq!(
            couverture(&sans, &perimetre(&[(ALPHA, 1.0)]), &unites),
            None
        );
    }
}
