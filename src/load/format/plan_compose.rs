//! A key of commune numbers that the column of départements completes: 48 and 095.

use crate::load::format::plan::Plan;
use crate::load::source::code_en_deux::departement_de;
use crate::load::source::tableau::Apercu;

impl Plan {
    /// A key of short commune numbers is completed by the column of départements beside it.
    pub fn compose(&mut self, apercu: &Apercu, entetes: &[String]) {
        let colonne = self.cle.and_then(|p| self.colonnes.get(p)).copied();
        let suite: Vec<&Vec<String>> = apercu.lignes.iter().skip(self.entete + 1).collect();
        let Some((colonne, departement)) =
            colonne.and_then(|c| Some((c, departement_de(entetes, &suite, c)?)))
        else {
            return;
        };
        let place = self.colonnes.iter().position(|c| *c == departement);
        let place = place.unwrap_or_else(|| {
            self.colonnes.push(departement);
            let ecrit = apercu.lignes.get(self.entete);
            let ecrit = ecrit.and_then(|l| l.get(departement));
            self.noms.push(ecrit.cloned().unwrap_or_default());
            self.colonnes.len() - 1
        });
        let cle = self.colonnes.iter().position(|c| *c == colonne);
        self.cle_composee = cle.map(|c| (place, c));
        self.cle = None;
    }
}
