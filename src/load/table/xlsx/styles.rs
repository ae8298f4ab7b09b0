//! The styles of a workbook: which of them write a number as a number, and not as a date.

use regex::bytes::Regex;

use crate::load::table::xlsx::balises::apres;

/// Styles, by rank: whether the numbers of each are surely numbers.
#[derive(Debug, Default)]
pub struct Styles(Vec<bool>);

impl Styles {
    /// Reads them; `None` when they are written otherwise than nearly all.
    #[must_use]
    pub fn lire(partie: &[u8]) -> Option<Self> {
        let lus = apres(partie, b"<cellXfs")?.0;
        let fin = lus.windows(10).position(|f| f == b"</cellXfs>")?;
        let avant = partie.get(..partie.len() - lus.len())?;
        let motif = Regex::new(r#"<numFmt numFmtId="([0-9]+)" formatCode="([^"]*)"/>"#).ok()?;
        let siens = motif.captures_iter(avant).map(|c| {
            let (_, [numero, code]) = c.extract();
            (numero.to_vec(), est_un_nombre(code))
        });
        let siens: Vec<(Vec<u8>, bool)> = siens.collect();
        let dits = avant.windows(8).filter(|f| *f == b"<numFmt ").count();
        let xf = Regex::new(r#"<xf(?:(?: [^>]*?)? numFmtId="([0-9]+)"|[ />])"#).ok()?;
        let styles = xf.captures_iter(lus.get(..fin)?).map(|c| {
            let numero = c.get(1).map(|n| n.as_bytes());
            let sien = siens
                .iter()
                .rev()
                .find(|(n, _)| Some(n.as_slice()) == numero);
            sien.map_or_else(|| du_format(numero), |(_, nombre)| *nombre)
        });
        (dits == siens.len()).then(|| Self(styles.collect()))
    }

    /// Whether a number of a style is surely a number; a style that is not there says nothing.
    #[inline]
    pub fn nombre(&self, rang: usize) -> bool {
        self.0.get(rang).copied().unwrap_or(true)
    }
}

/// Whether a number of the formats that all workbooks share is a number.
fn du_format(numero: Option<&[u8]>) -> bool {
    let numero = numero.and_then(|n| std::str::from_utf8(n).ok()?.parse().ok());
    matches!(numero, Some(0..=13 | 37..=44 | 48 | 49))
}

/// Whether a format that a workbook describes has none of the letters of dates.
fn est_un_nombre(code: &[u8]) -> bool {
    let Ok(code) = std::str::from_utf8(code) else {
        return false;
    };
    let code = code.replace("&quot;", "").replace("General", "");
    !code.contains(|c| "dmyhsaDMYHSA[&".contains(c))
}
