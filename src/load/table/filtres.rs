//! What the filters of a format say of a row: kept, of another kind, or impossible to tell.

use crate::load::format::niveau::NiveauPlan;
use crate::load::source::tableau::Ligne;
use crate::load::table::inconnues::Etendue;
use crate::load::table::lignes::Lignes;
use crate::load::table::tri::Tri;
use crate::model::ErreurDonnees;

impl Lignes<'_> {
    /// Whether the row is kept, and whether its figures are hidden.
    pub(in crate::load) fn filtre(&self, l: &Ligne<'_>) -> Tri {
        self.filtre_sauf(l, &[])
    }

    /// The same of a row of a wider level, but for the columns that say it.
    pub(in crate::load) fn filtre_du_niveau(&self, l: &Ligne<'_>, niveau: &NiveauPlan) -> Tri {
        let places: Vec<usize> = niveau.quand.iter().map(|(place, _)| *place).collect();
        self.filtre_sauf(l, &places)
    }

    fn filtre_sauf(&self, l: &Ligne<'_>, sauf: &[usize]) -> Tri {
        let mut masque = false;
        let filtres = self.format.d.filtres.iter().zip(&self.format.formes);
        for ((filtre, forme), place) in filtres.zip(&self.plan.filtres) {
            let place = place.filter(|p| !sauf.contains(p));
            let Some((place, cellule)) = place.and_then(|p| Some((p, l.cellules.get(p)?))) else {
                continue;
            };
            let texte = cellule.en_texte();
            if forme.as_ref().is_some_and(|f| !f.is_match(&texte)) {
                return Tri::Illisible(place);
            }
            if !filtre.valeurs.is_empty() && !filtre.valeurs.iter().any(|v| *v == texte) {
                return Tri::Ecarte;
            }
            if filtre.exclues.iter().any(|v| *v == texte) {
                return Tri::Ecarte;
            }
            masque |= filtre.masquees.iter().any(|v| *v == texte);
        }
        Tri::Garde { masque }
    }

    /// Whether a row has too many cells or too few, and enough of them to be no note under the table; a file without header has rows
    /// of several widths.
    pub(super) fn est_decalee(&self, l: &Ligne<'_>) -> bool {
        !self.plan.sans_entete && l.largeur.is_some_and(|lue| lue * 2 >= self.plan.largeur)
    }

    /// A row that may or may not be one of those kept: rejected, and unknown for its commune.
    pub(super) fn filtre_illisible(
        &mut self,
        l: &Ligne<'_>,
        place: usize,
        premiere: bool,
    ) -> Result<(), ErreurDonnees> {
        let cellule = l.cellules.get(place).map(|c| c.en_texte().into_owned());
        let valeur = cellule.unwrap_or_default();
        self.perd_les_sommes(l);
        let (ou, unite) = match self.commune(l, premiere) {
            Ok((code, unite)) => (Etendue::Commune(unite, code), Some(unite)),
            Err(Some(ou)) => (ou, None),
            Err(None) => return Ok(()),
        };
        self.rejette(l, Some(place), &valeur, "valeur illisible".into(), unite);
        let genre = self.genre(l, unite)?;
        self.perd_les_comptes(l, &ou);
        self.perd(ou, genre);
        Ok(())
    }
}
