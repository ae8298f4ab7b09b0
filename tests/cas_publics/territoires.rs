//! Figures of another territory: what a file older than a split gives under the code that was kept is not that commune's.
//!
//! Facts: COG (INSEE). Figures are placeholders of the test.

use std::fs;

use serde_json::Value;

use crate::diagnostic::{indicateur, json_valide};
use crate::outils::cpts;

/// The diagnostic of a perimeter in a folder of one file.
pub fn diagnostic(perimetre: &str, fichier: (&str, &str)) -> Value {
    let dossier = tempfile::tempdir().unwrap();
    fs::write(dossier.path().join(fichier.0), fichier.1).unwrap();
    let donnees = dossier.path().to_str().unwrap();
    let sortie = cpts(&[
        "diagnostic",
        perimetre,
        "--donnees",
        donnees,
        "--format",
        "json",
        "-q",
    ]);
    json_valide(&sortie.reussie())
}

const TOUTES: &str = "commune:85084,85165,85212";

/// Essarts en Bocage gave L'Oie and Sainte-Florence back on 1 January 2024.
#[test]
fn a_figure_of_the_undivided_commune_is_published_for_all_its_pieces_only() {
    let base = "CODGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP7589;P22_POP90P\n\
                85084;9400;1900;1500;1800;1800;1500;700;200\n";
    let cas = [
        (
            "bpe_2021.csv",
            "CODGEO;NB_D201\n85084;8\n",
            "effectif_mg",
            8.0,
        ),
        (
            "bpe_2024.csv",
            "code_commune,typequ,nombre\n85084,D265,8\n85001,D265,8\n",
            "effectif_mg",
            8.0,
        ),
        (
            "base-cc-evol-struct-pop-2022.csv",
            base,
            "effectif_age_60_plus",
            2400.0,
        ),
        (
            "s_2022.csv",
            "code;surface_km2\n85084;106\n",
            "densite_population",
            9460.0 / 106.0,
        ),
        (
            "zon_2023.csv",
            "code_commune,zonage\n85084,1_ZIP\n",
            "part_pop_zip",
            100.0,
        ),
    ];
    for (nom, texte, id, attendu) in cas {
        for seule in ["commune:85084", "commune:85165", "commune:85084,85212"] {
            let json = diagnostic(seule, (nom, texte));
            let lu = indicateur(&json, id);
            assert_eq!(lu["statut"], "non_publie", "{nom} {lu}");
            let motif = lu["motif"].as_str().unwrap();
            assert!(motif.contains("autre territoire"), "{motif}");
            assert!(
                json["constats"].to_string().contains("commune_scindee"),
                "{nom}"
            );
        }
        let json = diagnostic(TOUTES, (nom, texte));
        let lu = indicateur(&json, id);
        assert_eq!(lu["statut"], "publie", "{nom} {lu}");
        assert!(
            (lu["valeur"].as_f64().unwrap() - attendu).abs() < 1e-9,
            "{nom} {lu}"
        );
    }
}

#[test]
fn a_table_without_date_is_said_to_be_perhaps_older_and_never_for_sure() {
    let json = diagnostic(
        "commune:85084",
        ("u.csv", "code_insee;medecins_generalistes\n85084;8\n"),
    );
    let constats = json["constats"].to_string();
    assert!(
        constats.contains("sans date, peut-être d'avant la séparation"),
        "{constats}"
    );
    assert!(!constats.contains(": d'avant la séparation"), "{constats}");
}

/// The three communes split since 2024, each with those that it gave back.
const SEPAREES: [(&str, &[&str]); 3] = [
    ("85084", &["85165", "85212"]),
    ("60054", &["60694"]),
    ("15141", &["15031", "15035", "15047", "15171"]),
];

/// What a perimeter is given by every reader: the whole document, the page, the summary.
fn partout(perimetre: &str, donnees: &str) -> [String; 3] {
    ["json", "html", "terminal"].map(|format| {
        let arguments = [
            "diagnostic",
            perimetre,
            "--donnees",
            donnees,
            "--format",
            format,
            "-q",
        ];
        cpts(&arguments).reussie().stdout.clone()
    })
}

