//! The user's own files and descriptors: what TOML can say, and what is said of a mistyped id.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::outils::{Sortie, cpts_dans};

/// A folder with these files, sub-folders made.
pub fn dossier(fichiers: &[(&str, &str)]) -> tempfile::TempDir {
    let d = tempfile::tempdir().expect("dossier temporaire");
    for (nom, texte) in fichiers {
        let chemin = d.path().join(nom);
        fs::create_dir_all(chemin.parent().unwrap_or(Path::new(""))).expect("sous-dossier");
        fs::write(chemin, texte).expect("fichier écrit");
    }
    d
}

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
    for variable in ["logements", "nb_logements", "population_logements"] {
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
