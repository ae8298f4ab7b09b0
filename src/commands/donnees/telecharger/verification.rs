//! `--verifier`: the files of the folder against `cpts.lock`, without the network.

use anyhow::Result;

use super::dossier;
use crate::cli::donnees::OptionsTelecharger;
use crate::commands::sortie::{CodeSortie, echec, ecrire_stdout, informer};
use crate::francais::{denombre, espacer, octets};
use crate::load::telecharge::verrou::{Entree, Etat, NOM, Verrou};

/// Compares, and says each difference; exit code 3 when there is one.
///
/// # Errors
/// No lock, a lock that cannot be read, a source that it does not hold, stdout that cannot be written.
pub fn executer(options: &OptionsTelecharger) -> Result<CodeSortie> {
    let dossier = dossier(options);
    let Some(verrou) = Verrou::lire(&dossier)? else {
        return Err(echec(
            CodeSortie::Donnees,
            format!(
                "{} : il n'y a pas de {NOM}\n  remède : donnez par --donnees le dossier que « cpts donnees telecharger » a rempli",
                dossier.display()
            ),
        ));
    };
    let mut retenues: Vec<&Entree> = verrou.entrees().iter().collect();
    if let Some(absente) = options
        .sources
        .iter()
        .find(|s| !retenues.iter().any(|e| e.source == **s))
    {
        return Err(echec(
            CodeSortie::Usage,
            format!(
                "source « {absente} » absente de {NOM}\n  remède : téléchargez-la d'abord, ou retirez son nom"
            ),
        ));
    }
    retenues.retain(|e| options.sources.is_empty() || options.sources.contains(&e.source));
    let ecarts: Vec<String> = retenues
        .iter()
        .filter_map(|e| ecart(e, &e.etat(&dossier)))
        .collect();
    ecrire_stdout(&espacer(&ecarts.concat()))?;
    if !options.quiet {
        let verifies = denombre(retenues.len(), "fichier comparé", "fichiers comparés");
        let differents = match ecarts.len() {
            0 => "tous conformes".to_owned(),
            n => denombre(n, "diffère", "diffèrent"),
        };
        informer(&format!("{verifies} à {NOM} : {differents}"));
    }
    Ok(if ecarts.is_empty() {
        CodeSortie::Succes
    } else {
        CodeSortie::Donnees
    })
}

/// What differs, on two lines; nothing when the file is the very one.
fn ecart(e: &Entree, etat: &Etat) -> Option<String> {
    let quoi = match etat {
        Etat::Conforme => return None,
        Etat::Absent => "absent du dossier".to_owned(),
        Etat::Taille(lue) => format!(
            "{} octets au lieu de {} ({})",
            lue,
            e.taille,
            octets(e.taille)
        ),
        Etat::Contenu(sha256) => format!(
            "contenu différent\n  attendu : SHA-256 {}\n  lu : SHA-256 {sha256}",
            e.sha256
        ),
        Etat::Illisible(pourquoi) => format!("lecture impossible ({pourquoi})"),
    };
    Some(format!(
        "{} : {quoi}\n  remède : déplacez-le, puis cpts donnees telecharger {}\n",
        e.nom, e.source
    ))
}
