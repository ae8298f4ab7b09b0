//! The report → bytes of each output.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::formats::{Sortie, est_atelier};
use super::habillage::Habillage;
use crate::cli::{Format, OptionsDiagnostic};
use crate::commands::pipeline::rapport;
use crate::commands::terminal;
use crate::rapport::Rapport;
use crate::rapport::atelier::Atelier;
use crate::rapport::document::{Choix, Document, Edition, ecran};
use crate::rapport::export::TableCommunes;
use crate::rapport::feuilles::longue;
use crate::render;
use crate::render::document::{self, Rendu as _};

/// What the files are made from.
pub(super) struct Matiere<'m> {
    pub rapport: &'m Rapport,
    pub regles: &'m rapport::Regles,
    pub choix: Choix<'m>,
    /// What the HTML page shows.
    pub choix_page: Choix<'m>,
    pub habillage: &'m Habillage,
    /// Made only when the workshop is asked for.
    pub atelier: Option<&'m Atelier>,
    /// Made only when a format asks for it.
    pub communes: Option<&'m TableCommunes>,
}

pub(super) fn rendre_fichiers<'a>(
    matiere: &Matiere<'_>,
    formats: &[(&'a Path, Sortie)],
) -> Result<Vec<(&'a Path, Vec<u8>)>> {
    let rapport = matiere.rapport;
    let rendre = |&(chemin, sortie): &(&'a Path, Sortie)| {
        let octets = match sortie {
            Sortie::Rapport(Format::Html) => page(matiere)?,
            Sortie::Rapport(Format::Atelier) => page_atelier(matiere)?.into_bytes(),
            Sortie::Rapport(Format::Json) => render::json::rendre(rapport)?.into_bytes(),
            Sortie::Rapport(_) => ecrire_ecran(matiere, 80, false, true).into_bytes(),
            Sortie::Classeur => render::diagnostic_classeur::rendre(rapport)?,
            Sortie::Lignes => render::tableau_csv::rendre(&longue(rapport)).into_bytes(),
            Sortie::Communes(rendre) => match matiere.communes {
                Some(table) => rendre(table)?,
                None => Vec::new(),
            },
            Sortie::Document(rendu) => rendu.rendre(&composer(matiere, matiere.choix))?,
        };
        Ok((chemin, octets))
    };
    formats.iter().map(rendre).collect()
}

/// The HTML page.
fn page(matiere: &Matiere<'_>) -> Result<Vec<u8>> {
    Ok(document::html::Html.rendre(&composer(matiere, matiere.choix_page))?)
}

/// Every chart and map of the document, as SVG complete in itself and as PNG.
pub(super) fn dessins(matiere: &Matiere<'_>, dossier: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let document = composer(matiere, Edition::Complete.into());
    let fichiers = document::figure::fichiers(&document)?;
    let place = |(nom, octets): (String, Vec<u8>)| (dossier.join(nom), octets);
    Ok(fichiers.into_iter().map(place).collect())
}

fn composer<'m>(matiere: &Matiere<'m>, choix: Choix<'_>) -> Document<'m> {
    let regles = (&matiere.regles.plan, &matiere.regles.edition);
    let mut document = crate::rapport::document::construire(matiere.rapport, regles, choix);
    matiere.habillage.mettre(&mut document);
    document
}

/// One screen, or all in detail.
fn ecrire_ecran(matiere: &Matiere<'_>, largeur: u16, couleurs: bool, detail: bool) -> String {
    let cadre = ecran::Cadre {
        plan: &matiere.regles.plan,
        edition: &matiere.regles.edition,
        ecran: &matiere.regles.ecran,
        largeur,
    };
    let lignes = |d: &Document<'_>| document::texte::ecrire(d, largeur, false).lines().count();
    let ecran = if detail {
        ecran::detail(matiere.rapport, cadre)
    } else {
        ecran::bref(matiere.rapport, cadre, &lignes)
    };
    document::texte::ecrire(&ecran, largeur, couleurs)
}

/// The page of the workshop, empty when it was not asked for.
fn page_atelier(matiere: &Matiere<'_>) -> Result<String> {
    let page = matiere.atelier.map(render::html::page_atelier::rendre);
    Ok(page.transpose()?.unwrap_or_default())
}

pub(super) fn rendre_stdout(
    matiere: &Matiere<'_>,
    options: &OptionsDiagnostic,
    formats: &[(&Path, Sortie)],
) -> Result<String> {
    let rapport = matiere.rapport;
    Ok(match options.format {
        Format::Json => render::json::rendre(rapport)?,
        Format::Html => String::from_utf8(page(matiere)?)?,
        Format::Atelier if !formats.iter().any(|(_, s)| est_atelier(*s)) => page_atelier(matiere)?,
        Format::Markdown => document::markdown::ecrire(&composer(matiere, matiere.choix)),
        Format::Terminal | Format::Atelier => {
            let couleurs = terminal::couleurs(options.communes.couleur);
            let mut texte = ecrire_ecran(matiere, terminal::largeur(), couleurs, options.detail);
            if options.sources {
                texte.push('\n');
                texte.push_str(&render::provenance::rendre(rapport));
            }
            texte
        }
    })
}
