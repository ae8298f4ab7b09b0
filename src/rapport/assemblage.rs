//! Puts the results together into the report: order, sentences, sections.

mod dits;

use super::plan::{Plan, SectionPlan};
use super::tableaux::{self, Colonnes};
use super::territoire;
use super::{
    Cartes, EtatDonnees, Graphique, PerimetreRapport, Population, Rapport, SCHEMA, Section,
    Tableau, completer, graphiques, manques, qualite, touches,
};
use crate::model::{
    Constat, Dataset, DateCivile, Financement, Indicateur, Perimetre, SectionId, SousDensite,
    ZonesBlanches,
};

/// All that the computation gave.
pub struct Ingredients<'a> {
    /// What was read.
    pub dataset: &'a Dataset,
    /// The territory.
    pub perimetre: &'a Perimetre,
    /// Indicators, in the order of the catalogue.
    pub indicateurs: Vec<Indicateur>,
    /// What the tables by commune show.
    pub colonnes: Colonnes,
    /// Population read by the funding tier.
    pub population: Population,
    /// Tier and amounts.
    pub financement: Financement,
    /// Tables of the funding, already those of their section.
    pub financement_tableaux: Vec<Tableau>,
    /// Coverage by CPTS.
    pub zones_blanches: ZonesBlanches,
    /// Scarcity.
    pub sous_densite: SousDensite,
    /// Map data.
    pub cartes: Option<Cartes>,
    /// Findings of the checks.
    pub constats: Vec<Constat>,
    /// Date of the report, AAAA-MM-JJ.
    pub date: Option<DateCivile>,
}

/// Builds the report; `gravite` gives the findings the severity that the user chose for them.
#[must_use]
pub fn construire(
    plan: &Plan,
    ingredients: Ingredients<'_>,
    gravite: impl FnOnce(&mut [Constat]) + Send,
) -> Rapport {
    let i = ingredients;
    let mut perimetre = territoire::decrire(i.perimetre, &i.dataset.referentiel);
    if let Some((_, fichier)) = qualite::sans_dossier(&perimetre.expression) {
        perimetre.expression = fichier.to_owned();
    }
    let graphiques = || graphiques::graphiques(&plan.graphique, &i.indicateurs, &perimetre.nom);
    let (graphiques, tableaux) = rayon::join(graphiques, || tableaux_de(plan, &i, &perimetre));
    let sections = || {
        let sections = plan.section.iter();
        sections
            .map(|s| section_dite(plan, s, &i, &graphiques, &tableaux))
            .collect()
    };
    let constats = || dits::tous_les_constats(plan, &i, &tableaux, gravite);
    let (sections, constats) = rayon::join(sections, constats);
    Rapport {
        schema: SCHEMA.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        date: i.date,
        fictif: i.dataset.referentiel.fictif,
        constats,
        a_completer: completer::a_completer(
            &plan.a_completer,
            &i.indicateurs,
            completer::connait_les_cpts(i.dataset, i.perimetre),
        ),
        elements_attendus: plan.a_completer.len(),
        donnees: etat(i.dataset, i.perimetre),
        sources: i.dataset.sources.clone(),
        perimetre,
        population: i.population,
        financement: i.financement,
        indicateurs: i.indicateurs,
        graphiques,
        tableaux,
        positions: None,
        zones_blanches: i.zones_blanches,
        sous_densite: i.sous_densite,
        sections,
        cartes: i.cartes,
        empreinte: None,
    }
}

/// A section, with what it misses.
fn section_dite(
    plan: &Plan,
    s: &SectionPlan,
    i: &Ingredients<'_>,
    graphiques: &[Graphique],
    tableaux: &[Tableau],
) -> Section {
    let mut section = section(s, &i.indicateurs, graphiques, tableaux, i.cartes.as_ref());
    if section.id == SectionId::S0 {
        section.textes.push(reference(&i.population));
    }
    let contours = !i.dataset.contours.is_empty();
    let manques = manques::dire(plan, &section, i.cartes.as_ref(), contours);
    section.textes.extend(manques);
    section
}

