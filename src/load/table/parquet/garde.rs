//! The crate panics on some damaged files: here, and nowhere else, a panic becomes a damaged file, without a word on stderr.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use parquet::errors::ParquetError;

use crate::load::source::defaut::Defaut;

thread_local! {
    /// Whether this thread is inside the crate.
    static DEDANS: Cell<bool> = const { Cell::new(false) };
}

/// Runs what calls the crate; a panic is a damaged file.
pub(super) fn garde<T>(appel: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, Defaut> {
    static CROCHET: Once = Once::new();
    CROCHET.call_once(|| {
        let autre = take_hook();
        set_hook(Box::new(move |info| {
            if !DEDANS.get() {
                autre(info);
            }
        }));
    });
    DEDANS.set(true);
    let lu = catch_unwind(AssertUnwindSafe(appel));
    DEDANS.set(false);
    match lu {
        Ok(Ok(lu)) => Ok(lu),
        Ok(Err(e)) => Err(defaut(e)),
        Err(_) => Err(abime()),
    }
}

/// The fault that an error of the crate carries, or a damaged file.
fn defaut(e: ParquetError) -> Defaut {
    match e {
        ParquetError::External(e) => e.downcast().map_or_else(|_| abime(), |d| *d),
        _ => abime(),
    }
}

/// What is said of bytes that make no sense.
pub(super) fn abime() -> Defaut {
    Defaut::abime("fichier Parquet tronqué ou abîmé")
}
