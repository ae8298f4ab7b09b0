//! `cpts perimetre verifier --tous`: every perimeter of a list, each as it is checked alone; severities that the user chooses.

use std::path::Path;

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, dossier, echantillon};

fn projet() -> String {
    let chemin = echantillon("territoire-fictif/cpts.toml");
    chemin.to_str().unwrap().to_owned()
}

fn verifie(options: &[&str]) -> Sortie {
    cpts(&[&["perimetre", "verifier"], options].concat())
}

fn perimetres(lot: &Value) -> &Vec<Value> {
    lot["perimetres"].as_array().unwrap()
}

/// What is said of a perimeter in the list is what is said of it alone.
fn comme_seul(lot: &Value, seul: &dyn Fn(&str) -> Value, voulus: &dyn Fn(&Value) -> bool) -> usize {
    let mut vus = 0;
    for p in perimetres(lot).iter().filter(|p| voulus(p)) {
        let expression = p["expression"].as_str().unwrap();
        let seul = seul(expression);
        assert_eq!(p["constats"], seul["constats"], "{expression}");
        assert_eq!(p["population"].as_f64(), seul["population"].as_f64());
        vus += 1;
    }
    vus
}

#[test]
fn a_perimeter_of_the_list_has_the_findings_that_it_has_alone() {
    let lot = verifie(&[&projet(), "--tous", "cpts:*", "--format", "json"]).reussie();
    let lot = lot.json();
    assert_eq!(lot["schema"], "cpts/verifications/1");
    assert_eq!(lot["fictif"], true);
    assert_eq!(perimetres(&lot).len(), 4);
    // Alone: the same project, of this CPTS.
    let d = dossier(&[]);
    let fictif = echantillon("territoire-fictif");
    let seul = |expression: &str| {
        let texte = std::fs::read_to_string(fictif.join("cpts.toml")).unwrap();
        let absolu = |cle: &str, nom: &str| {
            let chemin = fictif.join(nom);
            (
                format!("{cle} = \"{nom}\""),
                format!("{cle} = '{}'", chemin.display()),
            )
        };
        let (donnees, vraies) = absolu("donnees", "donnees");
        let (communes, siennes) = absolu("fichier", "referentiel.csv");
        let texte = texte
            .replace(&donnees, &vraies)
            .replace(&communes, &siennes);
        let texte = texte.replace("\"perimetre.csv\"", &format!("'{expression}'"));
        let projet = d.path().join("cpts.toml");
        std::fs::write(&projet, texte).unwrap();
        let projet = projet.to_str().unwrap();
        verifie(&[projet, "--format", "json"]).reussie().json()
    };
    assert_eq!(comme_seul(&lot, &seul, &|_| true), 4);
    let texte = verifie(&[&projet(), "--tous", "cpts:*"]).reussie().stdout;
    for p in perimetres(&lot) {
        let graves = p["constats"].as_array().unwrap().iter();
        let graves = graves.filter(|c| c["severite"] != "information").count();
        let nom = p["nom"].as_str().unwrap();
        let titre = texte.lines().filter(|l| *l == nom).count();
        assert_eq!(titre, usize::from(graves > 0), "{nom}\n{texte}");
    }
    assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
    let csv = verifie(&[&projet(), "--tous", "cpts:*", "--format", "csv"]).reussie();
    assert_eq!(csv.stdout.lines().count(), 5);
}

fn liste(dossier: &Path, texte: &str) -> String {
    let chemin = dossier.join("liste.csv");
    std::fs::write(&chemin, texte).unwrap();
    chemin.to_str().unwrap().to_owned()
}

