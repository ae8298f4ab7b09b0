//! Ratio of sums × factor, over the communes where numerator and denominator are both known.

use super::refusee::Refusee;
use super::{Preparation, Prete, Provenance, en_trop, trouver, trouver_vers};
use crate::indicateurs::agregat::{Agregat, Cumul, Forme};
use crate::indicateurs::definition::Definition;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::expression::Expression;
use crate::indicateurs::publication;
use crate::model::lecture::{Cause, Domaine, Groupe, Intervalle, Lu, Territoire};
use crate::model::{Repetees, UniteId};

struct Ratio<'a> {
    numerateur: Groupe<'a>,
    denominateur: Groupe<'a>,
    facteur: f64,
    /// Whether the numerator is a part of the denominator.
    part: bool,
    /// What counts a person once, in the numerator and in the denominator.
    repetees: [Vec<&'a Repetees>; 2],
}

pub(super) fn preparer<'a>(
    donnees: &'a Donnees<'a>,
    numerateur: &Expression,
    denominateur: &Expression,
    facteur: f64,
    domaine: Domaine,
) -> Preparation<'a> {
    let (numerateur, denominateur) = termes(donnees, numerateur, denominateur, domaine)?;
    if domaine == Domaine::Pourcentage
        && let Some(motif) = dates_etrangeres(numerateur.millesime, denominateur.millesime)
    {
        let lues = vec![numerateur, denominateur];
        return Ok(Box::new(Refusee { lues, motif }));
    }
    let numerateur = numerateur.dans(domaine.des_termes());
    let denominateur = denominateur.dans(domaine.des_termes());
    let repetees = [&numerateur, &denominateur].map(|g| donnees.repetees(g));
    Ok(Box::new(Ratio {
        repetees,
        numerateur,
        denominateur,
        facteur,
        part: domaine == Domaine::Pourcentage,
    }))
}

/// Both terms, each at its latest vintage; those of a share at the latest that both have, when the year of its part has no whole.
/// When they have no year in common, the share is that of a part of one year over a whole of another, and both years are said;
/// see [`dates_etrangeres`] for years too far apart.
fn termes<'a>(
    donnees: &'a Donnees<'a>,
    numerateur: &Expression,
    denominateur: &Expression,
    domaine: Domaine,
) -> Result<(Groupe<'a>, Groupe<'a>), String> {
    let part = trouver(donnees, numerateur)?;
    let tout = trouver_vers(donnees, denominateur, &part)?;
    if domaine != Domaine::Pourcentage || tout.millesime == part.millesime {
        return Ok((part, tout));
    }
    let ensemble = donnees.resoudre_ensemble(numerateur, denominateur);
    Ok(ensemble.unwrap_or((part, tout)))
}

/// Why the part of one year is not a share of the whole of another, in French; `None` when their years are near enough, or when
/// one of them is not dated.
fn dates_etrangeres(part: Option<u16>, tout: Option<u16>) -> Option<String> {
    let (part, tout) = part.zip(tout)?;
    let exiges = publication::ecart_max_part();
    (f64::from(part.abs_diff(tout)) > exiges).then(|| {
        format!(
            "la partie est de {part} et le tout de {tout}\u{a0}: ce n'est pas une part, au-delà de {} ans d'écart\u{a0}; il faut les \
             deux du même millésime",
            crate::francais::court(exiges)
        )
    })
}

impl Ratio<'_> {
    /// A numerator that is a part of its denominator is no larger.
    fn partie(&self, num: Intervalle, den: f64) -> Intervalle {
        if self.part {
            num.et(Intervalle::entre(0.0, den))
        } else {
            num
        }
    }

    fn quotient(&self, num: Intervalle, den: Intervalle) -> Intervalle {
        let quotient = num.sur(den);
        if self.part {
            quotient.et(Intervalle::entre(0.0, 1.0))
        } else {
            quotient
        }
    }

    fn sommer(&self, territoire: &Territoire) -> Cumul {
        let (mut cumul, mut connues) = (Cumul::default(), Vec::new());
        territoire.ensemble(
            &[&self.numerateur, &self.denominateur],
            |atome, arrondissements| {
                let num = self.numerateur.compte(atome.unite, arrondissements);
                let den = self.denominateur.compte(atome.unite, arrondissements);
                let p = atome.part;
                match (num, den) {
                    // No part is larger than its whole: one of the two is wrong, and nothing tells which.
                    (Lu::Connu(n), Lu::Connu(d)) if self.part && depasse(n, d) => {
                        cumul.sans_poids(Cause::Rejete, Intervalle::entre(0.0, 1.0));
                    }
                    (Lu::Connu(n), Lu::Connu(d)) => {
                        connues.push((atome.unite, p));
                        cumul.connu(atome, n * p, d * p);
                    }
                    (Lu::Inconnu(cause, bornes), Lu::Connu(d)) => {
                        cumul.inconnu(cause, self.partie(bornes, d).fois(p), d * p);
                    }
                    (num, Lu::Inconnu(cause, den)) => {
                        let cause = num.cause().map_or(cause, |autre| autre.max(cause));
                        cumul.sans_poids(cause, self.quotient(num.intervalle(), den));
                    }
                }
            },
        );
        let [num, den] = &self.repetees;
        cumul.retrancher(en_trop(num, &connues), en_trop(den, &connues));
        cumul
    }
}

/// Whether a part is larger than its whole, beyond what rounded or sampled counts may be.
fn depasse(partie: f64, tout: f64) -> bool {
    let (relatif, absolu) = publication::depassement();
    partie > tout * (1.0 + relatif) + absolu
}

