//! What every part of the document needs: the report, the plans, the territories worth comparing with.

use std::collections::{BTreeMap, BTreeSet};

use super::Edition;
use super::edition::PlanEdition;
use crate::model::{CodeCommune, Comparateur, Indicateur, Niveau, Statut};
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
    /// Whether the document is the complete edition, which numbers its sources.
    pub complete: bool,
    numeros: BTreeMap<&'a str, usize>,
    /// Communes of the perimeter and around.
    noms: BTreeMap<CodeCommune, &'a str>,
}

impl<'a> Contexte<'a> {
    /// Indexes a report.
    pub(super) fn new(
        rapport: &'a Rapport,
        (plan, edition): (&'a Plan, &'a PlanEdition),
        forme: Edition,
    ) -> Self {
        let numerotees = rapport.sources.iter().zip(1..);
        let voisines = rapport.cartes.iter().flat_map(|c| &c.communes);
        let voisines = voisines.map(|c| (c.code, c.nom.as_str()));
        let siennes = rapport.perimetre.communes.iter();
        let siennes = siennes.map(|c| (c.code, c.nom.as_str()));
        Self {
            rapport,
            plan,
            edition,
            redondants: comparables::redondants(&rapport.indicateurs),
            complete: forme == Edition::Complete,
            numeros: numerotees.map(|(s, n)| (s.id.as_str(), n)).collect(),
            noms: voisines.chain(siennes).collect(),
        }
    }

    /// « [3][5] »: numbers of some sources, sorted, each once; an unknown one keeps its identifier. Nothing in the short edition.
    pub(super) fn renvois(&self, ids: &[String]) -> String {
        if !self.complete {
            return String::new();
        }
        let numero = |id: &&String| self.numeros.get(id.as_str()).copied();
        let connus: BTreeSet<usize> = ids.iter().filter_map(|id| numero(&id)).collect();
        let inconnus: BTreeSet<&String> = ids.iter().filter(|id| numero(id).is_none()).collect();
        let connus = connus.into_iter().map(|n| format!("[{n}]"));
        let inconnus = inconnus.into_iter().map(|id| format!("[{id}]"));
        connus.chain(inconnus).collect()
    }

    /// « Nom (code) », or the code alone.
    pub(super) fn commune(&self, code: CodeCommune) -> String {
        let nom = self.noms.get(&code);
        nom.map_or_else(|| code.to_string(), |nom| format!("{nom} ({code})"))
    }

    /// Name of a commune, or its code.
    pub(super) fn nom(&self, code: CodeCommune) -> String {
        let nom = self.noms.get(&code);
        nom.map_or_else(|| code.to_string(), |nom| (*nom).to_owned())
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
