//! What the rows of each kind are, found once for the file whatever the piece that shows it.

use std::collections::HashMap;
use std::sync::RwLock;

use crate::load::table::genre::Genre;
use crate::model::melange::Vite;

/// Kinds kept: a file that has more of them has no kinds.
const GENRES_MAX: usize = 1 << 16;

/// What rows are, by the bytes of their types.
#[derive(Default)]
pub(super) struct Genres(RwLock<HashMap<Vec<u8>, Genre, Vite>>);

impl Genres {
    /// What a row is, as it was told of the first that had these bytes.
    pub(super) fn de(&self, signature: &[u8], lire: impl FnOnce() -> Genre) -> Genre {
        let connu = self.0.read().ok().and_then(|g| g.get(signature).copied());
        connu.unwrap_or_else(|| {
            let genre = lire();
            if let Ok(mut genres) = self.0.write()
                && genres.len() < GENRES_MAX
            {
                genres.insert(signature.to_vec(), genre);
            }
            genre
        })
    }
}
