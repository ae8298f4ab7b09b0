//! Percent of the population that lives in communes under a threshold, by the non-standardised population.
//!
//! Rule of the publisher (DREES workbook): « pour comptabiliser la population sous un seuil d'APL […] la population
//! non standardisée doit être utilisée ».

use super::{Preparation, Prete, Provenance, trouver, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::lecture::{Domaine, Groupe, Intervalle, Lu, Territoire};

struct Seuil<'a> {
    variable: Groupe<'a>,
    seuil: f64,
    population: Groupe<'a>,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &Expression,
    seuil: f64,
    population: &Expression,
) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?;
    let population = trouver_vers(donnees, population, &variable)?.dans(Domaine::Effectif);
    Ok(Box::new(Seuil {
        variable,
        seuil,
        population,
    }))
}

impl Seuil<'_> {
    /// Share of a place under the threshold, from 0 to 1, when its figure is in an interval.
    fn dessous(&self, figure: Intervalle) -> Intervalle {
        let [oui, non] = [1.0, 0.0].map(Intervalle::point);
        match figure {
            Intervalle { max, .. } if max < self.seuil => oui,
            Intervalle { min, .. } if min >= self.seuil => non,
            _ => oui.ou(non),
        }
    }

    fn sommer(&self, territoire: &Territoire) -> Cumul {
        let mut cumul = Cumul::default();
        territoire.ensemble_par(
            &[&self.variable, &self.population],
            |a| self.variable.par_arrondissements(a) && self.population.par_arrondissements(a),
            |atome, arrondissements| {
                let population = self.population.compte(atome.unite, arrondissements);
                let reunis = self.variable.reunit(arrondissements)
                    || self.population.reunit(arrondissements);
                let lu = if reunis {
                    self.variable.taux(None, atome.unite, arrondissements)
                } else {
                    self.variable.propre(atome.unite)
                };
                match (lu, population.fois(atome.part)) {
                    (Lu::Connu(x), Lu::Connu(p)) => {
                        cumul.connu(atome, if x < self.seuil { p } else { 0.0 }, p);
                    }
                    (Lu::Inconnu(cause, figure), Lu::Connu(p)) => {
                        cumul.inconnu(cause, self.dessous(figure).fois(p), p);
                    }
                    (lu, Lu::Inconnu(cause, _)) => {
                        let cause = lu.cause().map_or(cause, |autre| autre.max(cause));
                        cumul.sans_poids(cause, self.dessous(lu.intervalle()));
                    }
                }
            },
        );
        cumul
    }
}

impl Prete for Seuil<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let forme = Forme::Quotient(100.0);
        self.sommer(territoire)
            .conclure(territoire, definition, forme)
    }

    fn cumuler(&self, territoire: &Territoire) -> Option<(Cumul, Forme)> {
        Some((self.sommer(territoire), Forme::Quotient(100.0)))
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable, &self.population])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Valeur::{Connue, Masquee};

    const REGLE: &str = "regle = \"part_population_seuil\"\nvariable = \"apl_mg\"\nseuil = 2.5\n\
        population = \"apl_mg_pop | population_municipale\"\ncouverture_min = 0.5";

    #[test]
    fn counts_inhabitants_strictly_under_the_threshold() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96001", Connue(2.5)), ("96002", Connue(2.49))],
        );
        let a = essai.agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)]);
        proche(a.valeur, 100.0 * 500.0 / 1500.0);
        assert_eq!(a.numerateur, Some(500.0));
    }

    #[test]
    fn prefers_the_population_of_the_apl_file() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96001", Connue(3.0)), ("96002", Connue(1.0))],
        );
        essai.colonne(
            "apl_mg_pop",
            Some(2023),
            &[("96001", Connue(900.0)), ("96002", Connue(100.0))],
        );
        proche(
            essai
                .agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)])
                .valeur,
            10.0,
        );
    }

    #[test]
    fn a_masked_commune_widens_the_bounds() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96001", Connue(3.0)), ("96002", Masquee)],
        );
        let a = essai.agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)]);
        proche(a.valeur, 0.0);
        let bornes = a.bornes.unwrap();
        proche(bornes.min, 0.0);
        proche(bornes.max, 100.0 / 3.0);
    }
}
