//! The shape of a perimeter: pieces, islands, enclaves, what its limit cuts; said by `verifier` and by the diagnostic.

use serde_json::Value;

use crate::outils::{constats, cpts, donnees_reelles, dossier, lance};

fn verifie(perimetre: &str) -> Value {
    let vide = dossier(&[]);
    let donnees = vide.path().to_str().unwrap();
    let arguments = [
        "perimetre",
        "verifier",
        perimetre,
        "--format",
        "json",
        "--donnees",
        donnees,
    ];
    cpts(&arguments).reussie().json()
}

/// The eight communes that touch Mende, by the national outlines.
const AUTOUR_DE_MENDE: &str = "commune:48013,48016,48018,48030,48042,48081,48127,48137";

#[test]
fn two_pieces_are_said_with_what_would_link_them() {
    let json = verifie("epci:200069151 + epci:243400017");
    let dit = constats(&json, "perimetre_en_morceaux");
    for attendu in [
        "est en 2\u{a0}morceaux",
        "Montpellier",
        "km",
        "les relieraient",
    ] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    // What it proposes does it.
    let alerte = json["constats"].as_array().unwrap().iter();
    let alerte = alerte
        .filter(|c| c["id"] == "perimetre_en_morceaux")
        .count();
    assert_eq!(alerte, 1);
    assert_eq!(json["constats"][0]["severite"], "alerte");
    assert!(constats(&verifie("epci:200069151"), "perimetre_en_morceaux").is_empty());
}

#[test]
fn what_the_perimeter_surrounds_and_leaves_is_said() {
    let json = verifie(&format!("{AUTOUR_DE_MENDE} + commune:48080"));
    let dit = constats(&json, "enclave");
    assert!(dit.contains("Mende (1\u{a0}commune"), "{dit}");
    let avec = format!("{AUTOUR_DE_MENDE},48095");
    assert!(constats(&verifie(&avec), "enclave").is_empty());
}

/// Around Mende in a ring, no commune is needed; without one of them, those in the middle of the chain hold its ends.
#[test]
fn a_commune_that_alone_links_two_parts_is_said() {
    assert!(constats(&verifie(AUTOUR_DE_MENDE), "commune_pont").is_empty());
    let json = verifie(&format!("{AUTOUR_DE_MENDE} - commune:48013"));
    let dit = constats(&json, "commune_pont");
    assert!(
        dit.contains("relient chacune seule") && dit.contains("et alentour"),
        "{dit}"
    );
    assert!(constats(&json, "perimetre_en_morceaux").is_empty());
}

