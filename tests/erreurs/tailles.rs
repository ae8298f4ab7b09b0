//! Files larger, wider or stranger than any table, beside a good one: at most 1 GiB, a clear message, the good one is used.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use crate::outils::{commande, constats, dossier, lancer, valeur};

const BON: (&str, &str) = (
    "bon.csv",
    "code_commune;population_municipale 2021\n48095;12000\n48080;700\n",
);

/// The bound of the program, KiB.
const MEMOIRE: &str = "1048576";

/// The report of a folder, made within the memory allowed where the system bounds it.
fn rapport(d: &Path) -> Value {
    let donnees = d.to_str().unwrap();
    let options = [
        "diagnostic",
        "commune:48095",
        "--format",
        "json",
        "--donnees",
        donnees,
    ];
    lancer(bornee(commande(&options))).reussie().json()
}

/// The same command, which cannot take more memory.
fn bornee(c: Command) -> Command {
    if !cfg!(target_os = "linux") {
        return c;
    }
    let mut bornee = Command::new("sh");
    bornee.args(["-c", "ulimit -v \"$0\" && exec \"$@\"", MEMOIRE]);
    bornee.arg(c.get_program()).args(c.get_args());
    for (cle, valeur) in c.get_envs() {
        match valeur {
            Some(valeur) => bornee.env(cle, valeur),
            None => bornee.env_remove(cle),
        };
    }
    bornee
}

/// What is said of the bad file, the good one being used: the findings of a rule, else why a file is not recognised.
fn dit(d: &Path, regle: &str) -> String {
    let r = rapport(d);
    assert!(r["sources"].to_string().contains("bon.csv"));
    let dits = match regle {
        "non_reconnu" => r["donnees"]["non_reconnus"].to_string(),
        regle => constats(&r, regle),
    };
    dits.replace('\u{a0}', " ")
}

fn gz(octets: &[u8]) -> Vec<u8> {
    let mut e = GzEncoder::new(Vec::new(), Compression::fast());
    e.write_all(octets).unwrap();
    e.finish().unwrap()
}

/// A gzip of a beginning then ten billion bytes without a line end: members of 64 MiB, one after the other.
fn dix_go(d: &Path, nom: &str, debut: &str) {
    let membre = gz(&vec![b'a'; 64 << 20]);
    let mut f = fs::File::create(d.join(nom)).unwrap();
    f.write_all(&gz(debut.as_bytes())).unwrap();
    for _ in 0..150 {
        f.write_all(&membre).unwrap();
    }
}

#[test]
fn a_line_of_ten_billion_bytes_is_said_whatever_the_reader() {
    for (nom, debut, regle, textes) in [
        (
            "large.csv.gz",
            "code_commune;medecins 2022\n48095;3\n48080;",
            "fichier_illisible",
            &["large.csv.gz", "ligne 3", "une ligne de plus de 16 Mio"][..],
        ),
        (
            "PS_LibreAcces_Personne_activite_202610081200.txt.gz",
            "Identifiant PP|Code profession|Code savoir-faire|Code mode exercice|Code commune (coord. structure)\n81|10|SM26|L|48095\n82|10|",
            "fichier_illisible",
            &["Personne_activite", "une ligne de plus de 64 Mio"],
        ),
        ("une-ligne.csv.gz", "", "non_reconnu", &["une-ligne.csv.gz"]),
        (
            "carte.geojson.gz",
            "{\"type\":\"FeatureCollection\",\"features\":[\"",
            "non_reconnu",
            &["carte.geojson.gz", "Mio"],
        ),
    ] {
        let d = dossier(&[BON]);
        dix_go(d.path(), nom, debut);
        let dits = dit(d.path(), regle);
        for texte in textes {
            assert!(
                dits.contains(texte),
                "« {texte} » manque pour {nom} : {dits}"
            );
        }
    }
}

#[test]
fn a_million_columns_are_read_or_said() {
    let noms: String = (0..1_000_000).map(|i| format!(";c{i}")).collect();
    let valeurs = ";1".repeat(1_000_000);
    // The header is longer than what tells a format.
    let d = dossier(&[
        BON,
        (
            "large.csv",
            &format!("code_commune{noms}\n48095{valeurs}\n"),
        ),
    ]);
    let dits = dit(d.path(), "non_reconnu");
    assert!(dits.contains("large.csv"), "{dits}");
    // A header of a table, a row of a million cells.
    let d = dossier(&[
        BON,
        (
            "rangee.csv",
            &format!("code_commune;medecins 2022\n48095;3\n48080;2{valeurs}\n"),
        ),
    ]);
    let dits = dit(d.path(), "lignes_rejetees");
    assert!(dits.contains("rangee.csv"), "{dits}");
    assert_eq!(valeur(&rapport(d.path()), "medecins"), None);
}

#[test]
fn carriage_returns_alone_and_two_encodings_are_read() {
    let d = dossier(&[BON]);
    let bpe = "code_commune,typequ,nombre,libelle\r48095,D265,3,m\u{e9}decin\r48080,D265,1,x\r48140,D265,1,x\r";
    fs::write(d.path().join("bpe_2024.csv"), bpe).unwrap();
    let n = rapport(d.path());
    assert_eq!(valeur(&n, "effectif_mg").or(borne(&n)), Some(3.0));
    let mut deux = "code_commune,typequ,nombre,libelle\n48095,D265,3,m\u{e9}decin\n"
        .as_bytes()
        .to_vec();
    deux.extend(b"48095,D281,4,infirmi\xe8re\n48080,D265,1,x\n");
    fs::write(d.path().join("bpe_2024.csv"), deux).unwrap();
    let n = rapport(d.path());
    assert_eq!(valeur(&n, "effectif_mg").or(borne(&n)), Some(3.0));
}

/// The least that there are, when the file is only an extract.
fn borne(r: &Value) -> Option<f64> {
    let mut tous = r["indicateurs"].as_array()?.iter();
    tous.find(|i| i["id"] == "effectif_mg")?["bornes"][0].as_f64()
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let droits = |chemin: &Path, mode| {
        fs::set_permissions(chemin, fs::Permissions::from_mode(mode)).unwrap()
    };
    let d = dossier(&[BON, ("ferme.csv", "code_commune;medecins 2022\n48095;3\n")]);
    let ferme = d.path().join("ferme.csv");
    droits(&ferme, 0o000);
    let options = [
        "diagnostic",
        "commune:48095",
        "--format",
        "json",
        "--donnees",
        d.path().to_str().unwrap(),
    ];
    let mut c = commande(&options);
    if fs::read(&ferme).is_ok() {
        // The one who runs the tests reads everything: another user does not.
        droits(d.path(), 0o755);
        droits(&d.path().join("bon.csv"), 0o644);
        c.uid(65_534);
        if c.output().is_err() {
            eprintln!("ignoré : le binaire ne se lance pas sous un autre utilisateur");
            return;
        }
    }
    let r = lancer(c).reussie().json();
    let dits = constats(&r, "fichier_illisible").replace('\u{a0}', " ");
    assert!(dits.contains("ferme.csv n'est pas utilisé"), "{dits}");
    assert!(r["sources"].to_string().contains("bon.csv"));
}
