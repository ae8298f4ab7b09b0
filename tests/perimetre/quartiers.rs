//! The inhabitants of quartiers prioritaires that a limit cuts, and those of a territory: on the fictional one, with files of the
//! layouts of the INSEE.

use std::fs;

use serde_json::Value;

use crate::outils::{constats, cpts, dossier, echantillon, indicateur};

/// The quartier of two communes, on a row each with the whole of its population.
const QUARTIERS: &str = "Populations municipales 2021 des quartiers prioritaires 2024;;;\ncodeQPV;libQPV;popMuniQPV;listeDepcom\n\
    QN96002F;Rive-Inventée;1200;96041\nQN96002F;Rive-Inventée;1200;96049\nQN96001F;Les Songes-Neufs;640;96019\n";
const COMMUNES: &str = "Populations municipales 2021 vivant en quartier prioritaire;\ncodeDepcom;popMuniQPV\n96041;500\n96019;640\n";

/// Runs a command on a perimeter of the fictional territory, with its list of quartiers and these files.
fn lance(commande: &[&str], perimetre: &str, fichiers: &[(&str, &str)]) -> Value {
    let d = dossier(&[]);
    let donnees = d.path().join("donnees");
    fs::create_dir(&donnees).unwrap();
    let fictif = echantillon("territoire-fictif");
    let liste = "qpv-2024-fictif.geojson";
    fs::copy(fictif.join("donnees").join(liste), donnees.join(liste)).unwrap();
    for (nom, texte) in fichiers {
        fs::write(donnees.join(nom), texte).unwrap();
    }
    let projet = format!(
        "[cpts]\nnom = \"Fictive\"\nperimetre = \"{perimetre}\"\ndonnees = \"donnees\"\ndate = \"2026-06-30\"\n\
         [referentiel]\nfichier = '{}'\nnom = \"COG fictif\"\nfictif = true\nmillesime_population = 2023\n",
        fictif.join("referentiel.csv").display()
    );
    let chemin = d.path().join("cpts.toml");
    fs::write(&chemin, projet).unwrap();
    let fin = [chemin.to_str().unwrap(), "--format", "json"];
    cpts(&[commande, &fin].concat()).reussie().json()
}

fn coupe(json: &Value) -> &Value {
    let mut zones = json["zonages_coupes"].as_array().unwrap().iter();
    zones
        .find(|z| z["genre"] == "quartier prioritaire")
        .unwrap()
}

#[test]
fn a_cut_quartier_has_its_inhabitants_on_both_sides_where_the_files_tell_them() {
    let verifie = |fichiers: &[(&str, &str)]| {
        let json = lance(&["perimetre", "verifier"], "commune:96041", fichiers);
        let zone = coupe(&json).clone();
        (zone, json["zonages_inconnus"].to_string())
    };
    let quartiers = ("pop_QPV24.csv", QUARTIERS);
    let (zone, manques) = verifie(&[quartiers, ("pop_reference_communales_QPV24.csv", COMMUNES)]);
    assert_eq!(
        (&zone["population"], &zone["population_dedans"]),
        (&1200.into(), &500.into())
    );
    assert_eq!(zone["dehors"][0]["code"], "96049");
    // By difference: the file of the communes has no row of it.
    assert_eq!(zone["dehors"][0]["population"], 700);
    assert!(!manques.contains("Habitants des quartiers"), "{manques}");
    let (zone, manques) = verifie(&[quartiers]);
    assert_eq!(
        (&zone["population"], &zone["population_dedans"]),
        (&1200.into(), &Value::Null)
    );
    assert!(manques.contains("8210602"), "{manques}");
    let (zone, manques) = verifie(&[]);
    assert_eq!(
        (&zone["population"], &zone["population_dedans"]),
        (&Value::Null, &Value::Null)
    );
    assert!(manques.contains("8210600"), "{manques}");
    // Another year, or more in the communes than in the quartier: the two files are not put together.
    for communes in [
        COMMUNES.replace("2021", "2019"),
        COMMUNES.replace(";500", ";1300"),
    ] {
        let (zone, _) = verifie(&[quartiers, ("communes.csv", &communes)]);
        assert_eq!(zone["population_dedans"], Value::Null, "{communes}");
    }
}

#[test]
fn the_report_counts_those_of_the_territory_and_each_quartier_once() {
    let fichiers = [
        ("pop_QPV24.csv", QUARTIERS),
        ("pop_reference_communales_QPV24.csv", COMMUNES),
    ];
    let json = lance(&["diagnostic"], "commune:96019,96041,96010", &fichiers);
    // Two communes that have a quartier, one that the list says to have none.
    let habitants = indicateur(&json, "effectif_pop_qpv");
    assert_eq!(habitants["valeur"], 1140);
    assert_eq!(habitants["millesime"], "2021");
    let population = json["population"]["valeur"].as_f64().unwrap();
    let part = indicateur(&json, "part_pop_qpv")["valeur"]
        .as_f64()
        .unwrap();
    assert!((part - 100.0 * 1140.0 / population).abs() < 1e-9, "{part}");
    let mut tableaux = json["tableaux"].as_array().unwrap().iter();
    let table = tableaux.find(|t| t["id"] == "qpv").unwrap();
    assert!(
        table
            .to_string()
            .contains("Habitants du quartier entier (2021)")
    );
    assert!(table["lignes"][1].to_string().contains("1200"), "{table}");
    assert!(constats(&json, "quartiers_habitants").contains("QN96002F"));
    // A commune that has a quartier and no row: nobody knows, and no zero is added for it.
    let json = lance(&["diagnostic"], "commune:96019,96049", &fichiers);
    assert_eq!(indicateur(&json, "effectif_pop_qpv")["valeur"], Value::Null);
}
