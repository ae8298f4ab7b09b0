//! What is national, regional or departmental is whole; an extract, a cut by size or a list of chief towns is not.

use proptest::prelude::*;

use super::super::SEUILS;
use super::*;
use crate::base;

fn lue(vues: impl Iterator<Item = UniteId>) -> Portee {
    portee(
        &base::embarquee(),
        SEUILS.lire().unwrap(),
        &vues.collect(),
        false,
    )
}

/// Communes that have one of a kind of equipment, as likely as they are large (as in the BPE): one for `habitants`.
fn type_seul(r: &Referentiel, habitants: f64, graine: u64) -> Vec<UniteId> {
    let tirage = |id: &UniteId| {
        let x = (u64::from(id.0) + 1)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15 ^ graine.wrapping_mul(0xD1B5_4A32_D192_ED03));
        ((x >> 33) % 10_000) as f64 / 10_000.0
    };
    let present = |id: &UniteId| tirage(id) < 1.0 - (-r.population(*id) / habitants).exp();
    r.france().filter(present).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn a_national_file_of_one_type_is_whole_everywhere(
        habitants in 1_000.0..60_000.0f64,
        graine in any::<u64>(),
    ) {
        let r = base::embarquee();
        let p = lue(type_seul(&r, habitants, graine).into_iter());
        prop_assert!(p.extraits.is_empty() && p.coupe.is_none(), "{:?} {:?}", p.extraits, p.coupe);
        prop_assert!(r.france().all(|id| p.entiers.contains(&r.unite(id).departement)));
    }

    #[test]
    fn the_communes_of_some_departements_say_nothing_of_the_others(
        choisis in prop::collection::btree_set(0usize..101, 1..40),
        habitants in 1_000.0..40_000.0f64,
        graine in any::<u64>(),
    ) {
        let r = base::embarquee();
        let dedans = |id: &UniteId| choisis.contains(&r.unite(*id).departement);
        let p = lue(type_seul(&r, habitants, graine).into_iter().filter(dedans));
        prop_assert!(p.entiers.iter().all(|d| choisis.contains(d)), "{:?}", p.entiers);
    }

    #[test]
    fn a_file_cut_by_size_has_no_zero_under_the_cut(taille in 1_200.0..60_000.0f64) {
        let r = base::embarquee();
        let p = lue(r.france().filter(|id| r.population(*id) >= taille));
        prop_assert!(p.coupe.is_some());
        for &d in &p.entiers {
            let mut siennes = r.communes_du_departement(d);
            prop_assert!(siennes.all(|id| r.population(id) >= taille), "{d}");
        }
    }
}

#[test]
fn the_chief_town_of_each_departement_is_not_a_national_file() {
    let r = base::embarquee();
    let chefs = (0..r.departements.len()).filter_map(|d| {
        r.communes_du_departement(d)
            .max_by(|a, b| r.population(*a).total_cmp(&r.population(*b)))
    });
    let p = lue(chefs);
    let part = |d: &usize| {
        let de = |id: &UniteId| r.population(*id);
        let communes: Vec<UniteId> = r.communes_du_departement(*d).collect();
        let tous: f64 = communes.iter().map(de).sum();
        communes.iter().map(de).fold(0.0, f64::max) / tous
    };
    assert!(p.entiers.iter().all(|d| part(d) >= 0.5), "{:?}", p.entiers);
    assert!(p.extraits.len() > 80);
}

#[test]
fn a_region_whose_departements_all_have_rows_is_whole() {
    let r = base::embarquee();
    let occitanie = r.regions.iter().position(|x| x.code == "76");
    let dedans = |id: &UniteId| Some(r.departement(*id).region) == occitanie;
    let p = lue(type_seul(&r, 3_000.0, 7).into_iter().filter(dedans));
    assert_eq!((p.entiers.len(), p.extraits.len()), (13, 0), "{p:?}");
}

#[test]
fn the_word_of_the_descriptor_is_taken_for_the_departements_present() {
    let r = base::embarquee();
    let mende = r.par_code("48095".parse().unwrap()).unwrap();
    let p = portee(&r, SEUILS.lire().unwrap(), &[mende].into(), true);
    assert_eq!(p.entiers, [r.unite(mende).departement].into());
}
