//! Delimited text: finds the delimiter, gives the first rows, then reads all with their line numbers.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};

use crate::load::source::defaut::Defaut;
use crate::load::source::tableau::APERCU;

/// Delimiters tried, by order of preference.
const DELIMITEURS: [u8; 4] = [b';', b'\t', b'|', b','];

/// Finds the delimiter: the one that cuts most of the first lines into the same number of cells.
#[must_use]
pub fn delimiteur(texte: &str) -> u8 {
    let lignes: Vec<&str> = texte
        .lines()
        .filter(|l| !l.trim().is_empty())
        .take(APERCU)
        .collect();
    DELIMITEURS
        .into_iter()
        .enumerate()
        .max_by_key(|&(rang, d)| (regularite(&lignes, d), DELIMITEURS.len() - rang))
        .map_or(b',', |(_, d)| d)
}

/// Number of lines that have the most frequent non-null count of a delimiter.
fn regularite(lignes: &[&str], d: u8) -> usize {
    let mut comptes: Vec<usize> = lignes.iter().map(|l| hors_guillemets(l, d)).collect();
    comptes.sort_unstable();
    comptes
        .chunk_by(|a, b| a == b)
        .filter(|c| c.first().is_some_and(|&n| n > 0))
        .map(<[usize]>::len)
        .max()
        .unwrap_or(0)
}

fn hors_guillemets(ligne: &str, d: u8) -> usize {
    let mut dedans = false;
    let mut n = 0;
    for o in ligne.bytes() {
        if o == b'"' {
            dedans = !dedans;
        } else if o == d && !dedans {
            n += 1;
        }
    }
    n
}

/// A reader of rows of any width, without header.
pub(super) fn lecteur<R: Read>(flux: R, d: u8) -> csv::Reader<R> {
    ReaderBuilder::new()
        .buffer_capacity(64 << 10)
        .delimiter(d)
        .has_headers(false)
        .flexible(true)
        .quoting(d != b'|')
        .from_reader(flux)
}

/// The first rows.
#[must_use]
pub fn apercu(texte: &str, d: u8) -> Vec<Vec<String>> {
    lecteur(texte.as_bytes(), d)
        .records()
        .take(APERCU)
        .map_while(Result::ok)
        .map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

/// A row that cannot be cut into cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illisible {
    /// Line where it begins.
    pub ligne: u64,
    /// Why.
    pub defaut: Defaut,
}

/// Where a row begins, when one of its cells holds a line feed.
#[must_use]
pub fn sur_plusieurs_lignes(r: &StringRecord) -> Option<csv::Position> {
    let saute = r.as_slice().as_bytes().contains(&b'\n');
    r.position().filter(|_| saute).cloned()
}

/// Whether a cell holds what looks like another row: its line goes on, after a line feed, with the delimiter of the file.
#[must_use]
pub fn avale(r: &StringRecord, d: u8) -> bool {
    let suite = |c: &str| {
        c.split_once('\n')
            .map(|(_, suite)| suite.contains(char::from(d)))
    };
    r.iter().any(|c| suite(c) == Some(true))
}

/// Whether the last row, which begins there, is stretched to the end of the text by a quote that is never closed.
#[must_use]
pub fn jamais_ferme(texte: &str, debut: &csv::Position) -> bool {
    let suite = usize::try_from(debut.byte())
        .ok()
        .and_then(|d| texte.as_bytes().get(d..))
        .unwrap_or_default();
    suite.iter().filter(|&&o| o == b'"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_delimiter_among_decimal_commas_and_quotes() {
        assert_eq!(delimiteur("a;b;c\n1;2,5;3,5\n2;1,5;4,5\n"), b';');
        assert_eq!(delimiteur("a,b\n\"x;y;z\",1\n\"u;v;w\",2\n"), b',');
        assert_eq!(
            delimiteur("CartoSanté; ;\nRéf : a, b; ;\nCode;Libellé;APL\n01;x;1.5\n"),
            b';'
        );
        assert_eq!(delimiteur("a\tb\n1\t2\n"), b'\t');
        assert_eq!(delimiteur("a|b|c\n1|2|3\n"), b'|');
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(texte in "[a-z0-9;,\"\n]{0,200}") {
            let d = delimiteur(&texte);
            let _ = apercu(&texte, d);
        }
    }
}
