//! Compute → rapport: figures, places, maps, findings and funding of one perimeter, put together.

use std::collections::BTreeSet;

use anyhow::Result;

use super::chargement::Charge;
use super::colonnes;
use super::financement;
use super::positions::positions;
use super::regles::Fichiers;
use crate::acces;
use crate::baremes::Bareme;
use crate::check::{self, Plages, Severites};
use crate::financement::PopulationRetenue;
use crate::francais::denombre;
use crate::indicateurs::{Catalogue, depassements};
use crate::model::lecture::population as reference;
use crate::model::{
    Constat, Dataset, DateCivile, Indicateur, Membre, Perimetre, SousDensite, ZonesBlanches,
};
use crate::rapport::carte_structures::structures;
use crate::rapport::cartes::Cartes;
use crate::rapport::document::edition::{self, PlanEdition};
use crate::rapport::ecran::{self, Ecran};
use crate::rapport::plan::Plan;
use crate::rapport::{self, Ingredients, Population, Rapport, financement_tableaux};

/// The rules of a report.
pub struct Regles {
    /// Indicators.
    pub catalogue: Catalogue,
    /// Scale of the agreement.
    pub bareme: Bareme,
    /// Sections, charts and tables.
    pub plan: Plan,
    /// Plausible ranges.
    pub plages: Plages,
    /// Severities that the user gives to findings.
    pub severites: Severites,
    /// What the short edition shows.
    pub edition: PlanEdition,
    /// What a terminal shows.
    pub ecran: Ecran,
}

impl Regles {
    /// Those of the program, completed by the files of the user.
    ///
    /// # Errors
    /// A file that cannot be read or is wrong.
    pub fn lire(fichiers: &Fichiers) -> Result<Self> {
        Ok(Self {
            catalogue: fichiers.lire_catalogue()?,
            bareme: fichiers.lire_bareme()?,
            plan: fichiers.lire_plan()?,
            plages: fichiers.lire_plages()?,
            severites: fichiers.lire_severites()?,
            edition: edition::edition()?,
            ecran: ecran::ecran()?,
        })
    }
}

/// Everything that a report says, from what was loaded.
///
/// # Errors
/// Threshold missing from the catalogue, plan that cannot be read, date before the agreement.
pub fn construire(charge: &Charge, regles: &Regles, date: Option<DateCivile>) -> Result<Rapport> {
    let (dataset, perimetre) = (&charge.dataset, &charge.perimetre);
    avec((dataset, perimetre), regles, date, || {
        crate::indicateurs::calculer(dataset, perimetre, &regles.catalogue)
    })
}

/// The same, with figures that something else computes.
///
/// # Errors
/// Those of [`construire`].
pub fn avec(
    (dataset, perimetre): (&Dataset, &Perimetre),
    regles: &Regles,
    date: Option<DateCivile>,
    indicateurs: impl FnOnce() -> Vec<Indicateur> + Send,
) -> Result<Rapport> {
    let (catalogue, plan) = (&regles.catalogue, &regles.plan);
    let population = population(dataset, perimetre);
    let seuil = acces::SeuilApl::du_catalogue(catalogue)?;
    // The figures, the places and the funding do not depend on each other.
    let financement = || {
        let regles = (&regles.bareme, catalogue.fichiers_officiels(), date);
        financement::pour_diagnostic(regles, dataset, perimetre, retenue(&population))
    };
    let places = || {
        let regles = (catalogue, &regles.plages, plan);
        territoire(dataset, perimetre, regles, &seuil)
    };
    let lectures = || {
        let colonnes = colonnes::colonnes(plan, dataset, perimetre, catalogue);
        (colonnes, depassements(dataset, perimetre, catalogue))
    };
    let autres = || rayon::join(places, || rayon::join(financement, lectures));
    let (indicateurs, (territoire, (financement, (colonnes, fautes)))) =
        rayon::join(indicateurs, autres);
    let (zones_blanches, sous_densite, cartes, mut constats) = territoire?;
    constats.extend(check::variables_inutiles(dataset, &lues(catalogue, plan)));
    constats.extend(fautes);
    let (detail, sources) = financement?;
    let financement = detail.analyse.financement.clone();
    let ingredients = Ingredients {
        dataset,
        perimetre,
        indicateurs,
        colonnes,
        population,
        financement,
        financement_tableaux: financement_tableaux::pour_diagnostic(detail, &sources),
        zones_blanches,
        sous_densite,
        cartes,
        constats,
        date,
    };
    let mut rapport = rapport::construire(plan, ingredients, |constats| {
        regles.severites.appliquer(constats);
    });
    let (lieu, places) = ((dataset, perimetre), &regles.edition.positions);
    rapport.positions = positions(lieu, catalogue, places, &rapport.indicateurs);
    Ok(rapport)
}

