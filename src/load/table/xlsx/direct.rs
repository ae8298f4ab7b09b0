//! A workbook of Excel: its sheets, their rows, and what stands in their empty cells.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{DataRef, Reader};

use crate::load::source::defaut::Defaut;
use crate::load::source::tableau::Cellule;
use crate::load::table::xlsx::feuille::Lecture;
use crate::load::table::xlsx::inscrites::Inscrites;
use crate::load::table::xlsx::marques::{Lien, liens, marque};
use crate::load::table::xlsx::parties::{Octets, Parties};
use crate::load::table::xlsx::rangees::Rangees;
use crate::load::table::xlsx::styles::Styles;
use crate::load::table::xlsx::textes::Textes;

/// Whole reader of a workbook.
type Entier = calamine::Xlsx<Cursor<Octets>>;

/// A workbook.
pub struct Xlsx {
    parties: Parties,
    /// Its sheets, when they can be read straight.
    direct: Option<Direct>,
    /// The whole reader, once it was of use.
    entier: Option<Box<Entier>>,
}

/// What is needed to read the sheets straight.
struct Direct {
    liens: Vec<Lien>,
    textes: Textes,
    styles: Styles,
}

impl Xlsx {
    /// Opens a workbook, from its parts in a zip without compression.
    ///
    /// # Errors
    /// Its contents are damaged.
    pub fn ouvre(octets: Vec<u8>) -> Result<Self, Defaut> {
        let parties = Parties::new(octets);
        let mut lu = Self {
            direct: Direct::lire(&parties),
            parties,
            entier: None,
        };
        if lu.direct.is_none() {
            lu.entier()
                .map_err(|_| Defaut::abime("classeur illisible (contenu abîmé)"))?;
        }
        Ok(lu)
    }

    /// Names of the sheets, in order.
    #[must_use]
    pub fn feuilles(&self) -> Vec<String> {
        match (&self.direct, &self.entier) {
            (Some(direct), _) => direct.liens.iter().map(|l| l.nom.clone()).collect(),
            (None, entier) => entier.as_ref().map(|e| e.sheet_names()).unwrap_or_default(),
        }
    }

    /// Whether a sheet holds cells; a chart or a macro sheet does not.
    pub fn est_tableau(&mut self, feuille: &str) -> bool {
        if self.lecture(feuille).is_some() {
            return true;
        }
        let Ok(entier) = self.entier() else {
            return true;
        };
        !matches!(
            entier.worksheet_cells_reader(feuille).map(drop),
            Err(calamine::XlsxError::NotAWorksheet(_))
        )
    }

    /// Formulas without result and merged cells of a sheet; the whole sheet is gone through when its marks cannot tell.
    ///
    /// # Errors
    /// The sheet cannot be read.
    pub fn inscrites(&mut self, feuille: &str) -> Result<Inscrites, calamine::XlsxError> {
        let lien = self.direct.as_ref().and_then(|d| d.lien(feuille));
        let marque = lien.and_then(|l| marque(self.parties.partie(&l.chemin)?));
        match marque {
            Some(m) if !m.formules => Ok(Inscrites::des_fusions(&m.fusions)),
            marque => Inscrites::lire(self.entier()?, marque.as_ref(), feuille),
        }
    }

    /// Calls `visite(row from 0, non-empty cells by column)` for each row until it says no.
    ///
    /// # Errors
    /// Why the sheet cannot be read, in French.
    pub fn parcourt(
        &mut self,
        feuille: &str,
        mut visite: impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
    ) -> Result<(), String> {
        let mut depuis = 0;
        if let Some(lecture) = self.lecture(feuille) {
            match directement(lecture, &mut visite) {
                None => return Ok(()),
                Some(rang) => depuis = rang,
            }
        }
        let entier = self
            .entier()
            .map_err(|_| format!("feuille « {feuille} » illisible (contenu abîmé)"))?;
        entierement(entier, feuille, |rang, cellules| {
            rang < depuis || visite(rang, cellules)
        })
    }

