//! A report as a document: sections of blocks, every word included; a renderer visits them and decides nothing.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::table::{Case, Table};
use crate::model::{CodeCommune, DateCivile, SectionId, Severite};
use crate::rapport::Graphique;
use crate::rapport::cartes::{Cartes, Croquis, Theme};
use crate::rapport::positions::Positions;

/// A report that one can read from the first page to the last.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Document<'a> {
    /// Name of the territory, with what the document is.
    pub titre: String,
    /// What kind of document it is, above the title; empty when the title says it.
    pub surtitre: String,
    /// What the territory is, one fact each: « 22 communes », « Taille 2 ».
    pub faits: Vec<String>,
    /// The same with the name of each fact, where the document has room for it.
    pub fiche: Vec<(String, Case)>,
    /// Whether it is to be consulted rather than read from end to end: paper gives it room.
    pub ample: bool,
    /// What must be said on every page: an invented territory.
    pub bandeau: Option<String>,
    /// Foot of every page.
    pub pied: String,
    /// Day of the report, when the user gives one.
    pub date: Option<DateCivile>,
    /// Sections, in order.
    pub parties: Vec<Partie<'a>>,
    /// What the maps are drawn from.
    #[serde(skip)]
    pub atlas: Option<Atlas<'a>>,
    /// Picture at the head of the first page.
    #[serde(skip)]
    pub logo: Option<Logo>,
    /// Tint of the headings, red, green, blue; that of the program when absent.
    #[serde(skip)]
    pub couleur: Option<[u8; 3]>,
}

impl<'a> Document<'a> {
    /// Every chart and map in the order of reading, with how many share its line.
    pub fn figures(&self) -> impl Iterator<Item = (&Figure<'a>, usize)> {
        let blocs = self.parties.iter().flat_map(|p| &p.blocs);
        let lignes = blocs.filter_map(|b| match b {
            Bloc::Figures(figures) => Some(figures),
            _ => None,
        });
        lignes.flat_map(|f| f.iter().map(|une| (une, f.len())))
    }
}

/// A picture that the user gives, painted anew: nothing of its file but its dots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The dots, as PNG.
    pub png: Vec<u8>,
    /// Width, dots.
    pub largeur: u32,
    /// Height, dots.
    pub hauteur: u32,
    /// Whether it was made smaller than a page needs, being too heavy.
    pub allege: bool,
}

/// What the reader asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choix<'c> {
    /// Which edition.
    pub edition: Edition,
    /// Sections to keep; all when empty.
    pub sections: &'c [SectionId],
}

impl Choix<'_> {
    /// Whether one of the sections is kept.
    pub(super) fn garde(&self, sections: &[SectionId]) -> bool {
        self.sections.is_empty() || sections.iter().any(|s| self.sections.contains(s))
    }
}

impl From<Edition> for Choix<'_> {
    fn from(edition: Edition) -> Self {
        Self {
            edition,
            sections: &[],
        }
    }
}

/// Outlines of the maps, and what orders their labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Atlas<'a> {
    /// Outlines and themes.
    pub cartes: &'a Cartes,
    /// Inhabitants by commune: the heaviest are named first.
    pub poids: BTreeMap<CodeCommune, f64>,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Partie<'a> {
    /// Stable identifier, usable as a fragment.
    pub ancre: String,
    /// Title; empty for the opening.
    pub titre: String,
    /// Whether it begins a page.
    pub page: bool,
    /// What it holds, in order.
    pub blocs: Vec<Bloc<'a>>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "genre", content = "contenu", rename_all = "kebab-case")]
