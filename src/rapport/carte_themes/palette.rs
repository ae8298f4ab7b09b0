//! Colours of the maps: sequential scales whose lightness always falls or always rises, so that they read in grey too.

use crate::francais::nombre;
use crate::rapport::cartes::ClasseCarte;

/// Five steps, darkest first: the lowest values are those that worry.
pub(super) const ALARME: [&str; 5] = ["#8c2d04", "#d95f0e", "#fe9929", "#fed98e", "#ffffe5"];
/// Six steps, lightest first.
pub(super) const DENSITE: [&str; 6] = [
    "#f1eef6", "#d0d1e6", "#a6bddb", "#74a9cf", "#2b8cbe", "#034e7b",
];
/// Seven steps, darkest (most urban) first.
pub(super) const GRILLE: [&str; 7] = [
    "#4d004b", "#88419d", "#8c6bb1", "#8c96c6", "#9ebcda", "#cfe0ee", "#f7fcfd",
];
/// Five steps, lightest first.
pub(super) const REVENU: [&str; 5] = ["#ffffcc", "#c2e699", "#78c679", "#31a354", "#005a32"];
/// Six steps, gravest first, for the signs of scarcity.
pub(super) const SOUS_DENSITE: [&str; 6] = [
    "#7f2704", "#d94801", "#fd8d3c", "#fdae6b", "#fdd0a2", "#fff5eb",
];
/// Grey of what is not wholly known.
pub(super) const INCONNU: &str = "#bdbdbd";

/// A class of a legend.
pub(super) fn classe(libelle: &str, couleur: &str, hachures: bool) -> ClasseCarte {
    ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        hachures,
        ..ClasseCarte::default()
    }
}

/// Classes between bounds: « moins de 1,5 », « de 1,5 à moins de 2,5 », « 2,5 et plus »; the first `alarmes` are hatched.
pub(super) fn classes_entre(
    bornes: &[f64],
    couleurs: Vec<&str>,
    alarmes: usize,
) -> Vec<ClasseCarte> {
    let decimales = decimales(bornes);
    couleurs
        .iter()
        .enumerate()
        .map(|(rang, couleur)| classe(&libelle(bornes, decimales, rang), couleur, rang < alarmes))
        .collect()
}

/// Some tints of a scale, from its first to its last.
pub(super) fn repartir<'a>(echelle: &[&'a str], nombre: usize) -> Vec<&'a str> {
    let pas = nombre.saturating_sub(1).max(1);
    let dernier = echelle.len().saturating_sub(1);
    let rangs = (0..nombre).map(|rang| (rang * dernier + pas / 2) / pas);
    rangs
        .filter_map(|rang| echelle.get(rang).copied())
        .collect()
}

/// Decimals that the bounds need, two at most.
fn decimales(bornes: &[f64]) -> usize {
    let entier = |v: f64| (v - v.round()).abs() < 1e-6;
    let besoin = |d: &usize| {
        bornes
            .iter()
            .all(|b| entier(b * [1.0, 10.0, 100.0].get(*d).copied().unwrap_or(1.0)))
    };
    (0..2).find(besoin).unwrap_or(2)
}

/// Rank of the class of a value; a value on a bound is in the class above.
pub(super) fn rang(bornes: &[f64], valeur: f64) -> usize {
    bornes.iter().filter(|b| valeur >= **b).count()
}

fn libelle(bornes: &[f64], decimales: usize, rang: usize) -> String {
    let bas = rang.checked_sub(1).and_then(|r| bornes.get(r));
    match (bas, bornes.get(rang)) {
        (None, Some(haut)) => format!("moins de {}", nombre(*haut, decimales)),
        (Some(bas), Some(haut)) => {
            let (bas, haut) = (nombre(*bas, decimales), nombre(*haut, decimales));
            format!("de {bas} à moins de {haut}")
        }
        (Some(bas), None) => format!("{} et plus", nombre(*bas, decimales)),
        (None, None) => String::new(),
    }
}

/// Relative luminance of a `#rrggbb` colour (WCAG 2), from 0 to 1: what remains of it in grey.
#[cfg(test)]
pub(super) fn luminance(couleur: &str) -> f64 {
    let canal = |i: usize| {
        let v = f64::from(u8::from_str_radix(&couleur[i..i + 2], 16).unwrap()) / 255.0;
        if v <= 0.04045 {
            v / 12.92
        } else {
            ((v + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * canal(1) + 0.7152 * canal(3) + 0.0722 * canal(5)
}

/// Contrast of two colours (WCAG 2), from 1 to 21.
#[cfg(test)]
pub(super) fn contraste(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    a.max(b) / a.min(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_monotone_and_distinct_in_grey() {
        for echelle in [&ALARME[..], &DENSITE, &GRILLE, &REVENU, &SOUS_DENSITE] {
            let montante = luminance(echelle[0]) < luminance(echelle[1]);
            for paire in echelle.windows(2) {
                assert_eq!(
                    luminance(paire[0]) < luminance(paire[1]),
                    montante,
                    "{paire:?}"
                );
                assert!(contraste(paire[0], paire[1]) > 1.2, "{paire:?}");
            }
        }
    }

    #[test]
    fn tints_of_fewer_classes_go_from_end_to_end() {
        assert_eq!(repartir(&REVENU, 5), REVENU);
        assert_eq!(repartir(&REVENU, 2), [REVENU[0], REVENU[4]]);
        assert_eq!(
            repartir(&DENSITE, 4),
            [DENSITE[0], DENSITE[2], DENSITE[3], DENSITE[5]]
        );
        assert_eq!(repartir(&REVENU, 1), [REVENU[0]]);
    }

    #[test]
    fn bounds_read_in_french_and_the_bound_belongs_above() {
        let bornes = [1.5, 2.5];
        let classes = classes_entre(&bornes, ALARME[..3].to_vec(), 2);
        let libelles: Vec<&str> = classes.iter().map(|c| c.libelle.as_str()).collect();
        assert_eq!(
            libelles,
            ["moins de 1,5", "de 1,5 à moins de 2,5", "2,5 et plus"]
        );
        assert_eq!(
            [0.0, 1.5, 2.4999, 2.5].map(|v| rang(&bornes, v)),
            [0, 1, 1, 2]
        );
        assert!(classes[1].hachures && !classes[2].hachures);
    }
}