/// The population that decides the tier of a report.
#[must_use]
pub fn retenue(population: &Population) -> PopulationRetenue {
    PopulationRetenue::municipale(population.valeur, population.millesime)
}

/// Ids of the variables that the catalogue and the tables of the plan read.
pub fn lues(catalogue: &Catalogue, plan: &Plan) -> BTreeSet<String> {
    let colonnes = plan.tableau.iter().flat_map(|t| &t.colonnes);
    let classes = colonnes.filter_map(|c| c.classe.clone());
    classes.chain(catalogue.variables()).collect()
}

/// Coverage, scarcity, maps, and what is found in the files.
type Territoire = (ZonesBlanches, SousDensite, Option<Cartes>, Vec<Constat>);

/// All of it.
fn territoire(
    dataset: &Dataset,
    perimetre: &Perimetre,
    (catalogue, plages, plan): (&Catalogue, &Plages, &Plan),
    seuil: &acces::SeuilApl,
) -> Result<Territoire> {
    let places = || {
        let zones = acces::zones_blanches(dataset, perimetre);
        (zones, acces::sous_densite(dataset, perimetre, seuil))
    };
    let fond = || {
        let fond = rapport::fond(dataset, perimetre)?;
        let valeurs = colonnes::cartes(dataset, perimetre, catalogue, &fond);
        Some((fond, valeurs))
    };
    let ((zones_blanches, sous_densite), (fond, constats)) = rayon::join(places, || {
        rayon::join(fond, || check::tout(dataset, perimetre, plages))
    });
    let cartes = fond.map(|(fond, valeurs)| {
        let dessus = (&zones_blanches, &sous_densite);
        let mut cartes = rapport::cartes_pour(dataset, perimetre, &fond, &valeurs, dessus);
        let structures = structures(&fond, &plan.structures, dataset, perimetre);
        cartes.themes.extend(structures);
        cartes
    });
    Ok((zones_blanches, sous_densite, cartes, constats?))
}

/// Population municipale of the référentiel, each commune for its part.
#[must_use]
pub fn population(dataset: &Dataset, perimetre: &Perimetre) -> Population {
    let referentiel = &dataset.referentiel;
    let annees = perimetre.membres.iter().map(|m| m.unite);
    let millesime = referentiel.millesime_commun(annees);
    let autre = millesime != Some(referentiel.millesime_population);
    Population {
        valeur: perimetre
            .membres
            .iter()
            .map(|m| m.part * referentiel.population(m.unite))
            .sum(),
        genre: "municipale".to_owned(),
        reference: reference::libelle(dataset),
        millesime,
        note: autre
            .then(|| referentiel.note_population.clone())
            .filter(|n| !n.is_empty())
            .or_else(|| sans_population(dataset, perimetre)),
    }
}

/// Says that the population is a minimum, when the reference does not give that of every commune.
fn sans_population(dataset: &Dataset, perimetre: &Perimetre) -> Option<String> {
    let inconnue = |m: &&Membre| reference::habitants(dataset, m.unite).is_none();
    let sans = perimetre.membres.iter().filter(inconnue).count();
    (sans > 0).then(|| {
        format!(
            "{} sans population dans la population de référence\u{a0}: ce total est un minimum.",
            denombre(sans, "commune", "communes")
        )
    })
}
