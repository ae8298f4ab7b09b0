//! When the tier would change if the evolution of the population went on: a range of years, never a certainty.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::taille::{habitants_entiers, taille};
use crate::baremes::Tranches;

/// Years looked ahead; beyond, nothing is said.
pub const HORIZON: u16 = 30;

/// One way of carrying on an evolution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Prolongement {
    /// First vintage.
    pub de: u16,
    /// Last vintage.
    pub a: u16,
    /// `lineaire` (as many inhabitants each year) or `geometrique` (as many percent each year).
    pub forme: String,
    /// Mean change, inhabitants per year.
    pub habitants_par_an: f64,
    /// Years (with decimals) after the last vintage when the tier changes; absent when it does not within the horizon.
    pub annees: Option<f64>,
}

/// Years between which the tier would change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Projection {
    /// Tier it would change to; absent when undetermined or when nothing changes within the horizon.
    pub vers_taille: Option<u8>,
    /// First year of the range; absent when nothing changes within the horizon.
    pub annee_min: Option<u16>,
    /// Last year of the range; absent when one of the ways of carrying on does not reach the threshold within the horizon.
    pub annee_max: Option<u16>,
    /// Every way of carrying on, from the latest interval to the longest.
    pub prolongements: Vec<Prolongement>,
    /// How it reads, in French.
    pub note: String,
}

/// Carries on the evolution of a population of several vintages; `None` without two that are far enough apart.
///
/// `ecart_minimal`: fewest years between two vintages that may be compared. Every longer interval that ends at the last vintage is carried on, in a straight line and by a constant rate; the range
/// holds every answer, and is never narrower than two years.
#[must_use]
pub fn projeter(
    tranches: &Tranches,
    populations: &BTreeMap<u16, f64>,
    ecart_minimal: u16,
) -> Option<Projection> {
    let (fin, derniere) = populations.iter().next_back()?;
    let derniere = habitants_entiers(*derniere);
    let mut prolongements = Vec::new();
    let limite = fin.saturating_sub(ecart_minimal.max(1));
    let departs = populations.range(..=limite).rev();
    let mut lus: Vec<u16> = departs.clone().map(|(an, _)| *an).collect();
    lus.reverse();
    lus.push(*fin);
    for (debut, premiere) in departs {
        let premiere = habitants_entiers(*premiere);
        for forme in ["lineaire", "geometrique"] {
            prolongements.push(prolonger(
                tranches,
                (*debut, premiere),
                (*fin, derniere),
                forme,
            ));
        }
    }
    let dernier = prolongements.first()?;
    let sens = dernier.habitants_par_an;
    let annees: Vec<f64> = prolongements.iter().filter_map(|p| p.annees).collect();
    let toutes = annees.len() == prolongements.len();
    let bord = |a: Option<f64>, plus: u16| a.map(|a| annee(*fin, a).saturating_add(plus));
    let min = annees.iter().copied().reduce(f64::min);
    let max = annees.iter().copied().reduce(f64::max);
    let vers = seuil_de_changement(tranches, derniere, sens > 0.0);
    Some(Projection {
        vers_taille: min.and(vers).and_then(|s| taille(tranches, s).certaine()),
        annee_min: bord(min, 0),
        annee_max: bord(max.filter(|_| toutes), 1),
        note: note(&lus, min.is_some()),
        prolongements,
    })
}

fn annee(fin: u16, ecart: f64) -> u16 {
    // `ecart` is between 0 and the horizon.
    let entier = (0..HORIZON)
        .rev()
        .find(|n| f64::from(*n) <= ecart)
        .unwrap_or(0);
    fin.saturating_add(entier)
}

fn prolonger(tranches: &Tranches, de: (u16, f64), a: (u16, f64), forme: &str) -> Prolongement {
    let duree = f64::from(a.0.saturating_sub(de.0)).max(1.0);
    let par_an = (a.1 - de.1) / duree;
    let seuil = if par_an == 0.0 {
        None
    } else {
        seuil_de_changement(tranches, a.1, par_an > 0.0)
    };
    let annees = seuil.and_then(|s| {
        let t = if forme == "lineaire" {
            (s - a.1) / par_an
        } else if de.1 > 0.0 && a.1 > 0.0 && s > 0.0 {
            (s / a.1).ln() / ((a.1 / de.1).ln() / duree)
        } else {
            return None;
        };
        (0.0..=f64::from(HORIZON)).contains(&t).then_some(t)
    });
    Prolongement {
        de: de.0,
        a: a.0,
        forme: forme.to_owned(),
        habitants_par_an: par_an,
        annees,
    }
}

