//! All that was read from the data folder, joined to the référentiel: what computation works on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::annexe::Annexes;
use super::etendue::Choisies;
use super::forme::{Contour, ContourReuni};
use super::suite::Suite;
use super::{
    Autres, CodeCommune, Constat, Qpv, Referentiel, Repetees, Source, SourceId, UniteId, Valeur,
};

/// One numeric variable at commune level, of one vintage.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Colonne {
    /// Variable id: `apl_mg`, `bpe_d265`, `age_0_14`.
    pub variable: String,
    /// Year of the figures; `None` when the file is not dated.
    pub millesime: Option<u16>,
    /// Where it comes from.
    pub source: SourceId,
    /// One value per unit of the référentiel, in its order.
    #[serde(skip)]
    pub valeurs: Suite<Valeur>,
    /// Bounds of a masked value in the unit of the variable (`n < 6` → 1 to 5), when the publisher states them.
    pub bornes_masque: Option<(f64, f64)>,
    /// Figures of another territory than the commune of today: set aside from `valeurs`.
    pub autres: Autres<Valeur>,
}

impl Colonne {
    /// Value for a unit.
    #[inline]
    #[must_use]
    pub fn valeur(&self, id: UniteId) -> Valeur {
        self.valeurs.une(id.0 as usize).unwrap_or_default()
    }
}

/// A numeric variable that another file gives too, and that is not used.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ecartee {
    /// The variable.
    pub colonne: Colonne,
    /// Whether its figures add up.
    pub somme: bool,
    /// Persons counted in several communes, when it counts persons.
    pub repetees: Option<Repetees>,
}

/// One categorical variable at commune level: density class, ZIP/ZAC, bassin de vie…
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ColonneClasse {
    /// Variable id: `densite_7`, `zonage_mg`, `bv2022`, `aav2020`.
    pub variable: String,
    /// Year; `None` when the file is not dated.
    pub millesime: Option<u16>,
    /// Where it comes from.
    pub source: SourceId,
    /// One class per unit of the référentiel, in its order: index in `modalites`.
    #[serde(skip)]
    pub classes: Suite<Option<u32>>,
    /// Units whose class could not be read, sorted: unknown, never that of their city.
    pub rejetees: Vec<UniteId>,
    /// Code and label of each class, sorted by code.
    pub modalites: Vec<(String, String)>,
    /// Classes of another territory than the commune of today: set aside from `classes`.
    pub autres: Autres<Option<u32>>,
}

impl ColonneClasse {
    /// Whether the class of a unit was given and could not be read.
    #[must_use]
    pub fn est_rejetee(&self, id: UniteId) -> bool {
        self.rejetees.binary_search(&id).is_ok()
    }

    /// Code and label of the class of a unit.
    #[must_use]
    pub fn modalite(&self, id: UniteId) -> Option<&(String, String)> {
        let rang = self.classes.une(id.0 as usize)??;
        self.modalites.get(rang as usize)
    }

    /// Code of the class of a unit.
    #[must_use]
    pub fn code(&self, id: UniteId) -> Option<&str> {
        self.modalite(id).map(|(code, _)| code.as_str())
    }
}

/// A commune → CPTS line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffectationCpts {
    /// Commune or arrondissement.
    pub unite: UniteId,
    /// Name of the CPTS, as written, trimmed.
    pub cpts: String,
    /// Part of the commune, in ]0, 1]; 1 when the list does not say.
    pub part: f64,
    /// Source of the line.
    pub source: SourceId,
}

/// A row of a commune → CPTS list that is not used: a CPTS may lack a commune.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CptsPerdue {
    /// Name of the CPTS; absent when the row does not let it be read.
    pub cpts: Option<String>,
    /// File, relative to the data folder.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: u64,
    /// Value that could not be read.
    pub valeur: String,
    /// Whether nothing but the name of its CPTS tells where its commune may be.
    #[serde(default)]
    pub sans_lieu: bool,
}

/// A point, WGS84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
}

/// A row that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rejet {
    /// File, relative to the data folder.
    pub fichier: String,
    /// Line, from 1.
    pub ligne: u64,
    /// Column, when one is at fault.
    pub colonne: Option<String>,
    /// Value read.
    pub valeur: String,
    /// Why, in French.
    pub motif: String,
    /// Commune concerned when the row names a current one.
    pub commune: Option<CodeCommune>,
}

/// A file of the folder that no descriptor recognises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NonReconnu {
    /// File, relative to the data folder.
    pub fichier: String,
    /// Why, in French: nearest descriptor and what is missing.
    pub motif: String,
}

/// A prepared file that holds the places of a territory only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FichierPrepare {
    /// Its name.
    pub fichier: String,
    /// Name of the territory.
    pub territoire: String,
    /// Codes of its départements.
    pub departements: BTreeSet<String>,
}

