//! The rules of a run: those of the program, completed or replaced by the files of the user, of the project first.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::baremes::Bareme;
use crate::check::{Plages, Severites};
use crate::indicateurs::{Catalogue, FichiersOfficiels};
use crate::load::format::noms::Noms;
use crate::load::perimetre::demande;
use crate::load::perimetre::demande::Demande;
use crate::load::projet::cpts_toml::{self, Projet};
use crate::load::source::texte_liste;
use crate::load::{Descripteur, Seuils, empreinte};
use crate::model::Source;
use crate::rapport::plan::{self, Plan};

/// A file of rules: its path, and its name as the user wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// Path.
    pub chemin: PathBuf,
    /// Name shown: relative to the project, or as on the command line.
    pub nom: String,
}

/// Files of the user's own rules; in each list, the later wins.
#[derive(Debug, Clone, Default)]
pub struct Fichiers {
    /// Descriptors of formats.
    pub descripteurs: Vec<Fichier>,
    /// Catalogues of indicators.
    pub catalogue: Vec<Fichier>,
    /// Scales of the agreement.
    pub bareme: Vec<Fichier>,
    /// Local contract.
    pub contrat: Vec<Fichier>,
    /// Plans of the report.
    pub plan: Vec<Fichier>,
    /// Plausible ranges.
    pub plages: Vec<Fichier>,
    /// Severities of the findings.
    pub severites: Vec<Fichier>,
    /// Thresholds of the figures that no commune can have.
    pub vraisemblance: Vec<Fichier>,
    /// What the variables are, and the official files that give them.
    pub fichiers_officiels: Vec<Fichier>,
    /// Bridges between communes that do not touch.
    pub passages: Vec<Fichier>,
    /// Words for the stages of the CPTS.
    pub stades: Vec<Fichier>,
}

/// Those of the command line.
#[must_use]
pub fn nommes(chemins: &[PathBuf]) -> Vec<Fichier> {
    let fichier = |chemin: &PathBuf| Fichier {
        chemin: chemin.clone(),
        nom: chemin.to_string_lossy().into_owned(),
    };
    chemins.iter().map(fichier).collect()
}

impl Fichiers {
    /// Those of a project.
    #[must_use]
    pub fn du_projet(projet: &Projet) -> Self {
        let fichier = |nom: &str| Fichier {
            chemin: projet.chemin(Path::new(nom)),
            nom: nom.to_owned(),
        };
        let plusieurs = |noms: &Noms| noms.liste().iter().map(|n| fichier(n)).collect();
        let seul = |chemin: &Option<PathBuf>| {
            let nom = chemin.as_ref().map(|c| c.to_string_lossy().into_owned());
            nom.iter().map(|n| fichier(n)).collect()
        };
        let r = &projet.regles;
        Self {
            descripteurs: plusieurs(&r.descripteurs),
            catalogue: plusieurs(&r.catalogue),
            bareme: plusieurs(&r.bareme),
            contrat: seul(&r.contrat),
            plan: seul(&r.plan),
            plages: plusieurs(&r.plages),
            severites: plusieurs(&r.severites),
            vraisemblance: plusieurs(&r.vraisemblance),
            fichiers_officiels: plusieurs(&r.fichiers_officiels),
            passages: plusieurs(&r.passages),
            stades: plusieurs(&r.stades),
        }
    }

    /// Those of the project that a perimeter argument names; none when it names something else.
    ///
    /// # Errors
    /// Argument that is neither a file nor an expression, project that cannot be read.
    pub fn de(argument: &str) -> Result<Self> {
        match demande::lire_demande(argument, Path::new("")) {
            Ok(Demande::Projet(chemin)) => Ok(Self::du_projet(&cpts_toml::lire_projet(&chemin)?)),
            // What is wrong with the argument is told when the perimeter is read.
            _ => Ok(Self::default()),
        }
    }

    /// Those of a project file, none without one.
    ///
    /// # Errors
    /// Project that cannot be read.
    pub fn du_chemin(chemin: Option<&Path>) -> Result<Self> {
        let projet = chemin.map(cpts_toml::lire_projet).transpose()?;
        Ok(projet.as_ref().map(Self::du_projet).unwrap_or_default())
    }

    /// All of them, with what they are.
    fn avec_leur_nature(&self) -> Vec<(&'static str, &'static str, &Fichier)> {
        [
            ("descripteur", "Descripteur de format", &self.descripteurs),
            ("catalogue", "Catalogue d'indicateurs", &self.catalogue),
            ("bareme", "Barème", &self.bareme),
            ("contrat", "Contrat local", &self.contrat),
            ("plan", "Plan du rapport", &self.plan),
            ("plages", "Plages plausibles", &self.plages),
            ("severites", "Gravités des constats", &self.severites),
            (
                "vraisemblance",
                "Seuils de vraisemblance",
                &self.vraisemblance,
            ),
            (
                "fichiers_officiels",
                "Fichiers officiels",
                &self.fichiers_officiels,
            ),
            ("passages", "Ponts entre communes", &self.passages),
            ("stades", "Mots des stades", &self.stades),
        ]
        .into_iter()
        .flat_map(|(id, libelle, fichiers)| fichiers.iter().map(move |f| (id, libelle, f)))
        .collect()
    }

