//! DOCX: real styles, headings, repeated header rows, pictures with their alternative text; opened by Word and LibreOffice.

mod corps;
mod hauteur;
mod images;
mod liens;
mod parties;
mod table;
mod xml;

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Rendu;
use crate::rapport::document::Document;
use crate::render::ErreurRendu;

/// The document as a text document of the Office Open XML standard (ECMA-376, transitional).
pub struct Docx;

impl Rendu for Docx {
    fn rendre(&self, document: &Document<'_>) -> Result<Vec<u8>, ErreurRendu> {
        let images = images::toutes(document)?;
        let corps = corps::ecrire(document, &images);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (nom, contenu) in parties::fixes(document) {
            ajouter(&mut archive, nom, contenu.as_bytes(), true)?;
        }
        ajouter(
            &mut archive,
            "word/document.xml",
            corps.xml.as_bytes(),
            true,
        )?;
        let liens = parties::relations(document, &images, &corps.liens);
        ajouter(
            &mut archive,
            "word/_rels/document.xml.rels",
            liens.as_bytes(),
            true,
        )?;
        if let Some(logo) = &document.logo {
            ajouter(&mut archive, "word/media/logo.png", &logo.png, false)?;
        }
        for (nom, image) in images.fichiers() {
            ajouter(&mut archive, &nom, &image.png, false)?;
        }
        Ok(archive.finish()?.into_inner())
    }
}

/// A part of the archive, its date fixed: the same document gives the same bytes. A picture is already compressed.
fn ajouter(
    archive: &mut ZipWriter<Cursor<Vec<u8>>>,
    nom: &str,
    contenu: &[u8],
    compresse: bool,
) -> Result<(), ErreurRendu> {
    let methode = if compresse {
        CompressionMethod::Deflated
    } else {
        CompressionMethod::Stored
    };
    let options = SimpleFileOptions::default()
        .compression_method(methode)
        .last_modified_time(zip::DateTime::default());
    archive.start_file(nom, options)?;
    archive
        .write_all(contenu)
        .map_err(zip::result::ZipError::from)?;
    Ok(())
}
