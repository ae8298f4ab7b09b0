//! The recognised sheets of a workbook; those of the same format make one table.

use crate::load::fichier::atelier::Atelier;
use crate::load::fichier::devenir::{Devenir, Lu};
use crate::load::fichier::feuilles_rivales;
use crate::load::fichier::refus::{abime, exige, inutile};
use crate::load::format::compile::Format;
use crate::load::format::reconnaissance::Reconnu;
use crate::load::source::defaut::Defaut;
use crate::load::source::dossier::Fichier;
use crate::load::source::tableau::Apercu;
use crate::load::table::classeur::Classeur;
use crate::load::table::lignes::Lignes;
use crate::load::table::resultat::Table;
use crate::model::{Emplacement, ErreurDonnees};

/// A recognised sheet: its name, its format and its first rows.
pub type Feuille = (String, Reconnu, Apercu);

/// Reads the recognised sheets.
///
/// # Errors
/// A sheet lacks a required column or is broken.
pub fn lire(
    atelier: &Atelier<'_>,
    fichier: &Fichier,
    sha256: &str,
    classeur: &mut Classeur,
    reconnus: Vec<Feuille>,
) -> Result<Devenir, ErreurDonnees> {
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
    let mut lus: Vec<(usize, Lu)> = Vec::new();
    let mut anciennes: Vec<(usize, String)> = Vec::new();
    for (feuille, reconnu) in &utiles {
        let Some(f) = format(reconnu) else { continue };
        if f.d.millesime.dernier_seul && ancienne(reconnu, &utiles) {
            anciennes.push((reconnu.format, feuille.clone()));
            continue;
        }
        let mut table = feuille_lue(atelier, fichier, classeur, feuille, reconnu, f)?;
        match lus.iter_mut().find(|(rang, _)| *rang == reconnu.format) {
            Some((_, lu)) => {
                feuilles_rivales::ecarte(atelier.referentiel, &mut lu.table, &mut table, feuille);
                lu.table.complete(table);
            }
            None => lus.push((
                reconnu.format,
                atelier.lu(f, fichier, sha256.to_owned(), table),
            )),
        }
    }
    for (rang, lu) in &mut lus {
        let siennes = anciennes.iter().filter(|(r, _)| r == rang);
        lu.table.feuilles_anciennes = siennes.map(|(_, feuille)| feuille.clone()).collect();
    }
    match (lus.is_empty(), sort) {
        (true, Some(sort)) => Ok(sort),
        _ => Ok(Devenir::de(lus.into_iter().map(|(_, lu)| lu).collect())),
    }
}

/// Whether another sheet of the same format is of a later year.
fn ancienne(reconnu: &Reconnu, feuilles: &[(String, Reconnu)]) -> bool {
    let meme = feuilles
        .iter()
        .filter(|(_, autre)| autre.format == reconnu.format);
    let an = |r: &Reconnu| r.plan.millesime;
    let dernier = meme.filter_map(|(_, autre)| an(autre)).max();
    dernier.is_some() && an(reconnu) < dernier
}

fn feuille_lue(
    atelier: &Atelier<'_>,
    fichier: &Fichier,
    classeur: &mut Classeur,
    feuille: &str,
    reconnu: &Reconnu,
    format: &Format,
) -> Result<Table, ErreurDonnees> {
    let nom = format!("{}!{feuille}", fichier.nom);
    let erreur = |motif: String| abime(format, Emplacement::fichier(&nom), &Defaut::abime(motif));
    let plan = &reconnu.plan;
    let mut lignes = Lignes::new(atelier.referentiel, format, plan, &nom, false)?;
    // The name of a CPTS, merged over the rows of its communes, is theirs.
    let nom = plan.cpts.map(|(nom, _)| nom);
    let repetees: Vec<usize> = nom
        .into_iter()
        .chain(plan.stade.into_iter().chain([plan.fin_cpts]).flatten())
        .collect();
    let mut faute = None;
    classeur
        .lire(feuille, plan.depart(), (&plan.colonnes, &repetees), |l| {
            faute = faute.take().or(lignes.ligne(l).err())
        })
        .map_err(erreur)?;
    faute.map_or(Ok(()), Err)?;
    lignes.termine()
}
