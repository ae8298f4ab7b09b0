//! Communes, inhabitants and share of the population in a class: density degree, ZIP, ZAC.
//!
//! The whole of a share is the whole population: where no class is published, nobody is said to be outside of it,
//! so that the shares and the part without class add up to 100.

use super::{Preparation, Prete, Provenance, sans_source, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::lecture::{Groupe, Lu, classe_par_arrondissements, rang_classe};
use crate::indicateurs::territoire::{Atome, Territoire};
use crate::model::{ColonneClasse, Referentiel};

enum Compte<'a> {
    Communes,
    Population(Groupe<'a>),
    Part(Groupe<'a>),
}

struct Classe<'a> {
    referentiel: &'a Referentiel,
    colonne: &'a ColonneClasse,
    /// Rank of the class; `None` when no commune of the file is in it: a true zero.
    rang: Option<u32>,
    compte: Compte<'a>,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, regle: &Regle) -> Preparation<'a> {
    let (classe, modalite, population) = match regle {
        Regle::PartPopulationClasse {
            classe,
            modalite,
            population,
        }
        | Regle::PopulationClasse {
            classe,
            modalite,
            population,
        } => (classe, modalite, Some(population)),
        Regle::CommunesClasse { classe, modalite } => (classe, modalite, None),
        _ => return Err("règle sans classe".to_owned()),
    };
    let colonne = donnees
        .dataset
        .classe(classe)
        .ok_or_else(|| sans_source(classe))?;
    let compte = match population {
        None => Compte::Communes,
        Some(expression) => {
            let vers = Groupe {
                colonnes: Vec::new(),
                millesime: colonne.millesime,
            };
            let groupe = trouver_vers(donnees, expression, &vers)?;
            if matches!(regle, Regle::PopulationClasse { .. }) {
                Compte::Population(groupe)
            } else {
                Compte::Part(groupe)
            }
        }
    };
    let rang = (0u32..)
        .zip(&colonne.modalites)
        .find(|(_, (code, _))| code == modalite)
        .map(|(rang, _)| rang);
    Ok(Box::new(Classe {
        referentiel: &donnees.dataset.referentiel,
        colonne,
        rang,
        compte,
    }))
}

impl Classe<'_> {
    fn population(&self) -> Option<&Groupe<'_>> {
        match &self.compte {
            Compte::Communes => None,
            Compte::Population(groupe) | Compte::Part(groupe) => Some(groupe),
        }
    }

    fn eclate(&self, arrondissements: &[Atome]) -> bool {
        classe_par_arrondissements(self.colonne, arrondissements)
            && self.population().is_none_or(|g| g.eclate(arrondissements))
    }

    fn poids(&self, atome: &Atome, arrondissements: &[Atome]) -> Lu {
        match self.population() {
            None => Lu::Connu(atome.communes),
            Some(groupe) => match groupe.lire_compte(atome.unite, arrondissements) {
                Lu::Connu(x) => Lu::Connu(x * atome.part),
                autre => autre,
            },
        }
    }
}

