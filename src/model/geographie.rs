//! Which list of communes figures follow, and which communes of today they read as a single one.
//!
//! Rule: figures follow the list (COG) that their file declares; else that of 1 January of their own year, as a file may stack
//! years of before and of after a split (an undated figure follows the latest). The rows win over that date: a commune
//! re-created by a split that has a figure of its own in that year was already there.

mod contours;
mod vues;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{
    Colonne, ColonneClasse, Dataset, DateCivile, Referentiel, Separation, SourceId, UniteId, Valeur,
};
use vues::ecartees;

/// Communes of today that figures older than a split give as one, under the code that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ensemble<'a> {
    /// The split.
    pub separation: &'a Separation,
    /// Unit that holds the figure of all.
    pub garde: UniteId,
    /// Whether the file is older than the split, from its date or its rows; else nothing dates it.
    pub certain: bool,
}

impl Ensemble<'_> {
    /// Units of today that share the territory, sorted; the one that holds the figure is among them.
    #[must_use]
    pub fn pieces(&self, referentiel: &Referentiel) -> Vec<UniteId> {
        pieces(referentiel, self.separation, self.garde)
    }
}

impl Referentiel {
    /// Names and codes in a French enumeration: « L'Oie (85165) et Sainte-Florence (85212) ».
    #[must_use]
    pub fn noms_et_codes(&self, unites: &[UniteId]) -> String {
        let connues = unites
            .iter()
            .filter_map(|id| self.unites.get(id.0 as usize));
        let mut noms: Vec<String> = connues.map(|u| format!("{} ({})", u.nom, u.code)).collect();
        let dernier = noms.pop().unwrap_or_default();
        if noms.is_empty() {
            return dernier;
        }
        format!("{} et {dernier}", noms.join(", "))
    }

    /// Communes of today that were one before a split, sorted, after the one that its code leads to.
    #[must_use]
    pub fn partage(&self, separation: &Separation) -> Option<(UniteId, Vec<UniteId>)> {
        let garde = garde(self, separation)?;
        Some((garde, pieces(self, separation, garde)))
    }

    /// Year of the population of several units; `None` when they do not all have the same.
    #[must_use]
    pub fn millesime_commun(&self, unites: impl IntoIterator<Item = UniteId>) -> Option<u16> {
        let mut annees = unites.into_iter().map(|id| self.millesime_de(id));
        let premiere = annees.next()??;
        annees.all(|a| a == Some(premiere)).then_some(premiere)
    }
}

/// First day of the list of communes of a file, from what it declares (« COG 2024 ») or its latest year.
#[must_use]
pub fn date_de_liste(cog: Option<&str>, derniere_annee: Option<u16>) -> Option<DateCivile> {
    let declaree = cog.and_then(|texte| {
        let mut groupes = texte.split(|c: char| !c.is_ascii_digit());
        groupes.find(|g| g.len() == 4)?.parse().ok()
    });
    DateCivile::premier_janvier(declaree.or(derniere_annee)?)
}

/// Unit that the code of a commune before its split leads to today.
fn garde(referentiel: &Referentiel, separation: &Separation) -> Option<UniteId> {
    let code = separation.de;
    let actuelle = referentiel.par_code(code);
    actuelle.or_else(|| referentiel.anciens.get(&code).map(|a| a.vers))
}

