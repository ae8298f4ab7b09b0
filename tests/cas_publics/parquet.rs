//! Parquet as INSEE publishes it: the same report as from the CSV, and a clear word for each file that cannot be read.

use std::fs;
use std::path::Path;

use cpts::load;

use crate::de_csv::parquet_de_csv;
use crate::outils::{cpts, cpts_dans, dossier, echantillon, lance};

fn copie(de: &Path, vers: &Path) {
    fs::create_dir_all(vers).expect("dossier");
    for entree in fs::read_dir(de).expect("dossier").flatten() {
        let chemin = vers.join(entree.file_name());
        if entree.path().is_dir() {
            copie(&entree.path(), &chemin);
        } else {
            fs::copy(entree.path(), chemin).expect("copie");
        }
    }
}

/// The law on a whole project: every plain CSV of the fictional territory written as Parquet gives the same report, and so does
/// the prepared file that is made of it.
#[test]
fn the_report_of_a_folder_of_parquet_is_that_of_its_csv() {
    let d = dossier(&[]);
    copie(&echantillon("territoire-fictif"), d.path());
    let projet = d.path().join("cpts.toml").display().to_string();
    let rapport = || {
        cpts(&["diagnostic", &projet, "--format", "json"])
            .reussie()
            .stdout
    };
    let attendu = rapport();
    let mut changes = Vec::new();
    for entree in fs::read_dir(d.path().join("donnees"))
        .expect("données")
        .flatten()
    {
        let chemin = entree.path();
        let csv = chemin
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let octets = fs::read(&chemin).expect("lu");
        let Some(parquet) = csv.then(|| parquet_de_csv(&octets)).flatten() else {
            continue;
        };
        let neuf = chemin.with_extension("parquet");
        fs::write(&neuf, parquet).expect("écrit");
        let nom = |c: &Path| c.file_name().expect("nom").to_string_lossy().into_owned();
        let sha256 = |c: &Path| load::empreinte(c).expect("empreinte");
        changes.push((nom(&neuf), nom(&chemin)));
        changes.push((sha256(&neuf), sha256(&chemin)));
        fs::remove_file(chemin).expect("retiré");
    }
    assert!(changes.len() > 12, "{changes:?}");
    let mut lu = rapport();
    // And through the prepared file.
    let prepare = d.path().join("x.cpts").display().to_string();
    let prepares = [
        "donnees", "preparer", "--projet", &projet, "--sortie", &prepare,
    ];
    cpts(&prepares).reussie();
    let par_la = [
        "diagnostic",
        &projet,
        "--donnees",
        &prepare,
        "--format",
        "json",
    ];
    assert!(cpts(&par_la).reussie().stdout == lu);
    for (neuf, ancien) in &changes {
        lu = lu.replace(neuf, ancien);
    }
    // The seal is that of each text, names and fingerprints of files included.
    let sans_sceau = |texte: &str| {
        let lignes = texte
            .lines()
            .filter(|l| !l.starts_with("  \"empreinte\": "));
        lignes.collect::<Vec<_>>().join("\n")
    };
    let (attendu, lu) = (sans_sceau(&attendu), sans_sceau(&lu));
    let lignes = attendu.lines().zip(lu.lines());
    if let Some((a, b)) = lignes.clone().find(|(a, b)| a != b) {
        panic!("CSV : {a}\nParquet : {b}");
    }
    assert!(attendu == lu);
}

const TABLE: &str = "codgeo,libgeo,nb_medecins,taux\n48095,Mende,12,43.7\n48009,Peyre en Aubrac,,0.5\n48013,Badaroux,2,\n";

fn parquet() -> Vec<u8> {
    parquet_de_csv(TABLE.as_bytes()).expect("Parquet")
}

fn gzip(octets: &[u8]) -> Vec<u8> {
    let mut e = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut e, octets).expect("gzip");
    e.finish().expect("gzip")
}

fn zip(nom: &str, octets: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file(nom, options).expect("zip");
    std::io::Write::write_all(&mut zip, octets).expect("zip");
    zip.finish().expect("zip").into_inner()
}

