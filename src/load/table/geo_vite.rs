//! Outlines read straight to their points, as nearly all are written: a type, then its coordinates, closed rings of degrees.
//!
//! What is written otherwise, right or wrong, is left to [`super::geo_json`], which says what is wrong with it.

use geo::{Coord, LineString, MultiPolygon, Polygon};

use crate::load::source::anneaux;
use crate::load::source::decimal::decimal;

/// The surface of a geometry; `None` when it is not a plain one.
pub(super) fn surface(texte: &str) -> Option<MultiPolygon<f64>> {
    let mut lu = Curseur(texte.as_bytes());
    let surface = lu.surface()?;
    lu.est_fini().then_some(surface)
}

/// Bytes of a JSON that are not read yet.
pub(super) struct Curseur<'a>(pub(super) &'a [u8]);

impl<'a> Curseur<'a> {
    pub(super) fn blancs(&mut self) {
        while let Some((b' ' | b'\n' | b'\r' | b'\t', suite)) = self.0.split_first() {
            self.0 = suite;
        }
    }

    /// Whether the next sign is this one, which is then read.
    pub(super) fn est(&mut self, signe: u8) -> bool {
        self.blancs();
        let suite = self.0.strip_prefix(&[signe]);
        suite.inspect(|suite| self.0 = suite).is_some()
    }

    /// Reads a sign.
    pub(super) fn signe(&mut self, signe: u8) -> Option<()> {
        self.est(signe).then_some(())
    }

    /// Whether nothing is left.
    pub(super) fn est_fini(&mut self) -> bool {
        self.blancs();
        self.0.is_empty()
    }

    /// Reads a short text without escapes.
    pub(super) fn mot(&mut self) -> Option<&'a [u8]> {
        self.signe(b'"')?;
        let fin = self.0.iter().position(|o| *o == b'"')?;
        let (mot, suite) = self.0.split_at_checked(fin)?;
        self.0 = suite.get(1..)?;
        let simple = |o: &u8| *o != b'\\' && *o >= b' ';
        mot.iter().all(simple).then_some(mot)
    }

    /// Reads the name of a member.
    pub(super) fn cle(&mut self) -> Option<&'a [u8]> {
        let cle = self.mot()?;
        self.signe(b':')?;
        Some(cle)
    }

    /// Reads a whole geometry.
    pub(super) fn surface(&mut self) -> Option<MultiPolygon<f64>> {
        self.signe(b'{')?;
        let (b"type", genre) = (self.cle()?, self.mot()?) else {
            return None;
        };
        self.signe(b',')?;
        let b"coordinates" = self.cle()? else {
            return None;
        };
        let mut points = Vec::new();
        let polygones = match genre {
            b"Polygon" => vec![self.polygone(&mut points)?],
            b"MultiPolygon" => self.liste(|lu| lu.polygone(&mut points))?,
            _ => return None,
        };
        self.signe(b'}')?;
        Some(MultiPolygon(polygones))
    }

    /// Reads a list of one item at least.
    pub(super) fn liste<T>(
        &mut self,
        mut lit: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.signe(b'[')?;
        let mut lus = vec![lit(self)?];
        while self.est(b',') {
            lus.push(lit(self)?);
        }
        self.signe(b']')?;
        Some(lus)
    }

    fn polygone(&mut self, points: &mut Vec<Coord<f64>>) -> Option<Polygon<f64>> {
        let mut anneaux = self.liste(|lu| lu.anneau(points))?.into_iter();
        let exterieur = anneaux.next()?;
        Some(Polygon::new(exterieur, anneaux.collect()))
    }

    /// Reads a closed ring, gathered in `points` first.
    fn anneau(&mut self, points: &mut Vec<Coord<f64>>) -> Option<LineString<f64>> {
        points.clear();
        self.signe(b'[')?;
        loop {
            points.push(self.position()?);
            if !self.est(b',') {
                break;
            }
        }
        self.signe(b']')?;
        anneaux::ferme(points.as_slice().to_vec()).ok()
    }

    /// Reads a longitude and a latitude; a height, or anything else, is for the reader that knows them.
    fn position(&mut self) -> Option<Coord<f64>> {
        self.signe(b'[')?;
        let x = self.nombre()?;
        self.signe(b',')?;
        let y = self.nombre()?;
        self.signe(b']')?;
        anneaux::degres(x, y).ok()
    }

    fn nombre(&mut self) -> Option<f64> {
        self.blancs();
        let (x, suite) = decimal(self.0)?;
        self.0 = suite;
        Some(x)
    }
}
