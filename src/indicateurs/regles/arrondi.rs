//! Counts that the publisher rounds, so that each commune is known within a few: the figure stands with its bounds.

use super::{Prete, Provenance};
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::definition::{Definition, Regle};
use crate::model::lecture::Territoire;
use crate::model::{Bornes, Statut, UniteId};

struct Arrondi<'a> {
    regle: Box<dyn Prete + 'a>,
    precision: f64,
}

/// Gives a rule the bounds of its rounded counts; the same rule when they are not rounded.
pub(super) fn borner<'a>(regle: Box<dyn Prete + 'a>, precision: f64) -> Box<dyn Prete + 'a> {
    if precision > 0.0 {
        Box::new(Arrondi { regle, precision })
    } else {
        regle
    }
}

impl Prete for Arrondi<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let lu = self.regle.agreger(territoire, definition);
        let mut communes = 0.0;
        territoire.unites(|atome, _| communes += atome.part);
        let echelle = match (&definition.regle, lu.denominateur) {
            (Regle::Ratio { facteur, .. }, Some(den)) if den > 0.0 => facteur / den,
            _ => 1.0,
        };
        let ecart = self.precision * communes * echelle;
        let permis = definition.domaine();
        let autour = |min: Option<f64>, max: Option<f64>| Bornes {
            min: min.map(|x| (x - ecart).max(permis.min)),
            max: max.map(|x| (x + ecart).min(permis.max)),
        };
        let bornes = match (lu.bornes, lu.valeur) {
            (Some(b), _) => Some(autour(b.min, b.max)),
            (None, Some(x)) if lu.statut == Statut::Publie => Some(autour(Some(x), Some(x))),
            _ => None,
        };
        Agregat { bornes, ..lu }
    }

    fn depassements(&self, territoire: &Territoire) -> Vec<(UniteId, f64, f64)> {
        self.regle.depassements(territoire)
    }

    fn provenance(&self) -> Provenance {
        self.regle.provenance()
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Valeur::Connue;

    #[test]
    fn each_commune_is_known_within_what_the_publisher_rounds() {
        let mut essai = Essai::avec_ville();
        let lus = [("96001", Connue(35.0)), ("96002", Connue(0.0))];
        essai.colonne("foyers_rsa", Some(2024), &lus);
        let menages = [("96001", Connue(400.0)), ("96002", Connue(100.0))];
        essai.colonne("menages", Some(2022), &menages);
        let deux = [("96001", 1.0), ("96002", 1.0)];
        let somme = essai.agreger(
            "regle = \"somme\"\nvariable = \"foyers_rsa\"\ndomaine = \"effectif\"\nprecision = 2",
            &deux,
        );
        let bornes = somme.bornes.unwrap();
        assert_eq!(
            (somme.valeur, bornes.min, bornes.max),
            (Some(35.0), Some(31.0), Some(39.0))
        );
        let part = essai.agreger(
            "regle = \"ratio\"\nnumerateur = \"foyers_rsa\"\ndenominateur = \"menages\"\nfacteur = 100\nprecision = 2",
            &deux,
        );
        proche(part.valeur, 7.0);
        let bornes = part.bornes.unwrap();
        proche(bornes.min, 6.2);
        proche(bornes.max, 7.8);
    }
}
