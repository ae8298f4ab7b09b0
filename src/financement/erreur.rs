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
    /// A file of the user is wrong.
    #[error(transparent)]
    Donnees(#[from] ErreurDonnees),
}