#[test]
fn one_that_fails_is_told_and_the_others_are_checked() {
    let vide = dossier(&[]);
    let donnees = vide.path().join("d");
    std::fs::create_dir(&donnees).unwrap();
    let donnees = donnees.to_str().unwrap();
    let bonne = liste(
        vide.path(),
        "nom;perimetre\nMende;commune:48095,48080\nUn seul;commune:48095\n",
    );
    let base = ["--tous", &bonne, "--donnees", donnees];
    let lance = |suite: &[&str]| verifie(&[&base[..], suite].concat());
    let lot = lance(&["--format", "json"]).reussie().json();
    assert_eq!(perimetres(&lot)[0]["gravite"], "alerte");
    lance(&["--echec-si", "perimetre_en_morceaux"]).echouee(1, &[]);
    lance(&["--echec-si", "enclave"]).reussie();
    let fausse = liste(
        vide.path(),
        "nom;perimetre\nMende;commune:48095\nFaux;commune:99999\n",
    );
    let sortie = verifie(&["--tous", &fausse, "--donnees", donnees]).echouee(3, &["99999"]);
    assert!(sortie.stdout.contains("Mende") && sortie.stdout.contains("Faux"));
    verifie(&["epci:200069151", "--tous", "cpts:*"]).echouee(2, &["--dans epci:200069151"]);
    verifie(&["--donnees", donnees]).echouee(2, &["PERIMETRE"]);
}

#[test]
fn a_severity_of_the_user_replaces_that_of_the_program_alone_or_in_a_list() {
    let d = dossier(&[]);
    let regles = d.path().join("s.toml");
    std::fs::write(
        &regles,
        "[perimetre_en_morceaux]\nseverite = \"information\"\n",
    )
    .unwrap();
    let regles = regles.to_str().unwrap();
    let vide = d.path().join("d");
    std::fs::create_dir(&vide).unwrap();
    let debut = ["commune:48095,48080", "--donnees", vide.to_str().unwrap()];
    let gravite = |options: &[&str]| {
        let arguments = [&debut[..], options, &["--format", "json"]].concat();
        let json = verifie(&arguments).reussie().json();
        let constats = json["constats"].as_array().unwrap().clone();
        let ici = |c: &&Value| c["id"] == "perimetre_en_morceaux";
        constats.iter().find(ici).unwrap()["severite"].clone()
    };
    assert_eq!(gravite(&[]), "alerte");
    assert_eq!(gravite(&["--severites", regles]), "information");
    let alerte = ["--severites", regles, "--echec-si", "alerte"];
    verifie(&[&debut[..], &alerte].concat()).reussie();
    verifie(&[&debut[..], &["--echec-si", "alerte"]].concat()).echouee(1, &[]);
    let projet = d.path().join("cpts.toml");
    std::fs::write(
        &projet,
        "[cpts]\nperimetre = \"commune:48095,48080\"\n[regles]\nseverites = \"s.toml\"\n",
    )
    .unwrap();
    let projet = projet.to_str().unwrap();
    verifie(&[projet, "--echec-si", "alerte"]).reussie();
    std::fs::write(
        d.path().join("s.toml"),
        "[morceaux]\nseverite = \"alerte\"\n",
    )
    .unwrap();
    verifie(&[projet]).echouee(3, &["s.toml", "morceaux"]);
}

/// The CPTS of Provence-Alpes-Côte d'Azur: those in pieces are those that are known, with what makes them so.
#[test]
fn the_cpts_of_a_real_list_are_checked_in_one_run() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let options = [
        "--tous",
        "reg:93",
        "--donnees",
        &donnees,
        "--format",
        "json",
    ];
    let lot = verifie(&options).reussie().json();
    let en_morceaux: Vec<&str> = perimetres(&lot)
        .iter()
        .filter(|p| p["gravite"] == "alerte")
        .map(|p| p["nom"].as_str().unwrap())
        .collect();
    let attendus = [
        "CPTS Drôme Provençale - Enclave des Papes",
        "CPTS du Gapençais",
        "CPTS LSTO",
    ];
    assert_eq!(en_morceaux, attendus);
    let total: f64 = perimetres(&lot)
        .iter()
        .map(|p| p["communes"].as_f64().unwrap())
        .sum();
    assert!(total > 900.0);
    let seul = |expression: &str| {
        let arguments = [expression, "--donnees", &donnees, "--format", "json"];
        verifie(&arguments).reussie().json()
    };
    assert_eq!(comme_seul(&lot, &seul, &|p| p["nom"] == "CPTS LSTO"), 1);
}
