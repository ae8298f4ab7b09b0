//! Structures and professionals from several files at once: which one speaks, what is near, what two sources count apart.

use serde_json::Value;

use crate::outils::{constats, diagnostic, indicateur, valeur};

/// A row of the legacy FINESS: number, name, commune, département, category.
fn legacy(numero: &str, nom: &str, commune: &str, departement: &str, categorie: &str) -> String {
    format!(
        "structureet;{numero};96;{nom};{nom};;;;;;;;{commune};{departement};D;00000 V;;;{categorie};Catégorie;11;G;;;;;;;;;2020-01-01;\n"
    )
}

fn lignes(rapport: &Value, tableau: &str) -> Vec<Value> {
    let mut tous = rapport["tableaux"].as_array().into_iter().flatten();
    let tableau = tous.find(|t| t["id"] == tableau);
    let lignes = tableau.and_then(|t| t["lignes"].as_array());
    lignes.cloned().unwrap_or_default()
}

#[test]
fn the_nearest_structure_comes_from_the_points_of_the_legacy_finess() {
    // Metres of Lambert-93 near Mende, 10 km apart.
    let finess = format!(
        "finess;etalab;111;2026-05-12\n{}{}geolocalisation;480000001;740000;6380000;1,X,96,BAN,EPSG:2154;2026-05-01\n\
         geolocalisation;480000002;740000;6390000;1,X,96,BAN,EPSG:2154;2026-05-01\n",
        legacy("480000001", "PHARMACIE FICTIVE", "095", "48", "620"),
        legacy("480000002", "LABORATOIRE FICTIF", "095", "48", "611"),
    );
    let r = diagnostic(
        "commune:48095",
        &[
            ("etalab-cs1100507-stock-20260512-0335.csv", &finess),
            (
                "mairies.csv",
                "code_insee;nom;lon;lat\n48095;Mende;3.5;44.52\n",
            ),
        ],
    );
    let proches = lignes(&r, "structures_proches");
    let ecrites = proches[0].to_string();
    assert!(
        ecrites.contains("PHARMACIE FICTIVE") && ecrites.contains("LABORATOIRE FICTIF"),
        "{ecrites}"
    );
    let km: Vec<f64> = proches[0]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    assert_eq!(km.len(), 2);
    assert!(
        km.iter().all(|d| *d < 15.0) && (km[0] - km[1]).abs() < 10.5,
        "{km:?}"
    );
}

#[test]
fn without_points_the_nearest_is_the_commune_that_counts_one() {
    let r = diagnostic(
        "commune:48095 + commune:48080 + commune:48140",
        &[
            (
                "equip-serv-sante-com-2021.csv",
                "CODGEO;LIBGEO;REG;DEP;NB_D106;NB_D107;NB_D302;NB_D307\n48095;Mende;76;48;1;1;2;5\n48080;Langogne;76;48;0;0;0;1\n\
                 48140;Saint-Chély-d'Apcher;76;48;0;s;1;0\n",
            ),
            (
                "mairies.csv",
                "code_insee;nom;lon;lat\n48095;Mende;3.5;44.52\n48080;Langogne;3.85;44.73\n48140;Saint-Chély-d'Apcher;3.28;44.8\n",
            ),
        ],
    );
    let proches = lignes(&r, "structures_proches");
    let ligne = |code: &str| {
        let sienne = proches.iter().find(|l| l[0] == code).unwrap();
        let cellules = sienne.as_array().unwrap().iter();
        cellules.skip(2).cloned().collect::<Vec<Value>>()
    };
    // Emergency department, maternity, pharmacy, laboratory: each commune has its own, or that of the nearest.
    let (mende, langogne) = (ligne("48095"), ligne("48080"));
    assert_eq!(
        (&mende[0], mende[1].as_f64()),
        (&Value::from("Mende"), Some(0.0))
    );
    for (rang, nom) in [(0, "Mende"), (2, "Mende"), (4, "Langogne"), (6, "Mende")] {
        assert_eq!(langogne[rang], nom, "{langogne:?}");
    }
    let km = langogne[1].as_f64().unwrap();
    assert!(
        (36.0..37.0).contains(&km) && langogne[5].as_f64() == Some(0.0),
        "{langogne:?}"
    );
    // A hidden count may be one: the nearest is not known.
    assert_eq!(ligne("48140")[2], "non disponible");
}

