//! Texts of a workbook of Excel before 2007, that may go on from a record to the next ([MS-XLS] 2.5.293, 2.4.265).

use encoding_rs::WINDOWS_1252;

use crate::load::source::ole::{u16_a, u32_a};

/// Bytes of a record and of those that go on with it.
pub(super) struct Suite<'a> {
    parts: std::vec::IntoIter<&'a [u8]>,
    part: &'a [u8],
}

impl<'a> Suite<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Self {
        let mut parts = parts.into_iter();
        let part = parts.next().unwrap_or_default();
        Self { parts, part }
    }

    /// The next bytes, which a record never cuts.
    fn prend(&mut self, n: usize) -> Option<&'a [u8]> {
        if self.part.is_empty() {
            self.part = self.parts.next()?;
        }
        let (lus, suite) = self.part.split_at_checked(n)?;
        self.part = suite;
        Some(lus)
    }

    /// Leaves bytes out, over as many records as needed.
    fn passe(&mut self, mut n: usize) -> Option<()> {
        while n > 0 {
            if self.part.is_empty() {
                self.part = self.parts.next()?;
            }
            let lus = n.min(self.part.len());
            self.part = self.part.get(lus..)?;
            n -= lus;
        }
        Some(())
    }

    /// A text preceded by its number of characters on two bytes.
    pub(super) fn texte(&mut self) -> Option<String> {
        let n = usize::from(u16_a(self.prend(2)?, 0)?);
        self.caracteres(n)
    }

    /// Flags, then so many characters, then what is left out: runs of styles, phonetics.
    fn caracteres(&mut self, mut n: usize) -> Option<String> {
        let drapeaux = *self.prend(1)?.first()?;
        let styles = match drapeaux & 8 {
            0 => 0,
            _ => usize::from(u16_a(self.prend(2)?, 0)?) * 4,
        };
        let phonetique = match drapeaux & 4 {
            0 => 0,
            _ => u32_a(self.prend(4)?, 0)? as usize,
        };
        let mut large = drapeaux & 1 != 0;
        let mut texte = String::new();
        while n > 0 {
            if self.part.is_empty() {
                // What goes on says again how it is written.
                self.part = self.parts.next()?;
                large = self.prend(1)?.first()? & 1 != 0;
            }
            let pas = 1 + usize::from(large);
            let ici = n.min(self.part.len() / pas);
            if ici == 0 {
                return None;
            }
            let lus = self.prend(ici * pas)?;
            if large {
                let (unites, _) = lus.as_chunks::<2>();
                let unites: Vec<u16> = unites.iter().map(|u| u16::from_le_bytes(*u)).collect();
                texte.push_str(&String::from_utf16_lossy(&unites));
            } else {
                // The low bytes of UTF-16: those of windows-1252 beyond 0x9f, and controls that no cell holds.
                texte.push_str(&WINDOWS_1252.decode_without_bom_handling(lus).0);
            }
            n -= ici;
        }
        self.passe(styles + phonetique)?;
        Some(texte)
    }
}

/// A text preceded by its number of characters on one byte.
pub(super) fn texte_court(octets: &[u8]) -> Option<String> {
    let (n, suite) = octets.split_first()?;
    Suite::new(vec![suite]).caracteres(usize::from(*n))
}

/// The texts that the cells of a workbook share.
pub(super) fn textes_communs(parts: Vec<&[u8]>) -> Option<Vec<String>> {
    let mut suite = Suite::new(parts);
    suite.prend(4)?;
    let nombre = u32_a(suite.prend(4)?, 0)?;
    Some((0..nombre).map_while(|_| suite.texte()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_on_in_the_next_record_which_says_again_how_it_is_written() {
        let debut = [&[2, 0, 0, 0, 2, 0, 0, 0, 5, 0, 8, 1, 0][..], b"Me"].concat();
        let suite = [
            &[1][..],
            &[b'n', 0, b'd', 0, 0xe9, 0],
            &[9, 9],
            &[9, 9, 1, 0, 0, b'x'],
        ]
        .concat();
        let lus = textes_communs(vec![&debut, &suite]);
        assert_eq!(lus, Some(vec!["Mendé".to_owned(), "x".to_owned()]));
        assert_eq!(textes_communs(vec![&debut]), Some(Vec::new()));
        assert_eq!(textes_communs(vec![&[1, 0]]), None);
    }
}
