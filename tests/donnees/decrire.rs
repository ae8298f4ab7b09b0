//! `cpts donnees decrire`: a draft that reads files never seen.

use std::fs;

use super::*;
use crate::outils::dossier;

/// A drafted descriptor works as it is: key, separator, marks and year of layouts that the program never saw.
#[test]
fn a_drafted_descriptor_reads_layouts_never_seen() {
    let communes = [
        ("48095", "Mende"),
        ("48009", "Peyre en Aubrac"),
        ("48013", "Badaroux"),
        ("48002", "Allenc"),
    ];
    let table = |tete: &str, ligne: &dyn Fn(usize, &str, &str) -> String| {
        let lignes = communes
            .iter()
            .enumerate()
            .map(|(i, (c, n))| ligne(i, c, n));
        format!("{tete}\n{}\n", lignes.collect::<Vec<_>>().join("\n"))
    };
    let longue = table("annee|depcom|type|nb", &|i, c, _| {
        format!("2024|{c}|HOT|{i}\n2024|{c}|CAMP|2")
    });
    let cas = [
        // (name, text, variable, value that Mende has)
        (
            "rezone.csv",
            table(
                "Rézone - export\n\nCode INSEE;Commune;Patients sans MT 2025;Part 2025",
                &|i, c, n| {
                    format!(
                        "{c};{n};{};{},5",
                        if i == 2 {
                            "<11".to_owned()
                        } else {
                            (i + 20).to_string()
                        },
                        i
                    )
                },
            ),
            "patients_sans_mt",
        ),
        (
            "msa.tsv",
            table("Commune\tAllocataires\tRevenu moyen", &|i, c, n| {
                format!("{n} ({c})\t{}\t12 000,5", 30 + i)
            }),
            "allocataires",
        ),
        (
            "logement-2023.csv",
            table("libgeo,codgeo,dep,Vacants,Variation", &|i, c, n| {
                format!("{n},{c},48,{},-{i}.2", 9 + i)
            }),
            "vacants",
        ),
        ("tourisme.csv", longue, "nb_hot"),
        (
            "obs.csv",
            table("numcom;nom;RSA 2024;AAH 2024;Zone", &|i, c, n| {
                format!("{c};{n};{};s;rural", 5 * i)
            }),
            "rsa",
        ),
    ];
    for (nom, texte, variable) in cas {
        let d = tempfile::tempdir().expect("dossier");
        std::fs::create_dir(d.path().join("donnees")).expect("dossier");
        std::fs::write(d.path().join("donnees").join(nom), texte).expect("écrit");
        let fichier = format!("donnees/{nom}");
        cpts_dans(
            d.path(),
            &["donnees", "decrire", &fichier, "--sortie", "d.toml"],
        )
        .reussie();
        let arguments = [
            "donnees",
            "etat",
            "--quiet",
            "--donnees",
            "donnees",
            "--descripteur",
            "d.toml",
            "--format",
            "json",
        ];
        let json = cpts_dans(d.path(), &arguments).reussie().json();
        let ebauche = std::fs::read_to_string(d.path().join("d.toml")).expect("ébauche");
        let variables = json["sources"][1]["variables"].to_string();
        assert!(variables.contains(variable), "{nom} : {json}\n{ebauche}");
        assert_eq!(json["rejets"], 0, "{nom} : {ebauche}");
        let date = json["sources"][1]["source"]["millesime"]
            .as_str()
            .unwrap_or_default();
        assert!(
            date.starts_with("20") || nom == "msa.tsv",
            "{nom} : {date}\n{ebauche}"
        );
    }
    let d = tempfile::tempdir().expect("dossier");
    std::fs::write(d.path().join("x.csv"), "nom;valeur\nMende;3\n").expect("écrit");
    cpts_dans(d.path(), &["donnees", "decrire", "x.csv"])
        .echouee(3, &["aucune colonne de codes commune", "remède"]);
}

/// The communes of the cases: code, name, figures of placeholders.
const COMMUNES: [(&str, &str); 4] = [
    ("48095", "Mende"),
    ("48009", "Peyre en Aubrac"),
    ("48013", "Badaroux"),
    ("48002", "Allenc"),
];