/// All that was read.
/// What is heavy is left out of what serde writes: the prepared file has a block for each.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Dataset {
    /// The territories.
    #[serde(skip)]
    pub referentiel: Arc<Referentiel>,
    /// Source of the reference population, which the référentiel holds.
    pub source_population: SourceId,
    /// Numeric variables, by id then vintage (undated first).
    pub colonnes: BTreeMap<String, BTreeMap<Option<u16>, Colonne>>,
    /// Numeric variables that a preferred file gives for the same year, in the order of the files.
    pub ecartees: Vec<Ecartee>,
    /// Figures published for territories wider than a commune.
    #[serde(skip)]
    pub publies: super::Publies,
    /// Persons counted in several communes, for the numeric variables that count persons.
    pub repetees: BTreeMap<(String, Option<u16>), Repetees>,
    /// Categorical variables, by id then vintage.
    pub classes: BTreeMap<String, BTreeMap<Option<u16>, ColonneClasse>>,
    /// Commune → CPTS lines, sorted by unit then name, without duplicates.
    pub cpts: Vec<AffectationCpts>,
    /// Communes and arrondissements of which a row of the commune → CPTS list could not be read: neither covered nor uncovered.
    pub cpts_inconnues: BTreeSet<UniteId>,
    /// Communes of which these lists may name a part only, being older than their merger: they may be covered in part.
    pub cpts_partielles: BTreeSet<UniteId>,
    /// Rows of these lists that are not used, in the order of the files.
    pub cpts_perdues: Vec<CptsPerdue>,
    /// What these lists write of the stage of their CPTS.
    pub cpts_stades: Vec<super::StadeLu>,
    /// Rows of these lists whose CPTS is no more, which are not lines, or ends, which are.
    pub cpts_finies: Vec<super::CptsFinie>,
    /// Départements of which these lists speak without naming a CPTS there, or where none of the CPTS kept is.
    #[serde(skip)]
    pub cpts_champ: BTreeSet<usize>,
    /// By file, units without row that its rejected rows may be about, as their commune cannot be read.
    pub douteuses: BTreeMap<String, BTreeSet<UniteId>>,
    /// Polygons by unit.
    #[serde(skip)]
    pub contours: BTreeMap<UniteId, Contour>,
    /// Outlines of several communes of today together, set aside, by the unit that kept the code.
    #[serde(skip)]
    pub contours_reunis: BTreeMap<UniteId, ContourReuni>,
    /// Simplified outlines that the program holds, around perimeters that no file draws: see [`Dataset::traces`].
    #[serde(skip)]
    pub esquisses: BTreeMap<UniteId, Contour>,
    /// Representative points by unit (mairie, else centroid given by a file, else interior point of the polygon).
    #[serde(skip)]
    pub points: BTreeMap<UniteId, Point>,
    /// Files that the user describes: in a `[[fichier]]` of the project or by a descriptor.
    pub sources_utilisateur: BTreeSet<SourceId>,
    /// Files that gave points.
    pub sources_points: BTreeSet<SourceId>,
    /// Communes of which a vintage of a source may give the figure of before a merger: its list is older, and too short to tell.
    pub fusions_incertaines: BTreeSet<(SourceId, Option<u16>, UniteId)>,
    /// Structures that lists name, by list then identifier.
    #[serde(skip)]
    pub structures: Vec<super::Structure>,
    /// Communes of which a source counts nobody at a vintage, although they have inhabitants: they are counted elsewhere.
    pub sans_habitant: BTreeSet<(SourceId, Option<u16>, UniteId)>,
    /// Quartiers prioritaires, sorted by code.
    pub qpv: Vec<Qpv>,
    /// Sources, in the order of [`SourceId`]; 0 is the référentiel.
    pub sources: Vec<Source>,
    /// Rows not used, sorted by file then line.
    pub rejets: Vec<Rejet>,
    /// Prepared files that hold the places of a territory only.
    pub prepares: Vec<FichierPrepare>,
    /// Files not recognised, sorted.
    pub non_reconnus: Vec<NonReconnu>,
    /// Files recognised that could not be read to their end, sorted: what is wrong.
    pub illisibles: Vec<NonReconnu>,
    /// Files recognised whose content is of no use, sorted: what they are and why.
    pub non_utilises: Vec<NonReconnu>,
    /// What was computed on it when it was prepared, while nothing but the choice of a perimeter has changed it.
    #[serde(skip)]
    pub annexes: Option<Arc<dyn Annexes>>,
    /// What that choice has changed.
    #[serde(skip)]
    pub choisies: Choisies,
    /// What was found while loading: recoded codes, duplicates, sums that do not hold.
    pub constats: Vec<Constat>,
}

impl Dataset {
    /// The latest vintage of a numeric variable.
    #[must_use]
    pub fn derniere(&self, variable: &str) -> Option<&Colonne> {
        self.colonnes.get(variable)?.values().next_back()
    }

    /// A numeric variable at a vintage.
    #[must_use]
    pub fn colonne(&self, variable: &str, millesime: Option<u16>) -> Option<&Colonne> {
        self.colonnes.get(variable)?.get(&millesime)
    }

    /// The latest vintage of a categorical variable.
    #[must_use]
    pub fn classe(&self, variable: &str) -> Option<&ColonneClasse> {
        self.classes.get(variable)?.values().next_back()
    }

    /// Outlines to draw and to tell neighbours by: those of the files, else those of the program, which nothing measures.
    #[must_use]
    pub fn traces(&self) -> &BTreeMap<UniteId, Contour> {
        if self.esquisses.is_empty() {
            &self.contours
        } else {
            &self.esquisses
        }
    }

    /// Ids of sources, in the order of the dataset, without duplicates.
    #[must_use]
    pub fn ids_des_sources(&self, sources: impl IntoIterator<Item = SourceId>) -> Vec<String> {
        let rangs: BTreeSet<SourceId> = sources.into_iter().collect();
        let sources = rangs.into_iter().filter_map(|s| self.source(s));
        sources.map(|s| s.id.clone()).collect()
    }

    /// A source.
    #[must_use]
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0)
    }
}
