//! What there is to say of a perimeter, of all that a report finds.

use super::rapport::Regles;
use crate::francais::espacer;
use crate::model::{Constat, Perimetre};
use crate::tri::Tri;

/// What was corrected in what the user wrote, then what is about the perimeter, the most serious first.
#[must_use]
pub fn du_perimetre(perimetre: &Perimetre, tous: &[Constat], regles: &Regles) -> Vec<Constat> {
    let mut constats = perimetre.constats.clone();
    for constat in &mut constats {
        constat.texte = espacer(&constat.texte);
    }
    let trouves = tous.iter().filter(|c| c.id.regle.du_perimetre());
    for constat in trouves {
        if !constats.iter().any(|deja| deja.texte == constat.texte) {
            constats.push(constat.clone());
        }
    }
    regles.severites.appliquer(&mut constats);
    // The rank is that of a finding in a whole report.
    for constat in &mut constats {
        constat.rang = None;
    }
    constats.trie_par_cle(|c| std::cmp::Reverse(c.severite));
    constats
}
