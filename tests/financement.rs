//! `cpts financement`: tiers, amounts, calendar, variable part, scale, several perimeters, bad input.

use std::fs;
use std::io::Read;

use serde_json::Value;

use crate::outils::{Sortie, cpts, donnees_reelles, echantillon};

const FICTIF: &str = "data-samples/territoire-fictif/cpts.toml";
const LOZERE: &str = "data-samples/lozere/cpts.toml";
const CONTRAT: &str = "data-samples/contrat-exemple/contrat.toml";
const RESULTATS: &str = "data-samples/contrat-exemple/resultats.csv";

/// The JSON of a run, held to the published schema.
fn json(arguments: &[&str]) -> Value {
    let mut tous = vec!["financement", "--format", "json"];
    tous.extend(arguments);
    let json = cpts(&tous).reussie().json();
    let schema = cpts(&["schema", "financement"]).reussie().json();
    let validateur = jsonschema::validator_for(&schema).expect("schéma valide");
    let fautes: Vec<String> = validateur
        .iter_errors(&json)
        .map(|e| e.to_string())
        .collect();
    assert!(fautes.is_empty(), "{fautes:?}");
    json
}

fn pour(population: &str) -> Value {
    json(&["--population", population])
}

fn taille(json: &Value) -> &Value {
    &json["perimetres"][0]["analyse"]["financement"]["taille"]
}

/// Populations that real CPTS publish, and the bounds of the bands.
#[test]
fn tiers_are_those_that_real_cpts_publish() {
    for (population, attendue) in [
        ("22937", 1),
        ("43504", 2),
        ("47477", 2),
        ("48857", 2),
        ("69481", 2),
        ("80653", 3),
        ("95000", 3),
        ("132361", 3),
        ("39999", 1),
        ("40000", 2),
        ("79999", 2),
        ("80001", 3),
        ("175000", 3),
        ("175001", 4),
    ] {
        assert_eq!(taille(&pour(population)), attendue, "{population}");
    }
    let json = pour("80 000");
    assert!(taille(&json).is_null());
    let analyse = &json["perimetres"][0]["analyse"];
    assert!(analyse["financement"]["motif"].is_string());
    assert_eq!(analyse["par_taille"].as_array().unwrap().len(), 2);
    let texte = cpts(&["financement", "--population", "80000"])
        .reussie()
        .stdout;
    assert!(texte.contains("Taille indéterminée"), "{texte}");
}

#[test]
fn tier_three_pays_397_500_and_465_000_with_a_crisis() {
    let json = pour("100000");
    let totaux = json["perimetres"][0]["analyse"]["par_taille"][0]["totaux"]
        .as_array()
        .unwrap();
    let total = |id: &str| {
        let t = totaux.iter().find(|t| t["id"] == id).expect(id);
        (
            t["total"]["max"].as_f64().unwrap(),
            t["total"]["confiance"].clone(),
        )
    };
    assert_eq!(total("annuel_sans_crise"), (397_500.0, "deduit".into()));
    assert_eq!(total("annuel_avec_crise"), (465_000.0, "deduit".into()));
    let texte = cpts(&["financement", "--population", "100000"])
        .reussie()
        .stdout;
    assert!(
        texte.contains("397\u{202f}500") && texte.contains("465\u{202f}000"),
        "{texte}"
    );
    // The amounts of the other tiers are not established, and said so.
    let texte = cpts(&["financement", "--population", "20000"])
        .reussie()
        .stdout;
    assert!(texte.contains("non établi"), "{texte}");
}

#[test]
fn the_user_may_give_his_population_with_the_reason() {
    let json = json(&[FICTIF, "--population", "70000", "--motif", "saisonnière"]);
    assert_eq!(taille(&json), 2);
    let tailles = &json["perimetres"][0]["analyse"]["tailles"];
    assert_eq!(tailles[0]["population"]["type"], "utilisateur");
    assert_eq!(tailles[0]["population"]["motif"], "saisonnière");
    assert_eq!(tailles[1]["population"]["type"], "municipale");
    assert_eq!(json["fictif"], true);
    let texte = cpts(&["financement", FICTIF]).reussie().stdout;
    assert!(texte.contains("FICTIF"), "{texte}");
}

