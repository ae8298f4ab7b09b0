//! Bridges over water between communes whose outlines do not touch.

use serde::Deserialize;

use super::BaseIllisible;
use crate::model::{CodeCommune, DateCivile, Passage, Referentiel};
use crate::texte_toml;

const PASSAGES: &str = include_str!("passages.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    #[serde(rename = "source")]
    _source: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
    passage: Vec<Ecrit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ecrit {
    nom: String,
    communes: [String; 2],
    noms: [String; 2],
    #[serde(rename = "reference")]
    _reference: String,
}

/// The bridges, by the units of a list of communes.
///
/// # Errors
/// [`BaseIllisible`] when the embedded list is damaged, or names a commune otherwise than the list does.
pub(super) fn lire(referentiel: &Referentiel) -> Result<Vec<Passage>, BaseIllisible> {
    let fichier: Fichier =
        texte_toml::lire(PASSAGES, "passages.toml").map_err(|e| BaseIllisible(e.to_string()))?;
    let passage = |ecrit: Ecrit| {
        let unite = |code: &String, nom: &String| {
            let lu = CodeCommune::parse(code).ok();
            let trouve = lu.and_then(|code| referentiel.par_code(code));
            let trouve = trouve.filter(|id| referentiel.unite(*id).nom == *nom);
            trouve.ok_or_else(|| BaseIllisible(format!("passages.toml : {code} {nom}")))
        };
        let ([a, b], [nom_a, nom_b]) = (&ecrit.communes, &ecrit.noms);
        Ok(Passage {
            de: unite(a, nom_a)?,
            vers: unite(b, nom_b)?,
            nom: ecrit.nom.clone(),
        })
    };
    fichier.passage.into_iter().map(passage).collect()
}

#[cfg(test)]
mod tests {
    use crate::base::embarquee;

    #[test]
    fn every_bridge_links_two_communes_and_none_is_there_twice() {
        let base = embarquee();
        let mut paires: Vec<_> = base
            .passages
            .iter()
            .map(|p| (p.de.min(p.vers), p.de.max(p.vers)))
            .collect();
        assert!(paires.len() >= 4 && paires.iter().all(|(a, b)| a != b));
        paires.sort_unstable();
        paires.dedup();
        assert_eq!(paires.len(), base.passages.len());
    }
}
