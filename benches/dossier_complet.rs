//! A seeded `dossier_complet.csv` of 1 926 columns: those that the descriptor names and others that nobody reads, never kept.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Columns of the edition of 2021.
const COLONNES: usize = 1_926;

/// Names that the descriptor reads, of the year 2021.
fn noms() -> Vec<String> {
    let descripteur = include_str!("../src/load/format/sources/insee_recensement.toml");
    let colonnes = descripteur
        .lines()
        .filter_map(|l| l.strip_prefix("colonne = \"")?.split('"').next());
    let mut noms: Vec<String> = colonnes
        .filter(|n| n.contains("{an}"))
        .map(|n| n.replace("{an}", "21"))
        .collect();
    noms.sort();
    noms.dedup();
    noms
}

/// Writes the file; the same seed gives the same bytes. The columns that are read are spread among the others.
///
/// # Errors
/// The file cannot be written.
pub fn ecrire(chemin: &Path, codes: &[&str]) -> io::Result<()> {
    let mut sortie = BufWriter::with_capacity(1 << 20, std::fs::File::create(chemin)?);
    let lues = noms();
    let pas = COLONNES / lues.len().max(1);
    write!(sortie, "CODGEO")?;
    for rang in 1..COLONNES {
        let nom = lues.get(rang / pas).filter(|_| rang % pas == 0);
        let autre = || format!("Z21_COLONNE{rang}");
        write!(sortie, ";{}", nom.cloned().unwrap_or_else(autre))?;
    }
    writeln!(sortie)?;
    let mut etat = 0x2021_0101_u64;
    for code in codes {
        write!(sortie, "{code}")?;
        for _ in 1..COLONNES {
            etat ^= etat << 13;
            etat ^= etat >> 7;
            etat ^= etat << 17;
            write!(sortie, ";{}.{:06}", etat % 700, etat % 999_983)?;
        }
        writeln!(sortie)?;
    }
    sortie.flush()
}
