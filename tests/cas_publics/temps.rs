//! Vintages compared: one territory at both dates, far enough apart; movements at their day of effect.
//!
//! Facts: COG and populations de référence (INSEE). Figures of former years are placeholders of the test, unless said.

use std::fs;

use serde_json::Value;

use crate::diagnostic::{indicateur, json_valide};
use crate::outils::cpts;

/// Runs a command on a folder that holds one file, and gives its JSON.
fn json(commande: &str, perimetre: &str, fichier: (&str, &str)) -> Value {
    let dossier = tempfile::tempdir().unwrap();
    fs::write(dossier.path().join(fichier.0), fichier.1).unwrap();
    let donnees = dossier.path().to_str().unwrap();
    let sortie = cpts(&[
        commande,
        perimetre,
        "--donnees",
        donnees,
        "--format",
        "json",
        "-q",
    ]);
    match commande {
        "diagnostic" => json_valide(&sortie.reussie()),
        _ => sortie.reussie().json(),
    }
}

fn evolution(perimetre: &str, fichier: (&str, &str)) -> Value {
    let json = json("diagnostic", perimetre, fichier);
    indicateur(&json, "evolution_population").clone()
}

fn non_publiee(evolution: &Value, mots: &[&str]) {
    assert!(evolution["valeur"].is_null(), "{evolution}");
    assert_eq!(evolution["statut"], "non_publie");
    let motif = evolution["motif"].as_str().unwrap();
    for mot in mots {
        assert!(motif.contains(mot), "« {mot} » manque dans : {motif}");
    }
}

fn valeur(evolution: &Value) -> f64 {
    assert_eq!(evolution["statut"], "publie", "{evolution}");
    evolution["valeur"].as_f64().unwrap()
}

/// Case 65. Essarts en Bocage gave L'Oie and Sainte-Florence back on 1 January 2024.
#[test]
fn a_commune_split_in_between_has_no_change_of_its_own() {
    let fichier = ("pop.csv", "codgeo;p18_pop\n85084;9222\n");
    for commune in ["commune:85084", "commune:85165", "commune:85084,85212"] {
        let mots = ["L'Oie (85165)", "Sainte-Florence (85212)", "1er", "2024"];
        non_publiee(&evolution(commune, fichier), &mots);
    }
    let toutes = "commune:85084,85165,85212";
    let json = json("diagnostic", toutes, fichier);
    let apres = indicateur(&json, "population_municipale")["valeur"].as_f64();
    let attendu = (apres.unwrap() / 9222.0 - 1.0) * 100.0;
    let lue = valeur(indicateur(&json, "evolution_population"));
    assert!((lue - attendu).abs() < 1e-9, "{lue} au lieu de {attendu}");
}

#[test]
fn the_projection_of_the_tier_follows_the_same_law() {
    let fichier = ("pop.csv", "codgeo;p18_pop\n85084;9222\n");
    let projection = |perimetre: &str| {
        let json = json("financement", perimetre, fichier);
        let perimetre = json["perimetres"][0].clone();
        (
            perimetre["analyse"]["projection"].clone(),
            perimetre["notes"].to_string(),
        )
    };
    let (seule, notes) = projection("commune:85084");
    assert!(seule.is_null(), "{seule}");
    assert!(
        notes.contains("n'est pas le territoire du périmètre"),
        "{notes}"
    );
    let (toutes, notes) = projection("commune:85084,85165,85212");
    assert!(toutes.is_object(), "{notes}");
}

/// The census surveys of 2021 and 2023 overlap.
#[test]
fn populations_less_than_five_years_apart_give_no_change() {
    let proches = ("pop.csv", "codgeo;p21_pop\n48095;12000\n");
    let mots = ["2021 et 2023", "moins de 5 ans", "2018", "insee.fr"];
    non_publiee(&evolution("commune:48095", proches), &mots);
    let json_proches = json("financement", "commune:48095", proches);
    let perimetre = &json_proches["perimetres"][0];
    assert!(perimetre["analyse"]["projection"].is_null());
    let notes = perimetre["notes"].to_string();
    assert!(notes.contains("moins de 5 ans"), "{notes}");
    let lointaines = ("pop.csv", "codgeo;p18_pop;p21_pop\n48095;12000;12100\n");
    let lue = evolution("commune:48095", lointaines);
    assert_eq!(lue["millesime"], "2018 et 2023");
    valeur(&lue);
    let json_lointaines = json("financement", "commune:48095", lointaines);
    let projection = &json_lointaines["perimetres"][0]["analyse"]["projection"];
    for p in projection["prolongements"].as_array().unwrap() {
        assert_eq!((&p["de"], &p["a"]), (&2018.into(), &2023.into()));
    }
}

