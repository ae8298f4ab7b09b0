//! The sources asked for: all that can be downloaded, or those that are named.

use std::collections::BTreeSet;

use anyhow::Result;

use crate::cli::donnees::OptionsTelecharger;
use crate::commands::pipeline::regles::{Fichiers, nommes};
use crate::commands::sortie::{CodeSortie, echec};
use crate::load::telecharge::offres::{Offre, offres};
use crate::load::telecharge::url::{self, Refus};
use crate::texte_toml::plus_proche;

/// The sources asked for, by id.
///
/// # Errors
/// A source that does not exist, two files of the same name, a mirror that is not an address, a wrong descriptor.
pub fn choisies(options: &OptionsTelecharger) -> Result<Vec<Offre>> {
    if let Some(miroir) = &options.miroir {
        verifie_miroir(miroir)?;
    }
    let regles = Fichiers {
        descripteurs: nommes(&options.descripteur),
        ..Fichiers::default()
    };
    let toutes = offres(&regles.lire_descripteurs()?)?;
    for nom in &options.sources {
        if !toutes.iter().any(|o| o.source == *nom) {
            return Err(inconnue(nom, &toutes));
        }
    }
    let gardees: Vec<Offre> = toutes
        .into_iter()
        .filter(|o| options.sources.is_empty() || options.sources.contains(&o.source))
        .collect();
    let mut vus = BTreeSet::new();
    for a in gardees.iter().flat_map(|o| &o.adresses) {
        if !vus.insert(a.fichier.to_lowercase()) {
            return Err(echec(
                CodeSortie::Usage,
                format!(
                    "deux sources donnent le nom « {} » à leur fichier\n  remède : changez-le dans votre descripteur",
                    a.fichier
                ),
            ));
        }
    }
    Ok(gardees)
}

fn inconnue(nom: &str, toutes: &[Offre]) -> anyhow::Error {
    let proche = plus_proche(toutes.iter().map(|o| o.source.as_str()), nom);
    let proche = proche.map_or_else(String::new, |p| format!(" ; vouliez-vous écrire « {p} » ?"));
    echec(
        CodeSortie::Usage,
        format!(
            "source inconnue « {nom} »{proche}\n  remède : cpts donnees telecharger --liste les nomme toutes"
        ),
    )
}

fn verifie_miroir(miroir: &str) -> Result<()> {
    let probleme = match url::verifie(miroir) {
        Ok(()) if !miroir.contains(['?', '#']) => return Ok(()),
        Err(Refus::Identifiants) => "une adresse de miroir ne porte ni identifiant ni mot de passe",
        _ => "ce n'est pas l'adresse d'un miroir",
    };
    Err(echec(
        CodeSortie::Usage,
        format!(
            "--miroir : {probleme}\n  attendu : https://serveur/dossier ; un fichier y est à l'adresse https://serveur/dossier/NOM"
        ),
    ))
}
