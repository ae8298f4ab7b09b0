//! A stream cut into blocks of whole records: at line ends, outside quotes.

use std::io::{self, Read};
use std::ops::Range;

/// What is read at a time, bytes.
const LOT: usize = 8 << 20;
/// A record longer than this is a quote that was never closed, or no table at all; bytes.
pub(super) const RECORD_MAX: usize = 64 << 20;
/// Size of the pieces that a block is shared into, bytes.
const PIECE: usize = 512 << 10;

/// A block of whole records.
#[derive(Default)]
pub(super) struct Lot {
    tampon: Vec<u8>,
    fin: usize,
}

impl Lot {
    /// Its bytes.
    pub(super) fn octets(&self) -> &[u8] {
        self.tampon.get(..self.fin).unwrap_or_default()
    }
}

/// Cuts a stream into blocks of whole records.
pub(super) struct Lots<R> {
    flux: R,
    reste: Vec<u8>,
    guillemets: bool,
    fini: bool,
}

impl<R: Read> Lots<R> {
    /// `guillemets`: whether a quoted cell may hold line ends.
    pub(super) fn new(flux: R, guillemets: bool) -> Self {
        Self {
            flux,
            reste: Vec::new(),
            guillemets,
            fini: false,
        }
    }

    /// The next block, `None` at the end; `ancien` is one that is no longer of use, whose memory is taken again.
    ///
    /// # Errors
    /// The stream cannot be read, or a record has no end.
    pub(super) fn suivant(&mut self, ancien: Lot) -> io::Result<Option<Lot>> {
        let mut tampon = ancien.tampon;
        let mut lus = self.reste.len();
        tampon.resize(tampon.len().max(LOT).max(lus * 2), 0);
        if let Some(place) = tampon.get_mut(..lus) {
            place.copy_from_slice(&self.reste);
        }
        loop {
            while !self.fini && lus < tampon.len() {
                let place = tampon.get_mut(lus..).unwrap_or_default();
                match self.flux.read(place) {
                    Ok(0) => self.fini = true,
                    Ok(n) => lus += n,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(e),
                }
            }
            let lu = tampon.get(..lus).unwrap_or_default();
            let fin = match derniere_fin(lu, self.guillemets) {
                _ if self.fini => Some(lus),
                fin => fin,
            };
            if let Some(fin) = fin {
                self.reste.clear();
                self.reste
                    .extend_from_slice(lu.get(fin..).unwrap_or_default());
                return Ok((fin > 0).then_some(Lot { tampon, fin }));
            }
            if lus >= RECORD_MAX {
                let guillemet = self.guillemets && impairs(lu);
                return Err(match guillemet {
                    true => io::ErrorKind::InvalidData.into(),
                    false => io::ErrorKind::FileTooLarge.into(),
                });
            }
            tampon.resize(lus * 2, 0);
        }
    }
}

/// Where the last whole record of a block that begins with one ends.
fn derniere_fin(lot: &[u8], guillemets: bool) -> Option<usize> {
    if !guillemets {
        return lot.iter().rposition(|&o| o == b'\n').map(|i| i + 1);
    }
    let mut ouvert = impairs(lot);
    for (i, &o) in lot.iter().enumerate().rev() {
        match o {
            b'"' => ouvert = !ouvert,
            b'\n' if !ouvert => return Some(i + 1),
            _ => {}
        }
    }
    None
}

/// Whether there is an odd number of quotes.
fn impairs(octets: &[u8]) -> bool {
    let mut total = 0usize;
    // Counted on bytes by short runs: the compiler then counts many at once.
    for morceau in octets.chunks(255) {
        let vus = morceau
            .iter()
            .fold(0u8, |n, &o| n.wrapping_add(u8::from(o == b'"')));
        total += usize::from(vus);
    }
    total % 2 == 1
}

/// The pieces of a block, each of whole records.
pub(super) fn pieces(lot: &[u8], guillemets: bool) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut debut = 0;
    while debut < lot.len() {
        let vise = debut.saturating_add(PIECE);
        let mut ouvert =
            guillemets && impairs(lot.get(debut..vise.min(lot.len())).unwrap_or_default());
        let suite = lot.get(vise..).unwrap_or_default();
        let fin = suite.iter().position(|&o| {
            ouvert ^= guillemets && o == b'"';
            o == b'\n' && !ouvert
        });
        let fin = fin.map_or(lot.len(), |i| vise + i + 1);
        pieces.push(debut..fin);
        debut = fin;
    }
    pieces
}

/// Where the first record ends; `guillemets`: whether a quoted cell may hold line ends.
pub(super) fn premiere_fin(suite: &[u8], guillemets: bool) -> usize {
    let mut debut = 0;
    loop {
        let reste = suite.get(debut..).unwrap_or_default();
        let Some(saut) = reste.iter().position(|&o| o == b'\n') else {
            return suite.len();
        };
        debut += saut + 1;
        if !guillemets || !impairs(suite.get(..debut).unwrap_or_default()) {
            return debut;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, as a pipe does.
    struct Goutte<'a>(&'a [u8]);

    impl Read for Goutte<'_> {
        fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
            let n = tampon.len().min(7).min(self.0.len());
            let (tete, suite) = self.0.split_at(n);
            tampon[..n].copy_from_slice(tete);
            self.0 = suite;
            Ok(n)
        }
    }

    #[test]
    fn blocks_and_pieces_are_whole_records_and_lose_nothing() {
        let ligne = format!("01001;\"{}\n;\";1\n", "x".repeat(700));
        let texte = ligne.repeat((LOT + LOT / 2) / ligne.len());
        let mut lots = Lots::new(texte.as_bytes(), true);
        let (mut lus, mut ancien) = (Vec::new(), Lot::default());
        while let Some(lot) = lots.suivant(ancien).unwrap() {
            for piece in pieces(lot.octets(), true) {
                let piece = &lot.octets()[piece];
                assert!(piece.starts_with(b"01001") && piece.ends_with(b"1\n"));
                lus.extend_from_slice(piece);
            }
            ancien = lot;
        }
        assert!(lus == texte.as_bytes());
        let mut lots = Lots::new(Goutte(b"a|b\nc|d"), false);
        let seul = lots.suivant(Lot::default()).unwrap().unwrap();
        assert_eq!(seul.octets(), b"a|b\nc|d");
        assert!(lots.suivant(seul).unwrap().is_none());
    }
}
