//! The beginning of a stream, up to its first row of data, and why a stream stops.

use std::io::{self, Read};

use crate::load::flux::lots::{Lot, Lots, RECORD_MAX};
use crate::load::format::plan::Plan;
use crate::load::source::defaut::{Defaut, Genre};
use crate::model::ErreurDonnees;

/// Why a stream could not be read to its end: the file, or a rule of ours.
pub enum Echec {
    /// The bytes, with the line when it is known.
    Flux(Defaut, Option<u64>),
    /// Another error, already told.
    Autre(ErreurDonnees),
}

impl From<ErreurDonnees> for Echec {
    fn from(e: ErreurDonnees) -> Self {
        Self::Autre(e)
    }
}

/// A stream that breaks: cut, or a record without end.
pub(super) fn illisible(e: &io::Error, ligne: Option<u64>) -> Echec {
    let defaut = match e.kind() {
        io::ErrorKind::UnexpectedEof => Defaut::abime("archive tronquée"),
        io::ErrorKind::InvalidData => Defaut::new(
            Genre::GuillemetOuvert,
            "un guillemet ouvert n'est jamais refermé",
        ),
        io::ErrorKind::FileTooLarge => {
            let dit = format!("une ligne de plus de {} Mio", RECORD_MAX >> 20);
            Defaut::new(Genre::TropGros, dit)
        }
        autre => Defaut::abime(format!("lecture impossible ({autre})")),
    };
    Echec::Flux(defaut, ligne)
}

/// The first block, where its first row of data begins, and the lines before.
pub(super) fn sans_entete<R: Read>(
    lots: &mut Lots<R>,
    plan: &Plan,
) -> Result<Option<(Lot, usize, u64)>, Echec> {
    let lu = lots.suivant(Lot::default());
    let Some(premier) = lu.map_err(|e| illisible(&e, None))? else {
        return Ok(None);
    };
    let lot = premier.octets();
    let mut debut = if lot.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let mut lignes = 0;
    let mut restent = if plan.sans_entete { 0 } else { plan.entete + 1 };
    while restent > 0 {
        let suite = lot.get(debut..).unwrap_or_default();
        let fin = suite.iter().position(|&o| o == b'\n');
        let ligne = suite.get(..fin.unwrap_or(suite.len())).unwrap_or_default();
        restent -= usize::from(!ligne.trim_ascii().is_empty());
        lignes += 1;
        debut = fin.map_or(lot.len(), |f| debut + f + 1);
        if fin.is_none() {
            break;
        }
    }
    Ok(Some((premier, debut, lignes)))
}
