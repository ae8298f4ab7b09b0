//! The shape of a perimeter: pieces, islands, enclaves; one rule per file, how serious each is in `severites.toml`.

mod contours_partiels;
mod enclaves;
mod limites_approchees;
mod morceaux;
mod passages;
mod ponts;
mod sans_contour;
mod vue;

use std::collections::BTreeMap;

use serde::Deserialize;

use super::contexte::Contexte;
use crate::model::{
    Constat, Dataset, ErreurDonnees, Perimetre, RegleConstat, SectionId, Severite, UniteId,
};
use crate::texte_toml::Embarque;
use vue::Vue;

static SEVERITES: Embarque<Severites> =
    Embarque::new(include_str!("severites.toml"), "severites.toml");

type Severites = BTreeMap<String, Gravite>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the file says why each finding is as serious; only how serious is used"
    )
)]
struct Gravite {
    severite: Severite,
    raison: String,
    reference: String,
    date: String,
    confiance: String,
}

/// What the borders of the communes say of a perimeter that someone composed; nothing when no outline is known.
///
/// # Errors
/// The file of severities of the program is wrong.
pub(super) fn verifier(c: &Contexte<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let severites = SEVERITES.lire()?;
    if !c.perimetre.genre.est_cpts() {
        return Ok(Vec::new());
    }
    Vue::regarder(c.dataset, c.perimetre, |vue| {
        let regles = [
            morceaux::trouver,
            passages::trouver,
            ponts::trouver,
            enclaves::trouver,
            sans_contour::trouver,
            contours_partiels::trouver,
            limites_approchees::trouver,
        ];
        let trouves = regles.iter().flat_map(|regle| regle(c, vue));
        trouves.map(|t| t.constat(c, severites)).collect()
    })
    .map_or_else(|| Ok(Vec::new()), Ok)
}

/// Pieces of a perimeter, that of most inhabitants first; units without outline are in none.
#[must_use]
pub fn pieces(dataset: &Dataset, perimetre: &Perimetre) -> Vec<Vec<UniteId>> {
    let en_liste = |vue: &Vue<'_>| {
        let morceaux = vue.morceaux.iter();
        morceaux.map(|m| m.iter().copied().collect()).collect()
    };
    Vue::regarder(dataset, perimetre, en_liste).unwrap_or_default()
}

/// What a rule found, before it is known how serious that is.
struct Trouve {
    regle: RegleConstat,
    texte: String,
    communes: Vec<UniteId>,
}

impl Trouve {
    fn constat(self, c: &Contexte<'_>, severites: &Severites) -> Constat {
        let gravite = severites.get(self.regle.as_str());
        let severite = gravite.map_or(Severite::Attention, |g| g.severite);
        Constat::new(self.regle, severite, SectionId::S1, self.texte)
            .avec_communes(c.codes(&self.communes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_of_shape_has_its_severity_and_its_reason() {
        let severites = SEVERITES.lire().unwrap();
        assert_eq!(severites.len(), 8);
        for (regle, gravite) in severites {
            assert!(regle.parse::<RegleConstat>().is_ok(), "{regle}");
            for texte in [&gravite.raison, &gravite.reference, &gravite.confiance] {
                assert!(texte.len() > 4);
            }
            assert_eq!(gravite.date.len(), 10);
        }
    }
}