    /// A sheet that can be read straight.
    fn lecture(&self, feuille: &str) -> Option<Lecture<'_>> {
        let direct = self.direct.as_ref()?;
        let lien = direct.lien(feuille).filter(|l| l.tableau)?;
        let partie = self.parties.partie(&lien.chemin)?;
        Lecture::new(partie, &direct.textes, &direct.styles)
    }

    fn entier(&mut self) -> Result<&mut Entier, calamine::XlsxError> {
        let lu = match self.entier.take() {
            Some(lu) => lu,
            None => Box::new(Entier::new(Cursor::new(self.parties.octets.clone()))?),
        };
        Ok(self.entier.insert(lu))
    }
}

#[cfg(test)]
impl Xlsx {
    /// Leaves all to the whole reader; whether something was read straight.
    pub fn oublie_le_direct(&mut self) -> bool {
        self.entier().is_ok() && self.direct.take().is_some()
    }

    /// Whether the whole reader was of use.
    pub fn est_reveille(&self) -> bool {
        self.entier.is_some()
    }
}

impl Direct {
    /// `None` for a workbook that is not written as nearly all are.
    fn lire(parties: &Parties) -> Option<Self> {
        let racine = std::str::from_utf8(parties.partie("_rels/.rels")?).ok()?;
        let textes = parties.partie("xl/sharedStrings.xml");
        let styles = parties.partie("xl/styles.xml");
        let usuel = racine.contains("Target=\"xl/workbook.xml\"")
            || racine.contains("Target=\"/xl/workbook.xml\"");
        Some(Self {
            liens: liens(parties).filter(|liens| usuel && !liens.is_empty())?,
            textes: textes.map_or_else(|| Some(Textes::default()), Textes::lire)?,
            styles: styles.map_or_else(|| Some(Styles::default()), Styles::lire)?,
        })
    }

    fn lien(&self, feuille: &str) -> Option<&Lien> {
        self.liens.iter().find(|l| l.nom == feuille)
    }
}

/// Reads the rows straight; gives the first that is written otherwise than nearly all.
fn directement<'a>(
    mut lecture: Lecture<'a>,
    visite: &mut impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
) -> Option<usize> {
    let mut rangees = Rangees::<'a>::default();
    loop {
        let Some(suite) = lecture.suivante() else {
            return Some(rangees.rang);
        };
        let Some((place, valeur)) = suite else {
            rangees.finit(visite);
            return None;
        };
        match rangees.ajoute(place, valeur, visite) {
            Ok(true) => {}
            Ok(false) => return None,
            Err(_) => return Some(rangees.rang),
        }
    }
}

/// Reads the rows with the whole reader.
fn entierement(
    entier: &mut Entier,
    feuille: &str,
    mut visite: impl FnMut(usize, &[(usize, Cellule<'_>)]) -> bool,
) -> Result<(), String> {
    let illisible =
        |_: calamine::XlsxError| format!("feuille « {feuille} » illisible (contenu abîmé)");
    let mut lecteur = entier.worksheet_cells_reader(feuille).map_err(illisible)?;
    let mut rangees = Rangees::default();
    while let Some(cellule) = lecteur.next_cell().map_err(illisible)? {
        let valeur = convertit(cellule.get_value());
        let suite = rangees.ajoute(cellule.get_position(), valeur, &mut visite);
        if !suite.map_err(|motif| format!("feuille « {feuille} » : {motif}"))? {
            return Ok(());
        }
    }
    rangees.finit(&mut visite);
    Ok(())
}

fn convertit<'a>(valeur: &DataRef<'a>) -> Cellule<'a> {
    match valeur {
        DataRef::Empty => Cellule::Vide,
        #[allow(clippy::cast_precision_loss, reason = "cells of a sheet are doubles")]
        DataRef::Int(n) => Cellule::Nombre(*n as f64),
        DataRef::Float(x) => Cellule::Nombre(*x),
        DataRef::SharedString(t) => Cellule::texte(t),
        DataRef::String(t) | DataRef::DateTimeIso(t) | DataRef::DurationIso(t) => {
            Cellule::possedee(t.clone())
        }
        DataRef::Bool(b) => Cellule::Texte(Cow::Borrowed(if *b { "VRAI" } else { "FAUX" })),
        // A date is not a count: the cell is told, not read as days since 1900.
        DataRef::DateTime(d) => Cellule::possedee(format!("date (jour {})", d.as_f64())),
        DataRef::Error(e) => Cellule::possedee(e.to_string()),
    }
}
