//! Files read, for the templates of the pages that are not a document.

use minijinja::{Value, context};

use crate::model::Source;
use crate::rapport::mots::lien_sur;

/// A file read.
pub(super) fn source(source: &Source, numero: usize) -> Value {
    context! {
        numero,
        libelle => &source.libelle,
        fichier => &source.fichier,
        sha256 => &source.sha256,
        producteur => &source.producteur,
        millesime => &source.millesime,
        cog => &source.cog,
        licence => &source.licence,
        url => &source.url,
        lien => source.url.as_deref().is_some_and(lien_sur),
    }
}
