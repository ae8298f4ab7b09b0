//! Tables of the report: by commune here, by EPCI, QPV and cut zones in `zones`.

mod structures;
mod zones;

use std::collections::BTreeMap;

use super::plan::{ColonnePlan, TableauPlan};
use super::{Cellule, ColonneTableau, Tableau};
use crate::model::{Dataset, Indicateur, Membre, Perimetre, Valeur, ZoneCoupee};

pub(super) use structures::dans;
pub use structures::{Rangees, distances, structures};
pub use zones::{ZONES_COUPEES, epci, qpv, zones_coupees};

/// What the tables by commune show, read once by the caller, in the order of the members of the perimeter.
#[derive(Debug, Clone, Default)]
pub struct Colonnes {
    /// Values of each indicator of the plan.
    pub valeurs: BTreeMap<String, Vec<Valeur>>,
    /// Label of the class of each member, by variable.
    pub classes: BTreeMap<String, Vec<Option<String>>>,
    /// Zones that an indicator of cut zones counts, sorted by code.
    pub zones_coupees: BTreeMap<String, Vec<ZoneCoupee>>,
    /// Accessibility of the territory without its first commune, by indicator that counts the professionals.
    pub sans_la_premiere: BTreeMap<String, f64>,
}

/// Cells of the distances to the nearest structure of a kind, in the order of the members of the perimeter.
#[must_use]
pub fn distance_de<'a>(
    tableaux: &'a [Tableau],
    genre: &str,
) -> Option<impl Iterator<Item = &'a Cellule>> {
    let tableau = tableaux.iter().find(|t| t.id == structures::PROCHES)?;
    let titre = structures::titre_distance(genre);
    let rang = tableau.colonnes.iter().position(|c| c.titre == titre)?;
    Some(tableau.lignes.iter().filter_map(move |l| l.get(rang)))
}

/// Tables by commune; a column without any value in the perimeter is left out, a table without column too.
#[must_use]
pub fn par_commune(
    plan: &[TableauPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
    indicateurs: &[Indicateur],
    lues: &Colonnes,
) -> Vec<Tableau> {
    plan.iter()
        .filter_map(|t| tableau(t, dataset, perimetre, indicateurs, lues))
        .collect()
}

fn tableau(
    plan: &TableauPlan,
    dataset: &Dataset,
    perimetre: &Perimetre,
    indicateurs: &[Indicateur],
    lues: &Colonnes,
) -> Option<Tableau> {
    let mut colonnes = vec![texte("Code"), texte("Commune")];
    let mut cellules: Vec<Vec<Cellule>> = Vec::new();
    let mut sources = Vec::new();
    for colonne in &plan.colonnes {
        let Some(valeurs) = remplir(colonne, lues) else {
            continue;
        };
        let indicateur = colonne
            .indicateur
            .as_deref()
            .and_then(|id| indicateurs.iter().find(|i| i.id == id));
        colonnes.push(ColonneTableau {
            titre: colonne.titre.clone(),
            unite: indicateur.map(|i| i.unite.clone()).unwrap_or_default(),
            decimales: indicateur.map_or(0, |i| i.decimales),
            variable: colonne
                .indicateur
                .clone()
                .or_else(|| colonne.classe.clone()),
        });
        sources.extend(sources_de(colonne, indicateur, dataset));
        cellules.push(valeurs);
    }
    if cellules.is_empty() {
        return None;
    }
    let lignes = perimetre
        .membres
        .iter()
        .enumerate()
        .map(|(rang, membre)| ligne(rang, membre, dataset, &cellules))
        .collect();
    sources.sort();
    sources.dedup();
    Some(Tableau {
        id: plan.id.clone(),
        section: plan.section,
        titre: plan.titre.clone(),
        colonnes,
        lignes,
        note: plan.note.clone(),
        sources,
    })
}

fn texte(titre: &str) -> ColonneTableau {
    ColonneTableau {
        titre: titre.to_owned(),
        unite: String::new(),
        decimales: 0,
        variable: None,
    }
}

/// Cells of a column, or nothing when no commune has a value.
fn remplir(colonne: &ColonnePlan, lues: &Colonnes) -> Option<Vec<Cellule>> {
    let cellules: Vec<Option<Cellule>> = match (&colonne.indicateur, &colonne.classe) {
        (Some(indicateur), _) => {
            let valeurs = lues.valeurs.get(indicateur)?;
            valeurs.iter().map(|v| cellule(*v)).collect()
        }
        (None, Some(classe)) => {
            let libelles = lues.classes.get(classe)?.iter().cloned();
            libelles.map(|l| l.map(Cellule::Texte)).collect()
        }
        (None, None) => return None,
    };
    cellules.iter().any(Option::is_some).then(|| {
        let absente = || Cellule::Texte("non disponible".to_owned());
        cellules
            .into_iter()
            .map(|c| c.unwrap_or_else(absente))
            .collect()
    })
}

/// Nothing when the file has no value.
fn cellule(valeur: Valeur) -> Option<Cellule> {
    match valeur {
        Valeur::Connue(x) => Some(Cellule::Nombre(x)),
        Valeur::Masquee => Some(Cellule::Texte("masqué".to_owned())),
        Valeur::Rejetee => Some(Cellule::Texte("illisible".to_owned())),
        Valeur::Absente => None,
    }
}

fn sources_de(
    colonne: &ColonnePlan,
    indicateur: Option<&Indicateur>,
    dataset: &Dataset,
) -> Vec<String> {
    match (indicateur, &colonne.classe) {
        (Some(indicateur), _) => indicateur.sources.clone(),
        (None, Some(classe)) => dataset
            .classe(classe)
            .and_then(|c| dataset.source(c.source))
            .map(|s| vec![s.id.clone()])
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn ligne(
    rang: usize,
    membre: &Membre,
    dataset: &Dataset,
    cellules: &[Vec<Cellule>],
) -> Vec<Cellule> {
    let unite = dataset.referentiel.unite(membre.unite);
    let mut nom = unite.nom.clone();
    if membre.part < 1.0 {
        nom.push_str(&format!(
            " (part\u{a0}: {}\u{a0}%)",
            crate::francais::nombre(membre.part * 100.0, 0)
        ));
    }
    let mut ligne = vec![Cellule::Texte(unite.code.to_string()), Cellule::Texte(nom)];
    ligne.extend(
        cellules
            .iter()
            .filter_map(|colonne| colonne.get(rang).cloned()),
    );
    ligne
}
