//! Files whose list of communes is older than the référentiel.

use std::collections::BTreeMap;

use super::contexte::{Contexte, enumerer};
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let referentiel = c.referentiel();
    let Some(actuelle) = annee(&referentiel.nom) else {
        return Vec::new();
    };
    let mut anciens: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for (source, _) in c.sources() {
        if let Some(du_fichier) = source.cog.as_deref().and_then(annee)
            && du_fichier < actuelle
        {
            anciens
                .entry(du_fichier)
                .or_default()
                .push(source.fichier.clone());
        }
    }
    anciens
        .into_iter()
        .map(|(du_fichier, fichiers)| {
            let texte = format!(
                "Géographie de {du_fichier}, plus ancienne que celle du référentiel ({})\u{a0}: {}. \
                 Les anciens codes ont été recodés ou signalés.",
                referentiel.nom,
                enumerer(fichiers),
            );
            Constat::new(RegleConstat::CogEnRetard, Severite::Information, SectionId::S0, texte)
        })
        .collect()
}

/// First group of exactly four digits: « COG 2024 » → 2024.
fn annee(texte: &str) -> Option<u16> {
    let mut groupes = texte.split(|c: char| !c.is_ascii_digit());
    groupes.find(|g| g.len() == 4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn an_older_geography_is_said_and_the_same_one_is_not() {
        let mut essai = Essai::avec_ville();
        essai.colonne("x", None, &[("96001", Connue(1.0))]);
        let p = essai.perimetre(&[("96001", 1.0)]);
        for (cog, attendu) in [(Some("COG 2024"), 1), (Some("COG 2026"), 0), (None, 0)] {
            essai.dataset.sources[1].cog = cog.map(str::to_owned);
            let constats = verifier(&Contexte::new(&essai.dataset, &p));
            assert_eq!(constats.len(), attendu, "{cog:?}");
        }
        assert_eq!(annee("au 01/01/2025"), Some(2025));
        assert_eq!(annee("sans date"), None);
    }
}
