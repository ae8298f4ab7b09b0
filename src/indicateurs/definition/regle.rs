//! The rule of an indicator: how the values of the communes make that of a territory.

use super::objets::{
    Denombrable, MesureEvolution, Mouvement, POPULATION_RECENSEE, PeriodeEvolution,
};
use crate::indicateurs::expression::Expression;

/// How the values of the communes make the value of a territory.
#[derive(Debug, Clone, PartialEq)]
pub enum Regle {
    /// Sum of counts.
    Somme {
        /// What is added.
        variable: Expression,
    },
    /// Ratio of sums, over the communes where both are known.
    Ratio {
        /// Numerator.
        numerateur: Expression,
        /// Denominator.
        denominateur: Expression,
        /// Multiplier: 100 for a percentage, 10 000 for a density.
        facteur: f64,
    },
    /// Ratio of two age groups.
    Indice {
        /// Numerator.
        numerateur: Expression,
        /// Denominator.
        denominateur: Expression,
        /// Multiplier, 100 in general.
        facteur: f64,
    },
    /// Mean weighted by another variable: the APL by the standardised population of its profession.
    MoyennePonderee {
        /// What is averaged.
        variable: Expression,
        /// Weight.
        poids: Expression,
    },
    /// Percent of the population that lives in communes where the variable is under a threshold.
    PartPopulationSeuil {
        /// What is compared with the threshold.
        variable: Expression,
        /// Threshold, in the unit of the variable; equal is not under.
        seuil: f64,
        /// Non-standardised population.
        population: Expression,
    },
    /// Percent of the population that lives in communes of a class.
    PartPopulationClasse {
        /// Categorical variable.
        classe: String,
        /// Code of the class.
        modalite: String,
        /// Population.
        population: Expression,
    },
    /// Inhabitants of the communes of a class.
    PopulationClasse {
        /// Categorical variable.
        classe: String,
        /// Code of the class.
        modalite: String,
        /// Population.
        population: Expression,
    },
    /// Number of communes of a class.
    CommunesClasse {
        /// Categorical variable.
        classe: String,
        /// Code of the class.
        modalite: String,
    },
    /// Number of communes where the variable is a known zero.
    CommunesSans {
        /// What is missing there.
        variable: Expression,
    },
    /// Inhabitants of the communes where the variable is a known zero.
    PopulationSans {
        /// What is missing there.
        variable: Expression,
        /// Population.
        population: Expression,
    },
    /// Percent of the population that lives where the variable is a known zero.
    PartPopulationSans {
        /// What is missing there.
        variable: Expression,
        /// Population.
        population: Expression,
    },
    /// Percent of the communes for which the figure is published.
    PartCommunesConnues {
        /// The figure.
        variable: Expression,
    },
    /// Count of territories.
    Denombrement {
        /// What is counted.
        objet: Denombrable,
    },
    /// Number of zones of which some but not all communes are inside.
    ZonesCoupees {
        /// Categorical variable that holds the zone.
        classe: String,
        /// Codes that are not zones (`000`: outside every attraction area).
        hors: Vec<String>,
    },
    /// Evolution between two vintages, over the communes that have both.
    Evolution {
        /// What evolves.
        variable: String,
        /// Which vintages.
        periode: PeriodeEvolution,
        /// Total or per year.
        mesure: MesureEvolution,
    },
    /// Change a year, in points, of the share of a part in a whole between two vintages, over the communes that have both.
    EvolutionPart {
        /// The part.
        numerateur: Expression,
        /// The whole.
        denominateur: Expression,
    },
    /// Balance of a population between its last census and one far enough before.
    Solde {
        /// Which of the two.
        mouvement: Mouvement,
        /// Whether it is told in percent of the mean population and per year, or in inhabitants.
        annuel: bool,
    },
    /// A median: never aggregated, shown by commune.
    Mediane {
        /// The median.
        variable: Expression,
    },
    /// A figure that nothing published allows to add up or to weigh: shown by commune.
    ParCommune {
        /// The figure.
        variable: Expression,
        /// Why it is not aggregated, in French.
        motif: String,
    },
    /// A figure of levels wider than the commune: published there, never pushed down to communes.
    Publie {
        /// The figure, or its numerator.
        numerateur: Expression,
        /// Its denominator, when it is a ratio of two published counts.
        denominateur: Option<Expression>,
        /// Multiplier of the ratio.
        facteur: f64,
    },
    /// What a ratio of sums leaves: those of the whole that are not in the part.
    Complement {
        /// The part.
        numerateur: Expression,
        /// The whole.
        denominateur: Expression,
        /// Multiplier, 100 in general.
        facteur: f64,
    },
}

