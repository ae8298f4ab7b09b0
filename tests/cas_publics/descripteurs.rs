//! The user's own files and descriptors: what TOML can say, and what is said of a mistyped id.

mod page;

mod projet;

use std::fs;
use std::path::Path;

use serde_json::Value;

pub use crate::outils::dossier;
use crate::outils::{Sortie, cpts, cpts_dans, echantillon};

/// The value and the status of an indicator.
fn indicateur(rapport: &Value, id: &str) -> (Option<f64>, String) {
    let tous = rapport["indicateurs"].as_array().expect("indicateurs");
    let i = tous
        .iter()
        .find(|i| i["id"] == id)
        .unwrap_or_else(|| panic!("{id} absent"));
    (
        i["valeur"].as_f64(),
        i["statut"].as_str().unwrap_or_default().to_owned(),
    )
}

/// Texts of the findings of this rule.
fn constats(rapport: &Value, id: &str) -> Vec<String> {
    let tous = rapport["constats"].as_array().expect("constats");
    let siens = tous.iter().filter(|c| c["id"] == id);
    siens
        .map(|c| c["texte"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn diagnostic(d: &Path, reste: &[&str]) -> Sortie {
    let mut arguments = vec!["diagnostic", "cpts.toml", "--quiet", "--format", "json"];
    arguments.extend(reste);
    cpts_dans(d, &arguments)
}

/// The communes that became Peyre en Aubrac (48009) in 2017, each with its own row.
const PEYRE: &str =
    "Code INSEE;Résidences\n48009;10\n48047;20\n48060;30\n48076;40\n48142;50\n48183;60\n";

/// A catalogue of one sum.
fn catalogue(variable: &str) -> String {
    format!(
        "[[indicateur]]\nid = \"total\"\nsection = \"S2\"\nlibelle = \"Total\"\nunite = \"logements\"\n\
         decimales = 0\ncouverture_min = 0.5\nformule = \"somme de la variable\"\nreference = \"essai\"\n\
         regle = \"somme\"\nvariable = \"{variable}\"\n"
    )
}

fn projet(variable: &str, correspondance: &str) -> String {
    format!(
        "[cpts]\nperimetre = \"commune:48009\"\ndonnees = \"donnees\"\n\
         [[fichier]]\nnom = \"mien.csv\"\ncle = \"Code INSEE\"\nvariables = {{ {variable} = {correspondance} }}\n"
    )
}

#[test]
fn the_name_of_a_variable_never_decides_how_it_merges() {
    let lit = |variable: &str, correspondance: &str| {
        let d = dossier(&[
            ("donnees/mien.csv", PEYRE),
            ("catalogue.toml", &catalogue(variable)),
            ("cpts.toml", &projet(variable, correspondance)),
        ]);
        diagnostic(d.path(), &["--catalogue", "catalogue.toml"])
            .reussie()
            .json()
    };
    for variable in ["mes_logements", "nb_logements", "population_logements"] {
        let dite = lit(variable, "{ colonne = \"Résidences\", fusion = \"somme\" }");
        assert_eq!(
            indicateur(&dite, "total"),
            (Some(210.0), "publie".to_owned()),
            "{variable}"
        );
        let tue = lit(variable, "\"Résidences\"");
        assert_eq!(indicateur(&tue, "total").0, None, "{variable}");
        let textes = constats(&tue, "fusion_impossible");
        assert!(
            textes[0].contains("fusion = \"somme\"") && textes[0].contains(variable),
            "{textes:?}"
        );
    }
    // A variable of an embedded descriptor keeps its rule, whoever gives it.
    let connue = lit("bpe_d265", "\"Résidences\"");
    assert_eq!(indicateur(&connue, "total").0, Some(210.0));
}

/// The report of a project of `data-samples/utilisateur`.
fn echantillon_lu(nom: &str) -> Value {
    let chemin = echantillon(&format!("utilisateur/{nom}/cpts.toml"));
    let chemin = chemin.to_str().expect("chemin en UTF-8");
    cpts(&["diagnostic", chemin, "--quiet", "--format", "json"])
        .reussie()
        .json()
}

#[test]
fn the_three_projects_of_a_user_without_official_files_run() {
    for nom in [
        "csv-noms-evidents",
        "csv-correspondance",
        "geojson-proprietes",
    ] {
        let r = echantillon_lu(nom);
        let (population, statut) = indicateur(&r, "population_municipale");
        assert!(
            population.is_some_and(|p| p > 10_000.0) && statut == "publie",
            "{nom}"
        );
        assert!(
            indicateur(&r, "effectif_mg").0.is_some() || nom == "csv-correspondance",
            "{nom}"
        );
        assert_eq!(
            r["donnees"]["non_reconnus"].as_array().map_or(0, Vec::len),
            0,
            "{nom}"
        );
        assert!(constats(&r, "variable_inutile").is_empty(), "{nom}");
    }
}

#[test]
fn establishments_of_a_file_without_header_are_counted_by_category() {
    let r = echantillon_lu("finess-par-categorie");
    for (id, attendu) in [
        ("nombre_ehpad", 4.0),
        ("nombre_maisons_de_sante_finess", 2.0),
        ("nombre_ehpad_publics", 2.0),
        ("nombre_entites_juridiques", 6.0),
    ] {
        assert_eq!(
            indicateur(&r, id),
            (Some(attendu), "publie".to_owned()),
            "{id}"
        );
    }
    let sources = r["sources"].as_array().expect("sources");
    for (id, fichier) in [
        ("regle_descripteur", "regles/finess.toml"),
        ("regle_catalogue", "regles/indicateurs.toml"),
    ] {
        let s = sources.iter().find(|s| s["id"] == id).expect(id);
        assert_eq!(s["fichier"], fichier);
        assert_eq!(s["sha256"].as_str().map(str::len), Some(64));
    }
    assert!(constats(&r, "variable_inutile")[0].contains("finess_355"));
}

/// FINESS as re-published with a header, one row per establishment.
const LISTE: &str = "nofinesset;code_commune;departement;categetab;code_insee\n\
    1;095;48;355;48095\n2;095;48;355;48095\n3;101;9A;355;97101\n4;140;48;500;48140\n";

const DESCRIPTEUR: &str = "id = \"finess\"\nlibelle = \"FINESS\"\nproducteur = \"ANS\"\nlicence = \"LO\"\ncreux = true\n\
    cle_composee = [\"departement\", \"code_commune\"]\n[reconnaissance]\nrequis = [\"nofinesset\", \"categetab\"]\n\
    [[variable]]\nid = \"finess_{}\"\ncompter = true\nquand = { colonne = \"categetab\", motif = '\\d{3}' }\n";

#[test]
fn a_descriptor_of_the_command_line_counts_overseas_too_and_is_never_overwritten() {
    let d = dossier(&[
        ("donnees/liste.csv", LISTE),
        ("finess.toml", DESCRIPTEUR),
        ("catalogue.toml", &catalogue("finess_355")),
    ]);
    let lit = |perimetre: &str| {
        let arguments = [
            "diagnostic",
            perimetre,
            "--donnees",
            "donnees",
            "--descripteur",
            "finess.toml",
            "--catalogue",
            "catalogue.toml",
            "--quiet",
            "--format",
            "json",
        ];
        cpts_dans(d.path(), &arguments).reussie().json()
    };
    assert_eq!(indicateur(&lit("commune:48095"), "total").0, Some(2.0));
    assert_eq!(indicateur(&lit("commune:97101"), "total").0, Some(1.0));
    // A few rows are an extract; a commune without one is zero where the descriptor says that the file is whole.
    assert_eq!(indicateur(&lit("commune:48010"), "total").0, None);
    let entier = DESCRIPTEUR.replace("creux = true", "creux = true\ndepartements_entiers = true");
    fs::write(d.path().join("finess.toml"), &entier).expect("descripteur");
    assert_eq!(indicateur(&lit("commune:48010"), "total").0, Some(0.0));
    assert_eq!(indicateur(&lit("commune:30189"), "total").0, None);
    let etat = [
        "donnees",
        "etat",
        "--detail",
        "--donnees",
        "donnees",
        "--descripteur",
        "finess.toml",
        "--quiet",
        "--format",
        "csv",
    ];
    let etat = cpts_dans(d.path(), &etat).reussie();
    assert!(
        etat.stdout.contains("finess_355") && etat.stdout.contains("reconnu"),
        "{}",
        etat.stdout
    );
    for commande in [
        &["diagnostic", "commune:48095"][..],
        &["donnees", "etat"][..],
    ] {
        let mut arguments = commande.to_vec();
        arguments.extend([
            "--donnees",
            "donnees",
            "--descripteur",
            "finess.toml",
            "--rejets",
            "finess.toml",
        ]);
        cpts_dans(d.path(), &arguments).echouee(2, &["finess.toml"]);
    }
    assert_eq!(
        fs::read_to_string(d.path().join("finess.toml")).expect("lisible"),
        entier
    );
}

#[test]
fn a_mistyped_id_of_a_mapping_is_told_with_the_nearest() {
    let d = dossier(&[
        ("donnees/mien.csv", "Code INSEE;Rev\n48095;20000\n"),
        (
            "cpts.toml",
            &projet("revenu_mediann", "\"Rev\"").replace("48009", "48095"),
        ),
    ]);
    let r = diagnostic(d.path(), &[]).reussie().json();
    let textes = constats(&r, "variable_inutile");
    assert!(
        textes[0].contains("revenu_mediann (vouliez-vous écrire revenu_median"),
        "{textes:?}"
    );
    let etat = cpts_dans(
        d.path(),
        &["donnees", "etat", "--projet", "cpts.toml", "--quiet"],
    )
    .reussie();
    let texte = etat.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        texte.contains("revenu_mediann (vouliez-vous écrire revenu_median"),
        "{texte}"
    );
}
