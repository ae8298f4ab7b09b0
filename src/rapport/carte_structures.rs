//! Map of the structures that have a point: a symbol by kind, those too near to be told apart counted in one.

use std::collections::{BTreeMap, BTreeSet};

use super::carte_fond::Fond;
use super::cartes::{ClasseCarte, GenreTheme, PointCarte, SymbolePlan, Theme};
use super::plan::StructuresPlan;
use super::tableaux::{Rangees, dans};
use crate::francais::{denombre, joindre};
use crate::geo::Emprise;
use crate::model::{Dataset, Perimetre, Point, SourceId, Structure};

/// Symbols across the longest side of the territory: nearer than that, two of a kind would be drawn one on the other.
const RANGS: f64 = 24.0;
/// Most symbols on a map; beyond, those that are counted in one come from farther.
const SYMBOLES_MAX: usize = 160;
/// Names told of the structures that a symbol stands for.
const NOMS: usize = 4;

/// The structures of the plan that are inside and have a symbol; absent when none has a point.
#[must_use]
pub fn structures(
    fond: &Fond,
    plan: &[StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Theme> {
    if dataset.structures.iter().all(|s| s.point.is_none()) {
        return None;
    }
    let rangees = Rangees::new(plan, dataset, perimetre);
    let mut sortie = Places::default();
    for (genre, siennes) in rangees.iter() {
        let Some(symbole) = &genre.symbole else {
            continue;
        };
        let ici = siennes.iter().filter(|s| dans(dataset, perimetre, s.unite));
        sortie.ajouter((&genre.nom, symbole), ici.copied(), fond);
    }
    if sortie.places.is_empty() {
        return None;
    }
    let note = sortie.note(dataset);
    Some(Theme {
        id: "structures".to_owned(),
        titre: "Structures de santé".to_owned(),
        genre: GenreTheme::Points,
        points: reunir(&sortie.places, fond.cote()),
        classes: sortie.classes,
        note,
        ..Theme::default()
    })
}

/// A structure on the map: its class, its point in metres, its name.
type Place<'a> = (usize, [f64; 2], &'a str);

/// What is found, kind after kind.
#[derive(Default)]
struct Places<'a> {
    classes: Vec<ClasseCarte>,
    places: Vec<Place<'a>>,
    sources: BTreeSet<SourceId>,
    sans_point: usize,
}

impl<'a> Places<'a> {
    fn ajouter(
        &mut self,
        (nom, symbole): (&str, &SymbolePlan),
        siennes: impl Iterator<Item = &'a Structure>,
        fond: &Fond,
    ) {
        let mut situees: Vec<(Point, &Structure)> = Vec::new();
        for s in siennes {
            self.sources.insert(s.source);
            match s.point {
                Some(point) => situees.push((point, s)),
                None => self.sans_point += 1,
            }
        }
        if situees.is_empty() {
            return;
        }
        let classe = self.classes.len();
        let place = |(p, s): &(Point, &'a Structure)| (classe, fond.projeter(*p), s.nom.as_str());
        self.places.extend(situees.iter().map(place));
        self.classes.push(ClasseCarte {
            libelle: format!("{nom} ({})", situees.len()),
            couleur: symbole.couleur.clone(),
            symbole: Some(symbole.forme),
            ..ClasseCarte::default()
        });
    }

    /// Sources, and what is not drawn.
    fn note(&self, dataset: &Dataset) -> String {
        let sources = self.sources.iter().filter_map(|s| dataset.source(*s));
        let sources: Vec<String> = sources
            .map(|s| format!("{}, {}, {}", s.libelle, s.producteur, s.millesime))
            .collect();
        let mut note = format!(
            "Un chiffre dans un symbole dit combien de structures voisines il réunit. Source\u{a0}: {}.",
            sources.join("\u{a0}; ")
        );
        if self.sans_point > 0 {
            let dites = denombre(self.sans_point, "structure", "structures");
            note.push_str(&format!(" {dites} sans coordonnées, non dessinées."));
        }
        note
    }
}

/// Structures of a kind in the same cell of a grid are one symbol at their middle; the cells grow until the symbols are few
/// enough.
fn reunir(places: &[Place<'_>], cote: f64) -> Vec<PointCarte> {
    let mut pas = (cote / RANGS).max(1.0);
    loop {
        let mut cases: BTreeMap<(usize, [i64; 2]), Vec<&Place<'_>>> = BTreeMap::new();
        for place in places {
            cases
                .entry((place.0, place.1.map(|v| case(v, pas))))
                .or_default()
                .push(place);
        }
        if cases.len() <= SYMBOLES_MAX || pas > cote * 2.0 {
            return cases
                .values()
                .filter_map(|siennes| symbole(siennes))
                .collect();
        }
        pas *= 1.5;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "float to integer saturates; cells on Earth are far below"
)]
fn case(v: f64, pas: f64) -> i64 {
    (v / pas).floor() as i64
}

fn symbole(siennes: &[&Place<'_>]) -> Option<PointCarte> {
    let (classe, ..) = siennes.first()?;
    let points = Emprise::de(siennes.iter().map(|(_, p, _)| *p));
    let mut noms: Vec<String> = siennes.iter().map(|(.., n)| (*n).to_owned()).collect();
    noms.retain(|n| !n.is_empty());
    noms.sort();
    if noms.len() > NOMS {
        let reste = noms.len() - NOMS;
        noms.truncate(NOMS);
        noms.push(denombre(reste, "autre", "autres"));
    }
    Some(PointCarte {
        classe: *classe,
        point: points.centre().map(f64::round),
        nombre: siennes.len(),
        texte: joindre(&noms),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// However many structures and wherever they are, each is counted once, in a symbol of its kind, and symbols are few.
        #[test]
        fn each_structure_is_counted_once_and_symbols_are_few(lieux in prop::collection::vec((0..5usize, 0.0..90_000.0f64, 0.0..50_000.0f64), 1..900)) {
            let places: Vec<Place<'_>> = lieux.iter().map(|(c, x, y)| (*c, [*x, *y], "Nom")).collect();
            let points = reunir(&places, 90_000.0);
            prop_assert!(points.len() <= SYMBOLES_MAX);
            for classe in 0..5 {
                let vrais = lieux.iter().filter(|l| l.0 == classe).count();
                let comptes: usize = points.iter().filter(|p| p.classe == classe).map(|p| p.nombre).sum();
                prop_assert_eq!(comptes, vrais);
            }
        }
    }
}
