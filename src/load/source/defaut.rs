//! What is wrong with the bytes of a file, so that the remedy follows the kind and never the words.

use std::fmt;
use std::io;

/// Kind of fault of a file, which decides the remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// Truncated or damaged.
    Abime,
    /// Beyond what is ever read.
    TropGros,
    /// A quote that is opened and never closed.
    GuillemetOuvert,
    /// Whole, but not what its name says.
    AutreNature,
    /// Whole, but written in a way that is not read.
    NonLu,
}

/// A fault of a file: its kind and its words, in French, without final full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defaut {
    /// What kind of fault.
    pub genre: Genre,
    /// What is told to the user.
    pub texte: String,
}

impl Defaut {
    /// A fault of a kind.
    #[must_use]
    pub fn new(genre: Genre, texte: impl Into<String>) -> Self {
        Self {
            genre,
            texte: texte.into(),
        }
    }

    /// A truncated or damaged file.
    #[must_use]
    pub fn abime(texte: impl Into<String>) -> Self {
        Self::new(Genre::Abime, texte)
    }

    /// A file whose content is larger than `max` bytes once decompressed.
    #[must_use]
    pub fn trop_gros(max: u64) -> Self {
        let texte = format!("plus de {} Mio une fois décompressé", max >> 20);
        Self::new(Genre::TropGros, texte)
    }

    /// What the user can do.
    #[must_use]
    pub const fn remede(&self) -> &'static str {
        match self.genre {
            Genre::Abime => {
                "le fichier est incomplet ou abîmé : téléchargez-le de nouveau, ou retirez-le du dossier"
            }
            Genre::TropGros => {
                "gardez-en les colonnes et les lignes utiles, ou retirez-le du dossier"
            }
            Genre::GuillemetOuvert => {
                "refermez le guillemet ou supprimez-le, ou retirez le fichier du dossier"
            }
            Genre::AutreNature => {
                "ouvrez-le dans un tableur et enregistrez-le en .xlsx, ou renommez-le s'il s'agit d'un autre format"
            }
            Genre::NonLu => {
                "enregistrez la table en CSV, ou en Parquet à colonnes simples, compressé par Snappy, gzip ou zstd, sans chiffrement"
            }
        }
    }
}

impl fmt::Display for Defaut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texte)
    }
}

impl std::error::Error for Defaut {}

/// Why the system refused to read a file or a folder, in French.
#[must_use]
pub fn cause(e: &io::Error) -> String {
    match e.kind() {
        io::ErrorKind::NotFound => "lien vers un fichier qui n'existe pas".to_owned(),
        io::ErrorKind::PermissionDenied => "droit de lecture refusé".to_owned(),
        // Not yet a stable kind: the number is that of Linux or of macOS.
        _ if matches!(e.raw_os_error(), Some(40 | 62)) => "lien qui tourne en rond".to_owned(),
        _ => format!(
            "erreur du système n° {}",
            e.raw_os_error().unwrap_or_default()
        ),
    }
}