fn pieces(referentiel: &Referentiel, separation: &Separation, garde: UniteId) -> Vec<UniteId> {
    let vers = separation.vers.iter();
    let mut ids: Vec<UniteId> = vers.filter_map(|&c| referentiel.par_code(c)).collect();
    ids.push(garde);
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Dataset {
    /// Numeric columns of a source.
    fn de_la_source(&self, source: SourceId) -> impl Iterator<Item = &Colonne> {
        let toutes = self.colonnes.values().flat_map(|ans| ans.values());
        toutes.filter(move |c| c.source == source)
    }

    /// Columns of classes of a source.
    fn classes_de(&self, source: SourceId) -> impl Iterator<Item = &ColonneClasse> {
        let toutes = self.classes.values().flat_map(|ans| ans.values());
        toutes.filter(move |c| c.source == source)
    }

    /// First day of the list of communes that a source follows for a year; `None` when nothing says it.
    fn date_de_liste(&self, source: SourceId, annee: Option<u16>) -> Option<DateCivile> {
        let cog = self.source(source).and_then(|s| s.cog.as_deref());
        date_de_liste(cog, annee)
    }

    /// Communes of today to which a column gives one class, its file being older than their split, when `touche` holds for
    /// one of them.
    pub fn ensembles_de_classe(
        &self,
        colonne: &ColonneClasse,
        touche: impl Fn(UniteId) -> bool,
    ) -> impl Iterator<Item = Ensemble<'_>> {
        let ecartes = colonne.autres.iter();
        let ecartes = ecartes.filter(|a| a.pieces.iter().any(|&id| touche(id)));
        let trouves: Vec<_> = ecartes
            .filter_map(|a| self.ensemble(a.separation?, a.garde, true))
            .collect();
        trouves.into_iter()
    }

    fn ensemble(&self, rang: usize, garde: UniteId, certain: bool) -> Option<Ensemble<'_>> {
        let separation = self.referentiel.separations.get(rang)?;
        Some(Ensemble {
            separation,
            garde,
            certain,
        })
    }

    /// Communes of today that a column reads as one, its file being older than their split, or perhaps when nothing dates it.
    #[must_use]
    pub fn ensembles(&self, colonne: &Colonne) -> Vec<Ensemble<'_>> {
        self.ensembles_parmi(colonne, &|_| true)
    }

    /// The same, when `touche` holds for one of them.
    #[must_use]
    pub fn ensembles_parmi(
        &self,
        colonne: &Colonne,
        touche: &dyn Fn(UniteId) -> bool,
    ) -> Vec<Ensemble<'_>> {
        let ecartes = colonne.autres.iter();
        let ecartes = ecartes.filter(|a| a.pieces.iter().any(|&id| touche(id)));
        let ecartes = ecartes.filter_map(|a| self.ensemble(a.separation?, a.garde, true));
        let vues = self.vues(colonne.source, touche).into_iter();
        let douteux = vues
            .filter(|v| v.avant.is_none() && v.millesime == colonne.millesime)
            .filter(|v| colonne.valeur(v.garde) != Valeur::Absente)
            .filter_map(|v| self.ensemble(v.rang, v.garde, false));
        ecartes.chain(douteux).collect()
    }

    /// Sets aside the figures that their file gives for another territory than the commune of today: the whole of before a
    /// split, or perhaps a part of before a merger. Nothing is guessed of a file that neither its date nor its rows place.
    pub fn ecarte_les_autres_territoires(&mut self) {
        let toutes = (1..self.sources.len()).map(SourceId).collect();
        self.ecarte_les_autres_territoires_de(&toutes);
    }

    /// The same for some sources, of which the columns have changed: those of a source depend on no other.
    pub fn ecarte_les_autres_territoires_de(&mut self, sources: &BTreeSet<SourceId>) {
        let numeriques = self.colonnes.values_mut().flat_map(|ans| ans.values_mut());
        let siennes = numeriques.filter(|c| sources.contains(&c.source));
        siennes.for_each(Colonne::reprend);
        let classes = self.classes.values_mut().flat_map(|ans| ans.values_mut());
        let siennes = classes.filter(|c| sources.contains(&c.source));
        siennes.for_each(ColonneClasse::reprend);
        for source in sources.iter().copied() {
            let vues = self.vues(source, &|_| true);
            let incertaines = &self.fusions_incertaines;
            if vues.is_empty() && !incertaines.iter().any(|(s, ..)| *s == source) {
                continue;
            }
            let referentiel = Arc::clone(&self.referentiel);
            let a_ecarter = |millesime, connue: &dyn Fn(UniteId) -> bool| {
                let siennes = incertaines.iter();
                let siennes: Vec<UniteId> = siennes
                    .filter(|(s, an, _)| (*s, *an) == (source, millesime))
                    .map(|(_, _, id)| *id)
                    .collect();
                let vues = vues.iter().filter(|v| v.millesime == millesime);
                let vues = vues.filter(|v| !siennes.contains(&v.garde));
                ecartees(&referentiel, vues, &siennes, connue)
            };
            let numeriques = self.colonnes.values_mut().flat_map(|ans| ans.values_mut());
            for colonne in numeriques.filter(|c| c.source == source) {
                let connue = |id| colonne.valeur(id) != Valeur::Absente;
                for (rang, garde, pieces) in a_ecarter(colonne.millesime, &connue) {
                    colonne.ecarte(rang, garde, pieces);
                }
            }
            let classes = self.classes.values_mut().flat_map(|ans| ans.values_mut());
            for colonne in classes.filter(|c| c.source == source) {
                let connue = |id| colonne.modalite(id).is_some();
                for (rang, garde, pieces) in a_ecarter(colonne.millesime, &connue) {
                    colonne.ecarte(rang, garde, pieces);
                }
            }
        }
    }
}
