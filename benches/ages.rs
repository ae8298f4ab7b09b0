//! A seeded `DS_RP_TD_POPULATION_AGESEX_PRINC` at the layout of the Melodi exports: single years by sex, never kept.

use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Rows of the cube of 2023, all levels together.
pub const LIGNES: usize = 12_800_000;

/// Writes the file; the same seed gives the same bytes.
///
/// # Errors
/// The file cannot be written.
pub fn ecrire(chemin: &Path, codes: &[&str], lignes: usize) -> io::Result<()> {
    let mut sortie = BufWriter::with_capacity(1 << 20, std::fs::File::create(chemin)?);
    writeln!(
        sortie,
        "\"GEO\";\"GEO_OBJECT\";\"SEX\";\"AGE\";\"RP_MEASURE\";\"OBS_STATUS\";TIME_PERIOD;OBS_VALUE"
    )?;
    let ages = ["_T".to_owned()]
        .into_iter()
        .chain((0..100).map(|a| format!("Y{a}")))
        .chain(["Y_GE100".to_owned()]);
    let ages: Vec<String> = ages.collect();
    let mut etat = 0x2023_0101_u64;
    let mut restent = lignes;
    let autres = (0..).map(|n| (format!("2000{n:05}"), "EPCI"));
    let communes = codes.iter().map(|c| ((*c).to_owned(), "COM"));
    for (geo, objet) in communes.chain(autres) {
        for sexe in ["_T", "F", "M"] {
            for age in &ages {
                if restent == 0 {
                    return sortie.flush();
                }
                restent -= 1;
                etat ^= etat << 13;
                etat ^= etat >> 7;
                etat ^= etat << 17;
                let valeur = etat % 90;
                let decimales = etat % 7 * 13;
                writeln!(
                    sortie,
                    "\"{geo}\";\"{objet}\";\"{sexe}\";\"{age}\";\"POP\";\"A\";2023;{valeur}.{decimales:02}"
                )?;
            }
        }
    }
    sortie.flush()
}
