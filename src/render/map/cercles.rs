//! Circles whose area is proportional to a count, and their legend.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::CodeCommune;
use crate::rapport::cartes::{Cartes, GenreTheme, Theme, ValeurCarte};
use crate::render::nombre::nombre;
use crate::render::svg::{coord, largeur_texte, texte};
use crate::tri::Tri;

use super::vue::Vue;

/// Radius of the largest circle, in units of the view box.
const RAYON_MAX: f64 = 32.0;
/// Look of a circle.
const STYLE: &str = "fill=\"#1d4e79\" fill-opacity=\".62\" stroke=\"#0b2a45\" stroke-width=\".8\"";

/// Share of the drawing that the circles may cover together, so that they stay apart.
const ENCOMBREMENT: f64 = 0.16;
/// Area that a drawing is reckoned to have, in square units of the view box.
const AIRE: f64 = 640.0 * 480.0;

/// From values to radii: areas are proportional to the values.
#[derive(Clone, Copy)]
struct Echelle {
    maximum: f64,
    rayon_max: f64,
}

impl Echelle {
    /// The largest radius that leaves room between the circles, at most [`RAYON_MAX`].
    fn pour(theme: &Theme) -> Self {
        let valeurs = theme.valeurs.iter().filter_map(|v| v.valeur);
        let positives: Vec<f64> = valeurs.filter(|v| v.is_finite() && *v > 0.0).collect();
        let maximum = positives.iter().copied().fold(0.0, f64::max);
        let somme: f64 = positives.iter().map(|v| v / maximum).sum();
        let place = (ENCOMBREMENT * AIRE / (std::f64::consts::PI * somme.max(1.0))).sqrt();
        Self {
            maximum,
            rayon_max: place.clamp(6.0, RAYON_MAX),
        }
    }

    fn rayon(self, valeur: f64) -> f64 {
        if valeur.is_finite() && valeur > 0.0 && self.maximum > 0.0 {
            self.rayon_max * (valeur / self.maximum).sqrt()
        } else {
            0.0
        }
    }
}

/// Radius of each commune that has a circle; empty when the theme has none.
pub(super) fn rayons(theme: &Theme) -> BTreeMap<CodeCommune, f64> {
    if theme.genre != GenreTheme::Cercles {
        return BTreeMap::new();
    }
    let echelle = Echelle::pour(theme);
    let cercle = |v: &ValeurCarte| v.valeur.map(|valeur| (v.code, echelle.rayon(valeur)));
    theme
        .valeurs
        .iter()
        .filter_map(cercle)
        .filter(|(_, rayon)| *rayon > 0.0)
        .collect()
}

/// One circle per positive value, the largest below the others.
pub(super) fn dessiner(cartes: &Cartes, theme: &Theme, vue: &Vue) -> String {
    let rayons = rayons(theme);
    let mut ronds: Vec<(f64, f64, f64)> = cartes
        .communes
        .iter()
        .filter_map(|c| {
            let (x, y) = vue.point(c.centre)?;
            rayons.get(&c.code).map(|rayon| (*rayon, x, y))
        })
        .collect();
    ronds.trie_par(|a, b| b.0.total_cmp(&a.0));
    let mut sortie = format!("<g class=\"cercles\" pointer-events=\"none\" {STYLE}>\n");
    for (rayon, x, y) in ronds {
        let _ = writeln!(
            sortie,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            coord(x),
            coord(y),
            coord(rayon.max(1.0))
        );
    }
    sortie.push_str("</g>\n");
    sortie
}

/// Round values for the legend, from the largest that is reached.
fn paliers(echelle: Echelle) -> Vec<f64> {
    let mut sortie: Vec<f64> = Vec::new();
    for part in [1.0, 0.25, 0.05] {
        let palier = rond(echelle.maximum * part);
        if palier > 0.0 && echelle.rayon(palier) >= 2.0 && !sortie.contains(&palier) {
            sortie.push(palier);
        }
    }
    sortie
}

/// Greatest of 1, 2 or 5 × 10ⁿ not above a value.
fn rond(valeur: f64) -> f64 {
    if !(valeur.is_finite() && valeur > 0.0) {
        return 0.0;
    }
    let base = 10_f64.powf(valeur.log10().floor());
    [5.0, 2.0, 1.0]
        .iter()
        .map(|pas| pas * base)
        .find(|palier| *palier <= valeur)
        .unwrap_or(base)
}

/// Circles of the legend side by side from `(x, y)`; the width and the height that they take.
pub(super) fn legende(theme: &Theme, x: f64, y: f64) -> (String, f64, f64) {
    let echelle = Echelle::pour(theme);
    let paliers = paliers(echelle);
    let haut = paliers.first().map_or(0.0, |p| echelle.rayon(*p));
    let mut sortie = String::new();
    let mut pos = x;
    for palier in paliers {
        let rayon = echelle.rayon(palier);
        let libelle = nombre(palier, if palier < 1.0 { theme.decimales } else { 0 });
        let _ = write!(
            sortie,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {STYLE}/>",
            coord(pos + rayon),
            coord(y + haut),
            coord(rayon)
        );
        pos += 2.0 * rayon + 6.0;
        sortie.push_str(&texte(
            pos,
            y + haut + 4.0,
            "font-size=\"12\" fill=\"#111827\"",
            &libelle,
        ));
        pos += largeur_texte(&libelle, 12.0) + 16.0;
        sortie.push('\n');
    }
    (sortie, pos - x, 2.0 * haut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    fn echelle(maximum: f64) -> Echelle {
        Echelle {
            maximum,
            rayon_max: RAYON_MAX,
        }
    }

    #[test]
    fn areas_are_proportional_to_values() {
        let echelle = echelle(400.0);
        assert!((echelle.rayon(400.0) / echelle.rayon(100.0) - 2.0).abs() < 1e-12);
        assert!(echelle.rayon(0.0).abs() < 1e-12 && echelle.rayon(-5.0).abs() < 1e-12);
        assert!(echelle.rayon(f64::NAN).abs() < 1e-12);
    }

    #[test]
    fn many_equal_values_take_smaller_circles() {
        let cartes = essai::rapport().cartes.unwrap();
        let mut theme = cartes
            .themes
            .iter()
            .find(|t| t.id == "population")
            .unwrap()
            .clone();
        assert!((Echelle::pour(&theme).rayon_max - RAYON_MAX).abs() < 1e-9);
        let modele = theme.valeurs[0].clone();
        theme.valeurs = vec![modele; 150];
        assert!(Echelle::pour(&theme).rayon_max < 12.0);
        theme.valeurs.clear();
        assert!(rayons(&theme).is_empty() && legende(&theme, 0.0, 0.0).0.is_empty());
    }

    #[test]
    fn the_legend_shows_round_values_that_exist() {
        assert_eq!(paliers(echelle(21_480.0)), [20_000.0, 5_000.0, 1_000.0]);
        assert_eq!(paliers(echelle(3.0)), [2.0, 0.5, 0.1]);
        assert!(paliers(echelle(0.0)).is_empty());
    }
}
