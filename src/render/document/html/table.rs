//! A table of a document, as HTML: written straight, since tables are nine tenths of a page.

use crate::rapport::document::{Case, Colonne, GenreTable, Table, Travers};
use crate::render::svg::echappe_dans;

use super::case::{attribut, element, nommes, texte};
use super::noms::Noms;

/// Caption, columns, rows, notes; a table that the heading above names is captioned by it, for who does not see.
pub(super) fn ecrite(noms: &mut Noms, table: &Table, titre_au_dessus: &str) -> String {
    let dite = !table.titre.is_empty();
    let titre = if dite { &table.titre } else { titre_au_dessus };
    let sortie = &mut String::with_capacity(256 + 64 * table.lignes.len() * table.colonnes.len());
    sortie.push_str("<div class=\"defile\" tabindex=\"0\" role=\"group\"");
    attribut(sortie, "aria-label", &format!("Tableau : {titre}"));
    sortie.push_str(">\n<table");
    attribut(sortie, "class", classe(table));
    sortie.push_str(if dite {
        ">\n<caption>"
    } else {
        ">\n<caption class=\"cachee\">"
    });
    echappe_dans(sortie, titre);
    if !table.renvois.is_empty() {
        sortie.push_str(" <span class=\"renvoi\">");
        echappe_dans(sortie, &table.renvois);
        sortie.push_str("</span>");
    }
    sortie.push_str("</caption>");
    tete(sortie, table);
    corps(sortie, noms, table);
    sortie.push_str("\n</table>\n</div>");
    notes(sortie, &table.notes);
    std::mem::take(sortie)
}

/// What the style sheets call it.
fn classe(table: &Table) -> &'static str {
    match table.genre {
        GenreTable::Simple if table.lignes.len() <= 12 => "grille courte",
        GenreTable::Simple => "grille",
        // Label, value and data: nothing to compare with.
        GenreTable::Indicateurs if table.colonnes.len() < 4 => "indicateurs seul",
        GenreTable::Indicateurs => "indicateurs",
        GenreTable::Communes => "grille communes",
        GenreTable::Fiches => "fiches",
        GenreTable::Sources => "sources",
    }
}

/// The titles of the columns, under those that several share.
fn tete(sortie: &mut String, table: &Table) {
    sortie.push_str("\n<thead>");
    if table.themes.is_empty() {
        sortie.push_str("<tr>");
        table.colonnes.iter().for_each(|c| colonne(sortie, c));
    } else {
        let couvertes: usize = table.themes.iter().map(|(_, n)| n).sum();
        let fixes = table.colonnes.len().saturating_sub(couvertes);
        sortie.push_str("\n<tr>");
        for c in table.colonnes.iter().take(fixes) {
            sortie.push_str("<th scope=\"col\" rowspan=\"2\">");
            echappe_dans(sortie, &c.titre);
            sortie.push_str("</th>");
        }
        for (titre, large) in &table.themes {
            sortie.push_str("<th scope=\"colgroup\"");
            attribut(sortie, "colspan", &large.to_string());
            sortie.push('>');
            echappe_dans(sortie, titre);
            sortie.push_str("</th>");
        }
        sortie.push_str("</tr>\n<tr>");
        let suite = table.colonnes.iter().skip(fixes);
        suite.for_each(|c| colonne(sortie, c));
    }
    let fin = if table.themes.is_empty() { "" } else { "\n" };
    sortie.push_str("</tr>");
    sortie.push_str(fin);
    sortie.push_str("</thead>");
}

fn colonne(sortie: &mut String, c: &Colonne) {
    sortie.push_str("<th scope=\"col\"");
    sortie.push_str(if c.nombre { " class=\"num\">" } else { ">" });
    echappe_dans(sortie, &c.titre);
    sortie.push_str("</th>");
}

/// Bodies of rows, each under what names it.
fn corps(sortie: &mut String, noms: &mut Noms, table: &Table) {
    let mut travers = table.travers.iter().peekable();
    let mut ouvert = false;
    for rang in 0..=table.lignes.len() {
        while let Some(t) = travers.next_if(|t| t.avant <= rang) {
            if ouvert && t.groupe {
                sortie.push_str("\n</tbody>");
            }
            if !ouvert || t.groupe {
                sortie.push_str("\n<tbody>");
                ouvert = true;
            }
            traverser(sortie, noms, t, table.colonnes.len());
        }
        if let Some(ligne) = table.lignes.get(rang) {
            if !std::mem::replace(&mut ouvert, true) {
                sortie.push_str("\n<tbody>");
            }
            rangee(sortie, noms, table, ligne);
        }
    }
    if ouvert {
        sortie.push_str("\n</tbody>");
    }
}

/// A row across: it names the rows that follow, or stands among them.
fn traverser(sortie: &mut String, noms: &mut Noms, travers: &Travers, large: usize) {
    let (debut, fin) = if travers.groupe {
        (
            "\n<tr class=\"groupe\"><th scope=\"rowgroup\"",
            "</th></tr>",
        )
    } else {
        ("\n<tr><td", "</td></tr>")
    };
    sortie.push_str(debut);
    attribut(sortie, "colspan", &large.to_string());
    case(sortie, noms, &travers.case, false);
    sortie.push_str(fin);
}

fn rangee(sortie: &mut String, noms: &mut Noms, table: &Table, ligne: &[Case]) {
    sortie.push_str("\n<tr>");
    for (rang, une) in ligne.iter().enumerate() {
        let entete = rang == table.entete;
        sortie.push_str(if entete { "<th scope=\"row\"" } else { "<td" });
        let nombre = table.colonnes.get(rang).is_some_and(|c| c.nombre);
        case(sortie, noms, une, nombre);
        sortie.push_str(if entete { "</th>" } else { "</td>" });
    }
    sortie.push_str("</tr>");
}

/// The rest of an opened cell, under an identifier that no other element has.
fn case(sortie: &mut String, noms: &mut Noms, case: &Case, nombre: bool) {
    if let Some(ancre) = &case.ancre {
        attribut(sortie, "id", &noms.prendre(ancre));
    }
    sortie.push_str(if nombre { " class=\"num\">" } else { ">" });
    texte(sortie, noms, case);
    nommes(sortie, noms, case);
}

fn notes(sortie: &mut String, notes: &[String]) {
    if notes.len() > 3 {
        sortie.push_str("\n<ul class=\"notes\">");
        for n in notes {
            sortie.push('\n');
            element(sortie, "li", n);
        }
        sortie.push_str("\n</ul>");
    } else {
        for n in notes {
            sortie.push_str("\n<p class=\"note\">");
            echappe_dans(sortie, n);
            sortie.push_str("</p>");
        }
    }
}
