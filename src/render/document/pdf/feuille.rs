//! A page laid out: what is drawn where, in points from the top left corner.

use krilla::geom::Rect;

/// Red, green, blue.
pub(super) type Couleur = (u8, u8, u8);

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Size, points.
    pub corps: f32,
    pub gras: bool,
    pub couleur: Couleur,
    /// Whether it takes the tint that the user asks for.
    pub accent: bool,
}

impl Style {
    pub(super) const fn new(corps: f32, couleur: Couleur) -> Self {
        Self {
            corps,
            gras: false,
            couleur,
            accent: false,
        }
    }

    /// In the tint of the headings.
    pub(super) const fn accent(self) -> Self {
        Self {
            accent: true,
            ..self
        }
    }

    pub(super) const fn gras(self) -> Self {
        Self { gras: true, ..self }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Boite {
    pub x: f32,
    pub y: f32,
    pub largeur: f32,
    pub hauteur: f32,
}

impl Boite {
    /// The same for the file; nothing when it is empty.
    pub(super) fn rect(self) -> Option<Rect> {
        Rect::from_xywh(self.x, self.y, self.largeur, self.hauteur)
    }
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cible {
    /// An address.
    Adresse(String),
    /// The heading of a rank in the table of contents.
    Partie(usize),
}

/// Something drawn.
pub(super) enum Trace {
    /// A text on its base line, in a place of the logical structure, or none when it is repeated on every page.
    Texte {
        x: f32,
        y: f32,
        texte: String,
        style: Style,
        place: Option<usize>,
    },
    /// A plain rectangle.
    Aplat(Boite, Couleur),
    /// A drawing of a rank, in its place.
    Dessin {
        boite: Boite,
        rang: usize,
        place: usize,
    },
    /// The picture of the user, in its place.
    Logo { boite: Boite, place: usize },
    /// Where a link is sensitive.
    Lien {
        boite: Boite,
        cible: Cible,
        nom: String,
        place: usize,
    },
}

/// A page.
pub(super) struct Feuille {
    pub largeur: f32,
    pub hauteur: f32,
    pub traces: Vec<Trace>,
}

/// A heading of the table of contents: where it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entree {
    pub niveau: u16,
    pub titre: String,
    pub page: usize,
    pub y: f32,
}
