//! Bars lying on their side: for categories whose name does not fit under a bar, no word being ever cut.

use std::fmt::Write as _;

use super::axe::Axe;
use super::barre::Barre;
use crate::rapport::Graphique;
use crate::render::nombre::nombre;
use crate::render::svg::{coord, couper, largeur_texte, texte};

/// Size of the names and of the values.
const PETIT: f64 = 11.0;
/// Height of a bar, and between two categories.
const BARRE: f64 = 10.5;
const ECART: f64 = 9.0;
/// Height of a line of a name.
const LIGNE: f64 = 13.0;
/// Room for the value at the end of the longest bar.
const VALEUR: f64 = 46.0;

/// Whether a word of the names is too wide to stand whole under bars `pas` wide, a hyphen after it.
pub(super) fn preferable(graphique: &Graphique, pas: f64) -> bool {
    let noms = graphique.categories.iter().map(String::as_str);
    noms.flat_map(str::split_whitespace)
        .any(|mot| largeur_texte(mot, PETIT) + 8.0 > pas - 4.0)
}

/// Draws the bars from the height `haut` down; gives the height reached.
pub(super) fn dessiner(
    sortie: &mut String,
    graphique: &Graphique,
    id: &str,
    axe: &Axe,
    (haut, largeur): (f64, f64),
) -> f64 {
    let gauche = place_des_noms(graphique, largeur);
    let long = (largeur - gauche - VALEUR).max(40.0);
    let vers = |valeur: f64| gauche + long - axe.hauteur(valeur, long);
    let mut y = haut + LIGNE;
    let debut = y;
    let mut barres = String::new();
    for (rang, categorie) in graphique.categories.iter().enumerate() {
        let lignes = couper(categorie, PETIT, gauche - 8.0, 6);
        let epais = BARRE * graphique.series.len() as f64;
        let haute = epais.max(LIGNE * lignes.len() as f64);
        nommer(
            &mut barres,
            &lignes,
            gauche - 6.0,
            y + (haute - LIGNE * lignes.len() as f64) / 2.0,
        );
        for (serie, place) in (0..graphique.series.len()).zip(0_u8..) {
            let y = y + (haute - epais) / 2.0 + BARRE * f64::from(place);
            poser(&mut barres, graphique, id, (rang, serie), (&vers, y));
        }
        y += haute + ECART;
    }
    graduer(sortie, axe, &vers, (debut, y));
    sortie.push_str(&barres);
    y
}

/// Width of the names: the longest word fits, and no more than what is useful.
fn place_des_noms(graphique: &Graphique, largeur: f64) -> f64 {
    let long = |t: &str| largeur_texte(t, PETIT) + 18.0;
    let noms = graphique.categories.iter();
    let mots = noms.clone().flat_map(|c| c.split_whitespace()).map(long);
    let (mot, nom) = (
        mots.fold(40.0, f64::max),
        noms.map(|c| long(c)).fold(40.0, f64::max),
    );
    nom.min(largeur * 0.34).max(mot).min(largeur * 0.6)
}

fn nommer(sortie: &mut String, lignes: &[String], droite: f64, haut: f64) {
    for (rang, ligne) in lignes.iter().enumerate() {
        let y = haut + 10.0 + LIGNE * rang as f64;
        let style = "font-size=\"11\" text-anchor=\"end\" fill=\"#111827\"";
        sortie.push_str(&texte(droite, y, style, ligne));
    }
    sortie.push('\n');
}

/// A bar and its value at its end.
fn poser(
    sortie: &mut String,
    graphique: &Graphique,
    id: &str,
    (categorie, rang): (usize, usize),
    (vers, y): (&impl Fn(f64) -> f64, f64),
) {
    let Some(barre) = Barre::lire(graphique, categorie, rang) else {
        return;
    };
    let (zero, bout) = (vers(0.0), vers(barre.valeur.unwrap_or(0.0)));
    let (x, fin) = (zero.min(bout), zero.max(bout));
    sortie.push_str(&barre.ouvrir(id, rang, [x, y, fin - x, BARRE * 0.84]));
    let gras = if rang == 0 {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let style = format!("font-size=\"10.5\" fill=\"#111827\"{gras}");
    sortie.push_str(&texte(fin + 4.0, y + 8.8, &style, &barre.dit));
    sortie.push_str("</g>\n");
}

/// Vertical lines of the graduations, their values above.
fn graduer(sortie: &mut String, axe: &Axe, vers: &impl Fn(f64) -> f64, (haut, bas): (f64, f64)) {
    for valeur in axe.graduations() {
        let x = vers(valeur);
        let trait_ = if valeur == 0.0 { "#111827" } else { "#d1d5db" };
        let style = "font-size=\"10.5\" text-anchor=\"middle\" fill=\"#374151\"";
        let _ = writeln!(
            sortie,
            "<path d=\"M{} {}V{}\" stroke=\"{trait_}\" stroke-width=\"1\" fill=\"none\"/>{}",
            coord(x),
            coord(haut - 2.0),
            coord(bas - ECART),
            texte(x, haut - 6.0, style, &nombre(valeur, axe.decimales()))
        );
    }
}
