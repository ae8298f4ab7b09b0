//! Pages decompressed within the size that they announce; what announces too little or too much is damaged.

use std::io::Read;

use flate2::read::MultiGzDecoder;
use parquet::basic::CompressionCodec;
use ruzstd::decoding::StreamingDecoder;

use super::garde::abime;
use crate::load::source::defaut::{Defaut, Genre};

/// How the pages of a column are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    Aucun,
    Snappy,
    Gzip,
    Zstd,
}

impl Codec {
    /// The codec of a column.
    ///
    /// # Errors
    /// It is not read.
    pub(super) fn de(codec: CompressionCodec) -> Result<Self, Defaut> {
        let nom = match codec {
            CompressionCodec::UNCOMPRESSED => return Ok(Self::Aucun),
            CompressionCodec::SNAPPY => return Ok(Self::Snappy),
            CompressionCodec::GZIP => return Ok(Self::Gzip),
            CompressionCodec::ZSTD => return Ok(Self::Zstd),
            CompressionCodec::LZO => "LZO",
            CompressionCodec::BROTLI => "Brotli",
            CompressionCodec::LZ4 | CompressionCodec::LZ4_RAW => "LZ4",
        };
        let dit = format!("fichier Parquet compressé par {nom}, qui n'est pas lu");
        Err(Defaut::new(Genre::NonLu, dit))
    }

    /// Exactly `taille` bytes.
    ///
    /// # Errors
    /// The bytes are damaged, or another number comes out.
    pub(super) fn deplie(self, octets: Vec<u8>, taille: usize) -> Result<Vec<u8>, Defaut> {
        let deplies = match self {
            Self::Aucun => octets,
            Self::Snappy => snappy(&octets, taille)?,
            Self::Gzip => borne(MultiGzDecoder::new(octets.as_slice()), taille)?,
            Self::Zstd => {
                let flux = StreamingDecoder::new(octets.as_slice()).map_err(|_| abime())?;
                borne(flux, taille)?
            }
        };
        (deplies.len() == taille)
            .then_some(deplies)
            .ok_or_else(abime)
    }
}

fn snappy(octets: &[u8], taille: usize) -> Result<Vec<u8>, Defaut> {
    if octets.is_empty() {
        return Ok(Vec::new());
    }
    if snap::raw::decompress_len(octets).ok() != Some(taille) {
        return Err(abime());
    }
    let lu = snap::raw::Decoder::new().decompress_vec(octets);
    lu.map_err(|_| abime())
}

/// At most one byte more than announced: what is larger is then seen.
fn borne(flux: impl Read, taille: usize) -> Result<Vec<u8>, Defaut> {
    let mut lus = Vec::new();
    let lu = flux.take(taille as u64 + 1).read_to_end(&mut lus);
    lu.map(|_| lus).map_err(|_| abime())
}
