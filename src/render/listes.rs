//! Plain lists (communes, indicators, files) as a terminal table, CSV or JSON.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde::Serialize;

/// A list of rows with the same columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Liste {
    /// Column titles.
    pub colonnes: Vec<String>,
    /// Rows, one text per column.
    pub lignes: Vec<Vec<String>>,
}

impl Liste {
    /// An empty list with its columns.
    #[must_use]
    pub fn new(colonnes: &[&str]) -> Self {
        Self {
            colonnes: colonnes.iter().map(|c| (*c).to_owned()).collect(),
            lignes: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn ajouter(&mut self, ligne: Vec<String>) {
        self.lignes.push(ligne);
    }
}

/// The list as a table that fits `largeur` columns, without colour.
#[must_use]
pub fn terminal(liste: &Liste, largeur: u16) -> String {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(largeur)
        .set_header(&liste.colonnes);
    for ligne in &liste.lignes {
        table.add_row(ligne.iter().map(|cellule| lisible(cellule)));
    }
    garder_entieres(&mut table, largeur);
    let lignes: Vec<String> = table
        .lines()
        .map(|ligne| ligne.trim_end().to_owned())
        .collect();
    lignes.join("\n") + "\n"
}

/// Keeps the first two columns (code and name) unbroken when they leave half of the width to the others.
fn garder_entieres(table: &mut Table, largeur: u16) {
    let largeurs = table.column_max_content_widths();
    let deux: u16 = largeurs.iter().take(2).sum();
    if deux <= largeur / 2 {
        for colonne in table.column_iter_mut().take(2) {
            colonne.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
}

/// The list as CSV (`;`, header, UTF-8); cells that a spreadsheet would run are made inert.
#[must_use]
pub fn csv(liste: &Liste) -> String {
    let mut sortie = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = sortie.write_record(&liste.colonnes);
    for ligne in &liste.lignes {
        let _ = sortie.write_record(ligne.iter().map(|c| super::rejets::inerte(c)));
    }
    sortie
        .into_inner()
        .ok()
        .and_then(|octets| String::from_utf8(octets).ok())
        .unwrap_or_default()
}

/// A text whose control characters cannot repaint the terminal.
fn lisible(texte: &str) -> String {
    texte
        .chars()
        .map(|c| if c.is_control() { '·' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_fits_its_width_and_is_inert() {
        let mut liste = Liste::new(&["code", "nom"]);
        liste.ajouter(vec!["48095".into(), "Mende\u{1b}[31m ".repeat(20)]);
        let texte = terminal(&liste, 60);
        assert!(texte.lines().all(|l| l.chars().count() <= 60) && !texte.contains('\u{1b}'));
        liste.ajouter(vec!["=1+1".into(), "x".into()]);
        assert!(csv(&liste).contains("'=1+1"));
    }
}
