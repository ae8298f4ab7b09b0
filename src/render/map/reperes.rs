//! Scale bar and north arrow.

use std::fmt::Write as _;

use crate::render::nombre::nombre;
use crate::render::svg::{coord, texte};

use super::vue::Vue;

/// Widest scale bar, in units of the view box.
const BARRE_MAX: f64 = 150.0;

/// Frame, scale bar at the bottom left, north arrow at the top right.
pub(super) fn dessiner(vue: &Vue) -> String {
    let mut sortie = String::new();
    let _ = writeln!(
        sortie,
        "<rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#9ca3af\"/>",
        coord(vue.largeur - 1.0),
        coord(vue.hauteur - 1.0)
    );
    sortie.push_str(&barre(vue));
    sortie.push_str(&nord(vue));
    sortie
}

/// Greatest of 1, 2 or 5 × 10ⁿ metres that fits.
fn longueur_ronde(metres_max: f64) -> f64 {
    if !(metres_max.is_finite() && metres_max > 0.0) {
        return 0.0;
    }
    let base = 10_f64.powf(metres_max.log10().floor());
    [5.0, 2.0, 1.0]
        .iter()
        .map(|pas| pas * base)
        .find(|longueur| *longueur <= metres_max)
        .unwrap_or(base)
}

/// A bar of a round length, in km, or in m under one kilometre.
fn barre(vue: &Vue) -> String {
    let metres = longueur_ronde(BARRE_MAX / vue.echelle);
    if metres <= 0.0 {
        return String::new();
    }
    let libelle = if metres >= 1000.0 {
        format!("{}\u{A0}km", nombre(metres / 1000.0, 0))
    } else {
        format!("{}\u{A0}m", nombre(metres, 0))
    };
    let (x, y, long) = (14.0, vue.hauteur - 14.0, metres * vue.echelle);
    let fond = format!(
        "<rect x=\"8\" y=\"{}\" width=\"{}\" height=\"28\" fill=\"#ffffff\" fill-opacity=\".85\"/>",
        coord(y - 20.0),
        coord(long + 12.0)
    );
    let regle = format!(
        "<path d=\"M{0} {1}v6h{2}v-6\" fill=\"none\" stroke=\"#111827\" stroke-width=\"1.5\"/>",
        coord(x),
        coord(y - 3.0),
        coord(long)
    );
    let etiquette = texte(
        x + long / 2.0,
        y - 6.0,
        "font-size=\"12\" text-anchor=\"middle\" fill=\"#111827\"",
        &libelle,
    );
    format!("<g class=\"echelle\">{fond}{regle}{etiquette}</g>\n")
}

/// An arrow with its letter.
fn nord(vue: &Vue) -> String {
    let x = vue.largeur - 24.0;
    let lettre = texte(
        x,
        50.0,
        "font-size=\"12\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"#111827\"",
        "N",
    );
    format!(
        "<g class=\"nord\"><rect x=\"{}\" y=\"6\" width=\"28\" height=\"50\" fill=\"#ffffff\" fill-opacity=\".85\"/>\
         <path d=\"M{} 10l8 26-8-6-8 6z\" fill=\"#111827\"/>{lettre}</g>\n",
        coord(x - 14.0),
        coord(x)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::float_cmp, reason = "powers of ten times 1, 2 or 5")]
    fn the_bar_has_a_round_length() {
        assert_eq!(longueur_ronde(7_300.0), 5_000.0);
        assert_eq!(longueur_ronde(1_999.0), 1_000.0);
        assert_eq!(longueur_ronde(25_000.0), 20_000.0);
        assert_eq!(longueur_ronde(0.0), 0.0);
        assert_eq!(longueur_ronde(f64::NAN), 0.0);
    }
}
