//! `cpts indicateurs`: the catalogue, each indicator with its unit and its formula.

use crate::model::SectionId;
use anyhow::Result;

use super::pipeline::regles::{Fichiers, nommes};
use super::sortie::{CodeSortie, echec, ecrire_stdout};
use super::{liste, terminal};
use crate::cli::OptionsIndicateurs;
use crate::render::listes::Liste;

/// Runs `cpts indicateurs`.
///
/// # Errors
/// Catalogue that cannot be read, section without indicator, stdout that cannot be written.
pub fn executer(options: &OptionsIndicateurs) -> Result<CodeSortie> {
    let fichiers = Fichiers {
        catalogue: nommes(&options.catalogue),
        ..Fichiers::default()
    };
    let catalogue = fichiers.lire_catalogue()?;
    let voulue = options.section;
    let mut liste = Liste::new(&["id", "libellé", "unité", "section", "formule"]);
    for d in catalogue.definitions() {
        if voulue.is_none_or(|s| s == d.section) {
            liste.ajouter(vec![
                d.id.clone(),
                d.libelle.clone(),
                d.unite.clone(),
                d.section.to_string(),
                d.formule.clone(),
            ]);
        }
    }
    if liste.lignes.is_empty() {
        let message = format!(
            "aucun indicateur dans la section « {} »\n  attendu : S1, S2, S3, S7 ou S8",
            voulue.map_or("", SectionId::as_str)
        );
        return Err(echec(CodeSortie::RienAFaire, message));
    }
    ecrire_stdout(&liste::rendre(&liste, options.format, terminal::largeur()))?;
    Ok(CodeSortie::Succes)
}
