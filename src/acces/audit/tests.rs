//! The audit on a tiny country, and its law of conservation on generated lists.

use proptest::prelude::*;

use super::*;
use crate::geo::essais::*;
use crate::model::UniteId;

const LIEUX: [UniteId; 5] = [ALPHA, BETA, GAMMA, PARIS, VOISINE];

fn audit(lignes: &[(UniteId, &str, f64)], membres: &[(UniteId, f64)]) -> AuditCouverture {
    let mut d = france();
    ajouter_cpts(&mut d, lignes);
    let catalogue = Catalogue::embarque().unwrap();
    let seuil = SeuilApl::du_catalogue(&catalogue).unwrap();
    let regles = Regles {
        catalogue: &catalogue,
        seuil: &seuil,
        taille: &|population| Some(if population < 2000.0 { 1 } else { 2 }),
    };
    auditer(&d, &perimetre(membres), &regles).unwrap()
}

#[test]
fn a_pocket_has_its_neighbours_and_what_taking_it_would_do() {
    let a = audit(
        &[(BETA, "CPTS B", 1.0)],
        &[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)],
    );
    // Gamma touches Bêta by a corner only: two pockets.
    let noms: Vec<&str> = a.poches.iter().map(|p| p.nom.as_str()).collect();
    assert_eq!(noms, ["Alpha", "Gamma"]);
    assert!(a.poches[1].voisines.is_empty());
    let [voisine] = a.poches[0].voisines.as_slice() else {
        panic!("{:?}", a.poches[0].voisines);
    };
    assert_eq!((voisine.nom.as_str(), voisine.taille), ("CPTS B", Some(2)));
    assert_eq!(
        voisine.population_avec,
        voisine.population + a.poches[0].population
    );
    assert!((11.0..11.2).contains(&voisine.frontiere_km), "{voisine:?}");
}

#[test]
fn a_city_is_read_through_the_arrondissements_that_the_list_names() {
    let a = audit(&[(PARIS_2, "CPTS P", 1.0)], &[(PARIS, 1.0)]);
    assert_eq!(
        (a.communes, a.couvert.communes, a.sans_cpts.communes),
        (2, 1, 1)
    );
    assert_eq!(a.poches[0].nom, "Paris 1er");
}

proptest! {
    /// Covered, uncovered and unknown inhabitants are those of the territory; pockets hold the communes without CPTS, each once.
    #[test]
    fn nothing_is_lost_nor_counted_twice(
        lignes in prop::collection::vec((0..5_usize, 0..3_usize, 0.1..1.0_f64), 1..8),
        membres in prop::collection::btree_set(0..5_usize, 1..5),
    ) {
        let noms = ["A", "B", "C"];
        let lignes: Vec<_> = lignes.iter().map(|&(u, n, p)| (LIEUX[u], noms[n], p)).collect();
        let membres: Vec<_> = membres.iter().map(|&u| (LIEUX[u], 1.0)).collect();
        let a = audit(&lignes, &membres);
        let somme = a.couvert.population + a.sans_cpts.population + a.inconnu.population;
        prop_assert!((somme - a.population).abs() < 1e-6, "{somme} {}", a.population);
        let etats = [a.couvert, a.sans_cpts, a.en_partie, a.inconnu];
        prop_assert_eq!(etats.iter().map(|c| c.communes).sum::<usize>(), a.communes);
        let mut dites: Vec<_> = a.poches.iter().flat_map(|p| &p.communes).map(|c| c.code).collect();
        prop_assert_eq!(dites.len(), a.sans_cpts.communes);
        dites.sort_unstable();
        dites.dedup();
        prop_assert_eq!(dites.len(), a.sans_cpts.communes);
    }
}
