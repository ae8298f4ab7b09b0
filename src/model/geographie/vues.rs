//! The splits of which a source still gives the undivided commune, from its date, its rows and the inhabitants that it counts.

use std::collections::BTreeSet;

use crate::model::{Colonne, ColonneClasse, Dataset, Referentiel, SourceId, UniteId, Valeur};

/// A split as a source may read it: without a row for the communes re-created.
pub(super) struct Vue {
    /// Rank of the split in the référentiel.
    pub(super) rang: usize,
    pub(super) garde: UniteId,
    pub(super) pieces: Vec<UniteId>,
    /// Whether the list of the file is that of before; `None` when nothing dates it.
    pub(super) avant: Option<bool>,
    /// Vintages of which the file counts nobody in a commune re-created: the only ones concerned; else all are.
    seulement: Option<BTreeSet<Option<u16>>>,
}

impl Vue {
    pub(super) fn concerne(&self, millesime: Option<u16>) -> bool {
        let vintages = self.seulement.as_ref();
        vintages.is_none_or(|ans| ans.contains(&millesime))
    }
}

impl Dataset {
    /// Splits of which a source gives nothing for the communes re-created; the référentiel has none.
    ///
    /// A file dated the very day of the split may follow either list: it is taken for the older one.
    pub(super) fn vues(&self, source: SourceId) -> Vec<Vue> {
        if source == SourceId(0) {
            return Vec::new();
        }
        let liste = self.date_de_liste(source);
        let referentiel = &*self.referentiel;
        let mut vues = Vec::new();
        for (rang, separation) in referentiel.separations.iter().enumerate() {
            let Some((garde, pieces)) = referentiel.partage(separation) else {
                continue;
            };
            // Before the merger that the split undid, the code was that of a part.
            let debut = referentiel.origines.get(&separation.de);
            let part = debut.is_some_and(|debut| liste.is_some_and(|jour| jour < *debut));
            let incertaine = part && self.fusions_incertaines.contains(&(source, garde));
            let avant = liste.map(|jour| jour <= separation.date && !part);
            // A figure of any column of the file proves that the communes re-created were in its list.
            let confondues = self.confondues(source, &pieces);
            let nommee = pieces
                .iter()
                .any(|&p| p != garde && self.parle_de(source, p, avant == Some(true), &confondues));
            if pieces.len() < 2 {
                continue;
            }
            let vue = |avant, seulement| Vue {
                rang,
                garde,
                pieces: pieces.clone(),
                avant,
                seulement,
            };
            if !confondues.is_empty() {
                vues.push(vue(Some(true), Some(confondues)));
            }
            if !nommee && !incertaine {
                vues.push(vue(avant, None));
            }
        }
        vues
    }

    /// Vintages of which a source counts nobody in one of these communes: their inhabitants are still under the code kept.
    fn confondues(&self, source: SourceId, pieces: &[UniteId]) -> BTreeSet<Option<u16>> {
        let vides = self.sans_habitant.iter();
        vides
            .filter(|(s, _, id)| *s == source && pieces.contains(id))
            .map(|(_, an, _)| *an)
            .collect()
    }

    /// Whether a source has a figure of a unit at another vintage than some. In a file older than the unit by its date, a
    /// zero, or what could not be read, is no figure: the row is that of a list completed afterwards.
    fn parle_de(
        &self,
        source: SourceId,
        id: UniteId,
        ancien: bool,
        sauf: &BTreeSet<Option<u16>>,
    ) -> bool {
        let chiffre = |c: &Colonne| match c.valeur(id) {
            Valeur::Absente => false,
            Valeur::Rejetee => !ancien,
            Valeur::Connue(x) => !ancien || x != 0.0,
            Valeur::Masquee => true,
        };
        let classe = |c: &ColonneClasse| c.modalite(id).is_some() || !ancien && c.est_rejetee(id);
        let mut colonnes = self.de_la_source(source);
        let mut classes = self.classes_de(source);
        colonnes.any(|c| !sauf.contains(&c.millesime) && chiffre(c))
            || classes.any(|c| !sauf.contains(&c.millesime) && classe(c))
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
        if v.avant == Some(true) || couvre(referentiel, &connue, v) {
            ecartees.push((Some(v.rang), v.garde, v.pieces.clone()));
        }
    }
    let incertaines = incertaines.iter().filter(|&&id| connue(id));
    ecartees.extend(incertaines.map(|&id| (None, id, vec![id])));
    ecartees
}

/// Whether a column knows at least half of the other communes of the département: its silence on the communes
/// re-created then means that they did not exist.
fn couvre(referentiel: &Referentiel, connue: &impl Fn(UniteId) -> bool, vue: &Vue) -> bool {
    let Some(departement) = referentiel.unites.get(vue.garde.0 as usize) else {
        return false;
    };
    let (mut connues, mut toutes) = (0_usize, 0_usize);
    for id in referentiel.communes_du_departement(departement.departement) {
        if !vue.pieces.contains(&id) {
            toutes += 1;
            connues += usize::from(connue(id));
        }
    }
    toutes > 0 && connues * 2 >= toutes
}
