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
            let connue = figures.iter().all(|lu| lu.connu().is_some());
            // A figure that could not be read was perhaps published.
            if figures.iter().any(|lu| lu.cause() == Some(Cause::Rejete)) {
                cumul.inconnu(Cause::Rejete, Intervalle::entre(0.0, 1.0), 1.0);
            } else {
                cumul.connu(commune.atome, if connue { 1.0 } else { 0.0 }, 1.0);
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
    fn masked_and_absent_are_not_published() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "taux_pauvrete",
            Some(2021),
            &[("96001", Connue(12.0)), ("96002", Masquee)],
        );
        let a = essai.agreger(
            "regle = \"part_communes_connues\"\nvariable = \"taux_pauvrete\"",
            &[
                ("96001", 1.0),
                ("96002", 1.0),
                ("96100", 1.0),
                ("96003", 1.0),
            ],
        );
        proche(a.valeur, 25.0);
        assert_eq!(a.denominateur, Some(4.0));
    }
}