/// Haut Valromey (01187) took Ruffieu (01330) in on 1 January 2025: the sum of both is compared, never one of them.
#[test]
fn a_merged_commune_is_compared_with_all_its_former_ones() {
    let deux = ("pop.csv", "codgeo;p18_pop\n01187;600\n01330;200\n");
    let json = json("diagnostic", "commune:01187", deux);
    let apres = indicateur(&json, "population_municipale")["valeur"].as_f64();
    let lue = valeur(indicateur(&json, "evolution_population"));
    let attendu = (apres.unwrap() / 800.0 - 1.0) * 100.0;
    assert!((lue - attendu).abs() < 1e-9, "{lue} au lieu de {attendu}");
    let chef_lieu = ("pop.csv", "codgeo;p18_pop\n01187;600\n");
    non_publiee(&evolution("commune:01187", chef_lieu), &["01187"]);
    // Without the row of the chef-lieu, the former commune alone is not the commune of today.
    let ancienne = ("pop.csv", "codgeo;p18_pop\n01330;200\n01004;14000\n");
    let lue = evolution("commune:01187", ancienne);
    assert!(lue["valeur"].is_null(), "{lue}");
}

/// Porte des Pierres Dorées: 69159 until 14 March 2024, 69114 since; each is also the code of a part.
#[test]
fn a_code_given_to_another_commune_changes_meaning_on_its_day_not_its_year() {
    let total = |an: u16, lignes: &str| {
        let texte = format!("code_commune;mon_total\n{lignes}");
        let nom = format!("extraction_{an}.csv");
        let dossier = tempfile::tempdir().unwrap();
        let donnees = dossier.path().join("donnees");
        fs::create_dir(&donnees).unwrap();
        fs::write(donnees.join(&nom), texte).unwrap();
        let projet = format!(
            "[cpts]\nperimetre = \"commune:69114\"\ndonnees = \"donnees\"\n\n[[fichier]]\nnom = \"{nom}\"\ncle = \"code_commune\"\n\
             millesime = {an}\nvariables = {{ population_totale = {{ colonne = \"mon_total\", fusion = \"somme\" }} }}\n"
        );
        let chemin = dossier.path().join("cpts.toml");
        fs::write(&chemin, projet).unwrap();
        let sortie = cpts(&[
            "diagnostic",
            chemin.to_str().unwrap(),
            "--format",
            "json",
            "-q",
        ]);
        let json = sortie.reussie().json();
        indicateur(&json, "population_totale")["valeur"].as_f64()
    };
    let deux = "69159;3900\n69114;1800\n";
    assert_eq!(
        total(2024, deux),
        Some(3900.0),
        "on 1 January 2024, 69159 is the whole"
    );
    assert_eq!(
        total(2025, deux),
        Some(1800.0),
        "on 1 January 2025, 69114 is"
    );
    assert_eq!(total(2024, "69159;3900\n"), Some(3900.0));
    assert_eq!(total(2025, "69114;3900\n"), Some(3900.0));
}

/// Indicator of a perimeter in a folder of one file of 2 columns.
fn lu(perimetre: &str, fichier: (&str, &str), id: &str) -> Value {
    indicateur(&json("diagnostic", perimetre, fichier), id).clone()
}

/// In an extract, the equipment of a former commune that has no row is unknown, and not zero.
#[test]
fn an_extract_older_than_a_merger_needs_the_row_of_each_former_commune() {
    let tete = "code_commune,typequ,nombre\n";
    for (lignes, attendu) in [
        ("01187,D265,2\n", None),
        ("01330,D265,3\n", None),
        ("01187,D265,2\n01330,D265,3\n", Some(5.0)),
        ("01187,D265,2\n01330,D307,1\n", Some(2.0)),
    ] {
        let texte = format!("{tete}{lignes}");
        let lue = lu("commune:01187", ("bpe_2023.csv", &texte), "effectif_mg");
        assert_eq!(lue["valeur"].as_f64(), attendu, "{lignes} {lue}");
        let apres = lu("commune:01187", ("bpe_2025.csv", &texte), "effectif_mg");
        assert!(
            apres["valeur"].is_number() || lignes.starts_with("01330"),
            "{lignes} {apres}"
        );
    }
}

/// A list of CPTS older than a merger that names one of the communes says nothing of the other.
#[test]
fn a_list_of_cpts_older_than_a_merger_leaves_the_new_commune_unknown_unless_it_names_all() {
    let tete = "code_commune,cpts\n01004,CPTS A\n01187,CPTS A\n";
    for (nom, suite, connue) in [
        ("cpts_2024.csv", "", false),
        ("cpts_2024.csv", "01330,CPTS A\n", true),
        ("cpts_2026.csv", "", true),
    ] {
        let json = json(
            "diagnostic",
            "commune:01187",
            (nom, &format!("{tete}{suite}")),
        );
        let zones = &json["zones_blanches"];
        let hors = zones["communes_hors_champ"].as_array().unwrap();
        assert_eq!(hors.is_empty(), connue, "{nom} {suite} {zones}");
        assert_eq!(zones["part_sans_cpts"].is_null(), !connue, "{zones}");
    }
}

