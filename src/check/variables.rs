//! Variables that the user describes and that nothing reads: mistyped, or waiting for their indicator.

use std::collections::BTreeSet;

use crate::francais::{denombre, pluriel};
use crate::model::{Constat, Dataset, RegleConstat, SectionId, Severite, Source, SourceId};
use crate::texte_toml::plus_proche;

/// Variables that are read outside the catalogue and the plan: zonings of the perimeters, weights and checks.
const AUTRES: [&str; 9] = [
    "aav2020",
    "age_population",
    "apl_mg_pop",
    "bv2022",
    "canton_ville",
    "densite_7",
    "population_totale",
    "tvs",
    "zonage_mg",
];
/// Names given in a sentence.
const EXEMPLES: usize = 5;

/// For each file of the user, the variables that nothing reads, with the nearest id that is read; `lues` are those of the
/// catalogue and of the plan.
#[must_use]
pub fn variables_inutiles(dataset: &Dataset, lues: &BTreeSet<String>) -> Vec<Constat> {
    let utile = |id: &str| lues.contains(id) || AUTRES.contains(&id);
    let sources = dataset.sources_utilisateur.iter();
    sources
        .filter_map(|&source| {
            let siennes = variables(dataset, source);
            let inutiles: Vec<&str> = siennes.into_iter().filter(|id| !utile(id)).collect();
            constat(dataset.source(source)?, &inutiles, lues)
        })
        .collect()
}

/// Ids of the variables that a source gives, sorted.
fn variables(dataset: &Dataset, source: SourceId) -> BTreeSet<&str> {
    let de = |s: SourceId| s == source;
    let nombres = dataset.colonnes.iter();
    let nombres = nombres.filter(|(_, m)| m.values().any(|c| de(c.source)));
    let classes = dataset.classes.iter();
    let classes = classes.filter(|(_, m)| m.values().any(|c| de(c.source)));
    nombres
        .map(|(id, _)| id.as_str())
        .chain(classes.map(|(id, _)| id.as_str()))
        .collect()
}

fn constat(source: &Source, inutiles: &[&str], lues: &BTreeSet<String>) -> Option<Constat> {
    let proche = |id: &&str| {
        // Two ids that differ by their digits are two categories, not one mistyped.
        let chiffres = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
        let connues = lues.iter().map(String::as_str).chain(AUTRES);
        let semblables = connues.filter(|c| chiffres(c) == chiffres(id));
        plus_proche(semblables, id)
            .map(|connue| format!("{id} (vouliez-vous écrire {connue}\u{a0}?)"))
    };
    let cites: Vec<String> = inutiles.iter().filter_map(proche).collect();
    let severite = if cites.is_empty() {
        Severite::Information
    } else {
        Severite::Attention
    };
    let reste = inutiles.iter().filter(|id| proche(id).is_none());
    let noms: Vec<String> = cites
        .into_iter()
        .chain(reste.map(|id| (*id).to_owned()))
        .collect();
    let suite = match noms.len().saturating_sub(EXEMPLES) {
        0 => String::new(),
        n => format!(" et {}", denombre(n, "autre", "autres")),
    };
    let debut = noms.iter().take(EXEMPLES).cloned().collect::<Vec<_>>();
    (!noms.is_empty()).then(|| {
        let s = pluriel(noms.len());
        let texte = format!(
            "{}\u{a0}: {} lue{s} dans le fichier, mais par aucun indicateur\u{a0}: {}{suite}. \
             Corrigez le nom, ou écrivez l'indicateur dans un catalogue (--catalogue, ou catalogue dans [regles] du projet).",
            source.fichier,
            denombre(noms.len(), "variable", "variables"),
            debut.join(", "),
        );
        Constat::new(RegleConstat::VariableInutile, severite, SectionId::S0, texte)
            .avec_origine(&source.fichier)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn dits(variables: &[&str], lues: &[&str]) -> Vec<Constat> {
        let mut essai = Essai::communes(&[100]);
        for v in variables {
            essai.colonne(v, None, &[("96001", Connue(1.0))]);
        }
        let toutes = (0..essai.dataset.sources.len()).map(SourceId);
        essai.dataset.sources_utilisateur = toutes.collect();
        let lues = lues.iter().map(|v| (*v).to_owned()).collect();
        variables_inutiles(&essai.dataset, &lues)
    }

    #[test]
    fn a_mistyped_id_is_told_with_the_nearest() {
        let lues = ["population_municipale", "revenu_median", "apl_mg"];
        let c = dits(&["revenu_mediann"], &lues);
        assert_eq!(c[0].severite, Severite::Attention);
        assert!(
            c[0].texte.contains("vouliez-vous écrire revenu_median"),
            "{}",
            c[0].texte
        );
        assert!(dits(&["revenu_median", "bv2022"], &lues).is_empty());
    }

    #[test]
    fn a_variable_without_indicator_is_told_once_for_the_file() {
        let noms: Vec<String> = (0..30).map(|i| format!("finess_{i}00")).collect();
        let noms: Vec<&str> = noms.iter().map(String::as_str).collect();
        let c = dits(&noms, &["population_municipale", "finess_999"]);
        assert_eq!((c.len(), c[0].severite), (1, Severite::Information));
        assert!(
            c[0].texte.contains("30\u{a0}variables") && c[0].texte.contains("25\u{a0}autres"),
            "{}",
            c[0].texte
        );
    }
}
