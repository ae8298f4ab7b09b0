//! Communes where the count is a known zero, and the inhabitants who live there.
//!
//! A city with arrondissements is one commune: it is « sans » only when all those inside are known to be.

use super::{Preparation, Prete, Provenance, trouver, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{CommuneLue, Domaine, Groupe, Intervalle, Lu, Territoire};

enum Compte<'a> {
    Communes,
    Population(Groupe<'a>),
    Part(Groupe<'a>),
}

struct Sans<'a> {
    variable: Groupe<'a>,
    compte: Compte<'a>,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, regle: &Regle) -> Preparation<'a> {
    let (expression, population) = match regle {
        Regle::CommunesSans { variable } => (variable, None),
        Regle::PopulationSans {
            variable,
            population,
        }
        | Regle::PartPopulationSans {
            variable,
            population,
        } => (variable, Some(population)),
        _ => return Err("règle sans variable".to_owned()),
    };
    let variable = trouver(donnees, expression)?.dans(Domaine::Effectif);
    let compte = match population {
        None => Compte::Communes,
        Some(population) => {
            let groupe = trouver_vers(donnees, population, &variable)?.dans(Domaine::Effectif);
            if matches!(regle, Regle::PopulationSans { .. }) {
                Compte::Population(groupe)
            } else {
                Compte::Part(groupe)
            }
        }
    };
    Ok(Box::new(Sans { variable, compte }))
}

impl Sans<'_> {
    fn poids(&self, commune: CommuneLue<'_>) -> Lu {
        match &self.compte {
            Compte::Communes => Lu::Connu(1.0),
            Compte::Population(groupe) | Compte::Part(groupe) => commune.compte(groupe),
        }
    }

    fn ajouter(&self, cumul: &mut Cumul, commune: CommuneLue<'_>) {
        match (commune.aucun(&self.variable), self.poids(commune)) {
            (Lu::Connu(aucun), Lu::Connu(p)) => cumul.connu(commune.atome, aucun * p, p),
            (Lu::Inconnu(cause, aucun), Lu::Connu(p)) => {
                cumul.inconnu(cause, aucun.fois(p), p);
            }
            (aucun, Lu::Inconnu(cause, p)) => {
                let cause = aucun.cause().map_or(cause, |autre| autre.max(cause));
                let aucun = aucun.intervalle();
                if matches!(self.compte, Compte::Part(_)) {
                    cumul.sans_poids(cause, aucun);
                } else {
                    let max = if aucun.max > 0.0 { p.max } else { 0.0 };
                    cumul.inconnu(cause, Intervalle::entre(p.min * aucun.min, max), 0.0);
                }
            }
        }
    }
}

impl Prete for Sans<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.par_commune(|commune| self.ajouter(&mut cumul, commune));
        let forme = match self.compte {
            Compte::Part(_) => Forme::Quotient(100.0),
            Compte::Communes | Compte::Population(_) => Forme::Somme,
        };
        cumul.conclure(territoire, definition, forme)
    }

    fn provenance(&self) -> Provenance {
        match &self.compte {
            Compte::Communes => Provenance::des_groupes(&[&self.variable]),
            Compte::Population(g) | Compte::Part(g) => {
                Provenance::des_groupes(&[&self.variable, g])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::{Connue, Masquee};

    fn regle(nom: &str) -> String {
        let population = if nom == "communes_sans" {
            ""
        } else {
            "population = \"population_municipale\"\n"
        };
        format!("regle = \"{nom}\"\nvariable = \"bpe_d265\"\n{population}couverture_min = 0.5")
    }

    #[test]
    fn counts_known_zeros_and_who_lives_there() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[
                ("96001", Connue(2.0)),
                ("96002", Connue(0.0)),
                ("96101", Connue(0.0)),
                ("96102", Connue(1.0)),
            ],
        );
        let tout = [("96001", 1.0), ("96002", 1.0), ("96100", 1.0)];
        proche(essai.agreger(&regle("communes_sans"), &tout).valeur, 1.0);
        proche(
            essai.agreger(&regle("population_sans"), &tout).valeur,
            500.0,
        );
        proche(
            essai.agreger(&regle("part_population_sans"), &tout).valeur,
            100.0 * 500.0 / 11_500.0,
        );
        // The first arrondissement alone has none, although its city has one.
        proche(
            essai
                .agreger(&regle("population_sans"), &[("96101", 1.0)])
                .valeur,
            6000.0,
        );
    }

    #[test]
    fn masked_between_one_and_five_is_not_without() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[("96001", Masquee), ("96002", Connue(0.0))],
        );
        let deux = [("96001", 1.0), ("96002", 1.0)];
        let a = essai.agreger(&regle("communes_sans"), &deux);
        assert_eq!(a.statut, Statut::NonPublie);
        assert_eq!(a.bornes, Some([Some(1.0), Some(2.0)].into()));
        essai.bornes("bpe_d265", Some(2024), (1.0, 5.0));
        let a = essai.agreger(&regle("communes_sans"), &deux);
        assert_eq!(
            (a.valeur, a.statut, a.bornes),
            (Some(1.0), Statut::Publie, None)
        );
    }

    #[test]
    fn no_row_is_not_a_zero() {
        let mut essai = Essai::avec_ville();
        essai.colonne("bpe_d265", Some(2024), &[("96001", Connue(0.0))]);
        let a = essai.agreger(&regle("communes_sans"), &[("96001", 1.0), ("96002", 1.0)]);
        assert_eq!((a.valeur, a.statut), (Some(1.0), Statut::Partiel));
    }
}
