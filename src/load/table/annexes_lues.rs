//! What the rows do with what the table says of its columns: powers of ten applied, columns of another unit set aside.

use std::collections::BTreeMap;

use crate::load::format::plan::{Ou, UniteDite};
use crate::load::source::tableau::{Cellule, Ligne};
use crate::load::table::cle::CleSerie;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Refus;

/// Largest power of ten of a row: beyond millions, no figure about a commune is true.
const PUISSANCE_MAX: i32 = 9;

impl Lignes<'_> {
    /// What multiplies the figures of a row.
    ///
    /// # Errors
    /// The power of ten is no whole number.
    pub(super) fn puissance(&self, l: &Ligne<'_>) -> Result<f64, &'static str> {
        let cellule = self.plan.puissance.and_then(|p| l.cellules.get(p));
        let Some(cellule) = cellule.filter(|c| !c.est_vide()) else {
            return Ok(1.0);
        };
        let lue: Option<i32> = cellule.en_texte().trim().parse().ok();
        let bonne = lue.filter(|n| n.abs() <= PUISSANCE_MAX);
        let n = bonne.ok_or("puissance de dix illisible (UNIT_MULT)")?;
        Ok(10f64.powi(n))
    }

    /// A figure with the power of ten of its row.
    pub(super) fn a_la_puissance(
        &self,
        l: &Ligne<'_>,
        x: f64,
        precision: f64,
    ) -> Result<f64, &'static str> {
        let puissance = self.puissance(l)?;
        if puissance == 1.0 {
            return Ok(x);
        }
        Ok((x * puissance * precision).round() / precision)
    }

    /// Series fed by a column, with its rank.
    pub(super) fn series_du_champ(&self, champ: usize) -> Vec<CleSerie> {
        let cibles = self.genres.iter().flatten();
        let siennes = cibles.filter(|c| c.champ == champ).map(|c| c.serie);
        let mut cles: Vec<CleSerie> = siennes
            .filter_map(|s| self.series.get(s))
            .map(|s| s.cle.clone())
            .collect();
        cles.sort_unstable();
        cles.dedup();
        cles
    }

    /// Takes out of the table the columns of counts of which it says another unit.
    pub(super) fn ecarte_les_unites(&mut self) {
        let refuses: BTreeMap<CleSerie, Refus> = self
            .plan
            .unites
            .iter()
            .flat_map(|dite| {
                let champs = self.champs.iter().enumerate();
                let siens = champs.filter(|(_, c)| c.place == dite.place && c.facteur == 1.0);
                siens.map(move |(champ, _)| (champ, dite))
            })
            .flat_map(|(champ, dite)| {
                let entete = self.plan.noms.get(dite.place).cloned();
                let refus = move |cle: CleSerie| {
                    let motif = motif(dite);
                    let entete = entete.clone();
                    (cle.clone(), Refus { cle, entete, motif })
                };
                self.series_du_champ(champ).into_iter().map(refus)
            })
            .collect();
        for (cle, refus) in refuses {
            if self.table.series.remove(&cle).is_some() {
                self.table.refus.push(refus);
            }
        }
    }
}

/// Why a column is not used, and what to do.
fn motif(dite: &UniteDite) -> String {
    let (raison, donnez) = match dite.ou {
        Ou::Autour => (
            format!(
                "«\u{a0}{}\u{a0}», écrit au-dessus ou au-dessous de son titre, dit que ses chiffres ne sont pas un effectif",
                dite.texte
            ),
            "l'effectif",
        ),
        Ou::Effectif => (
            "son titre dit une part ou un taux, et non un effectif".to_owned(),
            "l'effectif",
        ),
        Ou::Pourcentage => (
            "son titre dit un taux pour mille ou davantage, et non un pourcentage".to_owned(),
            "le pourcentage",
        ),
    };
    format!(
        "{raison}. Donnez {donnez}, ou dites ce qu'elle contient par un [[fichier]] de cpts.toml."
    )
}

/// Whether a cell is a text that is no number: a name, a header.
pub(super) fn est_un_mot(cellule: &Cellule<'_>) -> bool {
    matches!(cellule, Cellule::Texte(t) if t.starts_with(char::is_alphabetic))
}
