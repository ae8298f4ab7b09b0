//! A record cut into the cells that are wanted, without copying.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

/// How records are cut.
pub(super) struct Decoupe {
    delimiteur: u8,
    guillemets: bool,
    /// Place in the plan of each column of the file, up to the last that is wanted.
    places: Vec<Option<usize>>,
    /// Column of each place.
    colonnes: Vec<usize>,
    /// Number of cells kept.
    nombre: usize,
}

/// Bounds of the cells of one record, reused from one to the next.
#[derive(Default)]
pub(super) struct Cellules {
    bornes: Vec<(usize, usize)>,
    /// Cells of the record, with the empty ones at the end.
    pub(super) lues: usize,
    /// The same up to the last that holds something.
    pub(super) utiles: usize,
}

impl Cellules {
    /// The bytes from a cell to another, both included.
    pub(super) fn suite<'r>(&self, record: &'r [u8], premiere: usize, derniere: usize) -> &'r [u8] {
        let debut = self.bornes.get(premiere).map_or(0, |b| b.0);
        let fin = self.bornes.get(derniere).map_or(0, |b| b.1);
        record.get(debut..fin).unwrap_or_default()
    }
}

impl Decoupe {
    /// `colonnes`: ranks, in the file, of the cells wanted.
    pub(super) fn new(delimiteur: u8, guillemets: bool, colonnes: &[usize]) -> Self {
        let dernier = colonnes.iter().max().map_or(0, |c| c + 1);
        let mut places = vec![None; dernier];
        for (place, &colonne) in colonnes.iter().enumerate() {
            if let Some(p) = places.get_mut(colonne) {
                *p = Some(place);
            }
        }
        Self {
            delimiteur,
            guillemets,
            places,
            colonnes: colonnes.to_vec(),
            nombre: colonnes.len(),
        }
    }

    /// Cuts a record.
    pub(super) fn coupe(&self, record: &[u8], largeur: usize, cellules: &mut Cellules) {
        self.vide(cellules);
        let (mut debut, mut rang, mut utiles) = (0, 0, 0);
        loop {
            if rang >= self.places.len() {
                break;
            }
            let fin = self.fin(record, debut);
            if let Some(place) = self.places.get(rang).copied().flatten()
                && let Some(borne) = cellules.bornes.get_mut(place)
            {
                *borne = (debut, fin);
            }
            if fin > debut {
                utiles = rang + 1;
            }
            rang += 1;
            if fin >= record.len() {
                cellules.lues = rang;
                cellules.utiles = utiles;
                return;
            }
            debut = fin + 1;
        }
        self.compte_la_suite(record, debut, rang, largeur, utiles, cellules);
    }

    /// Counts the cells after the last one wanted, at the speed of a plain count; one by one when there are too many.
    fn compte_la_suite(
        &self,
        record: &[u8],
        debut: usize,
        rang: usize,
        largeur: usize,
        utiles: usize,
        cellules: &mut Cellules,
    ) {
        let suite = record.get(debut..).unwrap_or_default();
        let delimiteurs = suite.iter().filter(|&&o| o == self.delimiteur).count();
        cellules.lues = rang + delimiteurs + 1;
        cellules.utiles = utiles;
        if self.guillemets && (cellules.lues > largeur || suite.contains(&b'"')) {
            let (mut debut, mut n) = (debut, rang);
            while debut <= record.len() {
                let fin = self.fin(record, debut);
                n += 1;
                if self.pleine(record.get(debut..fin).unwrap_or_default()) {
                    cellules.utiles = n;
                }
                debut = fin + 1;
            }
            cellules.lues = n;
        } else if cellules.lues > largeur {
            let autres = suite.split(|&o| o == self.delimiteur);
            let pleine = autres.enumerate().filter(|(_, c)| self.pleine(c)).last();
            cellules.utiles = pleine.map_or(utiles, |(n, _)| rang + n + 1);
        }
    }

    /// Whether a cell holds something.
    fn pleine(&self, cellule: &[u8]) -> bool {
        self.nue(cellule).iter().any(|o| !o.is_ascii_whitespace())
    }

