//! Laws of the numbers.

use proptest::prelude::*;

use super::*;
use crate::render::essai;
use crate::render::svg::Cadre;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Whatever the map, each area that has a number is named on it, or has its number on it, once, and its name in the key.
    #[test]
    fn every_area_can_be_identified(
        places in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64, any::<bool>()), 1..150),
    ) {
        let cartes = essai::rapport().cartes.unwrap();
        let vue = Vue::cadrer(&cartes, Cadre::PAGE);
        let textes: Vec<(String, String)> = (1..=places.len())
            .map(|n| (format!("CPTS du Grand Pays numéro {n}"), format!("C{n}")))
            .collect();
        let noms: Vec<Nom<'_>> = places
            .iter()
            .zip(&textes)
            .map(|((x, y, poche), (texte, numero))| Nom {
                texte,
                place: (x * vue.largeur, y * vue.hauteur),
                rayon: None,
                genre: if *poche { GenreNom::Poche } else { GenreNom::Aire },
                numero: Some(numero),
            })
            .collect();
        let ecrits = dessiner(&noms, &vue);
        let mut nommes = 0;
        for nom in &noms {
            let numero = nom.numero.unwrap();
            let sur_la_carte = ecrits.svg.matches(&format!(">{numero}<")).count();
            let cle = ecrits.cles.iter().filter(|c| (c.0, c.1) == (numero, nom.texte)).count();
            prop_assert_eq!(sur_la_carte, cle, "{}", numero);
            prop_assert!(nom.genre == GenreNom::Aire || cle == 1);
            nommes += 1 - cle;
        }
        // Those that are not in the key are written whole.
        prop_assert_eq!(ecrits.svg.matches(">CPTS").count(), nommes);
    }
}