/// First number of inhabitants, going up or down, that is not of the same tier; `None` at the ends of the scale.
fn seuil_de_changement(tranches: &Tranches, h: f64, monte: bool) -> Option<f64> {
    let ici = taille(tranches, h).possibles();
    let bornes = tranches.bandes.iter().filter_map(|b| b.max);
    let candidats = bornes.flat_map(|b| [b - 1.0, b, b + 1.0]);
    let autres = candidats.filter(|c| if monte { *c > h } else { *c < h && *c >= 0.0 });
    let differents = autres.filter(|c| taille(tranches, *c).possibles() != ici);
    if monte {
        differents.reduce(f64::min)
    } else {
        differents.reduce(f64::max)
    }
}

fn note(millesimes: &[u16], change: bool) -> String {
    let annees: Vec<String> = millesimes.iter().map(ToString::to_string).collect();
    let lus = format!("Millésimes lus\u{a0}: {}.", annees.join(", "));
    let sens = if change {
        "Si l'évolution passée se prolongeait, la taille changerait dans cette fourchette\u{a0}; ce n'est ni une prévision ni une certitude."
    } else {
        "Si l'évolution passée se prolongeait, la taille ne changerait pas d'ici trente ans\u{a0}; ce n'est pas une certitude."
    };
    let peu = if millesimes.len() == 2 {
        " Deux millésimes seulement\u{a0}: la fourchette dit mal l'incertitude."
    } else {
        ""
    };
    format!("{sens} {lus}{peu}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baremes::{Bareme, DateCivile};

    fn projette(populations: &[(u16, f64)]) -> Option<Projection> {
        let bareme = Bareme::embarque().unwrap();
        let tranches = bareme.tranches_au(DateCivile::DERNIERE).unwrap();
        projeter(tranches, &populations.iter().copied().collect(), 5)
    }

    #[test]
    fn growth_leads_to_the_tier_above_within_a_range() {
        let p = projette(&[(2017, 38_000.0), (2023, 39_200.0)]).unwrap();
        // 200 a year: 800 more in four years in a straight line, a little less by rate.
        assert_eq!(
            (p.vers_taille, p.annee_min, p.annee_max),
            (Some(2), Some(2026), Some(2028))
        );
        assert_eq!(p.prolongements.len(), 2);
        assert_eq!(p.prolongements[0].annees, Some(4.0));
    }

    #[test]
    fn decline_leads_below_and_disagreeing_vintages_leave_the_range_open() {
        let p = projette(&[(2013, 40_500.0), (2018, 41_000.0), (2023, 40_600.0)]).unwrap();
        // Since 2018 it falls by 80 a year, since 2013 it rises by 20: under 40 000 about 2030, or not at all.
        assert_eq!((p.vers_taille, p.annee_max), (Some(1), None));
        assert_eq!(p.annee_min, Some(2030));
    }

    #[test]
    fn nothing_is_said_without_two_vintages_or_within_the_horizon() {
        assert_eq!(projette(&[(2023, 39_000.0)]), None);
        assert_eq!(projette(&[]), None);
        for stable in [
            [(2017, 20_000.0), (2023, 20_000.0)],
            [(2017, 20_000.0), (2023, 20_100.0)],
        ] {
            let p = projette(&stable).unwrap();
            assert_eq!(
                (p.vers_taille, p.annee_min, p.annee_max),
                (None, None, None)
            );
        }
    }

    #[test]
    fn an_interval_shorter_than_the_least_gap_is_never_carried_on() {
        assert_eq!(projette(&[(2021, 38_000.0), (2023, 39_200.0)]), None);
        assert_eq!(projette(&[(2019, 38_000.0), (2023, 39_200.0)]), None);
        let seule = projette(&[(2018, 38_000.0), (2023, 39_200.0)]).unwrap();
        let avec = projette(&[(2018, 38_000.0), (2021, 45_000.0), (2023, 39_200.0)]).unwrap();
        assert_eq!(seule, avec);
        assert!(avec.note.contains("2018, 2023."), "{}", avec.note);
    }

    #[test]
    fn the_unsettled_bound_counts_as_a_change_to_no_tier() {
        let p = projette(&[(2017, 79_400.0), (2023, 79_700.0)]).unwrap();
        assert_eq!(p.vers_taille, None);
        assert!(p.annee_min.is_some());
    }

    #[test]
    fn an_empty_territory_does_not_divide_by_zero() {
        let p = projette(&[(2017, 0.0), (2023, 0.0)]).unwrap();
        assert_eq!(p.annee_min, None);
        assert!(
            projette(&[(2017, 0.0), (2023, 39_999.0)])
                .unwrap()
                .annee_min
                .is_some()
        );
    }
}
