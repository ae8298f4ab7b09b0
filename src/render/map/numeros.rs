//! Names of areas, and the numbers of those that have no room for theirs: every one is on the map, or beside with a line to it.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use crate::rapport::cartes::GenreNom;
use crate::render::svg::{coord, largeur_texte, texte};
use crate::tri::Tri;

use super::etiquettes::{self, Boite, Nom, dedans, touche};
use super::vue::Vue;

/// Size of the figures.
const CORPS: f64 = 10.5;
/// Space kept around a number.
const MARGE: f64 = 1.5;
/// Farther than that from what it names, a number has a line to it.
const TRAIT: f64 = 9.0;
/// Rounds around a point, what one is wider than the last, and places tried on each.
const TOURS: usize = 90;
const PAS: f64 = 4.0;
const DIRECTIONS: usize = 24;

/// A number and what it stands for, in the order of the legend.
pub(super) type Cle<'a> = (&'a str, &'a str, GenreNom);

/// What was written and what it takes.
pub(super) struct Ecrits<'a> {
    /// Lines to what is named from afar, then names and numbers.
    pub(super) svg: String,
    pub(super) cles: Vec<Cle<'a>>,
}

/// A number at its place.
struct Pose {
    centre: (f64, f64),
    vers: (f64, f64),
    boite: Boite,
}

/// Writes all that is named: names of areas where they leave the others room for their number, then numbers, then communes.
pub(super) fn dessiner<'a>(noms: &[Nom<'a>], vue: &Vue) -> Ecrits<'a> {
    let reserves = etiquettes::reserves(vue);
    let (numerotes, autres): (Vec<Nom<'a>>, Vec<Nom<'a>>) =
        noms.iter().copied().partition(|n| n.numero.is_some());
    // A name never takes the place of the number of another.
    let places: Vec<Boite> = numerotes.iter().map(|n| boite(n, n.place)).collect();
    let mut poses = etiquettes::Poses::new(vue, reserves);
    let mut ecrits = vec![false; numerotes.len()];
    for ((nom, sienne), ecrit) in numerotes.iter().zip(&places).zip(&mut ecrits) {
        let autres = places.iter().filter(|p| *p != sienne);
        *ecrit = nom.genre != GenreNom::Poche && poses.poser(nom, autres);
    }
    let (mut traits, mut numeros, mut cles) = (String::new(), String::new(), Vec::new());
    for (nom, _) in numerotes.iter().zip(&ecrits).filter(|(_, ecrit)| !**ecrit) {
        let numero = nom.numero.unwrap_or_default();
        cles.push((numero, nom.texte, nom.genre));
        let Some(pose) = placer(nom, vue, poses.prises()) else {
            continue;
        };
        poses.prendre(pose.boite);
        tracer(&mut traits, &pose);
        let (x, y) = pose.centre;
        numeros.push_str(&texte(x, y + CORPS * 0.35, style(nom.genre), numero));
        numeros.push('\n');
    }
    for nom in &autres {
        poses.poser(nom, [].iter());
    }
    let svg = poses.svg(&traits, &numeros);
    cles.trie_par_cle(|(numero, _, genre)| (*genre != GenreNom::Poche, rang(numero)));
    Ecrits { svg, cles }
}

/// « C12 » after « C9 ».
fn rang(numero: &str) -> usize {
    let chiffres = numero.trim_start_matches(|c: char| !c.is_ascii_digit());
    chiffres.parse().unwrap_or(usize::MAX)
}

/// How a number is written: those of pockets are told apart from those of groups.
pub(super) fn style(genre: GenreNom) -> &'static str {
    match genre {
        GenreNom::Poche => "font-size=\"10.5\" font-weight=\"bold\" fill=\"#9f1239\"",
        _ => "font-size=\"10.5\" font-weight=\"bold\" fill=\"#1f2937\"",
    }
}

fn boite(nom: &Nom<'_>, (x, y): (f64, f64)) -> Boite {
    let demi = largeur_texte(nom.numero.unwrap_or_default(), CORPS) / 2.0 + MARGE;
    let haut = CORPS * 0.62 + MARGE;
    [x - demi, y - haut, x + demi, y + haut]
}

/// The nearest free place to what is named.
fn placer(nom: &Nom<'_>, vue: &Vue, prises: &[Boite]) -> Option<Pose> {
    let (x, y) = nom.place;
    let libre = |centre: (f64, f64)| {
        let boite = boite(nom, centre);
        let libre = dedans(&boite, vue) && !prises.iter().any(|p| touche(p, &boite));
        libre.then_some(Pose {
            centre,
            vers: nom.place,
            boite,
        })
    };
    (0..=TOURS).find_map(|tour| {
        let rayon = PAS * tour as f64;
        let directions = if tour == 0 { 1 } else { DIRECTIONS };
        (0..directions).find_map(|rang| {
            let angle = TAU * rang as f64 / DIRECTIONS as f64;
            libre((x + rayon * angle.cos(), y + rayon * angle.sin()))
        })
    })
}

/// A line from what is named to its number, when that is not on it.
fn tracer(sortie: &mut String, pose: &Pose) {
    let ((x0, y0), (x1, y1)) = (pose.vers, pose.centre);
    if (x1 - x0).hypot(y1 - y0) <= TRAIT {
        return;
    }
    let _ = writeln!(
        sortie,
        "<path d=\"M{} {}L{} {}\" fill=\"none\" stroke=\"#374151\" stroke-width=\".8\"/><circle cx=\"{}\" cy=\"{}\" r=\"1.6\" fill=\"#374151\"/>",
        coord(x0),
        coord(y0),
        coord(x1),
        coord(y1),
        coord(x0),
        coord(y0)
    );
}

#[cfg(test)]
mod tests;
