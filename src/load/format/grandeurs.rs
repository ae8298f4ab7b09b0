//! What each variable counts or measures, the units a file may be in, what its figures are compared with: `grandeurs.toml`.

use regex::Regex;
use serde::{Deserialize, Deserializer};

use crate::load::format::pourcents::Pourcents;
use crate::load::source::normalise::normalise;
use crate::model::ErreurDonnees;
use crate::texte_toml::Embarque;

/// The rules, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grandeurs {
    /// Variables that are whole numbers.
    effectifs: Motif,
    /// Normalised words of a title that say that the figures are no count, and those that say that there are counts.
    pas_effectifs: Motif,
    titre_effectifs: Motif,
    /// Normalised words of a title that say that the figures are no percentage.
    pas_pourcentages: Motif,
    #[serde(rename = "unite")]
    unites: Vec<Unite>,
    /// Comparisons with what is known, commune by commune.
    #[serde(rename = "controle")]
    pub controles: Vec<Controle>,
    /// Ranges of the median.
    #[serde(rename = "mediane")]
    pub medianes: Vec<Mediane>,
    /// Largest values.
    #[serde(rename = "maximum")]
    pub maximums: Vec<Maximum>,
    /// Percentages that are written as fractions.
    #[serde(rename = "fraction")]
    pub fractions: Vec<Fraction>,
    /// Counts that are written as whole percentages.
    pub pourcents: Pourcents,
}

/// Percentages of which none is more than 1: they are fractions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    /// Variables concerned.
    pub variables: Motif,
    /// Figures other than zero from which the rule holds.
    pub territoires: usize,
    /// Why.
    pub justification: String,
}

/// An expression on the id of a variable.
#[derive(Debug, Clone)]
pub struct Motif(Regex);

impl Motif {
    /// Whether the rule is about a variable.
    #[must_use]
    pub fn concerne(&self, variable: &str) -> bool {
        self.0.is_match(variable)
    }
}

impl<'de> Deserialize<'de> for Motif {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(d)?;
        Regex::new(&texte)
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unite {
    noms: Vec<String>,
    variables: Motif,
    facteur: f64,
}

/// A unit that a column is probably in, by the factor of its figures.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Soupcon {
    /// What the figures are, divided by what they should be.
    pub facteur: f64,
    /// Name to state in `unite`.
    pub unite: String,
    /// After « elle est sans doute ».
    pub dit: String,
}

/// From how many communes, and for which share of them, a factor is constant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    /// Communes compared, at least.
    pub communes: usize,
    /// Share of them near the median.
    pub part: f64,
}

/// What a column is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// Municipal population of the référentiel.
    Population,
    /// Area of the outlines of the folder, km².
    Contours,
}

/// A comparison with what is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controle {
    /// Variables concerned.
    pub variables: Motif,
    /// What is known.
    pub reference: Reference,
    /// The same in a sentence.
    pub reference_nom: String,
    /// Ratios of a true column.
    pub attendu: (f64, f64),
    /// Ratio of two figures that are near each other.
    pub autour: f64,
    /// When a factor is constant.
    pub constant: Constant,
    /// Largest factor between a true median and the reference, whatever the number of communes.
    pub ecart_max: f64,
    /// The same for old figures.
    pub ecart_ancien: f64,
    /// Years from which figures are old.
    pub anciennete: u16,
    /// Why these thresholds.
    pub justification: String,
    /// Units that are probable.
    pub soupcons: Vec<Soupcon>,
}

/// Range of the median of a true column.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mediane {
    /// Variables concerned.
    pub variables: Motif,
    /// Lowest and highest medians.
    pub plage: (f64, f64),
    /// Order of magnitude of a true median.
    pub usuel: f64,
    /// Unit of the range.
    pub unite: String,
    /// Why this range.
    pub justification: String,
    /// Units that are probable.
    pub soupcons: Vec<Soupcon>,
}

/// Largest value of a commune.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maximum {
    /// Variables concerned.
    pub variables: Motif,
    /// The value.
    pub valeur: f64,
    /// Départements and territories where it can be larger.
    pub sauf_departements: Vec<String>,
    /// Share of the communes beyond the value from which the column is refused.
    pub part: f64,
    /// Unit of the value.
    pub unite: String,
    /// Why this value.
    pub justification: String,
    /// Units that are probable.
    pub soupcons: Vec<Soupcon>,
}

