//! `cpts zones-blanches` on a list whose cells say that there is no CPTS, or name nothing.

use super::{diagnostic, lance, somme};
use crate::outils::{constats, cpts, dossier};

const LISTE: &str = "code_commune;cpts\n48095;Aucune\n48080;zone blanche\n48140;-\n48029;#N/A\n48061;ND\n48009;En projet\n";

#[test]
fn what_names_no_cpts_covers_nobody_and_what_cannot_be_read_is_unknown() {
    for (liste, couvertes) in [
        (LISTE.to_owned(), 0),
        (format!("{LISTE}48042;CPTS Sans Frontières\n"), 1),
    ] {
        let json = lance("dep:48", &liste, &["--format", "json"])
            .reussie()
            .json();
        assert_eq!(json["couvert"]["communes"], couvertes, "{liste}");
        assert_eq!(json["inconnu"]["communes"], 3, "{liste}");
        assert_eq!(json["sans_cpts"]["communes"], 149 - couvertes, "{liste}");
        assert!((somme(&json) - json["population"].as_f64().unwrap()).abs() < 1e-6);
    }
}

/// The list, saved from merged cells: the name is on the first row of each group.
const GROUPES: &str =
    "cpts;code_commune\nCPTS du Nord;48095\n;48029\n;48061\nCPTS du Sud;48080\n;48140\n";

#[test]
fn a_name_written_once_for_a_group_leaves_its_other_communes_unknown_and_says_how_many() {
    let sortie = lance("dep:48", GROUPES, &["--format", "json"]);
    let json = sortie.reussie().json();
    assert_eq!(json["couvert"]["communes"], 2);
    assert_eq!(json["inconnu"]["communes"], 3);
    assert_eq!(json["sans_cpts"]["communes"], 147);
    assert!(constats(&json, "cpts_sans_nom").contains("CPTS du Sud"));
    let d = dossier(&[("cpts.csv", GROUPES)]);
    let donnees = d.path().to_str().unwrap();
    let dit = constats(&diagnostic("dep:48", donnees, &[]), "cpts_sans_nom").replace('\u{a0}', " ");
    for attendu in [
        "3 lignes",
        "CPTS du Nord",
        "CPTS du Sud",
        "inconnue",
        "Aucune",
    ] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    let sienne = diagnostic("cpts:\"CPTS du Nord\"", donnees, &[]);
    assert!(constats(&sienne, "lignes_rejetees").contains("il peut manquer"));
}

#[test]
fn a_blank_among_names_that_are_repeated_has_no_cpts_and_it_is_said() {
    let liste = "code_commune;cpts\n48095;CPTS du Nord\n48029;CPTS du Nord\n48061;\n48080;\n48140;CPTS du Nord\n";
    let d = dossier(&[("cpts.csv", liste)]);
    let donnees = d.path().to_str().unwrap();
    let json = diagnostic("dep:48", donnees, &[]);
    let zones = &json["zones_blanches"];
    assert_eq!(zones["communes_hors_champ"], serde_json::json!([]));
    assert_eq!(zones["communes_sans_cpts"].as_array().unwrap().len(), 149);
    let dit = constats(&json, "cpts_sans_nom").replace('\u{a0}', " ");
    assert!(
        dit.contains("2 lignes") && dit.contains("sans CPTS"),
        "{dit}"
    );
}

#[test]
fn merged_cells_of_a_workbook_give_their_name_to_each_of_their_rows() {
    let mut classeur = rust_xlsxwriter::Workbook::new();
    let feuille = classeur.add_worksheet();
    let gras = rust_xlsxwriter::Format::new();
    feuille.write_row(0, 0, ["cpts", "code_commune"]).unwrap();
    feuille
        .merge_range(1, 0, 3, 0, "CPTS du Nord", &gras)
        .unwrap();
    feuille
        .merge_range(4, 0, 5, 0, "CPTS du Sud", &gras)
        .unwrap();
    for (ligne, code) in (1..).zip(["48095", "48029", "48061", "48080", "48140"]) {
        feuille.write(ligne, 1, code).unwrap();
    }
    let d = dossier(&[]);
    std::fs::write(
        d.path().join("cpts.xlsx"),
        classeur.save_to_buffer().unwrap(),
    )
    .unwrap();
    let donnees = d.path().to_str().unwrap();
    let options = [
        "zones-blanches",
        "dep:48",
        "--donnees",
        donnees,
        "--format",
        "json",
    ];
    let json = cpts(&options).reussie().json();
    assert_eq!(json["couvert"]["communes"], 5);
    assert_eq!(json["inconnu"]["communes"], 0);
}

/// A row that cannot be used may be about any commune: what it leaves unknown is said with the row.
#[test]
fn a_row_that_leaves_the_coverage_unknown_is_named() {
    let texte = "code_commune;cpts\n48095;CPTS du Nord\n48029;CPTS du Nord\n99999;CPTS du Sud\n";
    let json = lance("dep:48", texte, &["--format", "json"])
        .reussie()
        .json();
    assert_eq!(json["sans_cpts"]["communes"], 0);
    let dits = json["constats"].to_string();
    for morceau in ["99999", "CPTS du Sud", "cpts.csv", "inconnue"] {
        assert!(dits.contains(morceau), "{morceau} : {dits}");
    }
}
