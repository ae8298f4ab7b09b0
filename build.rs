//! Lists the scales of `src/baremes/aci/*.toml`, so that a new scale is one new file and no code.

use std::error::Error;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

const DOSSIER: &str = "src/baremes/aci";

fn main() -> Result<(), Box<dyn Error>> {
    writeln!(
        std::io::stdout(),
        "cargo::rerun-if-changed={DOSSIER}\ncargo::rerun-if-changed=build.rs"
    )?;
    let sortie = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&sortie).join("baremes_aci.rs"), liste()?)?;
    Ok(())
}

/// Rust source of the array of (name, text), sorted by name.
fn liste() -> Result<String, Box<dyn Error>> {
    let mut noms = Vec::new();
    for entree in std::fs::read_dir(DOSSIER)? {
        let nom = entree?.file_name().to_string_lossy().into_owned();
        if nom.ends_with(".toml") {
            noms.push(nom);
        }
    }
    noms.sort();
    let mut texte = String::from("&[\n");
    for nom in noms {
        writeln!(
            texte,
            "(\"aci/{nom}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{DOSSIER}/{nom}\"))),"
        )?;
    }
    texte.push_str("]\n");
    Ok(texte)
}
