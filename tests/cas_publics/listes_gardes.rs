//! Lists that say something else than their communes: nothing is guessed, nothing is dropped without a word.

use std::path::Path;

use serde_json::Value;

use crate::outils::{Sortie, cpts};

fn verifie(nom: &str, contenu: &str, format: &str) -> Sortie {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join(nom);
    std::fs::write(&chemin, contenu).unwrap();
    lance(&chemin, format)
}

fn lance(chemin: &Path, format: &str) -> Sortie {
    let chemin = chemin.to_str().unwrap();
    cpts(&["perimetre", "verifier", chemin, "--format", format])
}

fn lue(contenu: &str) -> (Vec<String>, Value) {
    let json = verifie("liste.txt", contenu, "json").reussie().json();
    let communes = json["communes"].as_array().unwrap();
    let codes = communes
        .iter()
        .map(|c| c["code"].as_str().unwrap().to_owned());
    (codes.collect(), json.clone())
}

fn refusee(contenu: &str, textes: &[&str]) {
    let dite = verifie("liste.txt", contenu, "json")
        .echouee(3, textes)
        .stderr;
    assert!(
        dite.contains("attendu") && dite.contains("remède"),
        "{dite}"
    );
}

/// An error of a spreadsheet is no comment, nor a rank behind `#`; a comment that names a commune is told.
#[test]
fn a_hash_does_not_drop_a_commune_without_a_word() {
    for erreur in ["#N/A", "#REF!", "#NOM?", "#VALEUR!", "#DIV/0!"] {
        refusee(
            &format!("code;nom\n48080;Langogne\n{erreur};Mende\n"),
            &["ligne 3", erreur],
        );
    }
    refusee(
        "#1 48095 Mende\n#2 48080 Langogne\n48092\n",
        &["ligne 1", "numéro d'ordre"],
    );
    let dite =
        verifie("l.csv", "nom;code\nLangogne;48080\nMende;#N/A\n", "json").echouee(3, &["#N/A"]);
    assert!(!dite.stderr.contains("Nueil"), "{}", dite.stderr);
    let (lues, json) = lue("# ma CPTS\n#48095 Mende\n48080 Langogne\n");
    assert_eq!(lues, ["48080"]);
    assert!(
        json["constats"].to_string().contains("48095 Mende"),
        "{json}"
    );
}

/// Names beside the codes are compared, whatever the separator; postal codes of Paris are no codes of the Seine.
#[test]
fn codes_that_the_names_contradict_are_refused() {
    refusee(
        "Lyon 69003\nVilleurbanne 69100\n",
        &["ligne 1", "69003 Lyon", "69123 (Lyon"],
    );
    for contenu in [
        "code;nom\n75011;Paris 11e\n75012;Paris 12e\n75013;Paris 13e\n",
        "75001 Paris\n75020 Paris\n",
        "75001\n75002\n75020\n",
    ] {
        refusee(
            contenu,
            &["code postal de Paris", "vouliez-vous écrire 751"],
        );
    }
}

/// The first row is a title only when nothing in it is like a commune.
#[test]
fn a_title_is_nothing_like_a_commune() {
    for (contenu, valeur) in [
        ("Florac\nSainte-Enimie\n", "48061 (Florac Trois Rivières"),
        ("Châlons\nReims\n", "51108 (Châlons-en-Champagne"),
        ("mendee\nLangogne\n", "48095 (Mende"),
        ("2AOO4 Ajaccio\n2B033 Bastia\n", "2AOO4"),
        ("48 095 Marvejols\n48080 Langogne\n", "48 095"),
        ("48.095 Marvejols\n48080 Langogne\n", "48.095"),
        ("4895 Mende\n48080 Langogne\n", "4895"),
        ("480\n48080\n", "480"),
        ("200069151\n48095\n", "200069151"),
        ("?\n48080\n", "?"),
    ] {
        refusee(contenu, &["ligne 1", valeur]);
    }
    for titre in [
        "Communes de la CPTS",
        "Listing au 01/01/2026",
        "Carte de 2022",
        "CPTS de Thiers",
    ] {
        let (lues, json) = lue(&format!("{titre}\nChâteldon\nCourpière\n"));
        assert_eq!(lues, ["63102", "63125"], "{titre}");
        assert!(
            !json["constats"]
                .to_string()
                .contains("liste_de_plusieurs_cpts")
        );
    }
}