    /// A cell without the spaces around nor its outer quotes.
    fn nue<'r>(&self, cellule: &'r [u8]) -> &'r [u8] {
        let cellule = cellule.trim_ascii();
        if !self.guillemets {
            return cellule;
        }
        let nue = cellule.strip_prefix(b"\"");
        let nue = nue.and_then(|c| c.strip_suffix(b"\""));
        nue.map_or(cellule, <[u8]>::trim_ascii)
    }

    /// Forgets the cells of the record before.
    fn vide(&self, cellules: &mut Cellules) {
        cellules.bornes.clear();
        cellules.bornes.resize(self.nombre, (0, 0));
        (cellules.lues, cellules.utiles) = (0, 0);
    }

    /// Notes the cells of a record from where each of them ends; `fin` is where the last one really does.
    pub(super) fn borne(
        &self,
        piece: &[u8],
        cellules: &mut Cellules,
        (debut, fins, fin): (usize, &[u32], usize),
        largeur: usize,
    ) {
        let bornes = |rang: usize| {
            let avant = rang.checked_sub(1).and_then(|r| fins.get(r));
            let ici = fins.get(rang + 1).and_then(|_| fins.get(rang));
            let debut = avant.map_or(debut, |f| *f as usize + 1);
            (debut, ici.map_or(fin, |f| *f as usize))
        };
        cellules.bornes.clear();
        let voulues = self.colonnes.iter();
        let voulues = voulues.map(|&c| if c < fins.len() { bornes(c) } else { (0, 0) });
        cellules.bornes.extend(voulues);
        cellules.lues = fins.len();
        let pleine = |rang: &usize| {
            let (debut, fin) = bornes(*rang);
            self.pleine(piece.get(debut..fin).unwrap_or_default())
        };
        let mut suite = (largeur.max(self.places.len())..fins.len()).rev();
        cellules.utiles = suite.find(pleine).map_or(0, |rang| rang + 1);
    }

    /// Where the cell that begins there ends.
    fn fin(&self, record: &[u8], debut: usize) -> usize {
        let suite = record.get(debut..).unwrap_or_default();
        if self.guillemets && suite.first() == Some(&b'"') {
            let mut ferme = false;
            let fin = suite.iter().skip(1).position(|&o| {
                ferme ^= o == b'"';
                ferme && o == self.delimiteur
            });
            return fin.map_or(record.len(), |i| debut + 1 + i);
        }
        let fin = suite.iter().position(|&o| o == self.delimiteur);
        fin.map_or(record.len(), |i| debut + i)
    }

    /// Bytes of a cell, as written, without its outer quotes nor the spaces around.
    pub(super) fn brute<'r>(
        &self,
        record: &'r [u8],
        cellules: &Cellules,
        place: usize,
    ) -> &'r [u8] {
        let (debut, fin) = cellules.bornes.get(place).copied().unwrap_or_default();
        self.nue(record.get(debut..fin).unwrap_or_default())
    }

    /// All the cells as text.
    pub(super) fn textes(&self, record: &[u8], cellules: &Cellules) -> Vec<String> {
        (0..self.nombre)
            .map(|place| texte(self.brute(record, cellules, place)).replace("\"\"", "\""))
            .collect()
    }
}

/// UTF-8, else windows-1252, as some official files mix both.
pub(super) fn texte(octets: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(octets) {
        Ok(net) => Cow::Borrowed(net),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(octets).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coupe(
        d: u8,
        record: &str,
        colonnes: &[usize],
        largeur: usize,
    ) -> (Vec<String>, usize, usize) {
        let decoupe = Decoupe::new(d, d != b'|', colonnes);
        let mut cellules = Cellules::default();
        decoupe.coupe(record.as_bytes(), largeur, &mut cellules);
        let textes = decoupe.textes(record.as_bytes(), &cellules);
        (
            textes,
            cellules.lues,
            cellules.utiles.max(largeur.min(cellules.lues)),
        )
    }

    #[test]
    fn cells_are_those_of_the_ordinary_reader() {
        let voulues = |t: &[&str]| t.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            coupe(b'|', "a|b \"x|c||", &[1, 0], 4),
            (voulues(&["b \"x", "a"]), 5, 4)
        );
        assert_eq!(coupe(b'|', "a|b|c|d|e|", &[0], 4).2, 5);
        assert_eq!(coupe(b'|', "a|b", &[0, 3], 4), (voulues(&["a", ""]), 2, 2));
        assert_eq!(
            coupe(b';', "\"a\";\"b;\"\"c\"\"\";d", &[1, 2], 3),
            (voulues(&["b;\"c\"", "d"]), 3, 3)
        );
    }
}
