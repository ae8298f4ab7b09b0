//! Sum of counts; the part of a commune inside scales its count.

use super::{Preparation, Prete, Provenance, en_trop, trouver};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::Repetees;
use crate::model::lecture::{Domaine, Groupe, Lu, Territoire};

struct Somme<'a> {
    variable: Groupe<'a>,
    repetees: Vec<&'a Repetees>,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &Expression,
    domaine: Domaine,
) -> Preparation<'a> {
    let variable = trouver(donnees, variable)?.dans(domaine);
    let repetees = donnees.repetees(&variable);
    Ok(Box::new(Somme { variable, repetees }))
}

impl Somme<'_> {
    fn sommer(&self, territoire: &Territoire) -> Cumul {
        let (mut cumul, mut connues) = (Cumul::default(), Vec::new());
        territoire.ensemble(&[&self.variable], |atome, arrondissements| {
            let lu = self.variable.compte(atome.unite, arrondissements);
            match lu.fois(atome.part) {
                Lu::Connu(x) => {
                    connues.push((atome.unite, atome.part));
                    cumul.connu(atome, x, 0.0);
                }
                Lu::Inconnu(cause, bornes) => cumul.inconnu(cause, bornes, 0.0),
            }
        });
        cumul.retrancher(en_trop(&self.repetees, &connues), 0.0);
        cumul
    }
}

impl Prete for Somme<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        self.sommer(territoire)
            .conclure(territoire, definition, Forme::Somme)
    }

    fn cumuler(&self, territoire: &Territoire) -> Option<(Cumul, Forme)> {
        Some((self.sommer(territoire), Forme::Somme))
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
    fn a_person_of_two_communes_counts_once_and_in_each() {
        let mut essai = Essai::avec_ville();
        let deux = [("96001", Connue(3.0)), ("96002", Connue(1.0))];
        essai.colonne("bpe_d265", Some(2024), &deux);
        let partagee = [(essai.id("96001"), 5), (essai.id("96002"), 5)];
        let cle = ("bpe_d265".to_owned(), Some(2024));
        let repetees = crate::model::Repetees::new(partagee.to_vec());
        essai.dataset.repetees.insert(cle, repetees);
        proche(
            essai
                .agreger(REGLE, &[("96001", 1.0), ("96002", 1.0)])
                .valeur,
            3.0,
        );
        proche(essai.agreger(REGLE, &[("96002", 1.0)]).valeur, 1.0);
        let densite = "regle = \"ratio\"\nnumerateur = \"bpe_d265\"\ndenominateur = \"population_municipale\"\nfacteur = 1500";
        let a = essai.agreger(densite, &[("96001", 1.0), ("96002", 1.0)]);
        assert_eq!((a.numerateur, a.valeur), (Some(3.0), Some(3.0)));
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
        let regle = "regle = \"somme\"\nvariable = \"bpe_d265\"\ncouverture_min = 0";
        // The city is one commune: its count is not known when that of an arrondissement is not.
        let a = essai.agreger(regle, &[("96100", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
        let bornes = a.bornes.unwrap();
        assert_eq!((bornes.min, bornes.max), (Some(9.0), Some(13.0)));
        assert_eq!(a.couverture.communes, 0.0);
        let morceaux = essai.agreger(regle, &[("96101", 1.0), ("96102", 1.0)]);
        // Eight are known, at least one more is hidden: eight is not a figure of the whole.
        assert_eq!(
            (morceaux.valeur, morceaux.statut),
            (None, Statut::NonPublie)
        );
        assert_eq!(morceaux.bornes, a.bornes);
    }
}
