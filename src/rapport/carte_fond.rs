//! The maps of a perimeter: its communes and their neighbours, projected in metres, then one theme per map.

use std::collections::BTreeSet;

use super::carte_themes::{self, Contexte, Place};
use super::carte_trace::{Trace, nom, tracer};
use super::cartes::{Cartes, CommuneCarte, Valeurs};
use crate::geo::simplification;
use crate::geo::{Emprise, Maille, Projection, adjacence, anneaux};
use crate::model::lecture::lieux;
use crate::model::{
    CodeCommune, Dataset, Perimetre, SourceId, SousDensite, UniteId, ZonesBlanches,
};

/// Indicators of which the maps show the value of each unit.
pub const INDICATEURS: [&str; 4] = [
    "apl_mg",
    "densite_population",
    "effectif_mg",
    "revenu_median",
];

/// What is drawn under every map of a perimeter; `None` when not one of its communes has an outline.
///
/// A ring is given without repeating its first vertex at its end; neighbours share exactly the same simplified border.
#[must_use]
pub fn fond(d: &Dataset, perimetre: &Perimetre) -> Option<Fond> {
    let ensemble: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
    let traces = d.traces_de(&ensemble, true);
    let maille = Maille::new(&d.referentiel, &traces, &ensemble);
    let voisines = adjacence::voisines_dans(&maille, &ensemble);
    let unites = ensemble.iter().chain(&voisines).copied();
    let mut fond = Fond::new(&maille, unites, &ensemble);
    for trace in &mut fond.traces {
        let reuni = d.reunies_sous(trace.id);
        trace.reunies = reuni.map(|r| r.pieces.clone()).unwrap_or_default();
    }
    let dedans = |t: &Trace| ensemble.contains(&t.id);
    fond.traces.iter().any(dedans).then_some(fond)
}

/// Map data of the perimeter over its ground.
#[must_use]
pub fn cartes_pour(
    d: &Dataset,
    perimetre: &Perimetre,
    fond: &Fond,
    valeurs: &Valeurs,
    (zones, sous_densite): (&ZonesBlanches, &SousDensite),
) -> Cartes {
    let ensemble: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
    let communes: Vec<CommuneCarte> = fond.communes(d, &ensemble);
    let contexte = Contexte {
        d,
        perimetre,
        places: fond.places(perimetre),
        valeurs,
        zones,
        sous_densite,
    };
    Cartes {
        projection: fond.projection.nom(),
        emprise: fond.emprise(),
        sans_contour: sans_contour(d, &ensemble, fond),
        communes,
        themes: carte_themes::themes(&contexte),
        source: source(d, fond),
    }
}

/// What is drawn under every theme: outlines of the perimeter and of its neighbours.
pub struct Fond {
    projection: Projection,
    traces: Vec<Trace>,
}

impl Fond {
    /// Projects and simplifies the units that have an outline; the projection is that of the perimeter.
    fn new(
        maille: &Maille,
        unites: impl Iterator<Item = UniteId>,
        ensemble: &BTreeSet<UniteId>,
    ) -> Self {
        let projection = Projection::pour(&emprise_en_degres(maille, ensemble));
        let mut traces: Vec<Trace> = unites
            .filter_map(|id| tracer(id, maille.forme(id), &projection))
            .collect();
        let bruts: Vec<_> = traces
            .iter_mut()
            .map(|t| std::mem::take(&mut t.anneaux))
            .collect();
        let legers = simplification::simplifier(&bruts, simplification::BUDGET);
        for (trace, anneaux) in traces.iter_mut().zip(legers.formes) {
            trace.anneaux = anneaux;
        }
        traces.retain(|t| !t.anneaux.is_empty());
        Self { projection, traces }
    }

    /// Units drawn.
    pub fn unites(&self) -> impl Iterator<Item = UniteId> + '_ {
        self.traces.iter().map(|t| t.id)
    }

    /// Communes of the perimeter first, each group by code: the order in which the units were given.
    fn communes(&self, d: &Dataset, ensemble: &BTreeSet<UniteId>) -> Vec<CommuneCarte> {
        let commune = |t: &Trace| {
            let unite = d.referentiel.unite(t.id);
            CommuneCarte {
                code: unite.code,
                nom: nom(d, t),
                dans_perimetre: ensemble.contains(&t.id),
                anneaux: t.anneaux.clone(),
                centre: t.centre,
            }
        };
        self.traces.iter().map(commune).collect()
    }

    fn places(&self, perimetre: &Perimetre) -> Vec<Place> {
        let place = |t: &Trace| Place {
            id: t.id,
            part: Some(perimetre.part(t.id)).filter(|p| *p > 0.0),
        };
        let seules = self.traces.iter().filter(|t| t.reunies.is_empty());
        seules.map(place).collect()
    }

    fn emprise(&self) -> [f64; 4] {
        let sommets = self.traces.iter().flat_map(|t| t.anneaux.iter().flatten());
        let e = Emprise::de(sommets.copied());
        [e.min[0], e.min[1], e.max[0], e.max[1]]
    }
}

