//! Symbols of what is at a point: a shape and a tint by class, a number when there are several, set aside rather than one on the
//! other.

use std::fmt::Write as _;

use crate::rapport::cartes::{PointCarte, Symbole, Theme};
use crate::render::svg::{self, coord, texte};
use crate::tri::Tri;

use super::couleur::{couleur_sure, luminance};
use super::etiquettes::{Boite, dedans, touche};
use super::vue::Vue;

/// Half the side of a symbol.
const DEMI: f64 = 5.0;
/// The same when it holds a number.
const DEMI_NOMBRE: f64 = 8.5;
/// Turns around a place that is taken, and their step.
const TOURS: u8 = 4;
const PAS: f64 = 7.0;

/// A symbol where it is drawn.
pub(super) struct Pose<'a> {
    classe: usize,
    point: &'a PointCarte,
    x: f64,
    y: f64,
    demi: f64,
    pub boite: Boite,
}

/// Where the symbols go, the largest groups first: at their place, else at the nearest free one around; a symbol for which there is
/// none stays at its place, without its number.
pub(super) fn placer<'a>(theme: &'a Theme, vue: &Vue, mut prises: Vec<Boite>) -> Vec<Pose<'a>> {
    let mut points: Vec<&PointCarte> = theme.points.iter().collect();
    points.trie_par_cle(|p| std::cmp::Reverse(p.nombre));
    let mut poses: Vec<Pose<'_>> = Vec::with_capacity(points.len());
    for point in points {
        let Some((x, y)) = vue.point(point.point) else {
            continue;
        };
        let demi = if point.nombre > 1 { DEMI_NOMBRE } else { DEMI };
        let libre = |(x, y): &(f64, f64)| {
            let boite = boite(*x, *y, demi);
            dedans(&boite, vue) && !prises.iter().any(|p| touche(p, &boite))
        };
        let trouvee = autour(x, y).find(libre);
        let (x, y) = trouvee.unwrap_or((x, y));
        let demi = if trouvee.is_some() { demi } else { DEMI };
        let boite = boite(x, y, demi);
        prises.push(boite);
        poses.push(Pose {
            classe: point.classe,
            point,
            x,
            y,
            demi,
            boite,
        });
    }
    poses
}

/// The place, then places around it, nearer and nearer to the last turn.
fn autour(x: f64, y: f64) -> impl Iterator<Item = (f64, f64)> {
    let tours = (1..=TOURS).flat_map(move |tour| {
        (0..8_u8).map(move |huitieme| {
            let angle = f64::from(huitieme) * std::f64::consts::FRAC_PI_4;
            let rayon = PAS * f64::from(tour);
            (x + rayon * angle.cos(), y + rayon * angle.sin())
        })
    });
    std::iter::once((x, y)).chain(tours)
}

fn boite(x: f64, y: f64, demi: f64) -> Boite {
    [x - demi, y - demi, x + demi, y + demi]
}

/// Draws the symbols, each with its names on hover.
pub(super) fn dessiner(theme: &Theme, poses: &[Pose<'_>]) -> String {
    let mut sortie = String::from("<g class=\"symboles\">\n");
    for pose in poses {
        let Some(classe) = theme.classes.get(pose.classe) else {
            continue;
        };
        let forme = classe.symbole.unwrap_or(Symbole::Rond);
        let _ = write!(
            sortie,
            "<g><title>{} : {}</title>{}",
            svg::echappe(&classe.libelle),
            svg::echappe(&pose.point.texte),
            tracer(forme, &classe.couleur, (pose.x, pose.y), pose.demi)
        );
        if pose.demi > DEMI {
            let encre = if luminance(couleur_sure(&classe.couleur)) < 0.3 {
                "#ffffff"
            } else {
                "#111827"
            };
            let style = format!(
                "font-size=\"8.5\" font-weight=\"bold\" text-anchor=\"middle\" pointer-events=\"none\" fill=\"{encre}\""
            );
            sortie.push_str(&texte(
                pose.x,
                pose.y + 3.0,
                &style,
                &pose.point.nombre.to_string(),
            ));
        }
        sortie.push_str("</g>\n");
    }
    sortie.push_str("</g>\n");
    sortie
}

/// One symbol.
pub(super) fn tracer(forme: Symbole, couleur: &str, (x, y): (f64, f64), demi: f64) -> String {
    let sommets: &[(f64, f64)] = match forme {
        Symbole::Rond => &[],
        Symbole::Carre => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        Symbole::Losange => &[(0.0, -1.15), (1.15, 0.0), (0.0, 1.15), (-1.15, 0.0)],
        Symbole::Triangle => &[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
        Symbole::Pointe => &[(0.0, 1.1), (1.1, -0.9), (-1.1, -0.9)],
        Symbole::Croix => &[
            (-0.4, -1.1),
            (0.4, -1.1),
            (0.4, -0.4),
            (1.1, -0.4),
            (1.1, 0.4),
            (0.4, 0.4),
            (0.4, 1.1),
            (-0.4, 1.1),
            (-0.4, 0.4),
            (-1.1, 0.4),
            (-1.1, -0.4),
            (-0.4, -0.4),
        ],
        Symbole::Etoile => &[
            (0.0, -1.2),
            (0.38, -0.4),
            (1.15, -0.35),
            (0.55, 0.2),
            (0.75, 1.0),
            (0.0, 0.55),
            (-0.75, 1.0),
            (-0.55, 0.2),
            (-1.15, -0.35),
            (-0.38, -0.4),
        ],
    };
    let couleur = couleur_sure(couleur);
    let style = format!("fill=\"{couleur}\" stroke=\"#ffffff\" stroke-width=\"1\"");
    if sommets.is_empty() {
        let (x, y, r) = (coord(x), coord(y), coord(demi));
        return format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {style}/>");
    }
    let mut trace = String::new();
    for (rang, (dx, dy)) in sommets.iter().enumerate() {
        let debut = if rang == 0 { "M" } else { "L" };
        let _ = write!(
            trace,
            "{debut}{} {}",
            coord(x + dx * demi),
            coord(y + dy * demi)
        );
    }
    format!("<path d=\"{trace}z\" {style}/>")
}
