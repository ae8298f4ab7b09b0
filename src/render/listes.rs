//! Plain lists (communes, indicators, files) as a terminal table, CSV or JSON.

use comfy_table::{
    ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width,
    presets,
};
use serde::Serialize;

use super::texte::replier;
use crate::francais::inerte;
use crate::model::{Constat, Severite};
use crate::rapport::mots::gravite;

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

/// The list as a table when it cuts no word and no cell is a paragraph; else one paragraph per row, « title: value » for
/// the cells that say something.
#[must_use]
pub fn terminal_ou_fiches(liste: &Liste, largeur: u16) -> String {
    table_ou_fiches(liste, largeur, presets::UTF8_HORIZONTAL_ONLY)
}

/// The same without a line between rows: what must hold on a screen.
#[must_use]
pub fn serree_ou_fiches(liste: &Liste, largeur: u16) -> String {
    let serre = TableStyle::new()
        .header_lines(ContentLineStyle::none().junction(' '))
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .content_lines(ContentLineStyle::none().junction(' '));
    table_ou_fiches(liste, largeur, serre)
}

fn table_ou_fiches(liste: &Liste, largeur: u16, style: TableStyle) -> String {
    let mots: Vec<u16> = (0..liste.colonnes.len())
        .map(|rang| plus_long_mot(liste, rang))
        .collect();
    let paragraphe = |c: &String| c.chars().count() > 2 * usize::from(largeur);
    let paragraphes = liste.lignes.iter().flatten().any(paragraphe);
    if place(&mots) <= largeur && !paragraphes {
        return table(liste, largeur, style);
    }
    let lignes = liste.lignes.iter();
    lignes.map(|ligne| fiche(liste, ligne, largeur)).collect()
}

/// A row as a paragraph, its first cell as the title.
fn fiche(liste: &Liste, ligne: &[String], largeur: u16) -> String {
    let mut dites = liste
        .colonnes
        .iter()
        .zip(ligne)
        .filter(|(_, cellule)| !cellule.trim().is_empty());
    let titre = dites.next().map_or("", |(_, cellule)| cellule.as_str());
    let suite: Vec<String> = dites
        .map(|(colonne, cellule)| format!("{colonne}\u{a0}: {cellule}"))
        .collect();
    let mut texte = puce(titre, largeur);
    for morceau in replier(&suite.join(" ; "), usize::from(largeur).saturating_sub(2)) {
        texte.push_str(&format!("  {morceau}\n"));
    }
    texte
}

/// A bullet on as many lines as the width asks for.
#[must_use]
pub fn puce(texte: &str, largeur: u16) -> String {
    let morceaux = replier(texte, usize::from(largeur).saturating_sub(2));
    let lignes = morceaux.iter().enumerate().map(|(rang, morceau)| {
        let debut = if rang == 0 { "- " } else { "  " };
        format!("{debut}{morceau}\n")
    });
    lignes.collect()
}

/// A finding as an item, with how serious it is unless it only informs.
#[must_use]
pub fn puce_constat(constat: &Constat, largeur: u16) -> String {
    match constat.severite {
        Severite::Information => puce(&constat.texte, largeur),
        severite => puce(
            &format!("{}\u{a0}: {}", gravite(severite), constat.texte),
            largeur,
        ),
    }
}

/// Width of a table whose columns are as wide as these words: two columns of padding around each cell, one between two.
fn place(mots: &[u16]) -> u16 {
    let bords = u16::try_from(mots.len().saturating_sub(1)).unwrap_or(u16::MAX);
    mots.iter()
        .map(|m| m.saturating_add(2))
        .fold(bords, u16::saturating_add)
}

/// The list as a table that fits `largeur` columns, without colour.
#[must_use]
pub fn terminal(liste: &Liste, largeur: u16) -> String {
    table(liste, largeur, presets::UTF8_HORIZONTAL_ONLY)
}

fn table(liste: &Liste, largeur: u16, style: TableStyle) -> String {
    let mut table = Table::new();
    table
        .load_style(style)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(largeur)
        .set_header(&liste.colonnes);
    let etroites = etroites(liste, largeur);
    for ligne in &liste.lignes {
        table.add_row(ligne.iter().enumerate().map(|(rang, cellule)| {
            let cellule = inerte::ligne(cellule);
            match etroites.get(rang) {
                Some(large) => replier(&cellule, usize::from(*large)).join("\n"),
                None => cellule,
            }
        }));
    }
    if etroites.is_empty() {
        garder_entieres(&mut table, largeur, liste);
    } else {
        for (colonne, large) in table.column_iter_mut().zip(&etroites) {
            let large = Width::Fixed(large.saturating_add(2));
            colonne.set_constraint(ColumnConstraint::UpperBoundary(large));
        }
    }
    let lignes: Vec<String> = table
        .lines()
        .map(|ligne| ligne.trim_end().to_owned())
        .collect();
    lignes.join("\n") + "\n"
}

