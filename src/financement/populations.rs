//! Every population of a perimeter that the files give, by kind and vintage; a vintage with a hole is left out and said.

use std::collections::BTreeSet;

use super::PopulationRetenue;
use crate::francais::{self, denombre, nombre};
use crate::model::lecture::{Domaine, Groupe, compte};
use crate::model::{Colonne, Dataset, Ensemble, Membre, Perimetre, SourceId, UniteId};

/// Numeric variables that hold a population, and the kind they give.
const VARIABLES: [(&str, &str); 2] = [
    ("population_municipale", "municipale"),
    ("population_totale", "totale"),
];

/// Populations of a perimeter.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PopulationsLues {
    /// By kind, latest vintage first; that of the référentiel comes first of all.
    pub populations: Vec<PopulationRetenue>,
    /// What was left out and why, in French sentences.
    pub notes: Vec<String>,
    /// Files that they come from.
    pub sources: BTreeSet<SourceId>,
}

impl PopulationsLues {
    /// Puts first the population that decides, the latest of its kind; false when there is none of that kind.
    pub fn retenir(&mut self, genre: &str) -> bool {
        let rang = self.populations.iter().position(|p| p.genre == genre);
        if let Some(debut) = rang.and_then(|r| self.populations.get_mut(..=r)) {
            debut.rotate_right(1);
        }
        rang.is_some()
    }
}

/// Reads the populations of a perimeter, each commune for its part.
#[must_use]
pub fn populations(dataset: &Dataset, perimetre: &Perimetre) -> PopulationsLues {
    let mut lues = PopulationsLues::default();
    du_referentiel(dataset, perimetre, &mut lues);
    for (variable, genre) in VARIABLES {
        let millesimes = dataset.colonnes.get(variable);
        for colonne in millesimes.into_iter().flat_map(|m| m.values().rev()) {
            du_fichier(dataset, perimetre, colonne, genre, &mut lues);
        }
    }
    lues
}

fn du_referentiel(dataset: &Dataset, perimetre: &Perimetre, lues: &mut PopulationsLues) {
    let referentiel = &dataset.referentiel;
    let sans: Vec<&str> = perimetre
        .membres
        .iter()
        .map(|m| referentiel.unite(m.unite))
        .filter(|u| u.population.is_none())
        .map(|u| u.nom.as_str())
        .collect();
    if sans.len() == perimetre.membres.len() {
        return;
    }
    if !sans.is_empty() {
        lues.notes.push(format!(
            "Sans population dans {}\u{a0}: {}. La population municipale est donc un minimum.",
            referentiel.nom,
            sans.join(", ")
        ));
    }
    let annees = perimetre.membres.iter().map(|m| m.unite);
    let millesime = referentiel.millesime_commun(annees);
    if millesime != Some(referentiel.millesime_population).filter(|m| *m > 0)
        && !referentiel.note_population.is_empty()
    {
        lues.notes.push(format!("{}.", referentiel.note_population));
    }
    let valeur = perimetre
        .membres
        .iter()
        .map(|m| m.part * referentiel.population(m.unite))
        .sum();
    lues.sources.insert(dataset.source_population);
    lues.populations
        .push(PopulationRetenue::municipale(valeur, millesime));
}

/// Population of each member in a column, for its part; communes that the column reads as one count once, when the
/// perimeter holds them all for the same part.
fn valeurs<'d>(
    dataset: &'d Dataset,
    perimetre: &Perimetre,
    colonne: &Colonne,
) -> Result<Vec<Option<f64>>, Ensemble<'d>> {
    let mut valeurs = Vec::new();
    let mut reunies: BTreeSet<UniteId> = BTreeSet::new();
    for ensemble in dataset.ensembles_parmi(colonne, &|id| perimetre.contient(id)) {
        let pieces = ensemble.pieces(&dataset.referentiel);
        let part = perimetre.part(ensemble.garde);
        let meme = |&id: &UniteId| perimetre.part(id).to_bits() == part.to_bits();
        if !pieces.iter().all(meme) {
            return Err(ensemble);
        }
        if part > 0.0 {
            let lue = if ensemble.certain {
                Groupe::seul(colonne, Domaine::Effectif).compte(ensemble.garde, &pieces)
            } else {
                compte(&dataset.referentiel, colonne, ensemble.garde)
            };
            valeurs.push(lue.fois(part).connu());
            reunies.extend(pieces);
        }
    }
    let seules = perimetre.membres.iter();
    let seules = seules.filter(|m| !reunies.contains(&m.unite));
    let lire = |m: &Membre| compte(&dataset.referentiel, colonne, m.unite).fois(m.part);
    valeurs.extend(seules.map(|m| lire(m).connu()));
    Ok(valeurs)
}

