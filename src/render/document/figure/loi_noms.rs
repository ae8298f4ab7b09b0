//! Law of the drawings: whatever the perimeter, no two texts of a map touch, and none leaves the picture, with the font in which
//! they are drawn.

use proptest::prelude::*;
use resvg::usvg::{Group, Node, Rect};

use super::*;
use crate::rapport::cartes::{Aire, Cartes, CommuneCarte, Croquis, GenreNom, NomCarte};
use crate::render::essai;

/// Overlap that is that of the lines of one name, not of letters.
const JEU: f32 = 1.2;

fn textes(groupe: &Group, sortie: &mut Vec<Rect>) {
    for noeud in groupe.children() {
        match noeud {
            Node::Group(g) => textes(g, sortie),
            Node::Text(t) => sortie.push(t.abs_bounding_box()),
            _ => {}
        }
    }
}

/// What is wrong with the texts of a drawing; none when it holds.
fn defaut(svg: &str) -> Option<String> {
    let arbre = arbre(svg).unwrap();
    let mut boites = Vec::new();
    textes(arbre.root(), &mut boites);
    let (large, haut) = (arbre.size().width(), arbre.size().height());
    let dehors = |b: &&Rect| {
        b.left() < -JEU || b.right() > large + JEU || b.top() < -JEU || b.bottom() > haut + JEU
    };
    if let Some(b) = boites.iter().find(dehors) {
        return Some(format!("{b:?} sort de {large} × {haut}"));
    }
    let touche = |a: &Rect, b: &Rect| {
        a.left() < b.right()
            && b.left() < a.right()
            && a.top() + JEU < b.bottom()
            && b.top() + JEU < a.bottom()
    };
    boites.iter().enumerate().find_map(|(rang, a)| {
        let autre = boites.iter().skip(rang + 1).find(|b| touche(a, b))?;
        Some(format!("{a:?} touche {autre:?}"))
    })
}

/// Somewhere in the frame of the map, and a name.
fn lieux() -> impl Strategy<Value = Vec<([f64; 2], String, bool)>> {
    let place = (0.0..30_000.0f64, 0.0..24_000.0f64).prop_map(|(x, y)| [x, y]);
    let nom = "(CPTS |Saint-)?[A-Z][a-zé]{1,11}([- ][A-ZÉ]?[a-z]{2,9}){0,3}";
    prop::collection::vec((place, nom, any::<bool>()), 1..60)
}

fn communes(lieux: &[([f64; 2], String, bool)]) -> Vec<CommuneCarte> {
    let commune =
        |(rang, ([x, y], nom, dedans)): (usize, &([f64; 2], String, bool))| CommuneCarte {
            code: essai::code(&format!("96{:03}", rang + 1)),
            nom: nom.clone(),
            dans_perimetre: rang == 0 || *dedans,
            anneaux: vec![vec![
                [x - 900.0, y - 700.0],
                [x + 900.0, y - 700.0],
                [*x, y + 900.0],
            ]],
            centre: [*x, *y],
            habitants: Some(rang as f64),
        };
    lieux.iter().enumerate().map(commune).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn no_two_names_of_a_map_touch_and_none_leaves_it(lieux in lieux(), rang in 0..4usize, etroit: bool) {
        let cadre = if etroit { Cadre::COLONNE } else { Cadre::PAGE };
        let mut cartes: Cartes = essai::rapport().cartes.unwrap();
        cartes.communes = communes(&lieux);
        let svg = map::carte_seule(&cartes, &cartes.themes[rang], &std::collections::BTreeMap::new(), cadre);
        prop_assert_eq!(defaut(&svg), None);
    }

    #[test]
    fn no_two_names_of_a_map_of_areas_touch_and_none_leaves_it(lieux in lieux(), etroit: bool, numeros: bool) {
        let cadre = if etroit { Cadre::COLONNE } else { Cadre::PAGE };
        let communes = communes(&lieux);
        let genre = |rang: usize| match rang % 4 {
            0 if numeros => GenreNom::Poche,
            rang => [GenreNom::Aire, GenreNom::Voisine, GenreNom::Commune][rang % 3],
        };
        let croquis = Croquis {
            id: "essai".to_owned(),
            cadre: [0.0, 0.0, 30_000.0, 24_000.0],
            aires: communes.iter().map(|c| Aire { nom: c.nom.clone(), classe: 0, anneaux: c.anneaux.clone() }).collect(),
            limite: communes[0].anneaux.clone(),
            classes: essai::rapport().cartes.unwrap().themes[0].classes.clone(),
            noms: communes.iter().enumerate().map(|(rang, c)| NomCarte { texte: c.nom.clone(), point: c.centre, genre: genre(rang), numero: (numeros && rang % 5 < 3).then(|| format!("C{rang}")) }).collect(),
            ..Croquis::default()
        };
        prop_assert_eq!(defaut(&map::croquis(&croquis, cadre, true)), None);
    }
}
