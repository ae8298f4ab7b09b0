//! The columns of the tables by commune: each indicator and each class of the plan, read once for the whole perimeter.

use crate::indicateurs::{Catalogue, Donnees, LectureIndicateur, agreger, zones_coupees};
use crate::model::lecture::{ClasseLue, Territoire, classe};
use crate::model::{ColonneClasse, Dataset, Membre, Perimetre, Statut, UniteId, Valeur};
use crate::rapport::constats::premiere;
use crate::rapport::plan::Plan;
use crate::rapport::plan_constats::ConcentrationPlan;
use crate::rapport::tableaux::Colonnes;
use crate::rapport::{Fond, INDICATEURS_DES_CARTES, Valeurs};

/// Reads all that the tables of the plan show.
#[must_use]
pub fn colonnes(
    plan: &Plan,
    dataset: &Dataset,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
) -> Colonnes {
    let donnees = Donnees::new(dataset);
    let mut lues = Colonnes::default();
    for colonne in plan.tableau.iter().flat_map(|t| &t.colonnes) {
        if let Some(id) = &colonne.indicateur {
            let valeurs = valeurs(&donnees, perimetre, catalogue, id);
            lues.valeurs.insert(id.clone(), valeurs);
        }
        if let Some(variable) = &colonne.classe
            && let Some(classes) = dataset.classe(variable)
        {
            let libelle = |id| libelle(dataset, classes, id);
            let libelles = perimetre.membres.iter().map(|m| libelle(m.unite)).collect();
            lues.classes.insert(variable.clone(), libelles);
        }
    }
    for p in &plan.concentration {
        let sans = sans_la_premiere(p, &donnees, perimetre, catalogue, &lues);
        lues.sans_la_premiere
            .extend(sans.map(|apl| (p.indicateur.clone(), apl)));
    }
    for definition in catalogue.definitions() {
        let zones = zones_coupees(dataset, perimetre, definition);
        if !zones.is_empty() {
            lues.zones_coupees.insert(definition.id.clone(), zones);
        }
    }
    lues
}

/// Accessibility of a perimeter without the commune that holds most of the professionals, when it is published in whole.
fn sans_la_premiere(
    plan: &ConcentrationPlan,
    donnees: &Donnees<'_>,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
    lues: &Colonnes,
) -> Option<f64> {
    let definition = catalogue.definition(plan.apl.as_deref()?)?;
    let (rang, _) = premiere(lues.valeurs.get(&plan.indicateur)?)?;
    let mut autres = perimetre.clone();
    autres.membres.remove(rang);
    let territoire = Territoire::du_perimetre(&donnees.dataset.referentiel, &autres);
    let agregat = agreger(donnees, definition, &territoire);
    agregat.valeur.filter(|_| agregat.statut == Statut::Publie)
}

/// Reads what the maps show of each unit drawn: a commune of the perimeter for its part, a neighbour whole.
#[must_use]
pub fn cartes(
    dataset: &Dataset,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
    fond: &Fond,
) -> Valeurs {
    let donnees = Donnees::new(dataset);
    let membre = |unite| Membre {
        unite,
        part: Some(perimetre.part(unite))
            .filter(|p| *p > 0.0)
            .unwrap_or(1.0),
    };
    let lire = |id: &&str| {
        let lecture = LectureIndicateur::new(&donnees, catalogue.definition(id)?)?;
        let valeur = |unite| (unite, lecture.valeur(membre(unite)));
        Some(((*id).to_owned(), fond.unites().map(valeur).collect()))
    };
    INDICATEURS_DES_CARTES.iter().filter_map(lire).collect()
}

fn valeurs(
    donnees: &Donnees<'_>,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
    id: &str,
) -> Vec<Valeur> {
    let definition = catalogue.definition(id);
    let lecture = definition.and_then(|d| LectureIndicateur::new(donnees, d));
    let valeur = |m| lecture.as_ref().map_or(Valeur::Absente, |l| l.valeur(m));
    perimetre.membres.iter().map(|m| valeur(*m)).collect()
}

/// Label of a class; « selon l'arrondissement » after the codes of a city that has several.
fn libelle(dataset: &Dataset, classes: &ColonneClasse, id: UniteId) -> Option<String> {
    let lue = classe(&dataset.referentiel, classes, id);
    let modalites = lue.modalites(classes);
    if let ClasseLue::Partagee(_) = lue {
        let codes: Vec<&str> = modalites.iter().map(|(code, _)| code.as_str()).collect();
        return Some(format!("{} selon l'arrondissement", codes.join(", ")));
    }
    let (code, libelle) = modalites.first()?;
    Some(if libelle.is_empty() { code } else { libelle }.clone())
}
