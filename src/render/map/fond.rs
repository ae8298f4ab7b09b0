//! Outlines shared by all the maps of a document, with their patterns: written once, reused by `<use>`.

use std::fmt::Write as _;

use crate::rapport::cartes::{Anneau, Cartes, CommuneCarte};
use crate::render::svg::{Cadre, coord, dixiemes};

use super::vue::Vue;

/// Patterns: hatching on light and dark grounds, and crosses for « sans donnée ».
pub(super) const MOTIFS: &str = "<pattern id=\"fond-hachures\" patternUnits=\"userSpaceOnUse\" width=\"7\" height=\"7\" patternTransform=\"rotate(45)\"><path d=\"M0 0V7\" stroke=\"#111827\" stroke-width=\"1.8\" stroke-opacity=\".55\" fill=\"none\"/></pattern>\n\
<pattern id=\"fond-hachures-claires\" patternUnits=\"userSpaceOnUse\" width=\"7\" height=\"7\" patternTransform=\"rotate(45)\"><path d=\"M0 0V7\" stroke=\"#ffffff\" stroke-width=\"1.8\" stroke-opacity=\".7\" fill=\"none\"/></pattern>\n\
<pattern id=\"fond-vide\" patternUnits=\"userSpaceOnUse\" width=\"7\" height=\"7\"><path d=\"M2 2l3 3m0-3l-3 3\" stroke=\"#6b7280\" stroke-width=\".8\" fill=\"none\"/></pattern>\n";

/// A hidden image with every outline; one per document, before or after the maps.
#[must_use]
pub fn fond(cartes: &Cartes) -> String {
    let mut sortie = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"fond-cartes\" class=\"fond-cartes\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">\n\
         <title>Contours communs aux cartes</title>\n",
    );
    sortie.push_str(&definitions(cartes, &Vue::cadrer(cartes, Cadre::PAGE)));
    sortie.push_str("</svg>\n");
    sortie
}

/// The outlines seen in a window, with the patterns.
pub(super) fn definitions(cartes: &Cartes, vue: &Vue) -> String {
    let visibles: Vec<&CommuneCarte> = cartes.communes.iter().filter(|c| vue.montre(c)).collect();
    let mut sortie = String::from("<defs>\n");
    sortie.push_str(MOTIFS);
    let _ = writeln!(
        sortie,
        "<clipPath id=\"fond-cadre\"><rect width=\"{}\" height=\"{}\"/></clipPath>",
        coord(vue.largeur),
        coord(vue.hauteur)
    );
    for commune in &visibles {
        let _ = writeln!(
            sortie,
            "<path id=\"c-{}\" fill-rule=\"evenodd\" d=\"{}\"/>",
            commune.code,
            chemin(&commune.anneaux, vue)
        );
    }
    groupe(
        &mut sortie,
        "fond-voisines",
        visibles.iter().filter(|c| !c.dans_perimetre),
    );
    groupe(
        &mut sortie,
        "fond-perimetre",
        visibles.iter().filter(|c| c.dans_perimetre),
    );
    sortie.push_str("</defs>\n");
    sortie
}

/// A group that reuses the outlines of some communes.
fn groupe<'a>(sortie: &mut String, id: &str, communes: impl Iterator<Item = &'a &'a CommuneCarte>) {
    let _ = write!(sortie, "<g id=\"{id}\">");
    for commune in communes {
        let _ = write!(sortie, "<use href=\"#c-{}\"/>", commune.code);
    }
    sortie.push_str("</g>\n");
}

/// Path of the rings in relative tenths of a unit; points that round to the same place are merged.
pub(super) fn chemin(anneaux: &[Anneau], vue: &Vue) -> String {
    let mut sortie = String::new();
    for anneau in anneaux {
        let mut points: Vec<(i64, i64)> = anneau
            .iter()
            .filter_map(|p| vue.point(*p))
            .map(|(x, y)| (dixiemes(x), dixiemes(y)))
            .collect();
        points.dedup();
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() >= 3 {
            ecrire_anneau(&mut sortie, &points);
        }
    }
    sortie
}

/// A closed ring: one absolute point, then relative ones.
fn ecrire_anneau(sortie: &mut String, points: &[(i64, i64)]) {
    let mut avant = (0, 0);
    for (rang, (x, y)) in points.iter().enumerate() {
        sortie.push_str(match rang {
            0 => "M",
            1 => "l",
            _ => " ",
        });
        decimal(sortie, x - avant.0);
        if y - avant.1 >= 0 {
            sortie.push(' ');
        }
        decimal(sortie, y - avant.1);
        avant = (*x, *y);
    }
    sortie.push('z');
}

/// Tenths as a decimal number, as short as SVG allows.
fn decimal(sortie: &mut String, dixiemes: i64) {
    let (entier, reste) = (dixiemes.unsigned_abs() / 10, dixiemes.unsigned_abs() % 10);
    if dixiemes < 0 {
        sortie.push('-');
    }
    let _ = match (entier, reste) {
        (entier, 0) => write!(sortie, "{entier}"),
        (0, reste) => write!(sortie, ".{reste}"),
        (entier, reste) => write!(sortie, "{entier}.{reste}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_closed_and_without_repeated_points() {
        let mut sortie = String::new();
        ecrire_anneau(&mut sortie, &[(10, 20), (105, 20), (100, -5)]);
        assert_eq!(sortie, "M1 2l9.5 0 -.5-2.5z");
    }

    #[test]
    fn relative_steps_do_not_drift() {
        let points: Vec<(i64, i64)> = (0..500).map(|i| (i * 3 % 97, i * 7 % 89)).collect();
        let mut sortie = String::new();
        ecrire_anneau(&mut sortie, &points);
        let corps = sortie
            .trim_start_matches('M')
            .trim_end_matches('z')
            .replace('l', " ")
            .replace('-', " -");
        let lus: Vec<f64> = corps
            .split_whitespace()
            .map(|t| t.parse().unwrap())
            .collect();
        let x: f64 = lus.iter().step_by(2).sum();
        let dernier = points.last().unwrap().0 as f64 / 10.0;
        assert!((x - dernier).abs() < 1e-6);
    }
}
