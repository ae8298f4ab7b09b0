//! French numbers for the sentences of the report.

/// A number with `decimales` decimals: U+202F between thousands, comma, U+2212 for minus.
#[must_use]
pub fn nombre(valeur: f64, decimales: usize) -> String {
    format!("{valeur:.decimales$}")
}
