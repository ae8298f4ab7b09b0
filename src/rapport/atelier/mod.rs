//! The workshop: the communes in and around a perimeter, what each brings to the figures, who touches whom, and their outlines.

mod alentours;
mod couverte;
mod formes;

pub use alentours::communes;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Rapport;
use crate::geo::{Maille, adjacence};
use crate::model::{Cumulables, Dataset, Perimetre, SeuilTaille, UniteId};

/// Most communes of a workshop: a région and its neighbours.
pub const COMMUNES_MAX: usize = 5_000;

/// All that the page holds.
#[derive(Debug, Clone, Serialize)]
pub struct Atelier {
    /// Name of the perimeter.
    pub nom: String,
    /// Date of the report.
    pub date: Option<String>,
    /// Whether the territory is invented.
    pub fictif: bool,
    /// Version of the program.
    pub version: String,
    /// Reference of the codes.
    pub referentiel: String,
    /// Which population decides the tier.
    pub population: String,
    /// Communes, in the order in which the program adds them up.
    pub communes: Vec<CommuneAtelier>,
    /// SIREN and name of the EPCI.
    pub epci: Vec<(String, String)>,
    /// What the list of CPTS says of them; `None` without a list.
    pub couverture: Option<CouvertureAtelier>,
    /// Pairs of ranks of communes that share a border.
    pub voisines: Vec<[usize; 2]>,
    /// Bands of the agreement.
    pub seuils: Vec<SeuilTaille>,
    /// The figures.
    pub chiffres: Cumulables,
    /// Outlines by commune: closed rings in whole steps of the grid, each vertex but the first as a move from the one before.
    pub formes: Vec<Vec<Vec<i64>>>,
    /// Box of the outlines, in steps of the grid, y downwards: left, top, width, height.
    pub cadre: [i64; 4],
    /// Longitudes and latitudes of a lattice over the box, degrees: as many points a side as down, by rows from the top left.
    pub reperes: Vec<[f64; 2]>,
}

/// Rank of a CPTS, and the inhabitants of a commune that it holds.
pub type Tenus = (usize, f64);

/// What the list of CPTS says of the communes of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CouvertureAtelier {
    /// CPTS that hold a commune of the page, sorted.
    pub cpts: Vec<String>,
    /// Rank of the one that the perimeter of the page is, see [`crate::acces::cpts_reprise`].
    pub sienne: Option<usize>,
    /// Inhabitants that each holds by the whole list, on the page or not.
    pub habitants: Vec<f64>,
    /// By commune, the share that some CPTS holds, from 0 to 1, and of those that hold some of it the rank and the inhabitants;
    /// `None` outside the scope of the list.
    pub communes: Vec<Option<(f64, Vec<Tenus>)>>,
}

/// A commune of the page.
#[derive(Debug, Clone, Serialize)]
pub struct CommuneAtelier {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Inhabitants, `None` when not known.
    pub population: Option<f64>,
    /// Rank of its EPCI.
    pub epci: Option<usize>,
    /// Part inside the perimeter, 0 for a commune around.
    pub part: f64,
    /// Whether it is a city of arrondissements, which the program adds up after the others.
    pub ville: bool,
    /// Whether it has an outline.
    pub placee: bool,
}

/// The page, from a report and from what each commune brings to the figures.
#[must_use]
pub fn construire(
    d: &Dataset,
    perimetre: &Perimetre,
    rapport: &Rapport,
    (unites, chiffres): (&[UniteId], Cumulables),
) -> Atelier {
    let ensemble: BTreeSet<UniteId> = unites.iter().copied().collect();
    let traces = d.traces_de(&ensemble, false);
    let maille = Maille::new(&d.referentiel, &traces, &ensemble);
    let rangs: BTreeMap<UniteId, usize> = unites.iter().copied().zip(0..).collect();
    let graphe = adjacence::entre_dans(&maille, &ensemble);
    let paires = graphe.iter().flat_map(|(a, siennes)| {
        let suivantes = siennes.iter().filter(move |b| *b > a);
        suivantes.filter_map(|b| Some([*rangs.get(a)?, *rangs.get(b)?]))
    });
    let voisines: Vec<[usize; 2]> = paires.collect();
    let trace = formes::dessiner(&maille, unites);
    let (communes, epci) = decrire(d, perimetre, unites, &maille);
    Atelier {
        nom: perimetre.nom.clone(),
        date: rapport.date.map(|date| date.to_string()),
        fictif: rapport.fictif,
        version: rapport.version.clone(),
        referentiel: d.referentiel.nom.clone(),
        population: rapport.population.reference.clone(),
        communes,
        epci,
        voisines,
        seuils: rapport.financement.seuils.clone(),
        chiffres,
        couverture: couverte::couverture(d, perimetre, unites),
        formes: trace.formes,
        cadre: trace.cadre,
        reperes: trace.reperes,
    }
}

/// Communes in words, and the EPCI that they name.
fn decrire(
    d: &Dataset,
    perimetre: &Perimetre,
    unites: &[UniteId],
    maille: &Maille,
) -> (Vec<CommuneAtelier>, Vec<(String, String)>) {
    let r = &d.referentiel;
    let parts: BTreeMap<UniteId, f64> = perimetre
        .membres
        .iter()
        .map(|m| (m.unite, m.part))
        .collect();
    let siens: BTreeSet<usize> = unites.iter().filter_map(|id| r.unite(*id).epci).collect();
    let rangs: BTreeMap<usize, usize> = siens.iter().copied().zip(0..).collect();
    let villes: BTreeSet<UniteId> = r.ids().filter_map(|id| r.unite(id).parent).collect();
    let commune = |id: &UniteId| {
        let unite = r.unite(*id);
        CommuneAtelier {
            code: unite.code.to_string(),
            nom: unite.nom.clone(),
            population: unite.population.map(f64::from),
            epci: unite.epci.and_then(|e| rangs.get(&e).copied()),
            part: parts.get(id).copied().unwrap_or(0.0),
            ville: villes.contains(id),
            placee: maille.contient(*id),
        }
    };
    let epci = siens.iter().filter_map(|rang| r.epcis.get(*rang));
    (
        unites.iter().map(commune).collect(),
        epci.map(|e| (e.siren.clone(), e.nom.clone())).collect(),
    )
}