/// Orée d'Anjou (49126 since 2025, 49069 before), Les Trois Lacs (27676, 27058), Porte des Pierres Dorées (69114, 69159):
/// a file older than the merger gives parts under both codes.
#[test]
fn before_the_merger_the_code_that_moved_later_is_that_of_a_part() {
    let tete = "code_commune,typequ,nombre\n";
    let autres_49 = "49040 49172 49177 49270 49296 49320 49360";
    for (an, ancien, actuel, autres, apres) in [
        (2014, "49069", "49126", autres_49, 2018),
        (2015, "27058", "27676", "27647", 2022),
        (2016, "69159", "69114", "69101", 2018),
    ] {
        let lue = |an: u16, autres: &str| {
            let autres = autres.split_whitespace();
            let autres: String = autres.map(|code| format!("{code},D307,1\n")).collect();
            let texte = format!("{tete}{ancien},D265,5\n{actuel},D265,2\n{autres}");
            let (perimetre, nom) = (format!("commune:{actuel}"), format!("bpe_{an}.csv"));
            lu(&perimetre, (&nom, &texte), "effectif_mg")["valeur"].as_f64()
        };
        assert_eq!(lue(an, autres), Some(7.0), "{actuel}");
        // In an extract, the equipment of the former communes without row is unknown, and not zero.
        assert_eq!(lue(an, ""), None, "{actuel}");
        // Jarnioux (69101) joined Porte des Pierres Dorées in 2019; the others had merged.
        let separee = if actuel == "69114" { autres } else { "" };
        assert_eq!(lue(apres, separee), Some(5.0), "{actuel}");
        let seule = Some(5.0).filter(|_| separee.is_empty());
        assert_eq!(lue(apres, ""), seule, "{actuel}");
    }
    for (texte, commune) in [
        ("codgeo;p12_pop\n49069;1800\n", "commune:49126"),
        ("codgeo;p15_pop\n69159;1900\n", "commune:69114"),
        ("codgeo;p15_pop\n69114;1900\n", "commune:69114"),
        ("codgeo;p12_pop\n49069;1800\n49126;900\n", "commune:49126"),
    ] {
        let json = json("diagnostic", commune, ("pop.csv", texte));
        let mut lus = json["indicateurs"].as_array().unwrap().iter();
        let lue = lus.find(|i| i["id"] == "evolution_population");
        assert!(lue.is_none_or(|l| l["valeur"].is_null()), "{texte} {lue:?}");
        let financement = self::json("financement", commune, ("pop.csv", texte));
        let projection = &financement["perimetres"][0]["analyse"]["projection"];
        assert!(projection.is_null(), "{texte}");
    }
    let piece = ("pop.csv", "codgeo;p12_pop\n49069;1800\n");
    let json = json("diagnostic", "commune:49126", piece);
    assert!(json.to_string().contains("fusion_incomplete"));
    let entiere = ("pop.csv", "codgeo;p18_pop\n49069;16000\n");
    valeur(&evolution("commune:49126", entiere));
}

/// Essarts en Bocage (2016–2024), Neussargues en Pinatelle (2016–2025), Les Hauts-Talican (2019–2024).
#[test]
fn before_the_merger_that_a_split_undid_the_code_kept_is_that_of_a_part() {
    for (texte, perimetre) in [
        ("85084;5000", "commune:85084,85165,85212"),
        ("85084;5000", "commune:85084"),
        ("15141;900", "commune:15031,15035,15047,15141,15171"),
        ("60054;340", "commune:60694,60054"),
        (
            "15141;900\n15031;200",
            "commune:15031,15035,15047,15141,15171",
        ),
    ] {
        let texte = format!("codgeo;p12_pop\n{texte}\n");
        let lue = evolution(perimetre, ("pop.csv", &texte));
        assert!(lue["valeur"].is_null(), "{texte} {lue}");
        let financement = json("financement", perimetre, ("pop.csv", &texte));
        let projection = &financement["perimetres"][0]["analyse"]["projection"];
        assert!(projection.is_null(), "{texte}");
    }
    let toutes = "codgeo;p12_pop\n15141;900\n15031;200\n15035;400\n15047;300\n15171;200\n";
    valeur(&evolution(
        "commune:15031,15035,15047,15141,15171",
        ("pop.csv", toutes),
    ));
    let entre = "codgeo;p18_pop\n15141;1900\n";
    valeur(&evolution(
        "commune:15031,15035,15047,15141,15171",
        ("pop.csv", entre),
    ));
}
