//! Names on a map, placed one after the other where they cover no other name and stay in the frame.

use std::collections::BTreeMap;

use crate::model::CodeCommune;
use crate::rapport::cartes::{Cartes, CommuneCarte, GenreNom};
use crate::render::svg::{couper, largeur_texte, texte};
use crate::tri::Tri;

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
        // Only their number is written.
        GenreNom::Poche => Ecriture {
            corps: 10.5,
            style: "",
            nombre: 0,
            coupe: None,
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
#[derive(Clone, Copy)]
pub(super) struct Nom<'a> {
    /// What is written.
    pub texte: &'a str,
    /// Middle of what is named.
    pub place: (f64, f64),
    /// Radius of the circle drawn there, which the name must not cover.
    pub rayon: Option<f64>,
    /// What is named.
    pub genre: GenreNom,
    /// What is written instead where the name has no room.
    pub numero: Option<&'a str>,
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
    communes.trie_par(|a, b| {
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
            numero: None,
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
    let mut poses = Poses::new(vue, prises);
    for nom in noms {
        poses.poser(&nom, [].iter());
    }
    poses.svg("", "")
}

/// Names at their places, one after the other; one without room is left out.
pub(super) struct Poses<'v> {
    vue: &'v Vue,
    prises: Vec<Boite>,
    nombres: [usize; 4],
    poses: Vec<Pose>,
}

impl<'v> Poses<'v> {
    /// None yet, beside what is taken.
    pub(super) fn new(vue: &'v Vue, prises: Vec<Boite>) -> Self {
        Self {
            vue,
            prises,
            nombres: [0; 4],
            poses: Vec::new(),
        }
    }

    /// Finds the place of a name, that covers nothing that is taken nor what is kept for others; whether there is one.
    pub(super) fn poser<'b>(
        &mut self,
        nom: &Nom<'_>,
        gardees: impl Iterator<Item = &'b Boite>,
    ) -> bool {
        let ecriture = ecriture(nom.genre);
        let deja = self.nombres.get(nom.genre as usize);
        if deja.is_none_or(|n| *n >= ecriture.nombre) {
            return false;
        }
        let lignes = match ecriture.coupe {
            Some(large) => couper(nom.texte, ecriture.corps, large, 2),
            None => vec![abrege(nom.texte)],
        };
        // A number tells more than the half of a name.
        if nom.numero.is_some() && lignes.last().is_some_and(|l| l.ends_with('…')) {
            return false;
        }
        let prises: Vec<Boite> = self
            .prises
            .iter()
            .copied()
            .chain(gardees.copied())
            .collect();
        let Some((base, boite)) = placer(nom, &lignes, &ecriture, (self.vue, &prises)) else {
            return false;
        };
        if let Some(nombre) = self.nombres.get_mut(nom.genre as usize) {
            *nombre += 1;
        }
        self.prises.push(boite);
        self.poses.push(Pose {
            lignes,
            boite,
            base,
            ecriture,
        });
        true
    }

    /// What is taken.
    pub(super) fn prises(&self) -> &[Boite] {
        &self.prises
    }

    /// Takes a place for something else.
    pub(super) fn prendre(&mut self, boite: Boite) {
        self.prises.push(boite);
    }

    /// All of them over some lines, then other texts.
    pub(super) fn svg(&self, dessous: &str, textes: &str) -> String {
        let mut sortie = format!(
            "{dessous}<g class=\"noms\" pointer-events=\"none\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\" text-anchor=\"middle\">\n",
        );
        for pose in &self.poses {
            let x = f64::midpoint(pose.boite[0], pose.boite[2]);
            for (rang, ligne) in pose.lignes.iter().enumerate() {
                let bas = pose.base + interligne(&pose.ecriture) * rang as f64;
                sortie.push_str(&texte(x, bas, pose.ecriture.style, ligne));
            }
            sortie.push('\n');
        }
        sortie.push_str(textes);
        sortie.push_str("</g>\n");
        sortie
    }
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
mod tests;
