//! Communes, inhabitants and share of the population in a class: density degree, ZIP, ZAC.
//!
//! The whole of a share is the whole population: where no class is published, nobody is said to be outside of it,
//! so that the shares and the part without class add up to 100. A city whose arrondissements have several classes is
//! counted, as a commune, in none of them; its inhabitants are in that of their arrondissement.

use super::{Preparation, Prete, Provenance, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{
    Atome, Cause, ClasseLue, Domaine, Groupe, Intervalle, Lu, Territoire, classe_commune,
};
use crate::model::{ColonneClasse, Referentiel, UniteId};

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
        .ok_or_else(|| donnees.fichiers.absence(classe))?;
    let compte = match population {
        None => Compte::Communes,
        Some(expression) => {
            let vers = Groupe {
                colonnes: Vec::new(),
                millesime: colonne.millesime,
                domaine: Domaine::Effectif,
            };
            let groupe = trouver_vers(donnees, expression, &vers)?.dans(Domaine::Effectif);
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

    fn classe(&self, unite: UniteId, pieces: &[UniteId]) -> ClasseLue {
        classe_commune(self.referentiel, self.colonne, unite, pieces)
    }

    fn communes(&self, cumul: &mut Cumul, territoire: &Territoire) {
        territoire.par_commune(
            |commune| match commune.classe(self.referentiel, self.colonne) {
                ClasseLue::Inconnue(cause) => {
                    cumul.inconnu(cause, Intervalle::entre(0.0, 1.0), 0.0);
                }
                lue => {
                    let dedans = self.rang.is_some() && lue.une() == self.rang;
                    cumul.connu(commune.atome, if dedans { 1.0 } else { 0.0 }, 1.0);
                }
            },
        );
    }

    /// Inhabitants in the class, as a sum or as a share.
    fn habitants(&self, cumul: &mut Cumul, atome: &Atome, lue: &ClasseLue, poids: Lu, part: bool) {
        // 1 when the place is in the class, 0 when it is not, both when it cannot be told.
        let dedans = match lue.une() {
            Some(rang) if self.rang == Some(rang) => Intervalle::point(1.0),
            Some(_) => Intervalle::point(0.0),
            None => Intervalle::entre(0.0, 1.0),
        };
        let pourquoi = match lue {
            ClasseLue::Inconnue(cause) => *cause,
            ClasseLue::Une(_) | ClasseLue::Partagee(_) => Cause::Absent,
        };
        match (lue.une(), poids) {
            (Some(_), Lu::Connu(p)) => cumul.connu(atome, p * dedans.min, p),
            (None, Lu::Connu(p)) if part => cumul.inclasse(pourquoi, p),
            (None, Lu::Connu(p)) => cumul.inconnu(pourquoi, dedans.fois(p), 0.0),
            (_, Lu::Inconnu(cause, _)) if part => cumul.sans_poids(cause, dedans),
            (_, Lu::Inconnu(cause, p)) => {
                let max = if dedans.max > 0.0 { p.max } else { 0.0 };
                cumul.inconnu(cause, Intervalle::entre(p.min * dedans.min, max), 0.0);
            }
        }
    }
}

impl Prete for Classe<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        let part = matches!(self.compte, Compte::Part(_));
        match self.population() {
            None => self.communes(&mut cumul, territoire),
            Some(groupe) => {
                territoire.places_de_classe(self.colonne, groupe, |atome, arrondissements| {
                    let lue = self.classe(atome.unite, arrondissements);
                    let poids = groupe.compte(atome.unite, arrondissements).fois(atome.part);
                    self.habitants(&mut cumul, atome, &lue, poids, part);
                });
            }
        }
        let forme = if part {
            Forme::Quotient(100.0)
        } else {
            Forme::Somme
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
        let bornes = zip.bornes.unwrap();
        proche(bornes.min, 100.0 * 1000.0 / 11_500.0);
        proche(bornes.max, 100.0 * 1500.0 / 11_500.0);
        let rien = essai.agreger(&regle("part_population_classe", "ZIP"), &[("96002", 1.0)]);
        assert_eq!((rien.valeur, rien.bornes), (None, None));
    }

    #[test]
    fn a_city_of_several_classes_is_a_commune_of_none_and_numbers_of_communes_are_whole() {
        let mut essai = Essai::avec_ville();
        let classes = [("96001", "ZIP"), ("96101", "ZIP"), ("96102", "HORS")];
        essai.classe("zonage_mg", None, &classes);
        let tout = [("96001", 0.3), ("96100", 1.0)];
        let valeur = |nom, m| essai.agreger(&regle(nom, m), &tout).valeur;
        assert_eq!(valeur("communes_classe", "ZIP"), Some(1.0));
        assert_eq!(valeur("communes_classe", "HORS"), Some(0.0));
        proche(valeur("population_classe", "ZIP"), 300.0 + 6000.0);
        let morceaux = [("96101", 1.0), ("96102", 0.5)];
        let a = essai.agreger(&regle("communes_classe", "ZIP"), &morceaux);
        assert_eq!(a.valeur, Some(0.0));
        let b = essai.agreger(&regle("communes_classe", "ZIP"), &[("96101", 1.0)]);
        assert_eq!(b.valeur, Some(1.0));
    }

    #[test]
    fn an_arrondissement_inherits_the_class_of_its_city() {
        let mut essai = Essai::avec_ville();
        essai.classe("zonage_mg", None, &[("96100", "ZIP")]);
        let a = essai.agreger(&regle("population_classe", "ZIP"), &[("96101", 1.0)]);
        proche(a.valeur, 6000.0);
    }
}
