//! A tiling of the country without overlap: a city or its arrondissements municipaux, never both.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Contour, Forme, Genre, Passage, Referentiel, UniteId};

/// Units that do not overlap, each with the outlines it is made of.
#[derive(Debug, Clone, Default)]
pub struct Maille<'a> {
    /// Unit of each outline, in order.
    unites: Vec<UniteId>,
    formes: Vec<&'a Forme>,
    /// Bridges between two of its units.
    passages: Vec<Passage>,
}

impl<'a> Maille<'a> {
    /// The tiling that suits a set of units.
    ///
    /// Paris, Lyon and Marseille are cities, unless the set holds some of their arrondissements (and their outlines are
    /// known): the arrondissements then take the place of the city. A city without outline of its own is made of the
    /// outlines of its arrondissements.
    #[must_use]
    pub fn new(
        referentiel: &Referentiel,
        contours: &'a BTreeMap<UniteId, Contour>,
        ensemble: &BTreeSet<UniteId>,
    ) -> Self {
        let eclatees = villes_eclatees(referentiel, contours, ensemble);
        let mut places: Vec<(UniteId, &'a Forme)> = Vec::with_capacity(contours.len());
        for (&id, contour) in contours {
            let unite = referentiel.unite(id);
            let place = match (unite.genre, unite.parent) {
                (Genre::Arrondissement, Some(ville)) if eclatees.contains(&ville) => Some(id),
                (Genre::Arrondissement, Some(ville)) => {
                    (!contours.contains_key(&ville)).then_some(ville)
                }
                _ => (!eclatees.contains(&id)).then_some(id),
            };
            places.extend(place.map(|place| (place, &contour.geometrie)));
        }
        // The outlines of the arrondissements of a city stay in their order.
        places.sort_by_key(|(id, _)| *id);
        let (unites, formes) = places.into_iter().unzip();
        let mut maille = Self {
            unites,
            formes,
            passages: Vec::new(),
        };
        let dedans = |p: &&Passage| maille.contient(p.de) && maille.contient(p.vers);
        maille.passages = referentiel
            .passages
            .iter()
            .filter(dedans)
            .cloned()
            .collect();
        maille
    }

    /// Bridges between two of its units, which are neighbours whatever their borders.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// Units of the tiling and their outlines, in order.
    pub fn formes(&self) -> impl Iterator<Item = (UniteId, &[&'a Forme])> {
        let suites = self.unites.chunk_by(|a, b| a == b);
        let suites = suites.scan(0, |fin, suite| {
            let debut = std::mem::replace(fin, *fin + suite.len());
            Some((*suite.first()?, self.formes.get(debut..*fin)?))
        });
        suites.fuse()
    }

    /// Outlines of a unit; empty when it is not in the tiling.
    #[must_use]
    pub fn forme(&self, id: UniteId) -> &[&'a Forme] {
        let debut = self.unites.partition_point(|autre| *autre < id);
        let siennes = self
            .unites
            .iter()
            .skip(debut)
            .take_while(|autre| **autre == id);
        let fin = debut + siennes.count();
        self.formes.get(debut..fin).unwrap_or_default()
    }

    /// Whether the tiling holds the unit.
    #[must_use]
    pub fn contient(&self, id: UniteId) -> bool {
        self.unites.binary_search(&id).is_ok()
    }
}

/// Cities read through their arrondissements.
fn villes_eclatees(
    referentiel: &Referentiel,
    contours: &BTreeMap<UniteId, Contour>,
    ensemble: &BTreeSet<UniteId>,
) -> BTreeSet<UniteId> {
    ensemble
        .iter()
        .filter(|id| contours.contains_key(id))
        .filter_map(|&id| referentiel.unite(id).parent)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::{PARIS, PARIS_1, PARIS_2, VOISINE, france};

    fn ids(maille: &Maille) -> Vec<UniteId> {
        maille.formes().map(|(id, _)| id).collect()
    }

    #[test]
    fn a_city_or_its_arrondissements_never_both() {
        let d = france();
        let ville = Maille::new(&d.referentiel, &d.contours, &BTreeSet::from([VOISINE]));
        assert!(ville.contient(PARIS) && !ville.contient(PARIS_1));
        let eclatee = Maille::new(&d.referentiel, &d.contours, &BTreeSet::from([PARIS_1]));
        assert!(!eclatee.contient(PARIS) && eclatee.contient(PARIS_1) && eclatee.contient(PARIS_2));
        assert_eq!(ids(&ville).len() + 1, ids(&eclatee).len());
    }

    #[test]
    fn a_city_without_outline_is_made_of_its_arrondissements() {
        let mut d = france();
        d.contours.remove(&PARIS);
        let maille = Maille::new(&d.referentiel, &d.contours, &BTreeSet::from([PARIS]));
        assert_eq!(maille.forme(PARIS).len(), 2);
        assert!(!maille.contient(PARIS_1));
    }
}
