//! Blocks of a document, for the templates: each with its kind and its words, in order.

use minijinja::{Value, context};

use crate::rapport::document::{Bloc, Cadran, Dit, Document, Figure, Vignette};

use super::noms::Noms;
use super::{figures, table};

/// What a visit keeps from a block to the next.
pub(super) struct Visite<'d> {
    document: &'d Document<'d>,
    /// Identifiers given.
    pub(super) noms: Noms,
    /// Whether the page holds the patterns of the maps.
    motifs: bool,
    /// Heading under which the visit is, which captions what has no caption.
    titre: String,
    /// Depth of a heading inside the section.
    niveau: u8,
}

impl<'d> Visite<'d> {
    /// At the head of a document.
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self {
            document,
            noms: Noms::new(),
            motifs: figures::a_des_cartes(document),
            titre: document.titre.clone(),
            niveau: 2,
        }
    }

    /// Enters a section: its headings are one level under its title, when it has one.
    pub(super) fn entrer(&mut self, titre: &str) {
        self.niveau = if titre.is_empty() { 2 } else { 3 };
        if !titre.is_empty() {
            titre.clone_into(&mut self.titre);
        }
    }

    /// A block.
    pub(super) fn bloc(&mut self, bloc: &Bloc<'_>) -> Value {
        let niveau = self.niveau;
        match bloc {
            Bloc::Titre(texte) => {
                self.titre.clone_from(texte);
                context! { genre => "titre", texte, niveau }
            }
            Bloc::Texte(texte) => context! { genre => "texte", texte },
            Bloc::Note(texte) => context! { genre => "note", texte },
            Bloc::Appuis(cases) => {
                let cases = cases.iter().map(table::texte).collect::<Vec<_>>();
                context! { genre => "appuis", cases }
            }
            Bloc::Puces(lignes) => context! { genre => "puces", lignes },
            Bloc::Vignettes(v) => {
                context! { genre => "vignettes", vignettes => v.iter().map(vignette).collect::<Vec<_>>() }
            }
            Bloc::Constats(dits) => {
                context! { genre => "constats", constats => dits.iter().map(constat).collect::<Vec<_>>() }
            }
            Bloc::Table(t) => {
                context! { genre => "table", table => table::vue(t, &self.titre) }
            }
            Bloc::Figures(f) => {
                let figures: Vec<Value> = f.iter().map(|une| self.figure(une)).collect();
                context! { genre => "figures", figures }
            }
            Bloc::Synthese(cadrans) => {
                let cadrans = cadrans.iter().map(cadran).collect::<Vec<_>>();
                context! { genre => "synthese", cadrans, niveau }
            }
        }
    }

    fn figure(&mut self, figure: &Figure<'_>) -> Value {
        let atlas = self.document.atlas.as_ref();
        let svg = figures::svg(figure, atlas, &mut self.motifs, &mut self.noms);
        context! {
            titre => &figure.titre,
            note => &figure.note,
            valeurs => figure.valeurs.as_ref().map(|t| table::vue(t, &figure.titre)),
            svg => Value::from_safe_string(svg),
        }
    }
}

fn vignette(v: &Vignette) -> Value {
    let suite = [&v.detail, &v.position, &v.reperes];
    let suite: Vec<String> = suite.into_iter().flatten().cloned().collect();
    context! { titre => &v.titre, valeur => &v.valeur, suite }
}

fn constat(dit: &Dit) -> Value {
    let classe = dit.mot.to_lowercase();
    context! { classe, mot => dit.mot, texte => &dit.texte }
}

fn cadran(c: &Cadran) -> Value {
    context! { titre => &c.titre, lignes => &c.lignes }
}
