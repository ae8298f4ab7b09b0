//! What a proposal gains and loses against the first one.

use crate::francais::{denombre, enumerer, nombre, signe};
use crate::model::Proposition;

/// Under this, a difference of mean distance is not told, kilometres.
const ECART_KM: f64 = 0.05;
/// Differences in a sentence.
const DITS: usize = 4;

/// Against the first: nearer or farther, more or less cut, more or less equal.
pub(super) fn face_a(premiere: &Proposition, p: &Proposition) -> String {
    let mut ecarts = Vec::new();
    let km = p.distance_moyenne_km - premiere.distance_moyenne_km;
    if km.abs() >= ECART_KM {
        let sens = if km < 0.0 { "de moins" } else { "de plus" };
        ecarts.push(format!("{}\u{a0}km {sens} en moyenne", nombre(km.abs(), 2)));
    }
    let epci = p.epci_coupes.len().cast_signed() - premiere.epci_coupes.len().cast_signed();
    if epci != 0 {
        let sens = if epci < 0 { "de moins" } else { "de plus" };
        ecarts.push(format!(
            "{} {sens}",
            denombre(epci.unsigned_abs(), "EPCI coupé", "EPCI coupés")
        ));
    }
    let separes = |p: &Proposition| p.epci_coupes.iter().map(|z| z.separes).sum::<f64>();
    let ecart = separes(p) - separes(premiere);
    if ecart.abs() >= 1.0 {
        ecarts.push(format!(
            "{} habitants séparés du gros de leur EPCI",
            signe(ecart, 0)
        ));
    }
    if let (Some(ici), Some(la)) = (etendue(p), etendue(premiere)) {
        let sens = if ici < la {
            "plus égales"
        } else {
            "moins égales"
        };
        if (ici - la).abs() > 0.05 {
            ecarts.push(format!(
                "populations {sens} (1 à {} au lieu de 1 à {})",
                nombre(ici, 1),
                nombre(la, 1)
            ));
        }
    }
    if ecarts.is_empty() {
        return "Autre découpage, de même valeur que la proposition 1.".to_owned();
    }
    format!(
        "Par rapport à la proposition 1\u{a0}: {}.",
        enumerer(&ecarts, DITS)
    )
}

/// How many times the smallest new group is in the largest.
fn etendue(p: &Proposition) -> Option<f64> {
    let bas = p.plus_petit.filter(|bas| *bas > 0.0)?;
    Some(p.plus_grand? / bas)
}
