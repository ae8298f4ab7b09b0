//! What was computed once on a dataset and is kept beside it.

use std::fmt;

/// What was computed once on a dataset and kept beside it, for the same dataset only.
pub trait Annexes: fmt::Debug + Send + Sync {
    /// The bytes kept under a name.
    fn lit(&self, nom: &str) -> Option<Vec<u8>>;
}
