//! `cpts donnees etat`: what was recognised in the data folder, what was not and why.

use anyhow::Result;
use serde_json::json;

use super::pipeline::chargement::charger_donnees;
use super::pipeline::{rapport, regles};
use super::sortie::{CodeSortie, ecrire_fichiers, ecrire_stdout};
use super::{liste, terminal};
use crate::check;
use crate::cli::{ActionDonnees, FormatListe, OptionsEtat};
use crate::francais::{denombre, inerte};
use crate::model::{Dataset, RegleConstat, SourceId};
use crate::render;
use crate::render::listes::{self, Liste};

/// Runs `cpts donnees …`.
///
/// # Errors
/// Folder or recognised file that cannot be read, output that cannot be written.
pub fn executer(action: &ActionDonnees) -> Result<CodeSortie> {
    match action {
        ActionDonnees::Etat(options) => etat(options),
    }
}

fn etat(options: &OptionsEtat) -> Result<CodeSortie> {
    let (mut dataset, lus) = charger_donnees(&options.communes, options.projet.as_deref())?;
    let regles = regles::Fichiers::du_chemin(options.projet.as_deref())?;
    let lues = rapport::lues(&regles.lire_catalogue()?, &regles.lire_plan()?);
    let inutiles = check::variables_inutiles(&dataset, &lues);
    dataset.constats.extend(inutiles);
    let texte = match options.format {
        FormatListe::Json => en_json(&dataset)?,
        format => en_listes(&dataset, format),
    };
    if let Some(chemin) = &options.rejets {
        let sortie = (chemin.as_path(), render::rejets::rendre(&dataset.rejets));
        ecrire_fichiers(&[sortie], &lus)?;
    }
    ecrire_stdout(&texte)?;
    Ok(CodeSortie::Succes)
}

/// Ids of the variables that a source gives, sorted.
fn variables(dataset: &Dataset, source: SourceId) -> Vec<String> {
    let colonnes = dataset
        .colonnes
        .iter()
        .filter(|(_, m)| m.values().any(|c| c.source == source));
    let classes = dataset
        .classes
        .iter()
        .filter(|(_, m)| m.values().any(|c| c.source == source));
    let mut noms: Vec<String> = colonnes
        .map(|(n, _)| n.clone())
        .chain(classes.map(|(n, _)| n.clone()))
        .collect();
    let divers = [
        (
            "contours",
            dataset.contours.values().any(|c| c.source == source),
        ),
        ("points", dataset.sources_points.contains(&source)),
        ("qpv", dataset.qpv.iter().any(|q| q.source == source)),
        ("cpts", dataset.cpts.iter().any(|c| c.source == source)),
    ];
    noms.extend(
        divers
            .iter()
            .filter(|(_, oui)| *oui)
            .map(|(nom, _)| (*nom).to_owned()),
    );
    noms.sort();
    noms.dedup();
    noms
}

fn en_listes(dataset: &Dataset, format: FormatListe) -> String {
    let mut liste = Liste::new(&[
        "fichier",
        "état",
        "ce que c'est",
        "millésime",
        "variables ou raison",
    ]);
    for (rang, source) in dataset.sources.iter().enumerate() {
        liste.ajouter(vec![
            source.fichier.clone(),
            "reconnu".to_owned(),
            source.libelle.clone(),
            source.millesime.clone(),
            abrege(&variables(dataset, SourceId(rang))),
        ]);
    }
    for (etat, fichiers) in [
        ("reconnu, illisible", &dataset.illisibles),
        ("reconnu, inutile", &dataset.non_utilises),
        ("non reconnu", &dataset.non_reconnus),
    ] {
        for n in fichiers {
            let cellules = [n.fichier.as_str(), etat, "", "", n.motif.as_str()];
            liste.ajouter(cellules.map(str::to_owned).to_vec());
        }
    }
    if format != FormatListe::Terminal {
        return liste::rendre(&liste, format, terminal::largeur());
    }
    let nombre = dataset.rejets.len();
    format!(
        "{}{}{} (liste complète : --rejets FICHIER)\n",
        listes::terminal_ou_fiches(&liste, terminal::largeur()),
        a_corriger(dataset),
        denombre(
            nombre,
            "ligne de données rejetée",
            "lignes de données rejetées"
        )
    )
}

/// What the user's own files and descriptors should say otherwise.
fn a_corriger(dataset: &Dataset) -> String {
    let siens = [
        RegleConstat::VariableInutile,
        RegleConstat::FusionImpossible,
    ];
    let constats = dataset.constats.iter();
    let siens = constats.filter(|c| siens.contains(&c.id.regle));
    let largeur = terminal::largeur();
    let lignes = siens.map(|c| listes::puce(&inerte::ligne(&c.texte), largeur));
    lignes.collect()
}

/// At most six names, then how many more.
fn abrege(noms: &[String]) -> String {
    if noms.is_empty() {
        return "rien de plus que les autres fichiers".to_owned();
    }
    crate::francais::enumerer(noms, 6)
}

fn en_json(dataset: &Dataset) -> Result<String> {
    let source = |(rang, s): (usize, &crate::model::Source)| json!({ "source": s, "variables": variables(dataset, SourceId(rang)) });
    let non_reconnu =
        |n: &crate::model::NonReconnu| json!({ "fichier": n.fichier, "motif": n.motif });
    let valeur = json!({
        "sources": dataset.sources.iter().enumerate().map(source).collect::<Vec<_>>(),
        "non_reconnus": dataset.non_reconnus.iter().map(non_reconnu).collect::<Vec<_>>(),
        "illisibles": dataset.illisibles.iter().map(non_reconnu).collect::<Vec<_>>(),
        "non_utilises": dataset.non_utilises.iter().map(non_reconnu).collect::<Vec<_>>(),
        "rejets": dataset.rejets.len(),
        "constats": dataset.constats,
    });
    Ok(serde_json::to_string_pretty(&valeur)? + "\n")
}
