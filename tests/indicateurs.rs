//! `cpts indicateurs`: a list one can read, a whole card, and a catalogue for scripts.

use crate::outils::cpts;

fn tient(texte: &str) {
    assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
}

#[test]
fn the_list_is_by_section_and_every_card_holds_in_eighty_columns() {
    let texte = cpts(&["indicateurs"]).reussie().stdout;
    tient(&texte);
    let json = cpts(&["indicateurs", "--format", "json"]).reussie().json();
    let tous = json["indicateurs"].as_array().expect("liste");
    for i in tous {
        let id = i["id"].as_str().expect("id");
        assert!(texte.contains(id), "{id}");
        assert!(i["lecture"].as_str().is_some_and(|l| l.len() > 20), "{id}");
        let variables = i["variables"].as_array().expect("variables");
        assert!(
            !variables.is_empty() || i["regle"] == "denombrement",
            "{id} : {i}"
        );
    }
    for id in [
        "apl_mg",
        "part_age_75_plus",
        "nombre_urgences",
        "revenu_median",
        "communes_zip",
    ] {
        let fiche = cpts(&["indicateurs", id]).reussie().stdout;
        tient(&fiche);
        for champ in [
            "Formule",
            "Lecture  ",
            "Publication",
            "Variables",
            "À déposer",
        ] {
            assert!(fiche.contains(champ), "{champ} : {fiche}");
        }
    }
    let une = cpts(&["indicateurs", "apl_mg", "--format", "json"])
        .reussie()
        .json();
    assert_eq!(une["id"], "apl_mg");
}

#[test]
fn a_mistyped_indicator_gives_the_nearest() {
    cpts(&["indicateurs", "apl_mgg"]).echouee(4, &["vouliez-vous écrire « apl_mg »"]);
    cpts(&["indicateurs", "--section", "S11"]).echouee(4, &["attendu : S1, S2, S3"]);
}
