//! Reads the hexadecimal WKB polygons that PostGIS exports.

use anyhow::{Context, Result, bail};

/// A ring of longitudes and latitudes, degrees.
pub type Anneau = Vec<(f64, f64)>;

/// Polygons, each an outer ring then its holes.
pub fn multipolygone(hexadecimal: &str) -> Result<Vec<Vec<Anneau>>> {
    let mut octets = Vec::with_capacity(hexadecimal.len() / 2);
    for paire in hexadecimal.as_bytes().chunks(2) {
        octets.push(u8::from_str_radix(std::str::from_utf8(paire)?, 16)?);
    }
    let mut lecteur = Lecteur(&octets);
    match lecteur.genre()? {
        3 => Ok(vec![lecteur.polygone()?]),
        6 => (0..lecteur.entier()?)
            .map(|_| match lecteur.genre()? {
                3 => lecteur.polygone(),
                autre => bail!("géométrie WKB {autre} dans un MultiPolygon"),
            })
            .collect(),
        autre => bail!("géométrie WKB {autre} : Polygon ou MultiPolygon attendu"),
    }
}

/// A point.
pub fn point(hexadecimal: &str) -> Result<(f64, f64)> {
    // A point is a ring of one: same bytes after the kind.
    let mut octets = Vec::new();
    for paire in hexadecimal.as_bytes().chunks(2) {
        octets.push(u8::from_str_radix(std::str::from_utf8(paire)?, 16)?);
    }
    let mut lecteur = Lecteur(&octets);
    match lecteur.genre()? {
        1 => Ok((lecteur.nombre()?, lecteur.nombre()?)),
        autre => bail!("géométrie WKB {autre} : Point attendu"),
    }
}

struct Lecteur<'a>(&'a [u8]);

impl Lecteur<'_> {
    fn prendre<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (debut, reste) = self.0.split_first_chunk().context("WKB tronqué")?;
        self.0 = reste;
        Ok(*debut)
    }

    fn genre(&mut self) -> Result<u32> {
        match self.prendre::<1>()? {
            [1] => self.entier(),
            _ => bail!("WKB gros-boutiste"),
        }
    }

    fn entier(&mut self) -> Result<u32> {
        Ok(u32::from_le_bytes(self.prendre()?))
    }

    fn nombre(&mut self) -> Result<f64> {
        Ok(f64::from_le_bytes(self.prendre()?))
    }

    fn polygone(&mut self) -> Result<Vec<Anneau>> {
        (0..self.entier()?)
            .map(|_| {
                (0..self.entier()?)
                    .map(|_| Ok((self.nombre()?, self.nombre()?)))
                    .collect()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_point_and_refuses_a_truncated_one() {
        // POINT(2 3), from the WKB specification in little-endian order.
        let hexadecimal = "010100000000000000000000400000000000000840";
        assert_eq!(point(hexadecimal).unwrap(), (2.0, 3.0));
        assert!(point(&hexadecimal[..20]).is_err());
        assert!(multipolygone(hexadecimal).is_err());
    }
}
