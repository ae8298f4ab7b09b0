//! A report that can be shown without naming: before anything is computed, every name of the dataset gives way to a token that
//! no file holds; once the report is built, each token gives way to a label. No sentence is searched for names, so none is missed.

mod codes;
mod etiquettes;
mod jeton;
mod noms;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::Result;
use serde_json::Value;

use super::chargement::Charge;
use crate::rapport::Rapport;
use crate::rapport::cartes_sans_lieu::deplacer;
use codes::Codes;
use etiquettes::Etiquettes;
use jeton::{Genre, Jeton};

/// Name of the territory, unless the user gives another.
const NOM: &str = "Territoire anonyme";

/// What turns the tokens of a report into labels.
pub struct Masque {
    /// Communes of the perimeter, by code: their letters follow it.
    membres: Vec<Jeton>,
    codes: Codes,
    /// Names of the files, the longest first, and what they become.
    fichiers: Vec<(String, String)>,
}

/// Takes every name out of what was loaded; `nom` is the one that the user chose for the report.
pub fn masquer(charge: &mut Charge, nom: Option<&str>) -> Masque {
    let (dataset, perimetre) = (&mut charge.dataset, &mut charge.perimetre);
    let unite = |m: &crate::model::Membre| Jeton::new(Genre::Commune, m.unite.0 as usize);
    let masque = Masque {
        membres: perimetre.membres.iter().map(unite).collect(),
        codes: Codes::new(&dataset.referentiel),
        fichiers: noms::fichiers(dataset),
    };
    nom.unwrap_or(NOM).clone_into(&mut perimetre.nom);
    "(anonyme)".clone_into(&mut perimetre.expression);
    noms::referentiel(Arc::make_mut(&mut dataset.referentiel));
    noms::cpts(dataset, perimetre);
    noms::lieux(dataset);
    noms::messages(dataset, perimetre);
    // What was computed on the names that it had.
    dataset.annexes = None;
    masque
}

impl Masque {
    /// The same report, its tokens and its codes being labels; its maps keep the communes alone, without their place.
    ///
    /// # Errors
    /// Never, unless the report cannot be written as JSON: a defect of the program.
    pub fn lever(&self, rapport: &Rapport) -> Result<Rapport> {
        let mut leve = rapport.clone();
        leve.cartes.iter_mut().for_each(deplacer);
        let mut json = serde_json::to_value(&leve)?;
        let mut vus = BTreeSet::new();
        textes(&mut json, &mut |texte| {
            vus.extend(jeton::lus(texte));
            vus.extend(self.codes.lus(texte));
        });
        let etiquettes = Etiquettes::new(&self.membres, &vus);
        textes(&mut json, &mut |texte| {
            let mut neuf = etiquettes.ecrire(texte, &self.codes);
            for (fichier, neutre) in &self.fichiers {
                if neuf.contains(fichier.as_str()) {
                    neuf = neuf.replace(fichier.as_str(), neutre);
                }
            }
            *texte = neuf;
        });
        leve = serde_json::from_value(json)?;
        // What the contract does not carry.
        for (neuf, ancien) in leve.tableaux.iter_mut().zip(&rapport.tableaux) {
            for (colonne, avant) in neuf.colonnes.iter_mut().zip(&ancien.colonnes) {
                colonne.variable.clone_from(&avant.variable);
            }
        }
        codes::taire(&mut leve);
        Ok(leve)
    }
}

/// Visits every text of a JSON, the names of its fields apart.
fn textes(json: &mut Value, visite: &mut impl FnMut(&mut String)) {
    match json {
        Value::String(texte) => visite(texte),
        Value::Array(valeurs) => valeurs.iter_mut().for_each(|v| textes(v, visite)),
        Value::Object(champs) => champs.values_mut().for_each(|v| textes(v, visite)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What the labels of a kind are called, and how many there are of each: kept in the order of their tokens.
type Rangs = BTreeMap<Jeton, usize>;
