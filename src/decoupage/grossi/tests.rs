//! Laws of the blocks.

use proptest::prelude::*;

use super::super::connexite::Pile;
use super::super::essais::grille_zonee;
use super::super::etat::Etat;
use super::*;

proptest! {
    /// Blocks hold all that they are made of, each in one piece and in one zone, those that are fixed or kept apart alone; a way to
    /// cut up the blocks costs what it costs for their communes.
    #[test]
    fn blocks_are_the_same_country_seen_from_farther(
        habitants in prop::collection::vec(0.0..9.0_f64, 30..90),
        cible in 5..60_usize,
        graine in any::<u64>(),
    ) {
        let n = habitants.len();
        let mut p = grille_zonee(&habitants, 6, 3);
        p.atomes[7].fixe = Some(2);
        p.interdits[0].push(1);
        p.interdits[1].push(0);
        let pieces = vec![((0..n).collect(), vec![0, 1, 2])];
        let Some(grossi) = grossir(&p, &pieces, cible, &mut Alea::new(graine, 0)) else {
            prop_assert!(n <= cible);
            return Ok(());
        };
        let g = &grossi.probleme;
        prop_assert!(g.atomes.len() >= cible && g.atomes.len() <= n);
        prop_assert!((g.habitants() - p.habitants()).abs() < 1e-6);
        prop_assert_eq!(g.atomes.iter().map(|a| a.lieux.len()).sum::<usize>(), n);
        prop_assert!(g.atomes.iter().all(|a| a.zones.len() <= 1));
        prop_assert_ne!(grossi.bloc[0], grossi.bloc[1]);
        prop_assert_eq!(grossi.bloc.iter().filter(|b| **b == grossi.bloc[7]).count(), 1);
        prop_assert_eq!(g.atomes[grossi.bloc[7]].fixe, Some(2));
        prop_assert_eq!(&grossi.pieces[0].0, &(0..g.atomes.len()).collect::<Vec<_>>());
        // Each block in one piece, told as groups.
        let mut blocs = p.clone();
        blocs.groupes = vec![p.groupes[0]; g.atomes.len()];
        let etat = Etat::new(&blocs, grossi.bloc.clone());
        let mut pile = Pile::new(n);
        for bloc in 0..g.atomes.len() {
            prop_assert!(pile.est_en_un_morceau(etat.lieux_des_atomes(), bloc));
        }
        let rangs: Vec<usize> = (0..g.atomes.len()).map(|b| g.atomes[b].fixe.unwrap_or(b % 3)).collect();
        let fin = grossi.bloc.iter().map(|b| rangs[*b]).collect();
        let (gros, fin) = (Etat::new(g, rangs.clone()).cout, Etat::new(&p, fin).cout);
        prop_assert!((gros.objectif - fin.objectif).abs() < 1e-6 && (gros.faute - fin.faute).abs() < 1e-6);
    }
}
