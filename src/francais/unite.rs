//! A number with its unit, and what is known of a number that is not published: its bounds.

use super::{ESPACE_INSECABLE, nombre};

/// A number and its unit, never separated at the end of a line: `1 234 habitants`; the number alone without unit.
#[must_use]
pub fn avec_unite(valeur: f64, decimales: u8, unite: &str) -> String {
    let texte = nombre(valeur, usize::from(decimales));
    if unite.is_empty() {
        texte
    } else {
        format!("{texte}{ESPACE_INSECABLE}{unite}")
    }
}

/// A number and its unit in a table, where a long unit is said beside the label: `12,3 %`, `8,5`.
#[must_use]
pub fn avec_unite_courte(valeur: f64, decimales: u8, unite: &str) -> String {
    avec_unite(valeur, decimales, unite_collee(unite))
}

/// The unit that sticks to its number: `%` for every kind of percentage, a short unit, else nothing.
fn unite_collee(unite: &str) -> &str {
    if unite.starts_with('%') {
        "%"
    } else if unite_courte(unite) {
        unite
    } else {
        ""
    }
}

/// Whether a unit is short enough to stick to its number: %, €, km, km², ans.
#[must_use]
pub fn unite_courte(unite: &str) -> bool {
    !unite.is_empty() && unite.chars().count() <= 3
}

/// Whether the unit must be written beside the label: neither stuck to the number nor already in the label.
#[must_use]
pub fn unite_dite(libelle: &str, unite: &str) -> bool {
    !unite.is_empty()
        && unite != "nombre"
        && !unite_courte(unite)
        && !libelle.to_lowercase().contains(&unite.to_lowercase())
}

/// « entre 16,3 et 36,1 % », « au moins 12 », « au plus 5 »; `None` when neither bound says anything.
///
/// A bound that is not finite is not known; percentages of a whole say nothing from 0 to 100.
#[must_use]
pub fn entre([bas, haut]: [f64; 2], decimales: u8, unite: &str) -> Option<String> {
    let unite = unite_collee(unite);
    let ecrit = |x: f64| nombre(x, usize::from(decimales));
    let mesure = |x: f64| avec_unite(x, decimales, unite);
    let tout = unite == "%" && bas <= 0.0 && haut >= 100.0;
    match (bas.is_finite(), haut.is_finite()) {
        (true, true) if tout || bas > haut => None,
        (true, true) if ecrit(bas) == ecrit(haut) => Some(mesure(bas)),
        (true, true) => Some(format!("entre {} et {}", ecrit(bas), mesure(haut))),
        (true, false) => (bas != 0.0).then(|| format!("au moins {}", mesure(bas))),
        (false, true) => Some(format!("au plus {}", mesure(haut))),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_keeps_its_sign_whatever_its_unit_says() {
        assert_eq!(
            avec_unite_courte(-0.06, 2, "% par an"),
            "\u{2212}0,06\u{A0}%"
        );
        assert!(!unite_dite("Nombre de médecins", "nombre"));
        assert!(!unite_dite(
            "Pharmacies pour 10 000 habitants",
            "pour 10 000 habitants"
        ));
        assert!(unite_dite("Population municipale", "habitants"));
        assert!(!unite_dite("Surface", "km²"));
    }

    #[test]
    fn a_long_unit_stays_with_the_label() {
        assert_eq!(avec_unite_courte(12.0, 0, "%"), "12\u{A0}%");
        assert_eq!(avec_unite_courte(12.0, 0, "habitants"), "12");
        assert_eq!(avec_unite(12.0, 0, "habitants"), "12\u{a0}habitants");
        assert_eq!(avec_unite(12.0, 0, ""), "12");
    }

    #[test]
    fn bounds_are_said_whole_half_or_not_at_all() {
        for (bornes, unite, dit) in [
            ([16.3, 36.1], "%", Some("entre 16,3 et 36,1\u{a0}%")),
            ([12.0, f64::INFINITY], "habitants", Some("au moins 12,0")),
            ([f64::NEG_INFINITY, 5.0], "", Some("au plus 5,0")),
            ([3.01, 3.02], "%", Some("3,0\u{a0}%")),
            ([0.0, 100.0], "%", None),
            ([0.0, f64::INFINITY], "", None),
            ([f64::NEG_INFINITY, f64::INFINITY], "", None),
            ([f64::NAN, f64::NAN], "", None),
        ] {
            assert_eq!(entre(bornes, 1, unite).as_deref(), dit);
        }
    }
}
