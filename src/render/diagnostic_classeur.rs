//! The report as a workbook: real numbers with their decimals, frozen headers, filters; no cell is ever a formula.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::ErreurRendu;
use super::classeur::{borne, largeur, masque, nom_de_feuille, nouveau, titre};
use crate::rapport::feuilles::{Feuille, de_tableaux as de_tableaux_en_feuilles, feuilles};
use crate::rapport::{Cellule, Rapport, Tableau};

/// The workbook of a report.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more columns or rows than the format has.
pub fn rendre(rapport: &Rapport) -> Result<Vec<u8>, ErreurRendu> {
    let mut classeur = nouveau(&rapport.perimetre.nom)?;
    let toutes = feuilles(rapport);
    lisez_moi(classeur.add_worksheet(), rapport, &toutes)?;
    let mut noms = vec!["lisez-moi".to_owned()];
    for f in &toutes {
        let nom = nom_de_feuille(&f.nom, &noms);
        ecrire(classeur.add_worksheet(), f, &nom)?;
        noms.push(nom);
    }
    Ok(classeur.save_to_buffer()?)
}

/// Tables of another report, a sheet each.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more columns or rows than the format has.
pub fn de_tableaux(titre: &str, tableaux: Vec<Tableau>) -> Result<Vec<u8>, ErreurRendu> {
    let mut classeur = nouveau(titre)?;
    for f in de_tableaux_en_feuilles(tableaux) {
        ecrire(classeur.add_worksheet(), &f, &f.nom)?;
    }
    Ok(classeur.save_to_buffer()?)
}

/// First sheet: what it is, and what each sheet holds.
fn lisez_moi(
    feuille: &mut Worksheet,
    rapport: &Rapport,
    toutes: &[Feuille],
) -> Result<(), XlsxError> {
    feuille.set_name("lisez-moi")?;
    let date = rapport.date.map(|d| crate::francais::date(&d.to_string()));
    let fictif = rapport
        .fictif
        .then(|| "TERRITOIRE FICTIF\u{a0}: aucun de ces chiffres n’est réel.".to_owned());
    let tete = [
        Some(rapport.perimetre.nom.clone()),
        fictif,
        date,
        Some(format!("cpts {}", rapport.version)),
    ];
    let feuilles = toutes.iter().map(|f| {
        let note = f.tableau.note.as_ref().map(|n| format!(". {n}"));
        format!(
            "{}\u{a0}: {}{}",
            f.nom,
            f.tableau.titre,
            note.unwrap_or_default()
        )
    });
    let lignes = tete
        .into_iter()
        .flatten()
        .chain(feuilles)
        .chain(LECTURE.map(str::to_owned));
    for (rang, texte) in (0u32..).zip(lignes) {
        let format = if rang == 0 {
            Format::new().set_bold()
        } else {
            Format::new()
        };
        feuille.write_string_with_format(rang, 0, borne(&texte), &format)?;
    }
    feuille.set_column_width(0, 110)?;
    Ok(())
}

/// How to read it.
const LECTURE: [&str; 3] = [
    "Une case vide n’est jamais un zéro\u{a0}: la colonne « état » qui suit le chiffre dit pourquoi il n’y en a pas.",
    "Minimum et maximum encadrent un chiffre dont une partie est masquée ou inconnue.",
    "Les pourcentages sont écrits de 0 à 100.",
];

fn ecrire(feuille: &mut Worksheet, f: &Feuille, nom: &str) -> Result<(), XlsxError> {
    feuille.set_name(nom)?;
    let gras = Format::new().set_bold().set_text_wrap();
    for (k, colonne) in (0u16..).zip(&f.tableau.colonnes) {
        feuille.write_string_with_format(0, k, borne(&titre(colonne)), &gras)?;
        feuille.set_column_width(k, largeur(&f.tableau, usize::from(k)))?;
    }
    for ((l, ligne), decimales) in (1u32..).zip(&f.tableau.lignes).zip(&f.decimales) {
        for ((k, cellule), colonne) in (0u16..).zip(ligne).zip(&f.tableau.colonnes) {
            match cellule {
                Cellule::Nombre(x) => {
                    let masque = masque(decimales.unwrap_or(colonne.decimales));
                    let format = Format::new().set_num_format(masque);
                    feuille.write_number_with_format(l, k, *x, &format)?;
                }
                Cellule::Texte(t) if t.is_empty() => {}
                Cellule::Texte(t) => {
                    feuille.write_string(l, k, borne(t))?;
                }
            }
        }
    }
    let (lignes, colonnes) = (f.tableau.lignes.len(), f.tableau.colonnes.len());
    let derniere = (
        u32::try_from(lignes).ok(),
        colonnes.checked_sub(1).and_then(|c| u16::try_from(c).ok()),
    );
    if let (Some(bas), Some(droite)) = derniere {
        feuille.autofilter(0, 0, bas.max(1), droite)?;
    }
    feuille.set_freeze_panes(1, 0)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::render::essai;

    #[test]
    fn another_library_reads_real_numbers_and_no_formula() {
        let rapport = essai::rapport();
        let octets = rendre(&rapport).unwrap();
        assert_eq!(octets, rendre(&rapport).unwrap());
        let mut classeur: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(octets)).unwrap();
        let noms = classeur.sheet_names().to_vec();
        assert!(noms.iter().any(|n| n == "communes") && noms.iter().any(|n| n == "dictionnaire"));
        for nom in &noms {
            assert!(classeur.worksheet_formula(nom).unwrap().is_empty(), "{nom}");
        }
        let s7 = classeur.worksheet_range("S7").unwrap();
        let apl = rapport
            .indicateurs
            .iter()
            .find(|i| i.id == "apl_mg")
            .unwrap();
        let ligne = s7
            .rows()
            .find(|l| l[0] == Data::String("apl_mg".to_owned()))
            .unwrap();
        assert_eq!(ligne[4], Data::Float(apl.valeur.unwrap()));
    }
}