/// Box of the outlines of the perimeter, degrees.
fn emprise_en_degres(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> Emprise {
    let points = ensemble
        .iter()
        .flat_map(|&id| maille.forme(id))
        .flat_map(|g| anneaux(g))
        .flat_map(|a| a.0.iter().map(|c| [c.x, c.y]));
    Emprise::de(points)
}

/// Communes of the perimeter that are not drawn, by code.
fn sans_contour(d: &Dataset, ensemble: &BTreeSet<UniteId>, fond: &Fond) -> Vec<CodeCommune> {
    let traces = fond.traces.iter();
    let dessinees: BTreeSet<UniteId> = traces
        .flat_map(|t| t.reunies.iter().copied().chain([t.id]))
        .collect();
    let sans = ensemble.difference(&dessinees);
    sans.map(|&id| d.referentiel.unite(id).code).collect()
}

/// « Contours des communes (IGN, 2025, Licence Ouverte 2.0) », several joined by a semicolon.
fn source(d: &Dataset, fond: &Fond) -> String {
    let sources: BTreeSet<SourceId> = fond
        .traces
        .iter()
        .flat_map(|t| match d.traces().get(&t.id) {
            Some(contour) => vec![contour.source],
            None if !t.reunies.is_empty() => {
                let reuni = d.contours_reunis.get(&t.id);
                reuni.map(|r| r.contour.source).into_iter().collect()
            }
            None => lieux(&d.referentiel, t.id)
                .filter_map(|a| d.traces().get(&a).map(|c| c.source))
                .collect(),
        })
        .collect();
    let mut textes: Vec<String> = sources
        .into_iter()
        .filter_map(|s| d.source(s))
        .map(|s| {
            format!(
                "{} ({}, {}, {})",
                s.libelle, s.producteur, s.millesime, s.licence
            )
        })
        .collect();
    textes.extend(
        fond.traces
            .iter()
            .filter(|t| !t.reunies.is_empty())
            .map(|t| {
                let noms = d.referentiel.noms_et_codes(&t.reunies);
                format!("{noms}, séparées depuis, n'y font qu'une, dessinée sans chiffre")
            }),
    );
    textes.join("\u{a0}; ")
}

#[cfg(test)]
mod tests {
    use super::super::carte_themes::essais;
    use super::*;
    use crate::geo::essais::*;

    fn cartes(d: &Dataset, membres: &[(UniteId, f64)]) -> Option<Cartes> {
        let p = perimetre(membres);
        essais::cartes(d, &p)
    }

    fn noms(cartes: &Cartes) -> Vec<(&str, bool)> {
        cartes
            .communes
            .iter()
            .map(|c| (c.nom.as_str(), c.dans_perimetre))
            .collect()
    }

    #[test]
    fn draws_the_perimeter_then_its_neighbours_in_metres() {
        let c = cartes(&france(), &[(BETA, 1.0)]).unwrap();
        assert_eq!(noms(&c), [("Bêta", true), ("Alpha", false)]);
        assert_eq!(c.projection, "Lambert-93 (RGF93, EPSG:2154)");
        // 0.2° by 0.1° at 44° N.
        let [x0, y0, x1, y1] = c.emprise;
        assert!((x1 - x0 - 16_050.0).abs() < 100.0 && (y1 - y0 - 11_120.0).abs() < 100.0);
        let entier = |v: f64| v.fract() == 0.0;
        assert!(
            c.communes[0].anneaux[0]
                .iter()
                .flatten()
                .all(|v| entier(*v))
        );
        assert_ne!(
            c.communes[0].anneaux[0].first(),
            c.communes[0].anneaux[0].last()
        );
        let [x, y] = c.communes[0].centre;
        assert!(x0 < x && x < x1 && y0 < y && y < y1);
        assert_eq!(c.source, "Base (Essai, 2026, Licence Ouverte 2.0)");
    }

    #[test]
    fn a_city_or_its_arrondissements() {
        let mut d = france();
        let c = cartes(&d, &[(PARIS_1, 1.0)]).unwrap();
        assert_eq!(noms(&c), [("Paris 1er", true), ("Paris 2e", false)]);
        d.contours.remove(&PARIS);
        let c = cartes(&d, &[(PARIS, 1.0)]).unwrap();
        assert_eq!(noms(&c), [("Paris", true), ("Voisine", false)]);
        assert_eq!(c.communes[0].anneaux.len(), 2);
    }

    #[test]
    fn communes_without_outline_are_listed_and_hostile_ones_too() {
        let mut d = france();
        d.contours.remove(&GAMMA);
        let folle = polygone(&[(1e300, 0.0), (1e301, 5.0), (0.0, 1e300)]);
        d.contours.get_mut(&ALPHA).unwrap().geometrie = folle.into();
        let c = cartes(&d, &[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]).unwrap();
        assert_eq!(noms(&c), [("Bêta", true)]);
        let codes: Vec<&str> = c.sans_contour.iter().map(CodeCommune::as_str).collect();
        assert_eq!(codes, ["48001", "48003"]);
        assert!(cartes(&d, &[(GAMMA, 1.0)]).is_none());
        d.contours.clear();
        assert!(cartes(&d, &[(BETA, 1.0)]).is_none());
    }

    #[test]
    fn overseas_has_its_own_projection() {
        let c = cartes(&france(), &[(ILE, 1.0)]).unwrap();
        assert_eq!(c.projection, "UTM 20 Nord (RGAF09, EPSG:5490)");
    }
}
