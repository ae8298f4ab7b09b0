//! What the rows do with columns of counts that have decimals: cells set aside, then the whole column.

use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::decimales::{fautive, motif};
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Refus;

/// Cells shown as rejected for a column that is refused.
const EXEMPLES: usize = 3;
impl Lignes<'_> {
    /// Notes a figure of a column of counts; `true` when it has decimals and is not to be kept.
    pub(in crate::load) fn decimale(
        &mut self,
        l: &Ligne<'_>,
        champ: usize,
        cellule: &Cellule<'_>,
        x: f64,
    ) -> bool {
        let Some(vues) = self.decimales.get_mut(champ) else {
            return false;
        };
        vues.lues += 1;
        if !fautive(cellule, x) {
            return false;
        }
        vues.fautives += 1;
        if vues.premiere.is_none() {
            vues.premiere = Some((l.numero, cellule.en_texte().into_owned()));
        }
        true
    }

    /// Whether the rejected cells of a column are still shown one by one.
    pub(in crate::load) fn montre_decimale(&self, champ: usize) -> bool {
        self.decimales
            .get(champ)
            .is_some_and(|d| d.fautives <= EXEMPLES)
    }

    /// Takes the columns of counts that have decimals out of the table.
    pub(in crate::load) fn ecarte_decimales(&mut self) {
        for (lue, champ) in self.plan.lues.iter().zip(&self.champ_de_lue) {
            let Some(vues) = self.decimales.get(*champ).filter(|d| d.condamne()) else {
                continue;
            };
            let entete = self.plan.noms.get(lue.place);
            let siennes = self
                .table
                .entetes
                .iter()
                .filter(|(_, e)| Some(*e) == entete);
            let cles: Vec<_> = siennes.map(|(cle, _)| cle.clone()).collect();
            for cle in cles {
                if self.table.series.remove(&cle).is_some() {
                    self.table.refus.push(Refus {
                        cle,
                        entete: entete.cloned(),
                        motif: motif(vues),
                    });
                }
            }
        }
    }
}
