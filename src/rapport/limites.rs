//! The limits of a perimeter, ready to be written: its communes, their outlines, and the outline of all of them.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use crate::geo::fusion::{fondre, orienter};
use crate::model::lecture::lieux;
use crate::model::{CodeCommune, Dataset, Perimetre, UniteId};

/// A perimeter and its outlines.
#[derive(Debug, Clone, PartialEq)]
pub struct Limites {
    /// Name.
    pub nom: String,
    /// Name and vintage of the list of communes.
    pub referentiel: String,
    /// Inhabitants, communes partly in counted for their part.
    pub population: f64,
    /// Communes, by code.
    pub communes: Vec<CommuneTracee>,
    /// Outlines of all the communes, melted.
    pub contour: MultiPolygon<f64>,
    /// Whether the outlines are the simplified ones of the program.
    pub simplifies: bool,
}

/// A commune and its outline.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneTracee {
    /// Code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Part inside the perimeter.
    pub part: f64,
    /// Inhabitants of the whole commune.
    pub population: Option<u32>,
    /// Code of the département.
    pub departement: String,
    /// SIREN of the EPCI.
    pub epci: Option<String>,
    /// Whole outline, when one is known.
    pub contour: Option<MultiPolygon<f64>>,
}

impl Limites {
    /// Communes that have no outline of their own.
    pub fn sans_contour(&self) -> impl Iterator<Item = &CommuneTracee> {
        self.communes.iter().filter(|c| c.contour.is_none())
    }

    /// Communes of which only a part is inside; their outline is that of the whole.
    pub fn partielles(&self) -> impl Iterator<Item = &CommuneTracee> {
        self.communes.iter().filter(|c| c.part < 1.0)
    }
}

/// The limits of a perimeter; the outlines are looked for only when they are wanted.
#[must_use]
pub fn limites(dataset: &Dataset, perimetre: &Perimetre, avec_contours: bool) -> Limites {
    let referentiel = &dataset.referentiel;
    let membres: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
    let traces = dataset.traces_de(&membres, false);
    let contour = |id: UniteId| {
        let propre = traces.get(&id).map(|c| orienter(&c.geometrie));
        // A city whose file draws only the arrondissements.
        let morceaux = || {
            let morceaux = lieux(referentiel, id)
                .skip(1)
                .filter_map(|l| traces.get(&l));
            fondre(morceaux.map(|c| &*c.geometrie))
        };
        let trouve = propre.unwrap_or_else(morceaux);
        (!trouve.0.is_empty()).then_some(trouve)
    };
    let communes = perimetre.membres.iter().map(|membre| {
        let unite = referentiel.unite(membre.unite);
        CommuneTracee {
            code: unite.code,
            nom: unite.nom.clone(),
            part: membre.part,
            population: unite.population,
            departement: referentiel.departement(membre.unite).code.clone(),
            epci: referentiel.epci(membre.unite).map(|e| e.siren.clone()),
            contour: avec_contours.then(|| contour(membre.unite)).flatten(),
        }
    });
    let communes: Vec<CommuneTracee> = communes.collect();
    let habitants = perimetre.membres.iter();
    Limites {
        nom: perimetre.nom.clone(),
        referentiel: referentiel.nom.clone(),
        population: habitants
            .map(|m| m.part * referentiel.population(m.unite))
            .sum(),
        contour: fondre(communes.iter().filter_map(|c| c.contour.as_ref())),
        communes,
        simplifies: !dataset.esquisses.is_empty(),
    }
}
