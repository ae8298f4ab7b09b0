//! What a ratio of sums leaves: households without a car, from those that have one.

use super::{Preparation, Prete, Provenance, ratio};
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::model::Bornes;
use crate::model::lecture::{Domaine, Territoire};

struct Complement<'a> {
    part: Box<dyn Prete + 'a>,
    facteur: f64,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    partie: &Expression,
    tout: &Expression,
    facteur: f64,
) -> Preparation<'a> {
    let part = ratio::preparer(donnees, partie, tout, facteur, Domaine::Pourcentage)?;
    Ok(Box::new(Complement { part, facteur }))
}

impl Prete for Complement<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let part = self.part.agreger(territoire, definition);
        let reste = |x: f64| self.facteur - x;
        Agregat {
            valeur: part.valeur.map(reste),
            bornes: part.bornes.map(|b| Bornes {
                min: b.max.map(reste),
                max: b.min.map(reste),
            }),
            numerateur: part.denominateur.zip(part.numerateur).map(|(d, n)| d - n),
            ..part
        }
    }

    fn provenance(&self) -> Provenance {
        self.part.provenance()
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn it_is_what_the_part_leaves_and_its_bounds_too() {
        let regle = "regle = \"complement\"\nnumerateur = \"v\"\ndenominateur = \"m\"\nfacteur = 100\ncouverture_min = 0";
        let mut essai = Essai::avec_ville();
        let menages = [("96001", Connue(200.0)), ("96002", Connue(100.0))];
        essai.colonne("m", Some(2022), &menages);
        essai.colonne(
            "v",
            Some(2022),
            &[("96001", Connue(150.0)), ("96002", Masquee)],
        );
        essai.bornes("v", Some(2022), (0.0, 100.0));
        let a = essai.agreger(regle, &[("96001", 1.0)]);
        proche(a.valeur, 25.0);
        assert_eq!(a.numerateur, Some(50.0));
        let bornes = essai
            .agreger(regle, &[("96001", 1.0), ("96002", 1.0)])
            .bornes
            .unwrap();
        assert!(bornes.contient(50.0 / 3.0) && bornes.contient(50.0) && !bornes.contient(51.0));
    }
}
