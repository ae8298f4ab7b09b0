//! Measures of `cpts proposer`: groups, those within their bounds, pieces, mean distance, EPCI that are cut, time; and what peers give.
//!
//! `CPTS_DONNEES_REELLES=dossier cargo bench --bench decoupage`; without the variable, on the embedded base alone.

#![expect(
    clippy::expect_used,
    reason = "a measure that cannot run has nothing to print"
)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

const TOURS: usize = 3;

/// What is cut up, with what the Python peers gave on the same data (spopt, floor 40 000, ceiling 175 000).
const MESURES: [(&str, &[&str], &str); 6] = [
    (
        "dep:84",
        &["--groupes", "11"],
        "MaxP : 11 groupes dont 1 en deux morceaux, 6,15 km, 9,0 s ; SKATER : 4 faisables sur 9, 9,8 s",
    ),
    (
        "reg:93",
        &["--groupes", "65", "--villes-entieres"],
        "MaxP : 68 groupes dont 65 faisables, 4,49 km, 12,1 s (ici, 65 et les 3 villes au-dessus du plafond)",
    ),
    ("reg:93", &[], ""),
    ("reg:94", &[], ""),
    ("dep:974", &[], ""),
    ("reg:11", &[], ""),
];

fn main() {
    let mut sortie = std::io::stdout().lock();
    let donnees = std::env::var("CPTS_DONNEES_REELLES").ok();
    let prepare = donnees.map(|d| preparer(Path::new(&d)));
    let _ = writeln!(
        sortie,
        "{:<8} {:>7} {:>10} {:>9} {:>9} {:>12} {:>9}",
        "", "groupes", "faisables", "morceaux", "km moyen", "EPCI coupés", "temps"
    );
    for profil in ["compromis", "proximite"] {
        let _ = writeln!(sortie, "profil {profil}");
        for (territoire, options, pairs) in MESURES {
            let mut arguments = vec![
                "proposer",
                territoire,
                "--depuis-zero",
                "--format",
                "json",
                "-q",
            ];
            arguments.extend([
                "--propositions",
                "1",
                "--profil",
                profil,
                "--population-min",
                "40000",
                "--population-max",
                "175000",
            ]);
            arguments.extend(options);
            if let Some(prepare) = &prepare {
                arguments.extend(["--donnees", prepare.to_str().expect("chemin")]);
            }
            mesurer(&mut sortie, territoire, &arguments, pairs);
        }
    }
    prepare.iter().for_each(|p| drop(std::fs::remove_file(p)));
}

/// The real data in one file, as a desk would make it.
fn preparer(donnees: &Path) -> PathBuf {
    let fichier = std::env::temp_dir().join("cpts-mesure-decoupage.cpts");
    let arguments = [
        "donnees",
        "preparer",
        "-q",
        "--donnees",
        donnees.to_str().expect("chemin"),
    ];
    let mut commande = Command::new(env!("CARGO_BIN_EXE_cpts"));
    commande
        .args(arguments)
        .arg("--sortie")
        .arg(&fichier)
        .stdout(Stdio::null());
    assert!(
        commande.status().expect("le binaire se lance").success(),
        "préparation"
    );
    fichier
}

fn mesurer(sortie: &mut impl Write, territoire: &str, arguments: &[&str], pairs: &str) {
    let mut durees: Vec<(Duration, Vec<u8>)> = (0..TOURS).map(|_| lancer(arguments)).collect();
    durees.sort();
    let (duree, json) = durees.swap_remove(TOURS / 2);
    let Ok(json) = serde_json::from_slice::<Value>(&json) else {
        let _ = writeln!(
            sortie,
            "{territoire:<8} pas trouvé, {:.2} s",
            duree.as_secs_f64()
        );
        return;
    };
    let p = &json["propositions"][0];
    let groupes = p["groupes"].as_array().expect("groupes");
    let bornes = 40_000.0..=175_000.0;
    let tient = |g: &&Value| {
        // A commune above the ceiling can only be a group by itself.
        g["genre"] == "hors_plafond"
            || bornes.contains(&g["population"].as_f64().unwrap_or_default())
    };
    let morceaux = groupes.iter().filter_map(|g| g["morceaux"].as_u64()).max();
    let _ = writeln!(
        sortie,
        "{territoire:<8} {:>7} {:>10} {:>9} {:>9.2} {:>12} {:>7.2} s",
        groupes.len(),
        groupes.iter().filter(tient).count(),
        morceaux.unwrap_or_default(),
        p["distance_moyenne_km"].as_f64().unwrap_or_default(),
        p["epci_coupes"].as_array().map_or(0, Vec::len),
        duree.as_secs_f64(),
    );
    if !pairs.is_empty() {
        let _ = writeln!(sortie, "         {pairs}");
    }
}

/// Time of a run and what it writes; nothing when it found nothing.
fn lancer(arguments: &[&str]) -> (Duration, Vec<u8>) {
    let debut = Instant::now();
    let lance = Command::new(env!("CARGO_BIN_EXE_cpts"))
        .args(arguments)
        .env_remove("CPTS_DONNEES")
        .output()
        .expect("le binaire se lance");
    (debut.elapsed(), lance.stdout)
}
