//! A text read as a stream: decoded line by line, and held only from the row that is being read.

use std::cell::Cell;
use std::io::{self, Read};

use crate::load::source::texte::decode_lignes;

/// What is read at a time, bytes.
const BLOC: usize = 1 << 20;
/// A line longer than this is that of no table, bytes.
pub const LIGNE_MAX: usize = 16 << 20;
/// A row longer than this is a quote that was never closed, bytes.
const RANGEE_MAX: u64 = 64 << 20;
/// UTF-8 mark at the beginning of a text.
const MARQUE: &[u8] = b"\xef\xbb\xbf";

/// Decodes what it reads: UTF-8, else windows-1252 line by line.
pub struct Decode<R> {
    flux: R,
    bloc: usize,
    /// Bytes of a line that is not whole yet.
    brut: Vec<u8>,
    /// Decoded text, from the place `debut` of the whole.
    texte: Vec<u8>,
    debut: u64,
    /// Of the text held, what was already given.
    donne: usize,
    commence: bool,
    fini: bool,
    /// Place from which the text must be held.
    garde: Cell<u64>,
}

impl<R: Read> Decode<R> {
    /// Reads a text that is neither UTF-16 nor without line feeds.
    pub fn new(flux: R) -> Self {
        Self::par_blocs(flux, BLOC)
    }

    fn par_blocs(flux: R, bloc: usize) -> Self {
        Self {
            flux,
            bloc,
            brut: Vec::new(),
            texte: Vec::new(),
            debut: 0,
            donne: 0,
            commence: false,
            fini: false,
            garde: Cell::new(0),
        }
    }

    /// Says where the row that is going to be read begins.
    pub fn garde(&self, place: u64) {
        self.garde.set(place);
    }

    /// Whether there is an odd number of quotes between two places of the row that was read last.
    #[must_use]
    pub fn impair(&self, de: u64, a: u64) -> bool {
        let rang = |p: u64| usize::try_from(p.saturating_sub(self.debut)).unwrap_or(usize::MAX);
        let fin = rang(a).min(self.texte.len());
        let rangee = self.texte.get(rang(de)..fin).unwrap_or_default();
        rangee.iter().filter(|&&o| o == b'"').count() % 2 == 1
    }

    /// Line feeds between a place and the first letter of the row that begins there: the end of the row before, blank lines.
    #[must_use]
    pub fn sauts_avant(&self, place: u64) -> u64 {
        let rang = usize::try_from(place.saturating_sub(self.debut)).unwrap_or(usize::MAX);
        let suite = self.texte.get(rang..).unwrap_or_default().iter();
        let blancs = suite.take_while(|o| matches!(o, b'\r' | b'\n'));
        blancs.filter(|&&o| o == b'\n').count() as u64
    }

    /// Reads and decodes some more whole lines; nothing at the end.
    fn remplit(&mut self) -> io::Result<()> {
        if self.debut + self.texte.len() as u64 > self.garde.get() + RANGEE_MAX {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let entieres = loop {
            let mut vus = self.brut.len();
            let bloc = self.bloc as u64;
            let lus = Read::by_ref(&mut self.flux)
                .take(bloc)
                .read_to_end(&mut self.brut)?;
            if !self.commence {
                self.commence = true;
                if self.brut.starts_with(MARQUE) {
                    self.brut.drain(..MARQUE.len());
                    vus = 0;
                }
            }
            self.fini = (lus as u64) < bloc;
            if self.fini {
                break self.brut.len();
            }
            let nouveaux = self.brut.get(vus..).unwrap_or_default();
            if let Some(saut) = nouveaux.iter().rposition(|&o| o == b'\n') {
                break vus + saut + 1;
            }
            if self.brut.len() > LIGNE_MAX {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        };
        if entieres > 0 {
            let inutile = self.garde.get().saturating_sub(self.debut);
            let inutile = usize::try_from(inutile).unwrap_or(0).min(self.donne);
            self.texte.drain(..inutile);
            self.donne -= inutile;
            self.debut += inutile as u64;
            let (texte, _) = decode_lignes(self.brut.get(..entieres).unwrap_or_default());
            self.texte.extend_from_slice(texte.as_bytes());
            self.brut.drain(..entieres);
        }
        Ok(())
    }
}

impl<R: Read> Read for Decode<R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        if self.donne == self.texte.len() && !self.fini {
            self.remplit()?;
        }
        let suite = self.texte.get(self.donne..).unwrap_or_default();
        let lus = suite.len().min(tampon.len());
        if let (Some(place), Some(suite)) = (tampon.get_mut(..lus), suite.get(..lus)) {
            place.copy_from_slice(suite);
        }
        self.donne += lus;
        Ok(lus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::source::texte::decode;

    #[test]
    fn a_line_without_end_and_a_row_without_end_are_refused() {
        let mut sans_saut = Decode::new(io::repeat(b'a'));
        let e = io::copy(&mut sans_saut, &mut io::sink()).unwrap_err();
        assert_eq!(e.kind(), io::ErrorKind::FileTooLarge);
        let lignes = "\"a\n".repeat(40 << 20);
        let mut sans_fin = Decode::new(lignes.as_bytes());
        let e = io::copy(&mut sans_fin, &mut io::sink()).unwrap_err();
        assert_eq!(e.kind(), io::ErrorKind::InvalidData);
    }

    proptest::proptest! {
        /// The law: whatever the blocks, the text is that of the whole file, of which the row in hand is held.
        #[test]
        fn a_stream_decodes_as_the_whole(
            octets in proptest::collection::vec(proptest::sample::select(&b"ab;\"\n\n\xe9\xc3\xa9\xef\xbb\xbf"[..]), 0..200),
            bloc in 1_usize..40,
        ) {
            proptest::prop_assume!(encoding_rs::Encoding::for_bom(&octets).is_none_or(|(e, _)| e == encoding_rs::UTF_8));
            let attendu = decode(&octets).0.into_owned();
            let mut flux = Decode::par_blocs(octets.as_slice(), bloc);
            let mut lu = Vec::new();
            let mut tampon = [0; 5];
            loop {
                let debut = lu.len();
                flux.garde(debut as u64);
                let n = flux.read(&mut tampon).unwrap();
                lu.extend_from_slice(&tampon[..n]);
                let guillemets = lu[debut..].iter().filter(|&&o| o == b'"').count();
                proptest::prop_assert_eq!(flux.impair(debut as u64, lu.len() as u64), guillemets % 2 == 1);
                if n == 0 {
                    break;
                }
            }
            proptest::prop_assert_eq!(String::from_utf8(lu).unwrap(), attendu);
        }
    }
}
