//! What the user asked for, resolved to a perimeter over the data.

use std::path::Path;

use anyhow::Result;

use super::soin::soigner;
use crate::commands::sortie::{CodeSortie, echec};
use crate::load::perimetre::demande::{self, Demande};
use crate::load::perimetre::{expression_fichier, liste, polygones};
use crate::model::{Constat, Dataset, Emplacement, Perimetre};
use crate::perimetre::{self, ErreurPerimetre};

pub fn resoudre(demande: Demande, dossier: &Path, dataset: &Dataset) -> Result<Perimetre> {
    let referentiel = &dataset.referentiel;
    match demande {
        Demande::Expression(mut expression) => {
            let lus = demande::charger_fichiers(&mut expression, dossier, referentiel)
                .map_err(en_echec)?;
            let resolu = perimetre::resoudre(&expression, referentiel, Some(dataset));
            avec(lus, resolu)
        }
        Demande::Liste(fichier) => {
            if let Some(expression) =
                expression_fichier::expression_de(&fichier).map_err(en_echec)?
            {
                let resolu = perimetre::resoudre(&expression, referentiel, Some(dataset));
                return avec(Vec::new(), resolu);
            }
            let liste = liste::lire_liste(&fichier, referentiel).map_err(en_echec)?;
            let resolu = perimetre::resoudre(&liste.expression(), referentiel, Some(dataset));
            avec(liste.constats, resolu)
        }
        Demande::Carte(fichier) => {
            let zone = polygones::lire_carte(&fichier)?;
            avec(
                zone.constats,
                perimetre::depuis_polygones(&zone.fichier, &zone.polygones, dataset),
            )
        }
        Demande::Projet(chemin) => Err(echec(
            CodeSortie::Donnees,
            format!(
                "{} : un projet ne peut pas être le périmètre d'un autre projet\n  \
                 attendu : une liste de communes, un GeoJSON ou une expression\n  \
                 remède : copiez dans ce projet la ligne « perimetre » de l'autre",
                chemin.display()
            ),
        )),
    }
}

/// The perimeter with what was found while reading its files, first.
fn avec(
    mut constats: Vec<Constat>,
    resolu: Result<Perimetre, ErreurPerimetre>,
) -> Result<Perimetre> {
    let mut perimetre = resolu.map_err(en_echec)?;
    constats.append(&mut perimetre.constats);
    soigner(&mut constats);
    perimetre.constats = constats;
    Ok(perimetre)
}

/// What is wrong with the perimeter of a project is told at the project, not at the command line.
pub fn dans_le_projet(erreur: ErreurPerimetre, chemin: &Path) -> ErreurPerimetre {
    match erreur {
        ErreurPerimetre::Invalide(mut erreurs) => {
            for e in &mut erreurs {
                if e.emplacement.demande {
                    e.emplacement =
                        Emplacement::fichier(chemin.display().to_string()).colonne("perimetre");
                }
            }
            ErreurPerimetre::Invalide(erreurs)
        }
        autre => autre,
    }
}

pub fn en_echec(erreur: ErreurPerimetre) -> anyhow::Error {
    match erreur {
        ErreurPerimetre::Vide(_) => echec(CodeSortie::RienAFaire, erreur.to_string()),
        autre => anyhow::Error::new(autre),
    }
}
