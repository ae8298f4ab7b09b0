//! Tier of a population, and its distance to the thresholds around.

use crate::baremes::{Bande, Tranches};
use crate::model::{Marge, SeuilTaille};

/// Tier of a population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Taille {
    /// One tier; the bound is given when the population is exactly on it, so that the tier is only deduced.
    Certaine {
        /// Tier.
        taille: u8,
        /// Bound that the population is exactly on.
        borne: Option<f64>,
    },
    /// On a bound that no source settles.
    Indeterminee {
        /// Tier below the bound.
        dessous: u8,
        /// Tier above the bound.
        dessus: u8,
        /// Bound, inhabitants.
        borne: f64,
    },
    /// The scale has no band for it.
    SansBande,
}

impl Taille {
    /// The tier when there is one.
    #[must_use]
    pub fn certaine(self) -> Option<u8> {
        match self {
            Self::Certaine { taille, .. } => Some(taille),
            Self::Indeterminee { .. } | Self::SansBande => None,
        }
    }

    /// Every tier it may be, lowest first.
    #[must_use]
    pub fn possibles(self) -> Vec<u8> {
        match self {
            Self::Certaine { taille, .. } => vec![taille],
            Self::Indeterminee {
                dessous, dessus, ..
            } => vec![dessous, dessus],
            Self::SansBande => Vec::new(),
        }
    }
}

/// Whole inhabitants: the agreement counts people, so a share of a commune is rounded to the nearest one, halves up.
///
/// The sum of the shares is rounded once; each commune is not.
#[must_use]
pub fn habitants_entiers(valeur: f64) -> f64 {
    (valeur + 0.5).floor()
}

/// Tier of a population, rounded to whole inhabitants first.
#[must_use]
pub fn taille(tranches: &Tranches, population: f64) -> Taille {
    let h = habitants_entiers(population);
    for b in &tranches.bandes {
        if b.max.is_none_or(|max| h < max) {
            return Taille::Certaine {
                taille: b.taille,
                borne: b.min.filter(|min| *min == h),
            };
        }
        if b.max == Some(h) {
            match b.max_inclus {
                Some(true) => {
                    return Taille::Certaine {
                        taille: b.taille,
                        borne: b.max,
                    };
                }
                Some(false) => {}
                None => {
                    return Taille::Indeterminee {
                        dessous: b.taille,
                        dessus: b.taille.saturating_add(1),
                        borne: h,
                    };
                }
            }
        }
    }
    Taille::SansBande
}

/// Bands as the report shows them.
#[must_use]
pub fn seuils(tranches: &Tranches) -> Vec<SeuilTaille> {
    let seuil = |b: &Bande| SeuilTaille {
        taille: b.taille,
        min: b.min,
        min_inclus: b.min_inclus,
        max: b.max,
        max_inclus: b.max_inclus,
        confiance: tranches.confiance,
        references: tranches.references.clone(),
    };
    tranches.bandes.iter().map(seuil).collect()
}

/// Distance to the thresholds around, lower one first; none for an empty territory, where a percentage has no meaning.
#[must_use]
pub fn marges(tranches: &Tranches, population: f64) -> Vec<Marge> {
    let h = habitants_entiers(population);
    if h <= 0.0 {
        return Vec::new();
    }
    let possibles = taille(tranches, population).possibles();
    let mut marges = Vec::new();
    for b in &tranches.bandes {
        let vers = |delta: i8| b.taille.saturating_add_signed(delta);
        if possibles.first() == Some(&b.taille) && possibles.len() == 1 {
            marges.extend(b.min.map(|seuil| marge(seuil, vers(-1), h)));
            marges.extend(b.max.map(|seuil| marge(seuil, vers(1), h)));
        } else if possibles.contains(&b.taille) {
            let seuil = if possibles.first() == Some(&b.taille) {
                b.max
            } else {
                b.min
            };
            marges.extend(seuil.map(|s| marge(s, b.taille, h)));
        }
    }
    marges
}

fn marge(seuil: f64, vers_taille: u8, h: f64) -> Marge {
    Marge {
        seuil,
        vers_taille,
        habitants: seuil - h,
        pourcent: (seuil - h) / h * 100.0,
    }
}

