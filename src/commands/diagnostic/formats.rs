//! What is written and how, from the extensions and the options, refused before any work.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::cli::{self, Format, OptionsDiagnostic};
use crate::commands::pipeline::rapport::Regles;
use crate::commands::sortie::{CodeSortie, echec};
use crate::model::SectionId;
use crate::rapport::Rapport;
use crate::rapport::document::{Choix, Edition};
use crate::rapport::export::TableCommunes;
use crate::render;
use crate::render::document::{self, Rendu};

/// The table of the communes → bytes.
pub(super) type FormatCommunes = fn(&TableCommunes) -> Result<Vec<u8>, render::ErreurRendu>;

/// How an output is made.
#[derive(Clone, Copy)]
pub(super) enum Sortie {
    /// From the report itself.
    Rapport(Format),
    /// From the report itself, as sheets of numbers.
    Classeur,
    /// From the report itself, a row by territory and indicator.
    Lignes,
    /// From the table of the communes, a row or a shape by commune.
    Communes(FormatCommunes),
    /// From the document, in one of its two editions.
    Document(&'static dyn Rendu),
}

/// Files to write with their format, from their extension.
pub(super) fn formats(sorties: &[PathBuf]) -> Result<Vec<(&Path, Sortie)>> {
    let format = |chemin: &PathBuf| {
        let extension = chemin.extension();
        let extension = extension.map(|e| e.to_string_lossy().to_lowercase());
        let extension = extension.unwrap_or_default();
        if let Some(rendu) = document::pour_chemin(chemin).filter(|_| !est_page(&extension)) {
            return Ok(Sortie::Document(rendu));
        }
        match extension.as_str() {
            "csv" if par_commune(chemin) => {
                Ok(Sortie::Communes(
                    |t| Ok(render::export::csv(t).into_bytes()),
                ))
            }
            "csv" => Ok(Sortie::Lignes),
            "geojson" => Ok(Sortie::Communes(|t| {
                Ok(render::export::geojson(t)?.into_bytes())
            })),
            page if est_page(page) => Ok(Sortie::Rapport(Format::Html)),
            "json" => Ok(Sortie::Rapport(Format::Json)),
            "xlsx" => Ok(Sortie::Classeur),
            "txt" => Ok(Sortie::Rapport(Format::Terminal)),
            _ => Err(echec(
                CodeSortie::Usage,
                format!(
                    "{} : format inconnu\n  attendu : un nom en .xlsx, .csv, .communes.csv, .geojson, .json, .txt, .{}",
                    chemin.display(),
                    document::extensions().join(" ou .")
                ),
            )),
        }
    };
    sorties
        .iter()
        .map(|chemin| Ok((chemin.as_path(), format(chemin)?)))
        .collect()
}

/// The same, the HTML pages being the workshop when `--format atelier` asks for it.
pub(super) fn formats_de(options: &OptionsDiagnostic) -> Result<Vec<(&Path, Sortie)>> {
    let mut sorties = formats(&options.sortie)?;
    if options.format == Format::Atelier {
        for (_, sortie) in &mut sorties {
            if matches!(sortie, Sortie::Rapport(Format::Html)) {
                *sortie = Sortie::Rapport(Format::Atelier);
            }
        }
    } else if options.autour_km.is_some() {
        return Err(echec(
            CodeSortie::Usage,
            "--autour-km ne change que l'atelier\n  remède : ajoutez --format atelier, ou retirez --autour-km",
        ));
    }
    Ok(sorties)
}

/// Whether an output is the workshop.
pub(super) fn est_atelier(sortie: Sortie) -> bool {
    matches!(sortie, Sortie::Rapport(Format::Atelier))
}

/// A page is written from the report, which gives it its own edition.
fn est_page(extension: &str) -> bool {
    matches!(extension, "html" | "htm")
}

/// `rapport.communes.csv`, `communes.csv`: a row by commune.
fn par_commune(chemin: &Path) -> bool {
    let nom = chemin.file_name().unwrap_or_default();
    let nom = nom.to_string_lossy().to_lowercase();
    nom == "communes.csv" || nom.ends_with(".communes.csv")
}

/// Whether an output is a page, or has pages, that a logo and a tint can dress: all documents but those that are texts.
fn a_des_pages((chemin, sortie): &(&Path, Sortie)) -> bool {
    let texte = chemin.extension().is_some_and(|e| {
        let e = e.to_string_lossy().to_lowercase();
        matches!(e.as_str(), "md" | "markdown" | "json")
    });
    est_lu(sortie) && !texte
}

/// Whether an output is read as a document, from the first page to the last.
fn est_lu(sortie: &Sortie) -> bool {
    matches!(sortie, Sortie::Document(_) | Sortie::Rapport(Format::Html))
}

/// What only suits a document, asked for without one, would be silently without effect.
pub(super) fn edition_utile(
    options: &OptionsDiagnostic,
    formats: &[(&Path, Sortie)],
) -> Result<()> {
    let html = options.format == Format::Html;
    let document =
        html || options.format == Format::Markdown || formats.iter().any(|(_, s)| est_lu(s));
    let pages = html || formats.iter().any(a_des_pages);
    let texte = ".html, .pdf, .docx, .md ou .document.json";
    let page = ".html, .pdf ou .docx";
    let demandes = [
        ("--edition", options.edition.is_some(), document, texte),
        ("--sections", !options.sections.is_empty(), document, texte),
        ("--titre", options.titre.is_some(), document, texte),
        ("--logo", options.logo.is_some(), pages, page),
        (
            "--couleur-principale",
            options.couleur_principale.is_some(),
            pages,
            page,
        ),
    ];
    let vaine = demandes.iter().find(|(_, dite, utile, _)| *dite && !utile);
    let Some((option, .., formats)) = vaine else {
        return Ok(());
    };
    Err(echec(
        CodeSortie::Usage,
        format!(
            "{option} ne vaut que pour un document en {formats}\n  remède : ajoutez --sortie rapport.pdf, ou retirez {option}"
        ),
    ))
}

/// What is made of places or of names cannot be told without them.
pub(super) fn sans_lieu(options: &OptionsDiagnostic, formats: &[(&Path, Sortie)]) -> Result<()> {
    let situe = |s: &Sortie| matches!(s, Sortie::Communes(_)) || est_atelier(*s);
    let atelier = (options.format == Format::Atelier).then_some("--format atelier".to_owned());
    let fichier = formats.iter().find(|(_, s)| situe(s));
    let quoi = fichier.map(|(chemin, _)| chemin.display().to_string());
    match quoi.or(atelier).filter(|_| options.anonyme) {
        None => Ok(()),
        Some(quoi) => Err(echec(
            CodeSortie::Usage,
            format!(
                "--anonyme ne vaut pas pour {quoi}\u{a0}: on y lit où sont les communes\n  attendu\u{a0}: .html, .pdf, .docx, .md, .xlsx, \
                 .json, .txt ou .csv (une ligne par territoire et indicateur)\n  remède\u{a0}: retirez cette sortie, ou --anonyme"
            ),
        )),
    }
}

/// A section that an edition asked for does not show would be asked for without effect.
pub(super) fn sections_presentes(
    rapport: &Rapport,
    regles: &Regles,
    options: &OptionsDiagnostic,
    formats: &[(&Path, Sortie)],
) -> Result<()> {
    let html = |s: &Sortie| matches!(s, Sortie::Rapport(Format::Html));
    // A page alone has its own edition; with another document, both must show the section.
    let page = options.format == Format::Html || formats.iter().any(|(_, s)| html(s));
    let autre = options.format == Format::Markdown
        || formats
            .iter()
            .any(|(_, s)| matches!(s, Sortie::Document(_)));
    let edition_page = page.then(|| choix_page(options).edition);
    let edition = Some(choix(options).edition).filter(|_| autre);
    for edition in [edition, edition_page].into_iter().flatten() {
        dans_l_edition(rapport, regles, options, edition)?;
    }
    Ok(())
}

fn dans_l_edition(
    rapport: &Rapport,
    regles: &Regles,
    options: &OptionsDiagnostic,
    edition: Edition,
) -> Result<()> {
    let courte = edition == Edition::Courte;
    let presente = |id: &SectionId| {
        *id == SectionId::S12
            || if courte {
                let mut pages = regles.edition.page.iter();
                pages.any(|p| p.sections.contains(id))
            } else {
                rapport.sections.iter().any(|s| s.id == *id)
            }
    };
    let Some(absente) = options.sections.iter().find(|id| !presente(id)) else {
        return Ok(());
    };
    let remede = if courte {
        "ajoutez --edition complete, ou retirez cette section"
    } else {
        "retirez cette section"
    };
    Err(echec(
        CodeSortie::Usage,
        format!(
            "--sections {}\u{a0}: aucune page de cette édition ne la montre\n  remède\u{a0}: {remede}",
            absente.as_str()
        ),
    ))
}

/// The edition asked for, short by default, and its sections.
pub(super) fn choix(options: &OptionsDiagnostic) -> Choix<'_> {
    let edition = match options.edition {
        Some(cli::Edition::Complete) => Edition::Complete,
        Some(cli::Edition::Courte) | None => Edition::Courte,
    };
    Choix {
        edition,
        sections: &options.sections,
    }
}

/// What an HTML page shows of the document: the complete edition by default.
pub(super) fn choix_page(options: &OptionsDiagnostic) -> Choix<'_> {
    let edition = match options.edition {
        Some(cli::Edition::Courte) => Edition::Courte,
        Some(cli::Edition::Complete) | None => Edition::Complete,
    };
    Choix {
        edition,
        sections: &options.sections,
    }
}
