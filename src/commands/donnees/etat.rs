//! `cpts donnees etat`: section by section, what the folder feeds, with which file, and the file that is missing.

use anyhow::Result;
use serde::Serialize;

use super::{detail, dossier};
use crate::base::normaliser;
use crate::check;
use crate::cli::FormatListe;
use crate::cli::donnees::OptionsEtat;
use crate::commands::pipeline::chargement::charger_donnees;
use crate::commands::pipeline::{rapport, regles};
use crate::commands::sortie::{CodeSortie, ecrire_fichiers, ecrire_stdout};
use crate::commands::{liste, terminal};
use crate::francais::{denombre, enumerer, espacer};
use crate::indicateurs::Catalogue;
use crate::indicateurs::alimentation::{Alimentation, Apport, alimentation};
use crate::model::{Dataset, SectionId};
use crate::rapport::completer::sans_reponse;
use crate::rapport::plan::Plan;
use crate::rapport::{ACompleter, Voie};
use crate::render;
use crate::render::fiche::a_cote;
use crate::render::listes::Liste;

/// Files named on a line before « et 3 autres ».
const NOMMES: usize = 4;
/// Column where the texts begin.
const RETRAIT: usize = 12;

/// A section of the report and what feeds it.
#[derive(Debug, Serialize)]
struct SectionEtat {
    id: SectionId,
    titre: String,
    indicateurs: usize,
    calculables: usize,
    lignes: Vec<LigneEtat>,
}