    /// Whether the rules are those of the program alone.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        self.avec_leur_nature().is_empty()
    }

    /// Their paths: never to be overwritten.
    #[must_use]
    pub fn chemins(&self) -> Vec<PathBuf> {
        let tous = self.avec_leur_nature();
        tous.into_iter().map(|(.., f)| f.chemin.clone()).collect()
    }

    /// Their birth certificates, for the provenance of the report.
    ///
    /// # Errors
    /// A file that can no longer be read.
    pub fn sources(&self) -> Result<Vec<Source>> {
        let mut sources: Vec<Source> = Vec::new();
        for (genre, libelle, f) in self.avec_leur_nature() {
            let pareils = sources.iter().filter(|s| s.libelle.starts_with(libelle));
            let numero = pareils.count() + 1;
            sources.push(Source {
                id: match numero {
                    1 => format!("regle_{genre}"),
                    n => format!("regle_{genre}_{n}"),
                },
                libelle: format!("{libelle} de l'utilisateur"),
                fichier: f.nom.clone(),
                sha256: empreinte(&f.chemin)?,
                producteur: "utilisateur".to_owned(),
                millesime: "non daté".to_owned(),
                cog: None,
                licence: "non précisée".to_owned(),
                url: None,
            });
        }
        Ok(sources)
    }

    /// The descriptors, read.
    ///
    /// # Errors
    /// File that cannot be read or is not a descriptor.
    pub fn lire_descripteurs(&self) -> Result<Vec<Descripteur>> {
        let lu = |f: &Fichier| Ok(Descripteur::lire(&lire(&f.chemin)?, &f.affiche())?);
        self.descripteurs.iter().map(lu).collect()
    }

    /// The catalogue of the program with those of the user.
    ///
    /// # Errors
    /// File that cannot be read or is not a catalogue.
    pub fn lire_catalogue(&self) -> Result<Catalogue> {
        let mut catalogue = Catalogue::embarque()?;
        for f in &self.catalogue {
            catalogue.avec(&lire(&f.chemin)?, &f.affiche())?;
        }
        catalogue.avec_fichiers_officiels(self.lire_fichiers_officiels()?);
        Ok(catalogue)
    }

    /// What the variables are and the files that give them: those of the program after those of the user.
    ///
    /// # Errors
    /// File that cannot be read or is not a list of official files.
    pub fn lire_fichiers_officiels(&self) -> Result<FichiersOfficiels> {
        let mut officiels = FichiersOfficiels::embarques()?.clone();
        for f in &self.fichiers_officiels {
            officiels.avec(&lire(&f.chemin)?, &f.affiche())?;
        }
        Ok(officiels)
    }

    /// The scale of the program with those of the user.
    ///
    /// # Errors
    /// File that cannot be read or is not a scale.
    pub fn lire_bareme(&self) -> Result<Bareme> {
        let avec =
            |bareme: Bareme, f: &Fichier| Ok(bareme.avec_fichier(&lire(&f.chemin)?, &f.affiche())?);
        self.bareme.iter().try_fold(Bareme::embarque()?, avec)
    }

    /// The plausible ranges of the program with those of the user.
    ///
    /// # Errors
    /// File that cannot be read or holds no range.
    pub fn lire_plages(&self) -> Result<Plages> {
        let avec = |plages: Plages, f: &Fichier| Ok(plages.avec(&lire(&f.chemin)?, &f.affiche())?);
        self.plages.iter().try_fold(Plages::embarquees()?, avec)
    }

    /// The severities that the user gives to findings.
    ///
    /// # Errors
    /// File that cannot be read or names no rule.
    pub fn lire_severites(&self) -> Result<Severites> {
        let avec = |s: Severites, f: &Fichier| Ok(s.avec(&lire(&f.chemin)?, &f.affiche())?);
        self.severites.iter().try_fold(Severites::default(), avec)
    }

    /// The thresholds of plausibility of the program with those of the user.
    ///
    /// # Errors
    /// File that cannot be read or holds no threshold.
    pub fn lire_vraisemblance(&self) -> Result<Seuils> {
        let avec = |seuils: Seuils, f: &Fichier| Ok(seuils.avec(&lire(&f.chemin)?, &f.affiche())?);
        self.vraisemblance
            .iter()
            .try_fold(Seuils::embarques()?, avec)
    }

    /// The plan of the program with those of the user.
    ///
    /// # Errors
    /// File that cannot be read or is not a plan.
    pub fn lire_plan(&self) -> Result<Plan> {
        let avec = |plan: Plan, f: &Fichier| Ok(plan.avec(&lire(&f.chemin)?, &f.affiche())?);
        self.plan.iter().try_fold(plan::plan()?, avec)
    }
}

impl Fichier {
    /// The path, as errors name it.
    pub(super) fn affiche(&self) -> String {
        self.chemin.to_string_lossy().into_owned()
    }
}

/// A TOML or CSV text of the user.
///
/// # Errors
/// Not an ordinary file, too large, or not text.
pub fn lire(fichier: &Path) -> Result<String> {
    Ok(texte_liste::texte(fichier)?)
}
