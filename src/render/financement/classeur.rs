//! The funding report as an XLSX workbook: one sheet per table, same bytes for the same report.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use crate::rapport::financement::RapportFinancement;
use crate::rapport::financement_tableaux::tableaux;
use crate::rapport::{Cellule, Tableau};
use crate::render::ErreurRendu;
use crate::render::classeur::{borne, largeur, masque, nouveau, titre};

/// The workbook; texts stay texts, even those that start like a formula.
///
/// # Errors
/// [`ErreurRendu::Classeur`], never in practice: sheet names and cells are within the limits of the format.
pub fn rendre(rapport: &RapportFinancement) -> Result<Vec<u8>, ErreurRendu> {
    let mut classeur = nouveau("Financement ACI")?;
    lisez_moi(classeur.add_worksheet(), rapport)?;
    for t in tableaux(rapport) {
        feuille(classeur.add_worksheet(), &t)?;
    }
    Ok(classeur.save_to_buffer()?)
}

/// First sheet: what it is, the remarks, the references.
fn lisez_moi(feuille: &mut Worksheet, rapport: &RapportFinancement) -> Result<(), XlsxError> {
    feuille.set_name("lisez-moi")?;
    let gras = Format::new().set_bold();
    let mut lignes: Vec<(String, bool)> = vec![("Financement ACI".to_owned(), true)];
    if rapport.fictif {
        lignes.push((
            "TERRITOIRE FICTIF : aucun de ces chiffres n'est réel.".to_owned(),
            true,
        ));
    }
    lignes.push((
        format!(
            "cpts {} ; barème lu {}",
            rapport.version,
            rapport
                .date
                .as_ref()
                .map_or("à sa dernière version connue".to_owned(), |d| format!(
                    "au {d}"
                ))
        ),
        false,
    ));
    for p in &rapport.perimetres {
        lignes.push((p.nom.clone(), true));
        let notes = p.analyse.financement.notes.iter().chain(&p.notes);
        lignes.extend(notes.map(|n| (n.clone(), false)));
    }
    lignes.push(("Références".to_owned(), true));
    lignes.extend(rapport.references.iter().map(|r| {
        let texte = format!("[{}] {} ({}), {}", r.id, r.titre, r.date, r.adresse);
        (texte, false)
    }));
    for (rang, (texte, fort)) in (0u32..).zip(&lignes) {
        let texte = borne(texte);
        if *fort {
            feuille.write_string_with_format(rang, 0, texte, &gras)?;
        } else {
            feuille.write_string(rang, 0, texte)?;
        }
    }
    feuille.set_column_width(0, 120)?;
    Ok(())
}

fn feuille(feuille: &mut Worksheet, tableau: &Tableau) -> Result<(), XlsxError> {
    feuille.set_name(&tableau.id)?;
    let gras = Format::new().set_bold().set_text_wrap();
    for (k, colonne) in (0u16..).zip(&tableau.colonnes) {
        feuille.write_string_with_format(0, k, titre(colonne), &gras)?;
        feuille.set_column_width(k, largeur(tableau, usize::from(k)))?;
    }
    for (l, ligne) in (1u32..).zip(&tableau.lignes) {
        for ((k, cellule), colonne) in (0u16..).zip(ligne).zip(&tableau.colonnes) {
            match cellule {
                Cellule::Nombre(x) => {
                    let format = Format::new().set_num_format(masque(colonne.decimales));
                    feuille.write_number_with_format(l, k, *x, &format)?;
                }
                Cellule::Texte(t) => {
                    feuille.write_string(l, k, borne(t))?;
                }
            }
        }
    }
    feuille.set_freeze_panes(1, 0)?;
    Ok(())
}
