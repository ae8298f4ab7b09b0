//! Feeds every reader with damaged copies of the samples, for a bounded time: no panic, no endless reading; and what nobody can
//! read (a cell of a text or of a workbook, a property or a coordinate, a value of the project, bytes of a container) never
//! changes a published figure, nor a perimeter.
//!
//! `cargo run --features outils --example eprouver -- [--secondes 60] [--graine 1] [--seul NOM]`; the seed of a fault is printed with the file,
//! which is kept beside. A seeded generator stands for a fuzzer, which would need a nightly compiler.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool of the repository, which says what it did"
)]

#[path = "../fabriquer_echantillons/alea.rs"]
#[expect(dead_code, reason = "shared with the maker of the samples")]
mod alea;
mod cibles;
mod classeurs;
mod corpus;
#[path = "../../tests/de_csv.rs"]
mod de_csv;
mod degats;
mod entites;
mod listes;
mod mutation;
mod oracles;
mod verite;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use alea::Alea;
use cibles::Cible;
use oracles::Oracles;

/// Longest time one damaged file may take, in a build without optimisation.
const LENT: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let mut secondes = 60;
    let mut graine = 1;
    let mut seul = String::new();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for paire in arguments.chunks(2) {
        match paire {
            [nom, valeur] if nom == "--secondes" => secondes = valeur.parse().unwrap_or(secondes),
            [nom, valeur] if nom == "--graine" => graine = valeur.parse().unwrap_or(graine),
            [nom, valeur] if nom == "--seul" => seul.clone_from(valeur),
            _ => {
                eprintln!("attendu : --secondes N --graine N --seul NOM");
                return ExitCode::from(2);
            }
        }
    }
    let racine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fautes = eprouver(racine, Duration::from_secs(secondes), graine, &seul);
    for faute in &fautes {
        eprintln!("FAUTE {faute}");
    }
    ExitCode::from(u8::from(!fautes.is_empty()))
}

/// Turns over the targets, or over one of them, until the time is out; what went wrong, with the seed that shows it again.
fn eprouver(racine: &Path, temps: Duration, graine: u64, seul: &str) -> Vec<String> {
    let corpus = corpus::lire(&racine.join("data-samples"));
    let oracles = Oracles::lire(&racine.join("data-samples"));
    let noms: Vec<&str> = Cible::TOUTES
        .iter()
        .map(Cible::nom)
        .chain(Oracles::noms())
        .collect();
    let debut = Instant::now();
    let mut essais = vec![0_u64; noms.len()];
    let mut fautes = Vec::new();
    for tour in graine.. {
        let rang = usize::try_from(tour).unwrap_or(0) % essais.len();
        let nom = noms[rang];
        if !seul.is_empty() && nom != seul && noms.contains(&seul) {
            continue;
        }
        let mut alea = Alea::new(tour, nom);
        let resultat = match Cible::TOUTES.get(rang) {
            Some(cible) => {
                let octets = mutation::abimer(&mut alea, &corpus, cible.extensions());
                garde(|| cible.lire(&octets), &octets, tour)
            }
            None => {
                let oracle = rang - Cible::TOUTES.len();
                garde(|| oracles.eprouver(oracle, &mut alea), &[], tour)
            }
        };
        essais[rang] += 1;
        if let Err(faute) = resultat {
            fautes.push(format!("{nom}, graine {tour} : {faute}"));
        }
        if debut.elapsed() >= temps || fautes.len() >= 10 {
            break;
        }
    }
    for (nom, n) in noms.into_iter().zip(essais) {
        println!("{nom} : {n} essais");
    }
    fautes
}

/// Runs one trial: a panic or a slowness is a fault, and the file that makes it is kept.
fn garde(
    essai: impl FnOnce() -> Result<(), String>,
    octets: &[u8],
    graine: u64,
) -> Result<(), String> {
    let debut = Instant::now();
    let resultat = catch_unwind(AssertUnwindSafe(essai)).unwrap_or_else(|e| {
        let dit = e.downcast_ref::<String>().cloned();
        Err(format!("panique {}", dit.unwrap_or_default()))
    });
    let duree = debut.elapsed();
    let resultat = match resultat {
        Ok(()) if duree > LENT => Err(format!("lecture de {duree:?}")),
        autre => autre,
    };
    if resultat.is_err() && !octets.is_empty() {
        let garde = std::env::temp_dir().join(format!("eprouver-{graine}"));
        let _ = std::fs::write(garde, octets);
    }
    resultat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_finds_nothing() {
        let racine = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fautes = eprouver(racine, Duration::from_secs(5), 1, "");
        assert!(fautes.is_empty(), "{}", fautes.join("\n"));
    }
}