/// A row for each commune, its rank said.
fn lignes(ligne: impl Fn(usize, &str, &str) -> String) -> String {
    let communes = COMMUNES.iter().enumerate();
    communes.map(|(i, (c, n))| ligne(i, c, n) + "\n").collect()
}

/// A workbook under two rows of header, the upper one of merged groups.
fn deux_entetes() -> Vec<u8> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut w = Workbook::new();
    let f = w.add_worksheet();
    f.write(0, 0, "Démographie des professionnels, 2024")
        .expect("écrit");
    f.write(2, 0, "Code commune").expect("écrit");
    f.write(2, 1, "Commune").expect("écrit");
    let gras = Format::new();
    f.merge_range(2, 2, 2, 3, "Médecins", &gras).expect("écrit");
    f.merge_range(2, 4, 2, 5, "Infirmiers", &gras)
        .expect("écrit");
    for (c, nom) in ["Effectif", "Part 60 ans", "Effectif", "Part 60 ans"]
        .iter()
        .enumerate()
    {
        f.write(3, 2 + c as u16, *nom).expect("écrit");
    }
    for (i, (code, nom)) in COMMUNES.iter().enumerate() {
        let r = 4 + i as u32;
        f.write(r, 0, *code).expect("écrit");
        f.write(r, 1, *nom).expect("écrit");
        for (c, x) in [7.0, 12.5, 30.0, 8.5].iter().enumerate() {
            f.write(r, 2 + c as u16, x + i as f64).expect("écrit");
        }
    }
    f.write(9, 0, "Source : essai").expect("écrit");
    w.save_to_buffer().expect("classeur")
}

/// Five kinds of files: drafted, then read with the draft as it is, and an indicator of the user counts what they hold.
#[test]
fn a_draft_is_used_as_it_is_on_five_kinds_of_files() {
    let latin = |texte: &str| {
        texte
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect::<Vec<u8>>()
    };
    let titres = format!(
        "Fréquentation des cabinets ;;;\nExtraction du 3 mai 2025;;;\n;;;\nCode INSEE;Nom de la commune;Séances réalisées;Délai moyen\n{}",
        lignes(|i, c, n| format!("{c};{n};{};{},5", 100 + i, i))
    );
    let deux = format!(
        "Région,Département,Commune,Libellé,Logements vacants\n{}",
        lignes(|i, c, n| format!("76,{},{},{n},{}", &c[..2], &c[2..], 100 + i))
    );
    let longue = format!(
        "ANNEE;CODE_COM;TYPE DE LIT;NB\n{}",
        lignes(|i, c, _| format!("2023;{c};Médecine d'urgence;{}\n2023;{c};SSR;3", 100 + i))
    );
    let unites = format!(
        "Code;Nom;Séjours;Âge moyen\n;;En nombre;En années\n{}Total;;406;70\n",
        lignes(|i, c, n| format!("{c};{n};{};{},2", 100 + i, 60 + i))
    );
    let cas: [(&str, Vec<u8>, &str, f64); 5] = [
        ("cabinets.csv", latin(&titres), "seances_realisees", 406.0),
        (
            "demographie.xlsx",
            deux_entetes(),
            "infirmiers_effectif",
            126.0,
        ),
        ("vacants.csv", deux.into_bytes(), "logements_vacants", 406.0),
        ("lits.csv", longue.into_bytes(), "nb_ssr", 12.0),
        ("sejours.csv", unites.into_bytes(), "sejours", 406.0),
    ];
    for (nom, octets, variable, somme) in cas {
        let d = tempfile::tempdir().expect("dossier");
        std::fs::create_dir(d.path().join("donnees")).expect("dossier");
        std::fs::write(d.path().join("donnees").join(nom), octets).expect("écrit");
        let fichier = format!("donnees/{nom}");
        let mut decrire = vec!["donnees", "decrire", &fichier, "--sortie", "d.toml"];
        cpts_dans(d.path(), &decrire).reussie();
        decrire.truncate(3);
        let ebauche = cpts_dans(d.path(), &decrire).reussie().stdout;
        let catalogue = format!(
            "[[indicateur]]\nid = \"total\"\nsection = \"S2\"\nlibelle = \"Total\"\nunite = \"x\"\ndecimales = 0\n\
             couverture_min = 0.5\nformule = \"somme\"\nreference = \"essai\"\nregle = \"somme\"\nvariable = \"{variable}\"\n"
        );
        std::fs::write(d.path().join("c.toml"), catalogue).expect("écrit");
        let communes: Vec<&str> = COMMUNES.iter().map(|(c, _)| *c).collect();
        let perimetre = format!("commune:{}", communes.join(","));
        let arguments = [
            "diagnostic",
            &perimetre,
            "--donnees",
            "donnees",
            "--descripteur",
            "d.toml",
            "--catalogue",
            "c.toml",
            "--quiet",
            "--format",
            "json",
        ];
        let json = cpts_dans(d.path(), &arguments).reussie().json();
        let tous = json["indicateurs"].as_array().expect("indicateurs");
        let total = tous.iter().find(|i| i["id"] == "total").expect("total");
        assert_eq!(
            total["valeur"].as_f64(),
            Some(somme),
            "{nom} : {total}\n{ebauche}"
        );
        assert_eq!(total["statut"], "publie", "{nom} : {total}");
        let non_reconnus = json["donnees"]["non_reconnus"].as_array();
        assert!(non_reconnus.is_some_and(Vec::is_empty), "{nom} : {json}");
    }
}

