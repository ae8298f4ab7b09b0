//! Evolution of a count between two vintages, over the communes that have both.

use super::{Preparation, Prete, Provenance};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, MesureEvolution, PeriodeEvolution};
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::lecture::{Groupe, Lu};
use crate::indicateurs::territoire::Territoire;

/// A vintage known for fewer than one commune in this many of the fullest one is left aside.
const RARETE: usize = 20;

struct Evolution<'a> {
    avant: Groupe<'a>,
    apres: Groupe<'a>,
    annees: f64,
    mesure: MesureEvolution,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    variable: &str,
    periode: PeriodeEvolution,
    mesure: MesureEvolution,
) -> Preparation<'a> {
    let dates = dates(donnees, variable);
    let (avant, apres) = match (dates.as_slice(), periode) {
        ([avant, .., apres], PeriodeEvolution::Extremes)
        | ([.., avant, apres], PeriodeEvolution::Dernieres) => (*avant, *apres),
        _ => {
            return Err(format!(
                "il faut deux millésimes datés de «\u{a0}{variable}\u{a0}»"
            ));
        }
    };
    let groupe = |annee: u16| {
        let colonne = donnees.colonne(variable, Some(annee));
        let colonne = colonne.ok_or_else(|| super::sans_source(variable))?;
        Ok::<_, String>(Groupe {
            colonnes: vec![colonne],
            millesime: Some(annee),
        })
    };
    Ok(Box::new(Evolution {
        avant: groupe(avant)?,
        apres: groupe(apres)?,
        annees: f64::from(apres.saturating_sub(avant)),
        mesure,
    }))
}

/// Dated vintages, without those that only a few communes have (Mayotte keeps the populations of its last census).
fn dates(donnees: &Donnees<'_>, variable: &str) -> Vec<u16> {
    let connues = |annee: u16| {
        donnees.colonne(variable, Some(annee)).map_or(0, |c| {
            c.valeurs.iter().filter(|v| v.connue().is_some()).count()
        })
    };
    let toutes: Vec<(u16, usize)> = donnees
        .millesimes(variable)
        .into_iter()
        .flatten()
        .map(|annee| (annee, connues(annee)))
        .collect();
    frequentes(&toutes)
}

/// Years known for enough communes, from pairs of a year and its number of communes.
fn frequentes(annees: &[(u16, usize)]) -> Vec<u16> {
    let plus = annees.iter().map(|(_, n)| *n).max().unwrap_or(0);
    annees
        .iter()
        .filter(|(_, n)| n.saturating_mul(RARETE) >= plus)
        .map(|(annee, _)| *annee)
        .collect()
}

impl Prete for Evolution<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.parcourir(
            |a| self.avant.eclate(a) && self.apres.eclate(a),
            |atome, arrondissements| {
                let avant = self.avant.lire_compte(atome.unite, arrondissements);
                let apres = self.apres.lire_compte(atome.unite, arrondissements);
                match (apres, avant) {
                    (Lu::Connu(n), Lu::Connu(d)) => {
                        cumul.connu(atome, n * atome.part, d * atome.part);
                    }
                    (Lu::Absent, _) | (_, Lu::Absent) => cumul.absent(),
                    _ => cumul.masque(None),
                }
            },
        );
        let mut agregat = cumul.conclure(territoire, definition, Forme::Quotient(1.0));
        agregat.valeur = agregat.valeur.map(|rapport| self.taux(rapport));
        agregat
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.avant, &self.apres])
    }
}

impl Evolution<'_> {
    /// Percent, from the ratio of the end to the beginning.
    fn taux(&self, rapport: f64) -> f64 {
        match self.mesure {
            MesureEvolution::Totale => (rapport - 1.0) * 100.0,
            MesureEvolution::Annuelle => (rapport.powf(1.0 / self.annees) - 1.0) * 100.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::Connue;

    fn regle(periode: &str, mesure: &str) -> String {
        format!(
            "regle = \"evolution\"\nvariable = \"population_municipale\"\nperiode = \"{periode}\"\nmesure = \"{mesure}\""
        )
    }

    #[test]
    fn a_vintage_of_a_few_communes_does_not_hide_the_evolution() {
        let france = [(2017, 17), (2021, 34_900), (2023, 34_858)];
        assert_eq!(super::frequentes(&france), [2021, 2023]);
        assert_eq!(
            super::frequentes(&[(2018, 5000), (2023, 34_858)]),
            [2018, 2023]
        );
        assert!(super::frequentes(&[]).is_empty());
    }

    #[test]
    fn compares_the_extreme_or_the_last_two_vintages() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "population_municipale",
            Some(2013),
            &[("96001", Connue(800.0))],
        );
        essai.colonne(
            "population_municipale",
            Some(2021),
            &[("96001", Connue(1250.0))],
        );
        let seule = [("96001", 1.0)];
        // 2023: 1 000 inhabitants. From 800 in 2013: +25 %, that is +2.26 % a year for ten years.
        proche(
            essai.agreger(&regle("extremes", "totale"), &seule).valeur,
            25.0,
        );
        let annuel = essai
            .agreger(&regle("extremes", "annuelle"), &seule)
            .valeur
            .unwrap();
        proche(Some(800.0 * (1.0 + annuel / 100.0).powi(10)), 1000.0);
        proche(
            essai.agreger(&regle("dernieres", "totale"), &seule).valeur,
            -20.0,
        );
    }

    #[test]
    fn only_communes_with_both_vintages_and_two_vintages_at_least() {
        let mut essai = Essai::avec_ville();
        let a = essai.agreger(&regle("extremes", "totale"), &[("96001", 1.0)]);
        assert_eq!(a.statut, Statut::Absent);
        assert!(a.motif.unwrap().contains("deux millésimes"));
        essai.colonne(
            "population_municipale",
            Some(2013),
            &[("96001", Connue(800.0))],
        );
        let b = essai.agreger(
            &(regle("extremes", "totale") + "\ncouverture_min = 0.5"),
            &[("96001", 1.0), ("96002", 1.0)],
        );
        proche(b.valeur, 25.0);
        assert_eq!((b.numerateur, b.denominateur), (Some(1000.0), Some(800.0)));
    }
}
