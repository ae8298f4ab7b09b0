//! A list of CPTS by the names of communes, in the folder of data: each name is looked up, those that are not found are said.

use serde_json::Value;

use super::classeur;
use crate::outils::{cpts, diagnostic, dossier, rapport};

/// Communes said without CPTS, and those of which nothing is known.
fn zones(json: &Value) -> (usize, usize) {
    let zones = &json["zones_blanches"];
    let nombre = |cle: &str| zones[cle].as_array().map_or(0, Vec::len);
    (nombre("communes_sans_cpts"), nombre("communes_hors_champ"))
}

/// Case 53: the listing of an ARS as it publishes it, a workbook with a title and no code.
#[test]
fn the_listing_of_an_ars_gives_the_cpts_of_the_communes_that_it_names() {
    let octets = classeur(&[(
        "CPTS",
        &[
            &["CPTS de la région"],
            &["Nom CPTS", "Territoire CPTS", "dpt"],
            &["CPTS A", "Marseille 14e Arrondissement", "13"],
            &["CPTS B", "Gréoux-les-Bains", "04"],
            &["CPTS B", "Valensole", "04"],
        ],
    )]);
    let d = tempfile::tempdir().unwrap();
    std::fs::write(d.path().join("liste.xlsx"), octets).unwrap();
    let json = rapport("cpts:\"CPTS B\"", d.path());
    let communes = json["perimetre"]["communes"].as_array().unwrap();
    let codes: Vec<&str> = communes.iter().filter_map(|c| c["code"].as_str()).collect();
    assert_eq!(codes, ["04094", "04230"]);
    assert_eq!(zones(&json), (0, 0));
    assert_eq!(zones(&rapport("commune:13214", d.path())), (0, 0));
    assert_eq!(zones(&rapport("commune:04112", d.path())), (1, 0));
}

/// A name that is not found, or that several bear, leaves unknown the communes that it may be, and is said with the nearest.
#[test]
fn a_name_that_is_not_found_is_no_zone_blanche() {
    let liste = |suite: &str| format!("commune;cpts;departement\nGréoux-les-Bains;A;04\n{suite}\n");
    let lue = |perimetre: &str, suite: &str| {
        diagnostic(perimetre, &[("cpts.csv", liste(suite).as_str())])
    };
    let json = lue("commune:04112", "Manosqe;A;Alpes-de-Haute-Provence");
    assert_eq!(zones(&json), (0, 1));
    let rejets = |suite: &str| {
        let d = dossier(&[("cpts.csv", liste(suite).as_str())]);
        let (liste, donnees) = (d.path().join("rejets"), d.path().to_str().unwrap());
        let chemin = liste.to_str().unwrap();
        cpts(&["donnees", "etat", "--donnees", donnees, "--rejets", chemin]).reussie();
        std::fs::read_to_string(liste).unwrap()
    };
    let dit = rejets("Manosqe;A;Alpes-de-Haute-Provence\nSource : ARS, janvier 2026;;");
    assert!(
        dit.contains("Manosqe") && dit.contains("04112 (Manosque"),
        "{dit}"
    );
    assert!(
        !dit.contains("Source"),
        "une note n'est pas une commune : {dit}"
    );
    // « Saint-Aubin » without département: of several, all of them unknown, and no other.
    let json = lue("commune:04230", "Saint-Aubin;A;");
    assert_eq!(zones(&json), (1, 0));
    assert!(rejets("Saint-Aubin;A;").contains("plusieurs communes"));
    assert!(rejets(";A;04").contains("nom de commune absent"));
    // A département that cannot be read gives no homonym elsewhere.
    let dit = rejets("Manosque;A;Alpes de Haute Province du Nord");
    assert!(dit.contains("département inconnu"), "{dit}");
    assert_eq!(zones(&lue("commune:04112", "Manosque;A;zz")), (0, 1));
    // A code where a name was announced is read.
    assert_eq!(zones(&lue("commune:04112", "04112;A;")), (0, 0));
    assert_eq!(zones(&lue("commune:04112", "Manosque (04);A;")), (0, 0));
}
