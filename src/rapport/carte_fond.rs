//! The maps of a perimeter: its communes and their neighbours, projected in metres, then one theme per map.

use std::collections::BTreeSet;

use super::carte_themes::{self, Contexte, Place};
use super::carte_trace::{Trace, nom, tracer};
use super::cartes::{Cartes, CommuneCarte, Croquis, Valeurs};
use super::croquis;
use crate::geo::simplification;
use crate::geo::{Emprise, Maille, Projection, adjacence, anneaux};
use crate::model::lecture::lieux;
use crate::model::lecture::population::habitants;
use crate::model::{
    CodeCommune, Dataset, Forme, Perimetre, Point, SourceId, SousDensite, UniteId, ZonesBlanches,
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
    // Farther than the neighbours, only the CPTS are shown.
    let loin = match d.cpts.is_empty() {
        true => BTreeSet::new(),
        false => autour(&maille, &ensemble),
    };
    let loin = loin
        .iter()
        .filter(|&id| !ensemble.contains(id) && !voisines.contains(id));
    let unites = ensemble.iter().chain(&voisines).chain(loin).copied();
    let proches = ensemble.len() + voisines.len();
    let mut fond = Fond::new(&maille, (unites.collect(), proches), &ensemble);
    for trace in fond.traces.iter_mut().chain(&mut fond.contexte) {
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
        croquis: fond.croquis(d, perimetre, zones),
    }
}

/// Most communes of a map of several territories: a région and more.
pub const COMMUNES_MAX: usize = 5_000;

/// The map of several territories; `None` when no commune has an outline, or beyond [`COMMUNES_MAX`].
#[must_use]
pub fn carte_des_territoires(d: &Dataset, perimetres: &[&Perimetre]) -> Option<Croquis> {
    let unites = |p: &Perimetre| {
        p.membres
            .iter()
            .map(|m| m.unite)
            .collect::<BTreeSet<UniteId>>()
    };
    let nommes: Vec<_> = perimetres
        .iter()
        .map(|p| (p.nom.clone(), unites(p)))
        .collect();
    let ensemble: BTreeSet<UniteId> = nommes.iter().flat_map(|(_, u)| u).copied().collect();
    if ensemble.len() > COMMUNES_MAX {
        return None;
    }
    let traces = d.traces_de(&ensemble, false);
    let maille = Maille::new(&d.referentiel, &traces, &ensemble);
    let tous: Vec<UniteId> = ensemble.iter().copied().collect();
    let proches = tous.len();
    let fond = Fond::new(&maille, (tous, proches), &ensemble);
    let siens: Vec<&Trace> = fond.traces.iter().collect();
    croquis::territoires(d, &nommes, &siens)
}

/// What is drawn under every theme: outlines of the perimeter and of its neighbours.
pub struct Fond {
    projection: Projection,
    pub(super) traces: Vec<Trace>,
    /// What is farther, seen on the maps of areas only.
    contexte: Vec<Trace>,
}

impl Fond {
    /// Projects and simplifies the units that have an outline; the projection is that of the perimeter.
    fn new(
        maille: &Maille,
        (unites, proches): (Vec<UniteId>, usize),
        ensemble: &BTreeSet<UniteId>,
    ) -> Self {
        let projection = Projection::pour(&emprise_en_degres(maille, ensemble));
        let proches: BTreeSet<UniteId> = unites.iter().take(proches).copied().collect();
        let mut traces: Vec<Trace> = unites
            .iter()
            .filter_map(|&id| tracer(id, maille.forme(id), &projection))
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
        let (traces, contexte) = traces.into_iter().partition(|t| proches.contains(&t.id));
        Self {
            projection,
            traces,
            contexte,
        }
    }

    /// Where the perimeter is, and the CPTS around.
    pub(super) fn croquis(
        &self,
        d: &Dataset,
        perimetre: &Perimetre,
        zones: &ZonesBlanches,
    ) -> Vec<Croquis> {
        let tous: Vec<&Trace> = self.traces.iter().chain(&self.contexte).collect();
        let siens = tous.iter().copied().filter(|t| perimetre.contient(t.id));
        let siens: Vec<&Trace> = siens.collect();
        let marge = marge(perimetre.membres.len());
        let situation = croquis::situation(d, perimetre, &siens, &self.projection);
        let cpts = croquis::cpts(d, perimetre, zones, (&tous, marge));
        situation.into_iter().chain(cpts).collect()
    }

    /// A point in metres.
    pub(super) fn projeter(&self, p: Point) -> [f64; 2] {
        self.projection.projeter(p.lon, p.lat)
    }

    /// Longest side of what is drawn, metres.
    pub(super) fn cote(&self) -> f64 {
        Emprise::from(self.emprise()).cote()
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
                habitants: habitants(d, t.id).filter(|_| t.reunies.is_empty()),
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

/// Surroundings shown around a perimeter of some communes, as a share of its longest side: those of a whole département or
/// région are many, and it is its inside that is looked at.
fn marge(communes: usize) -> f64 {
    if communes <= 100 { 0.35 } else { 0.06 }
}

/// Units whose box meets that of the perimeter, widened by its margin.
fn autour(maille: &Maille, ensemble: &BTreeSet<UniteId>) -> BTreeSet<UniteId> {
    let boite = emprise_en_degres(maille, ensemble);
    let parallele = boite.centre()[1].to_radians().cos().max(0.1);
    let [large, haut] = [boite.max[0] - boite.min[0], boite.max[1] - boite.min[1]];
    let marge = (large * parallele).max(haut) * marge(ensemble.len());
    let marges = [marge / parallele, marge];
    let mut vue = Emprise::VIDE;
    for (coin, sens) in [(boite.min, -1.0), (boite.max, 1.0)] {
        vue.etendre([coin[0] + sens * marges[0], coin[1] + sens * marges[1]]);
    }
    let touche = |f: &&Forme| Emprise::d_une_forme(f).touche(&vue);
    let formes = maille.formes().filter(|(_, f)| f.iter().any(touche));
    formes.map(|(id, _)| id).collect()
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
mod tests;
