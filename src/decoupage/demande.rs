//! What a user asks for, and why it cannot be given.

use std::collections::BTreeMap;

use crate::francais::{compte, nombre};
use crate::model::UniteId;

/// What is placed.
pub use crate::model::DepartDecoupage as Depart;

/// The hard rules of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Demande {
    /// What is placed.
    pub depart: Depart,
    /// Fewest inhabitants of a new group.
    pub min: f64,
    /// Most inhabitants of a group.
    pub max: f64,
    /// New groups wanted.
    pub groupes: Option<usize>,
    /// Farthest from the centre of a group, kilometres.
    pub km_max: Option<f64>,
    /// Longest travel to the most populated commune of a group, where times are known.
    pub temps: Option<TempsMax>,
    /// Units that must be together.
    pub ensemble: Vec<Vec<UniteId>>,
    /// Units of which no two may be together.
    pub separer: Vec<Vec<UniteId>>,
    /// Whether a city of several arrondissements is kept whole even above the ceiling.
    pub villes_entieres: bool,
    /// Proposals wanted.
    pub propositions: usize,
    /// Seed.
    pub graine: u64,
}

/// Times between communes, and the longest that a commune may be from the most populated one of its group.
#[derive(Debug, Clone, PartialEq)]
pub struct TempsMax {
    /// Minutes.
    pub minutes: f64,
    /// The file, as messages name it.
    pub fichier: String,
    /// Minutes from a commune to another.
    pub connus: BTreeMap<(UniteId, UniteId), f64>,
}

