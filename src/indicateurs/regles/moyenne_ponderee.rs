//! Mean weighted by another variable: an APL by the standardised population of its own profession.
//!
//! Rule of the publisher, in each sheet of the DREES workbook: « l'APL communal doit être pondéré par la population
//! standardisée ».

use super::mediane::{d_une_unite, par_commune};
use super::{Preparation, Prete, Provenance, trouver, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::lecture::{Cause, Domaine, Groupe, Lu, Territoire};

struct MoyennePonderee<'a> {
    variable: Groupe<'a>,
    poids: Groupe<'a>,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &Expression,
    poids: &Expression,
    domaine: Domaine,
) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?.dans(domaine);
    Ok(match trouver_vers(donnees, poids, &variable) {
        Ok(poids) => Box::new(MoyennePonderee {
            variable,
            poids: poids.dans(Domaine::Effectif),
        }),
        Err(motif) => Box::new(SansPoids { variable, motif }),
    })
}

/// Values without their weights: shown by commune, never averaged with other weights.
struct SansPoids<'a> {
    variable: Groupe<'a>,
    motif: String,
}

impl Prete for SansPoids<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let motif = format!("pas de moyenne sans ses poids\u{a0}: {}", self.motif);
        par_commune(&self.variable, territoire, definition, &motif)
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable])
    }
}

impl MoyennePonderee<'_> {
    fn sommer(&self, territoire: &Territoire) -> Cumul {
        let mut cumul = Cumul::default();
        territoire.ensemble(&[&self.variable, &self.poids], |atome, arrondissements| {
            let poids = self.poids.compte(atome.unite, arrondissements);
            let taux = self
                .variable
                .taux(Some(&self.poids), atome.unite, arrondissements);
            match (taux, poids.fois(atome.part)) {
                // Inhabitants weigh: a weight of zero is one that the file does not give.
                (taux, Lu::Connu(w)) if w <= 0.0 && atome.habitants > 0.0 => {
                    let cause = taux.cause().unwrap_or(Cause::Absent);
                    cumul.sans_poids(cause, taux.intervalle());
                }
                (Lu::Connu(x), Lu::Connu(w)) => cumul.connu(atome, x * w, w),
                (Lu::Inconnu(cause, bornes), Lu::Connu(w)) => {
                    cumul.inconnu(cause, bornes.fois(w), w);
                }
                (taux, Lu::Inconnu(cause, _)) => {
                    let cause = taux.cause().map_or(cause, |autre| autre.max(cause));
                    cumul.sans_poids(cause, taux.intervalle());
                }
            }
        });
        cumul
    }
}

impl Prete for MoyennePonderee<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let cumul = self.sommer(territoire);
        let agregat = cumul.conclure(territoire, definition, Forme::Quotient(1.0));
        d_une_unite(&self.variable, Some(&self.poids), territoire, agregat)
    }

    fn cumuler(&self, territoire: &Territoire) -> Option<(Cumul, Forme)> {
        Some((self.sommer(territoire), Forme::Quotient(1.0)))
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable, &self.poids])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::Connue;

    const APL: &str =
        "regle = \"moyenne_ponderee\"\nvariable = \"apl_mg\"\npoids = \"apl_mg_pop_std\"";

    #[test]
    fn weights_by_the_standardised_population_not_by_inhabitants() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96001", Connue(2.0)), ("96002", Connue(4.0))],
        );
        essai.colonne(
            "apl_mg_pop_std",
            Some(2023),
            &[("96001", Connue(1200.0)), ("96002", Connue(400.0))],
        );
        // (2 × 1200 + 4 × 400) / 1600 = 2.5; by inhabitants (1 000 and 500) it would be 2.67.
        let a = essai.agreger(APL, &[("96001", 1.0), ("96002", 1.0)]);
        proche(a.valeur, 2.5);
        assert_eq!(a.denominateur, Some(1600.0));
        // Half of the second commune: (2400 + 800) / 1400.
        proche(
            essai.agreger(APL, &[("96001", 1.0), ("96002", 0.5)]).valeur,
            3200.0 / 1400.0,
        );
    }

    #[test]
    fn a_weight_of_zero_for_inhabitants_is_not_a_weight() {
        let mut essai = Essai::avec_ville();
        let apl = [("96001", Connue(80.0)), ("96002", Connue(60.0))];
        essai.colonne("apl_mg", Some(2023), &apl);
        let poids = [("96001", Connue(1200.0)), ("96002", Connue(0.0))];
        essai.colonne("apl_mg_pop_std", Some(2023), &poids);
        let a = essai.agreger(APL, &[("96001", 1.0), ("96002", 1.0)]);
        assert_ne!(a.statut, Statut::Publie);
        let bornes = a.bornes.unwrap();
        assert!(bornes.contient(60.0) && bornes.contient(80.0));
    }

    #[test]
    fn without_weights_it_is_shown_by_commune() {
        let mut essai = Essai::avec_ville();
        let deux = [("96001", Connue(2.0)), ("96002", Connue(4.0))];
        essai.colonne("apl_mg", None, &deux);
        let a = essai.agreger(APL, &[("96001", 1.0), ("96002", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::ParCommune));
        assert!(a.motif.unwrap().contains("populations standardisées"));
        // The mean of one commune is its own figure, which asks for no weight.
        let a = essai.agreger(APL, &[("96002", 0.4)]);
        assert_eq!((a.valeur, a.statut), (Some(4.0), Statut::Publie));
        let arrondissements = [("96101", Connue(2.0)), ("96102", Connue(4.0))];
        essai.colonne("apl_mg", None, &arrondissements);
        let a = essai.agreger(APL, &[("96100", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::ParCommune));
    }

    #[test]
    fn a_city_without_its_own_apl_is_the_weighted_mean_of_its_arrondissements() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96101", Connue(5.0)), ("96102", Connue(3.0))],
        );
        essai.colonne(
            "apl_mg_pop_std",
            Some(2023),
            &[("96101", Connue(6000.0)), ("96102", Connue(4000.0))],
        );
        let ville = essai.agreger(APL, &[("96100", 1.0)]);
        let morceaux = essai.agreger(APL, &[("96101", 1.0), ("96102", 1.0)]);
        proche(ville.valeur, 4.2);
        assert_eq!(ville.valeur, morceaux.valeur);
        assert!((ville.couverture.communes - 1.0).abs() < 1e-12);
    }
}
