//! Polygons by unit: shapes first, then the longitudes and latitudes, each as the gap to the one before.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::curseur::{Curseur, Lit, abime, ecrit, ecrit_signe};
use super::nombres;

/// Coordinates kept as they are.
const BRUTS: u8 = 0xff;

/// Writes polygons.
#[must_use]
pub fn ecrit_formes(formes: &[&MultiPolygon<f64>]) -> Vec<u8> {
    let mut o = Vec::new();
    let mut sommets: [Vec<f64>; 2] = Default::default();
    ecrit(&mut o, formes.len() as u64);
    for forme in formes {
        ecrit(&mut o, forme.0.len() as u64);
        for polygone in &forme.0 {
            ecrit(&mut o, polygone.interiors().len() as u64);
            let anneaux = std::iter::once(polygone.exterior()).chain(polygone.interiors());
            for anneau in anneaux {
                ecrit(&mut o, anneau.0.len() as u64);
                for c in &anneau.0 {
                    let [x, y] = &mut sommets;
                    x.push(c.x);
                    y.push(c.y);
                }
            }
        }
    }
    sommets.iter().for_each(|axe| ecrit_axe(&mut o, axe));
    o
}

fn ecrit_axe(o: &mut Vec<u8>, axe: &[f64]) {
    let Some((decimales, entiers)) = nombres::entiers(axe) else {
        o.push(BRUTS);
        axe.iter().for_each(|x| o.extend(x.to_bits().to_le_bytes()));
        return;
    };
    o.push(decimales);
    let mut avant = 0;
    for n in entiers {
        ecrit_signe(o, n - avant);
        avant = n;
    }
}

/// Reads polygons.
///
/// # Errors
/// Damaged bytes.
pub fn lit_formes(octets: &[u8]) -> Lit<Vec<MultiPolygon<f64>>> {
    let mut c = Curseur::new(octets);
    let mut formes = Vec::new();
    let mut sommets = 0_usize;
    for _ in 0..c.compte()? {
        let mut polygones = Vec::new();
        for _ in 0..c.compte()? {
            let anneaux = c.compte()?;
            let tailles: Vec<usize> = (0..=anneaux).map(|_| c.compte()).collect::<Lit<_>>()?;
            sommets = tailles.iter().fold(sommets, |s, n| s.saturating_add(*n));
            polygones.push(tailles);
        }
        formes.push(polygones);
    }
    // A coordinate takes a byte at least on each axis.
    if sommets > octets.len() {
        return Err(abime("plus de sommets que d'octets"));
    }
    let x = lit_axe(&mut c, sommets)?;
    let y = lit_axe(&mut c, sommets)?;
    c.fini()?;
    let mut points = x.into_iter().zip(y).map(|(x, y)| Coord { x, y });
    let mut ligne = |n: usize| LineString::new(points.by_ref().take(n).collect());
    let mut polygone = |tailles: Vec<usize>| {
        let mut lignes = tailles.into_iter().map(&mut ligne);
        let dehors = lignes.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(dehors, lignes.collect())
    };
    let forme = |polygones: Vec<Vec<usize>>| {
        MultiPolygon(polygones.into_iter().map(&mut polygone).collect())
    };
    Ok(formes.into_iter().map(forme).collect())
}

fn lit_axe(c: &mut Curseur<'_>, combien: usize) -> Lit<Vec<f64>> {
    let decimales = c.octet()?;
    if decimales == BRUTS {
        let lit = |_| {
            let octets = c
                .octets(8)?
                .try_into()
                .map_err(|_| abime("une coordonnée coupée"))?;
            let x = f64::from_bits(u64::from_le_bytes(octets));
            if x.is_finite() {
                Ok(x)
            } else {
                Err(abime("une coordonnée n'en est pas une"))
            }
        };
        return (0..combien).map(lit).collect();
    }
    let puissance = nombres::puissance(decimales)?;
    let mut avant = 0_i64;
    let lit = |_| {
        avant = avant.wrapping_add(c.signe()?);
        Ok(nombres::figure(avant, puissance))
    };
    (0..combien).map(lit).collect()
}

/// Polygons inside what serde writes.
pub mod surface {
    use geo::MultiPolygon;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{ecrit_formes, lit_formes};

    /// Writes a polygon, or none.
    ///
    /// # Errors
    /// Those of the format.
    pub fn serialize<S: Serializer>(
        forme: &Option<MultiPolygon<f64>>,
        s: S,
    ) -> Result<S::Ok, S::Error> {
        forme.as_ref().map(|f| ecrit_formes(&[f])).serialize(s)
    }

    /// Reads a polygon, or none.
    ///
    /// # Errors
    /// Those of the format; damaged bytes.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        d: D,
    ) -> Result<Option<MultiPolygon<f64>>, D::Error> {
        let octets: Option<Vec<u8>> = Option::deserialize(d)?;
        let formes = octets.map(|o| lit_formes(&o)).transpose();
        let formes = formes.map_err(serde::de::Error::custom)?;
        Ok(formes.and_then(|f| f.into_iter().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn forme() -> impl Strategy<Value = MultiPolygon<f64>> {
        let point = (-180_000_000..180_000_000_i64, -90_000_000..90_000_000_i64);
        let anneau = proptest::collection::vec(point, 0..6).prop_map(|points| {
            let coord = |(x, y): (i64, i64)| Coord {
                x: x as f64 / 1e6,
                y: y as f64 / 1e6,
            };
            LineString::new(points.into_iter().map(coord).collect())
        });
        let polygone = (anneau.clone(), proptest::collection::vec(anneau, 0..3))
            .prop_map(|(dehors, trous)| Polygon::new(dehors, trous));
        proptest::collection::vec(polygone, 0..4).prop_map(MultiPolygon)
    }

    proptest! {
        #[test]
        fn polygons_come_back_and_damage_never_panics(
            formes in proptest::collection::vec(forme(), 0..4),
            tiers: bool, place: proptest::sample::Index, octet: u8,
        ) {
            let mut formes = formes;
            if tiers {
                // Reprojected coordinates are no decimals.
                for p in formes.iter_mut().flat_map(|f| &mut f.0) {
                    p.exterior_mut(|l| l.0.iter_mut().for_each(|c| c.x /= 3.0));
                }
            }
            let vues: Vec<&MultiPolygon<f64>> = formes.iter().collect();
            let mut o = ecrit_formes(&vues);
            prop_assert_eq!(lit_formes(&o).unwrap(), formes);
            let i = place.index(o.len());
            o[i] = octet;
            let _ = lit_formes(&o);
        }
    }
}