/// The producer completes its list with the communes re-created, of which it counts nobody yet.
#[test]
fn a_file_that_counts_nobody_in_the_pieces_gives_no_reader_the_figure_of_the_undivided_commune() {
    for (garde, pieces) in SEPAREES {
        let dossier = tempfile::tempdir().unwrap();
        let donnees = dossier.path().to_str().unwrap();
        let mut apl = "code_commune,profession,annee,apl,pop_standardisee\n".to_owned();
        let mut population = format!("codgeo;p18_pop\n{garde};340\n");
        apl.push_str(&format!("{garde},infirmiere,2023,137.719,2222\n"));
        for piece in pieces {
            apl.push_str(&format!("{piece},infirmiere,2023,93.517,0\n"));
            population.push_str(&format!("{piece};0\n"));
        }
        fs::write(dossier.path().join("apl.csv"), apl).unwrap();
        let seule = format!("commune:{garde}");
        for texte in partout(&seule, donnees) {
            assert!(
                !texte.contains("137,7") && !texte.contains("137.719"),
                "{garde}"
            );
            assert!(
                !texte.contains("93,5") && !texte.contains("93.517"),
                "{garde}"
            );
        }
        let json: Value = serde_json::from_str(&partout(&seule, donnees)[0]).unwrap();
        assert_eq!(indicateur(&json, "apl_infirmiers")["statut"], "non_publie");
        let constats = json["constats"].to_string();
        assert!(constats.contains("commune_scindee"), "{constats}");
        let toutes = format!("{seule},{}", pieces.join(","));
        for texte in partout(&toutes, donnees) {
            assert!(
                texte.contains("137,7") || texte.contains("137.719"),
                "{texte}"
            );
        }
        fs::write(dossier.path().join("pop.csv"), population).unwrap();
        let arguments = [
            "financement",
            &seule,
            "--donnees",
            donnees,
            "--format",
            "json",
            "-q",
        ];
        let json = cpts(&arguments).reussie().json();
        let projection = &json["perimetres"][0]["analyse"]["projection"];
        assert!(projection.is_null(), "{garde} {projection}");
    }
}

/// A year column or a column by year, before and after the split: each year is judged by itself.
#[test]
fn a_file_of_years_before_and_after_a_split_keeps_the_old_figure_for_nobody_alone() {
    let apres = [("85084", 5), ("85165", 1), ("85212", 2)];
    let mut empilee = "code_commune;annee;medecins;population\n85084;2018;8;9222\n".to_owned();
    let mut large = "codgeo;p18_pop;medecins 2018;medecins 2025\n85084;9222;8;5\n".to_owned();
    for (rang, (code, n)) in apres.into_iter().enumerate() {
        empilee.push_str(&format!("{code};2025;{n};\n"));
        if rang > 0 {
            large.push_str(&format!("{code};;;{n}\n"));
        }
    }
    for texte in [&empilee, &large] {
        let fichier = ("annees.csv", texte.as_str());
        for seule in ["commune:85084", "commune:85165", "commune:85084,85212"] {
            let json = diagnostic(seule, fichier);
            let n: u32 = apres
                .iter()
                .filter(|(c, _)| seule.contains(c))
                .map(|(_, n)| n)
                .sum();
            assert_eq!(
                indicateur(&json, "effectif_mg")["valeur"],
                f64::from(n),
                "{texte}"
            );
            let evolution = indicateur(&json, "evolution_population");
            assert_eq!(evolution["statut"], "non_publie", "{evolution}");
        }
        let json = diagnostic(TOUTES, fichier);
        assert_eq!(indicateur(&json, "effectif_mg")["valeur"], 8.0);
        let evolution = indicateur(&json, "evolution_population");
        assert_eq!(evolution["statut"], "publie", "{evolution}");
    }
    // The latest year of before, in a file that names the communes re-created at another year.
    let ancienne = "code_commune;annee;medecins;surface_km2\n85084;2023;8;30\n85165;2025;;20\n";
    let json = diagnostic("commune:85084", ("annees.csv", ancienne));
    let lu = indicateur(&json, "effectif_mg");
    assert_eq!(lu["statut"], "non_publie", "{lu}");
}
