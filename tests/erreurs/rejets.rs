//! Bad files among good ones: each is named with its remedy, the others are used, `--strict` stops.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::outils::{constats, dossier, lance, rapport, valeur};

const BON: (&str, &str) = (
    "bon.csv",
    "code_commune;population_municipale 2021\n48095;12000\n48080;700\n",
);

/// The findings of a rule, beside a good file that is used all the same; with `--strict`, code 3.
fn dit(d: &Path, regle: &str, strict: i32, textes: &[&str]) {
    let r = rapport("commune:48095 + commune:48080", d);
    let dits = constats(&r, regle).replace('\u{a0}', " ");
    for texte in textes {
        assert!(dits.contains(texte), "« {texte} » manque dans : {dits}");
    }
    let sources = r["sources"].to_string();
    assert!(sources.contains("bon.csv"), "{sources}");
    let sortie = lance("commune:48095", d, &["--strict", "--format", "json"]);
    assert_eq!(sortie.code, strict, "{}", sortie.stderr);
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_to_read_is_said() {
    let d = dossier(&[BON]);
    let lie = |cible: &str, nom: &str| {
        std::os::unix::fs::symlink(cible, d.path().join(nom)).unwrap();
    };
    lie("b.csv", "a.csv");
    lie("a.csv", "b.csv");
    lie("nulle-part", "casse.csv");
    lie(".", "boucle");
    let regle = "fichier_illisible";
    dit(
        d.path(),
        regle,
        3,
        &["a.csv n'est pas utilisé", "lien qui tourne en rond"],
    );
    dit(
        d.path(),
        regle,
        3,
        &["casse.csv", "qui n'existe pas", "retirez-le du dossier"],
    );
}

#[test]
fn a_folder_that_is_too_deep_is_said() {
    let chemin = format!("{}perdu.csv", "n/".repeat(40));
    let d = dossier(&[BON, (&chemin, "code_commune;x\n48095;1\n")]);
    dit(
        d.path(),
        "fichier_illisible",
        3,
        &["trop profond", "remontez"],
    );
}

#[test]
fn a_repeated_header_is_passed_and_said() {
    let d = dossier(&[
        BON,
        (
            "h.csv",
            "code_commune;medecins 2022\n48095;3\ncode_commune;medecins 2022\n48080;2\n",
        ),
    ]);
    dit(d.path(), "entetes_repetes", 0, &["h.csv", "ligne 3"]);
    let r = rapport("commune:48095", d.path());
    assert_eq!(constats(&r, "lignes_rejetees"), "");
}

#[test]
fn formulas_without_result_and_merged_cells_are_unknown() {
    let d = dossier(&[BON]);
    let mut w = Workbook::new();
    let f = w.add_worksheet();
    f.write_row(0, 0, ["code_commune", "medecins 2022"])
        .unwrap();
    f.merge_range(1, 1, 2, 1, "4", &Format::new()).unwrap();
    f.write_column(1, 0, ["48095", "48080", "48140"]).unwrap();
    f.write_formula(3, 1, Formula::new("=1+1").set_result(""))
        .unwrap();
    let octets = w.save_to_buffer().unwrap();
    fs::write(d.path().join("c.xlsx"), octets).unwrap();
    dit(
        d.path(),
        "lignes_rejetees",
        0,
        &["c.xlsx", "fusionnées", "défusionnez-les"],
    );
    let r = rapport("commune:48080", d.path());
    assert_eq!(valeur(&r, "medecins"), None);
}

#[test]
fn two_files_with_one_quantity_show_their_gap() {
    let d = dossier(&[
        BON,
        ("a.csv", "code_commune;medecins 2022\n48095;3\n48080;4\n"),
        ("b.csv", "code_commune;medecins 2022\n48095;5\n48080;4\n"),
    ]);
    dit(
        d.path(),
        "doublon_ecart",
        0,
        &["a.csv (retenu) et b.csv", "7 contre 9 (+2) pour 1 commune"],
    );
}
