//! What every part of the document needs: the report, the plans, the territories worth comparing with.

use super::edition::PlanEdition;
use crate::model::{Comparateur, Indicateur, Niveau, Statut};
use crate::rapport::Rapport;
use crate::rapport::comparables::{self, Redondants};
use crate::rapport::mots::COUVERTURE_COMPARABLE;
use crate::rapport::plan::Plan;

/// The report with its indexes.
pub(super) struct Contexte<'a> {
    /// The report.
    pub rapport: &'a Rapport,
    /// Items expected.
    pub plan: &'a Plan,
    /// What the short edition shows.
    pub edition: &'a PlanEdition,
    /// Territories that say nothing more than another.
    pub redondants: Redondants,
}

impl<'a> Contexte<'a> {
    /// Indexes a report.
    pub(super) fn new(rapport: &'a Rapport, (plan, edition): (&'a Plan, &'a PlanEdition)) -> Self {
        let redondants = comparables::redondants(&rapport.indicateurs);
        Self {
            rapport,
            plan,
            edition,
            redondants,
        }
    }

    /// An indicator of the report.
    pub(super) fn indicateur(&self, id: &str) -> Option<&'a Indicateur> {
        self.rapport.indicateurs.iter().find(|i| i.id == id)
    }

    /// The first of some indicators that have something to say.
    pub(super) fn indicateurs(&self, ids: &[String], max: usize) -> Vec<&'a Indicateur> {
        let lus = ids.iter().filter_map(|id| self.indicateur(id));
        lus.filter(|i| dit(i)).take(max).collect()
    }

    /// The territory of the level that decides, and its value when it has one: France, by default.
    pub(super) fn reference<'i>(&self, i: &'i Indicateur) -> Option<(&'i Comparateur, f64)> {
        let niveau = self.plan.gravite.comparateur;
        let mut siens = i.comparateurs.iter().filter(|c| c.niveau == niveau);
        let seul = siens.next().filter(|_| niveau == Niveau::France)?;
        let su = matches!(seul.statut, Statut::Publie)
            || seul.publie.is_some()
            || seul.couverture.population >= COUVERTURE_COMPARABLE;
        let valeur = seul.valeur.filter(|v| su && v.is_finite())?;
        Some((seul, valeur))
    }
}

/// Whether the report gives something for the indicator.
pub(super) fn dit(i: &Indicateur) -> bool {
    let ailleurs = i.comparateurs.iter().any(comparables::dit);
    let ici = i.valeur.is_some() || i.bornes.is_some() || i.petit_effectif.is_some();
    ici || ailleurs && i.statut != Statut::Absent || i.statut == Statut::ParCommune
}
