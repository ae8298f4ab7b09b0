//! The table as a workbook: real numbers, frozen header, filters; the dictionary in a second sheet.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::dictionnaire::{TITRES, ligne};
use crate::rapport::export::{Contenu, TableCommunes};
use crate::render::ErreurRendu;
use crate::render::classeur::{borne, nouveau};

/// The workbook; texts stay texts, even those that start like a formula.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more columns or rows than the format has.
pub fn rendre(table: &TableCommunes) -> Result<Vec<u8>, ErreurRendu> {
    let mut classeur = nouveau(&table.titre)?;
    communes(classeur.add_worksheet(), table)?;
    dictionnaire(classeur.add_worksheet(), table)?;
    Ok(classeur.save_to_buffer()?)
}

fn communes(feuille: &mut Worksheet, table: &TableCommunes) -> Result<(), XlsxError> {
    feuille.set_name("communes")?;
    let colonnes = table.avec_etats();
    for (rang, colonne) in (0u16..).zip(&colonnes) {
        let textes = |textes: &[Option<String>]| {
            textes
                .iter()
                .map(|t| t.clone().unwrap_or_default())
                .collect()
        };
        titre(feuille, rang, &colonne.id)?;
        match &colonne.contenu {
            Contenu::Textes(t) => ecrit(feuille, rang, textes(t))?,
            Contenu::Nombres(valeurs) => {
                for (ligne, valeur) in (1u32..).zip(valeurs) {
                    if let Some(x) = valeur.connue() {
                        feuille.write_number(ligne, rang, x)?;
                    }
                }
            }
        }
    }
    termine(feuille, table.lignes(), colonnes.len())
}

fn dictionnaire(feuille: &mut Worksheet, table: &TableCommunes) -> Result<(), XlsxError> {
    feuille.set_name("dictionnaire")?;
    let lignes: Vec<Vec<String>> = table.avec_etats().iter().map(ligne).collect();
    for (rang, nom) in (0u16..).zip(TITRES) {
        titre(feuille, rang, nom)?;
        let cellules = lignes
            .iter()
            .filter_map(|l| l.get(usize::from(rang)).cloned());
        ecrit(feuille, rang, cellules.collect())?;
    }
    termine(feuille, lignes.len(), TITRES.len())
}

fn titre(feuille: &mut Worksheet, rang: u16, nom: &str) -> Result<(), XlsxError> {
    feuille.write_string_with_format(0, rang, nom, &Format::new().set_bold())?;
    Ok(())
}

/// A column of texts.
fn ecrit(feuille: &mut Worksheet, rang: u16, cellules: Vec<String>) -> Result<(), XlsxError> {
    for (ligne, texte) in (1u32..)
        .zip(cellules)
        .filter(|(_, texte)| !texte.is_empty())
    {
        feuille.write_string(ligne, rang, borne(&texte))?;
    }
    Ok(())
}

fn termine(feuille: &mut Worksheet, lignes: usize, colonnes: usize) -> Result<(), XlsxError> {
    feuille.set_freeze_panes(1, 2)?;
    let derniere = u32::try_from(lignes).unwrap_or(u32::MAX);
    if let Some(colonne) = colonnes.checked_sub(1).and_then(|c| u16::try_from(c).ok()) {
        feuille.autofilter(0, 0, derniere, colonne)?;
    }
    Ok(())
}
