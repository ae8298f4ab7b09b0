//! `cpts donnees decrire`: looks at a file that no format recognises and drafts its descriptor.

use anyhow::Result;

use crate::base;
use crate::cli::donnees::OptionsDecrire;
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, ecrire_stdout, informer};
use crate::load;

/// Runs `cpts donnees decrire`.
///
/// # Errors
/// File that cannot be read, without commune codes or figures; output that cannot be written.
pub(super) fn executer(options: &OptionsDecrire) -> Result<CodeSortie> {
    let referentiel = base::lire()?;
    let texte =
        load::ebauche(&options.fichier, options.feuille.as_deref(), &referentiel).map_err(|e| {
            echec(
                CodeSortie::Donnees,
                format!("{} : {e}", options.fichier.display()),
            )
        })?;
    let Some(chemin) = &options.sortie else {
        ecrire_stdout(&texte)?;
        return Ok(CodeSortie::Succes);
    };
    let sortie = [(chemin.as_path(), texte.into_bytes())];
    ecrire_fichiers(&sortie, std::slice::from_ref(&options.fichier))?;
    informer(&format!(
        "écrit : {}\n  relisez-le, puis : cpts donnees etat --detail --descripteur {}",
        chemin.display(),
        chemin.display()
    ));
    Ok(CodeSortie::Succes)
}