/// Lozère gives 2020 beside 2023, the fictional sample 2018.
#[test]
fn every_vintage_present_is_read_and_carried_on_when_far_enough() {
    let lozere = json(&[LOZERE]);
    let tailles = lozere["perimetres"][0]["analyse"]["tailles"]
        .as_array()
        .unwrap();
    let millesimes: Vec<&Value> = tailles
        .iter()
        .map(|t| &t["population"]["millesime"])
        .collect();
    assert_eq!(millesimes, [2023, 2020]);
    // Three years apart, these two populations share census surveys: nothing is carried on, and it is said.
    assert!(lozere["perimetres"][0]["analyse"]["projection"].is_null());
    let notes = lozere["perimetres"][0]["notes"].to_string();
    assert!(
        notes.contains("distantes de moins de 5 ans") && notes.contains("2018"),
        "{notes}"
    );
    // In the fictional sample, the file of 2018 reads as one the two communes of a split: both are in the perimeter.
    let fictif = json(&[FICTIF]);
    let projection = &fictif["perimetres"][0]["analyse"]["projection"];
    assert_eq!(projection["prolongements"][0]["de"], 2018, "{projection}");
    cpts(&["financement", LOZERE, "--population-type", "totale"])
        .echouee(3, &["aucune population totale", "--population"]);
}

/// Parts count for their share: 60 % of Mende.
#[test]
fn partial_communes_count_for_their_share() {
    let lire = |perimetre: &str| {
        let json = json(&[perimetre, "-q"]);
        let tailles = &json["perimetres"][0]["analyse"]["tailles"][0];
        tailles["population"]["valeur"].as_f64().unwrap()
    };
    let (entiere, part) = (lire("commune:48095"), lire("commune:48095@0.6"));
    assert!((part - 0.6 * entiere).abs() < 1e-6, "{part} {entiere}");
}

/// Contours of Lozère are in the sample: neighbours are known.
#[test]
fn flips_come_from_the_outlines() {
    let json = json(&[LOZERE]);
    let analyse = &json["perimetres"][0]["analyse"];
    let bascules = &analyse["bascules"];
    let limites = bascules["limites"].as_str().unwrap();
    assert!(
        limites.starts_with("Ensembles d'au plus 6 communes"),
        "{limites}"
    );
    let sans = cpts(&["financement", "epci:200069151", "--format", "json", "-q"])
        .reussie()
        .json();
    let limites = sans["perimetres"][0]["analyse"]["bascules"]["limites"]
        .as_str()
        .unwrap();
    assert!(
        limites.starts_with("Communes voisines inconnues"),
        "{limites}"
    );
}

#[test]
fn the_contract_is_dated_from_its_signature() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    let (ics, xlsx, csv, donnees) = (
        chemin("c.ics"),
        chemin("c.xlsx"),
        chemin("c.csv"),
        chemin("c.json"),
    );
    let lancer = || {
        cpts(&[
            "financement",
            "--population",
            "100000",
            "--signature",
            "2026-04-15",
            "--demarrage",
            "prevention=2027-10-15",
            "--tableau",
            "echeances",
            "--sortie",
            &ics,
            "--sortie",
            &xlsx,
            "--sortie",
            &csv,
            "--sortie",
            &donnees,
        ])
        .reussie();
        [&ics, &xlsx, &csv, &donnees].map(|f| fs::read(f).unwrap())
    };
    let (un, deux) = (lancer(), lancer());
    assert!(un == deux, "mêmes octets");
    let [agenda, classeur, table, rapport] = un;
    calendrier_conforme(&String::from_utf8(agenda).unwrap());
    classeur_lisible(&classeur);
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("Périmètre;Date;"), "{table}");
    assert!(
        table.contains(";2026-04-15;") && table.contains("75000"),
        "{table}"
    );
    let rapport: Value = serde_json::from_slice(&rapport).unwrap();
    let retards = rapport["perimetres"][0]["analyse"]["calendrier"]["retards"]
        .as_array()
        .unwrap();
    let prevention = retards
        .iter()
        .find(|r| r["mission"] == "prevention")
        .unwrap();
    assert_eq!(prevention["limite"], "2027-04-15");
    // 183 days late over a year of 17 500 €.
    assert_eq!(prevention["jours_de_retard"], 183);
    assert!(prevention["perte_retard"].as_f64().unwrap() > 8_000.0);
}