#[test]
fn cut_cantons_are_listed_and_their_file_is_named_when_it_lacks() {
    let json = verifie("commune:48095,48080");
    let manques = json["zonages_inconnus"].to_string();
    assert!(
        manques.contains("Cantons") && manques.contains("Quartiers prioritaires"),
        "{manques}"
    );
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let lance = |perimetre: &str| {
        let options = [
            "perimetre",
            "verifier",
            perimetre,
            "--format",
            "json",
            "--donnees",
            &donnees,
        ];
        cpts(&options).reussie().json()
    };
    let json = lance("commune:13001");
    assert_eq!(json["zonages_inconnus"].as_array().unwrap().len(), 0);
    let genres = |json: &Value| -> Vec<String> {
        let coupes = json["zonages_coupes"].as_array().unwrap().iter();
        coupes
            .map(|c| c["genre"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(
        !genres(&json).contains(&"canton".to_owned()),
        "Aix est un canton-ville à elle seule"
    );
    // A canton of Lozère of which one commune is taken.
    assert!(genres(&lance("commune:48080")).contains(&"canton".to_owned()));
}

#[test]
fn an_island_is_no_fault() {
    let json = verifie("commune:56069,56121");
    assert!(constats(&json, "perimetre_en_morceaux").is_empty());
    let dit = constats(&json, "perimetre_avec_ile");
    assert!(dit.contains("Groix") && dit.contains("km"), "{dit}");
}

/// Ré and La Rochelle are one piece by their bridge, and it is said; Ré and Oléron are not, and what lies between is sought by it.
#[test]
fn a_bridge_over_the_sea_links_and_is_told() {
    let json = verifie("epci:241700459 + commune:17300");
    assert!(constats(&json, "perimetre_en_morceaux").is_empty());
    assert!(constats(&json, "perimetre_avec_ile").is_empty());
    let dit = constats(&json, "perimetre_par_pont");
    for attendu in [
        "pont de l'île de Ré",
        "Rivedoux-Plage",
        "La Rochelle",
        "10\u{a0}communes",
    ] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    // Without La Rochelle, the bridge of another island links nothing.
    let json = verifie("epci:241700459 + commune:17093");
    assert!(constats(&json, "perimetre_en_morceaux").contains("Bourcefranc-le-Chapus"));
    assert!(constats(&json, "perimetre_par_pont").is_empty());
}

/// A bridge that the user takes away leaves two pieces, one that they add makes one; a wrong one is named.
#[test]
fn the_bridges_are_those_that_the_user_says() {
    let d = dossier(&[]);
    let fichier = d.path().join("ponts.toml");
    let lance = |perimetre: &str, texte: &str| {
        std::fs::write(&fichier, texte).unwrap();
        let debut = ["perimetre", "verifier", perimetre, "--format", "json"];
        cpts(&[&debut[..], &["--passages", fichier.to_str().unwrap()]].concat())
    };
    let passage =
        |communes: &str, reste: &str| format!("[[passage]]\ncommunes = [{communes}]\n{reste}\n");
    let sans = passage("\"17297\", \"17300\"", "retire = true");
    let json = lance("epci:241700459 + commune:17300", &sans)
        .reussie()
        .json();
    assert!(constats(&json, "perimetre_par_pont").is_empty());
    assert!(!constats(&json, "perimetre_avec_ile").is_empty());
    let bac = passage("\"56069\", \"56121\"", "nom = \"bac de Groix\"");
    let json = lance("commune:56069,56121", &bac).reussie().json();
    assert!(constats(&json, "perimetre_par_pont").contains("bac de Groix"));
    lance("commune:56069", &bac.replace("56121", "56999")).echouee(3, &["ponts.toml", "56999"]);
}

#[test]
fn what_is_cut_is_listed_and_a_condition_ends_the_run() {
    let json = verifie("commune:48095,48080");
    let coupes = json["zonages_coupes"].as_array().unwrap();
    assert!(!coupes.is_empty());
    for c in coupes {
        assert!(
            c["population_dedans"].as_f64() < c["population"].as_f64(),
            "{c}"
        );
    }
    let vide = dossier(&[]);
    let donnees = vide.path().to_str().unwrap();
    let lance = |condition: &str| {
        let debut = [
            "perimetre",
            "verifier",
            "commune:48095,48080",
            "--donnees",
            donnees,
        ];
        cpts(&[&debut[..], &["--echec-si", condition]].concat())
    };
    lance("perimetre_en_morceaux").echouee(1, &[]);
    lance("enclave").reussie();
}

#[test]
fn the_diagnostic_says_it_too_and_not_of_a_departement() {
    let vide = dossier(&[]);
    let dit = |perimetre: &str| {
        let json = lance(perimetre, vide.path(), &["--format", "json"])
            .reussie()
            .json();
        constats(&json, "perimetre_en_morceaux")
    };
    assert!(dit("commune:48095,48080").contains("2\u{a0}morceaux"));
    assert!(dit("dep:48").is_empty());
}

/// Both sides of each zone add up to it, to the inhabitant; the most populated are named first, and the rest counted.
#[test]
fn who_is_inside_and_who_is_left_is_named() {
    for (perimetre, partielle) in [
        ("commune:48095,48080", None),
        ("commune:34154@0.6", Some("34154")),
    ] {
        let json = verifie(perimetre);
        assert_eq!(json["schema"], "cpts/perimetre/1");
        let coupes = json["zonages_coupes"].as_array().unwrap();
        assert!(coupes.iter().any(|c| c["genre"] == "EPCI"));
        for zone in coupes {
            let cote = |nom: &str| zone[nom].as_array().unwrap().clone();
            let habitants = |communes: &[Value]| -> Vec<f64> {
                let populations = communes.iter().map(|c| c["population"].as_f64());
                populations.map(Option::unwrap).collect()
            };
            let (dedans, dehors) = (cote("dedans"), cote("dehors"));
            for communes in [&dedans, &dehors] {
                let populations = habitants(communes);
                assert!(populations.is_sorted_by(|a, b| a >= b), "{zone}");
            }
            let somme = |communes: &[Value]| habitants(communes).iter().sum::<f64>();
            let egal = |a: f64, b: &Value| (a - b.as_f64().unwrap()).abs() < 1e-6;
            assert!(egal(somme(&dedans), &zone["population_dedans"]), "{zone}");
            assert!(
                egal(somme(&dedans) + somme(&dehors), &zone["population"]),
                "{zone}"
            );
            assert_eq!(zone["communes_dedans"], dedans.len());
            let deux_fois = |c: &&Value| dehors.iter().any(|d| d["code"] == c["code"]);
            let partagees: Vec<&Value> = dedans.iter().filter(deux_fois).collect();
            assert_eq!(partagees.len(), usize::from(partielle.is_some()), "{zone}");
        }
        let vide = dossier(&[]);
        let donnees = vide.path().to_str().unwrap();
        let dit = cpts(&["perimetre", "verifier", perimetre, "--donnees", donnees]);
        let dit = dit.reussie().stdout.replace(['\n', '\u{a0}'], " ");
        let plat = dit.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            plat.contains(" : dedans ") && plat.contains("; dehors "),
            "{plat}"
        );
        let constat = constats(&json, "epci_coupe");
        assert!(
            constat.contains("dehors") && constat.contains("habitants)"),
            "{constat}"
        );
    }
}
