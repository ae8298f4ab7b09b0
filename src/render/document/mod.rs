//! Document → bytes: one file or folder per format; a format visits the blocks and decides nothing.

mod ancres;
pub mod docx;
pub mod figure;
pub mod html;
pub mod json;
pub mod logo;
pub mod markdown;
pub mod pdf;
pub mod texte;

use std::path::Path;

use super::ErreurRendu;
use crate::rapport::document::Document;

/// A format of the document.
pub trait Rendu {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`ErreurRendu`]: always a defect of the program, never of the user's command.
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu>;
}

/// The one table of the formats of the document: ends of file names in lower case, renderer.
const FORMATS: [(&[&str], &dyn Rendu); 5] = [
    (&["html", "htm"], &html::Html),
    (&["md", "markdown"], &markdown::Markdown),
    (&["docx"], &docx::Docx),
    (&["pdf"], &pdf::Pdf),
    (&["document.json"], &json::Json),
];

/// The format of a file, from the end of its name.
#[must_use]
pub fn pour_chemin(chemin: &Path) -> Option<&'static dyn Rendu> {
    let nom = chemin.file_name()?.to_string_lossy().to_lowercase();
    let finit = |fin: &&str| nom.strip_suffix(*fin).is_some_and(|n| n.ends_with('.'));
    let mut formats = FORMATS.iter();
    formats
        .find(|(siennes, _)| siennes.iter().any(finit))
        .map(|(_, rendu)| *rendu)
}

/// Every extension, as they are told to the user.
#[must_use]
pub fn extensions() -> Vec<&'static str> {
    FORMATS
        .iter()
        .filter_map(|(siennes, _)| siennes.first().copied())
        .collect()
}

#[cfg(test)]
mod tests;