impl Regle {
    /// Identifier of the rule, as the catalogue writes it.
    #[must_use]
    pub fn nom(&self) -> &'static str {
        match self {
            Self::Somme { .. } => "somme",
            Self::Ratio { .. } => "ratio",
            Self::Indice { .. } => "indice",
            Self::MoyennePonderee { .. } => "moyenne_ponderee",
            Self::PartPopulationSeuil { .. } => "part_population_seuil",
            Self::PartPopulationClasse { .. } => "part_population_classe",
            Self::PopulationClasse { .. } => "population_classe",
            Self::CommunesClasse { .. } => "communes_classe",
            Self::CommunesSans { .. } => "communes_sans",
            Self::PopulationSans { .. } => "population_sans",
            Self::PartPopulationSans { .. } => "part_population_sans",
            Self::PartCommunesConnues { .. } => "part_communes_connues",
            Self::Denombrement { .. } => "denombrement",
            Self::ZonesCoupees { .. } => "zones_coupees",
            Self::Evolution { .. } => "evolution",
            Self::EvolutionPart { .. } => "evolution_part",
            Self::Solde { .. } => "solde",
            Self::Mediane { .. } => "mediane",
            Self::ParCommune { .. } => "par_commune",
            Self::Publie { .. } => "publie",
            Self::Complement { .. } => "complement",
        }
    }

    /// Variables that the rule reads, in order, as the catalogue writes them.
    #[must_use]
    pub fn variables(&self) -> Vec<String> {
        match self {
            Self::Somme { variable }
            | Self::CommunesSans { variable }
            | Self::PartCommunesConnues { variable }
            | Self::ParCommune { variable, .. }
            | Self::Mediane { variable } => vec![variable.to_string()],
            Self::Ratio {
                numerateur: a,
                denominateur: b,
                ..
            }
            | Self::Indice {
                numerateur: a,
                denominateur: b,
                ..
            }
            | Self::Complement {
                numerateur: a,
                denominateur: b,
                ..
            }
            | Self::MoyennePonderee {
                variable: a,
                poids: b,
            }
            | Self::PartPopulationSeuil {
                variable: a,
                population: b,
                ..
            }
            | Self::PopulationSans {
                variable: a,
                population: b,
            }
            | Self::PartPopulationSans {
                variable: a,
                population: b,
            } => vec![a.to_string(), b.to_string()],
            Self::PartPopulationClasse {
                classe, population, ..
            }
            | Self::PopulationClasse {
                classe, population, ..
            } => vec![classe.clone(), population.to_string()],
            Self::CommunesClasse { classe, .. } | Self::ZonesCoupees { classe, .. } => {
                vec![classe.clone()]
            }
            Self::Publie { .. } | Self::EvolutionPart { .. } => self.publiees(),
            Self::Evolution { variable, .. } => vec![variable.clone()],
            Self::Solde { .. } => [POPULATION_RECENSEE, "naissances", "deces"]
                .map(str::to_owned)
                .to_vec(),
            Self::Denombrement { .. } => Vec::new(),
        }
    }

    fn publiees(&self) -> Vec<String> {
        match self {
            Self::Publie {
                numerateur: a,
                denominateur: b,
                ..
            } => std::iter::once(a)
                .chain(b)
                .map(ToString::to_string)
                .collect(),
            Self::EvolutionPart {
                numerateur: a,
                denominateur: b,
            } => vec![a.to_string(), b.to_string()],
            _ => Vec::new(),
        }
    }
}
