//! Exact confidence interval of a count of rare events (Garwood, Biometrika, 1936), by the incomplete gamma function.

/// Terms or halvings after which a computation stops: far more than what double precision can use.
const PAS_MAX: usize = 500;

/// Exact two-sided interval of the mean of a Poisson law of which `effectif` events were seen; a part of a commune gives
/// a count that is not whole, read by the same gamma law. `None` when the count or the level (in ]0, 1[) makes no sense.
#[must_use]
pub(crate) fn intervalle(effectif: f64, niveau: f64) -> Option<[f64; 2]> {
    let sense = effectif.is_finite() && (0.0..1e6).contains(&effectif);
    if !sense || niveau <= 0.0 || niveau >= 1.0 {
        return None;
    }
    let queue = (1.0 - niveau) / 2.0;
    let bas = if effectif > 0.0 {
        quantile(effectif, queue)
    } else {
        0.0
    };
    Some([bas, quantile(effectif + 1.0, 1.0 - queue)])
}

/// Exact two-sided interval of a rate that stands on so many cases, in its unit; `None` without a case.
#[must_use]
pub(crate) fn du_taux(taux: f64, effectif: f64, niveau: f64) -> Option<[f64; 2]> {
    let cas = intervalle(effectif, niveau).filter(|_| effectif > 0.0)?;
    Some(cas.map(|cas| taux * cas / effectif))
}

/// Where the gamma law of shape `forme` (scale 1) reaches `probabilite`, by halving.
fn quantile(forme: f64, probabilite: f64) -> f64 {
    let (mut bas, mut haut) = (0.0, forme + 50.0 * (forme.sqrt() + 1.0));
    for _ in 0..PAS_MAX {
        let milieu = f64::midpoint(bas, haut);
        if milieu <= bas || milieu >= haut {
            break;
        }
        if gamma_repartie(forme, milieu) < probabilite {
            bas = milieu;
        } else {
            haut = milieu;
        }
    }
    f64::midpoint(bas, haut)
}

/// Regularised lower incomplete gamma function P(a, x).
fn gamma_repartie(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let facteur = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        facteur * serie(a, x)
    } else {
        1.0 - facteur * fraction(a, x)
    }
}

/// Sum of x^n ÷ a(a+1)…(a+n).
fn serie(a: f64, x: f64) -> f64 {
    let mut terme = 1.0 / a;
    let mut somme = terme;
    let mut rang = a;
    for _ in 0..PAS_MAX * 20 {
        rang += 1.0;
        terme *= x / rang;
        somme += terme;
        if terme < somme * 1e-17 {
            break;
        }
    }
    somme
}

/// Continued fraction of the upper function, by the method of Lentz.
fn fraction(a: f64, x: f64) -> f64 {
    const INFIME: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / INFIME;
    let mut d = 1.0 / b;
    let mut h = d;
    let mut i = 0.0;
    for _ in 0..PAS_MAX * 20 {
        i += 1.0;
        let an = -i * (i - a);
        b += 2.0;
        d = 1.0 / non_nul(an * d + b, INFIME);
        c = non_nul(b + an / c, INFIME);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

fn non_nul(x: f64, infime: f64) -> f64 {
    if x.abs() < infime { infime } else { x }
}

/// Logarithm of the gamma function of a positive number: Stirling's series, after a shift above 10.
fn ln_gamma(x: f64) -> f64 {
    let (mut x, mut decalage) = (x, 0.0);
    while x < 10.0 {
        decalage += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / x;
    let carre = inverse * inverse;
    let serie = inverse
        * (1.0 / 12.0
            - carre
                * (1.0 / 360.0 - carre * (1.0 / 1260.0 - carre * (1.0 / 1680.0 - carre / 1188.0))));
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + serie - decalage
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Exact limits at 95 % as tables print them (Garwood, 1936, and the tables made after it).
    #[test]
    fn meets_the_published_tables() {
        for (effectif, bas, haut) in [
            (0.0, 0.0, 3.689),
            (1.0, 0.0253, 5.572),
            (2.0, 0.2422, 7.225),
            (3.0, 0.6187, 8.767),
            (4.0, 1.0899, 10.242),
            (5.0, 1.6235, 11.668),
            (10.0, 4.7954, 18.390),
            (15.0, 8.3954, 24.740),
            (20.0, 12.2165, 30.888),
            (50.0, 37.111, 65.919),
            (100.0, 81.364, 121.627),
        ] {
            let [a, b] = intervalle(effectif, 0.95).unwrap();
            assert!(
                (a - bas).abs() < 6e-4 && (b - haut).abs() < 6e-4,
                "{effectif} : {a} {b}"
            );
        }
    }

    /// P(X ≥ n) at the lower limit and P(X ≤ n) at the upper one are the two tails, by the sum that defines the law.
    #[test]
    fn the_tails_are_those_of_the_law() {
        let cumulee = |n: u32, moyenne: f64| {
            let mut terme = (-moyenne).exp();
            let mut somme = terme;
            for k in 1..=n {
                terme *= moyenne / f64::from(k);
                somme += terme;
            }
            somme
        };
        for n in 1..40 {
            let [bas, haut] = intervalle(f64::from(n), 0.95).unwrap();
            assert!((cumulee(n, haut) - 0.025).abs() < 1e-9, "{n}");
            assert!((1.0 - cumulee(n - 1, bas) - 0.025).abs() < 1e-9, "{n}");
        }
    }

    #[test]
    fn nonsense_has_no_interval() {
        for (effectif, niveau) in [
            (-1.0, 0.95),
            (f64::NAN, 0.95),
            (f64::INFINITY, 0.95),
            (3.0, 1.0),
            (3.0, 0.0),
        ] {
            assert_eq!(intervalle(effectif, niveau), None);
        }
    }

    proptest! {
        #[test]
        fn holds_its_count_and_widens_with_the_level(n in 0.0f64..2000.0) {
            let [a, b] = intervalle(n, 0.95).unwrap();
            let [c, d] = intervalle(n, 0.99).unwrap();
            prop_assert!(a <= n && n < b);
            prop_assert!(c <= a && b <= d);
        }
    }
}
