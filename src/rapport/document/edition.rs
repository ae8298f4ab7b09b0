//! What the short edition shows, as data: key figures, pages, synthesis, missions.

use serde::Deserialize;

use crate::model::{ErreurDonnees, RegleConstat, SectionId};
use crate::texte_toml;

const EDITION: &str = include_str!("edition.toml");

/// The short edition.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanEdition {
    /// What fits on a page.
    pub limites: Limites,
    /// What opens the report.
    pub ouverture: OuverturePlan,
    /// Key figures of the first page.
    pub vignette: Vec<VignettePlan>,
    /// A theme a page.
    pub page: Vec<PagePlan>,
    /// Figures of the strip plot.
    pub positions: PositionsPlan,
    /// Titles of the quarters of the synthesis.
    pub cadrans: TitresCadrans,
    /// What proposes a line of the synthesis.
    pub synthese: Vec<SynthesePlan>,
    /// Missions of the agreement.
    pub mission: Vec<MissionPlan>,
}

/// What fits on a page.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limites {
    /// Rows of a key table.
    pub lignes: usize,
    /// Findings of a page.
    pub constats: usize,
    /// Lines of a quarter of the synthesis.
    pub cadran: usize,
    /// Territories of a level that get a column each.
    pub territoires: usize,
    /// Sentences of the first page.
    pub phrases: usize,
    /// Fewest communes with a value from which a map shows more than a sentence.
    pub communes_de_carte: usize,
}

/// Figures placed among those of comparable territories.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PositionsPlan {
    /// Fewest other territories.
    pub minimum: usize,
    /// What it is, short, and its indicator.
    pub indicateurs: Vec<(String, String)>,
}

/// What opens the report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OuverturePlan {
    /// Map themes, the first that can be drawn being kept.
    pub cartes: Vec<String>,
}

/// A key figure.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VignettePlan {
    /// What it is, short.
    pub titre: String,
    /// Indicator shown.
    pub indicateur: String,
    /// Indicator compared, when it is another.
    pub repere: Option<String>,
}

/// A page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PagePlan {
    /// Stable identifier.
    pub ancre: String,
    /// Title.
    pub titre: String,
    /// Sections whose findings it shows.
    pub sections: Vec<SectionId>,
    /// Indicators of its table, the first of which are kept.
    pub indicateurs: Vec<String>,
    /// Charts, the first drawn being kept.
    pub graphiques: Vec<String>,
    /// Map themes, the first drawn being kept.
    pub cartes: Vec<String>,
    /// Map themes of which the first drawn takes the place of the chart.
    #[serde(default)]
    pub secondes_cartes: Vec<String>,
}

/// A quarter of the synthesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quart {
    /// Inside, good.
    Forces,
    /// Inside, bad.
    Faiblesses,
    /// Outside or to come, good.
    Opportunites,
    /// Outside or to come, bad.
    Menaces,
}

impl Quart {
    /// The four, in the order of the grid.
    pub const TOUS: [Self; 4] = [
        Self::Forces,
        Self::Faiblesses,
        Self::Opportunites,
        Self::Menaces,
    ];
}

/// Titles of the quarters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitresCadrans {
    forces: String,
    faiblesses: String,
    opportunites: String,
    menaces: String,
}

impl TitresCadrans {
    /// Title of a quarter.
    #[must_use]
    pub fn titre(&self, quart: Quart) -> &str {
        match quart {
            Quart::Forces => &self.forces,
            Quart::Faiblesses => &self.faiblesses,
            Quart::Opportunites => &self.opportunites,
            Quart::Menaces => &self.menaces,
        }
    }
}

/// What proposes a line of the synthesis: a gap to France, a count, or a finding.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SynthesePlan {
    /// Indicator compared with France, or counted.
    pub indicateur: Option<String>,
    /// What the indicator tells, inside a sentence.
    #[serde(default)]
    pub sujet: String,
    /// Smallest gap to France, percent.
    pub ecart_min: Option<f64>,
    /// Direction, when the catalogue gives none.
    pub favorable_si_haut: Option<bool>,
    /// Quarter of a favourable gap.
    pub favorable: Option<Quart>,
    /// Quarter of an unfavourable gap.
    pub defavorable: Option<Quart>,
    /// Quarter of a count that is not zero.
    pub present: Option<Quart>,
    /// Rule whose findings are told.
    pub constat: Option<RegleConstat>,
    /// Quarter of the finding.
    pub cadran: Option<Quart>,
    /// What is added to the finding.
    pub suite: Option<String>,
}

/// A mission and what the diagnostic says for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissionPlan {
    /// Name, as in the agreement.
    pub nom: String,
    /// Indicators told.
    #[serde(default)]
    pub indicateurs: Vec<String>,
    /// Rules whose findings are told.
    #[serde(default)]
    pub constats: Vec<RegleConstat>,
}

/// Reads the embedded edition.
///
/// # Errors
/// The embedded file is not valid: a defect of the program, caught by its test.
pub fn edition() -> Result<PlanEdition, ErreurDonnees> {
    texte_toml::lire(EDITION, "edition.toml")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::plan::plan;

    #[test]
    fn every_name_of_the_edition_exists() {
        let (edition, plan) = (edition().unwrap(), plan().unwrap());
        let catalogue = crate::indicateurs::Catalogue::embarque().unwrap();
        let connu = |id: &str| catalogue.definitions().iter().any(|d| d.id == id);
        let vignettes = edition
            .vignette
            .iter()
            .flat_map(|v| [Some(&v.indicateur), v.repere.as_ref()]);
        let pages = edition.page.iter().flat_map(|p| &p.indicateurs).map(Some);
        let synthese = edition.synthese.iter().map(|s| s.indicateur.as_ref());
        let missions = edition
            .mission
            .iter()
            .flat_map(|m| &m.indicateurs)
            .map(Some);
        for id in vignettes
            .chain(pages)
            .chain(synthese)
            .chain(missions)
            .flatten()
        {
            assert!(connu(id), "{id}");
        }
        let ouvertes = &edition.ouverture.cartes;
        assert!(ouvertes.iter().all(|c| plan.titres_cartes.contains_key(c)));
        for page in &edition.page {
            assert!(
                page.cartes
                    .iter()
                    .chain(&page.secondes_cartes)
                    .all(|c| plan.titres_cartes.contains_key(c))
            );
            let graphique = |g: &String| plan.graphique.iter().any(|p| p.id == *g);
            assert!(page.graphiques.iter().all(graphique), "{}", page.ancre);
        }
    }

    #[test]
    fn every_section_of_the_territory_has_its_page() {
        let pages: Vec<SectionId> = edition()
            .unwrap()
            .page
            .into_iter()
            .flat_map(|p| p.sections)
            .collect();
        let dits = SectionId::TOUTES
            .iter()
            .filter(|s| !matches!(s, SectionId::S0 | SectionId::S12));
        assert!(
            dits.into_iter()
                .all(|s| pages.iter().filter(|p| *p == s).count() == 1)
        );
    }

    #[test]
    fn each_line_of_the_synthesis_says_where_it_goes() {
        for s in edition().unwrap().synthese {
            let compare =
                s.ecart_min.is_some() && (s.favorable.is_some() || s.defavorable.is_some());
            let compte = s.present.is_some();
            let constat = s.constat.is_some() && s.cadran.is_some();
            assert!(
                (s.indicateur.is_some() && !s.sujet.is_empty() && (compare || compte)) != constat,
                "{s:?}"
            );
        }
    }
}
