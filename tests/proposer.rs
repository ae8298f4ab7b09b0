//! `cpts proposer`: perimeters in one piece, from nothing or from what no CPTS covers.

mod reel;
mod refus;
mod temps;

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::outils::{cpts, donnees_reelles, dossier, echantillon};

/// Little effort: the search is not optimised here.
const PEU: &str = "reprises = 2\npaliers = 10\nessais_par_commune = 6\n";

fn lance(territoire: &str, fichiers: &[(&str, &str)], options: &[&str]) -> crate::outils::Sortie {
    let d = dossier(fichiers);
    let regles = d.path().join("peu.txt");
    fs::write(&regles, PEU).unwrap();
    let debut = [
        "proposer",
        territoire,
        "--donnees",
        d.path().to_str().unwrap(),
        "--regles",
        regles.to_str().unwrap(),
    ];
    cpts(&[&debut[..], options].concat())
}

fn codes(groupe: &Value) -> BTreeSet<String> {
    let communes = groupe["communes"].as_array().unwrap();
    communes
        .iter()
        .map(|c| c["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_departement_is_cut_up_whole_and_each_group_is_a_perimeter() {
    let sorties = dossier(&[]);
    let dossier = sorties.path().join("propositions");
    let options = [
        "--depuis-zero",
        "--population-min",
        "15000",
        "--format",
        "json",
        "--dossier",
        dossier.to_str().unwrap(),
    ];
    let json = lance("dep:48", &[], &options).reussie().json();
    assert_eq!(json["schema"], "cpts/proposition/1");
    assert_eq!(json["depart"], "zero");
    let premiere = &json["propositions"][0];
    let groupes = premiere["groupes"].as_array().unwrap();
    let tous: Vec<String> = groupes.iter().flat_map(codes).collect();
    assert_eq!(tous.len(), 152);
    assert_eq!(tous.iter().collect::<BTreeSet<_>>().len(), 152);
    assert!(
        groupes
            .iter()
            .all(|g| g["population"].as_f64().unwrap() >= 15_000.0 && g["morceaux"] == 1)
    );
    // Read back as a perimeter by the command that checks its shape.
    let fichier = fs::read_dir(&dossier)
        .unwrap()
        .map(|f| f.unwrap().path())
        .find(|f| f.to_string_lossy().contains("proposition-1-groupe-01"))
        .unwrap();
    let relu = cpts(&[
        "perimetre",
        "verifier",
        fichier.to_str().unwrap(),
        "--format",
        "json",
    ])
    .reussie()
    .json();
    assert_eq!(
        relu["communes"].as_array().unwrap().len(),
        codes(&groupes[0]).len()
    );
    assert!(!relu.to_string().contains("perimetre_en_morceaux"));
    // And the list of the proposal as a commune → CPTS list.
    let liste = fs::read_to_string(dossier.join("proposition-1-liste.csv")).unwrap();
    assert_eq!(liste.lines().count(), 153);
    let d = crate::outils::dossier(&[("cpts.csv", &liste)]);
    let audit = cpts(&[
        "zones-blanches",
        "dep:48",
        "--donnees",
        d.path().to_str().unwrap(),
        "--format",
        "json",
    ]);
    let audit = audit.reussie().json();
    assert_eq!(audit["sans_cpts"]["communes"], 0);
    assert_eq!(audit["cpts"].as_array().unwrap().len(), groupes.len());
}

#[test]
fn the_pockets_go_to_the_cpts_or_become_one() {
    let liste = "code_commune;cpts\n48095;CPTS du Valdonnez\n48029;CPTS du Valdonnez\n48080;CPTS de Langogne\n";
    let fichiers = [("cpts.csv", liste)];
    let json = lance(
        "dep:48",
        &fichiers,
        &["--format", "json", "--population-min", "20000"],
    )
    .reussie()
    .json();
    assert_eq!(json["depart"], "poches");
    assert_eq!(json["communes"], 149);
    let p = &json["propositions"][0];
    let groupes = p["groupes"].as_array().unwrap();
    let ajoutees = groupes
        .iter()
        .flat_map(|g| g["communes"].as_array().unwrap());
    let ajoutees = ajoutees.filter(|c| c["ajoutee"] == true).count();
    let laissees = p["laisses"].as_array().unwrap().iter();
    let laissees: usize = laissees
        .map(|l| l["communes"].as_array().unwrap().len())
        .sum();
    assert_eq!(ajoutees + laissees, 149);
    let intactes = lance(
        "dep:48",
        &fichiers,
        &["--format", "json", "--cpts", "intactes"],
    )
    .reussie()
    .json();
    let genres = intactes["propositions"][0]["groupes"].as_array().unwrap();
    assert!(genres.iter().all(|g| g["genre"] == "nouveau"));
    lance("dep:48", &[], &[]).echouee(4, &["aucune liste", "--depuis-zero"]);
}

#[test]
fn every_format_holds_every_commune_and_the_terminal_fits() {
    let d = dossier(&[]);
    let chemin = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let noms = [
        "p.json",
        "p.csv",
        "p.xlsx",
        "p.geojson",
        "p.svg",
        "p.html",
        "p.md",
        "p.pdf",
    ];
    let sorties = noms.map(chemin);
    let mut options = vec![
        "--depuis-zero",
        "--population-min",
        "20000",
        "--propositions",
        "1",
    ];
    sorties.iter().for_each(|s| options.extend(["--sortie", s]));
    let terminal = lance("dep:48", &[], &options).reussie().stdout;
    assert!(terminal.contains("Proposition 1") && terminal.contains("Mende"));
    assert!(
        terminal.lines().all(|l| l.chars().count() <= 80),
        "{terminal}"
    );
    let json: Value = serde_json::from_slice(&fs::read(&sorties[0]).unwrap()).unwrap();
    assert_eq!(json["propositions"].as_array().unwrap().len(), 1);
    assert_eq!(
        fs::read_to_string(&sorties[1]).unwrap().lines().count(),
        153
    );
    assert!(fs::read(&sorties[2]).unwrap().starts_with(b"PK"));
    let carte: Value = serde_json::from_slice(&fs::read(&sorties[3]).unwrap()).unwrap();
    let entites = carte["features"].as_array().unwrap();
    let codes: usize = entites
        .iter()
        .map(|e| e["properties"]["communes"].as_array().unwrap().len())
        .sum();
    assert_eq!(codes, 152);
    assert!(
        entites
            .iter()
            .all(|e| e["geometry"]["type"] == "MultiPolygon")
    );
    let nom = json["propositions"][0]["groupes"][0]["nom"]
        .as_str()
        .unwrap();
    for texte in &sorties[4..7] {
        assert!(fs::read_to_string(texte).unwrap().contains(nom), "{texte}");
    }
    let page = fs::read_to_string(&sorties[5]).unwrap();
    assert!(page.contains("<svg") && page.contains("Ce qu’il faut savoir"));
    assert!(fs::read(&sorties[7]).unwrap().starts_with(b"%PDF"));
    lance(
        "dep:48",
        &[],
        &["--depuis-zero", "--sortie", &chemin("p.bmp")],
    )
    .echouee(2, &[".geojson"]);
}

#[test]
fn the_fictional_territory_is_cut_up_too() {
    let projet = echantillon("territoire-fictif/cpts.toml");
    let options = [
        "--depuis-zero",
        "--population-min",
        "2000",
        "--format",
        "json",
    ];
    let json = cpts(&[&["proposer", projet.to_str().unwrap()], &options[..]].concat())
        .reussie()
        .json();
    let premiere = &json["propositions"][0];
    let population: f64 = premiere["groupes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|g| g["population"].as_f64().unwrap())
        .sum();
    assert!((population - json["population"].as_f64().unwrap()).abs() < 1e-6);
}

/// Vaucluse as its peers cut it up: 11 groups of 40 000 to 175 000, all in one piece, under 6.15 km.
#[test]
fn reel_vaucluse_is_nearer_than_its_peers() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let options = [
        "--depuis-zero",
        "--groupes",
        "11",
        "--propositions",
        "1",
        "--format",
        "json",
        "--donnees",
        &donnees,
    ];
    let json = cpts(&[&["proposer", "dep:84"], &options[..]].concat())
        .reussie()
        .json();
    let p = &json["propositions"][0];
    let groupes = p["groupes"].as_array().unwrap();
    assert_eq!(groupes.len(), 11);
    // A commune of the Vaucluse is out of it, the enclave of Valréas: a link, told.
    assert!(
        groupes.iter().filter(|g| g["morceaux"] != 1).count()
            <= json["liens"].as_array().unwrap().len()
    );
    assert!(
        groupes
            .iter()
            .all(|g| (40_000.0..=175_000.0).contains(&g["population"].as_f64().unwrap()))
    );
    assert!(
        p["distance_moyenne_km"].as_f64().unwrap() < 6.15,
        "{}",
        p["distance_moyenne_km"]
    );
}
