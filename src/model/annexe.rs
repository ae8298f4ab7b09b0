//! What was computed once on a dataset and is kept beside it.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

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

    /// What was drawn from them during the run.
    fn memoire(&self) -> &Memoire;
}

/// What is drawn of a whole dataset, once for all the perimeters of a run, by name.
#[derive(Debug, Default)]
pub struct Memoire(Mutex<BTreeMap<String, Arc<dyn Any + Send + Sync>>>);

impl Memoire {
    /// What has this name, drawn if it is not yet; two threads may draw it, the first one is kept.
    fn une_fois<T: Any + Send + Sync>(&self, nom: &str, tire: impl FnOnce() -> T) -> Arc<T> {
        let su = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let deja = su().get(nom).cloned();
        if let Some(deja) = deja.and_then(|d| d.downcast().ok()) {
            return deja;
        }
        let neuf = Arc::new(tire());
        let garde = Arc::clone(&neuf);
        su().entry(nom.to_owned()).or_insert(garde);
        neuf
    }
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

    /// What is drawn of the whole dataset: once for all the perimeters of a run when it was prepared, under a name that holds all
    /// that it depends on.
    pub fn une_fois<T: Any + Send + Sync>(&self, nom: &str, tire: impl FnOnce() -> T) -> Arc<T> {
        match &self.annexes {
            Some(annexes) => annexes.memoire().une_fois(nom, tire),
            None => Arc::new(tire()),
        }
    }

    /// The name under which something is kept for the choice that was made of the files.
    #[must_use]
    pub fn nom_d_annexe(&self, nom: &str) -> String {
        format!("{nom} {}", self.choisies.empreinte())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default)]
    struct Vides(Memoire);

    impl Annexes for Vides {
        fn lit(&self, _nom: &str) -> Option<Vec<u8>> {
            None
        }

        fn memoire(&self) -> &Memoire {
            &self.0
        }
    }

    #[test]
    fn what_is_drawn_is_drawn_once_by_name_and_type_or_each_time_without_a_prepared_dataset() {
        let prepare = Dataset {
            annexes: Some(Arc::new(Vides::default())),
            ..Dataset::default()
        };
        let tire = |d: &Dataset, nom, n: u32| *d.une_fois(nom, || n);
        assert_eq!(tire(&prepare, "a", 1), 1);
        assert_eq!(tire(&prepare.clone(), "a", 2), 1);
        assert_eq!(tire(&prepare, "b", 3), 3);
        assert_eq!(*prepare.une_fois("a", || 'x'), 'x');
        let seul = Dataset::default();
        assert_eq!((tire(&seul, "a", 1), tire(&seul, "a", 2)), (1, 2));
    }
}
