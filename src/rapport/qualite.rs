//! Findings about the files rather than about the territory: kept apart, grouped, without the path of the user's folders.

use std::collections::BTreeMap;

use crate::francais::{compte, enumerer};
use crate::model::{CodeCommune, Constat, Referentiel, RegleConstat, SectionId};

/// Rules on the vintages, codes and rows of the files that the checks attach to a section of the territory.
const REGLES: [RegleConstat; 2] = [
    RegleConstat::MillesimesMeles,
    RegleConstat::SoustractionSansEffet,
];
/// Most names and files listed in a sentence.
const NOMS_MAX: usize = 5;

/// Whether a finding is about the data or the writing of the perimeter, not about the territory.
#[must_use]
pub fn sur_les_donnees(constat: &Constat) -> bool {
    constat.section == SectionId::S0
        || constat.origine.is_some()
        || REGLES.contains(&constat.id.regle)
}

/// Recoded codes of the same communes said once, whatever the number of files.
#[must_use]
pub(super) fn regrouper(constats: Vec<Constat>, referentiel: &Referentiel) -> Vec<Constat> {
    let mut groupes: BTreeMap<Vec<CodeCommune>, Vec<String>> = BTreeMap::new();
    for c in constats.iter().filter(|c| recode(c)) {
        let fichiers = groupes.entry(c.communes.clone()).or_default();
        fichiers.extend(c.origine.clone());
    }
    let mut sortie = Vec::with_capacity(constats.len());
    for constat in constats {
        if !recode(&constat) {
            sortie.push(constat);
        } else if let Some(fichiers) = groupes.remove(&constat.communes) {
            sortie.push(recodage(constat, fichiers, referentiel));
        }
    }
    sortie
}

fn recode(constat: &Constat) -> bool {
    constat.id == RegleConstat::CodesRecodesPerimetre && constat.origine.is_some()
}

fn recodage(constat: Constat, mut fichiers: Vec<String>, referentiel: &Referentiel) -> Constat {
    fichiers.sort();
    fichiers.dedup();
    let noms: Vec<String> = constat
        .communes
        .iter()
        .filter_map(|c| referentiel.par_code(*c))
        .map(|id| referentiel.unite(id).nom.clone())
        .collect();
    let texte = format!(
        "Données publiées sous un ancien code pour {} du périmètre ({}), ramenées au code actuel dans {}\u{a0}: {}.",
        compte(constat.communes.len() as f64, "commune", "communes"),
        enumerer(&noms, NOMS_MAX),
        compte(fichiers.len() as f64, "fichier", "fichiers"),
        fichiers.join(", "),
    );
    Constat {
        texte,
        origine: Some(fichiers.join(", ")),
        ..constat
    }
}

/// An expression that is the path of a file, by its name alone: the report says nothing of the user's folders.
#[must_use]
pub(super) fn sans_dossier(expression: &str) -> Option<(&str, &str)> {
    const FICHIERS: [&str; 6] = [".csv", ".txt", ".geojson", ".json", ".toml", ".tsv"];
    let minuscules = expression.to_lowercase();
    let coupe = expression.rfind(['/', '\\'])?;
    let (dossier, nom) = expression.split_at(coupe + 1);
    let fichier = FICHIERS.iter().any(|f| minuscules.ends_with(f));
    (fichier && !nom.is_empty()).then_some((dossier, nom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Severite;

    #[test]
    fn a_path_is_reduced_to_the_name_of_its_file() {
        assert_eq!(
            sans_dossier("/home/moi/perimetre.csv"),
            Some(("/home/moi/", "perimetre.csv"))
        );
        assert_eq!(sans_dossier("perimetre.csv"), None);
        assert_eq!(sans_dossier("epci:200069193"), None);
        assert_eq!(sans_dossier("cpts:\"A/B\""), None);
    }

    #[test]
    fn the_quality_of_the_files_is_told_apart_from_the_territory() {
        let constat =
            |regle: RegleConstat, section| Constat::new(regle, Severite::Attention, section, "…");
        assert!(sur_les_donnees(&constat(
            RegleConstat::FichierPartiel,
            SectionId::S0
        )));
        assert!(sur_les_donnees(&constat(
            RegleConstat::MillesimesMeles,
            SectionId::S7
        )));
        assert!(sur_les_donnees(
            &constat(RegleConstat::CommuneDelegueeEntiere, SectionId::S1).avec_origine("p.csv")
        ));
        assert!(!sur_les_donnees(&constat(RegleConstat::Zip, SectionId::S7)));
    }
}