#[test]
fn a_list_of_one_departement_measures_nothing_of_its_neighbours() {
    let finess = format!(
        "finess;etalab;111;2026-05-12\n{}geolocalisation;480000001;740000;6380000;1,X,96,BAN,EPSG:2154;2026-05-01\n",
        legacy("480000001", "PHARMACIE FICTIVE", "095", "48", "620"),
    );
    let points = "code_insee;nom;lon;lat\n48095;Mende;3.5;44.52\n48080;Langogne;3.85;44.73\n15187;Saint-Flour;3.09;45.03\n";
    let r = diagnostic(
        "commune:48095 + commune:48080 + commune:15187",
        &[
            ("etalab-cs1100507-stock-20260512-0335.csv", finess.as_str()),
            ("mairies.csv", points),
        ],
    );
    let constats = r["constats"].as_array().unwrap();
    let eloignees = constats
        .iter()
        .find(|c| c["id"] == "eloignement_pharmacies");
    assert!(
        eloignees.is_none_or(|c| !c["texte"].to_string().contains("Saint-Flour")),
        "{eloignees:?}"
    );
    let proches = lignes(&r, "structures_proches");
    assert_eq!(proches.len(), 3);
    for ligne in proches {
        let muette = ligne[0] == "15187";
        assert_eq!(ligne[3] == "non disponible", muette, "{ligne}");
    }
}

#[test]
fn a_file_that_says_nothing_of_the_territory_never_silences_one_that_does() {
    let extrait = format!(
        "finess;etalab;98;2026-05-12\n{}",
        legacy("010000001", "AILLEURS", "053", "01", "620")
    );
    let communes = ["095", "080", "140", "146", "061", "039"];
    let rangees: String = (1..)
        .zip(communes)
        .map(|(i, c)| format!("48000000{i};P;PHARMACIE {i};48;{c};620;Pharmacie\n"))
        .collect();
    let entete =
        format!("nofinesset;rs;rslongue;departement;commune;categetab;libcategetab\n{rangees}");
    let r = diagnostic(
        "commune:48095 + commune:48080",
        &[
            ("etalab-cs1100502-stock-20260512-0335.csv", &extrait),
            ("finess_etablissements.csv", &entete),
        ],
    );
    assert_eq!(valeur(&r, "finess_pharmacies"), Some(2.0));
    let dit = constats(&r, "source_moins_etendue");
    assert!(
        dit.contains("finess_etablissements.csv (non daté) qui est retenu"),
        "{dit}"
    );
    assert_eq!(lignes(&r, "structures").len(), 2);
}

/// Rows of the RPPS: number of the person, commune.
fn rpps(personnes: &[(&str, &str)]) -> String {
    let rangees = personnes
        .iter()
        .map(|(p, c)| format!("{p}|10|SM26|L|{c}\n"));
    format!(
        "Identifiant PP|Code profession|Code savoir-faire|Code mode exercice|Code commune (coord. structure)\n{}",
        rangees.collect::<String>()
    )
}

