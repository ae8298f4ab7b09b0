//! One reader of units: on one commune, indicator, table, map, summary and funding give the same figure or the same
//! absence; numbers of communes are whole; one population weighs and divides.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::outils::{cpts, diagnostic, dossier, echantillon, indicateur, valeur};

/// Cell of a table: column by its title, row by the code of the commune.
pub fn cellule(json: &Value, tableau: &str, titre: &str, code: &str) -> Option<Value> {
    let mut tableaux = json["tableaux"].as_array().unwrap().iter();
    let tableau = tableaux.find(|t| t["id"] == tableau)?;
    let mut colonnes = tableau["colonnes"].as_array().unwrap().iter();
    let rang = colonnes.position(|c| c["titre"] == titre)?;
    let mut lignes = tableau["lignes"].as_array().unwrap().iter();
    lignes.find(|l| l[0] == code).map(|l| l[rang].clone())
}

pub fn carte(json: &Value, theme: &str, code: &str) -> Option<f64> {
    let mut themes = json["cartes"]["themes"].as_array()?.iter();
    let theme = themes.find(|t| t["id"] == theme)?;
    let mut valeurs = theme["valeurs"].as_array()?.iter();
    valeurs.find(|v| v["commune"] == code || v["code"] == code)?["valeur"].as_f64()
}

/// The zoning of Marseille by arrondissement, of Aix-en-Provence as a whole (placeholder classes).
fn zonage() -> String {
    let mut texte = String::from("code_commune;zonage_mg\n13001;HORS\n");
    for rang in 1..=16 {
        let classe = ["ZIP", "ZAC", "HORS"][rang % 3];
        texte.push_str(&format!("132{rang:02};{classe}\n"));
    }
    texte
}

#[test]
fn a_city_of_several_zones_is_a_commune_of_none_and_says_so_everywhere() {
    let json = diagnostic("commune:13055,13001", &[("zonage.csv", &zonage())]);
    for (id, attendu) in [
        ("nombre_communes", 2.0),
        ("communes_zip", 0.0),
        ("communes_zac", 0.0),
        ("communes_hors_zonage", 1.0),
    ] {
        assert_eq!(valeur(&json, id), Some(attendu), "{id}");
    }
    let zonage = json["sous_densite"]["zonage"].as_array().unwrap();
    let communes: Vec<u64> = zonage
        .iter()
        .map(|z| z["communes"].as_u64().unwrap())
        .collect();
    assert_eq!(communes, [0, 0, 1]);
    assert_eq!(
        json["sous_densite"]["zonage_partage"][0]["nom"],
        "Marseille"
    );
    let part = zonage[0]["part"].as_f64().unwrap();
    assert!((part - valeur(&json, "part_pop_zip").unwrap()).abs() < 1e-9);
    let table = cellule(&json, "communes", "Zonage médecins", "13055").unwrap();
    assert_eq!(table, "HORS, ZAC, ZIP selon l'arrondissement");
    let constat = json["constats"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["id"] == "zip")
        .unwrap();
    assert!(
        constat["texte"]
            .as_str()
            .unwrap()
            .contains("dans des arrondissements de Marseille")
    );
    // Some arrondissements of one zone are one commune, in that zone.
    let json = diagnostic("commune:13203,13206", &[("zonage.csv", &self::zonage())]);
    assert_eq!(valeur(&json, "nombre_communes"), Some(1.0));
    assert_eq!(valeur(&json, "communes_zip"), Some(1.0));
    assert_eq!(json["sous_densite"]["zonage"][0]["communes"], 1);
}

#[test]
fn an_apl_is_never_averaged_by_inhabitants_on_the_map_either() {
    let mut apl = String::from("code_insee;apl_mg;millesime\n");
    for rang in 1..=20 {
        apl.push_str(&format!("751{rang:02};{}.5;2023\n", rang % 5));
    }
    let json = diagnostic("commune:75056", &[("apl 2023.csv", &apl)]);
    assert_eq!(indicateur(&json, "apl_mg")["statut"], "par_commune");
    assert_eq!(valeur(&json, "apl_mg"), None);
    assert_eq!(carte(&json, "apl_mg", "75056"), None);
    // One arrondissement alone has its published figure, everywhere.
    let json = diagnostic("commune:75113", &[("apl 2023.csv", &apl)]);
    assert_eq!(valeur(&json, "apl_mg"), Some(3.5));
    let table = cellule(&json, "apl", "Médecins généralistes", "75113");
    assert!(table.is_none_or(|c| c == 3.5), "{json}");
}

