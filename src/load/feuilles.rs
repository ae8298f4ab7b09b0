//! The recognised sheets of a workbook, read in parallel; those of the same format make one table.

use rayon::prelude::*;

use super::classeur::Classeur;
use super::dossier::Fichier;
use super::fichier::{Atelier, Lu, Sort};
use super::format::Format;
use super::lignes::Lignes;
use super::octets::Contenu;
use super::reconnaissance::Reconnu;
use super::refus::{abime, exige, inutile};
use super::table::Table;
use super::tableau::Apercu;
use crate::model::{Emplacement, ErreurDonnees};

/// Reads the recognised sheets.
///
/// # Errors
/// A sheet lacks a required column or is broken.
pub fn lire(
    atelier: &Atelier<'_>,
    fichier: &Fichier,
    contenu: &Contenu,
    reconnus: Vec<(String, Reconnu, Apercu)>,
) -> Result<Sort, ErreurDonnees> {
    let format = |r: &Reconnu| atelier.formats.get(r.format);
    let mut sort = None;
    let mut utiles = Vec::new();
    for (feuille, reconnu, apercu) in reconnus {
        let Some(f) = format(&reconnu) else { continue };
        match inutile(f) {
            Some(s) => sort = sort.or(Some(s)),
            None => {
                exige(f, &reconnu.plan, &apercu, &fichier.nom)?;
                utiles.push((feuille, reconnu));
            }
        }
    }
    let tables: Vec<(usize, Table)> = utiles
        .par_iter()
        .map(|(feuille, r)| {
            let f = format(r).ok_or_else(|| {
                ErreurDonnees::new(Emplacement::fichier(&fichier.nom), "format inconnu")
            })?;
            Ok((
                r.format,
                feuille_lue(atelier, fichier, contenu, feuille, r, f)?,
            ))
        })
        .collect::<Result<_, ErreurDonnees>>()?;
    let mut lus: Vec<(usize, Lu)> = Vec::new();
    for (rang, table) in tables {
        if let Some((_, lu)) = lus.iter_mut().find(|(r, _)| *r == rang) {
            lu.table.complete(table);
        } else if let Some(f) = atelier.formats.get(rang) {
            lus.push((rang, atelier.lu(f, fichier, contenu, table)));
        }
    }
    match (lus.is_empty(), sort) {
        (true, Some(sort)) => Ok(sort),
        _ => Ok(Sort::Lu(lus.into_iter().map(|(_, lu)| lu).collect())),
    }
}

fn feuille_lue(
    atelier: &Atelier<'_>,
    fichier: &Fichier,
    contenu: &Contenu,
    feuille: &str,
    reconnu: &Reconnu,
    format: &Format,
) -> Result<Table, ErreurDonnees> {
    let nom = format!("{}!{feuille}", fichier.nom);
    let erreur = |motif: String| abime(format, Emplacement::fichier(&nom), &motif);
    let plan = &reconnu.plan;
    let mut lignes = Lignes::new(atelier.referentiel, format, plan, &nom, false)?;
    let mut classeur = Classeur::ouvre(&contenu.octets).map_err(erreur)?;
    let mut faute = None;
    classeur
        .lire(feuille, plan.entete, &plan.colonnes, |l| {
            faute = faute.take().or(lignes.ligne(l).err())
        })
        .map_err(erreur)?;
    faute.map_or(Ok(()), Err)?;
    lignes.termine()
}