#[test]
fn two_sources_of_one_profession_are_reconciled_once_and_two_files_of_one_source_apart() {
    let nom = "PS_LibreAcces_Personne_activite_202610081200.txt";
    let bpe = "code_commune,typequ,nombre\n48095,D265,3\n48080,D265,1\n";
    let de = |personnes: &[(&str, &str)]| {
        diagnostic(
            "commune:48095 + commune:48080",
            &[("bpe_2024.csv", bpe), (nom, &rpps(personnes))],
        )
    };
    // A person of both communes counts once: 3 against the 4 of the BPE.
    let r = de(&[
        ("81", "48095"),
        ("82", "48095"),
        ("82", "48080"),
        ("83", "48080"),
    ]);
    let dit = constats(&r, "sources_divergentes_rpps_mg").replace('\u{a0}', " ");
    assert!(
        dit.contains("4 selon la BPE 2024, 3 selon le RPPS 2026 (écart : −1)"),
        "{dit}"
    );
    assert_eq!(dit.matches("selon la BPE").count(), 1, "{dit}");
    assert_eq!(
        constats(&r, "doublon_ecart"),
        "",
        "deux sources ne sont pas un doublon"
    );
    let r = de(&[
        ("81", "48095"),
        ("82", "48095"),
        ("83", "48080"),
        ("84", "48080"),
    ]);
    assert_eq!(
        constats(&r, "sources_divergentes_rpps_mg"),
        "",
        "sans écart, rien à dire"
    );
}

#[test]
fn a_change_of_supply_takes_two_bpe_five_years_apart_and_says_why_otherwise() {
    let bpe = |an: u16, n: u16| {
        format!("DEPCOM;AN;typequ;nombre\n48095;{an};D307;{n}\n48080;{an};D307;1\n")
    };
    let (vieille, neuve) = (bpe(2018, 4), bpe(2023, 9));
    let fichiers = |vieille: &str| {
        diagnostic(
            "commune:48095 + commune:48080",
            &[("bpe_a.csv", vieille), ("bpe_b.csv", &neuve)],
        )
    };
    let r = fichiers(&vieille);
    assert_eq!(valeur(&r, "evolution_pharmacies"), Some(100.0));
    let r = fichiers(&bpe(2021, 4));
    assert_eq!(valeur(&r, "evolution_pharmacies"), None);
    let motif = indicateur(&r, "evolution_pharmacies")["motif"].to_string();
    assert!(motif.contains("distantes de moins de 5 ans"), "{motif}");
}

#[test]
fn structures_of_finess_plus_are_named_and_a_ssiad_by_its_activity() {
    let structures = r#"{"generatedAt":"2026-09-29T02:06:22Z","pmej":[{"ege":[
        {"informationsGeneralesEGE":{"numFinessEge":"480000001","nomEgeLong":"SERVICE FICTIF"},"categorieentiteGeographiqueExercice":"209",
         "etatObjet":"A","adresse":[{"usageAdresse":"03","cogCommune":"48095"}]}]}]}"#;
    let activites = r#"{"generatedAt":"2026-09-29T02:06:22Z","pmej":[{"ege":[{"numFinessEge":"480000001","activitesExercees":[
        {"caracteristiquesGeneriques":{"etatObjet":"A"},"nature":{"codeNature":"ASMR","caracteristiquesSpecifiques":
         {"typeActiviteAMSR":{"activiteSocialeRegulee":"358"}}}}]}]}]}"#;
    let r = diagnostic(
        "commune:48095",
        &[
            ("finess-activites-mensuel-202609.json", activites),
            ("finess-structures-mensuel-202609.json", structures),
            (
                "liste-france-services.csv",
                "code_insee;nom\n48095;FS FICTIVE\n",
            ),
        ],
    );
    assert_eq!(valeur(&r, "finess_ssiad"), Some(1.0));
    assert_eq!(valeur(&r, "liste_france_services"), Some(1.0));
    let noms = lignes(&r, "structures")
        .iter()
        .map(Value::to_string)
        .collect::<String>();
    for attendu in [
        "Services de soins infirmiers à domicile (SSIAD)\",\"SERVICE FICTIF",
        "France services\",\"FS FICTIVE",
    ] {
        assert!(noms.contains(attendu), "{noms}");
    }
}
