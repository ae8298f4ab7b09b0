//! What the columns that are read hold at the same time, never more than a bound.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::load::source::defaut::{Defaut, Genre};

/// Bytes held, and the most that may be.
#[derive(Debug)]
pub(super) struct Poids {
    tenus: AtomicU64,
    max: u64,
}

impl Poids {
    pub(super) fn new(max: u64) -> Self {
        Self {
            tenus: AtomicU64::new(0),
            max,
        }
    }

    /// Takes the place of what a column held by what it is about to hold.
    ///
    /// # Errors
    /// All the columns together would hold too much.
    pub(super) fn change(&self, avant: u64, apres: u64) -> Result<(), Defaut> {
        self.tenus.fetch_sub(avant, Ordering::Relaxed);
        let total = self.tenus.fetch_add(apres, Ordering::Relaxed) + apres;
        if total <= self.max {
            return Ok(());
        }
        let dit = format!("pages Parquet de plus de {} Mio", self.max >> 20);
        Err(Defaut::new(Genre::TropGros, dit))
    }
}
