//! Laws of the names.

use proptest::prelude::*;

use super::*;
use crate::render::essai;
use crate::render::svg::Cadre;

#[test]
fn the_largest_commune_is_named_and_no_name_covers_another() {
    let mut cartes = essai::rapport().cartes.unwrap();
    let poids = essai::COMMUNES
        .iter()
        .map(|(c, _, p)| (essai::code(c), *p))
        .collect();
    let vue = Vue::cadrer(&cartes, Cadre::PAGE);
    let ecrire = |cartes: &Cartes| {
        let noms = communes(cartes, &poids, &vue, &BTreeMap::new());
        dessiner(noms, (&vue, reserves(&vue)))
    };
    let noms = ecrire(&cartes);
    assert!(noms.contains(">Valdambre<"));
    assert!(noms.contains("italic"), "neighbours are named too");
    let centre = cartes.communes[0].centre;
    for commune in &mut cartes.communes {
        commune.centre = centre;
    }
    let nombre = ecrire(&cartes).matches("<text").count();
    assert!(nombre <= 3, "one place, one above, one below: {nombre}");
}

proptest! {
    /// The law: wherever the names are and whatever they are, none that is written covers another, what was there before, or
    /// the edge of the frame; and its letters hold in its box.
    #[test]
    fn no_name_covers_another_nor_leaves_the_frame(
        noms in prop::collection::vec(("[A-Z][a-zé’ -]{0,40}", -50.0..800.0_f64, -50.0..800.0_f64, prop::option::of(0.0..60.0_f64), 0..3_u8), 0..60),
        etroit: bool,
    ) {
        let cartes = essai::rapport().cartes.unwrap();
        let vue = Vue::cadrer(&cartes, if etroit { Cadre::COLONNE } else { Cadre::PAGE });
        let genres = [GenreNom::Aire, GenreNom::Commune, GenreNom::Voisine];
        let donnes = noms.iter().map(|(texte, x, y, rayon, genre)| Nom {
            texte,
            place: (*x, *y),
            rayon: *rayon,
                genre: genres[usize::from(*genre)],
                numero: None,
        });
        let prises = reserves(&vue);
        let mut poses = Poses::new(&vue, prises.clone());
        for nom in donnes {
            poses.poser(&nom, [].iter());
        }
        let poses = poses.poses;
        for (rang, pose) in poses.iter().enumerate() {
            prop_assert!(dedans(&pose.boite, &vue), "{:?}", pose.lignes);
            prop_assert!(!prises.iter().any(|p| touche(p, &pose.boite)));
            for autre in &poses[..rang] {
                prop_assert!(!touche(&autre.boite, &pose.boite), "{:?} {:?}", autre.lignes, pose.lignes);
            }
            let [gauche, haut, droite, bas] = pose.boite;
            for (n, ligne) in pose.lignes.iter().enumerate() {
                let demi = largeur_texte(ligne, pose.ecriture.corps) / 2.0;
                let (x, y) = (f64::midpoint(gauche, droite), pose.base + interligne(&pose.ecriture) * n as f64);
                prop_assert!(x - demi >= gauche && x + demi <= droite);
                prop_assert!(y - pose.ecriture.corps >= haut && y <= bas);
            }
        }
    }
}
