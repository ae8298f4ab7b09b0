//! Sections S0 to S12: texts, findings, figures, charts, maps, tables, and what remains to be filled in.

use minijinja::{Value, context};

use crate::model::{Indicateur, SectionId};
use crate::rapport::feuilles::par_commune;
use crate::rapport::qualite::sur_les_donnees;
use crate::rapport::{Section, Tableau};
use crate::render::svg::ancre;

use super::contexte::Contexte;
use super::{essentiel, figures, indicateurs, tableau};

/// Section of the coverage by CPTS.
pub(super) const COUVERTURE: SectionId = SectionId::S1;
/// Section of the supply of care.
pub(super) const OFFRE: SectionId = SectionId::S7;

/// A section of the report, or the last one, made here for what no section shows.
struct Lieu<'a> {
    /// `None` for the last one.
    id: Option<SectionId>,
    titre: &'a str,
    textes: &'a [String],
    indicateurs: &'a [String],
    cles: &'a [String],
    cartes: &'a [String],
}

/// What no other shows: nothing is silently missing.
const RESTE: Lieu<'static> = Lieu {
    id: None,
    titre: "Autres résultats",
    textes: &[],
    indicateurs: &[],
    cles: &[],
    cartes: &[],
};

impl<'a> From<&'a Section> for Lieu<'a> {
    fn from(section: &'a Section) -> Self {
        Self {
            id: Some(section.id),
            titre: &section.titre,
            textes: &section.textes,
            indicateurs: &section.indicateurs,
            cles: &section.cles,
            cartes: &section.cartes,
        }
    }
}

impl Lieu<'_> {
    fn est(&self, id: SectionId) -> bool {
        self.id == Some(id)
    }

    fn nom(&self) -> &'static str {
        self.id.map_or("autres", SectionId::as_str)
    }
}

/// Every section, then what no section claims.
pub(super) fn vue(contexte: &Contexte) -> Vec<Value> {
    let sections = &contexte.rapport.sections;
    let mut sortie: Vec<Value> = sections
        .iter()
        .map(|s| section(contexte, &s.into()))
        .collect();
    if reste_utile(contexte) {
        sortie.push(section(contexte, &RESTE));
    }
    sortie
}

fn section(contexte: &Contexte, section: &Lieu<'_>) -> Value {
    let rapport = contexte.rapport;
    let lignes = indicateurs_de(contexte, section);
    let constats: Vec<Value> = rapport
        .constats
        .iter()
        .filter(|c| section.est(c.section) && !sur_les_donnees(c))
        .map(|c| essentiel::constat(contexte, c))
        .collect();
    let a_completer: Vec<Value> = rapport
        .a_completer
        .iter()
        .filter(|a| section.est(a.section) || section.id.is_none() && !connue(contexte, a.section))
        .map(|a| context! { libelle => &a.libelle, comment => &a.comment })
        .collect();
    let graphiques: Vec<Value> = rapport
        .graphiques
        .iter()
        .filter(|g| foyer(contexte, |s| &s.graphiques, &g.id, Some(g.section)) == section.id)
        .map(|g| figures::graphique(contexte, g))
        .collect();
    let siens = rapport.tableaux.iter();
    let siens =
        siens.filter(|t| foyer(contexte, |s| &s.tableaux, &t.id, Some(t.section)) == section.id);
    let (par_commune, tableaux): (Vec<&Tableau>, Vec<&Tableau>) =
        siens.partition(|t| par_commune(t));
    let tableaux: Vec<Value> = tableaux
        .into_iter()
        .map(|t| tableau::vue(contexte, t))
        .collect();
    let par_commune: Vec<&str> = par_commune.iter().map(|t| t.titre.as_str()).collect();
    let themes = themes_de(contexte, section);
    let cartes = figures::cartes(contexte, &themes);
    let figures = graphiques.len() + cartes.len();
    let vide = lignes.is_empty()
        && section.textes.is_empty()
        && (constats.len() + a_completer.len() + figures + tableaux.len() + par_commune.len()) == 0;
    context! {
        id => ancre(section.nom()),
        numero => section.nom(),
        titre => section.titre,
        textes => section.textes.to_vec(),
        constats,
        indicateurs => (!lignes.is_empty()).then(|| indicateurs::vue(contexte, &lignes, section.cles)),
        couverture => section.est(COUVERTURE),
        densite => section.est(OFFRE),
        graphiques,
        cartes,
        cartes_tues => figures::tues(contexte, &themes),
        tableaux,
        par_commune => par_commune.join("\u{a0}; "),
        a_completer,
        vide => vide && !section.est(COUVERTURE) && !section.est(OFFRE),
    }
}

/// The one section that shows an item: the first that lists it, else the one that it claims, else the last.
fn foyer(
    contexte: &Contexte<'_>,
    listes: impl Fn(&Section) -> &[String],
    id: &str,
    sienne: Option<SectionId>,
) -> Option<SectionId> {
    let sections = &contexte.rapport.sections;
    let connue = sienne.filter(|s| self::connue(contexte, *s));
    sections
        .iter()
        .find(|s| listes(s).iter().any(|l| l == id))
        .map_or(connue, |s| Some(s.id))
}

/// Indicators of a section: in the order of its list, then those that claim it.
fn indicateurs_de<'a>(contexte: &Contexte<'a>, section: &Lieu<'_>) -> Vec<&'a Indicateur> {
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
        .filter(|i| foyer(contexte, |s| &s.indicateurs, &i.id, Some(i.section)) == section.id)
        .collect();
    siens.sort_by_key(|i| rang(i));
    siens
}

/// Maps of a section, in the order of its list; the last section takes those that none lists.
fn themes_de(contexte: &Contexte, section: &Lieu<'_>) -> Vec<String> {
    let themes = contexte.rapport.cartes.iter().flat_map(|c| &c.themes);
    let mut siens: Vec<String> = themes
        .filter(|t| foyer(contexte, |s| &s.cartes, &t.id, None) == section.id)
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

/// Whether some item has no section of its own.
fn reste_utile(contexte: &Contexte) -> bool {
    let rapport = contexte.rapport;
    let seul = |foyer: Option<SectionId>| foyer.is_none();
    rapport
        .indicateurs
        .iter()
        .any(|i| seul(foyer(contexte, |s| &s.indicateurs, &i.id, Some(i.section))))
        || rapport
            .graphiques
            .iter()
            .any(|g| seul(foyer(contexte, |s| &s.graphiques, &g.id, Some(g.section))))
        || rapport
            .tableaux
            .iter()
            .any(|t| seul(foyer(contexte, |s| &s.tableaux, &t.id, Some(t.section))))
        || !themes_de(contexte, &RESTE).is_empty()
        || rapport
            .a_completer
            .iter()
            .any(|a| !connue(contexte, a.section))
}

/// Whether a section is in the report.
fn connue(contexte: &Contexte, id: SectionId) -> bool {
    contexte.rapport.sections.iter().any(|s| s.id == id)
}
