//! An entry of the catalogue: what the indicator is and the rule that aggregates it.

use super::expression::Expression;
use crate::model::SectionId;
use crate::model::lecture::{Domaine, Intervalle};

/// What can be counted on a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denombrable {
    /// Communes; the arrondissements of a city count for that one city.
    Communes,
    /// EPCI met.
    Epci,
    /// Départements met.
    Departements,
    /// Régions met.
    Regions,
    /// Quartiers prioritaires that lie in a commune of the territory.
    Qpv,
    /// EPCI of which only a part is inside.
    EpciCoupes,
}

/// Which two vintages an evolution compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodeEvolution {
    /// The first and the last.
    Extremes,
    /// The last two.
    Dernieres,
}

/// How an evolution is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MesureEvolution {
    /// Percent over the whole period.
    Totale,
    /// Percent per year, compound.
    Annuelle,
}

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
    /// A median: never aggregated, shown by commune.
    Mediane {
        /// The median.
        variable: Expression,
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
            Self::Mediane { .. } => "mediane",
        }
    }

    /// Variables that the rule reads, in order, as the catalogue writes them.
    #[must_use]
    pub fn variables(&self) -> Vec<String> {
        match self {
            Self::Somme { variable }
            | Self::CommunesSans { variable }
            | Self::PartCommunesConnues { variable }
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
            Self::Evolution { variable, .. } => vec![variable.clone()],
            Self::Denombrement { .. } => Vec::new(),
        }
    }
}

/// An indicator of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Stable identifier, snake_case.
    pub id: String,
    /// S0…S12.
    pub section: SectionId,
    /// Group inside the section; empty when there is none.
    pub groupe: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// What the figure can be, whatever the commune: what bounds it where it is not known.
    pub domaine: Domaine,
    /// How the territory is computed from its communes.
    pub regle: Regle,
    /// Share of the population that must have a value for the figure to be published, from 0 to 1.
    pub couverture_min: f64,
    /// Formula, in French words.
    pub formule: String,
    /// How a value is read, in French, without « Lecture : » in front; made from the rule when the catalogue gives none.
    pub lecture: String,
    /// Source of the rule.
    pub reference: String,
    /// True when more is better, false when less is better.
    pub favorable_si_haut: Option<bool>,
    /// True for a rate whose numerator counts persons or structures: on too few of them, the count takes its place.
    pub petit_effectif: bool,
    /// True when the indicator is left out, rather than shown as absent, when no file gives it.
    pub facultatif: bool,
}

impl Definition {
    /// Values that the figure of a territory can have: by construction for shares and counts of communes, else as stated.
    #[must_use]
    pub fn domaine(&self) -> Intervalle {
        match self.regle {
            Regle::PartPopulationSeuil { .. }
            | Regle::PartPopulationClasse { .. }
            | Regle::PartPopulationSans { .. }
            | Regle::PartCommunesConnues { .. } => Domaine::Pourcentage.intervalle(),
            Regle::PopulationClasse { .. }
            | Regle::CommunesClasse { .. }
            | Regle::CommunesSans { .. }
            | Regle::PopulationSans { .. }
            | Regle::Denombrement { .. }
            | Regle::ZonesCoupees { .. } => Domaine::Effectif.intervalle(),
            Regle::Evolution { .. } => Intervalle::entre(-100.0, f64::INFINITY),
            _ => self.domaine.intervalle(),
        }
    }
}