impl Grandeurs {
    /// Whether the figures of a variable are whole numbers.
    #[must_use]
    pub fn est_effectif(&self, variable: &str) -> bool {
        self.effectifs.concerne(variable)
    }

    /// Whether a normalised title says that the figures under it are shares, rates or thousands, and speaks of no count.
    #[must_use]
    pub fn n_est_pas_un_effectif(&self, titre: &str) -> bool {
        self.pas_effectifs.concerne(titre) && !self.titre_effectifs.concerne(titre)
    }

    /// Whether a normalised title says that the figures under it are not those of a variable that is a percentage.
    #[must_use]
    pub fn n_est_pas_un_pourcentage(&self, titre: &str, variable: &str) -> bool {
        self.facteur("%", variable).is_some() && self.pas_pourcentages.concerne(titre)
    }

    /// What multiplies the figures of a variable given in a unit; `None` when the unit is not one of the variable.
    #[must_use]
    pub fn facteur(&self, unite: &str, variable: &str) -> Option<f64> {
        let cherchee = comparable(unite);
        let nommee = |u: &&Unite| u.noms.iter().any(|n| comparable(n) == cherchee);
        let trouvee = self.unites.iter().filter(nommee);
        trouvee
            .filter(|u| u.variables.concerne(variable))
            .map(|u| u.facteur)
            .next()
    }

    /// The first name of each unit of a variable, to be shown.
    #[must_use]
    pub fn unites_de(&self, variable: &str) -> Vec<&str> {
        let siennes = self
            .unites
            .iter()
            .filter(|u| u.variables.concerne(variable));
        siennes
            .filter_map(|u| u.noms.first().map(String::as_str))
            .collect()
    }
}

/// Name of a unit without case nor accents; a lone sign is kept as it is.
fn comparable(unite: &str) -> String {
    match normalise(unite) {
        vide if vide.is_empty() => unite.trim().to_owned(),
        net => net,
    }
}

/// The embedded rules, read once.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn grandeurs() -> Result<&'static Grandeurs, ErreurDonnees> {
    static REGLES: Embarque<Grandeurs> =
        Embarque::new(include_str!("grandeurs.toml"), "grandeurs.toml");
    REGLES.lire()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_rules_are_right_and_justified() {
        let g = grandeurs().unwrap();
        assert!(g.est_effectif("population_municipale") && g.est_effectif("bpe_{}"));
        assert!(!g.est_effectif("age_0_14") && !g.est_effectif("apl_mg_pop_std"));
        for c in &g.controles {
            assert!(
                c.attendu.0 < c.attendu.1 && c.ecart_max >= 1.0 && c.ecart_ancien >= c.ecart_max
            );
            assert!(!c.justification.is_empty() && !c.reference_nom.is_empty());
        }
        let raisons = g.medianes.iter().map(|m| &m.justification);
        let raisons = raisons.chain(g.maximums.iter().map(|m| &m.justification));
        assert!(raisons.clone().count() >= 3 && raisons.clone().all(|j| !j.is_empty()));
    }

    /// Each probable unit can be stated, and undoes the factor it is suspected for.
    #[test]
    fn every_suspected_unit_is_a_remedy() {
        let g = grandeurs().unwrap();
        for (variable, soupcons) in [
            ("surface_km2", &g.controles[3].soupcons),
            ("surface_km2", &g.maximums[0].soupcons),
            ("population_totale", &g.controles[0].soupcons),
            ("age_0_14", &g.controles[1].soupcons),
            ("revenu_median", &g.medianes[0].soupcons),
            ("taux_pauvrete", &g.medianes[1].soupcons),
        ] {
            for s in soupcons {
                let facteur = g.facteur(&s.unite, variable).unwrap();
                assert!(
                    (s.facteur * facteur - 1.0).abs() < 0.01,
                    "{variable} {}",
                    s.unite
                );
            }
        }
        assert_eq!(g.facteur("Hectares", "surface_km2"), Some(0.01));
        assert_eq!(g.facteur("hectares", "population_totale"), None);
        assert_eq!(g.facteur("€", "taux_pauvrete"), None);
        assert_eq!(g.facteur("lieues", "surface_km2"), None);
        assert!(g.unites_de("surface_km2").contains(&"hectares"));
    }
}
