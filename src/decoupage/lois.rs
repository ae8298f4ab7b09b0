//! Laws of what is proposed, on generated countries: a grid of communes, some CPTS, any bounds.

mod monde;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::geo::essais::ajouter_cpts;
use crate::model::{CodeCommune, GenreGroupe, UniteId};
use monde::{codes, demande, lancer, liens, objectif, pays, tient};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Every commune once, every group in one piece and within its bounds; else a refusal that the figures bear out.
    #[test]
    fn a_territory_is_cut_up_whole_or_the_constraint_is_named(
        populations in prop::collection::vec(0..1_500_u32, 12..36),
        geante in prop::option::of(0..12_usize),
        ilots in 0..3_usize,
        groupes in prop::option::of(1..12_usize),
        min in prop::sample::select(vec![1.0, 800.0, 3_000.0, 60_000.0]),
    ) {
        let mut populations = populations;
        geante.into_iter().for_each(|g| populations[g] = 9_000);
        let (d, p) = pays(&populations, ilots);
        let demande = Demande { min, max: 4_000.0_f64.max(min), groupes, ..demande(Depart::Zero) };
        let total: u32 = populations.iter().sum();
        match lancer(&d, &p, &demande) {
            Ok(propose) => {
                let liens = liens(&d, &propose);
                for une in &propose.propositions {
                    let mut tous: Vec<CodeCommune> = une.groupes.iter().flat_map(codes).collect();
                    let dites: usize = une.groupes.iter().map(|g| g.communes.len()).sum();
                    tous.sort_unstable();
                    tous.dedup();
                    prop_assert!(tous.len() == populations.len() && dites == populations.len() && une.laisses.is_empty());
                    let nouveaux = une.groupes.iter().filter(|g| g.genre == GenreGroupe::Nouveau);
                    prop_assert!(groupes.is_none_or(|n| n == nouveaux.clone().count()));
                    for g in nouveaux {
                        prop_assert!(g.population >= demande.min - 1e-6 && g.population <= demande.max + 1e-6, "{g:?}");
                    }
                    for g in &une.groupes {
                        prop_assert!(tient(&d, &codes(g), &liens), "{g:?} {liens:?}");
                        prop_assert!(g.genre != GenreGroupe::HorsPlafond || g.population > demande.max);
                    }
                    let somme: f64 = une.groupes.iter().map(|g| g.population).sum();
                    prop_assert!((somme - f64::from(total)).abs() < 1e-6);
                }
            }
            Err(Refus::SousLePlancher { population, .. }) => prop_assert!(population < min && population <= f64::from(total)),
            Err(Refus::Nombre { demande: n, moins, plus }) => {
                prop_assert!(n < moins || n > plus);
                let suffit = |p: &&u32| f64::from(**p) >= min;
                let petits: u32 = populations.iter().filter(|p| !suffit(p)).sum();
                let au_plus = populations.iter().filter(suffit).count() as f64 + f64::from(petits) / min;
                prop_assert!(n as f64 > au_plus || n > populations.len() || geante.is_some() || n < moins || ilots > 0);
            }
            Err(Refus::AucunNombre { population, trop_peu, .. }) => {
                let n = (trop_peu + 1) as f64;
                prop_assert!(population < n * min && population > trop_peu as f64 * demande.max);
            }
            Err(Refus::PasTrouve { recherches, moins_mauvaise }) => {
                prop_assert!(recherches > 0 && !moins_mauvaise.is_empty(), "{moins_mauvaise}");
            }
            Err(autre) => prop_assert!(false, "{autre:?}"),
        }
    }

    /// The CPTS of the list keep their communes; what is added touches them; nothing goes above the ceiling nor is lost.
    #[test]
    fn existing_cpts_are_respected_and_what_is_left_is_told(
        populations in prop::collection::vec(50..1_500_u32, 16..36),
        prises in prop::collection::vec((0..16_usize, 0..3_usize), 1..12),
        intactes in any::<bool>(),
    ) {
        let (mut d, p) = pays(&populations, 0);
        let noms = ["CPTS A", "CPTS B", "CPTS C"];
        let siennes: BTreeMap<usize, usize> = prises.into_iter().collect();
        let lignes: Vec<_> = siennes.iter().map(|(&u, &n)| (UniteId(u as u32), noms[n], 1.0)).collect();
        ajouter_cpts(&mut d, &lignes);
        let demande = demande(if intactes { Depart::PochesSeules } else { Depart::Poches });
        let propose = match lancer(&d, &p, &demande) {
            Ok(propose) => propose,
            Err(Refus::PasTrouve { .. }) => return Ok(()),
            Err(autre) => return Err(TestCaseError::fail(autre.to_string())),
        };
        for une in &propose.propositions {
            let mut placees = BTreeSet::new();
            for g in &une.groupes {
                let ajoutees = g.communes.iter().filter(|c| c.ajoutee);
                prop_assert!(ajoutees.clone().all(|c| placees.insert(c.code)));
                let avant: BTreeSet<CodeCommune> = siennes
                    .iter()
                    .filter(|(_, n)| noms[**n] == g.nom)
                    .map(|(&u, _)| d.referentiel.unites[u].code)
                    .collect();
                let gardees: BTreeSet<CodeCommune> = g.communes.iter().filter(|c| !c.ajoutee).map(|c| c.code).collect();
                prop_assert_eq!(&gardees, &avant);
                prop_assert!(!(intactes && g.genre == GenreGroupe::Etendu));
                prop_assert!(g.population <= demande.max + 1e-6 || g.population_avant == Some(g.population), "{:?}", g);
                if g.genre == GenreGroupe::Nouveau {
                    prop_assert!(g.population >= demande.min && tient(&d, &codes(g), &[]));
                }
            }
            for l in &une.laisses {
                prop_assert!(l.communes.iter().all(|c| placees.insert(c.code)));
            }
            prop_assert_eq!(placees.len(), populations.len() - siennes.len());
        }
    }

    /// Pairs are kept; the same seed gives the same, whatever the number of threads.
    #[test]
    fn pairs_hold_and_the_threads_do_not_matter(
        populations in prop::collection::vec(200..900_u32, 18..30),
        paire in (0..18_u32, 0..18_u32),
        autre in (0..18_u32, 0..18_u32),
        graine in any::<u64>(),
    ) {
        prop_assume!(paire.0 != paire.1 && autre.0 != autre.1);
        let (d, p) = pays(&populations, 0);
        let deux = |(a, b): (u32, u32)| vec![vec![UniteId(a.min(b)), UniteId(a.max(b))]];
        let demande = Demande { ensemble: deux(paire), separer: deux(autre), graine, ..demande(Depart::Zero) };
        let avec = |fils: usize| {
            let fils = rayon::ThreadPoolBuilder::new().num_threads(fils).build().unwrap();
            fils.install(|| lancer(&d, &p, &demande))
        };
        let propose = avec(1);
        prop_assert_eq!(&propose, &avec(3));
        let code = |u: u32| d.referentiel.unites[u as usize].code;
        for une in propose.iter().flat_map(|p| &p.propositions) {
            let de = |u: u32| une.groupes.iter().find(|g| codes(g).contains(&code(u))).map(|g| g.rang);
            prop_assert_eq!(de(paire.0), de(paire.1));
            prop_assert_ne!(de(autre.0), de(autre.1));
        }
        if let Err(refus) = propose {
            let permis = matches!(
                refus,
                Refus::PasTrouve { .. } | Refus::EnsembleSansLien { .. } | Refus::EnsembleEtSepare { .. }
            );
            prop_assert!(permis, "{}", refus);
        }
    }
}

