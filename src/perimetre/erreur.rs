//! Why a perimeter cannot be made.

use std::fmt;

use crate::model::ErreurDonnees;

/// How many problems a message lists before counting the rest.
const MAX_LISTES: usize = 20;

/// A perimeter that cannot be made; each variant asks for a different exit code.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ErreurPerimetre {
    /// The expression, a code or a name is wrong; all problems found, in the order of the text.
    #[error("{}", Liste(.0))]
    Invalide(Vec<ErreurDonnees>),
    /// The perimeter asks for data that are not in the data folder.
    #[error("{0}")]
    DonneesManquantes(ErreurDonnees),
    /// Nothing is left: there is nothing to do.
    #[error("périmètre vide : {0}")]
    Vide(String),
}

impl From<ErreurDonnees> for ErreurPerimetre {
    fn from(erreur: ErreurDonnees) -> Self {
        Self::Invalide(vec![erreur])
    }
}

/// The problems one under the other.
struct Liste<'a>(&'a [ErreurDonnees]);

impl fmt::Display for Liste<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, erreur) in self.0.iter().take(MAX_LISTES).enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{erreur}")?;
        }
        match self.0.len().saturating_sub(MAX_LISTES) {
            0 => Ok(()),
            1 => f.write_str("\n… et un autre problème"),
            n => write!(f, "\n… et {n} autres problèmes"),
        }
    }
}