/// The population that weighs and divides, said once.
fn reference(population: &Population) -> String {
    format!(
        "Population de référence\u{a0}: {}. Elle pèse et divise tous les chiffres du rapport, sauf les taux dont le fichier \
         donne lui-même la population (tranches d'âge, pauvreté, population sous un seuil d'APL).",
        population.reference
    )
}

fn tableaux_de(plan: &Plan, i: &Ingredients<'_>, territoire: &PerimetreRapport) -> Vec<Tableau> {
    let rangees = tableaux::Rangees::new(&plan.structures, i.dataset, i.perimetre);
    // The distances search the country: the other tables are made meanwhile.
    let distances = || tableaux::distances(&rangees, &plan.structures, i.dataset, i.perimetre);
    let autres = || autres_tableaux(plan, i, territoire, &rangees);
    let (distances, mut tableaux) = rayon::join(distances, autres);
    tableaux.extend(distances);
    tableaux.extend(i.financement_tableaux.iter().cloned());
    tableaux
}

/// The tables of the communes, the zones and the structures.
fn autres_tableaux(
    plan: &Plan,
    i: &Ingredients<'_>,
    territoire: &PerimetreRapport,
    rangees: &tableaux::Rangees<'_>,
) -> Vec<Tableau> {
    let base = i.dataset.sources.first().map(|s| s.id.clone());
    let base = base.unwrap_or_default();
    let mut tableaux: Vec<Tableau> = tableaux::epci(territoire, &base).into_iter().collect();
    for (indicateur, titre) in tableaux::ZONES_COUPEES {
        let zones = tableaux::zones_coupees(&i.indicateurs, &i.colonnes, indicateur, titre);
        tableaux.extend(zones);
    }
    tableaux.extend(tableaux::qpv(i.dataset, i.perimetre));
    tableaux.extend(tableaux::par_commune(
        &plan.tableau,
        i.dataset,
        i.perimetre,
        &i.indicateurs,
        &i.colonnes,
    ));
    tableaux.extend(tableaux::structures(rangees, i.dataset, i.perimetre));
    tableaux
}

fn section(
    plan: &SectionPlan,
    indicateurs: &[Indicateur],
    graphiques: &[Graphique],
    tableaux: &[Tableau],
    cartes: Option<&Cartes>,
) -> Section {
    let presente = |id: &String| cartes.is_some_and(|c| c.themes.iter().any(|t| t.id == *id));
    Section {
        id: plan.id,
        titre: plan.titre.clone(),
        textes: vec![completer::texte(plan, indicateurs)],
        indicateurs: indicateurs
            .iter()
            .filter(|i| i.section == plan.id)
            .map(|i| i.id.clone())
            .collect(),
        cles: plan.cles_de(indicateurs),
        graphiques: graphiques
            .iter()
            .filter(|g| g.section == plan.id)
            .map(|g| g.id.clone())
            .collect(),
        cartes: plan
            .cartes
            .iter()
            .filter(|id| presente(id))
            .cloned()
            .collect(),
        tableaux: tableaux
            .iter()
            .filter(|t| t.section == plan.id)
            .map(|t| t.id.clone())
            .collect(),
    }
}

fn etat(dataset: &Dataset, perimetre: &Perimetre) -> EtatDonnees {
    EtatDonnees {
        rejets_total: dataset.rejets.len(),
        rejets_perimetre: dataset
            .rejets
            .iter()
            .filter(|r| {
                r.commune
                    .is_some_and(|c| touches::touche(dataset, perimetre, c))
            })
            .cloned()
            .collect(),
        non_reconnus: dataset.non_reconnus.clone(),
        constats: dataset
            .constats
            .iter()
            .map(|c| Constat {
                section: SectionId::S0,
                communes: Vec::new(),
                ..c.clone()
            })
            .collect(),
    }
}
