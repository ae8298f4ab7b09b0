//! Communes where the count is a known zero, and the inhabitants who live there.
//!
//! A city with arrondissements is one commune: it is « sans » only when all its arrondissements are known to be.

use super::{Preparation, Prete, Provenance, trouver, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, Regle};
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::lecture::{Groupe, Lu};
use crate::indicateurs::territoire::{Atome, Territoire};

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
    let variable = trouver(donnees, expression)?;
    let compte = match population {
        None => Compte::Communes,
        Some(population) => {
            let groupe = trouver_vers(donnees, population, &variable)?;
            if matches!(regle, Regle::PopulationSans { .. }) {
                Compte::Population(groupe)
            } else {
                Compte::Part(groupe)
            }
        }
    };
    Ok(Box::new(Sans { variable, compte }))
}

/// Whether a unit has none, when it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Aucun,
    Present,
    Masquee,
    Inconnue,
    Rejetee,
}

impl Presence {
    fn de(lu: Lu) -> Self {
        match lu {
            Lu::Connu(x) if x > 0.0 => Self::Present,
            Lu::Connu(_) => Self::Aucun,
            Lu::Masque(Some((min, _))) if min > 0.0 => Self::Present,
            Lu::Masque(_) => Self::Masquee,
            Lu::Absent => Self::Inconnue,
            Lu::Rejete => Self::Rejetee,
        }
    }
}

impl Sans<'_> {
    fn presence(&self, atome: &Atome, arrondissements: &[Atome]) -> Presence {
        if arrondissements.is_empty() || !self.variable.eclate(arrondissements) {
            return Presence::de(self.variable.lire(atome.unite));
        }
        let lus = arrondissements.iter().map(|a| self.variable.lire(a.unite));
        if lus.clone().any(|lu| Presence::de(lu) == Presence::Present) {
            return Presence::Present;
        }
        Presence::de(lus.fold(Lu::Connu(0.0), Lu::plus))
    }

    fn poids(&self, atome: &Atome, arrondissements: &[Atome]) -> Lu {
        match &self.compte {
            Compte::Communes => Lu::Connu(atome.communes),
            Compte::Population(groupe) | Compte::Part(groupe) => {
                match groupe.lire_compte(atome.unite, arrondissements) {
                    Lu::Connu(x) => Lu::Connu(x * atome.part),
                    autre => autre,
                }
            }
        }
    }
}

impl Prete for Sans<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.parcourir(
            |_| false,
            |atome, arrondissements| {
                let presence = self.presence(atome, arrondissements);
                match (presence, self.poids(atome, arrondissements)) {
                    (Presence::Aucun, Lu::Connu(p)) => cumul.connu(atome, p, p),
                    (Presence::Present, Lu::Connu(p)) => cumul.connu(atome, 0.0, p),
                    (Presence::Masquee, Lu::Connu(p)) => cumul.masque(Some(([0.0, p], p))),
                    (Presence::Rejetee, _) | (_, Lu::Rejete) => cumul.rejete(),
                    (Presence::Inconnue, _) | (_, Lu::Absent) => cumul.absent(),
                    _ => cumul.masque(None),
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
        assert_eq!(a.bornes, Some([1.0, 2.0]));
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
