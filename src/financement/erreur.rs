//! What stops a funding computation.

use crate::baremes::DateCivile;
use crate::model::ErreurDonnees;

/// Input from which no funding can be computed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ErreurFinancement {
    /// The date precedes the agreement.
    #[error(
        "la date {date} précède l'accord : l'ACI-CPTS prend effet le {debut}\n  remède : donnez une date à partir du {debut}"
    )]
    AvantAccord {
        /// Date asked.
        date: DateCivile,
        /// First day of the agreement.
        debut: DateCivile,
    },
    /// The scale holds no version or no bands on that date.
    #[error(
        "le barème ne dit pas les tailles au {date}\n  remède : ajoutez un bloc [tranches] au fichier de barème"
    )]
    SansTranches {
        /// Date asked.
        date: DateCivile,
    },
    /// The population is negative or not a number.
    #[error(
        "population inutilisable\n  valeur lue : « {0} »\n  attendu : un nombre d'habitants, de 0 à 1 milliard"
    )]
    Population(f64),
    /// No population was given.
    #[error(
        "aucune population à lire\n  remède : donnez un périmètre qui a une population, ou --population"
    )]
    SansPopulation,
    /// A part of a commune that is not between 0 and 1.
    #[error(
        "part de commune inutilisable\n  valeur lue : « {part} » ({commune})\n  attendu : un nombre de 0 à 1"
    )]
    Part {
        /// Commune.
        commune: String,
        /// Part read.
        part: f64,
    },
    /// The planned start of a mission cannot be used.
    #[error("date de démarrage inutilisable pour la mission « {mission} » : {probleme}")]
    Demarrage {
        /// Mission.
        mission: String,
        /// Why.
        probleme: String,
    },
    /// A file of the user is wrong.
    #[error(transparent)]
    Donnees(#[from] ErreurDonnees),
}
