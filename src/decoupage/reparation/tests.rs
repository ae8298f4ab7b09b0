//! Laws of what is mended.

use proptest::prelude::*;

use super::super::connexite::Pile;
use super::super::depart;
use super::super::essais::grille;
use super::*;

/// A small commune between two cities: no single move helps, as none of the three may leave its group.
#[test]
fn a_small_group_among_cities_joins_one_and_another_is_cut_in_two() {
    let p = grille(&[120.0, 20.0, 120.0, 45.0, 45.0, 45.0], 6, 4);
    let mut etat = Etat::new(&p, vec![0, 1, 2, 3, 3, 3]);
    assert!(!etat.tient());
    reparer(&mut etat, &mut Alea::new(1, 0));
    assert!(etat.tient(), "{:?}", etat.groupe);
    assert_eq!(etat.membres.iter().map(Vec::len).min(), Some(1));
}

#[test]
fn a_group_above_its_ceiling_is_cut_and_two_small_ones_become_one() {
    let p = grille(&[100.0, 100.0, 60.0, 60.0], 4, 3);
    let mut etat = Etat::new(&p, vec![0, 0, 1, 2]);
    reparer(&mut etat, &mut Alea::new(1, 0));
    assert!(etat.tient(), "{:?}", etat.groupe);
}

proptest! {
    /// Whatever the country and where the groups start: none is lost nor in pieces, and the rules are broken no more.
    #[test]
    fn nothing_is_lost_nor_torn(
        habitants in prop::collection::vec(1.0..120.0_f64, 8..40),
        groupes in 2..8_usize,
        graine in any::<u64>(),
    ) {
        let p = grille(&habitants, 6, groupes);
        let mut alea = Alea::new(graine, 0);
        let tous = vec![((0..habitants.len()).collect(), (0..groupes).collect())];
        let mut etat = depart::etat(&p, &tous, &mut alea);
        let avant = etat.cout.faute;
        reparer(&mut etat, &mut alea);
        prop_assert!(etat.cout.faute <= avant + 1e-6);
        let mut pile = Pile::new(habitants.len());
        for g in 0..groupes {
            prop_assert!(!etat.membres[g].is_empty());
            prop_assert!(pile.est_en_un_morceau(etat.lieux_des_atomes(), g));
        }
        prop_assert_eq!(etat.membres.iter().map(Vec::len).sum::<usize>(), habitants.len());
    }
}
