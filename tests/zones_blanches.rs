//! `cpts zones-blanches`: coverage, pockets, scarcity beside coverage, what is to be revised in the list.

mod perdues;
mod sans_nom;
mod stades;

use std::fs;

use serde_json::Value;

use crate::outils::{constats, cpts, donnees_reelles, dossier, echantillon};

const LISTE: &str = "code_commune;cpts\n48095;CPTS du Valdonnez\n48029;CPTS du Valdonnez\n48080;CPTS de Langogne\n\
    48061;CPTS de Langogne\n";

fn lance(territoire: &str, contenu: &str, options: &[&str]) -> crate::outils::Sortie {
    let d = dossier(&[("cpts.csv", contenu)]);
    let debut = [
        "zones-blanches",
        territoire,
        "--donnees",
        d.path().to_str().unwrap(),
    ];
    cpts(&[&debut[..], options].concat())
}

/// The diagnostic of a perimeter over a folder.
fn diagnostic(perimetre: &str, donnees: &str, options: &[&str]) -> Value {
    let debut = [
        "diagnostic",
        perimetre,
        "--donnees",
        donnees,
        "--format",
        "json",
    ];
    cpts(&[&debut[..], options].concat()).reussie().json()
}

fn somme(json: &Value) -> f64 {
    let habitants = |etat: &str| json[etat]["population"].as_f64().unwrap();
    habitants("couvert") + habitants("sans_cpts") + habitants("inconnu")
}

#[test]
fn covered_and_uncovered_are_the_whole_territory() {
    let json = lance("dep:48", LISTE, &["--format", "json"])
        .reussie()
        .json();
    assert_eq!(json["schema"], "cpts/zones-blanches/1");
    assert_eq!(json["couvert"]["communes"], 4);
    assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    let poches = json["poches"].as_array().unwrap();
    let communes: usize = poches
        .iter()
        .map(|p| p["communes"].as_array().unwrap().len())
        .sum();
    assert_eq!(communes, 148);
    let voisines = poches[0]["voisines"].as_array().unwrap();
    assert!(
        voisines
            .iter()
            .all(|v| v["frontiere_km"].as_f64().unwrap() > 0.0)
    );
    assert!(constats(&json, "cpts_en_morceaux").contains("CPTS de Langogne"));
}

#[test]
fn every_format_says_the_same_pockets_and_a_wrong_extension_is_refused() {
    let d = dossier(&[]);
    let chemin = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let sorties = [
        "p.json",
        "p.csv",
        "p.xlsx",
        "p.geojson",
        "p.md",
        "p.docx",
        "p.pdf",
        "p.html",
    ]
    .map(chemin);
    let mut options: Vec<&str> = Vec::new();
    sorties.iter().for_each(|s| options.extend(["--sortie", s]));
    options.extend(["--tableau", "communes"]);
    let terminal = lance("dep:48", LISTE, &options).reussie().stdout;
    assert!(
        terminal.contains("Poches sans CPTS") && terminal.lines().all(|l| l.chars().count() <= 80)
    );
    let json: Value = serde_json::from_slice(&fs::read(&sorties[0]).unwrap()).unwrap();
    let nom = json["poches"][0]["nom"].as_str().unwrap();
    assert_eq!(
        fs::read_to_string(&sorties[1]).unwrap().lines().count(),
        149
    );
    let carte: Value = serde_json::from_slice(&fs::read(&sorties[3]).unwrap()).unwrap();
    assert_eq!(carte["features"].as_array().unwrap().len(), 148);
    assert!(fs::read_to_string(&sorties[4]).unwrap().contains(nom));
    assert!(fs::read(&sorties[2]).unwrap().starts_with(b"PK"));
    assert!(fs::read(&sorties[6]).unwrap().starts_with(b"%PDF"));
    let html = fs::read_to_string(&sorties[7]).unwrap();
    assert!(html.contains("<th scope=\"row\">") && html.contains(nom));
    lance("dep:48", LISTE, &["--sortie", &chemin("p.bmp")]).echouee(2, &[".geojson"]);
}

#[test]
fn without_a_list_nothing_is_called_uncovered() {
    let d = dossier(&[]);
    let arguments = [
        "zones-blanches",
        "dep:48",
        "--donnees",
        d.path().to_str().unwrap(),
    ];
    cpts(&arguments).echouee(4, &["aucune liste", "remède"]);
    lance("dep:48", LISTE, &["--echec-si", "cpts_en_morceaux"]).echouee(1, &[]);
}

#[test]
fn the_fictional_territory_has_its_pocket() {
    let projet = echantillon("territoire-fictif/cpts.toml");
    let sortie = cpts(&[
        "zones-blanches",
        projet.to_str().unwrap(),
        "--format",
        "json",
    ]);
    let json = sortie.reussie().json();
    assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    assert!(json["poches"].as_array().is_some_and(|p| !p.is_empty()));
    let croisees = json["croisement"].as_array().unwrap();
    let habitants: f64 = croisees
        .iter()
        .map(|c| c["population"].as_f64().unwrap())
        .sum();
    let lus =
        json["population"].as_f64().unwrap() - json["inconnu"]["population"].as_f64().unwrap();
    assert!((habitants - lus).abs() < 1e-6);
}

/// On the transcribed list: two homonyms misplaced by the source, one CPTS under two names, and not one inhabitant lost.
#[test]
fn reel_the_list_of_a_region_is_audited() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let json = cpts(&[
        "zones-blanches",
        "reg:93",
        "--donnees",
        &donnees,
        "--format",
        "json",
    ])
    .reussie()
    .json();
    let base = cpts(&["perimetre", "verifier", "reg:93", "--format", "json"])
        .reussie()
        .json();
    assert!((somme(&json) - base["population"].as_f64().unwrap()).abs() < 1e-6);
    let homonymes = constats(&json, "cpts_homonyme");
    for attendu in [
        "Venterol (04234)",
        "Venterol (26367)",
        "Rochebrune (05121)",
        "Rochebrune (26269)",
    ] {
        assert!(homonymes.contains(attendu), "{attendu} : {homonymes}");
    }
    assert!(constats(&json, "cpts_noms_proches").contains("Gapençais"));
}
