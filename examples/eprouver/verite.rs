//! The oracle: in a project of the samples, what nobody can read never changes a published figure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cpts::indicateurs::{Catalogue, calculer};
use cpts::load::perimetre::{fichier, liste};
use cpts::load::projet::cpts_toml::{self, Projet};
use cpts::load::projet::referentiel;
use cpts::load::{self, Descripteur, Options};
use cpts::model::{Perimetre, Referentiel, Statut};
use cpts::progress::Progression;

use crate::corpus;

/// The project file, among the files that can be damaged.
pub const PROJET: &str = "cpts.toml";

/// A published figure, and the files that gave it.
type Chiffre = (f64, BTreeSet<String>);
/// Published figures by indicator and territory.
type Chiffres = BTreeMap<(String, String), Chiffre>;

/// One damaged file.
pub struct Degat {
    /// Rank of the file.
    pub rang: usize,
    /// Name under which it is written, when it is not its own.
    pub nom: Option<PathBuf>,
    /// What it holds now.
    pub octets: Vec<u8>,
    /// What was done, for a reader.
    pub dit: String,
    /// Whether the whole file may become unreadable, its figures then coming from another one.
    pub entier: bool,
}

/// A project as it is, and what it gives.
pub struct Verite {
    nom: String,
    racine: PathBuf,
    referentiel: Arc<Referentiel>,
    perimetre: Perimetre,
    catalogue: Catalogue,
    descripteurs: Vec<Descripteur>,
    /// The files of the data folder, by name, then the project file.
    pub fichiers: Vec<(PathBuf, Vec<u8>)>,
    chiffres: Chiffres,
}

impl Verite {
    /// Reads a project but for some of its files, and computes every indicator of its perimeter and of the territories around.
    #[expect(
        clippy::unwrap_used,
        reason = "the samples are those of the repository"
    )]
    pub fn lire(racine: &Path, sans: &[&str]) -> Self {
        let projet = cpts_toml::lire_projet(&racine.join(PROJET)).unwrap();
        let section = projet.referentiel.as_ref().unwrap();
        let mut referentiel =
            referentiel::lire_referentiel(&projet.chemin(&section.fichier)).unwrap();
        referentiel.fictif = true;
        referentiel.millesime_population = 2023;
        let referentiel = Arc::new(referentiel);
        let lue = fichier::lire(&racine.join(&projet.cpts.perimetre)).unwrap();
        let demande = liste::lire_liste(&lue, &referentiel).unwrap();
        let perimetre =
            cpts::perimetre::resoudre(&demande.expression(), &referentiel, None).unwrap();
        let mut catalogue = Catalogue::embarque().unwrap();
        for nom in projet.regles.catalogue.liste() {
            let texte = fs::read_to_string(racine.join(nom)).unwrap();
            catalogue.avec(&texte, nom).unwrap();
        }
        let descripteurs = projet.regles.descripteurs.liste().iter().map(|nom| {
            let texte = fs::read_to_string(racine.join(nom)).unwrap();
            Descripteur::lire(&texte, nom).unwrap()
        });
        let descripteurs = descripteurs.collect();
        let mut fichiers: Vec<(PathBuf, Vec<u8>)> = fs::read_dir(racine.join("donnees"))
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|c| (PathBuf::from(c.file_name().unwrap()), fs::read(&c).unwrap()))
            .filter(|(nom, _)| !sans.iter().any(|s| nom.as_os_str() == *s))
            .collect();
        fichiers.sort();
        fichiers.push((PROJET.into(), fs::read(racine.join(PROJET)).unwrap()));
        let mut verite = Self {
            nom: racine.file_name().unwrap().to_string_lossy().into_owned(),
            racine: racine.to_owned(),
            referentiel,
            perimetre,
            catalogue,
            descripteurs,
            fichiers,
            chiffres: Chiffres::new(),
        };
        verite.chiffres = verite.calculer(None).unwrap();
        assert!(verite.chiffres.len() > 20, "trop peu de chiffres");
        verite
    }

    /// Compares what a damaged file gives with what the project gives: a refusal is no fault.
    pub fn comparer(&self, degat: &Degat) -> Result<(), String> {
        let Ok(chiffres) = self.calculer(Some(degat)) else {
            return Ok(());
        };
        let nom = degat
            .nom
            .as_ref()
            .or(self.fichiers.get(degat.rang).map(|(n, _)| n));
        let nom = nom
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        for (cle, (valeur, sources)) in chiffres {
            let ailleurs = degat.entier && !sources.iter().any(|s| s.contains(&nom));
            match self.chiffres.get(&cle) {
                Some((vrai, _)) if (vrai - valeur).abs() <= 1e-9 * vrai.abs().max(1.0) => {}
                _ if ailleurs => {}
                vrai => {
                    let vrai = vrai.map(|(x, _)| x);
                    return Err(format!(
                        "{}/{} : {} ({}) publie {valeur} au lieu de {vrai:?}",
                        self.nom, degat.dit, cle.0, cle.1
                    ));
                }
            }
        }
        Ok(())
    }

    /// Every published figure with one file damaged, or none.
    fn calculer(&self, abime: Option<&Degat>) -> Result<Chiffres, String> {
        let dossier = tempfile::tempdir().map_err(|e| e.to_string())?;
        let mut texte_projet = Vec::new();
        for (rang, (nom, octets)) in self.fichiers.iter().enumerate() {
            let degat = abime.filter(|d| d.rang == rang);
            let contenu = degat.map_or(octets, |d| &d.octets);
            if nom.as_os_str() == PROJET {
                texte_projet.clone_from(contenu);
                continue;
            }
            let nom = degat.and_then(|d| d.nom.as_ref()).unwrap_or(nom);
            fs::write(dossier.path().join(nom), contenu).map_err(|e| e.to_string())?;
        }
        let texte = String::from_utf8(texte_projet).map_err(|e| e.to_string())?;
        let mut projet: Projet =
            cpts_toml::analyser_projet(PROJET, &texte).map_err(|e| e.to_string())?;
        projet.dossier.clone_from(&self.racine);
        let options = Options {
            fichiers: projet.fichiers,
            descripteurs: self.descripteurs.clone(),
            ..corpus::options()
        };
        let dataset = load::charger(
            dossier.path(),
            Arc::clone(&self.referentiel),
            &options,
            &Progression::muette(),
        )
        .map_err(|e| e.to_string())?;
        let fichiers_de = |ids: &[String]| -> BTreeSet<String> {
            let siennes = dataset.sources.iter().filter(|s| ids.contains(&s.id));
            siennes.map(|s| s.fichier.clone()).collect()
        };
        let mut chiffres = Chiffres::new();
        for indicateur in calculer(&dataset, &self.perimetre, &self.catalogue) {
            let sources = fichiers_de(&indicateur.sources);
            if let (Statut::Publie, Some(x)) = (indicateur.statut, indicateur.valeur) {
                chiffres.insert(
                    (indicateur.id.clone(), "ici".to_owned()),
                    (x, sources.clone()),
                );
            }
            for c in &indicateur.comparateurs {
                if let (Statut::Publie, Some(x)) = (c.statut, c.valeur) {
                    let lieu = format!("{:?} {}", c.niveau, c.code);
                    chiffres.insert((indicateur.id.clone(), lieu), (x, sources.clone()));
                }
            }
        }
        Ok(chiffres)
    }
}
