//! What a figure of the known communes alone may not say: what the truth cannot be, and a zero that nothing bounds.

use crate::model::{Bornes, Statut};

/// Why the figure of the known communes is withheld, in French; `None` when it may stand as a partial one.
///
/// Its bounds are given all the same. A sum of zero without a maximum is not « none »: nothing is known.
#[must_use]
pub(crate) fn retenir(
    valeur: Option<f64>,
    bornes: Option<Bornes>,
    somme: bool,
) -> Option<&'static str> {
    let valeur = valeur?;
    if bornes.is_some_and(|b| !b.contient(valeur)) {
        return Some("le chiffre des seules communes connues sort des bornes possibles");
    }
    let borne_haute = bornes.and_then(|b| b.max).is_some();
    (somme && valeur == 0.0 && !borne_haute)
        .then_some("aucun dans les communes connues, ce qui ne dit rien des autres")
}

/// What is said of a partial figure that nothing bounds.
const NON_BORNE: &str =
    "le poids des autres n'est pas connu, et rien ne borne ce qu'elles y changeraient";

/// The reason of a figure, with that of its missing bounds when it is partial without any.
#[must_use]
pub(crate) fn borne(
    statut: Statut,
    bornes: Option<Bornes>,
    motif: Option<String>,
) -> Option<String> {
    if statut == Statut::Partiel && bornes.is_none() {
        return Some(ajouter(motif, NON_BORNE));
    }
    motif
}

/// A reason after another.
#[must_use]
pub(crate) fn ajouter(motif: Option<String>, dit: &str) -> String {
    motif.map_or_else(|| dit.to_owned(), |m| format!("{m}\u{a0}; {dit}"))
}

/// Share from 0 to 1, a sum that is complete up to rounding being exactly 1; `None` when the whole is empty.
pub(super) fn part(partie: f64, tout: f64) -> Option<f64> {
    (tout > 0.0).then(|| {
        let x = partie / tout;
        if x > 1.0 - 1e-9 { 1.0 } else { x.max(0.0) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_truth_cannot_be_and_a_zero_without_maximum_are_withheld() {
        let bornes = |min, max| Some(Bornes { min, max });
        assert!(retenir(Some(8.0), bornes(Some(9.0), Some(13.0)), true).is_some());
        assert!(retenir(Some(9.0), bornes(Some(9.0), None), true).is_none());
        assert!(retenir(Some(0.0), None, true).is_some());
        assert!(retenir(Some(0.0), bornes(Some(0.0), Some(2.0)), true).is_none());
        // A share of zero is between bounds, a rate of zero is not a count.
        assert!(retenir(Some(0.0), None, false).is_none());
        assert!(retenir(None, None, true).is_none());
    }
}
