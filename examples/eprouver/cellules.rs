//! The oracle: in the folder of the fictional territory, a cell that nobody can read never changes a published figure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cpts::indicateurs::{Catalogue, calculer};
use cpts::load;
use cpts::load::perimetre::{fichier, liste};
use cpts::load::projet::referentiel;
use cpts::model::{Perimetre, Referentiel, Statut};
use cpts::progress::Progression;

use crate::alea::Alea;
use crate::corpus;

/// What is written in the place of a figure or of a code.
const ILLISIBLES: [&str; 6] = ["#N/A", "deux", "1O4", "??", "12 3", "s"];

/// Published figures by indicator and territory.
type Chiffres = BTreeMap<(String, String), f64>;

/// The folder as it is, and what it gives.
pub struct Verite {
    referentiel: Arc<Referentiel>,
    perimetre: Perimetre,
    catalogue: Catalogue,
    fichiers: Vec<(PathBuf, Vec<u8>)>,
    chiffres: Chiffres,
}

impl Verite {
    /// Reads the folder and computes every indicator of its perimeter and of the territories around.
    #[expect(
        clippy::unwrap_used,
        reason = "the samples are those of the repository"
    )]
    pub fn lire(racine: &Path) -> Self {
        let mut referentiel =
            referentiel::lire_referentiel(&racine.join("referentiel.csv")).unwrap();
        referentiel.fictif = true;
        referentiel.millesime_population = 2023;
        let referentiel = Arc::new(referentiel);
        let lue = fichier::lire(&racine.join("perimetre.csv")).unwrap();
        let demande = liste::lire_liste(&lue, &referentiel).unwrap();
        let perimetre =
            cpts::perimetre::resoudre(&demande.expression(), &referentiel, None).unwrap();
        let mut fichiers: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(racine.join("donnees"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|c| (PathBuf::from(c.file_name().unwrap()), fs::read(&c).unwrap()))
            .collect();
        fichiers.sort();
        let mut verite = Self {
            referentiel,
            perimetre,
            catalogue: Catalogue::embarque().unwrap(),
            fichiers,
            chiffres: Chiffres::new(),
        };
        verite.chiffres = verite.calculer(None).unwrap();
        assert!(verite.chiffres.len() > 300, "trop peu de chiffres");
        verite
    }

    /// Damages one cell, and compares.
    pub fn eprouver(&self, alea: &mut Alea) -> Result<(), String> {
        let Some((rang, abime, dit)) = self.cellule(alea) else {
            return Ok(());
        };
        let chiffres = self.calculer(Some((rang, &abime)))?;
        for (cle, valeur) in chiffres {
            match self.chiffres.get(&cle) {
                Some(vrai) if (vrai - valeur).abs() <= 1e-9 * vrai.abs().max(1.0) => {}
                vrai => {
                    return Err(format!(
                        "{dit} : {} ({}) publie {valeur} au lieu de {vrai:?}",
                        cle.0, cle.1
                    ));
                }
            }
        }
        Ok(())
    }

    /// A file, its damaged text and what was done to it.
    fn cellule(&self, alea: &mut Alea) -> Option<(usize, String, String)> {
        let haut = i64::try_from(self.fichiers.len()).ok()? - 1;
        let rang = usize::try_from(alea.entier(0, haut)).ok()?;
        let (nom, octets) = self.fichiers.get(rang)?;
        let texte = std::str::from_utf8(octets).ok()?;
        let csv = nom.extension()?.eq_ignore_ascii_case("csv");
        let mut lignes: Vec<String> = texte.lines().map(str::to_owned).collect();
        let bas = i64::from(csv);
        let numero =
            usize::try_from(alea.entier(bas, i64::try_from(lignes.len()).ok()? - 1)).ok()?;
        let ligne = lignes.get(numero)?.clone();
        let d = if ligne.contains(';') { ';' } else { ',' };
        let mut cellules: Vec<&str> = ligne.split(d).collect();
        let chiffrees: Vec<usize> = (0..cellules.len())
            .filter(|&i| est_chiffree(cellules[i]))
            .collect();
        let haut = i64::try_from(chiffrees.len()).ok()? - 1;
        if !csv || haut < 0 || ligne.contains('"') {
            return None;
        }
        let colonne = *chiffrees.get(usize::try_from(alea.entier(0, haut)).ok()?)?;
        let junk = ILLISIBLES[usize::try_from(alea.entier(0, 5)).ok()?];
        cellules[colonne] = junk;
        let dit = format!(
            "{}, ligne {}, colonne {}, « {junk} »",
            nom.display(),
            numero + 1,
            colonne + 1
        );
        lignes[numero] = cellules.join(&d.to_string());
        Some((rang, lignes.join("\n"), dit))
    }

    /// Every published figure with one file damaged, or none.
    fn calculer(&self, abime: Option<(usize, &str)>) -> Result<Chiffres, String> {
        let dossier = tempfile::tempdir().map_err(|e| e.to_string())?;
        for (rang, (nom, octets)) in self.fichiers.iter().enumerate() {
            let contenu = match abime {
                Some((r, texte)) if r == rang => texte.as_bytes(),
                _ => octets,
            };
            fs::write(dossier.path().join(nom), contenu).map_err(|e| e.to_string())?;
        }
        let dataset = load::charger(
            dossier.path(),
            Arc::clone(&self.referentiel),
            &corpus::options(),
            &Progression::muette(),
        )
        .map_err(|e| e.to_string())?;
        let mut chiffres = Chiffres::new();
        for indicateur in calculer(&dataset, &self.perimetre, &self.catalogue) {
            if let (Statut::Publie, Some(x)) = (indicateur.statut, indicateur.valeur) {
                chiffres.insert((indicateur.id.clone(), "ici".to_owned()), x);
            }
            for c in &indicateur.comparateurs {
                if let (Statut::Publie, Some(x)) = (c.statut, c.valeur) {
                    let lieu = format!("{:?} {}", c.niveau, c.code);
                    chiffres.insert((indicateur.id.clone(), lieu), x);
                }
            }
        }
        Ok(chiffres)
    }
}

/// A figure or a code, and not a name.
fn est_chiffree(cellule: &str) -> bool {
    let net = cellule.trim();
    net.bytes().any(|o| o.is_ascii_digit()) && !net.contains(' ')
}
