//! The rules on a tiny country.

use std::sync::Arc;

use super::*;
use crate::geo::essais::*;

fn trouve(lignes: &[(UniteId, &str, f64)], renommer: &[(UniteId, &str)]) -> Vec<Constat> {
    let mut d = france();
    let referentiel = Arc::make_mut(&mut d.referentiel);
    for &(id, nom) in renommer {
        referentiel.unites[id.0 as usize].nom = nom.to_owned();
    }
    ajouter_cpts(&mut d, lignes);
    let noms = d.cpts.iter().map(|l| l.cpts.clone()).collect::<Vec<_>>();
    liste_cpts(&d, &noms.iter().map(String::as_str).collect())
}

fn ids(constats: &[Constat]) -> Vec<&'static str> {
    constats.iter().map(|c| c.id.regle.as_str()).collect()
}

#[test]
fn a_homonym_far_away_is_told_with_the_one_beside() {
    let lignes = [(ALPHA, "A", 1.0), (VOISINE, "A", 1.0)];
    let c = trouve(&lignes, &[(VOISINE, "Venterol"), (BETA, "VENTEROL")]);
    assert_eq!(ids(&c), ["cpts_homonyme", "cpts_en_morceaux"]);
    assert!(c[0].texte.contains("Venterol (92050)") || c[0].texte.contains("Venterol ("));
    assert!(c[0].texte.contains("sans doute VENTEROL"), "{}", c[0].texte);
    // Without another of its name, or when it is no nearer, it is a piece and no more.
    assert_eq!(ids(&trouve(&lignes, &[])), ["cpts_en_morceaux"]);
    let plus_loin = [(VOISINE, "Venterol"), (ILE, "Venterol")];
    assert_eq!(ids(&trouve(&lignes, &plus_loin)), ["cpts_en_morceaux"]);
}

#[test]
fn an_island_is_no_piece_and_one_piece_says_nothing() {
    assert!(trouve(&[(ALPHA, "A", 1.0), (ILE, "A", 1.0)], &[]).is_empty());
    assert!(trouve(&[(ALPHA, "A", 1.0), (BETA, "A", 1.0)], &[]).is_empty());
}

#[test]
fn two_names_of_one_cpts_and_a_commune_of_two() {
    let c = trouve(
        &[
            (ALPHA, "CPTS du Gapençais", 1.0),
            (BETA, "CPTS Gapençais", 1.0),
        ],
        &[],
    );
    assert_eq!(ids(&c), ["cpts_noms_proches"]);
    let c = trouve(&[(ALPHA, "A", 1.0), (ALPHA, "B", 1.0)], &[]);
    assert_eq!(ids(&c), ["plusieurs_cpts"]);
}
