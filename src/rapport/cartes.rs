//! Map data of the report: projected outlines once, then one theme per map.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{CodeCommune, UniteId, Valeur};

/// Values that the maps show, by indicator then by unit drawn: read once by the caller, as the tables are.
pub type Valeurs = BTreeMap<String, BTreeMap<UniteId, Valeur>>;

/// Everything needed to draw the maps; coordinates are metres, x to the east, y to the north.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cartes {
    /// Name of the projection, for the caption.
    pub projection: String,
    /// Bounding box of the perimeter and its neighbours: x min, y min, x max, y max, metres.
    pub emprise: [f64; 4],
    /// Communes of the perimeter, then neighbours, each sorted by code.
    pub communes: Vec<CommuneCarte>,
    /// Maps, in order.
    pub themes: Vec<Theme>,
    /// Source of the outlines.
    pub source: String,
    /// Communes of the perimeter without outline (not drawn).
    pub sans_contour: Vec<CodeCommune>,
    /// Maps of areas larger than communes, in order; a theme of the same identifier gives the same, commune by commune.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub croquis: Vec<Croquis>,
}

impl Cartes {
    /// Values of the communes of the perimeter: neighbours are drawn, never counted.
    pub(crate) fn siennes<'t>(&self, theme: &'t Theme) -> Vec<&'t ValeurCarte> {
        let communes = self.communes.iter().filter(|c| c.dans_perimetre);
        let dedans: BTreeSet<CodeCommune> = communes.map(|c| c.code).collect();
        let valeurs = theme.valeurs.iter();
        valeurs.filter(|v| dedans.contains(&v.code)).collect()
    }

    /// Whether at least `communes_min` communes of the perimeter have something to show, and differ on the map.
    #[must_use]
    pub fn parle(&self, theme: &Theme, communes_min: usize) -> bool {
        if theme.genre == GenreTheme::Points {
            return !theme.points.is_empty();
        }
        let siennes = self.siennes(theme);
        let dites = siennes
            .iter()
            .filter(|v| v.classe.is_some() || v.valeur.is_some());
        let mut classes: Vec<_> = siennes.iter().filter_map(|v| v.classe).collect();
        classes.sort_unstable();
        classes.dedup();
        let variees = theme.genre == GenreTheme::Cercles || classes.len() > 1;
        variees && dites.count() >= communes_min
    }
}

/// Outline of a commune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommuneCarte {
    /// INSEE code.
    pub code: CodeCommune,
    /// Name.
    pub nom: String,
    /// Inside the perimeter, or a neighbour drawn for context.
    pub dans_perimetre: bool,
    /// Rings (outer and holes, drawn with the even-odd rule), each a list of `[x, y]` rounded to the metre.
    pub anneaux: Vec<Vec<[f64; 2]>>,
    /// Point inside the commune, metres.
    pub centre: [f64; 2],
    /// Inhabitants, when they are known: the most populated neighbours are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub habitants: Option<f64>,
}

/// One map.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Theme {
    /// Stable identifier: `apl_mg`, `population`, `couverture_cpts`, `densite`, `sous_densite`.
    pub id: String,
    /// Title, in French.
    pub titre: String,
    /// Unit of the values; empty for categories.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// `choroplethe` (classes of a rate or categories), `cercles` (counts, area proportional to the value) or `points`.
    pub genre: GenreTheme,
    /// Classes, in the order of the legend; empty for circles.
    pub classes: Vec<ClasseCarte>,
    /// One entry per commune of [`Cartes::communes`] that has something to show, sorted by code.
    pub valeurs: Vec<ValeurCarte>,
    /// Sources and vintage, in one French sentence.
    pub note: String,
    /// What a map of symbols shows, class by class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointCarte>,
}

/// Something that is at a point, or several of the same class that are too near to be drawn apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PointCarte {
    /// Index in [`Theme::classes`].
    pub classe: usize,
    /// Where, metres.
    pub point: [f64; 2],
    /// How many there are.
    pub nombre: usize,
    /// Their names.
    pub texte: String,
}

/// Shape of what is at a point: told apart without its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Symbole {
    /// Disc.
    Rond,
    /// Square.
    Carre,
    /// Square on its corner.
    Losange,
    /// Triangle, point up.
    Triangle,
    /// Triangle, point down.
    Pointe,
    /// Cross.
    Croix,
    /// Star.
    Etoile,
}

/// How a kind of structures is drawn.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SymbolePlan {
    /// Shape.
    pub forme: Symbole,
    /// Fill, `#rrggbb`.
    pub couleur: String,
}

/// A map of areas: the CPTS around a perimeter, or where it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Croquis {
    /// Stable identifier: `couverture_cpts`, `situation`.
    pub id: String,
    /// Title, in French.
    pub titre: String,
    /// What is shown: x min, y min, x max, y max, metres; areas may go beyond.
    pub cadre: [f64; 4],
    /// Areas, sorted by name.
    pub aires: Vec<Aire>,
    /// Outline of the perimeter, metres; empty where the perimeter is an area.
    pub limite: Vec<Anneau>,
    /// Classes, in the order of the legend; one without label is not in it.
    pub classes: Vec<ClasseCarte>,
    /// Where to look for what is too small to be seen, metres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repere: Option<[f64; 2]>,
    /// Names, the first being kept where there is no room for all.
    pub noms: Vec<NomCarte>,
    /// What it says and its sources, in French.
    pub note: String,
}

/// Ring in metres, without its first vertex at its end.
pub type Anneau = Vec<[f64; 2]>;

/// A part of the country drawn in one tint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Aire {
    /// Name: that of the CPTS, or what there is instead.
    pub nom: String,
    /// Index in [`Croquis::classes`].
    pub classe: usize,
    /// Rings (outer and holes, drawn with the even-odd rule).
    pub anneaux: Vec<Anneau>,
}

/// A name on a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NomCarte {
    /// What is written.
    pub texte: String,
    /// Where, metres.
    pub point: [f64; 2],
    /// What is named.
    pub genre: GenreNom,
    /// What is written instead where the name has no room; the legend tells whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numero: Option<String>,
}

/// What a name is that of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GenreNom {
    /// An area.
    Aire,
    /// A commune of the perimeter.
    Commune,
    /// A commune outside, that people go to.
    Voisine,
    /// A pocket of communes without CPTS: its number is written, whatever the room.
    Poche,
}

/// How a map shows its values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GenreTheme {
    /// Communes filled by class.
    #[default]
    Choroplethe,
    /// Circles whose area is proportional to the value.
    Cercles,
    /// Symbols where something is.
    Points,
}

/// Class of a legend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClasseCarte {
    /// Label of the legend: « moins de 2,5 », « ZIP ».
    pub libelle: String,
    /// Fill, `#rrggbb`, readable by colour-blind people and in grey.
    pub couleur: String,
    /// Hatching on top of the fill, so that the class reads without colour.
    #[serde(default)]
    pub hachures: bool,
    /// Shape of a class of points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbole: Option<Symbole>,
}

/// Value of a commune on a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ValeurCarte {
    /// INSEE code.
    pub code: CodeCommune,
    /// Value; absent for a category or when not published.
    pub valeur: Option<f64>,
    /// Index in [`Theme::classes`]; absent when there is no value (drawn as « sans donnée »).
    pub classe: Option<usize>,
    /// Text shown on hover after the name: « 2,31 consultations », « ZIP », « masqué ».
    pub texte: String,
}
