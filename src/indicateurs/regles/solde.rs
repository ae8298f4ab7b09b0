//! What moves a population between two censuses: births less deaths, and what is left of the change, the migrations.
//!
//! INSEE: the population of the second date is that of the first, plus the natural balance, plus the migratory one. Births
//! and deaths are those of each whole year from the first census to the eve of the second, or the sum that the file of the
//! historical series gives for these very years.

use super::{Preparation, Prete, Provenance};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::comparaison::ecart;
use crate::indicateurs::definition::{Definition, Mouvement, POPULATION_RECENSEE};
use crate::indicateurs::donnees::Donnees;
use crate::model::lecture::{Cause, Domaine, Groupe, Intervalle, Lu, Territoire};
use crate::model::{Dataset, UniteId};

struct Solde<'a> {
    dataset: &'a Dataset,
    avant: Groupe<'a>,
    apres: Groupe<'a>,
    naissances: Groupe<'a>,
    deces: Groupe<'a>,
    annees: f64,
    mouvement: Mouvement,
    annuel: bool,
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    mouvement: Mouvement,
    annuel: bool,
) -> Preparation<'a> {
    let ans: Vec<u16> = donnees
        .millesimes(POPULATION_RECENSEE)
        .into_iter()
        .flatten()
        .collect();
    let Some((&fin, debuts)) = ans.split_last() else {
        return Err(donnees.fichiers.absence(POPULATION_RECENSEE));
    };
    let limite = ecart(POPULATION_RECENSEE).map_or(fin, |r| r.dernier_comparable(fin));
    let possibles = debuts.iter().rev().filter(|&&d| d <= limite);
    for &debut in possibles {
        let evenements = |nom: &str| evenements(donnees, nom, debut, fin);
        let population = |an| donnees.colonne(POPULATION_RECENSEE, Some(an));
        if let (Some(naissances), Some(deces), Some(avant), Some(apres)) = (
            evenements("naissances"),
            evenements("deces"),
            population(debut),
            population(fin),
        ) {
            return Ok(Box::new(Solde {
                dataset: donnees.dataset,
                avant: Groupe::seul(avant, Domaine::Effectif),
                apres: Groupe::seul(apres, Domaine::Effectif),
                naissances,
                deces,
                annees: f64::from(fin - debut),
                mouvement,
                annuel,
            }));
        }
    }
    Err(donnees.fichiers.absence("naissances"))
}

/// Events of the years from a census to the eve of another: one column for all, else one by year, none lacking.
fn evenements<'a>(donnees: &'a Donnees<'a>, nom: &str, debut: u16, fin: u16) -> Option<Groupe<'a>> {
    let derniere = fin.checked_sub(1)?;
    let ensemble = format!("{nom}_depuis_{:02}", debut % 100);
    let colonnes = match donnees.colonne(&ensemble, Some(derniere)) {
        Some(somme) => vec![somme],
        None => (debut..fin)
            .map(|an| donnees.colonne(nom, Some(an)))
            .collect::<Option<Vec<_>>>()?,
    };
    Some(Groupe {
        colonnes,
        millesime: Some(derniere),
        domaine: Domaine::Effectif,
    })
}

impl Solde<'_> {
    fn groupes(&self) -> [&Groupe<'_>; 4] {
        [&self.avant, &self.apres, &self.naissances, &self.deces]
    }

    /// Whether a column may give the figure of the unit as it was before a merger.
    fn fusion_incertaine(&self, unite: UniteId) -> bool {
        let colonnes = self.groupes().into_iter().flat_map(|g| &g.colonnes);
        let incertaines = &self.dataset.fusions_incertaines;
        colonnes
            .into_iter()
            .any(|c| incertaines.contains(&(c.source, c.millesime, unite)))
    }
}

impl Prete for Solde<'_> {
    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let mut cumul = Cumul::default();
        territoire.unites(|atome, arrondissements| {
            if self.fusion_incertaine(atome.unite) {
                let nom = self.dataset.referentiel.noms_et_codes(&[atome.unite]);
                cumul.incomparable(format!("{nom} a absorbé une autre commune depuis"));
                return;
            }
            let lus = self
                .groupes()
                .map(|g| g.compte(atome.unite, arrondissements));
            match lus {
                [Lu::Connu(p0), Lu::Connu(p1), Lu::Connu(n), Lu::Connu(d)] => {
                    let naturel = n - d;
                    let solde = match self.mouvement {
                        Mouvement::Naturel => naturel,
                        Mouvement::Migratoire => p1 - p0 - naturel,
                    };
                    let moyenne = (p0 + p1) / 2.0 * self.annees;
                    cumul.connu(atome, solde * atome.part, moyenne * atome.part);
                }
                lus => {
                    let cause = lus.iter().filter_map(|l| l.cause()).max();
                    cumul.inconnu(cause.unwrap_or(Cause::Absent), Intervalle::TOUT, 0.0);
                }
            }
        });
        let forme = if self.annuel {
            Forme::Quotient(100.0)
        } else {
            Forme::Somme
        };
        cumul.conclure(territoire, definition, forme)
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&self.groupes())
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::Connue;

    fn essai(naissances: &[(&str, u16)]) -> Essai {
        let mut e = Essai::avec_ville();
        for (an, p) in [(2015, 1000.0), (2021, 1100.0)] {
            e.colonne("population_recensement", Some(an), &[("96001", Connue(p))]);
        }
        for &(nom, an) in naissances {
            let n = if nom.starts_with("n") { 10.0 } else { 8.0 };
            let ans = if nom.contains("depuis") { 6.0 } else { 1.0 };
            e.colonne(nom, Some(an), &[("96001", Connue(n * ans))]);
        }
        e
    }

    /// The three accounts agree: what is gained is born or has come.
    #[test]
    fn the_two_balances_make_the_change_whatever_the_file_of_the_births() {
        let annees: Vec<_> = (2015..=2020)
            .flat_map(|a| [("naissances", a), ("deces", a)])
            .collect();
        let ensemble = [("naissances_depuis_15", 2020), ("deces_depuis_15", 2020)];
        for evenements in [annees.as_slice(), &ensemble] {
            let e = essai(evenements);
            let solde = |objet: &str, mesure: &str| {
                let regle =
                    format!("regle = \"solde\"\nobjet = \"{objet}\"\nmesure = \"{mesure}\"");
                e.agreger(&regle, &[("96001", 1.0)]).valeur
            };
            proche(solde("naturel", "totale"), 12.0);
            proche(solde("migratoire", "totale"), 88.0);
            proche(solde("migratoire", "annuelle"), 88.0 / 1050.0 / 6.0 * 100.0);
        }
    }

    #[test]
    fn a_year_that_lacks_publishes_nothing() {
        let e = essai(&[("naissances", 2015), ("deces", 2015)]);
        let a = e.agreger(
            "regle = \"solde\"\nobjet = \"naturel\"\nmesure = \"totale\"",
            &[("96001", 1.0)],
        );
        assert_eq!((a.valeur, a.statut), (None, Statut::Absent));
    }
}
