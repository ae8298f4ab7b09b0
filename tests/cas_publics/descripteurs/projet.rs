//! A run as one versioned file: its rules, and what is said of a wrong line.

use super::*;

#[test]
fn a_run_is_one_versioned_file() {
    let contrat = fs::read_to_string(echantillon("contrat-exemple/contrat.toml")).expect("lisible");
    let plan =
        "[[section]]\nid = \"S2\"\ntitre = \"Les habitants, à notre façon\"\ntexte = \"Texte.\"\n";
    let bareme = "[[reference]]\nid = \"contrat\"\ntitre = \"Annexe\"\nadresse = \"archives\"\ndate = \"2026-02-01\"\n\
        [[parametres]]\nunite = \"€/an\"\neffet = \"2026-02-01\"\nconfiance = \"officiel\"\nreferences = [\"contrat\"]\n\
        valeurs = [{ id = \"mission.parcours.fixe\", valeur = 31234 }]\n";
    let cpts_toml = "[cpts]\nperimetre = \"commune:48095\"\ndate = \"2026-06-30\"\n[regles]\nplan = \"r/plan.toml\"\n\
        contrat = \"r/contrat.toml\"\nbareme = \"r/bareme.toml\"\ncatalogue = \"r/catalogue.toml\"\n";
    let d = dossier(&[
        ("p/cpts.toml", cpts_toml),
        ("p/r/plan.toml", plan),
        ("p/r/contrat.toml", &contrat),
        ("p/r/bareme.toml", bareme),
        ("p/r/catalogue.toml", &catalogue("population_municipale")),
    ]);
    let r = cpts_dans(
        d.path(),
        &["diagnostic", "p/cpts.toml", "--quiet", "--format", "json"],
    );
    let r = r.reussie().json();
    assert_eq!(r["sections"][2]["titre"], "Les habitants, à notre façon");
    assert!(indicateur(&r, "total").0.is_some());
    let noms: Vec<&str> = r["sources"]
        .as_array()
        .expect("sources")
        .iter()
        .filter_map(|s| s["fichier"].as_str())
        .collect();
    for nom in ["r/plan.toml", "r/bareme.toml", "r/catalogue.toml"] {
        assert!(noms.contains(&nom), "{noms:?}");
    }
    let f = cpts_dans(
        d.path(),
        &[
            "financement",
            "p/cpts.toml",
            "--signature",
            "2026-04-15",
            "--quiet",
            "--format",
            "json",
        ],
    );
    let f = f.reussie().stdout;
    assert!(f.contains("31234") && f.contains("ald_sans_mt"), "{f}");
    assert!(f.contains("r/contrat.toml") && f.contains("r/bareme.toml"));
    cpts_dans(
        d.path(),
        &[
            "financement",
            "p/cpts.toml",
            "--sortie",
            "p/r/../r/contrat.toml",
        ],
    )
    .echouee(2, &["format"]);
}

#[test]
fn what_is_wrong_in_a_file_of_rules_is_told_in_one_voice() {
    for (option, texte) in [
        ("--descripteur", "id = \"x\"\nlibellé = 1\n"),
        ("--catalogue", "[[indicateur]\n"),
        ("--bareme", "[[parametre]]\n"),
        ("--plan", "[[sections]]\n"),
    ] {
        let d = dossier(&[("faux.toml", texte), ("donnees/x.csv", "a;b\n1;2\n")]);
        let arguments = [
            "diagnostic",
            "commune:48095",
            "--donnees",
            "donnees",
            option,
            "faux.toml",
        ];
        let s = cpts_dans(d.path(), &arguments).echouee(3, &["faux.toml, ligne"]);
        for mot in ["expected", "unclosed", "unknown", "invalid"] {
            assert!(!s.stderr.contains(mot), "{option} : {}", s.stderr);
        }
    }
}

#[test]
fn the_catalogue_is_listed_and_takes_that_of_the_user() {
    let tous = cpts(&["indicateurs", "--format", "csv"]).reussie().stdout;
    assert!(tous.lines().count() > 120 && tous.contains("population_municipale;"));
    let s7 = cpts(&["indicateurs", "--section", "s7", "--format", "csv"])
        .reussie()
        .stdout;
    assert!(s7.contains("apl_mg;") && !s7.contains("population_municipale;"));
    let json = cpts(&["indicateurs", "--format", "json"]).reussie().json();
    assert_eq!(
        json["indicateurs"].as_array().map(Vec::len),
        Some(tous.lines().count() - 1)
    );
    assert!(cpts(&["indicateurs"]).reussie().stdout.contains("apl_mg"));
    cpts(&["indicateurs", "--section", "S12"]).echouee(4, &["S12"]);
    let d = dossier(&[("catalogue.toml", &catalogue("x"))]);
    let sien = cpts_dans(
        d.path(),
        &[
            "indicateurs",
            "--catalogue",
            "catalogue.toml",
            "--format",
            "csv",
        ],
    );
    assert!(sien.reussie().stdout.contains("total;Total;logements"));
}

/// Each remedy is what to write at that line.
#[test]
fn a_wrong_line_of_the_project_says_how_to_write_it() {
    let bloc = "nom = \"x.csv\"\ncle = \"code\"\nvariables = { sans = \"sans\" }\n";
    for (suite, remedes) in [
        (
            "donnees = \"C:\\Users\\moi\"\n".to_owned(),
            &["ligne 3", "écrivez / à la place de \\"][..],
        ),
        (
            format!("donnees = \".\"\n[fichier]\n{bloc}"),
            &["[[fichier]]"],
        ),
        (
            format!("donnees = \".\"\n[[fichier]]\nmillesime = \"2024\"\n{bloc}"),
            &["retirez les guillemets : millesime = 2024"],
        ),
        (
            "donnees = \"donnes\"\n".to_owned(),
            &["introuvable", "cpts.toml, ligne 3"],
        ),
    ] {
        let projet = format!("[cpts]\nperimetre = \"commune:48095\"\n{suite}");
        let d = dossier(&[("cpts.toml", &projet), ("x.csv", "code;sans\n48095;1\n")]);
        cpts_dans(d.path(), &["diagnostic", "cpts.toml", "--quiet"]).echouee(3, remedes);
    }
}
