//! Variables of one family read at several vintages: figures that stand side by side without being of one year.

use std::collections::{BTreeMap, BTreeSet};

use super::contexte::{Contexte, enumerer};
use crate::francais::denombre;
use crate::model::{Constat, RegleConstat, SectionId, Severite};

/// Families, by the beginning of the variable, with their name and section.
const FAMILLES: [(&str, &str, SectionId); 3] = [
    ("bpe_", "la Base permanente des équipements", SectionId::S7),
    (
        "apl_",
        "l'accessibilité potentielle localisée (APL)",
        SectionId::S7,
    ),
    ("age_", "la structure par âge", SectionId::S2),
];

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    FAMILLES
        .iter()
        .filter_map(|famille| constat(c, famille))
        .collect()
}

fn constat(c: &Contexte<'_>, (prefixe, nom, section): &(&str, &str, SectionId)) -> Option<Constat> {
    let mut par_annee: BTreeMap<Option<u16>, BTreeSet<&str>> = BTreeMap::new();
    for (variable, versions) in &c.dataset.colonnes {
        if let Some(code) = variable.strip_prefix(prefixe)
            && let Some(millesime) = versions.keys().next_back()
        {
            par_annee.entry(*millesime).or_default().insert(code);
        }
    }
    if par_annee.len() < 2 {
        return None;
    }
    let annees: Vec<String> = par_annee
        .iter()
        .map(|(annee, codes)| {
            let quand = annee.map_or("non daté".to_owned(), |a| a.to_string());
            format!(
                "{quand} ({})",
                denombre(codes.len(), "variable", "variables")
            )
        })
        .collect();
    let texte = format!(
        "Plusieurs millésimes pour {nom}\u{a0}: {}\u{a0}; chaque indicateur dit le sien.",
        enumerer(annees)
    );
    Some(Constat::new(
        RegleConstat::MillesimesMeles,
        Severite::Information,
        *section,
        texte,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn says_which_variable_is_of_which_year() {
        let mut essai = Essai::avec_ville();
        let un = [("96001", Connue(1.0))];
        essai.colonne("bpe_d265", Some(2024), &un);
        essai.colonne("bpe_d265", Some(2021), &un);
        let p = essai.perimetre(&[("96001", 1.0)]);
        assert!(verifier(&Contexte::new(&essai.dataset, &p)).is_empty());
        essai.colonne("bpe_d282", Some(2021), &un);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        assert!(
            constats[0]
                .texte
                .contains("2021 (1\u{a0}variable) et 2024 (1\u{a0}variable)")
        );
    }
}
