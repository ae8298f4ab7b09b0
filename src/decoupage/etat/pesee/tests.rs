//! Laws of what moves cost.

use proptest::prelude::*;

use super::super::super::alea::Alea;
use super::super::super::connexite::Pile;
use super::super::super::depart;
use super::super::super::essais::grille_zonee;
use super::super::Etat;

proptest! {
    /// Whatever is moved, one atom or many: what was weighed is what is then counted from nothing, and the least that it may cost is
    /// never more.
    #[test]
    fn a_move_costs_what_was_weighed_and_never_less_than_its_floor(
        habitants in prop::collection::vec(0.0..120.0_f64, 8..40),
        groupes in 2..6_usize,
        graine in any::<u64>(),
        pas in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..6_usize), 1..12),
        km_max in prop::option::of(0.5..4.0_f64),
    ) {
        let mut p = grille_zonee(&habitants, 6, groupes);
        p.km_max = km_max;
        p.interdits[0].push(1);
        p.interdits[1].push(0);
        let tous = vec![((0..habitants.len()).collect(), (0..groupes).collect())];
        let mut etat = depart::etat(&p, &tous, &mut Alea::new(graine, 0));
        for (atome, vers, nombre) in pas {
            let (atome, vers) = (atome.index(habitants.len()), vers.index(groupes));
            let de = etat.groupe[atome];
            if de == vers {
                continue;
            }
            let autres = etat.membres[de].iter().copied().filter(|a| *a != atome);
            let bloc: Vec<usize> = [atome].into_iter().chain(autres).take(nombre).collect();
            let (plancher, pese) = (etat.plancher(&bloc, vers), etat.peser_bloc(&bloc, vers));
            prop_assert!(plancher.objectif <= pese.cout.objectif && plancher.faute <= pese.cout.faute + 1e-9);
            etat.faire_bloc(&bloc, &pese);
            let compte = Etat::new(&p, etat.groupe.clone()).cout;
            prop_assert!((compte.objectif - etat.cout.objectif).abs() < 1e-6, "{compte:?} {:?}", etat.cout);
            prop_assert!((compte.faute - etat.cout.faute).abs() < 1e-6, "{compte:?} {:?}", etat.cout);
        }
    }

    /// Walking from all sides says what a walk through the whole group says.
    #[test]
    fn what_is_left_of_a_group_is_in_one_piece_or_not(
        dedans in prop::collection::vec(any::<bool>(), 36),
    ) {
        let p = grille_zonee(&[1.0; 36], 6, 2);
        let groupe: Vec<usize> = dedans.iter().map(|d| usize::from(*d)).collect();
        let etat = Etat::new(&p, groupe);
        let mut pile = Pile::new(36);
        for atome in 0..36 {
            let g = etat.groupe[atome];
            if !pile.est_en_un_morceau(etat.lieux_des_atomes(), g) {
                continue;
            }
            let mut sans = etat.groupe.clone();
            sans[atome] = 1 - g;
            let sans = Etat::new(&p, sans);
            let attendu = pile.est_en_un_morceau(sans.lieux_des_atomes(), g);
            prop_assert_eq!(pile.reste_en_un_morceau(etat.lieux_des_atomes(), atome), attendu, "{}", atome);
        }
    }
}
