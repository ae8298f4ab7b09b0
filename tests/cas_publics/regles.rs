//! Ranges, thresholds of plausibility and words of the variables are rules of the user too: named, read, in the provenance.

use crate::outils::{cpts_dans, dossier};

const CPTS_TOML: &str = "[cpts]\nperimetre = \"commune:48095,48080\"\ndonnees = \"d\"\n[regles]\nplages = \"r/plages.toml\"\n\
    vraisemblance = \"r/seuils.toml\"\nfichiers_officiels = \"r/fichiers.toml\"\n";
const PLAGES: &str = "[[plage]]\nvariables = [{ id = \"apl_mg\", libelle = \"L'APL\" }]\nmin = 0\nmax = 3\nunite = \"consultations\"\n\
    reference = \"notre seuil\"\n";
const SEUILS: &str = "[ecart]\nvariables = \"^population_municipale$\"\nvaleur = 2\nunite = \"rapport\"\nreference = \"le nôtre\"\n\
    date = \"2026-01-01\"\nconfiance = \"choix\"\n";
const FICHIERS: &str = "[[donnee]]\nvariables = [\"apl_kines*\"]\nlibelle = \"l'accès aux kinés\"\nfichier = \"extrait de l'URPS\"\n";

#[test]
fn the_ranges_the_thresholds_and_the_words_of_the_user_win_and_are_in_the_provenance() {
    let d = dossier(&[
        ("cpts.toml", CPTS_TOML),
        ("r/plages.toml", PLAGES),
        ("r/seuils.toml", SEUILS),
        ("r/fichiers.toml", FICHIERS),
        ("d/apl.csv", "code_insee;apl 2023\n48095;4\n48080;2\n"),
        (
            "d/pop.csv",
            "code_insee;population_municipale_2015\n48095;4000\n48080;2900\n",
        ),
    ]);
    let lance = |arguments: &[&str]| {
        let tous = [&["diagnostic"], arguments, &["-q", "--format", "json"]].concat();
        cpts_dans(d.path(), &tous).reussie().json()
    };
    let nu = lance(&["commune:48095,48080", "--donnees", "d"]).to_string();
    for sien in ["hors_plage", "valeur_invraisemblable", "extrait de l'URPS"] {
        assert!(!nu.contains(sien), "{sien}");
    }
    let options = [
        "commune:48095,48080",
        "--donnees",
        "d",
        "--plages",
        "r/plages.toml",
        "--vraisemblance",
        "r/seuils.toml",
        "--fichiers-officiels",
        "r/fichiers.toml",
    ];
    for r in [lance(&["cpts.toml"]), lance(&options)] {
        let texte = r.to_string();
        for sien in ["hors_plage", "valeur_invraisemblable", "extrait de l'URPS"] {
            assert!(texte.contains(sien), "{sien}");
        }
        for nom in ["r/plages.toml", "r/seuils.toml", "r/fichiers.toml"] {
            let mut sources = r["sources"].as_array().unwrap().iter();
            let source = sources.find(|s| s["fichier"] == nom).expect(nom);
            assert_eq!(
                source["sha256"].as_str().map(str::len),
                Some(64),
                "{source}"
            );
        }
    }
}

#[test]
fn a_wrong_file_of_rules_is_named_with_its_line() {
    for (option, texte, mots) in [
        (
            "--plages",
            "[[plage]]\nvariable = []\n",
            ["f.toml", "ligne 2"],
        ),
        ("--vraisemblance", "[ecarts]\n", ["f.toml", "ecart"]),
        (
            "--fichiers-officiels",
            "donnee = 3\n",
            ["f.toml", "ligne 1"],
        ),
    ] {
        let d = dossier(&[("f.toml", texte), ("d/x.csv", "a;b\n1;2\n")]);
        let arguments = [
            "diagnostic",
            "commune:48095",
            "--donnees",
            "d",
            option,
            "f.toml",
        ];
        cpts_dans(d.path(), &arguments).echouee(3, &mots);
    }
}
