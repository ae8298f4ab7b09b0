//! Rules of findings as data: figures past a threshold, what is absent, what is far, contrasts; and the order of what sums up.

use serde::Deserialize;

use crate::model::{ErreurDonnees, IdConstat, SectionId, Severite};
use crate::texte_toml;

const REGLES: &str = include_str!("constats/constats.toml");

/// The rules, in the order of the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConstatsPlan {
    /// Subjects, the most telling first: at most one finding of each sums up the territory.
    pub sujet: Vec<SujetPlan>,
    /// Figures past a threshold.
    pub seuil: Vec<SeuilPlan>,
    /// What a territory of this size is expected to have.
    pub absence: Vec<AbsencePlan>,
    /// What is far.
    pub eloignement: Vec<EloignementPlan>,
    /// Figures that differ from one commune to the other.
    pub contraste: Vec<ContrastePlan>,
}

/// Findings that answer the same question.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SujetPlan {
    /// Stable identifier.
    pub id: String,
    /// Its findings, the most telling first.
    pub constats: Vec<IdConstat>,
}

/// A figure that says something from a threshold on.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeuilPlan {
    /// Indicator.
    pub indicateur: String,
    /// Subject of the sentence.
    pub sujet: String,
    /// Smallest value, in the unit of the indicator.
    pub au_moins: f64,
    /// Whether the vintages are said, for a change between two.
    #[serde(default)]
    pub periode: bool,
    /// What it means, after the figure.
    pub suite: String,
    /// How serious.
    pub severite: Severite,
    /// Where the threshold comes from.
    pub reference: String,
}

/// Professionals or structures of which a territory has none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsencePlan {
    /// Stable identifier.
    pub id: String,
    /// Section where it is shown.
    pub section: SectionId,
    /// Beginning of the sentence when one is absent.
    pub un: String,
    /// Beginning of the sentence when several are.
    pub plusieurs: String,
    /// How serious.
    pub severite: Severite,
    /// Where the smallest populations come from.
    pub reference: String,
    /// What is looked for.
    pub element: Vec<ElementPlan>,
}

/// Something that a territory may lack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementPlan {
    /// What it is.
    pub nom: String,
    /// Counts of it, from one source or another: one that is known and not zero is enough for it to be there.
    pub indicateurs: Vec<String>,
    /// Smallest population for which its absence is said, inhabitants.
    pub population_min: f64,
}

/// A kind of structures that is far for some communes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EloignementPlan {
    /// Stable identifier.
    pub id: String,
    /// Name of the kind in the plan of the structures.
    pub structure: String,
    /// « d'une pharmacie ».
    pub nom: String,
    /// Distance from which it is far, kilometres as the crow flies.
    pub km: f64,
    /// Smallest share of the inhabitants for whom it is, percent.
    pub part_min: f64,
    /// How serious.
    pub severite: Severite,
    /// Where the distance comes from.
    pub reference: String,
}

/// A figure that the mean of the territory hides.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContrastePlan {
    /// Indicator, read by commune.
    pub indicateur: String,
    /// Subject of the sentence.
    pub sujet: String,
    /// Smallest ratio between the highest and the lowest.
    pub rapport_min: f64,
    /// Fewest inhabitants of the communes that are compared.
    pub habitants_min: f64,
    /// How serious.
    pub severite: Severite,
    /// Where the rule comes from.
    pub reference: String,
}

/// A profession whose density and APL are read together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RapprochementPlan {
    /// Professionals, in the plural.
    pub nom: String,
    /// Indicator of density.
    pub densite: String,
    /// Indicator of APL.
    pub apl: String,
    /// Smallest gap that each must have, percent.
    pub ecart_min: f64,
}

/// From when the professionals of a territory are gathered in one of its communes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcentrationPlan {
    /// Professionals, in the plural.
    pub nom: String,
    /// Indicator that counts them.
    pub indicateur: String,
    /// Smallest share of them that the commune has, percent.
    pub part_min: f64,
    /// How many times its share of the population that is, at least.
    pub rapport_min: f64,
    /// Fewest of them in the commune: under, the count says more about chance than about the place.
    pub effectif_min: f64,
    /// Indicator of accessibility, given for the other communes without that one.
    pub apl: Option<String>,
    /// Where the rule comes from.
    pub reference: String,
}

/// Reads the embedded rules.
///
/// # Errors
/// The embedded file is not valid: a defect of the program, caught by its test.
pub fn constats() -> Result<ConstatsPlan, ErreurDonnees> {
    texte_toml::lire(REGLES, "constats.toml")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::indicateurs::Catalogue;
    use crate::rapport::plan::plan;

    #[test]
    fn the_rules_name_what_exists() {
        let (regles, plan) = (constats().unwrap(), plan().unwrap());
        let catalogue = Catalogue::embarque().unwrap();
        let connu = |id: &String| catalogue.definition(id).is_some();
        let elements = || regles.absence.iter().flat_map(|a| &a.element);
        assert!(elements().flat_map(|e| &e.indicateurs).all(connu));
        assert!(regles.seuil.iter().all(|s| connu(&s.indicateur)));
        let colonnes: BTreeSet<&str> = plan
            .tableau
            .iter()
            .flat_map(|t| &t.colonnes)
            .filter_map(|c| c.indicateur.as_deref())
            .collect();
        let lue = |c: &ContrastePlan| colonnes.contains(c.indicateur.as_str());
        assert!(regles.contraste.iter().all(lue));
        let placee = |e: &EloignementPlan| {
            let mut siennes = plan.structures.iter();
            siennes.any(|s| s.distance && s.nom == e.structure)
        };
        assert!(regles.eloignement.iter().all(placee));
        let mut dits = BTreeSet::new();
        for id in regles.sujet.iter().flat_map(|s| &s.constats) {
            assert!(dits.insert(id.to_string()), "{id} has two subjects");
        }
    }
}