/// A `[[fichier]]` of the project, a drafted descriptor, a container, a list of communes: all that a CSV may be.
#[test]
fn a_parquet_goes_wherever_a_csv_does() {
    let conteneurs = [
        ("notes.parquet", parquet()),
        ("notes.parquet.gz", gzip(&parquet())),
        ("notes.zip", zip("notes.parquet", &parquet())),
    ];
    for (nom, octets) in conteneurs {
        let membre = if nom.ends_with("zip") {
            "notes.zip/notes.parquet"
        } else {
            nom
        };
        let projet = format!(
            "[cpts]\nperimetre = \"communes.parquet\"\ndonnees = \"donnees\"\n\n[[fichier]]\nnom = \"{membre}\"\n\
             cle = \"codgeo\"\nmillesime = 2024\nvariables.medecins_generalistes = \"nb_medecins\"\n"
        );
        let d = dossier(&[("cpts.toml", &projet), ("donnees/LISEZ-MOI.md", "")]);
        fs::write(d.path().join("donnees").join(nom), octets).expect("écrit");
        fs::write(d.path().join("communes.parquet"), parquet()).expect("écrit");
        let rapport = cpts_dans(d.path(), &["diagnostic", "cpts.toml", "--format", "json"]);
        let json = rapport.reussie().json();
        assert_eq!(
            json["perimetre"]["communes"].as_array().map(Vec::len),
            Some(3),
            "{nom}"
        );
        let texte = json.to_string();
        assert!(
            texte.contains(membre) && texte.contains("medecins_generalistes"),
            "{nom}"
        );
    }
    let d = dossier(&[("donnees/LISEZ-MOI.md", "")]);
    fs::write(d.path().join("donnees/notes.parquet"), parquet()).expect("écrit");
    let fichier = "donnees/notes.parquet";
    cpts_dans(
        d.path(),
        &["donnees", "decrire", fichier, "--sortie", "d.toml"],
    )
    .reussie();
    let etat = cpts_dans(
        d.path(),
        &[
            "donnees",
            "etat",
            "--quiet",
            "--detail",
            "--descripteur",
            "d.toml",
        ],
    );
    let dit = etat.reussie().stdout;
    assert!(dit.contains("notes.parquet"), "{dit}");
    assert!(!dit.contains("non reconnu"), "{dit}");
}

/// What cannot be read is told with its remedy, and the other files are used.
#[test]
fn a_file_that_cannot_be_read_stops_no_other() {
    let essai = |nom: &str| {
        let chemin = format!("src/load/table/parquet/essais/{nom}");
        fs::read(crate::outils::racine().join(chemin)).expect(nom)
    };
    let entier = parquet();
    let cas = [
        (
            "tronque",
            entier[..entier.len() / 2].to_vec(),
            "tronqué",
            "téléchargez-le de nouveau",
        ),
        (
            "chiffre",
            b"PARE....PARE".to_vec(),
            "chiffré",
            "sans chiffrement",
        ),
        (
            "brotli",
            essai("pyarrow-brotli.parquet"),
            "Brotli",
            "Snappy, gzip ou zstd",
        ),
        ("liste", essai("pyarrow-liste.parquet"), "imbriquée", ""),
    ];
    for (nom, octets, dit, remede) in cas {
        let d = dossier(&[(
            "bons.csv",
            "code_insee;nom;medecins_generalistes\n48095;Mende;3\n48013;Badaroux;2\n",
        )]);
        fs::write(d.path().join(format!("{nom}.parquet")), octets).expect("écrit");
        let sortie = lance("commune:48095", d.path(), &["--format", "json"]).reussie();
        let donnees = sortie.json()["donnees"].to_string();
        assert!(donnees.contains(dit), "{nom} : {donnees}");
        assert!(donnees.contains(remede), "{nom} : {donnees}");
        let sources = sortie.json()["sources"].to_string();
        assert!(sources.contains("bons.csv"), "{nom} : {sources}");
        assert!(!sortie.stderr.contains("panicked"), "{}", sortie.stderr);
    }
}
