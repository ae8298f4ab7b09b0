//! Names on a map, placed one after the other where they cover no other name and stay in the frame.

use std::collections::BTreeMap;

use crate::model::CodeCommune;
use crate::rapport::cartes::{Cartes, CommuneCarte, GenreNom};
use crate::render::svg::{couper, largeur_texte, texte};

use super::vue::Vue;

/// Longest name of a commune shown, in characters.
const LETTRES_MAX: usize = 28;
/// Space kept around a name.
const MARGE: f64 = 2.0;

/// A rectangle on the drawing: left, top, right, bottom.
pub(super) type Boite = [f64; 4];

/// How a kind of name is written.
struct Ecriture {
    /// Size of the letters.
    corps: f64,
    /// Attributes of the text.
    style: &'static str,
    /// Most names of the kind.
    nombre: usize,
    /// Width at which a name goes to a second line; the whole name stays on one when absent.
    coupe: Option<f64>,
}

const fn ecriture(genre: GenreNom) -> Ecriture {
    match genre {
        GenreNom::Aire => Ecriture {
            corps: 12.0,
            style: "font-size=\"12\" font-weight=\"bold\" fill=\"#1f2937\"",
            nombre: 30,
            coupe: Some(120.0),
        },
        GenreNom::Commune => Ecriture {
            corps: 11.5,
            style: "font-size=\"11.5\" fill=\"#111827\"",
            nombre: 14,
            coupe: None,
        },
        GenreNom::Voisine => Ecriture {
            corps: 10.5,
            style: "font-size=\"10.5\" font-style=\"italic\" fill=\"#4b5563\"",
            nombre: 8,
            coupe: None,
        },
    }
}

/// A name to place, at a point of the view box.
pub(super) struct Nom<'a> {
    /// What is written.
    pub texte: &'a str,
    /// Middle of what is named.
    pub place: (f64, f64),
    /// Radius of the circle drawn there, which the name must not cover.
    pub rayon: Option<f64>,
    /// What is named.
    pub genre: GenreNom,
}

/// Names of the communes: those of the perimeter from the most to the least populated, then the neighbours.
pub(super) fn communes<'a>(
    cartes: &'a Cartes,
    poids: &BTreeMap<CodeCommune, f64>,
    vue: &Vue,
    rayons: &BTreeMap<CodeCommune, f64>,
) -> Vec<Nom<'a>> {
    let pese = |c: &CommuneCarte| poids.get(&c.code).copied().or(c.habitants).unwrap_or(0.0);
    let mut communes: Vec<&CommuneCarte> = cartes.communes.iter().collect();
    communes.sort_by(|a, b| {
        let dehors = a.dans_perimetre.cmp(&b.dans_perimetre).reverse();
        dehors
            .then(pese(b).total_cmp(&pese(a)))
            .then(a.code.cmp(&b.code))
    });
    let nom = |c: &&'a CommuneCarte| {
        Some(Nom {
            texte: &c.nom,
            place: vue.point(c.centre)?,
            rayon: rayons.get(&c.code).copied(),
            genre: if c.dans_perimetre {
                GenreNom::Commune
            } else {
                GenreNom::Voisine
            },
        })
    };
    communes.iter().filter_map(nom).collect()
}

/// A name at its place.
struct Pose {
    lignes: Vec<String>,
    /// What it covers; each line is in its middle.
    boite: Boite,
    /// Base line of the first line.
    base: f64,
    ecriture: Ecriture,
}

/// Writes the names in their order, while there is room beside what is taken.
pub(super) fn dessiner<'a>(
    noms: impl IntoIterator<Item = Nom<'a>>,
    (vue, prises): (&Vue, Vec<Boite>),
) -> String {
    let mut sortie = String::from(
        "<g class=\"noms\" pointer-events=\"none\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\" text-anchor=\"middle\">\n",
    );
    for pose in poser(noms, (vue, prises)) {
        let x = f64::midpoint(pose.boite[0], pose.boite[2]);
        for (rang, ligne) in pose.lignes.iter().enumerate() {
            let bas = pose.base + interligne(&pose.ecriture) * rang as f64;
            sortie.push_str(&texte(x, bas, pose.ecriture.style, ligne));
        }
        sortie.push('\n');
    }
    sortie.push_str("</g>\n");
    sortie
}

