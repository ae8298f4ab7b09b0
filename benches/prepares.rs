//! The prepared national file: making it, and reports from it; the floor is reading its bytes, or those of the folder.

use std::io::Write;
use std::path::Path;

use super::{mediane, ms, plancher};

/// Measures the making, then each report.
pub fn mesurer(sortie: &mut impl Write, donnees: &Path) {
    let dossier = std::env::temp_dir().join("cpts-mesure-prepare");
    std::fs::create_dir_all(&dossier).expect("dossier");
    let fichier = dossier.join("france.cpts").to_string_lossy().into_owned();
    let source = donnees.to_string_lossy();
    let faire = [
        "donnees",
        "preparer",
        "--donnees",
        &source,
        "--sortie",
        &fichier,
        "--sans-cache",
        "-q",
    ];
    mesure(sortie, "préparer le national", &faire, donnees);
    for (perimetre, format) in [("dep:48", "json"), ("dep:48", "html"), ("reg:93", "html")] {
        let titre = format!("{perimetre}, {format}, fichier préparé");
        let lire = [
            "diagnostic",
            perimetre,
            "--format",
            format,
            "-q",
            "--donnees",
            &fichier,
        ];
        mesure(sortie, &titre, &lire, &dossier);
    }
    let _ = std::fs::remove_dir_all(&dossier);
}

fn mesure(sortie: &mut impl Write, titre: &str, arguments: &[&str], octets: &Path) {
    let (duree, memoire) = mediane(arguments, octets);
    let plancher = plancher(octets);
    let _ = writeln!(
        sortie,
        "{titre:<34} {:>8.1} ms   {memoire:>6} Kio   {:>5.1} × le plancher ({:.1} ms)",
        ms(duree),
        duree.as_secs_f64() / plancher.as_secs_f64().max(1e-9),
        ms(plancher)
    );
}