/// Why a population may be that of before a merger.
fn fusions_incertaines(
    dataset: &Dataset,
    perimetre: &Perimetre,
    colonne: &Colonne,
    genre: &str,
) -> Option<String> {
    let membres = perimetre.membres.iter().map(|m| m.unite);
    let cle = |id: &UniteId| (colonne.source, colonne.millesime, *id);
    let incertaine = |id: &UniteId| dataset.fusions_incertaines.contains(&cle(id));
    let incertaines: Vec<UniteId> = membres.filter(incertaine).collect();
    (!incertaines.is_empty()).then(|| {
        format!(
            "Population {genre} {}\u{a0}: une autre commune a rejoint depuis {}, et rien ne dit si le fichier la compte\u{a0}; elle n'est donc pas lue.",
            annee_dite(colonne),
            dataset.referentiel.noms_et_codes(&incertaines)
        )
    })
}

fn annee_dite(colonne: &Colonne) -> String {
    let annee = colonne.millesime;
    annee.map_or("non datée".to_owned(), |m| m.to_string())
}

/// Why a population is not that of the perimeter.
fn non_separees(
    dataset: &Dataset,
    colonne: &Colonne,
    genre: &str,
    ensemble: Ensemble<'_>,
) -> String {
    let date = ensemble.separation.date;
    format!(
        "Population {genre} {}\u{a0}: {} n'y font qu'une, étant séparées depuis le {}\u{a0}; ce n'est pas le territoire du périmètre, elle n'est donc pas lue.",
        annee_dite(colonne),
        dataset
            .referentiel
            .noms_et_codes(&ensemble.pieces(&dataset.referentiel)),
        francais::date(&date.to_string())
    )
}

fn du_fichier(
    dataset: &Dataset,
    perimetre: &Perimetre,
    colonne: &Colonne,
    genre: &str,
    lues: &mut PopulationsLues,
) {
    if let Some(note) = fusions_incertaines(dataset, perimetre, colonne, genre) {
        lues.notes.push(note);
        return;
    }
    let valeurs = match valeurs(dataset, perimetre, colonne) {
        Ok(valeurs) => valeurs,
        Err(ensemble) => {
            lues.notes
                .push(non_separees(dataset, colonne, genre, ensemble));
            return;
        }
    };
    let connues = valeurs.iter().flatten().count();
    if connues == 0 {
        return;
    }
    let annee = annee_dite(colonne);
    if connues < valeurs.len() {
        lues.notes.push(format!(
            "Population {genre} {annee}\u{a0}: {} du périmètre sans valeur dans le fichier, elle n'est donc pas lue.",
            denombre(valeurs.len() - connues, "commune", "communes")
        ));
        return;
    }
    let valeur: f64 = valeurs.iter().flatten().sum();
    let meme = |p: &&PopulationRetenue| p.genre == genre && p.millesime == colonne.millesime;
    if let Some(deja) = lues.populations.iter().find(meme) {
        if (deja.valeur - valeur).abs() >= 0.5 {
            lues.notes.push(format!(
                "Population {genre} {annee}\u{a0}: {} habitants dans {}, {} dans le fichier du dossier de données\u{a0}; la première est retenue.",
                nombre(deja.valeur, 0),
                dataset.referentiel.nom,
                nombre(valeur, 0)
            ));
        }
        return;
    }
    lues.sources.insert(colonne.source);
    lues.populations.push(PopulationRetenue {
        valeur,
        genre: genre.to_owned(),
        millesime: colonne.millesime,
        motif: None,
    });
}

#[cfg(test)]
mod tests;
