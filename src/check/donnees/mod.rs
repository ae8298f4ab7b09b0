//! Rules on the data folder as a whole, one per file, whatever the perimeter: `cpts donnees verifier`.

mod age_fichiers;
mod copies;
mod departements;
mod flux_termines;
mod non_comparables;
mod totaux;

use std::cmp::Reverse;

use super::contexte::Contexte;
use super::plages::Plages;
use super::{ages, doublons, fichiers_partiels, masquees, millesimes, poids_apl};
use crate::model::{
    Constat, Dataset, DateCivile, ErreurDonnees, GenrePerimetre, Membre, Perimetre,
};
use crate::tri::Tri;

/// A data folder at a date.
pub(super) struct Dossier<'a> {
    /// The data, seen from the whole reference territory.
    pub(super) contexte: Contexte<'a>,
    /// Day of the check; the age of the files is not told without it.
    pub(super) date: Option<DateCivile>,
}

/// A rule that reads its thresholds in a file of the program.
type RegleEnFichier = fn(&Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees>;

/// Every finding on a data folder, the most serious first: those of the loading, then those of the rules on the whole
/// reference territory.
///
/// # Errors
/// A rule file of the program is wrong (its tests prove that none is).
pub fn donnees(
    dataset: &Dataset,
    date: Option<DateCivile>,
    plages: &Plages,
) -> Result<Vec<Constat>, ErreurDonnees> {
    let tout = tout_le_territoire(dataset);
    let dossier = Dossier {
        contexte: Contexte::new(dataset, &tout),
        date,
    };
    let c = &dossier.contexte;
    let regles: [fn(&Contexte<'_>) -> Vec<Constat>; 5] = [
        ages::verifier,
        doublons::verifier,
        fichiers_partiels::verifier,
        masquees::verifier,
        millesimes::verifier,
    ];
    let en_fichier: [RegleEnFichier; 5] = [
        totaux::verifier,
        departements::verifier,
        non_comparables::verifier,
        flux_termines::verifier,
        age_fichiers::verifier,
    ];
    let mut constats = dataset.constats.clone();
    constats.extend(regles.iter().flat_map(|regle| regle(c)));
    constats.extend(plages.verifier(c));
    constats.extend(copies::verifier(&dossier));
    constats.extend(poids_apl::verifier(c)?);
    for regle in en_fichier {
        constats.extend(regle(&dossier)?);
    }
    constats.trie_par(|a, b| cle(a).cmp(&cle(b)));
    constats.dedup();
    Ok(constats)
}

fn cle(
    c: &Constat,
) -> (
    Reverse<crate::model::Severite>,
    &crate::model::IdConstat,
    &str,
) {
    (Reverse(c.severite), &c.id, &c.texte)
}

/// A perimeter that holds every commune of the reference.
fn tout_le_territoire(dataset: &Dataset) -> Perimetre {
    let membre = |unite| Membre { unite, part: 1.0 };
    Perimetre {
        nom: dataset.referentiel.nom.clone(),
        expression: String::new(),
        genre: GenrePerimetre::Region,
        membres: dataset.referentiel.france().map(membre).collect(),
        constats: Vec::new(),
        cpts: None,
    }
}

/// Whether a source is of a format: `insee_age`, or `insee_age_2` for a second file; a final `*` takes every end.
pub(super) fn est_du_format(source: &str, format: &str) -> bool {
    let numero = source.rsplit_once('_');
    let base = numero
        .filter(|(_, n)| !n.is_empty() && n.bytes().all(|o| o.is_ascii_digit()))
        .map_or(source, |(base, _)| base);
    match format.strip_suffix('*') {
        Some(debut) => source.starts_with(debut),
        None => source == format || base == format,
    }
}

#[cfg(test)]
mod tests;