/// Widths of the columns when words hold only if the longest ones are cut after their hyphens; nothing otherwise.
fn etroites(liste: &Liste, largeur: u16) -> Vec<u16> {
    let rangs = 0..liste.colonnes.len();
    let mots: Vec<u16> = rangs.clone().map(|r| plus_long_mot(liste, r)).collect();
    let morceaux: Vec<u16> = rangs.map(|r| plus_long_morceau(liste, r)).collect();
    if place(&mots) <= largeur || place(&morceaux) > largeur {
        return Vec::new();
    }
    let mut larges = mots;
    while place(&larges) > largeur {
        // A code and a name stay whole as long as the other columns give way.
        let reductibles = larges.iter_mut().zip(&morceaux).enumerate();
        let reductibles = reductibles.filter(|(_, (l, m))| **l > **m);
        match reductibles.max_by_key(|(rang, (l, _))| (*rang > 1, **l)) {
            Some((_, (large, _))) => *large -= 1,
            None => return Vec::new(),
        }
    }
    larges
}

/// Keeps words whole when the width allows it, and the first two columns (code and name) unbroken when they leave half
/// of the width to the others.
fn garder_entieres(table: &mut Table, largeur: u16, liste: &Liste) {
    let mots: Vec<u16> = (0..liste.colonnes.len())
        .map(|rang| plus_long_mot(liste, rang))
        .collect();
    let deux: u16 = table.column_max_content_widths().iter().take(2).sum();
    let reste = mots.get(2..).unwrap_or_default();
    let entieres = deux <= largeur / 2;
    let tout = entieres && deux.saturating_add(6).saturating_add(place(reste)) <= largeur;
    let mots_entiers = tout || place(&mots) <= largeur;
    for (rang, (colonne, mot)) in table.column_iter_mut().zip(&mots).enumerate() {
        if rang < 2 && (tout || entieres && !mots_entiers) {
            colonne.set_constraint(ColumnConstraint::ContentWidth);
        } else if mots_entiers {
            let largeur = Width::Fixed(mot.saturating_add(2));
            colonne.set_constraint(ColumnConstraint::LowerBoundary(largeur));
        }
    }
}

/// Characters of the longest word of a column, its title included.
fn plus_long_mot(liste: &Liste, rang: usize) -> u16 {
    // No-break spaces hold a word together: « 75 000 € ».
    plus_long(liste, rang, |texte| {
        texte.split([' ', '\n', '\t']).collect()
    })
}

/// The same, words being cut after their hyphens.
fn plus_long_morceau(liste: &Liste, rang: usize) -> u16 {
    plus_long(liste, rang, |texte| {
        let mots = texte.split([' ', '\n', '\t']);
        mots.flat_map(|m| m.split_inclusive('-')).collect()
    })
}

fn plus_long(liste: &Liste, rang: usize, coupe: impl Fn(&str) -> Vec<&str>) -> u16 {
    let titre = liste.colonnes.get(rang).map(String::as_str);
    let cellules = liste
        .lignes
        .iter()
        .filter_map(|l| l.get(rang))
        .map(String::as_str);
    let mots = titre.into_iter().chain(cellules).flat_map(coupe);
    let plus_long = mots.map(|m| m.chars().count()).max().unwrap_or(0);
    u16::try_from(plus_long).unwrap_or(u16::MAX)
}

/// Rows of any length as CSV (`;`, UTF-8): titles above a header; cells that a spreadsheet would run are made inert.
#[must_use]
pub fn csv_titre(rangees: &[Vec<String>]) -> String {
    let mut sortie = csv::WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_writer(Vec::new());
    for rangee in rangees {
        // Writing to memory cannot fail.
        let _ = sortie.write_record(rangee.iter().map(|c| inerte::cellule(c)));
    }
    let octets = sortie.into_inner().unwrap_or_default();
    String::from_utf8(octets).unwrap_or_default()
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
        let _ = sortie.write_record(ligne.iter().map(|c| inerte::cellule(c)));
    }
    sortie
        .into_inner()
        .ok()
        .and_then(|octets| String::from_utf8(octets).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_too_wide_for_its_words_becomes_paragraphs() {
        let mut liste = Liste::new(&["Mission", "Part fixe (€/an)", "Références"]);
        liste.ajouter(vec![
            "Accompagnement des professionnels".into(),
            "20 000".into(),
            String::new(),
        ]);
        assert!(terminal_ou_fiches(&liste, 80).contains("Références"));
        let etroit = terminal_ou_fiches(&liste, 30);
        assert!(
            etroit.starts_with("- Accompagnement des\n  professionnels\n"),
            "{etroit}"
        );
        assert!(
            etroit.contains("Part fixe (€/an)\u{a0}: 20 000"),
            "{etroit}"
        );
        assert!(!etroit.contains("Références") && etroit.lines().all(|l| l.chars().count() <= 30));
    }

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
