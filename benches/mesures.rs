//! Measures on the real binary: time, peak memory, and the ratio to a floor (reading the same bytes).
//!
//! `CPTS_DONNEES_REELLES=dossier cargo bench` ; without the variable, only the embedded base is measured.

#![expect(
    clippy::expect_used,
    reason = "a measure that cannot run has nothing to print"
)]

mod ages;
mod dossier_complet;
mod lot;
mod parquet;
mod prepares;
mod rpps;

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const TOURS: usize = 5;

fn main() {
    let mut sortie = std::io::stdout().lock();
    let decodage = chronometre(|| drop(cpts::base::lire()));
    let _ = writeln!(
        sortie,
        "base embarquée, décodage            {:>8.1} ms",
        ms(decodage)
    );
    let vide = std::env::temp_dir();
    for format in ["json", "html"] {
        let arguments = ["diagnostic", "dep:48", "--format", format, "-q"];
        let (duree, memoire) = mediane(&arguments, &vide);
        let rapport = duree.as_secs_f64() / decodage.as_secs_f64().max(1e-9);
        let _ = writeln!(
            sortie,
            "dep:48, base embarquée seule, {format:<4}  {:>8.1} ms   {memoire:>6} Kio   {rapport:>5.1} × le décodage",
            ms(duree)
        );
    }
    croissance(&mut sortie, &vide);
    generes(&mut sortie);
    let Ok(donnees) = std::env::var("CPTS_DONNEES_REELLES") else {
        let _ = writeln!(
            sortie,
            "données réelles : ignoré, CPTS_DONNEES_REELLES n'est pas défini"
        );
        return;
    };
    classeur(&mut sortie, Path::new(&donnees));
    let plancher = plancher(Path::new(&donnees));
    let _ = writeln!(
        sortie,
        "plancher : lire les mêmes octets    {:>8.1} ms   {} octets",
        ms(plancher),
        lire(Path::new(&donnees))
    );
    let rapport = vide.join("cpts-mesure.html");
    let rapport = rapport.to_string_lossy();
    for perimetre in [
        "dep:48",
        "epci:243400017",
        "cpts:\"CPTS du Verdon\"",
        "reg:93",
    ] {
        let (duree, memoire) = mediane(
            &[
                "diagnostic",
                perimetre,
                "-q",
                "--sans-cache",
                "--donnees",
                &donnees,
                "--sortie",
                &rapport,
            ],
            &vide,
        );
        let rapport_plancher = duree.as_secs_f64() / plancher.as_secs_f64().max(1e-9);
        let _ = writeln!(
            sortie,
            "{perimetre:<24} fichiers bruts {:>6.0} ms   {memoire:>6} Kio   {rapport_plancher:>5.1} × le plancher",
            ms(duree)
        );
    }
    let _ = fs::remove_file(rapport.as_ref());
    prepares::mesurer(&mut sortie, Path::new(&donnees));
    lot::mesurer(&mut sortie, Path::new(&donnees));
}

/// National files of millions of rows or cells, generated at their real layout and thrown away.
fn generes(sortie: &mut impl Write) {
    let base = cpts::base::lire().expect("base embarquée");
    let codes: Vec<&str> = base
        .france()
        .map(|id| base.unite(id).code.as_str())
        .collect();
    let ages = "DS_RP_TD_POPULATION_AGESEX_PRINC_2023_data.csv";
    let rpps = "PS_LibreAcces_Personne_activite_202610080000.txt";
    genere(sortie, "RPPS fictif", rpps, &|f| {
        rpps::ecrire(f, &codes, rpps::LIGNES)
    });
    genere(sortie, "âges détaillés fictifs", ages, &|f| {
        ages::ecrire(f, &codes, ages::LIGNES)
    });
    genere(
        sortie,
        "dossier complet fictif",
        "dossier_complet.csv",
        &|f| dossier_complet::ecrire(f, &codes),
    );
    parquet::mesure(sortie, &codes);
}

/// Time and memory of one file alone, and the ratio to reading its bytes.
fn genere(
    sortie: &mut impl Write,
    titre: &str,
    nom: &str,
    ecrit: &dyn Fn(&Path) -> std::io::Result<()>,
) {
    let dossier = std::env::temp_dir().join("cpts-mesure-genere");
    fs::create_dir_all(&dossier).expect("dossier");
    ecrit(&dossier.join(nom)).expect("fichier fictif");
    seul(sortie, titre, &dossier);
    let _ = fs::remove_dir_all(&dossier);
}

