//! The logical structure of the document: what a screen reader follows, whatever the pages.

use std::num::NonZeroU16;

use krilla::geom::Rect;
use krilla::tagging::{
    BBox, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

/// What an element is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Genre {
    /// A part of the document.
    Section,
    /// A heading and its level.
    Titre(u16, String),
    Paragraphe,
    Groupe,
    Liste,
    Element,
    Etiquette,
    Corps,
    /// A table and what it is about.
    Table(String),
    Tete,
    Lignes,
    Ligne,
    /// A cell that names its column.
    TitreColonne,
    /// A cell that names its row.
    TitreLigne,
    Case,
    Legende,
    /// A drawing, what it shows, its page and where it is.
    Figure(String, usize, Option<Rect>),
    Lien,
}

enum Enfant {
    Noeud(usize),
    Place(usize),
}

struct Noeud {
    genre: Genre,
    enfants: Vec<Enfant>,
}

/// Elements, each with its children in the order of reading; a place is a piece of content, in one element only.
pub(super) struct Arbre {
    noeuds: Vec<Noeud>,
    places: usize,
}

/// The element above all others.
pub(super) const RACINE: usize = 0;

impl Default for Arbre {
    fn default() -> Self {
        Self {
            noeuds: vec![Noeud {
                genre: Genre::Section,
                enfants: Vec::new(),
            }],
            places: 0,
        }
    }
}

impl Arbre {
    /// A new element at the end of another.
    pub(super) fn ajouter(&mut self, parent: usize, genre: Genre) -> usize {
        let rang = self.noeuds.len();
        self.noeuds.push(Noeud {
            genre,
            enfants: Vec::new(),
        });
        if let Some(parent) = self.noeuds.get_mut(parent) {
            parent.enfants.push(Enfant::Noeud(rang));
        }
        rang
    }

    /// A place for a piece of content at the end of an element.
    pub(super) fn place(&mut self, noeud: usize) -> usize {
        let place = self.places;
        self.places += 1;
        if let Some(noeud) = self.noeuds.get_mut(noeud) {
            noeud.enfants.push(Enfant::Place(place));
        }
        place
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.places
    }

    /// The tree of the file; a place that was not drawn is left out.
    pub(super) fn tracer(&self, identifiants: &[Option<Identifier>]) -> TagTree {
        let mut arbre = TagTree::new().with_lang(Some(super::LANGUE.to_owned()));
        for enfant in self.enfants(RACINE, identifiants) {
            arbre.push(enfant);
        }
        arbre
    }

    fn enfants(&self, noeud: usize, identifiants: &[Option<Identifier>]) -> Vec<Node> {
        let enfants = self.noeuds.get(noeud).map_or(&[][..], |n| &n.enfants);
        let un = |enfant: &Enfant| match enfant {
            Enfant::Noeud(rang) => {
                let noeud = self.noeuds.get(*rang)?;
                let enfants = self.enfants(*rang, identifiants);
                (!enfants.is_empty())
                    .then(|| Node::Group(TagGroup::with_children(noeud.genre.balise(), enfants)))
            }
            Enfant::Place(place) => identifiants.get(*place).copied().flatten().map(Node::Leaf),
        };
        enfants.iter().filter_map(un).collect()
    }
}

impl Genre {
    fn balise(&self) -> TagKind {
        match self {
            Self::Section => Tag::Section.into(),
            Self::Titre(niveau, titre) => {
                let niveau = NonZeroU16::new(*niveau).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(niveau, Some(titre.clone())).into()
            }
            Self::Paragraphe => Tag::P.into(),
            Self::Groupe => Tag::Div.into(),
            Self::Liste => Tag::L(ListNumbering::Disc).into(),
            Self::Element => Tag::LI.into(),
            Self::Etiquette => Tag::Lbl.into(),
            Self::Corps => Tag::LBody.into(),
            Self::Table(sujet) => Tag::Table.with_summary(Some(sujet.clone())).into(),
            Self::Tete => Tag::THead.into(),
            Self::Lignes => Tag::TBody.into(),
            Self::Ligne => Tag::TR.into(),
            Self::TitreColonne => Tag::TH(TableHeaderScope::Column).into(),
            Self::TitreLigne => Tag::TH(TableHeaderScope::Row).into(),
            Self::Case => Tag::TD.into(),
            Self::Legende => Tag::Caption.into(),
            Self::Figure(alternative, page, cadre) => Tag::Figure(Some(alternative.clone()))
                .with_bbox(cadre.map(|c| BBox::new(*page, c)))
                .into(),
            Self::Lien => Tag::Link.into(),
        }
    }
}
