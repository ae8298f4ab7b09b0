//! The splits of which a vintage of a source still gives the undivided commune, from its date, its rows and the inhabitants
//! that it counts.

use std::collections::BTreeSet;

use crate::model::{
    Colonne, ColonneClasse, Dataset, Referentiel, Separation, SourceId, UniteId, Valeur,
};

/// A split as the figures of one vintage of a source may read it: without a figure for the communes re-created.
pub(super) struct Vue {
    /// Rank of the split in the référentiel.
    pub(super) rang: usize,
    pub(super) garde: UniteId,
    pub(super) pieces: Vec<UniteId>,
    /// Whether the list of this vintage is that of before; `None` when nothing dates it.
    pub(super) avant: Option<bool>,
    /// The vintage.
    pub(super) millesime: Option<u16>,
}

/// The columns of a source, which may stack vintages that follow several lists.
struct Lues<'a> {
    source: SourceId,
    numeriques: Vec<&'a Colonne>,
    classes: Vec<&'a ColonneClasse>,
    millesimes: BTreeSet<Option<u16>>,
}

impl<'a> Lues<'a> {
    fn de(d: &'a Dataset, source: SourceId) -> Self {
        let numeriques: Vec<_> = d.de_la_source(source).collect();
        let classes: Vec<_> = d.classes_de(source).collect();
        let ans = numeriques.iter().map(|c| c.millesime);
        let millesimes = ans.chain(classes.iter().map(|c| c.millesime)).collect();
        Self {
            source,
            numeriques,
            classes,
            millesimes,
        }
    }

    fn derniere(&self) -> Option<u16> {
        self.millesimes.last().copied().flatten()
    }

    /// Whether the figures of a vintage tell whom the list of another knows: its own, and what is undated for the latest;
    /// what is undated follows the list of the file.
    fn parle_pour(&self, millesime: Option<u16>, autre: Option<u16>) -> bool {
        let dernier = autre.is_none() && millesime == self.derniere();
        millesime.is_none() || millesime == autre || dernier
    }
}

impl Dataset {
    /// Splits of which a vintage of a source gives nothing for the communes re-created; the référentiel has none.
    ///
    /// A file dated the very day of the split may follow either list: it is taken for the older one. Only the splits of which
    /// `touche` holds for one of the communes are told.
    pub(super) fn vues(&self, source: SourceId, touche: &dyn Fn(UniteId) -> bool) -> Vec<Vue> {
        if source == SourceId(0) {
            return Vec::new();
        }
        let lues = Lues::de(self, source);
        let mut vues = Vec::new();
        for (rang, separation) in self.referentiel.separations.iter().enumerate() {
            let Some((garde, pieces)) = self.referentiel.partage(separation) else {
                continue;
            };
            if pieces.len() < 2 || !pieces.iter().any(|&id| touche(id)) {
                continue;
            }
            let lus = lues.millesimes.iter();
            vues.extend(lus.filter_map(|&millesime| {
                let avant = self.reunit(&lues, separation, garde, &pieces, millesime)?;
                Some(Vue {
                    rang,
                    garde,
                    pieces: pieces.clone(),
                    avant,
                    millesime,
                })
            }));
        }
        vues
    }

    /// Whether a vintage gives nothing for the communes re-created by a split, and then whether its list is that of before.
    fn reunit(
        &self,
        lues: &Lues<'_>,
        separation: &Separation,
        garde: UniteId,
        pieces: &[UniteId],
        millesime: Option<u16>,
    ) -> Option<Option<bool>> {
        if self.confondue(lues.source, pieces, millesime) {
            return Some(Some(true));
        }
        let liste = self.date_de_liste(lues.source, millesime.or_else(|| lues.derniere()));
        // Before the merger that the split undid, the code was that of a part.
        let debut = self.referentiel.origines.get(&separation.de);
        let part = debut.is_some_and(|debut| liste.is_some_and(|jour| jour < *debut));
        let cle = (lues.source, millesime, garde);
        if part && self.fusions_incertaines.contains(&cle) {
            return None;
        }
        let avant = liste.map(|jour| jour <= separation.date && !part);
        // A figure of any column of the vintage proves that the communes re-created were in its list.
        let nommee = pieces
            .iter()
            .filter(|&&piece| piece != garde)
            .any(|&piece| self.parle_de(lues, piece, avant == Some(true), millesime));
        (!nommee).then_some(avant)
    }

    /// Whether a vintage counts nobody in one of these communes: their inhabitants are still under the code kept.
    fn confondue(&self, source: SourceId, pieces: &[UniteId], millesime: Option<u16>) -> bool {
        let mut pieces = pieces.iter();
        pieces.any(|&id| self.sans_habitant.contains(&(source, millesime, id)))
    }

    /// Whether a source has a figure of a unit that tells whom the list of a vintage knows. In a list older than the unit by
    /// its date, a zero, or what could not be read, is no figure: the row is that of a list completed afterwards.
    fn parle_de(&self, lues: &Lues<'_>, id: UniteId, ancien: bool, millesime: Option<u16>) -> bool {
        let chiffre = |c: &Colonne| match c.valeur(id) {
            Valeur::Absente => false,
            Valeur::Rejetee => !ancien,
            Valeur::Connue(x) => !ancien || x != 0.0,
            Valeur::Masquee => true,
        };
        let classe = |c: &ColonneClasse| c.modalite(id).is_some() || !ancien && c.est_rejetee(id);
        let sienne = |autre: Option<u16>| {
            lues.parle_pour(millesime, autre)
                && !self.sans_habitant.contains(&(lues.source, autre, id))
        };
        let mut numeriques = lues.numeriques.iter();
        let mut classes = lues.classes.iter();
        numeriques.any(|c| sienne(c.millesime) && chiffre(c))
            || classes.any(|c| sienne(c.millesime) && classe(c))
    }
}

/// What a column gives for another territory: the split, the unit that has the figure, the communes that share it.
pub(super) fn ecartees<'v>(
    referentiel: &Referentiel,
    vues: impl Iterator<Item = &'v Vue>,
    incertaines: &[UniteId],
    connue: impl Fn(UniteId) -> bool,
) -> Vec<(Option<usize>, UniteId, Vec<UniteId>)> {
    let mut ecartees: Vec<(Option<usize>, UniteId, Vec<UniteId>)> = Vec::new();
    for v in vues.filter(|v| connue(v.garde)) {
        if ecartees.iter().any(|(_, garde, _)| *garde == v.garde) {
            continue;
        }
        if v.avant == Some(true) || couvre(referentiel, &connue, v.garde, &v.pieces) {
            ecartees.push((Some(v.rang), v.garde, v.pieces.clone()));
        }
    }
    let incertaines = incertaines.iter().filter(|&&id| connue(id));
    ecartees.extend(incertaines.map(|&id| (None, id, vec![id])));
    ecartees
}

/// Whether a column knows at least half of the other communes of the département: its silence on the communes
/// re-created then means that they did not exist.
pub(super) fn couvre(
    referentiel: &Referentiel,
    connue: &impl Fn(UniteId) -> bool,
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
            connues += usize::from(connue(id));
        }
    }
    toutes > 0 && connues * 2 >= toutes
}