/// RFC 5545: CRLF, 75 octets, one UID per event, DTSTAMP from the signature.
fn calendrier_conforme(agenda: &str) {
    assert!(agenda.starts_with("BEGIN:VCALENDAR\r\n") && agenda.ends_with("END:VCALENDAR\r\n"));
    assert!(!agenda.replace("\r\n", "").contains('\n'));
    assert!(agenda.split("\r\n").all(|l| l.len() <= 75));
    let deplie = agenda.replace("\r\n ", "");
    let mut uids: Vec<&str> = deplie.lines().filter(|l| l.starts_with("UID:")).collect();
    let evenements = deplie.matches("BEGIN:VEVENT").count();
    assert!(evenements > 10);
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), evenements);
    assert_eq!(
        deplie.matches("DTSTAMP:20260415T000000Z").count(),
        evenements
    );
    assert!(
        deplie.contains("DTSTART;VALUE=DATE:20261015"),
        "accès aux soins : 6 mois"
    );
}

fn classeur_lisible(octets: &[u8]) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(octets)).unwrap();
    let mut texte = String::new();
    let mut fichier = archive.by_name("xl/workbook.xml").unwrap();
    fichier.read_to_string(&mut texte).unwrap();
    for feuille in ["lisez-moi", "montants", "echeances", "parametres"] {
        assert!(texte.contains(feuille), "{feuille}");
    }
}

/// A name that a spreadsheet would run stays a text, in CSV and in XLSX.
#[test]
fn a_name_that_looks_like_a_formula_stays_a_text() {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = |nom: &str| dossier.path().join(nom).to_string_lossy().into_owned();
    fs::write(chemin("communes.csv"), "code\n48095\n").unwrap();
    fs::write(
        chemin("cpts.toml"),
        "[cpts]\nnom = \"=1+1\"\nperimetre = \"communes.csv\"\n",
    )
    .unwrap();
    let xlsx = chemin("c.xlsx");
    let sortie = cpts(&[
        "financement",
        &chemin("cpts.toml"),
        "-q",
        "--format",
        "csv",
        "--sortie",
        &xlsx,
    ])
    .reussie();
    assert!(sortie.stdout.contains("'=1+1"), "{}", sortie.stdout);
    let mut archive = zip::ZipArchive::new(fs::File::open(&xlsx).unwrap()).unwrap();
    for rang in 0..archive.len() {
        let mut texte = String::new();
        let mut fichier = archive.by_index(rang).unwrap();
        let _ = fichier.read_to_string(&mut texte);
        assert!(!texte.contains("<f>"), "{texte}");
    }
}

/// The sample: 6 000 (ALD) + 5 000 × 3 + 2 000 + 3 000 = 26 000 in access, 3 000 more unknown (SAS).
#[test]
fn the_variable_part_follows_the_results() {
    let json = json(&[
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        RESULTATS,
    ]);
    let variable = &json["perimetres"][0]["analyse"]["variable"];
    let mission = |id: &str| {
        let missions = variable["missions"].as_array().unwrap();
        missions
            .iter()
            .find(|m| m["mission"] == id)
            .unwrap()
            .clone()
    };
    assert_eq!(mission("acces_soins")["gagne"], 26_000.0);
    assert_eq!(mission("acces_soins")["gagne_max"], 29_000.0);
    assert_eq!(mission("prevention")["gagne"], 1_000.0);
    assert_eq!(mission("qualite")["gagne"], 10_000.0);
    let ald = &variable["indicateurs"][0];
    assert_eq!(ald["palier"], 2);
    assert_eq!(ald["prochain"]["seuil"], 50.0);
    assert_eq!(ald["prochain"]["ecart"], 33.0);
    assert_eq!(ald["prochain"]["gain"], 3_000.0);
}

#[test]
fn the_scale_lists_what_must_be_checked_again() {
    let liste = |arguments: &[&str]| {
        let mut tous = vec!["financement", "--bareme-liste"];
        tous.extend(arguments);
        cpts(&tous).reussie().stdout
    };
    let csv = liste(&["--format", "csv", "--date", "2028-01-01"]);
    assert!(
        csv.lines()
            .any(|l| l.starts_with("mission.acces_soins.fixe;")
                && l.contains("recoupé")
                && l.contains("S36"))
    );
    assert!(csv.contains("non établi"));
    let texte = liste(&["--date", "2028-01-01"]);
    assert!(
        texte.contains("à vérifier") && texte.contains("[S36]"),
        "{texte}"
    );
    assert!(liste(&[]).contains("Sans date"));
    let json = json(&["--bareme-liste", "--date", "2028-01-01"]);
    assert!(json["parametres_a_verifier"].as_u64().unwrap() > 0);
}

