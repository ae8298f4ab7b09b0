//! Several perimeters over the same data, loaded once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::chargement::charger;
use super::donnees::dataset;
use super::lus::{fichiers_de, sources};
use super::territoire::{en_echec, resoudre};
use crate::cli::OptionsCommunes;
use crate::commands::sortie::{CodeSortie, echec};
use crate::load::perimetre::demande::{self, Demande};
use crate::load::projet::cpts_toml::{self, Projet};
use crate::model::lecture::lieux;
use crate::model::{Dataset, Perimetre, UniteId};
use crate::perimetre::{self, Expression, Operande, Signe, Terme};

/// Several perimeters over the same data.
pub struct Lot {
    /// What was read.
    pub dataset: Dataset,
    /// Territories, in the order asked, then the CPTS by name.
    pub perimetres: Vec<Perimetre>,
    /// Date given by the project.
    pub date: Option<String>,
    /// Files that were read: never to be overwritten.
    pub lus: Vec<PathBuf>,
}

/// Loads the data folder once and resolves several perimeters; `territoire` adds the CPTS that touch it (all when empty).
///
/// # Errors
/// As [`charger`]; a project beside another perimeter, since its data are its own; no CPTS list.
pub fn charger_lot(
    arguments: &[String],
    territoire: Option<&str>,
    options: &OptionsCommunes,
) -> Result<Lot> {
    if let ([seul], None) = (arguments, territoire) {
        let charge = charger(seul, options, None)?;
        return Ok(Lot {
            dataset: charge.dataset,
            perimetres: vec![charge.perimetre],
            date: charge.date,
            lus: charge.lus,
        });
    }
    let dossier = PathBuf::new();
    let mut demandes = Vec::new();
    for (rang, argument) in arguments.iter().enumerate() {
        if arguments
            .iter()
            .take(rang)
            .any(|deja| deja.trim() == argument.trim())
        {
            let message = format!(
                "{argument} : périmètre donné deux fois, ses habitants compteraient double dans les totaux\n  \
                 remède : retirez l'un des deux"
            );
            return Err(echec(CodeSortie::Usage, message));
        }
        let demande = demande::lire_demande(argument, &dossier).map_err(en_echec)?;
        if matches!(demande, Demande::Projet(_)) {
            let message = format!("{argument} : un projet ne va pas avec d'autres périmètres");
            return Err(echec(CodeSortie::Usage, message));
        }
        demandes.push(demande);
    }
    let nommes: Vec<PathBuf> = demandes
        .iter()
        .flat_map(|d| fichiers_de(d, &dossier))
        .collect();
    let dataset = dataset(options, None)?;
    let mut perimetres = Vec::new();
    for demande in demandes {
        perimetres.push(resoudre(demande, &dossier, &dataset)?);
    }
    if let Some(territoire) = territoire {
        perimetres.extend(toutes_les_cpts(territoire, &dossier, &dataset)?);
    }
    let mut lus: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    lus.extend(nommes);
    lus.extend(sources(options, None, &dataset));
    Ok(Lot {
        dataset,
        perimetres,
        date: None,
        lus,
    })
}

/// The project whose data and rules are those of a list of territories, when the argument beside the list names one.
///
/// # Errors
/// An argument that is no project, a project that cannot be read.
pub fn projet_du_lot(argument: Option<&str>) -> Result<Option<Projet>> {
    let Some(argument) = argument else {
        return Ok(None);
    };
    match demande::lire_demande(argument, Path::new("")).map_err(en_echec)? {
        Demande::Projet(chemin) => Ok(Some(cpts_toml::lire_projet(&chemin)?)),
        _ => Err(echec(
            CodeSortie::Usage,
            format!(
                "{argument} : avec --tous, PERIMETRE ne peut être qu'un projet cpts.toml, dont viennent les données et les règles\n  remède : pour ne garder que les territoires qui le touchent, --dans {argument}"
            ),
        )),
    }
}

/// CPTS of the list, by name; only those with a commune (or an arrondissement of a city) in the territory.
pub(super) fn toutes_les_cpts(
    territoire: &str,
    dossier: &Path,
    dataset: &Dataset,
) -> Result<Vec<Perimetre>> {
    let dedans = match territoire {
        "" => None,
        texte => {
            let demande = demande::lire_demande(texte, dossier).map_err(en_echec)?;
            Some(resoudre(demande, dossier, dataset)?)
        }
    };
    let referentiel = &dataset.referentiel;
    let garde = |id: UniteId| {
        dedans.as_ref().is_none_or(|p| {
            let ville = referentiel.unite(id).parent;
            let mut lieux = lieux(referentiel, id).chain(ville);
            lieux.any(|id| p.contient(id))
        })
    };
    if dataset.cpts.is_empty() {
        return Err(echec(
            CodeSortie::Donnees,
            "aucune liste commune → CPTS dans le dossier de données\n  remède : demandez la liste à l'ARS, déposez le fichier dans le dossier de données (--donnees DIR) et relancez",
        ));
    }
    let noms: BTreeSet<&str> = dataset
        .cpts
        .iter()
        .filter(|a| garde(a.unite))
        .map(|a| a.cpts.as_str())
        .collect();
    if noms.is_empty() {
        let message = format!("aucune CPTS de la liste ne touche {territoire}");
        return Err(echec(CodeSortie::RienAFaire, message));
    }
    let resolue = |nom: &str| {
        let expression = Expression {
            texte: format!("cpts:\"{nom}\""),
            termes: vec![Terme {
                signe: Signe::Plus,
                operande: Operande::Cpts(nom.to_owned()),
            }],
        };
        perimetre::resoudre(&expression, referentiel, Some(dataset)).map_err(en_echec)
    };
    noms.into_iter().map(resolue).collect()
}
