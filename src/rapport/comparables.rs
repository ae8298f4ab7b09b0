//! Territories of comparison that say nothing more: the perimeter itself, or a région made of one département.

use std::collections::BTreeSet;

use crate::francais::denombre;
use crate::model::{Comparateur, Indicateur, Niveau};

/// Indicator that tells two territories apart.
const REPERE: &str = "population_municipale";

/// Territories that say nothing more than another one.
pub type Redondants = BTreeSet<(Niveau, String)>;

/// Code of the territories, below France, whose population is that of the perimeter or of a territory already listed.
#[must_use]
pub fn redondants(indicateurs: &[Indicateur]) -> Redondants {
    let mut vus = Vec::new();
    let mut sortie = BTreeSet::new();
    let Some(repere) = indicateurs.iter().find(|i| i.id == REPERE) else {
        return sortie;
    };
    vus.extend(repere.valeur);
    for c in &repere.comparateurs {
        let Some(valeur) = c.valeur.filter(|_| c.niveau != Niveau::France) else {
            continue;
        };
        if vus.iter().any(|vu: &f64| (vu - valeur).abs() < 0.5) {
            sortie.insert((c.niveau, c.code.clone()));
        }
        vus.push(valeur);
    }
    sortie
}

/// Whether a comparator is worth a word beside the perimeter.
#[must_use]
pub fn utile(redondants: &Redondants, comparateur: &Comparateur) -> bool {
    !redondants.contains(&(comparateur.niveau, comparateur.code.clone()))
}

/// Whether a comparator has something to say: a value, or what stands in its place.
#[must_use]
pub fn dit(c: &Comparateur) -> bool {
    c.valeur.is_some() || c.petit_effectif.is_some() || c.bornes.is_some()
}

/// Comparators that a sentence names: a level of which there are more than `max` is left to the tables, for the first ones
/// by any order would not speak for the others.
#[must_use]
pub fn nommes<'a>(
    indicateur: &'a Indicateur,
    redondants: &Redondants,
    max: usize,
) -> Vec<&'a Comparateur> {
    [Niveau::Departement, Niveau::Region, Niveau::France]
        .into_iter()
        .flat_map(|niveau| {
            let siens = indicateur.comparateurs.iter();
            let siens = siens.filter(|c| c.niveau == niveau && utile(redondants, c));
            let siens: Vec<&Comparateur> = siens.collect();
            if siens.len() > max { Vec::new() } else { siens }
        })
        .collect()
}

/// Comparators to draw, and the sentence that says which levels have more than `max` of them: none of those is drawn, for the
/// first ones by any order would not speak for the others.
#[must_use]
pub fn dessines<'a>(
    indicateur: &'a Indicateur,
    redondants: &Redondants,
    max: usize,
) -> (Vec<&'a Comparateur>, Option<String>) {
    let mut choisis = Vec::new();
    let mut omis = Vec::new();
    for (niveau, un, plusieurs) in [
        (Niveau::Departement, "département", "départements"),
        (Niveau::Region, "région", "régions"),
        (Niveau::France, "", ""),
    ] {
        let siens = indicateur.comparateurs.iter();
        let siens = siens.filter(|c| c.niveau == niveau && utile(redondants, c));
        let siens: Vec<&Comparateur> = siens.collect();
        if siens.len() > max {
            omis.push(denombre(siens.len(), un, plusieurs));
        } else {
            choisis.extend(siens);
        }
    }
    let phrase = (!omis.is_empty())
        .then(|| format!("Non dessinés, trop nombreux\u{a0}: {}.", omis.join(" et ")));
    (choisis, phrase)
}

/// An indicator with its comparators, for the tests.
#[cfg(test)]
pub(crate) mod essais {
    use super::*;
    use crate::model::{Couverture, SectionId, Statut};

    pub fn comparateur(niveau: Niveau, code: &str, valeur: f64) -> Comparateur {
        Comparateur {
            niveau,
            code: code.to_owned(),
            nom: code.to_owned(),
            valeur: Some(valeur),
            bornes: None,
            intervalle: None,
            petit_effectif: None,
            statut: Statut::Publie,
            motif: None,
            couverture: Couverture::PLEINE,
            publie: None,
        }
    }

    pub fn population(ici: f64, ailleurs: &[(Niveau, &str, f64)]) -> Indicateur {
        let comparateurs = ailleurs
            .iter()
            .map(|(niveau, code, valeur)| comparateur(*niveau, code, *valeur))
            .collect();
        Indicateur {
            id: REPERE.to_owned(),
            section: SectionId::S2,
            groupe: String::new(),
            libelle: String::new(),
            unite: String::new(),
            decimales: 0,
            valeur: Some(ici),
            bornes: None,
            intervalle: None,
            petit_effectif: None,
            statut: Statut::Publie,
            motif: None,
            couverture: Couverture::PLEINE,
            millesime: None,
            formule: String::new(),
            numerateur: None,
            denominateur: None,
            comparateurs,
            sources: Vec::new(),
            favorable_si_haut: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::essais::population;
    use super::*;

    #[test]
    fn a_departement_that_is_the_perimeter_and_a_region_of_one_departement_are_redundant() {
        let lozere = population(
            76_486.0,
            &[
                (Niveau::Departement, "48", 76_486.0),
                (Niveau::Region, "76", 6_124_653.0),
                (Niveau::France, "FR", 68_350_798.0),
            ],
        );
        let vus = redondants(&[lozere]);
        assert_eq!(
            vus,
            BTreeSet::from([(Niveau::Departement, "48".to_owned())])
        );
        let part_de_guadeloupe = population(
            1000.0,
            &[
                (Niveau::Departement, "971", 384_160.0),
                (Niveau::Region, "01", 384_160.0),
            ],
        );
        assert_eq!(
            redondants(&[part_de_guadeloupe]),
            BTreeSet::from([(Niveau::Region, "01".to_owned())])
        );
    }

    #[test]
    fn france_is_always_kept() {
        let france = population(10.0, &[(Niveau::France, "FR", 10.0)]);
        assert!(redondants(&[france]).is_empty());
    }

    #[test]
    fn what_is_not_drawn_is_counted() {
        let region = population(
            100.0,
            &[
                (Niveau::Departement, "04", 10.0),
                (Niveau::Departement, "05", 20.0),
                (Niveau::Departement, "06", 30.0),
                (Niveau::Departement, "13", 40.0),
                (Niveau::France, "FR", 1000.0),
            ],
        );
        let (choisis, omis) = dessines(&region, &BTreeSet::new(), 2);
        let codes: Vec<_> = choisis.iter().map(|c| c.code.as_str()).collect();
        assert_eq!(codes, ["FR"]);
        assert!(omis.unwrap().ends_with("4\u{a0}départements."));
        assert_eq!(dessines(&region, &BTreeSet::new(), 4).1, None);
    }
}