/// Why there is no proposal.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refus {
    /// The list of CPTS is missing: nothing says what is uncovered.
    #[error(
        "aucune liste commune → CPTS dans les données : rien ne dit quelles communes sont sans CPTS"
    )]
    SansListe,
    /// Every commune is in a CPTS.
    #[error("aucune commune du territoire n'est sans CPTS : il n'y a rien à placer")]
    RienAPlacer,
    /// No commune is known to be uncovered, and the list does not tell of some.
    #[error(
        "aucune commune connue sans CPTS : {} hors du champ de la liste, dont la couverture est inconnue",
        crate::francais::denombre(*.communes, "commune est", "communes sont")
    )]
    HorsChamp {
        /// Communes of which the list does not tell.
        communes: usize,
    },
    /// No outline, so no neighbours.
    #[error("aucun contour de commune : rien ne dit lesquelles se touchent")]
    SansContour,
    /// The floor is above the ceiling.
    #[error("impossible : le plancher ({}) dépasse le plafond ({})", habitants(*.min), habitants(*.max))]
    BornesCroisees {
        /// Floor.
        min: f64,
        /// Ceiling.
        max: f64,
    },
    /// A piece of the territory has fewer inhabitants than the floor.
    #[error("impossible, contrainte de plancher : {nom} et ce qui s'y rattache ont {}, moins que le plancher de {}", habitants(*.population), habitants(*.min))]
    SousLePlancher {
        /// Its most populated commune.
        nom: String,
        /// Its inhabitants.
        population: f64,
        /// Floor.
        min: f64,
    },
    /// A piece of the territory that no number of groups cuts up within the bounds.
    #[error(
        "impossible, contraintes de plancher et de plafond : {nom} et ce qui s'y rattache ont {} : trop pour {trop_peu} groupe(s) \
         d'au plus {}, pas assez pour {} d'au moins {}", habitants(*.population), habitants(*.max), trop_peu + 1, habitants(*.min)
    )]
    AucunNombre {
        /// Its most populated commune.
        nom: String,
        /// Its inhabitants.
        population: f64,
        /// Groups that the floor allows.
        trop_peu: usize,
        /// Floor.
        min: f64,
        /// Ceiling.
        max: f64,
    },
    /// The number of groups asked for cannot be.
    #[error(
        "impossible, contrainte de nombre (--groupes {demande}) : avec ces bornes, il en faut {}",
        entre(*.moins, *.plus)
    )]
    Nombre {
        /// Asked for.
        demande: usize,
        /// Fewest.
        moins: usize,
        /// Most.
        plus: usize,
    },
    /// Communes that must be together have more inhabitants than the ceiling.
    #[error("impossible, contrainte --ensemble : {noms} ont {}, plus que le plafond de {}", habitants(*.population), habitants(*.max))]
    EnsembleTropPeuple {
        /// Their names.
        noms: String,
        /// Their inhabitants.
        population: f64,
        /// Ceiling.
        max: f64,
    },
    /// Communes that must and must not be together.
    #[error(
        "impossible, contraintes --ensemble et --separer : {noms} devraient être à la fois ensemble et séparées"
    )]
    EnsembleEtSepare {
        /// Their names.
        noms: String,
    },
    /// Communes to keep together that are too far apart.
    #[error("impossible, contraintes --ensemble et --km-max : {noms} sont à {} km l'une de l'autre, plus de deux fois {} km", nombre(*.km, 1), nombre(*.km_max, 1))]
    EnsembleTropLoin {
        /// Their names.
        noms: String,
        /// How far.
        km: f64,
        /// Limit.
        km_max: f64,
    },
    /// A commune that no group can hold under the limit of distance.
    #[error(
        "impossible, contraintes --km-max et --population-min : autour de {noms}, d'un seul tenant et à deux fois {} km au plus, il y a \
         {}, moins que le plancher de {} : aucun groupe ne peut la tenir", nombre(*.km_max, 1), habitants(*.population), habitants(*.min)
    )]
    HorsPortee {
        /// Its name and code.
        noms: String,
        /// Inhabitants that it could be grouped with.
        population: f64,
        /// Limit.
        km_max: f64,
        /// Floor.
        min: f64,
    },
    /// A commune to keep together or apart that is not placed.
    #[error("{code} n'est pas une commune à placer dans ce territoire")]
    HorsTerritoire {
        /// Its code.
        code: String,
    },
    /// Communes to keep together that nothing links.
    #[error("pas trouvé : aucune suite de communes à placer ne relie {noms}, à garder ensemble")]
    EnsembleSansLien {
        /// Their names.
        noms: String,
    },
    /// Searched for, and not found: nothing proves that there is none.
    #[error(
        "pas trouvé : {recherches} recherches n'ont rien donné qui tienne toutes les contraintes ; rien ne prouve que ce soit impossible. \
         La moins mauvaise : {moins_mauvaise}"
    )]
    PasTrouve {
        /// Searches.
        recherches: usize,
        /// What the best of them breaks.
        moins_mauvaise: String,
    },
}

fn habitants(n: f64) -> String {
    compte(n, "habitant", "habitants")
}

fn entre(moins: usize, plus: usize) -> String {
    if moins == plus {
        return format!("exactement {moins}");
    }
    format!("de {moins} à {plus}")
}

impl Refus {
    /// What to do.
    #[must_use]
    pub fn remede(&self) -> &'static str {
        match self {
            Self::SansListe => {
                "demandez la liste à l'ARS et déposez-la dans le dossier de données, ou partez de zéro (--depuis-zero)"
            }
            Self::HorsChamp { .. } => {
                "demandez à l'ARS la liste de ce territoire et déposez-la dans le dossier de données, ou partez de zéro (--depuis-zero)"
            }
            Self::RienAPlacer => {
                "partez de zéro (--depuis-zero) pour redécouper tout le territoire"
            }
            Self::SansContour => {
                "ajoutez un fichier de contours des communes au dossier de données"
            }
            Self::HorsTerritoire { .. } => {
                "retirez ce code, ou élargissez le territoire ; une commune déjà dans une CPTS n'est placée qu'avec --depuis-zero"
            }
            Self::PasTrouve { .. } => {
                "relancez avec plus de reprises (--regles), une autre graine (--graine) ou des contraintes plus larges"
            }
            _ => {
                "desserrez une de ces contraintes (--population-min, --population-max, --groupes, --km-max, --minutes-max, --ensemble, --separer)"
            }
        }
    }
}
