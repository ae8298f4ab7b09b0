//! Sparse files: a commune without a row has zero, but only where the file speaks, where the commune existed and where
//! no rejected row may be about it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::load::table::resultat::Table;
use crate::model::lecture::se_lit;
use crate::model::{DateCivile, Genre, Referentiel, UniteId, Valeur};
use crate::texte_toml;

const SEUILS: &str = include_str!("creux.toml");

/// Our own choices about sparse files and about cities.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seuils {
    /// Share of the population of a département from which a file is whole there.
    couverture: Seuil,
    /// Relative gap between a city and its arrondissements that is tolerated.
    pub(super) ecart_ville: Seuil,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
pub(super) struct Seuil {
    pub(super) valeur: f64,
    unite: String,
    reference: String,
    date: String,
    confiance: String,
}

/// The embedded thresholds.
pub(super) fn seuils() -> Option<Seuils> {
    texte_toml::lire(SEUILS, "creux.toml").ok()
}

/// Writes the zeros of a sparse table, whose list of communes is that of a day (absent when nothing says it).
///
/// A département is filled when the communes that have a row (of any type) hold enough of its population; elsewhere the
/// file is an extract, and only a commune that has a row of its own has zeros. An arrondissement has none when its city
/// has a row. A file of the user whose rows are counted (`comptee`) is declared sparse by its descriptor: one row is enough.
/// A commune re-created by a split is filled when the list of the file knows it for sure: from the day after
/// the split on, or by a row of its own.
pub fn remplit(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    comptee: bool,
    table: &mut Table,
) {
    let Some(seuils) = seuils() else {
        return;
    };
    let vues: BTreeSet<UniteId> = referentiel
        .ids()
        .filter(|&id| table.vues.contains(&id) || table.series.values().any(|v| connue(v, id)))
        .collect();
    let parts = parts_lues(referentiel, &vues);
    let entier = |d: &usize| {
        parts
            .get(d)
            .is_some_and(|p| comptee || *p >= seuils.couverture.valeur)
    };
    let parle = |id: &UniteId| {
        let unite = referentiel.unite(*id);
        (entier(&unite.departement) || vues.contains(id))
            && unite.genre != Genre::CommuneCom
            && unite.parent.is_none_or(|ville| !vues.contains(&ville))
            && se_lit(referentiel, *id, |id| vues.contains(&id))
    };
    let parlees: Vec<UniteId> = referentiel.ids().filter(parle).collect();
    table.extraits = parts
        .iter()
        .filter(|(d, _)| !entier(d))
        .map(|(d, p)| (*d, *p))
        .collect();
    let inconnues = std::mem::take(&mut table.inconnues);
    let incertaines = retablies(referentiel, liste, &vues);
    for (cle, valeurs) in &mut table.series {
        for &id in &parlees {
            if let Some(place) = valeurs.get_mut(id.0 as usize)
                && *place == Valeur::Absente
                && !incertaines.contains(&id)
                && !inconnues.sans_chiffre.contains(&(cle.clone(), id))
            {
                *place = if inconnues.concerne(referentiel, cle, id) {
                    Valeur::Rejetee
                } else {
                    Valeur::Connue(0.0)
                };
            }
        }
    }
    table.inconnues = inconnues;
}

/// Communes re-created by a split, of which the file may still give the figures under the code that was kept.
fn retablies(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    vues: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let mut incertaines = BTreeSet::new();
    for separation in &referentiel.separations {
        let autres = separation.vers.iter().filter(|&&c| c != separation.de);
        let autres: Vec<UniteId> = autres.filter_map(|&c| referentiel.par_code(c)).collect();
        let connue = autres.iter().any(|id| vues.contains(id));
        if !connue && liste.is_none_or(|jour| jour <= separation.date) {
            incertaines.extend(autres);
        }
    }
    incertaines
}

/// Communes re-created by a split that the list of a file may still count in the commune that kept the code.
pub fn detachees(
    referentiel: &Referentiel,
    liste: Option<DateCivile>,
    vues: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    let origine_vue = |id: &UniteId| {
        let code = referentiel.unite(*id).code;
        let mut siennes = referentiel.separations.iter();
        siennes.any(|s| {
            s.vers.contains(&code)
                && referentiel
                    .par_code(s.de)
                    .is_some_and(|de| vues.contains(&de))
        })
    };
    let mut detachees = retablies(referentiel, liste, vues);
    detachees.retain(origine_vue);
    detachees
}

/// Share of the population of each département that lives where the file has a row; a commune whose population nobody
/// gives counts for one inhabitant.
fn parts_lues(referentiel: &Referentiel, vues: &BTreeSet<UniteId>) -> BTreeMap<usize, f64> {
    let mut sommes: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for id in referentiel.ids() {
        let unite = referentiel.unite(id);
        if unite.genre == Genre::CommuneCom {
            continue;
        }
        let (lue, total) = sommes.entry(unite.departement).or_default();
        let poids = unite.population.map_or(1.0, f64::from);
        let ville = unite.parent;
        if vues.contains(&id) && ville.is_none_or(|v| !vues.contains(&v)) {
            *lue += poids;
        }
        if ville.is_none() {
            *total += poids;
        }
    }
    sommes
        .into_iter()
        .filter(|(_, (lue, total))| *lue > 0.0 && *total > 0.0)
        .map(|(d, (lue, total))| (d, (lue / total).min(1.0)))
        .collect()
}

fn connue(valeurs: &[Valeur], id: UniteId) -> bool {
    valeurs
        .get(id.0 as usize)
        .is_some_and(|v| *v != Valeur::Absente)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_are_shares() {
        let s = seuils().unwrap();
        assert!(s.couverture.valeur > 0.0 && s.couverture.valeur < 0.575);
        assert!(s.ecart_ville.valeur > 0.0 && s.ecart_ville.valeur < 0.01);
    }
}
