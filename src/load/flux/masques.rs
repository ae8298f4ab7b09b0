//! Where the cells and the records of a piece end, found many bytes at a time, when quotes only wrap whole cells.
//!
//! A piece written otherwise (quotes inside a cell, line feeds between quotes) is left to [`super::decoupe`], which cuts
//! one record at a time: the cells are the same, and a test holds it.

use crate::load::flux::decoupe::{Cellules, Decoupe};

/// Bytes looked at together, each of which has a bit.
const BLOC: usize = 64;

/// Largest piece looked at so, bytes: the places of its ends may take eight times that.
const PIECE_MAX: usize = 4 << 20;

/// Where the cells of a piece end, and which of these ends are those of records.
pub(super) struct Masques {
    /// Places of the ends, in order; there is more room than ends.
    places: Vec<u32>,
    /// Rank, among them, of the end of each record.
    records: Vec<u32>,
    /// Line feeds.
    lignes: u64,
}

/// Gathers the lowest bits of eight bytes in the highest byte.
const RASSEMBLE: u64 = 0x0102_0408_1020_4080;

/// Which of 64 bytes are those wanted: the compiler compares many at once, then a product gathers eight answers.
fn bits(bloc: &[u8; BLOC], voulu: impl Fn(u8) -> bool) -> u64 {
    let mut vus = [0; BLOC];
    for (vu, octet) in vus.iter_mut().zip(bloc) {
        *vu = u8::from(voulu(*octet));
    }
    let (mots, _) = vus.as_chunks::<8>();
    let serres = mots.iter().rev().map(|mot| {
        let serre = u64::from_le_bytes(*mot).wrapping_mul(RASSEMBLE);
        serre >> 56
    });
    serres.fold(0, |m, serre| m << 8 | serre)
}

/// Each bit becomes the parity of those up to it.
fn parite(mut m: u64) -> u64 {
    for pas in [1, 2, 4, 8, 16, 32] {
        m ^= m << pas;
    }
    m
}

/// What the quotes of the bytes before say of the next ones.
struct Guillemets {
    /// Inside quotes: all the bits, or none.
    dedans: u64,
    /// After an end.
    apres_fin: u64,
    /// After a closing quote.
    apres_ferme: u64,
}

impl Guillemets {
    /// The ends that are not inside quotes; `None` when the quotes do more than wrap whole cells.
    fn hors(
        &mut self,
        mut fins: u64,
        sauts: u64,
        (bloc, longueur): (&[u8; BLOC], usize),
    ) -> Option<u64> {
        let marques = bits(bloc, |o| o == b'"');
        let interieur = parite(marques) ^ self.dedans;
        self.dedans = 0u64.wrapping_sub(interieur >> 63);
        if sauts & interieur != 0 {
            return None;
        }
        fins &= !interieur;
        let (ouvre, ferme) = (marques & interieur, marques & !interieur);
        if ouvre & !(fins << 1 | self.apres_fin) != 0 {
            return None;
        }
        let mut suites = (ferme << 1 | self.apres_ferme) & !fins;
        while suites != 0 {
            let suite = suites.trailing_zeros() as usize;
            if suite < longueur && bloc.get(suite) != Some(&b'\r') {
                return None;
            }
            suites &= suites - 1;
        }
        (self.apres_fin, self.apres_ferme) = (fins >> 63, ferme >> 63);
        Some(fins)
    }
}

impl Masques {
    /// Looks at a piece of whole records; `None` when its quotes do more than wrap whole cells, or it is beyond any piece.
    pub(super) fn new(piece: &[u8], delimiteur: u8, guillemets: bool) -> Option<Self> {
        let fin = u32::try_from(piece.len()).ok()?;
        if piece.len() > PIECE_MAX {
            return None;
        }
        let mut lus = Self {
            places: Vec::with_capacity(piece.len() / 6 + BLOC),
            records: Vec::with_capacity(piece.len() / 256),
            lignes: 0,
        };
        let mut quotes = Guillemets {
            dedans: 0,
            apres_fin: 1,
            apres_ferme: 0,
        };
        let (blocs, reste) = piece.as_chunks::<BLOC>();
        let mut dernier = [0; BLOC];
        if let Some(place) = dernier.get_mut(..reste.len()) {
            place.copy_from_slice(reste);
        }
        let blocs = blocs.iter().map(|b| (b, BLOC));
        let dernier = (!reste.is_empty()).then_some((&dernier, reste.len()));
        let mut nombre = 0;
        for (debut, bloc) in (0..fin).step_by(BLOC).zip(blocs.chain(dernier)) {
            let sauts = bits(bloc.0, |o| o == b'\n');
            let mut fins = bits(bloc.0, |o| o == delimiteur || o == b'\n');
            if guillemets {
                fins = quotes.hors(fins, sauts, bloc)?;
            }
            nombre = lus.note(nombre, debut, fins, sauts)?;
        }
        lus.lignes = lus.records.len() as u64;
        let ferme = lus.records.last().and_then(|r| lus.places.get(*r as usize));
        if ferme.map_or(fin > 0, |place| place + 1 < fin) {
            // The last record has no line feed: it ends with the piece.
            lus.places.truncate(nombre);
            lus.places.push(fin);
            lus.records.push(u32::try_from(nombre).ok()?);
        }
        (quotes.dedans == 0).then_some(lus)
    }

