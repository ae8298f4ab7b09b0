//! Rows and cells that are not used, with where they are and why.

use crate::load::source::normalise::affichable;
use crate::load::source::tableau::Ligne;
use crate::load::table::lignes::Lignes;
use crate::model::{Rejet, UniteId};

impl Lignes<'_> {
    /// Sets a row or a cell aside.
    pub(in crate::load) fn rejette(
        &mut self,
        l: &Ligne<'_>,
        place: Option<usize>,
        valeur: &str,
        motif: String,
        commune: Option<UniteId>,
    ) {
        let motif = if self.est_entite() {
            format!("entité n° {} : {motif}", l.numero)
        } else {
            motif
        };
        self.table.rejets.push(Rejet {
            fichier: self.fichier.to_owned(),
            ligne: l.numero,
            colonne: place
                .and_then(|p| self.plan.noms.get(p))
                .map(|n| affichable(n, 80)),
            valeur: affichable(valeur, 80),
            motif,
            commune: commune.map(|u| self.referentiel.unite(u).code),
        });
    }
}