fn seul(sortie: &mut impl Write, titre: &str, dossier: &Path) {
    let plancher = plancher(dossier);
    let chemin = dossier.to_string_lossy();
    let arguments = [
        "diagnostic",
        "dep:48",
        "--format",
        "json",
        "-q",
        "--sans-cache",
        "--donnees",
        &chemin,
    ];
    let (duree, memoire) = mediane(&arguments, dossier);
    let _ = writeln!(
        sortie,
        "{titre:<24} {:>11} octets {:>8.1} ms   {memoire:>6} Kio   {:>5.1} × le plancher ({:.0} ms)",
        lire(dossier),
        ms(duree),
        duree.as_secs_f64() / plancher.as_secs_f64().max(1e-9),
        ms(plancher)
    );
}

/// The quickest reading of all the bytes of a folder.
fn plancher(dossier: &Path) -> Duration {
    let lectures = (0..TOURS).map(|_| {
        chronometre(|| {
            let _ = lire(dossier);
        })
    });
    lectures.min().unwrap_or_default()
}

/// The workbook of the DREES, two sheets of 35 000 communes, alone.
fn classeur(sortie: &mut impl Write, donnees: &Path) {
    let nom = "drees_apl_generalistes_2022_2023.xlsx";
    let dossier = std::env::temp_dir().join("cpts-mesure-classeur");
    fs::create_dir_all(&dossier).expect("dossier");
    if fs::copy(donnees.join("apl").join(nom), dossier.join(nom)).is_ok() {
        seul(sortie, "classeur de la DREES", &dossier);
    }
    let _ = fs::remove_dir_all(&dossier);
}

/// How the funding of a perimeter grows with its communes: time, and ratio to the perimeter before.
fn croissance(sortie: &mut impl Write, dossier: &Path) {
    let base = cpts::base::lire().expect("base embarquée");
    let codes: Vec<&str> = base
        .france()
        .map(|id| base.unite(id).code.as_str())
        .collect();
    let mut avant: Option<(usize, f64)> = None;
    for nombre in [1_000, 2_000, 4_000, 9_417] {
        let liste = dossier.join(format!("cpts-mesure-{nombre}.csv"));
        let texte = format!("code\n{}\n", codes[..nombre.min(codes.len())].join("\n"));
        fs::write(&liste, texte).expect("liste de communes");
        let chemin = liste.to_string_lossy();
        let (duree, memoire) =
            mediane(&["financement", &chemin, "--format", "json", "-q"], dossier);
        let rapport = avant.map_or(String::new(), |(n, d)| {
            let communes = nombre as f64 / n as f64;
            format!(
                "{:>6.1} × le temps pour {communes:.1} × les communes",
                ms(duree) / d
            )
        });
        let _ = writeln!(
            sortie,
            "financement, {nombre:>5} communes         {:>8.1} ms   {memoire:>6} Kio {rapport}",
            ms(duree)
        );
        avant = Some((nombre, ms(duree)));
        let _ = fs::remove_file(&liste);
    }
}

fn ms(duree: Duration) -> f64 {
    duree.as_secs_f64() * 1000.0
}

fn chronometre(travail: impl FnOnce()) -> Duration {
    let debut = Instant::now();
    travail();
    debut.elapsed()
}

/// Median time and largest peak memory (KiB, from /proc, 0 elsewhere) of some runs of the binary.
fn mediane(arguments: &[&str], dossier: &Path) -> (Duration, u64) {
    let mut durees = Vec::new();
    let mut memoire = 0;
    for _ in 0..TOURS {
        let debut = Instant::now();
        let mut enfant = Command::new(env!("CARGO_BIN_EXE_cpts"))
            .args(arguments)
            .current_dir(dossier)
            .env_remove("CPTS_DONNEES")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("le binaire se lance");
        let etat = format!("/proc/{}/status", enfant.id());
        let code = loop {
            memoire = memoire.max(pic(&etat));
            if let Some(code) = enfant.try_wait().expect("attente") {
                break code;
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        assert!(code.success(), "{arguments:?} : {code}");
        durees.push(debut.elapsed());
    }
    durees.sort();
    (durees[TOURS / 2], memoire)
}

fn pic(etat: &str) -> u64 {
    let texte = fs::read_to_string(etat).unwrap_or_default();
    let ligne = texte.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    ligne
        .and_then(|l| l.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

/// Bytes read under a folder.
fn lire(dossier: &Path) -> u64 {
    let entrees = fs::read_dir(dossier).expect("dossier de données");
    entrees
        .filter_map(Result::ok)
        .map(|e| e.path())
        .map(|chemin| {
            if chemin.is_dir() {
                lire(&chemin)
            } else {
                octets(&chemin).unwrap_or(0)
            }
        })
        .sum()
}

fn octets(chemin: &Path) -> std::io::Result<u64> {
    let mut fichier = fs::File::open(chemin)?;
    let mut tampon = vec![0; 1 << 20];
    let mut total = 0;
    loop {
        match fichier.read(&mut tampon)? {
            0 => return Ok(total),
            lus => total += lus as u64,
        }
    }
}
