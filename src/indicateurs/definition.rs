//! An entry of the catalogue: what the indicator is and the rule that aggregates it.

mod objets;
mod regle;

use crate::model::SectionId;
use crate::model::lecture::{Domaine, Intervalle};

pub use objets::{Denombrable, MesureEvolution, Mouvement, POPULATION_RECENSEE, PeriodeEvolution};
pub use regle::Regle;

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
    /// How far from the truth the publisher's rounding leaves the count of a commune, in its unit; 0 when it does not round.
    pub precision: f64,
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
            Regle::EvolutionPart { .. } => Intervalle::entre(-100.0, 100.0),
            _ => self.domaine.intervalle(),
        }
    }
}