/// A file by département: the draft says its level, and its figure is context beside the territory, never pushed down.
#[test]
fn a_file_by_departement_is_drafted_with_its_level() {
    let d = tempfile::tempdir().expect("dossier");
    let texte = "Code département;Département;Part des passages 2024;Passages\n48;Lozère;31,5;12\n30;Gard;28,1;90\n07;Ardèche;;8\n2A;Corse-du-Sud;29;7\n";
    std::fs::create_dir(d.path().join("donnees")).expect("dossier");
    std::fs::write(d.path().join("donnees/passages-2024.csv"), texte).expect("écrit");
    let fichier = "donnees/passages-2024.csv";
    cpts_dans(
        d.path(),
        &["donnees", "decrire", fichier, "--sortie", "d.toml"],
    )
    .reussie();
    let ebauche = std::fs::read_to_string(d.path().join("d.toml")).expect("ébauche");
    assert!(ebauche.contains("niveau = \"departement\""), "{ebauche}");
    let catalogue = "[[indicateur]]\nid = \"part\"\nsection = \"S6\"\nlibelle = \"Part\"\nunite = \"%\"\ndecimales = 1\n\
         couverture_min = 1\nformule = \"publiée\"\nreference = \"essai\"\nregle = \"publie\"\nvariable = \"part_des_passages\"\n";
    std::fs::write(d.path().join("c.toml"), catalogue).expect("écrit");
    let options = [
        "--donnees",
        "donnees",
        "--descripteur",
        "d.toml",
        "--catalogue",
        "c.toml",
    ];
    let mut arguments = vec!["diagnostic", "commune:48095", "--quiet", "--format", "json"];
    arguments.extend(options);
    let json = cpts_dans(d.path(), &arguments).reussie().json();
    let tous = json["indicateurs"].as_array().expect("indicateurs");
    let part = tous.iter().find(|i| i["id"] == "part").expect("part");
    assert!(part["valeur"].is_null(), "{part}");
    let comparateurs = part["comparateurs"].as_array().expect("comparateurs");
    let dep = comparateurs
        .iter()
        .find(|c| c["niveau"] == "departement")
        .expect("département");
    assert_eq!(dep["valeur"].as_f64(), Some(31.5), "{part}");
}

/// What is no table is refused as such: its bytes are never shown as the names of columns.
#[test]
fn what_is_no_table_is_refused_without_showing_its_bytes() {
    let bruit: Vec<u8> = (0..3000u32).map(|i| (i * 7919 % 251) as u8).collect();
    for nom in ["apl.xlsx", "apl.csv", "apl.txt"] {
        let d = dossier(&[]);
        let chemin = d.path().join(nom);
        fs::write(&chemin, &bruit).unwrap();
        let dit = cpts(&["donnees", "decrire", chemin.to_str().unwrap()]);
        let attendu = match nom {
            "apl.xlsx" => "classeur",
            _ => "octets nuls",
        };
        dit.echouee(3, &[nom, attendu]);
    }
}
