//! Tables: header repeated on each page, rows never cut, numbers on the right, a name for who cannot see them.

use std::fmt::Write as _;

use super::liens::Liens;
use super::xml::{GRAS, avec_proprietes, echappe, paragraphe, suite};
use crate::rapport::document::{Cadran, Case, Colonne, Table, Vignette};

/// Width of the text on a portrait page, twentieths of a point.
pub(super) const LARGEUR: u32 = 9866;
/// The same on a landscape page.
pub(super) const LARGEUR_PAYSAGE: u32 = 14_798;
/// Key figures on a line.
const VIGNETTES: usize = 4;

/// A table with its caption and its notes.
pub(super) fn ecrire(table: &Table, liens: &mut Liens, largeur: u32) -> String {
    let mut sortie = String::new();
    if !table.titre.is_empty() {
        sortie.push_str(&paragraphe("Legende", &suite(&table.titre, "")));
    }
    let largeurs = largeurs(&table.colonnes, largeur);
    let titre = if table.titre.is_empty() {
        "Tableau"
    } else {
        table.titre.as_str()
    };
    sortie.push_str(&ouvrir(titre, &largeurs));
    sortie.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (colonne, largeur) in table.colonnes.iter().zip(&largeurs) {
        let texte = paragraphe_de(&suite(&colonne.titre, GRAS), colonne.nombre);
        sortie.push_str(&cellule(
            *largeur,
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E8EEF4\"/>",
            &texte,
        ));
    }
    sortie.push_str("</w:tr>");
    for ligne in &table.lignes {
        sortie.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for ((case, colonne), largeur) in ligne.iter().zip(&table.colonnes).zip(&largeurs) {
            let fond = if case.fort {
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F4F7FA\"/>"
            } else {
                ""
            };
            sortie.push_str(&cellule(
                *largeur,
                fond,
                &paragraphe_de(&contenu(case, liens), colonne.nombre),
            ));
        }
        sortie.push_str("</w:tr>");
    }
    sortie.push_str("</w:tbl>");
    let notes = table.notes.join(" ");
    sortie.push_str(&paragraphe("Note", &suite(&notes, "")));
    sortie
}

/// Opens a table: its name, its borders, its columns.
fn ouvrir(titre: &str, largeurs: &[u32]) -> String {
    let mut sortie = format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Tableau\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>",
        largeurs.iter().sum::<u32>(),
        echappe(titre)
    );
    for largeur in largeurs {
        let _ = write!(sortie, "<w:gridCol w:w=\"{largeur}\"/>");
    }
    sortie.push_str("</w:tblGrid>");
    sortie
}

/// Widths in twentieths of a point, in proportion to the weights.
fn largeurs(colonnes: &[Colonne], total: u32) -> Vec<u32> {
    let somme: u32 = colonnes.iter().map(|c| u32::from(c.poids).max(1)).sum();
    colonnes
        .iter()
        .map(|c| total * u32::from(c.poids).max(1) / somme.max(1))
        .collect()
}

fn cellule(largeur: u32, fond: &str, contenu: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{largeur}\" w:type=\"dxa\"/>{fond}</w:tcPr>{contenu}</w:tc>"
    )
}

fn paragraphe_de(contenu: &str, nombre: bool) -> String {
    let droite = if nombre {
        "<w:jc w:val=\"right\"/>"
    } else {
        ""
    };
    avec_proprietes("Case", droite, contenu)
}

/// A text, and where it leads.
pub(super) fn contenu(case: &Case, liens: &mut Liens) -> String {
    let cible = match &case.adresse {
        Some(adresse) => Some(format!("r:id=\"{}\"", liens.ajouter(adresse))),
        None => liens.partie(case).map(|nom| format!("w:anchor=\"{nom}\"")),
    };
    let Some(cible) = cible else {
        return suite(&case.texte, if case.fort { GRAS } else { "" });
    };
    let texte = suite(&case.texte, "<w:rStyle w:val=\"Lien\"/>");
    format!("<w:hyperlink {cible} w:history=\"1\">{texte}</w:hyperlink>")
}

/// Key figures, four on a line.
pub(super) fn vignettes(vignettes: &[Vignette]) -> String {
    let largeur = LARGEUR / 4;
    let largeurs = [largeur; VIGNETTES];
    let mut sortie = ouvrir("Chiffres clés", &largeurs);
    for ligne in vignettes.chunks(VIGNETTES) {
        sortie.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for v in ligne {
            sortie.push_str(&cellule(largeur, "", &vignette(v)));
        }
        for _ in ligne.len()..VIGNETTES {
            sortie.push_str(&cellule(largeur, "", &paragraphe("Case", "")));
        }
        sortie.push_str("</w:tr>");
    }
    sortie.push_str("</w:tbl>");
    sortie.push_str(&paragraphe("Note", ""));
    sortie
}

fn vignette(v: &Vignette) -> String {
    let mut sortie = paragraphe("Case", &suite(&v.titre, ""));
    sortie.push_str(&paragraphe("Chiffre", &suite(&v.valeur, "")));
    // The rate first: the gap is that of the rate.
    let suites = v.detail.iter().chain(&v.position).chain(&v.reperes);
    for texte in suites {
        sortie.push_str(&paragraphe("Note", &suite(texte, "")));
    }
    sortie
}

/// The synthesis, two quarters on a line, free to be edited.
pub(super) fn synthese(cadrans: &[Cadran]) -> String {
    let largeur = LARGEUR / 2;
    let mut sortie = ouvrir(
        "Synthèse : forces, faiblesses, opportunités, menaces",
        &[largeur; 2],
    );
    for ligne in cadrans.chunks(2) {
        sortie.push_str("<w:tr>");
        for cadran in ligne {
            let mut texte = paragraphe("Case", &suite(&cadran.titre, GRAS));
            for dite in &cadran.lignes {
                texte.push_str(&paragraphe("Puce", &suite(dite, "")));
            }
            sortie.push_str(&cellule(largeur, "", &texte));
        }
        if ligne.len() < 2 {
            sortie.push_str(&cellule(largeur, "", &paragraphe("Case", "")));
        }
        sortie.push_str("</w:tr>");
    }
    sortie.push_str("</w:tbl>");
    sortie.push_str(&paragraphe("Note", ""));
    sortie
}