/// A kind of data of a section.
#[derive(Debug, Default, Serialize)]
struct LigneEtat {
    /// `fourni`, `manque`, `demander` or `terrain`.
    etat: &'static str,
    libelle: String,
    /// Files that give it.
    fichiers: Vec<FichierEtat>,
    /// Open file to drop, extract to ask for.
    a_deposer: String,
    adresse: Option<String>,
    aupres_de: Option<String>,
    /// Indicators concerned.
    indicateurs: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FichierEtat {
    fichier: String,
    millesime: String,
}

/// Runs `cpts donnees etat`.
///
/// # Errors
/// Folder or recognised file that cannot be read, output that cannot be written.
pub(super) fn executer(options: &OptionsEtat) -> Result<CodeSortie> {
    let (mut dataset, lus) = charger_donnees(&options.communes, options.projet.as_deref())?;
    let regles = regles::Fichiers::du_chemin(options.projet.as_deref())?;
    let (catalogue, plan) = (regles.lire_catalogue()?, regles.lire_plan()?);
    let inutiles = check::variables_inutiles(&dataset, &rapport::lues(&catalogue, &plan));
    dataset.constats.extend(inutiles);
    let sections = sections(&dataset, &catalogue, &plan);
    let texte = match options.format {
        FormatListe::Json => {
            let mut valeur = detail::en_json(&dataset);
            valeur["sections"] = serde_json::to_value(&sections)?;
            serde_json::to_string_pretty(&valeur)? + "\n"
        }
        FormatListe::Csv if !options.detail => en_csv(&sections),
        FormatListe::Csv => detail::en_listes(&dataset, FormatListe::Csv),
        FormatListe::Terminal => {
            let corps = if options.detail {
                detail::en_listes(&dataset, FormatListe::Terminal)
            } else {
                en_texte(&dataset, &sections)
            };
            corps + &detail::a_corriger(&dataset) + &detail::rejets(&dataset)
        }
    };
    if let Some(chemin) = &options.rejets {
        let sortie = (chemin.as_path(), render::rejets::rendre(&dataset.rejets));
        ecrire_fichiers(&[sortie], &lus)?;
    }
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// Every section that has something to say, in order.
fn sections(dataset: &Dataset, catalogue: &Catalogue, plan: &Plan) -> Vec<SectionEtat> {
    let alimentees = alimentation(dataset, catalogue);
    let definitions = catalogue.definitions().iter();
    let libelles: Vec<(&str, String)> = definitions
        .map(|d| (d.id.as_str(), normaliser(&d.libelle)))
        .collect();
    let dits: Vec<(&str, &str)> = libelles.iter().map(|(i, l)| (*i, l.as_str())).collect();
    // What the catalogue knows is told by its own indicators.
    let restent = sans_reponse(&plan.a_completer, &dits, !dataset.cpts.is_empty());
    let mut sections: Vec<SectionEtat> = Vec::new();
    for section in &plan.section {
        let sienne = alimentees.iter().find(|a| a.section == section.id);
        let mut lignes = sienne.map(|a| lignes(dataset, a)).unwrap_or_default();
        let reste = restent.iter().filter(|r| r.section == section.id);
        lignes.extend(reste.map(a_completer));
        sections.push(SectionEtat {
            id: section.id,
            titre: section.titre.clone(),
            indicateurs: sienne.map_or(0, |a| a.indicateurs.len()),
            calculables: sienne.map_or(0, |a| a.calculables.len()),
            lignes,
        });
    }
    sections.retain(|s| !s.lignes.is_empty());
    sections
}

fn lignes(dataset: &Dataset, a: &Alimentation) -> Vec<LigneEtat> {
    let ligne = |etat: &'static str, apport: &Apport| LigneEtat {
        etat: if apport.demande.is_some() && etat == "manque" {
            "demander"
        } else {
            etat
        },
        libelle: libelle(a, etat, apport),
        fichiers: fichiers(dataset, apport),
        a_deposer: apport.fichier.clone(),
        adresse: apport.adresse.clone(),
        aupres_de: apport.demande.clone(),
        indicateurs: apport.indicateurs.clone(),
    };
    let fournis = a.fournis.iter().map(|f| ligne("fourni", f));
    let manquants = a.manquants.iter().map(|m| ligne("manque", m));
    fournis.chain(manquants).collect()
}

/// What it is, and for how many more indicators when a file already gives a part of it.
fn libelle(a: &Alimentation, etat: &str, apport: &Apport) -> String {
    let entamee = a.fournis.iter().any(|f| f.libelle == apport.libelle);
    if etat == "fourni" || !entamee {
        return apport.libelle.clone();
    }
    let nombre = apport.indicateurs.len();
    let combien = denombre(nombre, "indicateur", "indicateurs");
    format!("{}, pour {combien} de plus", apport.libelle)
}

fn fichiers(dataset: &Dataset, apport: &Apport) -> Vec<FichierEtat> {
    let sources = apport.sources.iter().filter_map(|s| dataset.source(*s));
    let fichier = |s: &crate::model::Source| FichierEtat {
        fichier: s.fichier.clone(),
        millesime: s.millesime.clone(),
    };
    sources.map(fichier).collect()
}

fn a_completer(item: &ACompleter) -> LigneEtat {
    LigneEtat {
        etat: match item.voie {
            Voie::FichierOuvert => "manque",
            Voie::Demande => "demander",
            Voie::Terrain => "terrain",
        },
        libelle: item.libelle.clone(),
        a_deposer: item.fichier.clone().unwrap_or_default(),
        adresse: item.url.clone(),
        aupres_de: Some(item.aupres_de.clone()),
        ..LigneEtat::default()
    }
}

/// What a line says after its state; a missing file is said with the number of its address.
fn dire(l: &LigneEtat, adresses: &mut Vec<String>) -> String {
    let nomme = |f: &FichierEtat| format!("{} ({})", f.fichier, f.millesime);
    let quoi = match l.etat {
        "fourni" => enumerer(&l.fichiers.iter().map(nomme).collect::<Vec<_>>(), NOMMES),
        "manque" if l.aupres_de.is_some() => {
            let chez = l.aupres_de.as_deref().unwrap_or_default();
            format!("{}, {chez}", l.a_deposer)
        }
        "manque" => l.a_deposer.clone(),
        "demander" => {
            let chez = l.aupres_de.as_deref().unwrap_or_default();
            let extrait = Some(&l.a_deposer).filter(|e| !e.is_empty());
            extrait.map_or_else(|| chez.to_owned(), |e| format!("{chez} ({e})"))
        }
        _ => l.aupres_de.clone().unwrap_or_default(),
    };
    let Some(adresse) = l.adresse.as_ref().filter(|_| l.etat == "manque") else {
        return format!("{} : {quoi}", l.libelle);
    };
    let rang = adresses.iter().position(|a| a == adresse);
    let rang = rang.unwrap_or_else(|| {
        adresses.push(adresse.clone());
        adresses.len() - 1
    });
    format!("{} : {quoi} [{}]", l.libelle, rang + 1)
}

fn en_texte(dataset: &Dataset, sections: &[SectionEtat]) -> String {
    let largeur = usize::from(terminal::largeur());
    let mut adresses = Vec::new();
    let mut texte = String::new();
    for s in sections {
        let compte = match s.indicateurs {
            0 => String::new(),
            n => format!(
                " : {} sur {n}",
                denombre(s.calculables, "indicateur", "indicateurs")
            ),
        };
        texte.push_str(&format!("{}. {}{compte}\n", s.id, s.titre));
        for l in &s.lignes {
            let dit = dire(l, &mut adresses);
            texte.push_str(&a_cote(l.etat, &dit, 2, RETRAIT, largeur));
        }
        texte.push('\n');
    }
    if !adresses.is_empty() {
        texte.push_str("Adresses des fichiers qui manquent\n");
    }
    for (rang, adresse) in (1..).zip(&adresses) {
        texte.push_str(&format!("[{rang}] {adresse}\n"));
    }
    if !adresses.is_empty() {
        texte.push_str("Ceux qui ont une adresse directe : cpts donnees telecharger\n");
    }
    texte.push('\n');
    texte.push_str(&dossier::en_texte(dataset));
    espacer(&texte)
}

fn en_csv(sections: &[SectionEtat]) -> String {
    let colonnes = [
        "section",
        "état",
        "donnée",
        "fichiers",
        "à déposer",
        "adresse",
        "auprès de",
        "indicateurs",
    ];
    let mut table = Liste::new(&colonnes);
    for s in sections {
        for l in &s.lignes {
            let fichiers = l.fichiers.iter();
            let fichiers = fichiers.map(|f| format!("{} ({})", f.fichier, f.millesime));
            table.ajouter(vec![
                s.id.to_string(),
                l.etat.to_owned(),
                l.libelle.clone(),
                fichiers.collect::<Vec<_>>().join(", "),
                l.a_deposer.clone(),
                l.adresse.clone().unwrap_or_default(),
                l.aupres_de.clone().unwrap_or_default(),
                l.indicateurs.join(" "),
            ]);
        }
    }
    liste::rendre(&table, FormatListe::Csv, terminal::largeur())
}