impl Prete for Ratio<'_> {
    fn depassements(&self, territoire: &Territoire) -> Vec<(UniteId, f64, f64)> {
        let mut vus = Vec::new();
        let groupes = [&self.numerateur, &self.denominateur];
        territoire.ensemble(&groupes, |atome, arrondissements| {
            let lus = groupes.map(|g| g.compte(atome.unite, arrondissements));
            if let [Lu::Connu(n), Lu::Connu(d)] = lus
                && self.part
                && depasse(n, d)
            {
                vus.push((atome.unite, n, d));
            }
        });
        vus
    }

    fn agreger(&self, territoire: &Territoire, definition: &Definition) -> Agregat {
        let forme = Forme::Quotient(self.facteur);
        self.sommer(territoire)
            .conclure(territoire, definition, forme)
    }

    fn cumuler(&self, territoire: &Territoire) -> Option<(Cumul, Forme)> {
        Some((self.sommer(territoire), Forme::Quotient(self.facteur)))
    }

    fn provenance(&self) -> Provenance {
        Provenance::des_groupes(&[&self.numerateur, &self.denominateur])
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::{Essai, proche};
    use crate::model::Statut;
    use crate::model::Valeur::{Connue, Masquee};

    const DENSITE: &str = "regle = \"ratio\"\nnumerateur = \"bpe_d265\"\n\
        denominateur = \"population_municipale\"\nfacteur = 10000";

    #[test]
    fn divides_the_sums_not_the_rates() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[("96001", Connue(2.0)), ("96002", Connue(0.0))],
        );
        // 2 médecins for 1 000 + 500 inhabitants: 13.33 for 10 000, not the mean of 20 and 0.
        let a = essai.agreger(DENSITE, &[("96001", 1.0), ("96002", 1.0)]);
        proche(a.valeur, 2.0 / 1500.0 * 10_000.0);
        assert_eq!((a.numerateur, a.denominateur), (Some(2.0), Some(1500.0)));
    }

    #[test]
    fn only_communes_with_both_and_bounds_for_the_whole() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "bpe_d265",
            Some(2024),
            &[("96001", Connue(2.0)), ("96002", Masquee)],
        );
        essai.bornes("bpe_d265", Some(2024), (1.0, 5.0));
        let a = essai.agreger(
            &format!("{DENSITE}\ncouverture_min = 0.5"),
            &[("96001", 1.0), ("96002", 1.0)],
        );
        proche(a.valeur, 20.0);
        assert_eq!(a.denominateur, Some(1000.0));
        assert_eq!(a.statut, Statut::Partiel);
        let bornes = a.bornes.unwrap();
        proche(bornes.min, 3.0 / 1500.0 * 10_000.0);
        proche(bornes.max, 7.0 / 1500.0 * 10_000.0);
    }

    #[test]
    fn the_denominator_follows_the_vintage_of_the_numerator() {
        let mut essai = Essai::avec_ville();
        essai.colonne("age_0_14", Some(2018), &[("96001", Connue(150.0))]);
        essai.colonne("age_population", Some(2018), &[("96001", Connue(900.0))]);
        essai.colonne("age_population", Some(2022), &[("96001", Connue(1000.0))]);
        let a = essai.agreger(
            "regle = \"ratio\"\nnumerateur = \"age_0_14\"\ndenominateur = \"age_population\"\nfacteur = 100",
            &[("96001", 1.0)],
        );
        proche(a.valeur, 150.0 / 9.0);
    }

    /// The law: comparable or not published; a part and a whole of years far apart make no share, near ones say both.
    #[test]
    fn a_share_of_years_far_apart_is_not_published() {
        let regle = "regle = \"ratio\"\nnumerateur = \"p\"\ndenominateur = \"t\"\nfacteur = 100\ndomaine = \"pourcentage\"";
        let max = crate::indicateurs::publication::ecart_max_part() as u16;
        for ecart in 0..=2 * max {
            let mut essai = Essai::avec_ville();
            essai.colonne("p", Some(2023), &[("96001", Connue(900.0))]);
            essai.colonne("t", Some(2023 - ecart), &[("96001", Connue(5000.0))]);
            let a = essai.agreger(regle, &[("96001", 1.0)]);
            assert_eq!(a.valeur.is_some(), ecart <= max, "{ecart}");
            assert_eq!(a.statut == Statut::NonPublie, ecart > max, "{ecart}");
            assert_eq!(a.motif.is_some_and(|m| m.contains("2023")), ecart > max);
        }
        // A rate is no share: the médecins of a year over the inhabitants of another are what the field publishes.
        let mut essai = Essai::avec_ville();
        essai.colonne("bpe_d265", Some(2035), &[("96001", Connue(2.0))]);
        proche(essai.agreger(DENSITE, &[("96001", 1.0)]).valeur, 20.0);
    }

    #[test]
    fn a_city_level_denominator_meets_the_sum_of_the_arrondissements() {
        let mut essai = Essai::avec_ville();
        essai.colonne("surface_km2", None, &[("96100", Connue(20.0))]);
        // The population is known by arrondissement, the surface for the city only.
        let a = essai.agreger(
            "regle = \"ratio\"\nnumerateur = \"population_municipale\"\ndenominateur = \"surface_km2\"\nfacteur = 1",
            &[("96100", 1.0)],
        );
        proche(a.valeur, 500.0);
        let b = essai.agreger(
            "regle = \"ratio\"\nnumerateur = \"population_municipale\"\ndenominateur = \"surface_km2\"\nfacteur = 1",
            &[("96101", 1.0)],
        );
        assert_eq!(b.statut, Statut::NonPublie);
    }
}
