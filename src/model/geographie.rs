//! Which list of communes figures follow, and which communes of today they read as a single one.
//!
//! Rule: figures follow the list (COG) that their file declares; else that of 1 January of the latest year of the file. The
//! rows of the file win over that date: a commune re-created by a split that has a figure of its own was already there.

use super::{Colonne, Dataset, DateCivile, Referentiel, Separation, SourceId, UniteId, Valeur};

/// Communes of today that figures older than a split give as one, under the code that was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ensemble<'a> {
    /// The split.
    pub separation: &'a Separation,
    /// Unit that holds the figure of all.
    pub garde: UniteId,
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

    /// First day of the list of communes that a source follows; `None` when nothing says it.
    #[must_use]
    pub fn date_de_liste(&self, source: SourceId) -> Option<DateCivile> {
        let derniere = self.de_la_source(source).filter_map(|c| c.millesime).max();
        date_de_liste(self.source(source).and_then(|s| s.cog.as_deref()), derniere)
    }

    /// Communes of today that a column reads as one, its file being older than their split.
    ///
    /// The référentiel itself never does. A file dated the very day of the split may follow either list: without a figure
    /// for the communes re-created, it is taken for the older one.
    #[must_use]
    pub fn ensembles(&self, colonne: &Colonne) -> Vec<Ensemble<'_>> {
        if colonne.source == SourceId(0) {
            return Vec::new();
        }
        let liste = self.date_de_liste(colonne.source);
        let referentiel = &*self.referentiel;
        let mut trouves = Vec::new();
        for separation in &referentiel.separations {
            let Some(garde) = garde(referentiel, separation) else {
                continue;
            };
            let pieces = pieces(referentiel, separation, garde);
            // A figure of any column of the file proves that the communes re-created were in its list.
            let nommee = |id: UniteId| {
                let mut colonnes = self.de_la_source(colonne.source);
                colonnes.any(|c| c.valeur(id) != Valeur::Absente)
            };
            let seule = colonne.valeur(garde) != Valeur::Absente
                && pieces.iter().all(|&p| p == garde || !nommee(p));
            // Before the merger that the split undid, the code was that of a part.
            let debut = referentiel.origines.get(&separation.de);
            let part = debut.is_some_and(|debut| liste.is_some_and(|jour| jour < *debut));
            let avant = liste.is_none_or(|jour| jour <= separation.date) && !part;
            let incertaine = (colonne.source, garde);
            if part && self.fusions_incertaines.contains(&incertaine) {
                continue;
            }
            if pieces.len() > 1 && seule && (avant || couvre(referentiel, colonne, garde, &pieces))
            {
                trouves.push(Ensemble { separation, garde });
            }
        }
        trouves
    }
}

/// Whether a column knows at least half of the other communes of the département: its silence on the communes
/// re-created then means that they did not exist.
fn couvre(
    referentiel: &Referentiel,
    colonne: &Colonne,
    garde: UniteId,
    pieces: &[UniteId],
) -> bool {
    let Some(departement) = referentiel.unites.get(garde.0 as usize) else {
        return false;
    };
    let (mut connues, mut toutes) = (0_usize, 0_usize);
    for id in referentiel.communes_du_departement(departement.departement) {
        if !pieces.contains(&id) {
            toutes += 1;
            connues += usize::from(colonne.valeur(id) != Valeur::Absente);
        }
    }
    toutes > 0 && connues * 2 >= toutes
}