pub enum Bloc<'a> {
    /// A heading inside the section.
    Titre(String),
    /// A paragraph.
    Texte(String),
    /// A paragraph in pieces: some stand out, some lead elsewhere.
    Phrase(Vec<Case>),
    /// A paragraph in small print: what must be known to read what is above.
    Note(String),
    /// What is leant on, one after the other in small print, each with its address.
    Appuis(Vec<Case>),
    /// Sentences, one a line.
    Puces(Vec<String>),
    /// Key figures.
    Vignettes(Vec<Vignette>),
    /// Findings.
    Constats(Vec<Dit>),
    /// A table.
    Table(Table),
    /// Charts and maps, side by side where there is room.
    Figures(Vec<Figure<'a>>),
    /// A grid of four, to be edited.
    Synthese(Vec<Cadran>),
    /// A notion told apart from the rest.
    Encadre(Volet<'a>),
    /// What a page folds under its name; paper shows it.
    Repli(Volet<'a>),
}

/// Blocks under a name, inside a section.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Volet<'a> {
    /// Stable identifier, when something leads to it.
    pub ancre: Option<String>,
    /// Its name.
    pub titre: String,
    /// How much it holds: « 12 indicateurs ».
    pub compte: String,
    /// What it holds, in order; no figure.
    pub blocs: Vec<Bloc<'a>>,
}

/// A key figure and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Vignette {
    /// What it is.
    pub titre: String,
    /// The figure, with its unit.
    pub valeur: String,
    /// What it is made of, or how far it can be trusted.
    pub detail: Option<String>,
    /// The same elsewhere: « Lozère : 3,12 · France : 3,74 ».
    pub reperes: Option<String>,
    /// « au-dessus de la France », when it can be said.
    pub position: Option<String>,
    /// Numbers of its sources.
    pub renvois: String,
    /// Anchor of what tells more.
    pub vers: Option<String>,
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dit {
    /// How serious.
    pub severite: Severite,
    /// The same in a word.
    pub mot: &'static str,
    /// The sentence.
    pub texte: String,
    /// Communes that it is about, when the sentence does not name them all.
    pub lieux: Option<Lieux>,
    /// Where it was seen, when the sentence does not say it.
    pub origine: Option<String>,
    /// The section that tells more.
    pub vers: Option<Case>,
}

impl Dit {
    /// A finding that is a sentence.
    #[must_use]
    pub fn new(severite: Severite, mot: &'static str, texte: String) -> Self {
        Self {
            severite,
            mot,
            texte,
            lieux: None,
            origine: None,
            vers: None,
        }
    }
}

/// Communes under a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lieux {
    /// « 12 communes ».
    pub compte: String,
    /// Their names.
    pub noms: String,
    /// Whether they are so many that a page folds them.
    pub plie: bool,
}

/// A chart or a map.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure<'a> {
    /// Stable identifier.
    pub id: String,
    /// Caption.
    pub titre: String,
    /// What it shows, for who cannot see it.
    pub alternative: String,
    /// Source and vintage.
    pub note: String,
    /// The figures of a chart, where a page has room to fold them.
    pub valeurs: Option<Table>,
    /// What is drawn.
    #[serde(skip)]
    pub dessin: Dessin<'a>,
}

/// What a figure draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Dessin<'a> {
    /// Bars.
    Graphique(&'a Graphique),
    /// A theme of the atlas.
    Carte(&'a Theme),
    /// A map of areas.
    Croquis(&'a Croquis),
    /// A strip plot.
    Positions(&'a Positions),
    /// A few bars, small.
    Reperes(Reperes),
}

/// One figure of the perimeter beside the same figure elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Reperes {
    /// Stable identifier.
    pub id: String,
    /// What it is.
    pub titre: String,
    /// Unit.
    pub unite: String,
    /// The perimeter first.
    pub lignes: Vec<Repere>,
}

/// A territory and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Repere {
    /// Name of the territory.
    pub nom: String,
    /// Value; absent when it is not published.
    pub valeur: Option<f64>,
    /// The value as it is shown.
    pub texte: String,
}

/// A quarter of the synthesis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cadran {
    /// « Forces ».
    pub titre: String,
    /// Lines proposed, each from a figure or a finding.
    pub lignes: Vec<String>,
}

/// Which of the two editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Eight pages at most: a theme a page.
    Courte,
    /// Everything.
    Complete,
}
