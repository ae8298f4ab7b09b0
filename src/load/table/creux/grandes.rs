//! A large commune without any row in a file that is whole elsewhere: whether that is a zero.
//!
//! The law: it is, only when so large a commune may have none. Of those of its size, which have `x` in all for `h` inhabitants, `λ` is
//! what its own inhabitants would have; the chance of none is `(1 + λ/k)^−k`, `k` being `Σ e² / Σ ((x − e)² − e)` from what each has and
//! the `e` expected of it, and no more than their number. It is multiplied by the number of communes of this size. Nothing is said
//! where those are few, or where others have none either.

use super::Seuils;
use super::silence::{Champ, Dit};
use crate::load::table::silences::Lieu;
use crate::model::lecture::arrondissements;
use crate::model::{Genre, Referentiel, UniteId};

/// A commune, its inhabitants, what it has; `None` when it has no row.
#[derive(Debug, Clone, Copy)]
struct Grande {
    id: UniteId,
    classe: (bool, usize),
    habitants: f64,
    compte: Option<f64>,
}

/// The large communes that are silent although they ought not to be; `lu` says what the file has of a unit, and how many when that is known.
pub(super) fn grandes(
    r: &Referentiel,
    seuils: &Seuils,
    champ: Champ<'_>,
    lu: impl Fn(UniteId) -> (Dit, Option<f64>),
) -> Vec<(Lieu, f64)> {
    let grande = |id: UniteId| {
        let unite = r.unite(id);
        let habitants = r.population(id);
        let jugee = habitants >= seuils.habitants_grande.valeur
            && unite.genre == Genre::Commune
            && champ.entiers.contains(&unite.departement)
            && !champ.tues.contains(&id)
            && arrondissements(r, id).is_empty();
        let compte = match jugee.then(|| lu(id))? {
            (Dit::Rien, _) => None,
            (Dit::Aucun, _) => Some(0.0),
            (Dit::Quelque, compte) => Some(compte?),
        };
        let outre_mer = r.departement(id).code.starts_with("97");
        let tailles = &seuils.tailles.valeur;
        Some(Grande {
            id,
            classe: (
                champ.outre_mer_a_part && outre_mer,
                tailles.partition_point(|borne| *borne <= habitants),
            ),
            habitants,
            compte,
        })
    };
    let toutes: Vec<Grande> = r.ids().filter_map(grande).collect();
    let (assez, rares) = (seuils.communes_grande.valeur, seuils.part_muettes.valeur);
    let tue = |g: &&Grande| {
        let pairs = toutes.iter().copied();
        let pairs: Vec<Grande> = pairs
            .filter(|a| a.classe == g.classe && a.id != g.id)
            .collect();
        let n = pairs.len() as f64;
        let sans = pairs.iter().filter(|a| a.compte.is_none()).count() as f64;
        n >= assez
            && sans <= rares * n
            && hasard(g.habitants, &pairs) < seuils.hasard_silence.valeur.ln()
    };
    let tues = toutes.iter().filter(|g| g.compte.is_none()).filter(tue);
    tues.map(|g| (Lieu::Ville(g.id, Vec::new()), 1.0)).collect()
}

/// Logarithm of the chance that one of these communes, and one more of so many inhabitants, has none.
fn hasard(habitants: f64, autres: &[Grande]) -> f64 {
    let somme = |f: fn(&Grande) -> f64| autres.iter().map(f).sum::<f64>();
    let total = somme(|g| g.compte.unwrap_or(0.0));
    let tous = somme(|g| g.habitants);
    if total <= 0.0 || tous <= 0.0 {
        return 0.0;
    }
    let attendu = |h: f64| h * total / tous;
    let ecart = |g: &Grande| {
        let e = attendu(g.habitants);
        (g.compte.unwrap_or(0.0) - e).powi(2) - e
    };
    let carres: f64 = autres.iter().map(|g| attendu(g.habitants).powi(2)).sum();
    let exces: f64 = autres.iter().map(ecart).sum();
    let n = autres.len() as f64;
    let k = if exces > 0.0 {
        (carres / exces).min(n)
    } else {
        n
    };
    (n + 1.0).ln() - k * (attendu(habitants) / k).ln_1p()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::SEUILS;
    use super::*;
    use crate::base;

    /// What each commune has, one for so many inhabitants, more or less.
    fn compte(r: &Referentiel, id: UniteId, habitants: f64, graine: u64) -> f64 {
        let x = graine.wrapping_add((u64::from(id.0) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let tirage = ((x ^ (x >> 31)) % 1000) as f64 / 1000.0;
        (r.population(id) / habitants * (0.5 + tirage)).round()
    }

    fn tues(
        r: &Referentiel,
        otees: &BTreeSet<UniteId>,
        habitants: f64,
        graine: u64,
    ) -> Vec<UniteId> {
        let france: BTreeSet<usize> = r.france().map(|id| r.unite(id).departement).collect();
        let champ = Champ {
            entiers: &france,
            tues: &BTreeSet::new(),
            outre_mer_a_part: true,
        };
        let lues = grandes(r, SEUILS.lire().unwrap(), champ, |id| {
            let n = compte(r, id, habitants, graine);
            match otees.contains(&id) || n == 0.0 {
                true => (Dit::Rien, None),
                false => (Dit::Quelque, Some(n)),
            }
        });
        let id = |(lieu, _)| match lieu {
            Lieu::Ville(id, _) => id,
            Lieu::Departement(_) => UniteId(0),
        };
        lues.into_iter().map(id).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Large cities taken away from a file of what is common are unknown, and no other; a whole file is silent about none. Overseas,
        /// judged apart, there are too few to tell.
        #[test]
        fn large_cities_taken_away_are_told_and_no_other(
            habitants in 500.0..1_500.0_f64,
            graine in any::<u64>(),
            rangs in prop::collection::btree_set(0..20_usize, 0..3),
        ) {
            let r = base::embarquee();
            let jugee = |id: &UniteId| arrondissements(&r, *id).is_empty() && !r.unite(*id).code.as_str().starts_with("97");
            let mut villes: Vec<UniteId> = r.france().filter(jugee).collect();
            villes.sort_by(|a, b| r.population(*b).total_cmp(&r.population(*a)));
            let otees: BTreeSet<UniteId> = rangs.iter().filter_map(|rang| villes.get(*rang)).copied().collect();
            prop_assert_eq!(tues(&r, &otees, habitants, graine), otees.into_iter().collect::<Vec<_>>());
        }

        /// What is rare may be in no large city.
        #[test]
        fn what_is_rare_is_zero_in_a_large_city_too(habitants in 200_000.0..900_000.0_f64, graine in any::<u64>()) {
            let r = base::embarquee();
            prop_assert_eq!(tues(&r, &BTreeSet::new(), habitants, graine), vec![]);
        }
    }
}
