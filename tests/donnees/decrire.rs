//! `cpts donnees decrire`: a draft that reads files never seen.

use super::*;

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
