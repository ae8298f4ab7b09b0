//! Outlines of the undivided commune, in files older than a split: they are those of none of the communes of today.
//!
//! Rule: such an outline is drawn once, and for a territory that holds all the communes which share it; never for one of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::date_de_liste;
use super::vues::couvre;
use crate::model::{Contour, ContourReuni, Dataset, DateCivile, Separation, SourceId, UniteId};

impl Dataset {
    /// Sets aside the outlines that several communes of today share, those of the program included.
    pub fn ecarte_les_contours_reunis(&mut self) {
        for (garde, pieces) in self.reunis(&self.contours) {
            let contour = self.contours.remove(&garde);
            self.reunit_le_contour(garde, pieces, contour);
        }
        for (garde, pieces) in self.reunis(&self.esquisses) {
            let contour = self.esquisses.remove(&garde);
            self.reunit_le_contour(garde, pieces, contour);
        }
    }

    fn reunit_le_contour(
        &mut self,
        garde: UniteId,
        pieces: Vec<UniteId>,
        contour: Option<Contour>,
    ) {
        let reuni = contour.map(|contour| ContourReuni { pieces, contour });
        self.contours_reunis.extend(reuni.map(|r| (garde, r)));
    }

    /// Among some outlines, those older than a split: the unit that kept the code, and all that share it.
    fn reunis(&self, contours: &BTreeMap<UniteId, Contour>) -> Vec<(UniteId, Vec<UniteId>)> {
        let referentiel = &*self.referentiel;
        let mut reunis: Vec<(UniteId, Vec<UniteId>)> = Vec::new();
        for separation in &referentiel.separations {
            let Some((garde, pieces)) = referentiel.partage(separation) else {
                continue;
            };
            let Some(source) = contours.get(&garde).map(|c| c.source) else {
                continue;
            };
            let dessinee = |id: UniteId| contours.get(&id).is_some_and(|c| c.source == source);
            let separee = pieces.iter().any(|&id| id != garde && dessinee(id));
            let deja = reunis.iter().any(|(autre, _)| *autre == garde);
            let ancien = || {
                self.est_d_avant(source, separation) == Some(true)
                    || couvre(referentiel, &dessinee, garde, &pieces)
            };
            if pieces.len() > 1 && !separee && !deja && ancien() {
                reunis.push((garde, pieces));
            }
        }
        reunis
    }

    /// Whether the list of communes of a file is that of before a split, and of after the merger that it undid; `None` when
    /// nothing dates it.
    #[must_use]
    pub fn est_d_avant(&self, source: SourceId, separation: &Separation) -> Option<bool> {
        let jour = self.jour_du_fichier(source)?;
        let debut = self.referentiel.origines.get(&separation.de);
        let part = debut.is_some_and(|debut| jour < *debut);
        Some(jour <= separation.date && !part)
    }

    /// First day of the list of communes of a file, from what it declares, else from its latest year.
    fn jour_du_fichier(&self, source: SourceId) -> Option<DateCivile> {
        let source = self.source(source)?;
        let derniere = source.millesime.rsplit(", ").next()?;
        date_de_liste(source.cog.as_deref(), derniere.parse().ok())
    }

    /// Outlines to draw for a set of communes, the shared ones under the unit that kept the code: those of which the set holds
    /// all the communes and, for what is around it (`alentour`), those of which it holds none.
    #[must_use]
    pub fn traces_de(
        &self,
        ensemble: &BTreeSet<UniteId>,
        alentour: bool,
    ) -> Cow<'_, BTreeMap<UniteId, Contour>> {
        let mut traces = Cow::Borrowed(self.traces());
        for (garde, reuni) in &self.contours_reunis {
            let dedans = reuni
                .pieces
                .iter()
                .filter(|id| ensemble.contains(id))
                .count();
            let voulu = dedans == reuni.pieces.len() || alentour && dedans == 0;
            if voulu && !reuni.pieces.iter().any(|id| self.traces().contains_key(id)) {
                traces.to_mut().insert(*garde, reuni.contour.clone());
            }
        }
        traces
    }

    /// Communes that an outline drawn under the code of one of them is that of; `None` for an outline of its own.
    #[must_use]
    pub fn reunies_sous(&self, unite: UniteId) -> Option<&ContourReuni> {
        let reuni = self.contours_reunis.get(&unite);
        reuni.filter(|_| !self.traces().contains_key(&unite))
    }
}
