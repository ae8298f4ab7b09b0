//! Percent of the communes for which a figure is published: what secrecy leaves.

use super::{Preparation, Prete, Provenance, trouver};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::lecture::{Cause, Groupe, Intervalle, Territoire};

struct Connues<'a> {
    variable: Groupe<'a>,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, variable: &Expression) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?;
    Ok(Box::new(Connues { variable }))
}

impl Prete for Connues<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.par_commune(|commune| {
            let figures = commune.figures(&self.variable);
            let a_cause = |cause| figures.iter().any(|lu| lu.cause() == Some(cause));
            let zero_ou_un = Intervalle::entre(0.0, 1.0);
            // A figure that could not be read was perhaps published; one that the file has no row for is no secret.
            if a_cause(Cause::Rejete) {
                cumul.inconnu(Cause::Rejete, zero_ou_un, 1.0);
            } else if a_cause(Cause::Masque) {
                cumul.connu(commune.atome, 0.0, 1.0);
            } else if figures.iter().all(|lu| lu.connu().is_some()) {
                cumul.connu(commune.atome, 1.0, 1.0);
            } else {
                cumul.inconnu(Cause::Absent, zero_ou_un, 1.0);
            }
        });
        cumul.conclure(territoire, definition, Forme::Quotient(100.0))
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn secrecy_is_counted_and_what_the_file_does_not_give_is_not() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "taux_pauvrete",
            Some(2021),
            &[("96001", Connue(12.0)), ("96002", Masquee)],
        );
        let a = essai.agreger(
            "regle = \"part_communes_connues\"\nvariable = \"taux_pauvrete\"\n\
             couverture_min = 0.01",
            &[
                ("96001", 1.0),
                ("96002", 1.0),
                ("96100", 1.0),
                ("96003", 1.0),
            ],
        );
        proche(a.valeur, 50.0);
        assert_eq!(a.denominateur, Some(2.0));
        let bornes = a.bornes.unwrap();
        assert!(bornes.contient(25.0) && bornes.contient(75.0));
    }
}