    /// Writes the places of the ends of a block after the `nombre` of those before; gives how many there are.
    fn note(&mut self, nombre: usize, debut: u32, fins: u64, mut sauts: u64) -> Option<usize> {
        if self.places.len() < nombre + BLOC {
            self.places.resize((nombre + BLOC) * 2, 0);
        }
        while sauts != 0 {
            let avant = fins & (sauts & sauts.wrapping_neg()).wrapping_sub(1);
            self.records
                .push(u32::try_from(nombre).ok()? + avant.count_ones());
            sauts &= sauts - 1;
        }
        let combien = fins.count_ones() as usize;
        let (huits, _) = self.places.get_mut(nombre..)?.as_chunks_mut::<8>();
        let mut fins = fins;
        // Eight at a time: what is written too much is written over by the next block.
        for places in huits.iter_mut().take(combien.div_ceil(8)) {
            for place in places {
                *place = debut + fins.trailing_zeros();
                fins &= fins.wrapping_sub(1);
            }
        }
        Some(nombre + combien)
    }

    /// Gives each record that is not empty, its cells and the line feeds before it; places are those of the piece.
    pub(super) fn records(
        &self,
        piece: &[u8],
        decoupe: &Decoupe,
        largeur: usize,
        mut visite: impl FnMut(&Cellules, u64),
    ) -> u64 {
        let mut cellules = Cellules::default();
        let (mut premiere, mut debut) = (0, 0);
        for (lignes, &record) in (0u64..).zip(&self.records) {
            let fins = self
                .places
                .get(premiere..=record as usize)
                .unwrap_or_default();
            let avant = fins.iter().rev().nth(1).map_or(debut, |f| *f as usize + 1);
            let saut = fins.last().map_or(debut, |f| *f as usize);
            let retour = saut > avant && piece.get(saut - 1) == Some(&b'\r');
            let fin = saut - usize::from(retour);
            if fins.len() > 1 || fin > debut {
                decoupe.borne(piece, &mut cellules, (debut, fins, fin), largeur);
                visite(&cellules, lignes);
            }
            (premiere, debut) = (record as usize + 1, saut + 1);
        }
        self.lignes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of the cells 0, 1 and 3 of each record, number of cells, and whether there are too many.
    type Lus = Vec<(Vec<String>, usize, bool)>;

    const LARGEUR: usize = 4;

    fn un_a_un(piece: &[u8], decoupe: &Decoupe) -> Lus {
        let mut cellules = Cellules::default();
        let mut lus = Vec::new();
        for record in piece.split_inclusive(|&o| o == b'\n') {
            let record = record.strip_suffix(b"\n").unwrap_or(record);
            let record = record.strip_suffix(b"\r").unwrap_or(record);
            if !record.is_empty() {
                decoupe.coupe(record, LARGEUR, &mut cellules);
                let textes = decoupe.textes(record, &cellules);
                lus.push((textes, cellules.lues, cellules.utiles > LARGEUR));
            }
        }
        lus
    }

    fn ensemble(masques: &Masques, piece: &[u8], decoupe: &Decoupe) -> Lus {
        let mut lus = Vec::new();
        let lignes = masques.records(piece, decoupe, LARGEUR, |cellules, _| {
            let textes = decoupe.textes(piece, cellules);
            lus.push((textes, cellules.lues, cellules.utiles > LARGEUR));
        });
        assert_eq!(lignes, piece.iter().filter(|&&o| o == b'\n').count() as u64);
        lus
    }

    proptest::proptest! {
        /// The law: cells found by masks are those cut one record at a time, whatever the piece.
        #[test]
        fn masks_cut_as_records_do(
            cellules in proptest::collection::vec("(\"[a;]{0,9}\"|[a \r\"]{0,5}|[bé]{0,70})(;|;|;|\n|\r\n)", 0..60),
            guillemets in proptest::bool::ANY,
        ) {
            let piece = cellules.concat().into_bytes();
            let decoupe = Decoupe::new(b';', guillemets, &[0, 1, 3]);
            if let Some(masques) = Masques::new(&piece, b';', guillemets) {
                proptest::prop_assert_eq!(ensemble(&masques, &piece, &decoupe), un_a_un(&piece, &decoupe));
            } else {
                proptest::prop_assert!(guillemets);
            }
        }
    }

    #[test]
    fn quotes_that_only_wrap_cells_are_followed() {
        let decoupe = Decoupe::new(b';', true, &[0, 1, 3]);
        let piece = "\"01001\";\"a;b\";1;\"\"\r\n\r\n\"01002\";é;2;\"x\";\"\"\n".repeat(9);
        let masques = Masques::new(piece.as_bytes(), b';', true).unwrap();
        let lus = ensemble(&masques, piece.as_bytes(), &decoupe);
        assert_eq!(lus, un_a_un(piece.as_bytes(), &decoupe));
        assert_eq!(
            lus[1],
            (["01002", "é", "x"].map(str::to_owned).to_vec(), 5, false)
        );
        for autre in ["a\"b;c\n", "\"a\"\"b\";c\n", "\"a\nb\";c\n", "\"a;b\n"] {
            assert!(
                Masques::new(autre.as_bytes(), b';', true).is_none(),
                "{autre}"
            );
        }
    }
}
