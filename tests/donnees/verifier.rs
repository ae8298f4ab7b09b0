//! `cpts donnees verifier`: each clause of what it checks has its folder, its finding and its exit code.

use cpts::base;

use super::*;
use crate::outils::dossier;

/// A row for each commune of France: its code and figures made of its population.
fn nationale(entete: &str, ligne: impl Fn(f64) -> String) -> String {
    let base = base::lire().expect("base");
    let mut texte = format!("{entete}\n");
    for id in base.france() {
        let habitants = base.population(id);
        texte.push_str(&format!("{};{}\n", base.unite(id).code, ligne(habitants)));
    }
    texte
}

/// What the program must say of a folder, and the folder.
fn cas() -> Vec<(&'static str, Vec<(&'static str, String)>)> {
    let court = |texte: &str| texte.to_owned();
    let apl = "Code commune INSEE;APL aux médecins généralistes;Population standardisée 2021 pour la médecine générale;Population totale 2021";
    let ages = "CODGEO;P22_POP;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP7589;P22_POP90P";
    vec![
        // Conservation: the weights of the APL.
        (
            "poids_apl_douteux",
            vec![(
                "apl 2023.csv",
                nationale(apl, |p| format!("3;{};{p}", p * 1.01)),
            )],
        ),
        // The pyramid and the total.
        (
            "ages_incoherents",
            vec![(
                "ages.csv",
                format!("{ages}\n48095;12464;2000;2000;2000;2000;2000;1000;300\n"),
            )],
        ),
        // Published totals.
        (
            "total_different",
            vec![(
                "populations.csv",
                nationale("codgeo;p23_pop", |p| (p * 1.05).round().to_string()),
            )],
        ),
        // Duplicates: files, figures, rows.
        (
            "fichier_en_double",
            vec![
                ("a.csv", court("codgeo;p23_pop\n48095;12464\n")),
                ("b.csv", court("codgeo;p23_pop\n48095;12464\n")),
            ],
        ),
        (
            "doublon_ecart",
            vec![
                ("apl 2023.csv", court("code_insee;apl\n48095;3\n48080;2\n")),
                (
                    "autre apl 2023.csv",
                    court("code_insee;apl\n48095;4\n48080;2\n"),
                ),
            ],
        ),
        (
            "lignes_rejetees",
            vec![(
                "apl 2023.csv",
                court("code_insee;apl\n48095;3\n48095;4\n48080;2\n"),
            )],
        ),
        // Implausible figures.
        (
            "hors_plage",
            vec![("apl 2023.csv", court("code_insee;apl\n48095;80\n"))],
        ),
        (
            "valeur_invraisemblable",
            vec![(
                "populations.csv",
                court("codgeo;p18_pop\n48095;120000\n48080;2800\n"),
            )],
        ),
        // Vintages.
        (
            "millesimes_non_comparables",
            vec![(
                "populations.csv",
                court("codgeo;p21_pop;p23_pop\n48095;12400;12464\n"),
            )],
        ),
        // Ages of files, ended feeds.
        (
            "fichier_ancien",
            vec![(
                "donnees_communes_2016.csv",
                court(
                    "REG;Région;DEP;CODARR;CODCAN;CODCOM;COM;Commune;PMUN;PCAP;PTOT\n76;Occitanie;48;1;01;095;48095;Mende;12000;100;12100\n",
                ),
            )],
        ),
        (
            "flux_termine",
            vec![(
                "t-finess.csv",
                court("finess;etat;com_code\n480000017;ACTUEL;48095\n"),
            )],
        ),
    ]
}

#[test]
fn each_clause_has_its_finding_and_its_exit_code() {
    let propre = dossier(&[("apl 2023.csv", "code_insee;apl\n48095;3\n48080;2\n")]);
    for (regle, fichiers) in cas() {
        let fichiers: Vec<(&str, &str)> = fichiers.iter().map(|(n, t)| (*n, t.as_str())).collect();
        let d = dossier(&fichiers);
        let verifie = |lieu: &std::path::Path| {
            let lieu = lieu.to_string_lossy().into_owned();
            cpts(&[
                "donnees",
                "verifier",
                "--quiet",
                "--donnees",
                &lieu,
                "--date",
                "2026-11-26",
                "--format",
                "json",
                "--echec-si",
                regle,
            ])
        };
        let sortie = verifie(d.path());
        assert_eq!(
            sortie.code, 1,
            "{regle} : {}\n{}",
            sortie.stdout, sortie.stderr
        );
        let json = sortie.json();
        let constats = json["constats"].as_array().expect("constats");
        let siens: Vec<_> = constats.iter().filter(|c| c["id"] == regle).collect();
        assert!(!siens.is_empty(), "{regle} : {json}");
        assert!(
            siens
                .iter()
                .all(|c| c["texte"].as_str().is_some_and(|t| t.len() > 40))
        );
        assert_eq!(
            verifie(propre.path()).code,
            0,
            "{regle} : dossier sans défaut"
        );
    }
}
