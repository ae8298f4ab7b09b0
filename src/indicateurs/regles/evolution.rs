//! Evolution of a count between two vintages, over the communes that have both.

use super::{Preparation, Prete, Provenance};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::{Definition, MesureEvolution, PeriodeEvolution};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{Cause, Domaine, Groupe, Intervalle, Lu, Territoire};
use crate::model::{Referentiel, SourceId, UniteId};

struct Evolution<'a> {
    referentiel: &'a Referentiel,
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
    let dates = dates_comparables(donnees, variable);
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
        Ok::<_, String>(Groupe::seul(colonne, Domaine::Effectif))
    };
    Ok(Box::new(Evolution {
        referentiel: &donnees.dataset.referentiel,
        avant: groupe(avant)?,
        apres: groupe(apres)?,
        annees: f64::from(apres.saturating_sub(avant)),
        mesure,
    }))
}

/// Dated vintages, without the starting ones that know far fewer units than another: a file of one département
/// beside a national one would leave every other territory without an evolution.
fn dates_comparables(donnees: &Donnees<'_>, variable: &str) -> Vec<u16> {
    let dates: Vec<u16> = donnees.millesimes(variable).into_iter().flatten().collect();
    let Some((derniere, departs)) = dates.split_last() else {
        return Vec::new();
    };
    let connues = |annee: u16| {
        donnees.colonne(variable, Some(annee)).map_or(0, |c| {
            let connue = |v: &&crate::model::Valeur| v.connue().is_some();
            c.valeurs.iter().filter(connue).count()
        })
    };
    let plus_large = departs.iter().map(|&a| connues(a)).max().unwrap_or(0);
    let mut gardees: Vec<u16> = departs
        .iter()
        .copied()
        .filter(|&a| connues(a) >= plus_large.div_ceil(2))
        .collect();
    gardees.push(*derniere);
    gardees
}

impl Evolution<'_> {
    /// The référentiel gives Mayotte the population of its 2017 census, whatever the year of the others.
    fn autre_annee(&self, groupe: &Groupe<'_>, unite: UniteId) -> bool {
        groupe.colonnes.iter().any(|c| c.source == SourceId(0))
            && self.referentiel.note_population.contains("Mayotte")
            && self.referentiel.departement(unite).code == "976"
    }

    fn lire(&self, groupe: &Groupe<'_>, unite: UniteId, arrondissements: &[UniteId]) -> Lu {
        if self.autre_annee(groupe, unite) {
            return Lu::ABSENT;
        }
        groupe.compte(unite, arrondissements)
    }
}

impl Prete for Evolution<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.unites(|atome, arrondissements| {
            let avant = self.lire(&self.avant, atome.unite, arrondissements);
            let apres = self.lire(&self.apres, atome.unite, arrondissements);
            match (apres, avant) {
                (Lu::Connu(n), Lu::Connu(d)) => {
                    cumul.connu(atome, n * atome.part, d * atome.part);
                }
                (n, d) => {
                    let cause = n.cause().max(d.cause()).unwrap_or(Cause::Absent);
                    cumul.inconnu(cause, Intervalle::TOUT, 0.0);
                }
            }
        });
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

    #[test]
    fn a_file_of_a_few_communes_does_not_take_the_start_from_a_wider_one() {
        let mut essai = Essai::avec_ville();
        let (a, b, c) = (("96001", 800.0), ("96002", 400.0), ("96003", 100.0));
        let large = [a, b].map(|(code, x)| (code, Connue(x)));
        essai.colonne("population_municipale", Some(2021), &large);
        essai.colonne("population_municipale", Some(2017), &[(c.0, Connue(c.1))]);
        // 2017 knows one unit and 2021 two: both start well enough; with three, 2017 is too narrow.
        let ici = [("96001", 1.0), ("96002", 1.0)];
        assert_eq!(
            essai.agreger(&regle("extremes", "totale"), &ici).valeur,
            None
        );
        let large = [a, b, ("96100", 9000.0)].map(|(code, x)| (code, Connue(x)));
        essai.colonne("population_municipale", Some(2021), &large);
        proche(
            essai.agreger(&regle("extremes", "totale"), &ici).valeur,
            25.0,
        );
    }

    #[test]
    fn mayotte_keeps_its_census_of_2017_so_it_has_no_evolution() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "population_municipale",
            Some(2017),
            &[("96001", Connue(1000.0)), ("96002", Connue(400.0))],
        );
        let r = std::sync::Arc::make_mut(&mut essai.dataset.referentiel);
        r.note_population = "Mayotte : 2017".to_owned();
        r.departements[0].code = "976".to_owned();
        let a = essai.agreger(&regle("extremes", "totale"), &[("96001", 1.0)]);
        assert_eq!((a.valeur, a.statut), (None, Statut::NonPublie));
    }
}