#[test]
fn another_population_of_the_folder_never_takes_the_place_of_the_reference() {
    let seule = diagnostic("dep:48", &[]);
    let reference = valeur(&seule, "population_municipale").unwrap();
    for autre in [
        "code_insee;population\n48095;999\n",
        "code_insee;population 2030\n48095;999\n",
        "code_insee;population 2023\n48095;999\n",
        "code_insee;population 2019\n48095;999\n48080;12\n",
    ] {
        let json = diagnostic("dep:48", &[("pop.csv", autre)]);
        assert_eq!(
            valeur(&json, "population_municipale"),
            Some(reference),
            "{autre}"
        );
        assert_eq!(json["population"]["valeur"].as_f64(), Some(reference));
        let table = cellule(&json, "communes", "Population municipale", "48095").unwrap();
        assert_ne!(table, 999.0);
    }
}

#[test]
fn a_commune_in_part_has_the_figure_of_its_part_in_the_table_too() {
    let fictif = echantillon("territoire-fictif/cpts.toml");
    let json = cpts(&["diagnostic", &fictif.to_string_lossy(), "--format", "json"])
        .reussie()
        .json();
    let communes = json["perimetre"]["communes"].as_array().unwrap();
    let total: f64 = communes
        .iter()
        .map(|c| {
            let code = c["code"].as_str().unwrap();
            let lu = cellule(&json, "communes", "Population municipale", code).unwrap();
            let attendu = c["population"].as_f64().unwrap() * c["part"].as_f64().unwrap();
            assert!((lu.as_f64().unwrap() - attendu).abs() < 1e-6, "{code}");
            assert_eq!(carte(&json, "population", code), lu.as_f64(), "{code}");
            attendu
        })
        .sum();
    assert!((total - valeur(&json, "population_municipale").unwrap()).abs() < 1e-6);
    assert!((total - json["population"]["valeur"].as_f64().unwrap()).abs() < 1e-6);
    for i in json["indicateurs"].as_array().unwrap() {
        if i["unite"] == "communes"
            && let Some(n) = i["valeur"].as_f64()
        {
            assert_eq!(n.fract(), 0.0, "{}", i["id"]);
        }
    }
}

/// Every commune alone: a masked, a rejected, a merged, a re-created and a partial one among them.
#[test]
fn each_commune_alone_has_one_figure_everywhere() {
    let donnees = echantillon("territoire-fictif/donnees");
    let referentiel = echantillon("territoire-fictif/referentiel.csv");
    let projet = |perimetre: &str| {
        let d = tempfile::tempdir().unwrap();
        let texte = format!(
            "[cpts]\nperimetre = \"{perimetre}\"\ndonnees = '{}'\n[referentiel]\nfichier = '{}'\nfictif = true\nmillesime_population = 2023\n",
            donnees.display(),
            referentiel.display()
        );
        fs::write(d.path().join("cpts.toml"), texte).unwrap();
        let chemin = d.path().join("cpts.toml");
        cpts(&["diagnostic", &chemin.to_string_lossy(), "--format", "json"])
            .reussie()
            .json()
    };
    let entete = fs::read_to_string(&referentiel).unwrap();
    let codes: Vec<&str> = entete
        .lines()
        .skip(1)
        .filter_map(|l| l.split(';').next())
        .collect();
    let plan: toml::Table = toml::from_str(include_str!("../../src/rapport/plan.toml")).unwrap();
    let mut vues = 0;
    for code in codes.into_iter().step_by(8) {
        let json = projet(&format!("commune:{code}@0.7"));
        for tableau in plan["tableau"].as_array().unwrap() {
            for colonne in tableau["colonnes"].as_array().unwrap() {
                let Some(id) = colonne.get("indicateur").and_then(|i| i.as_str()) else {
                    continue;
                };
                let titre = colonne["titre"].as_str().unwrap();
                let lue = cellule(&json, tableau["id"].as_str().unwrap(), titre, code);
                let lue = lue.and_then(|c| c.as_f64());
                let mut tous = json["indicateurs"].as_array().unwrap().iter();
                // An optional indicator that no file of the sample gives is in neither place.
                let Some(i) = tous.find(|i| i["id"] == id) else {
                    assert_eq!(lue, None, "{code} {id}");
                    continue;
                };
                let publiee = i["valeur"].as_f64().filter(|_| i["statut"] == "publie");
                assert_eq!(lue, publiee, "{code} {id}");
                vues += usize::from(lue.is_some());
            }
        }
        for id in ["apl_mg", "revenu_median", "densite_population"] {
            let i = indicateur(&json, id);
            let publiee = i["valeur"].as_f64().filter(|_| i["statut"] == "publie");
            assert_eq!(carte(&json, id, code), publiee, "{code} {id}");
        }
    }
    assert!(vues > 20, "{vues}");
}

