//! The parts of a workbook of Excel, in a zip without compression: each is found in its bytes, and none is copied.

use std::collections::HashMap;
use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use zip::{CompressionMethod, ZipArchive};

/// The bytes of a zip, shared.
#[derive(Debug, Clone)]
pub struct Octets(Arc<Vec<u8>>);

impl AsRef<[u8]> for Octets {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The parts of a workbook.
#[derive(Debug)]
pub struct Parties {
    /// The zip that holds them.
    pub octets: Octets,
    places: HashMap<String, Range<usize>>,
}

impl Parties {
    /// Finds the parts of a zip without compression.
    #[must_use]
    pub fn new(octets: Vec<u8>) -> Self {
        let places = places(&octets).unwrap_or_default();
        Self {
            octets: Octets(Arc::new(octets)),
            places,
        }
    }

    /// A part, by name.
    #[must_use]
    pub fn partie(&self, nom: &str) -> Option<&[u8]> {
        let place = self.places.get(nom)?;
        self.octets.as_ref().get(place.clone())
    }
}

/// Where the parts are; `None` for a zip in which one cannot be found.
fn places(octets: &[u8]) -> Option<HashMap<String, Range<usize>>> {
    let mut zip = ZipArchive::new(Cursor::new(octets)).ok()?;
    let mut places = HashMap::new();
    for rang in 0..zip.len() {
        let partie = zip.by_index(rang).ok()?;
        let debut = usize::try_from(partie.data_start()?).ok()?;
        let taille = usize::try_from(partie.compressed_size()).ok()?;
        let lue = partie.compression() == CompressionMethod::Stored;
        let nom = partie.name().ok()?.into_owned();
        places.insert(nom, debut..lue.then(|| debut.checked_add(taille))??);
    }
    (places.len() == zip.len()).then_some(places)
}
