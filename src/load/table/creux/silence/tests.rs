//! What a whole file is silent about is zero; a département or a city taken away from it is not.

use proptest::prelude::*;

use super::super::SEUILS;
use super::*;
use crate::base;

/// Communes and arrondissements that have one of a kind of equipment, as likely as they are large: one for `habitants`.
fn type_seul(r: &Referentiel, habitants: f64, graine: u64) -> BTreeSet<UniteId> {
    // SplitMix64: neighbours are drawn apart from each other.
    let tirage = |id: &UniteId| {
        let x = graine.wrapping_add((u64::from(id.0) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % 1_000_000) as f64 / 1e6
    };
    let feuille = |id: &UniteId| {
        r.unite(*id).genre != Genre::CommuneCom && arrondissements(r, *id).is_empty()
    };
    let present = |id: &UniteId| tirage(id) < 1.0 - (-r.population(*id) / habitants).exp();
    r.ids().filter(feuille).filter(present).collect()
}

fn lus(r: &Referentiel, vues: &BTreeSet<UniteId>, a_part: bool) -> Vec<(Lieu, f64)> {
    let france = r.france().map(|id| r.unite(id).departement).collect();
    let champ = Champ {
        entiers: &france,
        tues: &BTreeSet::new(),
        outre_mer_a_part: a_part,
    };
    let dit = |id: UniteId| match vues.contains(&id) {
        true => Dit::Quelque,
        false => Dit::Rien,
    };
    silences(r, SEUILS.lire().unwrap(), champ, dit)
}

fn departement(r: &Referentiel, code: &str) -> usize {
    r.departements.iter().position(|d| d.code == code).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Rare or common, what a whole file does not have is zero.
    #[test]
    fn a_whole_file_is_silent_about_nothing(habitants in 500.0..400_000.0f64, graine in any::<u64>(), a_part in any::<bool>()) {
        let r = base::embarquee();
        prop_assert_eq!(lus(&r, &type_seul(&r, habitants, graine), a_part), vec![]);
    }

    /// Whatever the départements taken away from a file of what is common, each is unknown, and none of the others.
    #[test]
    fn departements_taken_away_are_told_and_no_other(
        habitants in 500.0..2_500.0f64,
        graine in any::<u64>(),
        otes in prop::collection::btree_set(0usize..101, 0..12),
    ) {
        let r = base::embarquee();
        let france: BTreeSet<usize> = r.france().map(|id| r.unite(id).departement).collect();
        let france: Vec<usize> = france.into_iter().collect();
        let otes: BTreeSet<usize> = otes.into_iter().map(|rang| france[rang]).collect();
        let mut vues = type_seul(&r, habitants, graine);
        vues.retain(|id| !otes.contains(&r.unite(*id).departement));
        let lus: Vec<Lieu> = lus(&r, &vues, false).into_iter().map(|(lieu, _)| lieu).collect();
        prop_assert_eq!(lus, otes.into_iter().map(Lieu::Departement).collect::<Vec<_>>());
    }

    /// What is rare may be in none of the communes of a département: it is zero there.
    #[test]
    fn what_is_rare_is_zero_where_it_is_not(habitants in 100_000.0..400_000.0f64, graine in any::<u64>()) {
        let r = base::embarquee();
        let lozere = departement(&r, "48");
        let mut vues = type_seul(&r, habitants, graine);
        vues.retain(|id| r.unite(*id).departement != lozere);
        prop_assert_eq!(lus(&r, &vues, false), vec![]);
    }

    /// A city without any row is unknown, as are the last of its arrondissements in a file that stops among them.
    #[test]
    fn arrondissements_taken_away_are_told(
        habitants in 500.0..8_000.0f64,
        graine in any::<u64>(),
        ville in 0usize..2,
        ote in 10usize..=16,
    ) {
        let r = base::embarquee();
        let ville = r.par_code(["13055", "75056"][ville].parse().unwrap()).unwrap();
        let siens = arrondissements(&r, ville);
        let muets: Vec<UniteId> = siens.iter().rev().take(ote).rev().copied().collect();
        let mut vues = type_seul(&r, habitants, graine);
        vues.extend(siens);
        vues.retain(|id| !muets.contains(id));
        let lus: Vec<Lieu> = lus(&r, &vues, true).into_iter().map(|(lieu, _)| lieu).collect();
        prop_assert_eq!(lus, vec![Lieu::Ville(ville, muets)]);
    }
}

#[test]
fn a_city_given_as_a_whole_is_not_silent_by_its_arrondissements() {
    let r = base::embarquee();
    let mut vues = type_seul(&r, 1_000.0, 7);
    for code in ["13055", "75056", "69123"] {
        let ville = r.par_code(code.parse().unwrap()).unwrap();
        let siens = arrondissements(&r, ville);
        vues.retain(|id| !siens.contains(id));
        vues.insert(ville);
    }
    assert_eq!(lus(&r, &vues, false), []);
}

/// What Mayotte alone lacks may be unknown there: the other overseas départements do not tell enough of it.
#[test]
fn an_overseas_departement_is_compared_with_the_others_of_the_sea_when_asked() {
    let r = base::embarquee();
    let mayotte = departement(&r, "976");
    let mut vues = type_seul(&r, 2_000.0, 7);
    vues.retain(|id| r.unite(*id).departement != mayotte);
    assert_eq!(lus(&r, &vues, true), []);
    let [(lieu, attendues)] = &lus(&r, &vues, false)[..] else {
        panic!("une et une seule");
    };
    assert_eq!(*lieu, Lieu::Departement(mayotte));
    assert!((16.0..=17.0).contains(attendues), "{attendues}");
}

/// What is said to be none is none.
#[test]
fn a_departement_of_written_zeros_is_not_silent() {
    let r = base::embarquee();
    let corse = departement(&r, "2A");
    let vues = type_seul(&r, 1_000.0, 7);
    let france = r.france().map(|id| r.unite(id).departement).collect();
    let champ = Champ {
        entiers: &france,
        tues: &BTreeSet::new(),
        outre_mer_a_part: false,
    };
    let dit = |id: UniteId| match (r.unite(id).departement == corse, vues.contains(&id)) {
        (true, _) => Dit::Aucun,
        (false, true) => Dit::Quelque,
        (false, false) => Dit::Rien,
    };
    assert_eq!(silences(&r, SEUILS.lire().unwrap(), champ, dit), []);
}
