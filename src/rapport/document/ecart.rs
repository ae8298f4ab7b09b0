//! A figure in words with all its marks, and its gap to the reference, said only when it means something.

use super::contexte::Contexte;
use crate::model::{Comparateur, Indicateur, Statut};
use crate::rapport::constats::difference;
use crate::rapport::mots::Chiffre;

/// A gap to the reference.
pub(super) struct Ecart<'i> {
    /// The territory compared with.
    pub repere: &'i Comparateur,
    /// Percent of the value of the reference.
    pub pourcent: f64,
    /// « 23 % de moins », « 3,2 points de plus », « autant ».
    pub texte: String,
}

/// The gap of a figure that is wholly known to the reference; none when the interval of a rate on few cases holds it.
pub(super) fn ecart<'i>(contexte: &Contexte<'_>, i: &'i Indicateur) -> Option<Ecart<'i>> {
    let valeur = i.valeur.filter(|_| i.statut == Statut::Publie)?;
    let (repere, reference) = contexte.reference(i)?;
    let holds = |[bas, haut]: [f64; 2]| bas <= reference && reference <= haut;
    let pourcent = 100.0 * (valeur / reference - 1.0);
    if i.intervalle.is_some_and(holds) || !pourcent.is_finite() {
        return None;
    }
    Some(Ecart {
        repere,
        pourcent,
        texte: difference(i, valeur, reference),
    })
}

/// The figure of the territory, and how far it can be trusted.
pub(super) fn ici(i: &Indicateur) -> String {
    let chiffre = Chiffre::du_perimetre(i);
    precise(&chiffre, marque(&chiffre, ""))
}

/// The same elsewhere: « ° » when its publisher gives it, « * » when it is that of some communes.
pub(super) fn ailleurs(i: &Indicateur, c: &Comparateur) -> String {
    precise(&Chiffre::compare(i, c), marque_ailleurs(i, c))
}

/// The figure elsewhere with its marks only: what a narrow column holds.
pub(super) fn marque_ailleurs(i: &Indicateur, c: &Comparateur) -> String {
    let publie = if c.publie.is_some() { "°" } else { "" };
    marque(&Chiffre::compare(i, c), publie)
}

fn marque(chiffre: &Chiffre<'_>, publie: &str) -> String {
    let partiel = if chiffre.partiel_sans_le_dire() {
        "*"
    } else {
        ""
    };
    format!("{}{publie}{partiel}", chiffre.texte())
}

fn precise(chiffre: &Chiffre<'_>, mut texte: String) -> String {
    if let Some(precision) = chiffre.precision_courte() {
        texte.push_str(&format!(" ({precision})"));
    }
    texte
}
