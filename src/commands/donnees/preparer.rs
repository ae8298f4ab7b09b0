//! `cpts donnees preparer`: everything that was read, in one file that stands for the folder.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;

use crate::cli::donnees::OptionsPreparer;
use crate::commands::pipeline::donnees::{Prepares, preparation};
use crate::commands::pipeline::esquisses;
use crate::commands::pipeline::territoire::resoudre;
use crate::commands::sortie::{CodeSortie, echec, ecrire_fichiers, informer};
use crate::francais::{denombre, nombre, octets};
use crate::load::perimetre::demande::lire_demande;
use crate::load::projet::cpts_toml;
use crate::load::{base_seule, imagee_de};
use crate::model::UniteId;

/// Runs `cpts donnees preparer`.
///
/// # Errors
/// No data, unusable folder, project or territory, output that cannot be written.
pub(super) fn executer(options: &OptionsPreparer) -> Result<CodeSortie> {
    let projet = options
        .projet
        .as_deref()
        .map(cpts_toml::lire_projet)
        .transpose()?;
    let Some(mut prepares) = preparation(&options.communes, projet.as_ref())? else {
        return Err(echec(
            CodeSortie::RienAFaire,
            "aucune donnée à préparer\n  remède : donnez le dossier des fichiers officiels avec --donnees DIR",
        ));
    };
    if let Some(territoire) = &options.territoire {
        restreindre(&mut prepares, territoire)?;
    }
    let Prepares {
        preparation,
        referentiel,
        source,
        lus,
        reglages,
    } = prepares;
    let comptes = preparation.comptes();
    let image = |sorts| imagee_de(sorts, &referentiel, &reglages);
    let contenu = preparation.octets(&referentiel, &source.sha256, image)?;
    let taille = contenu.len();
    ecrire_fichiers(&[(options.sortie.as_path(), contenu)], &lus)?;
    if !options.communes.quiet {
        let (lus, autres) = comptes;
        informer(&format!(
            "écrit : {} ({}, {}{})",
            options.sortie.display(),
            octets(taille as u64),
            denombre(lus, "fichier lu", "fichiers lus"),
            if autres > 0 {
                format!(
                    ", {} non lus ou sans usage (détail : cpts donnees etat)",
                    nombre(autres as f64, 0)
                )
            } else {
                String::new()
            },
        ));
    }
    Ok(CodeSortie::Succes)
}

/// Keeps the places of the départements of a territory and of those that touch it.
fn restreindre(prepares: &mut Prepares, territoire: &str) -> Result<()> {
    let mut dataset = base_seule(prepares.referentiel.clone(), prepares.source.clone());
    let demande = lire_demande(territoire, Path::new(""));
    let demande = demande.map_err(crate::commands::pipeline::territoire::en_echec)?;
    let perimetre = resoudre(demande, Path::new(""), &dataset)?;
    esquisses::completer(&mut dataset, std::slice::from_ref(&perimetre))?;
    let unites: BTreeSet<UniteId> = perimetre.membres.iter().map(|m| m.unite).collect();
    prepares
        .preparation
        .restreindre(&prepares.referentiel, territoire, &unites, dataset.traces());
    Ok(())
}
