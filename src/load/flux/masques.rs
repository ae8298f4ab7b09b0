//! Where the cells and the records of a piece end, found eight bytes at a time, when quotes only wrap whole cells.
//!
//! A piece written otherwise (quotes inside a cell, line feeds between quotes) is left to [`super::decoupe`], which cuts
//! one record at a time: the cells are the same, and a test holds it.

use crate::load::flux::decoupe::{Cellules, Decoupe};

/// The lowest bit of each of eight bytes.
const UNS: u64 = 0x0101_0101_0101_0101;
/// All the bits of each of eight bytes but the highest.
const BAS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// Gathers the lowest bits of eight bytes in the highest byte.
const RASSEMBLE: u64 = 0x0102_0408_1020_4080;

/// Ends of cells and of records of a piece, a bit for each byte.
pub(super) struct Masques {
    fins: Vec<u64>,
}

/// Eight bytes whose highest bit says which of `mot` are `octet`.
fn egaux(mot: u64, octet: u8) -> u64 {
    let x = mot ^ (u64::from(octet) * UNS);
    !(((x & BAS) + BAS) | x | BAS)
}

/// The highest bits of eight bytes, side by side.
fn serre(egaux: u64) -> u64 {
    (egaux >> 7).wrapping_mul(RASSEMBLE) >> 56
}

/// Each bit becomes the parity of those up to it.
fn parite(mut m: u64) -> u64 {
    for pas in [1, 2, 4, 8, 16, 32] {
        m ^= m << pas;
    }
    m
}

/// The bits of 64 bytes: structure (delimiters and line feeds), quotes, line feeds.
fn bits(bloc: &[u8; 64], delimiteur: u8, guillemets: bool) -> (u64, u64, u64) {
    let (mut structure, mut ouvrants, mut sauts) = (0, 0, 0);
    let (mots, _) = bloc.as_chunks::<8>();
    for (rang, mot) in mots.iter().enumerate() {
        let mot = u64::from_le_bytes(*mot);
        let place = rang * 8;
        let saut = egaux(mot, b'\n');
        structure |= serre(egaux(mot, delimiteur) | saut) << place;
        if guillemets {
            ouvrants |= serre(egaux(mot, b'"')) << place;
            sauts |= serre(saut) << place;
        }
    }
    (structure, ouvrants, sauts)
}

impl Masques {
    /// Looks at a piece of whole records; `None` when its quotes do more than wrap whole cells.
    pub(super) fn new(piece: &[u8], delimiteur: u8, guillemets: bool) -> Option<Self> {
        let mut fins = Vec::with_capacity(piece.len() / 64 + 1);
        // Inside quotes, after an end, after a closing quote: of the byte before.
        let (mut dedans, mut apres_fin, mut apres_ferme) = (0u64, 1u64, 0u64);
        let (blocs, reste) = piece.as_chunks::<64>();
        let mut dernier = [0; 64];
        if let Some(place) = dernier.get_mut(..reste.len()) {
            place.copy_from_slice(reste);
        }
        let dernier = (!reste.is_empty()).then_some(&dernier);
        for (rang, bloc) in blocs.iter().chain(dernier).enumerate() {
            let (mut structure, marques, sauts) = bits(bloc, delimiteur, guillemets);
            if guillemets {
                let interieur = parite(marques) ^ dedans;
                dedans = 0u64.wrapping_sub(interieur >> 63);
                if sauts & interieur != 0 {
                    return None;
                }
                structure &= !interieur;
                let (ouvre, ferme) = (marques & interieur, marques & !interieur);
                if ouvre & !(structure << 1 | apres_fin) != 0 {
                    return None;
                }
                let mut suites = (ferme << 1 | apres_ferme) & !structure;
                while suites != 0 {
                    let place = rang * 64 + suites.trailing_zeros() as usize;
                    if piece.get(place).is_some_and(|&o| o != b'\r') {
                        return None;
                    }
                    suites &= suites - 1;
                }
                (apres_fin, apres_ferme) = (structure >> 63, ferme >> 63);
            }
            fins.push(structure);
        }
        (dedans == 0).then_some(Self { fins })
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
        let (mut debut, mut rang, mut lignes) = (0, 0, 0);
        decoupe.vide(&mut cellules);
        let mut ferme = |debut: usize, fin: usize, rang: usize, saut: bool, lignes: u64| {
            let retour = saut && fin > debut && piece.get(fin - 1) == Some(&b'\r');
            let fin = fin - usize::from(retour);
            decoupe.note(piece, &mut cellules, (rang, debut, fin), largeur);
            if saut {
                cellules.lues = rang + 1;
                if rang > 0 || fin > debut {
                    visite(&cellules, lignes);
                }
                decoupe.vide(&mut cellules);
            }
        };
        for (bloc, &fins) in self.fins.iter().enumerate() {
            let mut fins = fins;
            while fins != 0 {
                let place = bloc * 64 + fins.trailing_zeros() as usize;
                fins &= fins - 1;
                let saut = piece.get(place) == Some(&b'\n');
                ferme(debut, place, rang, saut, lignes);
                debut = place + 1;
                rang = if saut { 0 } else { rang + 1 };
                lignes += u64::from(saut);
            }
        }
        if debut < piece.len() || rang > 0 {
            ferme(debut, piece.len(), rang, true, lignes);
        }
        lignes
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