/// Finds the place of each name, in their order; one without room is left out.
fn poser<'a>(
    noms: impl IntoIterator<Item = Nom<'a>>,
    (vue, mut prises): (&Vue, Vec<Boite>),
) -> Vec<Pose> {
    let mut nombres = [0_usize; 3];
    let mut poses = Vec::new();
    for nom in noms {
        let ecriture = ecriture(nom.genre);
        let Some(nombre) = nombres.get_mut(nom.genre as usize) else {
            continue;
        };
        if *nombre >= ecriture.nombre {
            continue;
        }
        let lignes = match ecriture.coupe {
            Some(large) => couper(nom.texte, ecriture.corps, large, 2),
            None => vec![abrege(nom.texte)],
        };
        let Some((base, boite)) = placer(&nom, &lignes, &ecriture, (vue, &prises)) else {
            continue;
        };
        *nombre += 1;
        prises.push(boite);
        poses.push(Pose {
            lignes,
            boite,
            base,
            ecriture,
        });
    }
    poses
}

fn interligne(ecriture: &Ecriture) -> f64 {
    ecriture.corps * 1.15
}

/// Places kept for the scale bar and the arrow.
pub(super) fn reserves(vue: &Vue) -> Vec<Boite> {
    vec![
        [vue.largeur - 42.0, 0.0, vue.largeur, 60.0],
        [0.0, vue.hauteur - 40.0, 175.0, vue.hauteur],
    ]
}

/// A free place at the middle of what is named, or just above or below it, never on its own circle: its first base line.
fn placer(
    nom: &Nom<'_>,
    lignes: &[String],
    ecriture: &Ecriture,
    (vue, prises): (&Vue, &[Boite]),
) -> Option<(f64, Boite)> {
    let (x, y) = nom.place;
    let large = |l: &String| largeur_texte(l, ecriture.corps);
    let demi = lignes.iter().map(large).fold(0.0, f64::max) / 2.0 + MARGE;
    let suite = interligne(ecriture) * lignes.len().saturating_sub(1) as f64;
    let base = y + ecriture.corps / 3.0;
    let ecarts = match nom.rayon {
        Some(r) => [r + 8.0, -r - 8.0 - suite, r + 20.0],
        None => [-suite / 2.0, -12.0 - suite, 12.0],
    };
    let boite = |ecart: &f64| {
        let base = base + ecart;
        let haut = base - ecriture.corps - MARGE / 2.0;
        let bas = base + suite + ecriture.corps * 0.3;
        (base, [x - demi, haut, x + demi, bas])
    };
    let mut places = ecarts.iter().map(boite);
    places.find(|(_, boite)| dedans(boite, vue) && !prises.iter().any(|p| touche(p, boite)))
}

pub(super) fn dedans([x0, y0, x1, y1]: &Boite, vue: &Vue) -> bool {
    *x0 >= 0.0 && *y0 >= 0.0 && *x1 <= vue.largeur && *y1 <= vue.hauteur
}

pub(super) fn touche(a: &Boite, b: &Boite) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// A name short enough for a map.
fn abrege(nom: &str) -> String {
    if nom.chars().count() <= LETTRES_MAX {
        return nom.to_owned();
    }
    let mut court: String = nom.chars().take(LETTRES_MAX - 1).collect();
    court.push('…');
    court
}

#[cfg(test)]
mod tests {
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
            });
            let prises = reserves(&vue);
            let poses = poser(donnes, (&vue, prises.clone()));
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
}