#[test]
fn an_annex_completes_the_scale_and_its_source_appears() {
    let dossier = tempfile::tempdir().unwrap();
    let annexe = dossier.path().join("annexe.toml");
    let texte = "[[reference]]\nid = \"annexe\"\ntitre = \"Annexe du contrat\"\nadresse = \"archives\"\ndate = \"2026\"\n\
        [[parametres]]\nunite = \"€/an\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nreferences = [\"annexe\"]\n\
        valeurs = [{ id = \"mission.prevention.fixe\", taille = 1, valeur = 12345 }]\n";
    fs::write(&annexe, texte).unwrap();
    let annexe = annexe.to_string_lossy().into_owned();
    let sortie = cpts(&["financement", "--population", "20000", "--bareme", &annexe])
        .reussie()
        .stdout;
    assert!(
        sortie.contains("12\u{202f}345") && sortie.contains("[annexe] Annexe du contrat"),
        "{sortie}"
    );
}

#[test]
fn several_perimeters_have_totals_by_tier() {
    let json = json(&["dep:48", "dep:13", "-q"]);
    assert_eq!(json["perimetres"].as_array().unwrap().len(), 2);
    let totaux = json["totaux_par_taille"].as_array().unwrap();
    assert_eq!(
        totaux
            .iter()
            .map(|t| t["nombre"].as_u64().unwrap())
            .sum::<u64>(),
        2
    );
    let texte = cpts(&["financement", "dep:48", "dep:13", "-q"])
        .reussie()
        .stdout;
    assert!(texte.contains("Totaux par taille"), "{texte}");
}

#[test]
fn wrong_options_are_refused_with_the_remedy() {
    let refus = |arguments: &[&str], code: i32, textes: &[&str]| -> Sortie {
        let mut tous = vec!["financement"];
        tous.extend(arguments);
        cpts(&tous).echouee(code, textes)
    };
    refus(&[], 2, &["il manque un périmètre"]);
    refus(
        &["--population", "-5"],
        2,
        &["population inutilisable", "-5"],
    );
    refus(&["--population", "beaucoup"], 2, &["beaucoup"]);
    refus(
        &["--population", "70000", "--date", "2018-01-01"],
        2,
        &["précède l'accord"],
    );
    refus(
        &["--population", "70000", "--signature", "2018-01-01"],
        2,
        &["précède l'accord"],
    );
    refus(
        &["--population", "70000", "--signature", "31/12/2026"],
        2,
        &["--signature", "AAAA-MM-JJ"],
    );
    refus(
        &[
            "--population",
            "70000",
            "--signature",
            "2026-04-15",
            "--demarrage",
            "danse=2027-01-01",
        ],
        2,
        &["danse", "prevention"],
    );
    refus(
        &["--population", "70000", "--sortie", "c.ics"],
        2,
        &["--signature"],
    );
    refus(
        &["--population", "70000", "--sortie", "c.pdf"],
        2,
        &[".xlsx"],
    );
    refus(
        &["dep:48", "dep:13", "--population", "5"],
        2,
        &["un seul périmètre"],
    );
    refus(&["--toutes-les-cpts", "-q"], 3, &["liste commune → CPTS"]);
}

