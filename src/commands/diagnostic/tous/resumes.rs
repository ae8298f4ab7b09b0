//! The summaries of the list: index, workbook, rows, contract, and what the terminal says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::destination::Resume;
use super::{Bilan, Commun};
use crate::cli::Format;
use crate::commands::sortie::{ecrire_fichiers, ecrire_stdout, informer};
use crate::commands::terminal;
use crate::indicateurs::intervalle_de_taux;
use crate::model::{Dataset, Perimetre};
use crate::rapport::carte_des_territoires;
use crate::rapport::lot::{RapportLot, SCHEMA_LOT, comparer, index, situer};
use crate::render::{self, lot};

/// Summaries of a folder.
const DU_DOSSIER: [(&str, Resume); 4] = [
    ("index.html", Resume::Html),
    ("resume.csv", Resume::Csv),
    ("resume.xlsx", Resume::Xlsx),
    ("resume.json", Resume::Json),
];

/// Writes the summaries, then says what was done.
///
/// # Errors
/// An output that cannot be written.
pub(super) fn ecrire(
    commun: &Commun<'_>,
    (liste, lu): (&str, &Dataset),
    perimetres: &[&Perimetre],
    mut bilan: Bilan,
) -> Result<()> {
    let destination = commun.destination;
    let mut voulus: Vec<(PathBuf, Resume)> = destination.resumes.clone();
    let du_dossier = |dossier: &PathBuf| DU_DOSSIER.map(|(nom, genre)| (dossier.join(nom), genre));
    voulus.extend(destination.dossier.iter().flat_map(du_dossier));
    let json_dit = commun.options.format == Format::Json;
    let page = |(_, r): &(PathBuf, Resume)| matches!(r, Resume::Html | Resume::Json);
    let mut rapport = rapport(commun, (liste, lu), &mut bilan);
    if json_dit || voulus.iter().any(page) {
        rapport.carte = carte(lu, perimetres)?;
    }
    let octets = |genre: &Resume| -> Result<Vec<u8>> {
        Ok(match genre {
            Resume::Csv => lot::csv(&rapport).into_bytes(),
            Resume::Xlsx => lot::xlsx(&rapport)?,
            Resume::Json => lot::json(&rapport)?.into_bytes(),
            Resume::Html => render::html::page_lot::rendre(&rapport)?.into_bytes(),
        })
    };
    let fichiers = voulus
        .iter()
        .map(|(chemin, genre)| Ok((chemin.as_path(), octets(genre)?)))
        .collect::<Result<Vec<(&Path, Vec<u8>)>>>()?;
    ecrire_fichiers(&fichiers, commun.lus)?;
    bilan.dire_les_echecs();
    if !commun.options.communes.quiet {
        for (chemin, _) in &fichiers {
            informer(&format!("écrit : {}", chemin.display()));
        }
    }
    ecrire_stdout(&if json_dit {
        lot::json(&rapport)?
    } else {
        let faits = lot::Faits {
            ecrits: bilan.ecrits,
            inchanges: bilan.inchanges,
            rapports: destination.dossier.is_some(),
            anciens: &bilan.anciens,
            restes: &bilan.restes,
        };
        lot::terminal(&rapport, &faits, terminal::largeur())
    })
}

/// The list as its contract says it, without its map.
fn rapport(commun: &Commun<'_>, (liste, lu): (&str, &Dataset), bilan: &mut Bilan) -> RapportLot {
    situer(&mut bilan.indicateurs, &mut bilan.territoires);
    let contexte = comparer(&mut bilan.territoires);
    let mut rapport = RapportLot {
        schema: SCHEMA_LOT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        date: commun.date,
        fictif: lu.referentiel.fictif,
        demande: liste.trim().to_owned(),
        referentiel: lu.referentiel.nom.clone(),
        indicateurs: std::mem::take(&mut bilan.indicateurs),
        territoires: std::mem::take(&mut bilan.territoires),
        echecs: bilan.echecs.clone(),
        carte: None,
        contexte,
        sources: lu
            .sources
            .iter()
            .chain(commun.regles_lues)
            .cloned()
            .collect(),
    };
    completer(&mut rapport);
    rapport
}

/// A rate that the index ranks has its interval, however many its cases.
fn completer(rapport: &mut RapportLot) {
    let taux: BTreeSet<String> = index::colonnes(rapport)
        .into_iter()
        .filter(|(_, i)| i.est_un_taux())
        .map(|(_, i)| i.id.clone())
        .collect();
    for t in &mut rapport.territoires {
        for (_, c) in t.chiffres.iter_mut().filter(|(id, _)| taux.contains(*id)) {
            let connus = c.valeur.zip(c.numerateur);
            let calcule = connus.and_then(|(taux, cas)| intervalle_de_taux(taux, cas));
            c.intervalle = c.intervalle.or(calcule);
        }
    }
}

/// The map of the list, on the outlines of the files, else on those of the program.
fn carte(lu: &Dataset, perimetres: &[&Perimetre]) -> Result<Option<crate::rapport::Croquis>> {
    let communes: usize = perimetres.iter().map(|p| p.membres.len()).sum();
    if communes > crate::rapport::COMMUNES_DE_CARTE {
        return Ok(None);
    }
    let seuls: Vec<Perimetre> = perimetres.iter().map(|p| (*p).clone()).collect();
    let mut dataset = lu.clone();
    crate::commands::pipeline::esquisses::completer(&mut dataset, &seuls)?;
    Ok(carte_des_territoires(&dataset, perimetres))
}
