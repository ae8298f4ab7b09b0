//! Standing bars, grouped by category, their names under them.

use std::fmt::Write as _;

use super::axe::Axe;
use super::barre::Barre;
use crate::rapport::Graphique;
use crate::render::nombre::nombre;
use crate::render::svg::{self, coord, couper, largeur_texte, texte};

/// Left of the plot, after the labels of the axis.
const GAUCHE: f64 = 52.0;
/// Height of the plot.
const HAUTEUR: f64 = 210.0;

/// Width of a category.
pub(super) fn pas(graphique: &Graphique, largeur: f64) -> f64 {
    (largeur - GAUCHE) / graphique.categories.len().max(1) as f64
}

/// Standing bars from the height `haut` down; gives the height reached.
pub(super) fn dessiner(
    sortie: &mut String,
    graphique: &Graphique,
    id: &str,
    axe: &Axe,
    (haut, largeur): (f64, f64),
) -> f64 {
    graduer(sortie, axe, (haut, largeur));
    let pas = pas(graphique, largeur);
    let mut bas = 0.0_f64;
    for rang in 0..graphique.categories.len() {
        let gauche = GAUCHE + pas * rang as f64;
        grouper(sortie, graphique, id, axe, (rang, gauche, pas, haut));
        let place = (rang, gauche, pas);
        bas = bas.max(nommer(sortie, graphique, place, haut + HAUTEUR));
    }
    ligne_zero(sortie, axe, (haut, largeur));
    haut + HAUTEUR + bas
}

/// Grid lines and their values.
fn graduer(sortie: &mut String, axe: &Axe, (haut, largeur): (f64, f64)) {
    for valeur in axe.graduations() {
        let y = haut + axe.hauteur(valeur, HAUTEUR);
        let _ = writeln!(
            sortie,
            "<path d=\"M{} {}H{}\" stroke=\"#d1d5db\" stroke-width=\"1\" fill=\"none\"/>{}",
            coord(GAUCHE),
            coord(y),
            coord(largeur),
            texte(
                GAUCHE - 6.0,
                y + 4.0,
                "font-size=\"11\" text-anchor=\"end\" fill=\"#374151\"",
                &nombre(valeur, axe.decimales())
            )
        );
    }
}

/// The line of zero, above the bars.
fn ligne_zero(sortie: &mut String, axe: &Axe, (haut, largeur): (f64, f64)) {
    let y = haut + axe.hauteur(0.0, HAUTEUR);
    let _ = writeln!(
        sortie,
        "<path d=\"M{} {}H{}\" stroke=\"#111827\" stroke-width=\"1.2\" fill=\"none\"/>",
        coord(GAUCHE),
        coord(y),
        coord(largeur)
    );
}

/// The bars of a category; the first series carries its value.
fn grouper(
    sortie: &mut String,
    graphique: &Graphique,
    id: &str,
    axe: &Axe,
    (categorie, gauche, pas, haut): (usize, f64, f64, f64),
) {
    let nombre_series = graphique.series.len().max(1) as f64;
    let large = (pas * 0.84 / nombre_series).min(46.0);
    let depart = gauche + (pas - large * nombre_series) / 2.0;
    let zero = axe.hauteur(0.0, HAUTEUR);
    for rang in 0..graphique.series.len() {
        let Some(barre) = Barre::lire(graphique, categorie, rang) else {
            continue;
        };
        let x = depart + large * rang as f64;
        let (valeur, dit) = (barre.valeur, &barre.dit);
        let y = valeur.map_or(zero, |v| axe.hauteur(v, HAUTEUR));
        let (sommet, base) = (y.min(zero), y.max(zero));
        let place = [x, haut + sommet, large * 0.9, base - sommet];
        sortie.push_str(&barre.ouvrir(id, rang, place));
        sortie.push('\n');
        if let Some((contenu, debout)) = etiquette(rang, valeur, dit, large) {
            let y = if valeur.is_some_and(|v| v < 0.0) {
                base + 12.0
            } else {
                sommet - 4.0
            };
            poser(sortie, contenu, debout, (x + large * 0.45, haut + y));
        }
        sortie.push_str("</g>\n");
    }
}

/// Look of the values written on the bars.
const STYLE_ETIQUETTE: &str = "font-size=\"10.5\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"#111827\" stroke=\"#ffffff\" stroke-width=\"2.5\" paint-order=\"stroke\"";

/// What is written on a bar: the value of the perimeter, those of the others when all fit, « n. d. » for a hole.
fn etiquette(rang: usize, valeur: Option<f64>, dit: &str, large: f64) -> Option<(&str, bool)> {
    let tient = largeur_texte(dit, 11.0) <= large * 0.95;
    match valeur {
        None => Some(("n. d.", large < 24.0)),
        Some(_) if tient || (rang == 0 && large >= 10.0) => Some((dit, false)),
        Some(_) => None,
    }
}

/// A text at the end of a bar, along the bar when it is narrow.
fn poser(sortie: &mut String, contenu: &str, debout: bool, (x, y): (f64, f64)) {
    if debout {
        let (x, y) = (x + 4.0, y);
        let _ = write!(
            sortie,
            "<text transform=\"translate({} {}) rotate(-90)\" font-size=\"10.5\" fill=\"#111827\">{}</text>",
            coord(x),
            coord(y),
            svg::echappe(contenu)
        );
    } else {
        sortie.push_str(&texte(x, y, STYLE_ETIQUETTE, contenu));
    }
}

/// Name of a category under its bars; the height taken.
fn nommer(
    sortie: &mut String,
    graphique: &Graphique,
    (rang, gauche, pas): (usize, f64, f64),
    haut: f64,
) -> f64 {
    let nom = graphique.categories.get(rang).map_or("", String::as_str);
    let lignes = couper(nom, 11.0, pas - 4.0, 4);
    for (ligne, contenu) in lignes.iter().enumerate() {
        let y = haut + 16.0 + 13.0 * ligne as f64;
        sortie.push_str(&texte(
            gauche + pas / 2.0,
            y,
            "font-size=\"11\" text-anchor=\"middle\" fill=\"#111827\"",
            contenu,
        ));
    }
    sortie.push('\n');
    16.0 + 13.0 * lignes.len() as f64
}
