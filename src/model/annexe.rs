//! What was computed once on a dataset and is kept beside it.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Dataset;
use super::unite_lue::lire_parmi;

/// What was computed on a dataset, ready to be kept, by name.
pub type Annexees = Vec<(String, Vec<u8>)>;

/// What was computed once on a dataset and kept beside it, for the same dataset only.
pub trait Annexes: fmt::Debug + Send + Sync {
    /// The bytes kept under a name.
    fn lit(&self, nom: &str) -> Option<Vec<u8>>;
}

/// Something to keep under a name.
#[must_use]
pub fn garde<T: Serialize + ?Sized>(nom: String, quoi: &T) -> Option<(String, Vec<u8>)> {
    let octets = rmp_serde::to_vec(quoi).ok()?;
    Some((nom, octets))
}

impl Dataset {
    /// What was kept under a name; nothing when it was not, or cannot be read: it is then computed.
    #[must_use]
    pub fn annexe_lue<T: DeserializeOwned>(&self, nom: &str) -> Option<T> {
        let octets = self.annexes.as_ref()?.lit(nom)?;
        let unites = u32::try_from(self.referentiel.unites.len()).unwrap_or(u32::MAX);
        lire_parmi(unites, || crate::messagepack::lire(&octets)).ok()
    }

    /// The name under which something is kept for the choice that was made of the files.
    #[must_use]
    pub fn nom_d_annexe(&self, nom: &str) -> String {
        format!("{nom} {}", self.choisies.empreinte())
    }
}