/// A file of terms is an expression; what takes communes away without one is refused.
#[test]
fn an_expression_in_a_file_is_evaluated_and_an_exclusion_refused() {
    let lots = |e: &str| {
        let json = cpts(&["perimetre", "verifier", e, "--format", "json"])
            .reussie()
            .json();
        json["communes"].clone()
    };
    for (contenu, expression) in [
        (
            "epci:200069151 - commune:48146\n",
            "epci:200069151 - commune:48146",
        ),
        ("epci:200069151\n-48146\n", "epci:200069151 - commune:48146"),
        (
            "commune:48095 + commune:48080 - commune:48080\n",
            "commune:48095",
        ),
        ("34154@0.6\n34172\n", "commune:34154@0.6,34172"),
        ("commune:34154@0.6\n", "commune:34154@0.6"),
    ] {
        assert_eq!(lue(contenu).1["communes"], lots(expression), "{contenu}");
    }
    refusee("epci:200069151\n48080\n", &["ligne 2", "commune:48080"]);
    refusee("34154@6\n", &["ligne 1", "34154@6"]);
    for contenu in ["200069151\n", "48095\n200069151\n", "200069151\n48095\n"] {
        refusee(contenu, &["SIREN", "epci:200069151"]);
    }
    refusee("48095\n-48080\n", &["ligne 2", "signe moins"]);
    refusee("toutes sauf 48095\n48080\n", &["ligne 1", "exclure"]);
    assert_eq!(lue("-48095\n-48080\n").0, ["48080", "48095"]);
}

/// A fault is blamed on its line, with what was meant.
#[test]
fn a_fault_is_blamed_on_its_own_line() {
    let dite =
        verifie("l.csv", "DEP;COM\n48;095\n48;ABC\n", "json").echouee(3, &["ligne 3", "48 | ABC"]);
    assert!(!dite.stderr.contains("ligne 2"), "{}", dite.stderr);
    refusee(
        "code;part\n48095;40\n48080;60\n",
        &["40 % ou 0,4", "60 % ou 0,6"],
    );
    assert_eq!(lue("2A 004;Ajaccio\n").0, ["2A004"]);
    let (lues, json) = lue("[[\"48095\",\"Mende\"]]");
    assert_eq!(lues, ["48095"]);
    let ids = json["constats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["id"]);
    assert!(ids.eq(["epci_coupe", "taille_aci"]), "{json}");
    let (lues, json) = lue("n°1 48095\nn°2 48080\n");
    assert_eq!(lues.len(), 2);
    assert!(
        !json["constats"].to_string().contains("nom_different"),
        "{json}"
    );
}

/// A number of inhabitants is never a commune.
#[test]
fn a_number_of_inhabitants_is_not_a_commune() {
    refusee("48095,12145\n48080,12300\n", &["colonne 1, colonne 2"]);
    for contenu in [
        "48095\n48080\nTotal : 12300\n",
        "48095;Mende;12464\n48080;Langogne;2852\n12300;Total;15000\n",
        "48095 Mende 12300 habitants\n48080 Langogne\n",
        "48095;Mende;12300\n48080;Langogne;12145\n",
    ] {
        assert_eq!(lue(contenu).0, ["48080", "48095"], "{contenu}");
    }
}

/// Two blocks side by side, a column of sectors.
#[test]
fn columns_that_repeat_or_group_are_not_dropped() {
    refusee(
        "code;nom;code;nom\n48095;Mende;48080;Langogne\n",
        &["plusieurs colonnes", "code"],
    );
    let (lues, json) = lue("secteur;commune\nMende;48095\nMende;48080\n");
    assert_eq!(lues, ["48080", "48095"]);
    assert!(
        !json["constats"]
            .to_string()
            .contains("nom_different_du_code"),
        "{json}"
    );
}

/// A CSV on stdout does not silence the findings: they are on stderr.
#[test]
fn findings_are_told_beside_a_csv() {
    let sortie = verifie("liste.txt", "1004\n48095\n", "csv").reussie();
    assert!(sortie.stdout.starts_with("code"), "{}", sortie.stdout);
    assert!(sortie.stderr.contains("zéro initial"), "{}", sortie.stderr);
}
