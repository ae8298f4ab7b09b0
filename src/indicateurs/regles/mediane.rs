//! A median, or what nothing published can weigh, is never aggregated: neither summed nor averaged, only shown by commune.

use super::{Preparation, Prete, Provenance, trouver};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::Statut;
use crate::model::lecture::{Groupe, Intervalle, Lu, Territoire};

/// Why a median has no value for a territory.
pub(super) const MOTIF: &str =
    "une médiane ne s'additionne ni ne se moyenne\u{a0}: elle est donnée commune par commune";

struct Mediane<'a> {
    variable: Groupe<'a>,
    motif: &'a str,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &Expression,
    motif: &'a str,
) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?;
    Ok(Box::new(Mediane { variable, motif }))
}

/// No value for the territory, but the share of it that has one, and why; the published figure when it is one unit.
pub(super) fn par_commune(
    variable: &Groupe<'_>,
    territoire: &Territoire,
    definition: &Definition,
    motif: &str,
) -> Agregat {
    let mut cumul = Cumul::default();
    territoire.parcourir(
        |arrondissements| variable.par_arrondissements(arrondissements),
        |atome, _| match variable.propre(atome.unite) {
            Lu::Connu(_) => cumul.connu(atome, 0.0, 0.0),
            Lu::Inconnu(cause, _) => cumul.inconnu(cause, Intervalle::TOUT, 0.0),
        },
    );
    let agregat = Agregat {
        valeur: None,
        statut: Statut::ParCommune,
        motif: Some(motif.to_owned()),
        ..cumul.conclure(territoire, definition, Forme::Somme)
    };
    d_une_unite(variable, None, territoire, agregat)
}

/// On one commune or arrondissement, the figure that its publisher gives, to the last digit and whatever the weights.
pub(super) fn d_une_unite(
    variable: &Groupe<'_>,
    poids: Option<&Groupe<'_>>,
    territoire: &Territoire,
    agregat: Agregat,
) -> Agregat {
    let Some((unite, arrondissements)) = territoire.unite_seule() else {
        return agregat;
    };
    match variable.taux(poids, unite, arrondissements) {
        Lu::Connu(x) => Agregat {
            numerateur: agregat.numerateur,
            denominateur: agregat.denominateur,
            ..Agregat::complet(x)
        },
        Lu::Inconnu(..) => agregat,
    }
}

impl Prete for Mediane<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        par_commune(&self.variable, territoire, definition, self.motif)
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;
    use crate::model::Statut;
    use crate::model::Valeur::Connue;

    #[test]
    fn gives_no_value_but_says_how_many_inhabitants_have_one() {
        let mut essai = Essai::avec_ville();
        essai.colonne("revenu_median", Some(2021), &[("96001", Connue(21_000.0))]);
        let a = essai.agreger(
            "regle = \"mediane\"\nvariable = \"revenu_median\"",
            &[("96001", 1.0), ("96002", 1.0)],
        );
        assert_eq!((a.valeur, a.statut), (None, Statut::ParCommune));
        assert!((a.couverture.population - 1000.0 / 1500.0).abs() < 1e-12);
    }
}