/// A project on Lozère whose folder holds these files.
fn projet(cle: &str, fichiers: &[(&str, &str)]) -> (TempDir, String) {
    let d = dossier(fichiers);
    let texte = format!("[cpts]\nperimetre = \"dep:48\"\ndonnees = \".\"\n{cle}\n");
    fs::write(d.path().join("cpts.toml"), texte).unwrap();
    let chemin = d.path().join("cpts.toml").to_string_lossy().into_owned();
    (d, chemin)
}

fn constat<'a>(json: &'a Value, id: &str) -> Option<&'a str> {
    let mut constats = json["constats"].as_array().unwrap().iter();
    constats.find(|c| c["id"] == id)?["texte"].as_str()
}

#[test]
fn one_population_is_named_and_a_project_can_designate_another() {
    let autre = (
        "pop.csv",
        "code_insee;population 2021\n48095;999\n48080;1\n",
    );
    let (_d, chemin) = projet("", &[autre]);
    let json = cpts(&["diagnostic", &chemin, "--format", "json"])
        .reussie()
        .json();
    assert_eq!(
        json["population"]["reference"],
        "Population municipale 2023, COG 2026"
    );
    let s0 = &json["sections"][0]["textes"];
    assert!(s0.to_string().contains("Population de référence"), "{s0}");
    let (_d, chemin) = projet("population = \"pop.csv\"", &[autre]);
    let json = cpts(&["diagnostic", &chemin, "--format", "json"])
        .reussie()
        .json();
    assert_eq!(json["population"]["valeur"], 1000.0);
    let nom = json["population"]["reference"].as_str().unwrap();
    assert!(nom.contains("2021") && nom.contains("pop.csv"), "{nom}");
    // What the designated file does not give is unknown: no other population stands for it.
    let indicateur = indicateur(&json, "population_municipale");
    assert_eq!(indicateur["bornes"][0], 1000.0);
    assert!(indicateur["bornes"][1].is_null());
    assert_ne!(indicateur["statut"], "publie");
    let table = cellule(&json, "communes", "Population municipale", "48095");
    assert_eq!(table.unwrap(), 999.0);
}

#[test]
fn a_designated_population_that_is_not_there_or_not_dated_is_refused() {
    let (_d, chemin) = projet("population = \"absent.csv\"", &[]);
    cpts(&["diagnostic", &chemin]).echouee(3, &["absent.csv", "population de référence"]);
    let sans_date = ("pop.csv", "code_insee;population\n48095;999\n");
    let (_d, chemin) = projet("population = \"pop.csv\"", &[sans_date]);
    cpts(&["diagnostic", &chemin]).echouee(3, &["pop.csv", "n'est pas datée"]);
}

#[test]
fn a_file_that_disagrees_with_the_reference_is_said_and_so_is_a_later_one() {
    let (_d, chemin) = projet(
        "",
        &[("pop.csv", "code_insee;population 2023\n48095;9999\n")],
    );
    let json = cpts(&["diagnostic", &chemin, "--format", "json"])
        .reussie()
        .json();
    let texte = constat(&json, "autre_population").unwrap();
    assert!(texte.contains("Mende (9\u{202f}999 au lieu de"), "{texte}");
    let (_d, chemin) = projet(
        "",
        &[("pop.csv", "code_insee;population 2026\n48095;9999\n")],
    );
    let json = cpts(&["diagnostic", &chemin, "--format", "json"])
        .reussie()
        .json();
    let dits = json["donnees"]["constats"].to_string();
    assert!(
        dits.contains("population municipale 2026, plus récente"),
        "{dits}"
    );
}
