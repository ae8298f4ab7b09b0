//! `cpts diagnostic --tous`: every territory of a list over data read once; what one lacks never stops the others.

mod destination;
mod etat;
mod noms;
mod resumes;
mod territoire;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use anyhow::Result;
use rayon::prelude::*;

use super::formats::edition_utile;
use super::habillage::Habillage;
use super::{regles, sujets_parmi};
use crate::check;
use crate::cli::{Format, OptionsDiagnostic};
use crate::commands::date;
use crate::commands::pipeline::donnees::dataset;
use crate::commands::pipeline::lot::projet_du_lot;
use crate::commands::pipeline::lus::sources;
use crate::commands::pipeline::regles::Fichiers;
use crate::commands::pipeline::{groupes, rapport, tous};
use crate::commands::sortie::{CodeSortie, echec, informer};
use crate::indicateurs::{Calculateur, Releveur};
use crate::model::{Dataset, DateCivile, Perimetre, Source};
use crate::progress::Progression;
use crate::rapport::lot::{Dictionnaire, EchecLot, TerritoireLot};
use destination::Destination;
use etat::Etats;
use territoire::{Atelier, Fait};

/// What every territory is made with.
struct Commun<'c> {
    options: &'c OptionsDiagnostic,
    destination: &'c Destination,
    habillage: &'c Habillage,
    regles: &'c rapport::Regles,
    regles_lues: &'c [Source],
    date: Option<DateCivile>,
    etats: Option<&'c Etats>,
    /// Files that were read: never to be overwritten.
    lus: &'c [PathBuf],
}

/// A territory of the list: its rank, the name of its files, its perimeter.
#[derive(Clone, Copy)]
struct Voulu<'v> {
    rang: usize,
    fichier: &'v str,
    perimetre: &'v Perimetre,
}

/// Runs `cpts diagnostic --tous`.
///
/// # Errors
/// Wrong option, unusable list or file, a folder that cannot be written; a territory that fails is told and the others go on,
/// the exit code then being 3.
pub(super) fn executer(liste: &str, options: &OptionsDiagnostic) -> Result<CodeSortie> {
    if options.format == Format::Atelier {
        return Err(echec(
            CodeSortie::Usage,
            "--format atelier ne vaut que pour un périmètre à la fois\n  remède\u{a0}: donnez un PERIMETRE au lieu de --tous, ou retirez --format",
        ));
    }
    let destination = Destination::lire(options)?;
    edition_utile(options, &destination::sorties(&destination.modeles())?)?;
    let habillage = Habillage::lire(options)?;
    let projet = projet_du_lot(options.perimetre.as_deref())?;
    let donnee = projet.as_ref().and_then(|p| p.cpts.date.clone());
    let date = date::choisir(options.date.as_deref(), donnee.as_deref())?;
    let siennes = projet.as_ref().map(Fichiers::du_projet);
    let fichiers = regles(siennes.unwrap_or_default(), options);
    let regles = rapport::Regles::lire(&fichiers)?;
    let definitions = || regles.catalogue.definitions().iter();
    sujets_parmi(|| definitions().map(|d| d.id.as_str()), options)?;
    let liste_lue = tous::lire(liste)?;
    let mut lu = dataset(&options.communes, projet.as_ref())?;
    check::termine(&mut lu, date);
    let voulus = tous::territoires(&liste_lue, options.dans.as_deref(), &lu)?;
    let titres: Vec<&str> = voulus.iter().map(|v| v.nom.as_str()).collect();
    let fichiers_surs = noms::fichiers(&titres);
    let etats = destination.dossier.as_deref().map(Etats::ouvrir);
    let etats = etats.transpose()?;
    let mut lus = sources(&options.communes, projet.as_ref(), &lu);
    lus.extend(options.perimetre.as_ref().map(PathBuf::from));
    lus.extend(fichiers.chemins());
    lus.extend(options.logo.clone());
    lus.push(PathBuf::from(liste));
    let commun = Commun {
        options,
        destination: &destination,
        habillage: &habillage,
        regles: &regles,
        regles_lues: &fichiers.sources()?,
        date,
        etats: etats.as_ref(),
        lus: &lus,
    };
    let trouves = trouves(&voulus, &fichiers_surs);
    let (faits, dictionnaire) = tout(&commun, &lu, &trouves)?;
    let mut bilan = Bilan::nouveau(&voulus, faits);
    bilan.indicateurs = dictionnaire.ordonne(definitions().map(|d| d.id.as_str()));
    let anciens = etats.as_ref().map(|e| e.anciens(&fichiers_surs));
    bilan.anciens = anciens.unwrap_or_default();
    let perimetres: Vec<&Perimetre> = trouves.iter().map(|v| v.perimetre).collect();
    let code = bilan.code();
    resumes::ecrire(&commun, (liste, &lu), &perimetres, bilan)?;
    // The process ends here: giving back hundreds of megabytes piece by piece would only make it wait.
    std::mem::forget((lu, regles));
    Ok(code)
}