/// A scale, a contract or results that cannot be used: the message names the file and the line.
#[test]
fn bad_files_are_named_with_their_line() {
    let dossier = tempfile::tempdir().unwrap();
    let ecrire = |nom: &str, texte: &str| {
        let chemin = dossier.path().join(nom);
        fs::write(&chemin, texte).unwrap();
        chemin.to_string_lossy().into_owned()
    };
    let tete = "[[reference]]\nid = \"a\"\ntitre = \"A\"\nadresse = \"b\"\ndate = \"2026\"\n";
    let tranches = |bandes: &str| {
        format!(
            "{tete}[tranches]\nunite = \"habitants\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nconfiance_bornes = \"officiel\"\nreferences = [\"a\"]\nbandes = [\n{bandes}\n]\n"
        )
    };
    let parametre = |corps: &str| format!("{tete}[[parametres]]\n{corps}\n");
    let complet = "unite = \"€/an\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nreferences = [\"a\"]\nvaleurs = [{ id = \"plafond\", valeur = 1 }]";
    for (texte, attendu) in [
        (
            tranches(
                "{ taille = 1, max = 40000, max_inclus = false },\n{ taille = 2, min = 30000, min_inclus = true }",
            ),
            "se chevauchent",
        ),
        (
            tranches(
                "{ taille = 1, max = 40000, max_inclus = false },\n{ taille = 2, min = 50000, min_inclus = true }",
            ),
            "bandes ouvertes",
        ),
        (
            parametre(&complet.replace("unite = \"€/an\"\n", "")),
            "« unite »",
        ),
        (
            parametre(&complet.replace("references = [\"a\"]\n", "")),
            "« references »",
        ),
        (
            parametre(&format!("bonus = 3\n{complet}")),
            "clé inconnue « bonus »",
        ),
        (
            parametre(&complet.replace("2026-01-01", "2012-01-01")),
            "antérieure à l'accord",
        ),
    ] {
        let fichier = ecrire("bareme.toml", &texte);
        cpts(&["financement", "--population", "50000", "--bareme", &fichier])
            .echouee(3, &["bareme.toml, ligne ", attendu]);
    }
    let contrat = fs::read_to_string(echantillon("contrat-exemple/contrat.toml")).unwrap();
    for (texte, attendu) in [
        (
            contrat.replace("valeur = 9000", "valeur = 90000"),
            "contrat.toml, ligne ",
        ),
        (
            contrat.replace("2026-04-15", "2012-04-15"),
            "avant l'accord",
        ),
        (
            contrat.replace("sens = \"baisse\"", "sens = \"baisse\"\nbonus = 1"),
            "clé inconnue « bonus »",
        ),
    ] {
        let fichier = ecrire("contrat.toml", &texte);
        cpts(&[
            "financement",
            "--population",
            "100000",
            "--contrat",
            &fichier,
        ])
        .echouee(3, &["contrat.toml, ligne ", attendu]);
    }
    let fichier = ecrire(
        "resultats.csv",
        "indicateur;resultat\nald_sans_mt;beaucoup\n",
    );
    cpts(&[
        "financement",
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        &fichier,
    ])
    .echouee(3, &["resultats.csv, ligne 2", "beaucoup"]);
    let fichier = ecrire(
        "resultats.csv",
        "indicateur;resultat\nald_sans_mt;3\ninconnu;4\n",
    );
    cpts(&[
        "financement",
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        &fichier,
    ])
    .echouee(3, &["resultats.csv, ligne 3", "inconnu"]);
}

/// All CPTS of Provence-Alpes-Côte d'Azur in one table, those of Marseille's arrondissements included.
#[test]
fn all_cpts_of_a_region_in_one_table() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let json = json(&["--toutes-les-cpts", "reg:93", "--donnees", &donnees, "-q"]);
    let perimetres = json["perimetres"].as_array().unwrap();
    // 70 CPTS, one of them under two names that the list does not reconcile.
    assert_eq!(perimetres.len(), 71);
    let mut somme = 0.0;
    for p in perimetres {
        let habitants = p["analyse"]["tailles"][0]["habitants"].as_f64().unwrap();
        assert!(habitants > 0.0, "{}", p["nom"]);
        somme += habitants;
    }
    assert!(somme > 4_000_000.0, "{somme}");
    let nombres = json["totaux_par_taille"].as_array().unwrap();
    assert_eq!(
        nombres
            .iter()
            .map(|t| t["nombre"].as_u64().unwrap())
            .sum::<u64>(),
        71
    );
    let csv = cpts(&[
        "financement",
        "--toutes-les-cpts",
        "dep:13",
        "--donnees",
        &donnees,
        "-q",
        "--format",
        "csv",
    ])
    .reussie()
    .stdout;
    assert!(
        csv.lines().count() > 10 && csv.contains("Marseille") || csv.contains("MARSEILLE"),
        "{csv}"
    );
}

/// The diagnostic shows in its section S12 the tier by population, and what would change it.
#[test]
fn the_diagnostic_carries_the_margins_and_the_flips() {
    let json = cpts(&["diagnostic", LOZERE, "--format", "json"])
        .reussie()
        .json();
    let tableaux = json["tableaux"].as_array().unwrap();
    let table = tableaux
        .iter()
        .find(|t| t["id"] == "financement_tailles")
        .unwrap();
    assert_eq!(table["section"], "S12");
    assert_eq!(table["colonnes"][0]["titre"], "Population");
    let sections = json["sections"].as_array().unwrap();
    let s12 = sections.iter().find(|s| s["id"] == "S12").unwrap();
    assert!(
        s12["tableaux"]
            .as_array()
            .unwrap()
            .contains(&"financement_tailles".into())
    );
}
