//! The other parts of the archive: types, properties, styles, header, footer, relations.

use std::fmt::Write as _;

use super::images::Images;
use super::liens::Liens;
use super::xml::{echappe, paragraphe, suite};
use crate::rapport::document::Document;

const TYPES: &str = include_str!("../../templates/docx/types.xml");
const RELATIONS: &str = include_str!("../../templates/docx/relations.xml");
const STYLES: &str = include_str!("../../templates/docx/styles.xml");
const NUMEROTATION: &str = include_str!("../../templates/docx/numerotation.xml");
const REGLAGES: &str = include_str!("../../templates/docx/reglages.xml");
const PROPRIETES: &str = include_str!("../../templates/docx/proprietes.xml");

/// Tint of the headings in the styles.
const ACCENT: &str = "1F4E79";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const ESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Name and content of the parts that hold no picture.
pub(super) fn fixes(document: &Document<'_>) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        (
            "docProps/core.xml",
            PROPRIETES.replace("{titre}", &echappe(&document.titre)),
        ),
        ("word/styles.xml", styles(document)),
        ("word/numbering.xml", NUMEROTATION.to_owned()),
        ("word/settings.xml", REGLAGES.to_owned()),
        ("word/header1.xml", entete(document)),
        ("word/footer1.xml", pied(document)),
    ]
}

/// The styles, their headings in the tint that the user asks for.
fn styles(document: &Document<'_>) -> String {
    let Some([r, v, b]) = document.couleur else {
        return STYLES.to_owned();
    };
    let voulue = format!("w:val=\"{r:02X}{v:02X}{b:02X}\"");
    STYLES.replace(&format!("w:val=\"{ACCENT}\""), &voulue)
}

/// What must be said on every page.
fn entete(document: &Document<'_>) -> String {
    let bandeau = document.bandeau.as_deref().unwrap_or_default();
    let texte = paragraphe("Bandeau", &suite(bandeau, ""));
    format!("{XML}<w:hdr {ESPACES}>{texte}</w:hdr>")
}

/// Name, date, program, then « page 2 / 8 ».
fn pied(document: &Document<'_>) -> String {
    let champ = |nom: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {nom} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let texte = format!(
        "{}{}{}{}",
        suite(&format!("{} · page ", document.pied), ""),
        champ("PAGE"),
        suite(" / ", ""),
        champ("NUMPAGES")
    );
    format!(
        "{XML}<w:ftr {ESPACES}>{}</w:ftr>",
        paragraphe("Pied", &texte)
    )
}

/// What the body refers to.
pub(super) fn relations(document: &Document<'_>, images: &Images, liens: &Liens) -> String {
    let mut sortie = format!(
        "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    let fixes = [
        ("styles", "styles", "styles.xml"),
        ("numerotation", "numbering", "numbering.xml"),
        ("reglages", "settings", "settings.xml"),
        ("entete", "header", "header1.xml"),
        ("pied", "footer", "footer1.xml"),
    ];
    for (id, genre, cible) in fixes {
        let _ = write!(
            sortie,
            "<Relationship Id=\"{id}\" Type=\"{RELATION}/{genre}\" Target=\"{cible}\"/>"
        );
    }
    if document.logo.is_some() {
        let _ = write!(
            sortie,
            "<Relationship Id=\"logo\" Type=\"{RELATION}/image\" Target=\"media/logo.png\"/>"
        );
    }
    for n in 1..=images.fichiers().count() {
        let _ = write!(
            sortie,
            "<Relationship Id=\"image{n}\" Type=\"{RELATION}/image\" Target=\"media/image{n}.png\"/>"
        );
    }
    for (id, adresse) in liens.tous() {
        let _ = write!(
            sortie,
            "<Relationship Id=\"{id}\" Type=\"{RELATION}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            echappe(adresse)
        );
    }
    sortie.push_str("</Relationships>");
    sortie
}