/// The territories that were found.
fn trouves<'v>(voulus: &'v [tous::Voulu], fichiers: &'v [String]) -> Vec<Voulu<'v>> {
    let numerotes = voulus.iter().zip(fichiers).enumerate();
    let trouve = |(rang, (voulu, fichier)): (usize, (&'v tous::Voulu, &'v String))| {
        let perimetre = voulu.perimetre.as_ref().ok()?;
        Some(Voulu {
            rang,
            fichier,
            perimetre,
        })
    };
    numerotes.filter_map(trouve).collect()
}

/// Every territory, group by group.
fn tout(
    commun: &Commun<'_>,
    lu: &Dataset,
    trouves: &[Voulu<'_>],
) -> Result<(Vec<Fait>, Dictionnaire)> {
    let numerotes: Vec<(usize, &Perimetre)> =
        trouves.iter().map(|v| v.perimetre).enumerate().collect();
    let progression = Progression::new(commun.options.communes.quiet);
    progression.territoires(trouves.len());
    let dictionnaire = Mutex::new(Dictionnaire::default());
    let mut faits = Vec::new();
    for groupe in groupes::groupes(lu, &numerotes)? {
        let siens: Vec<Voulu<'_>> = groupe
            .iter()
            .filter_map(|rang| trouves.get(*rang).copied())
            .collect();
        let Some(premier) = siens.first() else {
            continue;
        };
        let dataset = groupes::dataset(lu, premier.perimetre, commun.regles_lues)?;
        let calculateur = Calculateur::new(&dataset, &commun.regles.catalogue);
        let atelier = Atelier {
            commun,
            calculateur: &calculateur,
            releveur: Releveur::new(&calculateur),
            dataset: &dataset,
            dictionnaire: &dictionnaire,
        };
        let faire = |voulu: &Voulu<'_>| {
            let fait = atelier.faire(*voulu);
            progression.avance();
            fait
        };
        // A disk that is full stops everything: the territories to come would only fail one after the other.
        let siens: Result<Vec<Fait>> = siens.par_iter().map(faire).collect();
        faits.extend(siens?);
    }
    progression.fin();
    let dictionnaire = dictionnaire.into_inner().unwrap_or_default();
    Ok((faits, dictionnaire))
}

/// What became of the territories.
#[derive(Default)]
struct Bilan {
    indicateurs: Vec<crate::rapport::lot::IndicateurLot>,
    territoires: Vec<TerritoireLot>,
    echecs: Vec<EchecLot>,
    ecrits: usize,
    inchanges: usize,
    /// Whether a finding meets a condition of `--echec-si`.
    atteint: bool,
    /// Reports of earlier runs in formats no longer asked for, left as they were.
    restes: Vec<String>,
    /// Territories of earlier runs whose reports are still in the folder.
    anciens: Vec<String>,
}

impl Bilan {
    /// What became of the territories, in their order.
    fn nouveau(voulus: &[tous::Voulu], faits: Vec<Fait>) -> Self {
        let mut bilan = Self::default();
        let faits = faits.into_iter().map(|f| (f.rang, f));
        let mut par_rang: BTreeMap<usize, Fait> = faits.collect();
        for (rang, voulu) in voulus.iter().enumerate() {
            if let Err(e) = &voulu.perimetre {
                bilan.echecs.push(EchecLot {
                    nom: voulu.nom.clone(),
                    motif: format!("{e:#}"),
                });
            }
            if let Some(fait) = par_rang.remove(&rang) {
                bilan.ajouter(fait);
            }
        }
        bilan
    }

    fn ajouter(&mut self, fait: Fait) {
        self.atteint |= fait.atteint;
        self.restes.extend(fait.restes);
        match fait.devenir {
            Ok(true) => self.ecrits += 1,
            Ok(false) => self.inchanges += 1,
            Err(motif) => {
                self.echecs.push(EchecLot {
                    nom: fait.nom,
                    motif,
                });
                return;
            }
        }
        self.territoires.extend(fait.ligne);
    }

    fn code(&self) -> CodeSortie {
        if !self.echecs.is_empty() {
            CodeSortie::Donnees
        } else if self.atteint {
            CodeSortie::Constats
        } else {
            CodeSortie::Succes
        }
    }

    /// Each failure on stderr, as it would be told alone.
    fn dire_les_echecs(&self) {
        for echec in &self.echecs {
            informer(&format!("{}\u{a0}: {}", echec.nom, echec.motif));
        }
    }
}
