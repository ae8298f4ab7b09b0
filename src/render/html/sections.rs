//! Sections S0 to S12: texts, findings, figures, charts, maps, tables, and what remains to be filled in.

use minijinja::{Value, context};

use crate::model::Indicateur;
use crate::rapport::Section;
use crate::render::svg::ancre;

use super::contexte::Contexte;
use super::{essentiel, figures, indicateurs, tableau};

/// Section of the coverage by CPTS.
pub(super) const COUVERTURE: &str = "S1";
/// Section of the supply of care.
pub(super) const OFFRE: &str = "S7";

/// Section made here for what no section shows.
const RESTE: &str = "autres";

/// Every section, then what no section claims.
pub(super) fn vue(contexte: &Contexte) -> Vec<Value> {
    let sections = &contexte.rapport.sections;
    let mut sortie: Vec<Value> = sections.iter().map(|s| section(contexte, s)).collect();
    if reste_utile(contexte) {
        sortie.push(section(contexte, &reste()));
    }
    sortie
}

fn section(contexte: &Contexte, section: &Section) -> Value {
    let rapport = contexte.rapport;
    let lignes = indicateurs_de(contexte, section);
    let constats: Vec<Value> = rapport
        .constats
        .iter()
        .filter(|c| c.section == section.id)
        .map(|c| essentiel::constat(contexte, c))
        .collect();
    let a_completer: Vec<Value> = rapport
        .a_completer
        .iter()
        .filter(|a| a.section == section.id || section.id == RESTE && !connue(contexte, &a.section))
        .map(|a| context! { libelle => &a.libelle, aupres_de => &a.aupres_de })
        .collect();
    let graphiques: Vec<Value> = rapport
        .graphiques
        .iter()
        .filter(|g| foyer(contexte, |s| &s.graphiques, &g.id, &g.section) == section.id)
        .map(|g| figures::graphique(contexte, g))
        .collect();
    let tableaux: Vec<Value> = rapport
        .tableaux
        .iter()
        .filter(|t| foyer(contexte, |s| &s.tableaux, &t.id, &t.section) == section.id)
        .map(|t| tableau::vue(contexte, t))
        .collect();
    let cartes = figures::cartes(contexte, &themes_de(contexte, section));
    let vide = lignes.is_empty()
        && section.textes.is_empty()
        && (constats.len() + a_completer.len() + graphiques.len() + tableaux.len() + cartes.len())
            == 0;
    context! {
        id => ancre(&section.id),
        numero => &section.id,
        titre => &section.titre,
        textes => &section.textes,
        constats,
        indicateurs => (!lignes.is_empty()).then(|| indicateurs::vue(contexte, &lignes)),
        couverture => section.id == COUVERTURE,
        densite => section.id == OFFRE,
        graphiques,
        cartes,
        tableaux,
        a_completer,
        vide => vide && section.id != COUVERTURE && section.id != OFFRE,
    }
}

/// The one section that shows an item: the first that lists it, else the one that it claims, else the last.
fn foyer<'a>(
    contexte: &Contexte<'a>,
    listes: impl Fn(&Section) -> &[String],
    id: &str,
    sienne: &'a str,
) -> &'a str {
    let sections = &contexte.rapport.sections;
    let connue = sections.iter().any(|s| s.id == sienne);
    sections
        .iter()
        .find(|s| listes(s).iter().any(|l| l == id))
        .map_or(if connue { sienne } else { RESTE }, |s| s.id.as_str())
}

/// Indicators of a section: in the order of its list, then those that claim it.
fn indicateurs_de<'a>(contexte: &Contexte<'a>, section: &Section) -> Vec<&'a Indicateur> {
    let rang = |i: &Indicateur| {
        section
            .indicateurs
            .iter()
            .position(|id| *id == i.id)
            .unwrap_or(usize::MAX)
    };
    let mut siens: Vec<&Indicateur> = contexte
        .rapport
        .indicateurs
        .iter()
        .filter(|i| foyer(contexte, |s| &s.indicateurs, &i.id, &i.section) == section.id)
        .collect();
    siens.sort_by_key(|i| rang(i));
    siens
}

/// Maps of a section, in the order of its list; the last section takes those that none lists.
fn themes_de(contexte: &Contexte, section: &Section) -> Vec<String> {
    let themes = contexte.rapport.cartes.iter().flat_map(|c| &c.themes);
    let mut siens: Vec<String> = themes
        .filter(|t| foyer(contexte, |s| &s.cartes, &t.id, RESTE) == section.id)
        .map(|t| t.id.clone())
        .collect();
    siens.sort_by_key(|id| {
        section
            .cartes
            .iter()
            .position(|l| l == id)
            .unwrap_or(usize::MAX)
    });
    siens
}

/// A last section, for what no other shows: nothing is silently missing.
fn reste() -> Section {
    Section {
        id: RESTE.to_owned(),
        titre: "Autres résultats".to_owned(),
        textes: Vec::new(),
        indicateurs: Vec::new(),
        graphiques: Vec::new(),
        cartes: Vec::new(),
        tableaux: Vec::new(),
    }
}

/// Whether some item has no section of its own.
fn reste_utile(contexte: &Contexte) -> bool {
    let rapport = contexte.rapport;
    let seul = |foyer: &str| foyer == RESTE;
    rapport
        .indicateurs
        .iter()
        .any(|i| seul(foyer(contexte, |s| &s.indicateurs, &i.id, &i.section)))
        || rapport
            .graphiques
            .iter()
            .any(|g| seul(foyer(contexte, |s| &s.graphiques, &g.id, &g.section)))
        || rapport
            .tableaux
            .iter()
            .any(|t| seul(foyer(contexte, |s| &s.tableaux, &t.id, &t.section)))
        || !themes_de(contexte, &reste()).is_empty()
        || rapport
            .a_completer
            .iter()
            .any(|a| !connue(contexte, &a.section))
}

/// Whether a section is in the report.
fn connue(contexte: &Contexte, id: &str) -> bool {
    contexte.rapport.sections.iter().any(|s| s.id == id)
}
