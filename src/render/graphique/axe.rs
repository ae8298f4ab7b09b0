//! A value axis with round graduations that always holds zero.

/// Round bounds and step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axe {
    min: f64,
    max: f64,
    pas: f64,
}

impl Axe {
    /// The axis that holds some values and zero; not finite values are ignored.
    pub(super) fn pour<'a>(valeurs: impl Iterator<Item = &'a f64>) -> Self {
        let (bas, haut) = valeurs
            .filter(|v| v.is_finite())
            .fold((0.0_f64, 0.0_f64), |(bas, haut), v| {
                (bas.min(*v), haut.max(*v))
            });
        let etendue = (haut - bas).clamp(1e-6, 1e15);
        let pas = pas_rond(etendue / 4.0);
        let max = (haut / pas).ceil() * pas;
        let min = (bas / pas).floor() * pas;
        Self {
            min,
            max: if max > min { max } else { min + pas },
            pas,
        }
    }

    /// Graduations, from the lowest.
    pub(super) fn graduations(&self) -> Vec<f64> {
        let mut sortie = Vec::new();
        let mut rang = 0.0;
        while sortie.len() < 12 && self.min + rang * self.pas <= self.max + self.pas / 2.0 {
            sortie.push(self.min + rang * self.pas);
            rang += 1.0;
        }
        sortie
    }

    /// Decimals that the graduations need.
    pub(super) fn decimales(&self) -> u8 {
        [(1.0, 0), (0.1, 1), (0.01, 2), (0.001, 3)]
            .iter()
            .find(|(seuil, _)| self.pas >= *seuil * 0.999)
            .map_or(4, |(_, decimales)| *decimales)
    }

    /// Distance from the top of a plot of a given height.
    pub(super) fn hauteur(&self, valeur: f64, total: f64) -> f64 {
        let part = (valeur.clamp(self.min, self.max) - self.min) / (self.max - self.min);
        total * (1.0 - part)
    }
}

/// Least of 1, 2, 5 × 10ⁿ that is not below a step.
fn pas_rond(brut: f64) -> f64 {
    let base = 10_f64.powf(brut.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .iter()
        .map(|facteur| facteur * base)
        .find(|pas| *pas >= brut * 0.999_999)
        .unwrap_or(base * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn graduations_are_round() {
        let axe = Axe::pour([3.0, 21.6].iter());
        assert_eq!(axe.graduations(), [0.0, 10.0, 20.0, 30.0]);
        let axe = Axe::pour([-0.42, 0.36].iter());
        assert_eq!(axe.decimales(), 1);
        assert!(axe.graduations().first().is_some_and(|v| *v <= -0.42));
    }

    proptest! {
        #[test]
        fn values_stay_inside(valeurs in prop::collection::vec(-1e9_f64..1e9, 0..20)) {
            let axe = Axe::pour(valeurs.iter());
            for valeur in &valeurs {
                let y = axe.hauteur(*valeur, 100.0);
                prop_assert!((-1e-6..=100.0 + 1e-6).contains(&y));
            }
            prop_assert!(axe.graduations().len() >= 2);
        }
    }
}
