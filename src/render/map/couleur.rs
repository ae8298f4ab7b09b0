//! Fills of the maps: only `#rrggbb` gets through, and the hatching contrasts with its ground.

/// Fill of a commune that carries a circle.
pub(super) const NEUTRE: &str = "#f3efe6";

/// A colour that is `#rrggbb`, or grey.
pub(super) fn couleur_sure(couleur: &str) -> &str {
    let chiffres = couleur.strip_prefix('#').unwrap_or_default();
    if chiffres.len() == 6 && chiffres.bytes().all(|o| o.is_ascii_hexdigit()) {
        couleur
    } else {
        "#9ca3af"
    }
}

/// Pattern that reads on a ground: dark lines on a light one, light lines on a dark one.
pub(super) fn hachure(couleur: &str) -> &'static str {
    if luminance(couleur_sure(couleur)) < 0.18 {
        "fond-hachures-claires"
    } else {
        "fond-hachures"
    }
}

/// Relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2).
pub fn luminance(couleur: &str) -> f64 {
    let canal = |rang: usize| {
        let brut = couleur
            .get(rang..rang + 2)
            .and_then(|t| u8::from_str_radix(t, 16).ok())
            .unwrap_or(128);
        let part = f64::from(brut) / 255.0;
        if part <= 0.040_45 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * canal(1) + 0.7152 * canal(3) + 0.0722 * canal(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hexadecimal_colours_get_through() {
        assert_eq!(couleur_sure("#a1B2c3"), "#a1B2c3");
        assert_eq!(couleur_sure("url(#x)"), "#9ca3af");
        assert_eq!(couleur_sure("#12345é"), "#9ca3af");
    }

    #[test]
    fn hatching_contrasts_with_its_ground() {
        assert_eq!(hachure("#ffffff"), "fond-hachures");
        assert_eq!(hachure("#08306b"), "fond-hachures-claires");
    }
}
