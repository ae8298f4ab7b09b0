//! The table of a territory on files of every layout: each has a figure for every indicator, and an answer to every expected item.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use cpts::indicateurs::{Catalogue, Regle};
use cpts::load::format::catalogue::qui_donnent;
use serde_json::Value;

use super::monde::Monde;
use super::{depose, fictif};
use crate::attendus::Territoire;
use crate::outils::{cpts, donnees_reelles, echantillon};

/// Files that are read, each by the layout that it has.
fn reconnus(t: &Territoire, deposes: &BTreeMap<String, String>) {
    let sources = t.etat["sources"].as_array().into_iter().flatten();
    let nom = |s: &Value| {
        s["source"]["fichier"]
            .as_str()
            .unwrap_or_default()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let lus: BTreeMap<String, String> = sources
        .map(|s| (nom(s), s["source"]["id"].to_string()))
        .collect();
    for (nom, id) in deposes {
        let lu = lus.get(nom).map_or("", |id| id.trim_matches('"'));
        let numero = lu
            .strip_prefix(id.as_str())
            .map(|n| n.trim_start_matches('_'));
        let sien = numero.is_some_and(|n| n.bytes().all(|o| o.is_ascii_digit()));
        assert!(sien, "{nom} : « {id} » attendu, « {lu} » lu");
    }
}

/// Every indicator of the catalogue has a figure, but those that only files at hand can give, which have not got it.
fn chiffres(t: &Territoire, la: &BTreeSet<String>) {
    let catalogue = Catalogue::embarque().expect("catalogue");
    let du_programme = |v: &str| {
        qui_donnent(v)
            .expect("descripteurs")
            .into_iter()
            .map(|d| d.id.clone())
    };
    let generable = |id: &str| {
        let definition = catalogue.definition(id).expect("indicateur");
        let lues = definition.regle.variables();
        let evolue = matches!(definition.regle, Regle::Evolution { .. });
        // An evolution wants two years of the same files, and those at hand have one.
        let de = |v: &String| {
            du_programme(v).any(|d| la.contains(&d))
                && (evolue || du_programme(v).all(|d| la.contains(&d)))
        };
        !lues.iter().any(de)
    };
    // The rows of the ages are drawn one by one, not as parts of a whole: this share passes its own, which is told, and not published.
    let constats: Vec<String> = t
        .liste("constats")
        .map(|c| c["texte"].to_string())
        .collect();
    let dite = |id: &str| {
        if id != "part_age_16_plus" {
            return false;
        }
        let libelle = &catalogue.definition(id).expect("indicateur").libelle;
        let depasse = |c: &&String| c.contains("La partie dépasse le tout");
        constats
            .iter()
            .filter(depasse)
            .any(|c| c.contains(libelle.as_str()))
    };
    let ids = catalogue.definitions().iter().map(|d| d.id.as_str());
    let sans: Vec<&str> = ids
        .filter(|id| !t.chiffre(id) && generable(id) && !dite(id))
        .collect();
    assert!(sans.is_empty(), "{} sans chiffre : {sans:#?}", sans.len());
}

#[test]
fn every_indicator_that_a_file_can_feed_has_a_figure() {
    let d = tempfile::tempdir().expect("dossier");
    let donnees = d.path().join("donnees");
    fs::create_dir(&donnees).expect("dossier");
    let deposes = depose(
        &donnees,
        &Monde::new(&fictif(), 1, |_| true),
        &BTreeSet::new(),
    );
    for nom in ["referentiel.csv", "perimetre.csv", "cpts.toml"] {
        let source = echantillon("territoire-fictif").join(nom);
        fs::copy(source, d.path().join(nom)).expect("copie");
    }
    let projet = d.path().join("cpts.toml").to_string_lossy().into_owned();
    let t = Territoire::lire(&[&projet], &["--projet", &projet]);
    reconnus(&t, &deposes);
    chiffres(&t, &BTreeSet::new());
    t.complet("territoire fictif, fichiers générés");
}

/// The real files, and generated ones of the layouts that are not at hand: national, and kept, in the folder that
/// `CPTS_FORMATS_NATIONAUX` names, else of the département and thrown away.
#[test]
fn with_the_layouts_not_at_hand_every_indicator_has_a_figure_reel() {
    let Some(reelles) = donnees_reelles() else {
        return;
    };
    let d = tempfile::tempdir().expect("dossier");
    let national = std::env::var("CPTS_FORMATS_NATIONAUX").ok();
    let dossier = national.as_deref().map_or(d.path(), Path::new);
    let etat = cpts(&[
        "donnees",
        "etat",
        "--donnees",
        &reelles,
        "--format",
        "json",
        "-q",
    ])
    .reussie()
    .json();
    let sources = etat["sources"].as_array().into_iter().flatten();
    // A file of which only the header is at hand has no variable.
    let la: BTreeSet<String> = sources
        .filter(|s| s["variables"] != Value::Array(Vec::new()))
        .filter_map(|s| s["source"]["id"].as_str())
        .map(str::to_owned)
        .collect();
    let base = cpts::base::lire().expect("base embarquée");
    let monde = match national {
        Some(_) => Monde::new(&base, 12, |_| true),
        None => Monde::new(&base, 1, |departement| departement == "48"),
    };
    let deposes = depose(dossier, &monde, &la);
    let generes = dossier.to_string_lossy().into_owned();
    let couches = ["--donnees", &reelles, "--donnees", &generes];
    let t = Territoire::lire(&[&["dep:48"], &couches[..]].concat(), &couches);
    reconnus(&t, &deposes);
    t.complet("Lozère, fichiers réels et générés");
    chiffres(&t, &la);
}
