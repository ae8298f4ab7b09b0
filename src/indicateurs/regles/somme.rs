//! Sum of counts; the part of a commune inside scales its count.

use super::{Preparation, Prete, Provenance, trouver};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::indicateurs::lecture::{Groupe, Lu};
use crate::indicateurs::territoire::Territoire;

struct Somme<'a> {
    variable: Groupe<'a>,
}

pub(super) fn preparer<'a>(donnees: &'a Donnees<'a>, variable: &Expression) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?;
    Ok(Box::new(Somme { variable }))
}

impl Prete for Somme<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.parcourir(
            |arrondissements| self.variable.eclate(arrondissements),
            |atome, _| match self.variable.lire(atome.unite) {
                Lu::Connu(x) => cumul.connu(atome, x * atome.part, 0.0),
                Lu::Masque(bornes) => {
                    cumul.masque(bornes.map(|(a, b)| ([a * atome.part, b * atome.part], 0.0)));
                }
                Lu::Absent => cumul.absent(),
                Lu::Rejete => cumul.rejete(),
            },
        );
        cumul.conclure(territoire, definition, Forme::Somme)
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.variable])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::{Connue, Masquee};

    const REGLE: &str = "regle = \"somme\"\nvariable = \"bpe_d265\"";

    #[test]
    fn adds_counts_and_scales_the_part_of_a_commune() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[
                ("96001", Connue(3.0)),
                ("96002", Connue(0.0)),
                ("96101", Connue(8.0)),
                ("96102", Connue(2.0)),
            ],
        );
        // 3 + 0 + half of a city of 8 + 2.
        let a = essai.agreger(REGLE, &[("96001", 1.0), ("96002", 1.0), ("96100", 0.5)]);
        proche(a.valeur, 8.0);
        assert_eq!(a.statut, Statut::Publie);
        assert_eq!(a.numerateur, None);
    }

    #[test]
    fn absent_is_not_zero() {
        let mut essai = Essai::avec_ville();
        essai.colonne("bpe_d265", Some(2024), &[("96001", Connue(3.0))]);
        // 1 000 inhabitants of 1 500 are covered: below the 80 % declared.
        let a = essai.agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
        assert!((a.couverture.population - 1000.0 / 1500.0).abs() < 1e-12);
        let b = essai.agreger(
            "regle = \"somme\"\nvariable = \"inconnue\"",
            &[("96001", 1.0)],
        );
        assert_eq!(b.statut, Statut::Absent);
    }

    #[test]
    fn a_masked_arrondissement_bounds_the_city() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            None,
            &[("96101", Connue(8.0)), ("96102", Masquee)],
        );
        essai.bornes("bpe_d265", None, (1.0, 5.0));
        let a = essai.agreger(
            "regle = \"somme\"\nvariable = \"bpe_d265\"\ncouverture_min = 0.5",
            &[("96100", 1.0)],
        );
        proche(a.valeur, 8.0);
        assert_eq!(a.bornes, Some([9.0, 13.0]));
        // The arrondissement of 6 000 of the 10 000 inhabitants is covered, one of the two.
        assert!((a.couverture.population - 0.6).abs() < 1e-12);
        assert!((a.couverture.communes - 0.5).abs() < 1e-12);
    }
}
