//! What feeds each section: for every kind of data that its indicators read, the files that give it or the file that would.

use std::collections::{BTreeMap, BTreeSet};

use super::definition::{Definition, Regle};
use super::fichiers::Mots;
use super::{Catalogue, Donnees, notice, regles};
use crate::model::lecture::population;
use crate::model::{Dataset, SectionId, SourceId};

/// A kind of data, given by some sources or by none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apport {
    /// What it is: « ces tranches d'âge ».
    pub libelle: String,
    /// Sources that give it, sorted; none when it is missing.
    pub sources: Vec<SourceId>,
    /// The file to drop, or the extract to ask for.
    pub fichier: String,
    /// Address of that file.
    pub adresse: Option<String>,
    /// Whom to ask, when it is in no open file.
    pub demande: Option<String>,
    /// Indicators concerned, in the order of the catalogue.
    pub indicateurs: Vec<String>,
}

/// A section of the report and what feeds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alimentation {
    /// Section.
    pub section: SectionId,
    /// Indicators of the catalogue.
    pub indicateurs: Vec<String>,
    /// Those that the files can compute, with their labels.
    pub calculables: Vec<(String, String)>,
    /// What is given.
    pub fournis: Vec<Apport>,
    /// What is not.
    pub manquants: Vec<Apport>,
}

/// What feeds each section that has indicators, in order.
#[must_use]
pub fn alimentation(dataset: &Dataset, catalogue: &Catalogue) -> Vec<Alimentation> {
    let donnees = Donnees::selon(dataset, catalogue);
    let mut sections = Vec::new();
    for section in SectionId::TOUTES {
        let siens = catalogue.definitions().iter();
        let siens: Vec<&Definition> = siens.filter(|d| d.section == section).collect();
        if !siens.is_empty() {
            sections.push(une(&donnees, section, &siens));
        }
    }
    sections
}

fn une(donnees: &Donnees<'_>, section: SectionId, siens: &[&Definition]) -> Alimentation {
    let (mut fournis, mut manquants) = (Vec::new(), Vec::new());
    let mut calculables = Vec::new();
    let mots = |v: &str| donnees.fichiers.mots(v);
    for d in siens {
        let presentes: BTreeMap<String, BTreeSet<SourceId>> = notice::variables(d)
            .into_iter()
            .map(|v| (v.clone(), sources(donnees.dataset, d, &v)))
            .collect();
        if calculable(donnees, d) {
            calculables.push((d.id.clone(), d.libelle.clone()));
            let presents = presentes.iter().filter(|(_, s)| !s.is_empty());
            for (v, s) in presents {
                let mut tous = s.clone();
                tous.extend(donnees.dataset.publies.sources_de(v));
                ajouter(&mut fournis, mots(v), v, &tous, &d.id);
            }
        } else {
            let vides = notice::variables(d);
            let absente = vides
                .iter()
                .find(|v| presentes.get(*v).is_none_or(BTreeSet::is_empty));
            if let Some(v) = absente.or(vides.first()) {
                ajouter(&mut manquants, mots(v), v, &BTreeSet::new(), &d.id);
            }
        }
    }
    Alimentation {
        section,
        indicateurs: siens.iter().map(|d| d.id.clone()).collect(),
        calculables,
        fournis,
        manquants,
    }
}

/// Whether the files give something to compute with.
fn calculable(donnees: &Donnees<'_>, d: &Definition) -> bool {
    let variables = notice::variables(d);
    let aucune = |v: &String| sources(donnees.dataset, d, v).is_empty();
    let publie = matches!(d.regle, Regle::Publie { .. });
    (publie || regles::preparer(donnees, d).is_ok())
        && (variables.is_empty() || !variables.iter().all(aucune))
}

fn ajouter(
    apports: &mut Vec<Apport>,
    mots: Option<Mots<'_>>,
    variable: &str,
    sources: &BTreeSet<SourceId>,
    id: &str,
) {
    let libelle = mots.map_or(variable, |m| m.libelle);
    let rang = apports.iter().position(|a| a.libelle == libelle);
    let rang = rang.unwrap_or_else(|| {
        apports.push(Apport {
            libelle: libelle.to_owned(),
            sources: Vec::new(),
            fichier: mots.map_or("", |m| m.fichier).to_owned(),
            adresse: mots.and_then(|m| m.adresse).map(str::to_owned),
            demande: mots.and_then(|m| m.demande).map(str::to_owned),
            indicateurs: Vec::new(),
        });
        apports.len() - 1
    });
    if let Some(apport) = apports.get_mut(rang) {
        apport.sources.extend(sources);
        apport.sources.sort_unstable();
        apport.sources.dedup();
        if !apport.indicateurs.iter().any(|i| i == id) {
            apport.indicateurs.push(id.to_owned());
        }
    }
}

/// Sources that give a variable to an indicator, whatever the vintage: those of wider levels when it only tells them.
fn sources(dataset: &Dataset, d: &Definition, variable: &str) -> BTreeSet<SourceId> {
    if matches!(d.regle, Regle::Publie { .. }) {
        return dataset.publies.sources_de(variable);
    }
    let colonnes = dataset.colonnes.get(variable).into_iter().flatten();
    let classes = dataset.classes.get(variable).into_iter().flatten();
    let mut toutes: BTreeSet<SourceId> = colonnes.map(|(_, c)| c.source).collect();
    toutes.extend(classes.map(|(_, c)| c.source));
    match variable {
        population::VARIABLE => {
            toutes.insert(dataset.source_population);
        }
        notice::QPV => toutes.extend(dataset.qpv.iter().map(|q| q.source)),
        _ => {}
    }
    toutes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn a_kind_of_data_is_given_or_missing_and_no_indicator_is_lost() {
        let catalogue = Catalogue::embarque().unwrap();
        let mut essai = Essai::communes(&[100, 200]);
        let lit = |essai: &Essai| alimentation(&essai.dataset, &catalogue);
        let s3 = |a: &[Alimentation]| {
            a.iter()
                .find(|a| a.section == SectionId::S3)
                .cloned()
                .unwrap()
        };
        let vide = lit(&essai);
        assert!(
            s3(&vide).calculables.is_empty()
                && s3(&vide).manquants.iter().any(|m| m.adresse.is_some())
        );
        essai.colonne("revenu_median", Some(2021), &[("96001", Connue(20_000.0))]);
        let plein = s3(&lit(&essai));
        assert_eq!(plein.fournis[0].sources, [SourceId(1)]);
        assert!(
            plein
                .calculables
                .iter()
                .any(|(id, _)| id == "revenu_median")
        );
        for a in vide.iter().chain(&lit(&essai)) {
            let manquants: BTreeSet<&String> =
                a.manquants.iter().flat_map(|m| &m.indicateurs).collect();
            assert_eq!(
                manquants.len() + a.calculables.len(),
                a.indicateurs.len(),
                "{}",
                a.section
            );
        }
    }
}
