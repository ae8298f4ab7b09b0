//! Files that a run has read, which no output may replace.

use std::path::{Path, PathBuf};

use super::donnees::{couches, regles_de_lecture};
use crate::cli::OptionsCommunes;
use crate::load;
use crate::load::perimetre::demande::Demande;
use crate::load::projet::cpts_toml::Projet;
use crate::model::Dataset;
use crate::perimetre::Operande;

/// Files of the perimeter, of the project and of the data folder that the run has read.
pub fn lus(
    argument: &str,
    options: &OptionsCommunes,
    projet: Option<&Projet>,
    demande: &Demande,
    dataset: &Dataset,
) -> Vec<PathBuf> {
    let base = projet.map(|p| p.dossier.clone()).unwrap_or_default();
    let mut lus = vec![PathBuf::from(argument)];
    lus.extend(fichiers_de(demande, &base));
    lus.extend(sources(options, projet, dataset));
    lus
}

/// Files that a perimeter names.
pub fn fichiers_de(demande: &Demande, base: &Path) -> Vec<PathBuf> {
    match demande {
        Demande::Liste(f) | Demande::Carte(f) => vec![f.chemin.clone()],
        Demande::Projet(chemin) => vec![chemin.clone()],
        Demande::Expression(expression) => {
            let operandes = expression.termes.iter().map(|t| &t.operande);
            let nommes = operandes.filter_map(|o| match o {
                Operande::Fichier(nom) => Some(base.join(nom)),
                _ => None,
            });
            nommes.collect()
        }
    }
}

/// Files of the data folder that were recognised; a report written there by an earlier run is not one of them.
pub fn sources(
    options: &OptionsCommunes,
    projet: Option<&Projet>,
    dataset: &Dataset,
) -> Vec<PathBuf> {
    let referentiel = projet.and_then(|p| Some(p.chemin(&p.referentiel.as_ref()?.fichier)));
    let couches = couches(options, projet);
    let couches = load::couches::couches(&couches);
    let noms = dataset.non_utilises.iter().chain(&dataset.illisibles);
    let noms = noms.map(|n| &n.fichier);
    let noms = dataset.sources.iter().map(|s| &s.fichier).chain(noms);
    let place = |nom| couches.iter().find_map(|c| c.place(nom));
    let mut sources: Vec<PathBuf> = noms.filter_map(|nom| place(nom)).collect();
    sources.extend(referentiel);
    sources.extend(regles_de_lecture(options, projet).chemins());
    sources
}
