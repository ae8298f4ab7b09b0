//! `cpts donnees etat --detail`: each file of the data folder, what was recognised, what was not and why.

use serde_json::{Value, json};

use crate::cli::FormatListe;
use crate::commands::{liste, terminal};
use crate::francais::{denombre, inerte};
use crate::model::{Constat, Dataset, RegleConstat, Severite, SourceId};
use crate::render::listes::{self, Liste};

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
        ("habitants de chaque qpv", {
            let mut habitants = dataset.qpv.iter().filter_map(|q| q.habitants);
            habitants.any(|h| h.source == source)
        }),
        ("cpts", dataset.cpts.iter().any(|c| c.source == source)),
    ];
    let publies = dataset.publies.tous();
    noms.extend(
        publies
            .filter(|(.., chiffre)| chiffre.source == source)
            .map(|((niveau, _), variable, ..)| format!("{variable} ({})", niveau.en_mots())),
    );
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

/// The files, one by row.
pub(super) fn en_listes(dataset: &Dataset, format: FormatListe) -> String {
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
    listes::terminal_ou_fiches(&liste, terminal::largeur())
}

/// How many rows were rejected, in a line.
pub(super) fn rejets(dataset: &Dataset) -> String {
    let nombre = dataset.rejets.len();
    format!(
        "{} (liste complète : --rejets FICHIER)\n",
        denombre(
            nombre,
            "ligne de données rejetée",
            "lignes de données rejetées"
        )
    )
}

/// What the user's own files and descriptors should say otherwise.
pub(super) fn a_corriger(dataset: &Dataset) -> String {
    let siens = [
        RegleConstat::VariableInutile,
        RegleConstat::FusionImpossible,
    ];
    let constats = dataset.constats.iter();
    let a_renommer = |c: &&Constat| {
        c.id.regle == RegleConstat::ColonnesNonLues && c.severite > Severite::Information
    };
    let siens = constats.filter(|c| siens.contains(&c.id.regle) || a_renommer(c));
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

/// The files, as JSON keys.
pub(super) fn en_json(dataset: &Dataset) -> Value {
    let source = |(rang, s): (usize, &crate::model::Source)| json!({ "source": s, "variables": variables(dataset, SourceId(rang)) });
    let non_reconnu =
        |n: &crate::model::NonReconnu| json!({ "fichier": n.fichier, "motif": n.motif });
    json!({
        "sources": dataset.sources.iter().enumerate().map(source).collect::<Vec<_>>(),
        "non_reconnus": dataset.non_reconnus.iter().map(non_reconnu).collect::<Vec<_>>(),
        "illisibles": dataset.illisibles.iter().map(non_reconnu).collect::<Vec<_>>(),
        "non_utilises": dataset.non_utilises.iter().map(non_reconnu).collect::<Vec<_>>(),
        "rejets": dataset.rejets.len(),
        "constats": dataset.constats,
    })
}