/// Inhabitants to gain (positive) or lose (negative) to be in another tier for certain; `None` when it is not a tier of the scale.
#[must_use]
pub fn ecart_certain(tranches: &Tranches, population: f64, vers: u8) -> Option<f64> {
    let h = habitants_entiers(population);
    let b = tranches.bandes.iter().find(|b| b.taille == vers)?;
    let bas = b.min.map(|m| {
        if b.min_inclus == Some(true) {
            m
        } else {
            m + 1.0
        }
    });
    let haut = b.max.map(|m| {
        if b.max_inclus == Some(true) {
            m
        } else {
            m - 1.0
        }
    });
    match (bas, haut) {
        (Some(bas), _) if h < bas => Some(bas - h),
        (_, Some(haut)) if h > haut => Some(haut - h),
        _ => Some(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::baremes::{Bareme, DateCivile};
    use proptest::prelude::*;

    fn tranches() -> Tranches {
        let b = Bareme::embarque().unwrap();
        b.tranches_au(DateCivile::DERNIERE).unwrap().clone()
    }

    #[test]
    fn tiers_that_real_cpts_publish() {
        let t = tranches();
        for (population, attendue) in [
            (22_937.0, 1),
            (43_504.0, 2),
            (47_477.0, 2),
            (48_857.0, 2),
            (69_481.0, 2),
            (80_653.0, 3),
            (95_000.0, 3),
            (132_361.0, 3),
            (150_691.0, 3),
            (91_710.0, 3),
            (8_500.0, 1),
            (354_193.0, 4),
        ] {
            assert_eq!(
                taille(&t, population).certaine(),
                Some(attendue),
                "{population}"
            );
        }
    }

    #[test]
    fn bounds_as_the_sources_word_them() {
        let t = tranches();
        let sure = |taille| Taille::Certaine {
            taille,
            borne: None,
        };
        let borne = |taille, b| Taille::Certaine {
            taille,
            borne: Some(b),
        };
        assert_eq!(taille(&t, 0.0), sure(1));
        assert_eq!(taille(&t, 39_999.0), sure(1));
        assert_eq!(taille(&t, 40_000.0), borne(2, 40_000.0));
        assert_eq!(taille(&t, 79_999.0), sure(2));
        let indecise = Taille::Indeterminee {
            dessous: 2,
            dessus: 3,
            borne: 80_000.0,
        };
        assert_eq!(taille(&t, 80_000.0), indecise);
        assert_eq!(taille(&t, 80_001.0), sure(3));
        assert_eq!(taille(&t, 175_000.0), borne(3, 175_000.0));
        assert_eq!(taille(&t, 175_001.0), sure(4));
        assert_eq!(taille(&t, 80_000.4), indecise);
        assert_eq!(taille(&t, 79_999.5), indecise);
        assert_eq!(taille(&t, 39_999.49), sure(1));
    }

    #[test]
    fn margins_say_how_far_and_which_way() {
        let m = marges(&tranches(), 50_000.0);
        assert_eq!(
            (m[0].seuil, m[0].vers_taille, m[0].habitants, m[0].pourcent),
            (40_000.0, 1, -10_000.0, -20.0)
        );
        assert_eq!(
            (m[1].seuil, m[1].vers_taille, m[1].habitants, m[1].pourcent),
            (80_000.0, 3, 30_000.0, 60.0)
        );
        assert_eq!(marges(&tranches(), 10_000.0).len(), 1);
        assert_eq!(marges(&tranches(), 200_000.0).len(), 1);
        let sur: Vec<(u8, f64)> = marges(&tranches(), 80_000.0)
            .iter()
            .map(|m| (m.vers_taille, m.habitants))
            .collect();
        assert_eq!(sur, [(2, 0.0), (3, 0.0)]);
        assert!(marges(&tranches(), 0.0).is_empty());
    }

    #[test]
    fn certain_change_skips_the_unsettled_bound() {
        let t = tranches();
        assert_eq!(ecart_certain(&t, 79_999.0, 3), Some(2.0));
        assert_eq!(ecart_certain(&t, 80_001.0, 2), Some(-2.0));
        assert_eq!(ecart_certain(&t, 39_999.0, 2), Some(1.0));
        assert_eq!(ecart_certain(&t, 40_000.0, 1), Some(-1.0));
        assert_eq!(ecart_certain(&t, 175_000.0, 4), Some(1.0));
        assert_eq!(ecart_certain(&t, 175_000.0, 9), None);
    }

    proptest! {
        #[test]
        fn every_population_has_a_tier_and_the_tier_never_falls(a in 0f64..400_000.0, b in 0f64..400_000.0) {
            let t = tranches();
            let (petit, grand) = if a <= b { (a, b) } else { (b, a) };
            let (x, y) = (taille(&t, petit).possibles(), taille(&t, grand).possibles());
            prop_assert!(!x.is_empty() && x.first() <= y.first());
        }

        #[test]
        fn the_certain_change_leads_to_the_tier(p in 0f64..400_000.0, vers in 1u8..=4) {
            let t = tranches();
            let ecart = ecart_certain(&t, p, vers).unwrap();
            prop_assert_eq!(taille(&t, habitants_entiers(p) + ecart).certaine(), Some(vers));
        }
    }
}
