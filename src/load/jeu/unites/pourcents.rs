//! Whole percentages in a column of counts, as a returned template may hold: `45` where 45 % are meant.
//!
//! The law: what is counted follows the inhabitants; figures of a hundred at most that do not are no counts.

use super::mediane;
use crate::load::format::pourcents::Pourcents;
use crate::model::{Genre, Referentiel, UniteId, Valeur};
use crate::tri::Tri;

/// Why a column of counts is one of percentages.
pub(super) fn pourcents(p: &Pourcents, r: &Referentiel, valeurs: &[Valeur]) -> Option<String> {
    let lue = |(rang, valeur): (u32, &Valeur)| {
        let unite = r.unite(UniteId(rang));
        let habitants = unite.population.filter(|n| *n > 0)?;
        let x = valeur.connue()?;
        (unite.genre == Genre::Commune).then_some((f64::from(habitants), x))
    };
    let mut lues: Vec<(f64, f64)> = (0u32..).zip(valeurs).filter_map(lue).collect();
    if lues.len() < p.communes || lues.iter().any(|(_, x)| *x > 100.0) {
        return None;
    }
    lues.trie_par(|a, b| a.0.total_cmp(&b.0));
    let tiers = lues.len() / 3;
    let (petites, grandes) = (lues.get(..tiers)?, lues.get(lues.len() - tiers..)?);
    let habitants = |c: &[(f64, f64)]| triee(c.iter().map(|l| l.0));
    let chiffres = |c: &[(f64, f64)]| triee(c.iter().map(|l| l.1));
    let (peu, beaucoup) = (chiffres(petites)?, chiffres(grandes)?);
    let etale = habitants(grandes)? >= p.habitants * habitants(petites)?;
    if !etale || peu < p.moindre || beaucoup >= p.chiffres * peu {
        return None;
    }
    Some(
        "ses valeurs ne dépassent pas 100 et ne suivent pas le nombre d'habitants, des plus petites communes aux plus grandes\u{a0}: ce sont sans doute des \
         pourcentages, et la colonne attend un effectif. Demandez les effectifs\u{a0}; si c'en est bien un, déclarez la variable dans un [[fichier]] de cpts.toml."
            .to_owned(),
    )
}

/// The median of some figures.
fn triee(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    mediane(&figures)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::load::format::grandeurs::grandeurs;

    proptest! {
        /// The same shares are counts that are kept, or whole percentages that are not.
        #[test]
        fn shares_of_any_communes_are_told_from_counts(
            communes in prop::collection::vec((100..900_u32, 9_000..40_000_u32, 8.0..15.0_f64), 3..20), pourcents in any::<bool>(),
        ) {
            let (mut populations, mut valeurs) = (Vec::new(), Vec::new());
            for (petite, grande, part) in communes {
                for p in [petite, 2_000, grande] {
                    populations.push(p);
                    let x = if pourcents { part.round() } else { (f64::from(p) * part / 100.0).round() };
                    valeurs.push(Valeur::Connue(x));
                }
            }
            let essai = Essai::communes(&populations);
            let r = &essai.dataset.referentiel;
            let dit = super::pourcents(&grandeurs().unwrap().pourcents, r, &valeurs);
            prop_assert_eq!(dit.is_some(), pourcents);
        }
    }

    #[test]
    fn what_is_rare_is_a_count() {
        let essai = Essai::communes(&[200, 300, 500, 900, 5_000, 20_000, 30_000]);
        let r = &essai.dataset.referentiel;
        for valeurs in [
            [0.0, 1.0, 0.0, 1.0, 2.0, 1.0, 0.0],
            [1.0, 2.0, 1.0, 2.0, 3.0, 60.0, 90.0],
        ] {
            let valeurs = valeurs.map(Valeur::Connue);
            assert!(super::pourcents(&grandeurs().unwrap().pourcents, r, &valeurs).is_none());
        }
    }
}