impl Prete for Classe<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.parcourir(
            |arrondissements| self.eclate(arrondissements),
            |atome, arrondissements| {
                let rang = rang_classe(self.referentiel, self.colonne, atome.unite);
                let poids = self.poids(atome, arrondissements);
                if rang.is_none() && self.colonne.est_rejetee(atome.unite) {
                    let part = matches!(self.compte, Compte::Part(_));
                    return cumul.classe_rejetee(match poids {
                        Lu::Connu(p) if part => Some(p),
                        _ => None,
                    });
                }
                match (rang, poids) {
                    (Some(rang), Lu::Connu(poids)) => {
                        let dedans = self.rang == Some(rang);
                        cumul.connu(atome, if dedans { poids } else { 0.0 }, poids);
                    }
                    (Some(_), Lu::Masque(_)) => cumul.masque(None),
                    (_, Lu::Rejete) => cumul.rejete(),
                    (None, Lu::Connu(poids)) if matches!(self.compte, Compte::Part(_)) => {
                        cumul.inclasse(poids);
                    }
                    _ => cumul.absent(),
                }
            },
        );
        let forme = match self.compte {
            Compte::Part(_) => Forme::Quotient(100.0),
            Compte::Communes | Compte::Population(_) => Forme::Somme,
        };
        cumul.conclure(territoire, definition, forme)
    }

    fn provenance(&self) -> Provenance {
        let groupes: Vec<_> = self.population().into_iter().collect();
        Provenance::de_classe(self.colonne, &groupes)
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;

    fn regle(nom: &str, modalite: &str) -> String {
        let population = if nom == "communes_classe" {
            ""
        } else {
            "population = \"population_municipale\"\n"
        };
        format!(
            "regle = \"{nom}\"\nclasse = \"zonage_mg\"\nmodalite = \"{modalite}\"\n{population}couverture_min = 0.5"
        )
    }

    #[test]
    fn shares_the_population_between_the_classes() {
        let mut essai = Essai::avec_ville();
        essai.classe(
            "zonage_mg",
            None,
            &[("96001", "ZIP"), ("96002", "ZAC"), ("96100", "HORS")],
        );
        let tout = [("96001", 1.0), ("96002", 1.0), ("96100", 1.0)];
        let part = |m| {
            essai
                .agreger(&regle("part_population_classe", m), &tout)
                .valeur
                .unwrap()
        };
        proche(Some(part("ZIP")), 100.0 * 1000.0 / 11_500.0);
        proche(Some(part("ZIP") + part("ZAC") + part("HORS")), 100.0);
        proche(
            essai
                .agreger(&regle("population_classe", "ZAC"), &tout)
                .valeur,
            500.0,
        );
        proche(
            essai
                .agreger(&regle("communes_classe", "ZIP"), &tout)
                .valeur,
            1.0,
        );
    }

    #[test]
    fn a_class_that_no_commune_has_is_a_true_zero_and_a_hole_is_not() {
        let mut essai = Essai::avec_ville();
        essai.classe("zonage_mg", None, &[("96001", "ZIP")]);
        let a = essai.agreger(&regle("part_population_classe", "ZAC"), &[("96001", 1.0)]);
        assert_eq!((a.valeur, a.statut), (Some(0.0), Statut::Publie));
        let b = essai.agreger(
            &regle("part_population_classe", "ZIP"),
            &[("96001", 1.0), ("96002", 1.0)],
        );
        proche(b.valeur, 100.0 * 1000.0 / 1500.0);
        assert_eq!(b.statut, Statut::Partiel);
        assert_eq!(b.denominateur, Some(1500.0));
    }

    #[test]
    fn an_unpublished_class_stays_in_the_whole_and_bounds_the_share() {
        let mut essai = Essai::avec_ville();
        essai.classe("zonage_mg", None, &[("96001", "ZIP"), ("96100", "ZAR")]);
        let tout = [("96001", 1.0), ("96002", 1.0), ("96100", 1.0)];
        let part = |m| essai.agreger(&regle("part_population_classe", m), &tout);
        let [zip, zar] = ["ZIP", "ZAR"].map(part);
        let inconnu = 1.0 - zip.couverture.population;
        proche(
            Some(zip.valeur.unwrap() + zar.valeur.unwrap() + 100.0 * inconnu),
            100.0,
        );
        let [min, max] = zip.bornes.unwrap();
        proche(Some(min), 100.0 * 1000.0 / 11_500.0);
        proche(Some(max), 100.0 * 1500.0 / 11_500.0);
        let rien = essai.agreger(&regle("part_population_classe", "ZIP"), &[("96002", 1.0)]);
        assert_eq!((rien.valeur, rien.bornes), (None, None));
    }

    #[test]
    fn an_arrondissement_inherits_the_class_of_its_city() {
        let mut essai = Essai::avec_ville();
        essai.classe("zonage_mg", None, &[("96100", "ZIP")]);
        let a = essai.agreger(&regle("population_classe", "ZIP"), &[("96101", 1.0)]);
        proche(a.valeur, 6000.0);
    }
}
