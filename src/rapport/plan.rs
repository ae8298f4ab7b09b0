//! The plan of the report as data: sections, charts, comparisons, and what only the user can bring.

use crate::model::{Indicateur, Niveau, SectionId, Structure};
use std::collections::BTreeMap;

use serde::Deserialize;

use super::cartes::SymbolePlan;

use super::Voie;
use super::plan_constats::{ConcentrationPlan, ConstatsPlan, RapprochementPlan, constats};
use crate::model::ErreurDonnees;
use crate::texte_toml;

const PLAN: &str = include_str!("plan.toml");

/// The plan, in the order of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// S0 to S12.
    pub section: Vec<SectionPlan>,
    /// Charts.
    pub graphique: Vec<GraphiquePlan>,
    /// Items that open data do not hold.
    pub a_completer: Vec<ACompleterPlan>,
    /// What makes a finding severe.
    pub gravite: GravitePlan,
    /// Findings by comparison with département, région and France.
    pub comparaison: Vec<ComparaisonPlan>,
    /// Professions whose density and APL are read together.
    pub rapprochement: Vec<RapprochementPlan>,
    /// Professions of which one commune may hold most.
    pub concentration: Vec<ConcentrationPlan>,
    /// Tables by commune.
    pub tableau: Vec<TableauPlan>,
    /// Kinds of structures named, in their order.
    #[serde(default)]
    pub structures: Vec<StructuresPlan>,
    /// Figures of two sources put side by side.
    #[serde(default)]
    pub reconciliation: Vec<ReconciliationPlan>,
    /// Titles of the map themes, to name those that cannot be drawn.
    pub titres_cartes: BTreeMap<String, String>,
    /// Rules of findings, and the order of those that sum up.
    #[serde(skip)]
    pub constats: ConstatsPlan,
}

/// A kind of structures.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructuresPlan {
    /// What they are, plural.
    pub nom: String,
    /// List that names them.
    pub liste: String,
    /// Codes of their categories in the list; all of them when empty.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Whether the nearest one is looked for.
    #[serde(default)]
    pub distance: bool,
    /// Count by commune that tells the nearest commune with one, when no list places any.
    pub effectif: Option<String>,
    /// How it is drawn, when it is on the map of the structures.
    pub symbole: Option<SymbolePlan>,
}

impl StructuresPlan {
    /// Whether a structure is of this kind.
    #[must_use]
    pub fn concerne(&self, s: &Structure) -> bool {
        let connue = self.categories.is_empty() || self.categories.contains(&s.categorie);
        self.liste == s.liste && connue
    }
}

/// Two indicators that count the same professionals from two sources.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReconciliationPlan {
    /// Who is counted, plural.
    pub nom: String,
    /// Indicator of the BPE.
    pub bpe: String,
    /// Indicator of the RPPS.
    pub rpps: String,
}

/// A table by commune.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableauPlan {
    /// Stable identifier.
    pub id: String,
    /// Section.
    pub section: SectionId,
    /// Title.
    pub titre: String,
    /// What must be known to read it.
    pub note: Option<String>,
    /// Columns after code and name.
    pub colonnes: Vec<ColonnePlan>,
}

/// A column: an indicator or a class, never both.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColonnePlan {
    /// Title.
    pub titre: String,
    /// Indicator read for the commune.
    pub indicateur: Option<String>,
    /// Categorical variable.
    pub classe: Option<String>,
}

/// A section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionPlan {
    /// S0…S12.
    pub id: SectionId,
    /// Title.
    pub titre: String,
    /// Opening sentence.
    pub texte: String,
    /// Opening sentence once a file gives one of its indicators.
    pub avec_donnees: Option<String>,
    /// Map themes shown.
    #[serde(default)]
    pub cartes: Vec<String>,
    /// Indicators to be read first.
    #[serde(default)]
    pub cles: Vec<String>,
}

impl SectionPlan {
    /// The indicators of the report that it puts first.
    #[must_use]
    pub fn cles_de(&self, indicateurs: &[Indicateur]) -> Vec<String> {
        let siens = || indicateurs.iter().filter(|i| i.section == self.id);
        let presente = |id: &&String| siens().any(|i| i.id == **id);
        self.cles.iter().filter(presente).cloned().collect()
    }
}

/// A chart made of indicators.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GraphiquePlan {
    /// Stable identifier.
    pub id: String,
    /// Section.
    pub section: SectionId,
    /// Title.
    pub titre: String,
    /// Unit.
    pub unite: String,
    /// Decimals.
    pub decimales: u8,
    /// Label of the category and id of its indicator.
    pub categories: Vec<(String, String)>,
    /// Categories shown after the others when one of them has no value anywhere.
    #[serde(default)]
    pub repli: Vec<(String, String)>,
}

/// An item that the data folder may lack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ACompleterPlan {
    /// Stable identifier.
    pub id: String,
    /// Section.
    pub section: SectionId,
    /// What is missing.
    pub libelle: String,
    /// How it is brought.
    pub voie: Voie,
    /// Who publishes it, whom to ask, or with whom to gather it.
    pub aupres_de: String,
    /// Official name of the open file.
    pub fichier: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Indicators that make the item leave when one is published.
    #[serde(default)]
    pub indicateurs: Vec<String>,
    /// Words, without case nor accents, that the label of such an indicator holds.
    #[serde(default)]
    pub mots: Vec<String>,
    /// Indicator of which a published zero leaves nothing to complete.
    pub sans_objet_si_nul: Option<String>,
    /// Whether a list of CPTS leaves nothing to complete.
    #[serde(default)]
    pub sans_objet_avec_cpts: bool,
}

/// The rule of severity of the comparisons.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GravitePlan {
    /// Level whose gap alone decides the severity; the others are shown.
    pub comparateur: Niveau,
    /// Why this level.
    pub raison: String,
    /// Where the rule comes from.
    pub reference: String,
}

/// A comparison worth a sentence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparaisonPlan {
    /// Indicator.
    pub indicateur: String,
    /// Subject of the sentence.
    pub sujet: String,
    /// Gap to one of the three from which the sentence is said, and severe when it is that of [`GravitePlan`], percent.
    pub ecart_min: f64,
}

/// Reads the embedded plan.
///
/// # Errors
/// The embedded file is not valid: a defect of the program, caught by its test.
pub fn plan() -> Result<Plan, ErreurDonnees> {
    Ok(Plan {
        constats: constats()?,
        ..texte_toml::lire(PLAN, "plan.toml")?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plan_has_thirteen_sections_in_order_and_sound_references() {
        let plan = plan().unwrap();
        let ids: Vec<_> = plan.section.iter().map(|s| s.id).collect();
        assert_eq!(ids, SectionId::TOUTES);
        assert!(
            plan.graphique
                .iter()
                .all(|g| ids.contains(&g.section) && g.categories.len() > 1)
        );
        assert!(
            plan.section
                .iter()
                .flat_map(|s| &s.cartes)
                .all(|c| plan.titres_cartes.contains_key(c))
        );
        let catalogue = crate::indicateurs::Catalogue::embarque().unwrap();
        for (section, id) in plan
            .section
            .iter()
            .flat_map(|s| s.cles.iter().map(|c| (s.id, c)))
        {
            let mut connus = catalogue.definitions().iter();
            assert!(connus.any(|d| d.id == *id && d.section == section), "{id}");
        }
        assert!(plan.a_completer.iter().all(|a| ids.contains(&a.section)
            && !a.aupres_de.is_empty()
            && (a.voie == Voie::FichierOuvert) == a.fichier.is_some()
            && a.mots.iter().all(|m| crate::base::normaliser(m) == *m)));
    }
}