/// The law: each step attaches something for good. Here the nearest place to an islet is itself enclosed by a city above the
/// ceiling: the islet goes with both.
#[test]
fn an_islet_near_what_a_city_encloses_goes_with_the_city() {
    let mut populations = [1_000; 12];
    (populations[0], populations[6], populations[7]) = (200, 100, 9_000);
    let (d, p) = pays(&populations, 1);
    let demande = Demande {
        min: 800.0,
        ..demande(Depart::Zero)
    };
    let propose = lancer(&d, &p, &demande).unwrap();
    let code = |rang: usize| d.referentiel.unites[rang].code;
    for une in &propose.propositions {
        let villes = une.groupes.iter().map(codes);
        let ville = villes.filter(|c| c.contains(&code(7))).collect::<Vec<_>>();
        assert_eq!(ville, [BTreeSet::from([code(0), code(6), code(7)])]);
    }
    assert!(!propose.propositions.is_empty());
}

#[test]
fn a_distance_that_nothing_can_keep_is_proven_and_a_stop_gives_what_there_is() {
    let (d, p) = pays(&[500; 36], 0);
    let etroite = Demande {
        km_max: Some(1.0),
        ..demande(Depart::Zero)
    };
    let refus = lancer(&d, &p, &etroite).unwrap_err();
    // Within two kilometres of a commune, there is only itself: fewer than the floor, and that is a proof.
    assert!(matches!(refus, Refus::HorsPortee { .. }), "{refus}");
    let loin = Demande {
        ensemble: vec![vec![UniteId(0), UniteId(35)]],
        ..etroite
    };
    assert!(matches!(
        lancer(&d, &p, &loin),
        Err(Refus::EnsembleTropLoin { .. })
    ));
    let regles = Regles {
        objectif: &objectif(),
        taille: &|_| None,
        suivi: Suivi {
            arret: &|| true,
            avance: &|| {},
        },
    };
    let large = Demande {
        min: 1.0,
        ..demande(Depart::Zero)
    };
    let coupe = proposer(&d, &p, &large, &regles).unwrap();
    assert!(coupe.interrompu && coupe.propositions.len() == 1);
}
