//! Descriptor of a published format, as written in TOML: how to recognise it, what to read, whose it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::load::format::adresse::Adresse;
pub use crate::load::format::arbre::Arbre;
pub use crate::load::format::attendues::{Contenu, Filtre, Marques, Valeurs};
pub use crate::load::format::colonnes::{ColonnesCpts, ColonnesPoint, ColonnesQpv};
pub use crate::load::format::echelle::Echelle;
pub use crate::load::format::nature::{Fusion, NatureVariable};
pub use crate::load::format::niveau::{NiveauLu, Niveaux};
pub use crate::load::format::noms::{Conditions, Noms, Quand};
pub use crate::load::format::personne::{Flux, Personne};
pub use crate::load::format::structure::ColonnesStructure;

/// Kind of container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// Delimited text.
    Csv,
    /// Sheet of a workbook.
    Xlsx,
    /// Features of a GeoJSON; the properties are the columns.
    Geojson,
    /// Elements of a JSON tree; `[arbre]` says where they are and names their columns.
    Arbre,
}

/// What is done with a recognised file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Usage {
    /// Its figures are read.
    #[default]
    Donnees,
    /// Recognised, of no use beside the embedded base.
    Liste,
    /// Recognised, cannot be joined to communes; `motif` says why.
    Inutilisable,
}

/// How a file is recognised by its content.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reconnaissance {
    /// Containers in which the format is found; CSV and XLSX when not said.
    #[serde(default = "tables")]
    pub genres: Vec<Genre>,
    /// Regular expression on the normalised name of the sheet.
    pub feuille: Option<String>,
    /// Regular expression on the normalised text above the header.
    pub titre: Option<String>,
    /// Whether the header is over two rows: the name of a group of columns, then that of the column, which make « group column ».
    #[serde(default)]
    pub entete_double: bool,
    /// Regular expression on the normalised path of the file, for a format whose columns are not known.
    pub fichier: Option<String>,
    /// Columns that sign the format: all must be there.
    #[serde(default)]
    pub requis: Vec<Noms>,
    /// What the cells look like; it signs a file without header.
    #[serde(default)]
    pub contenu: Vec<Contenu>,
    /// Columns that tell another format: none may be there.
    #[serde(default)]
    pub interdits: Vec<Noms>,
    /// Columns of the format that are not read; they only make the recognition surer.
    #[serde(default)]
    pub connus: Vec<Noms>,
    /// What the cells of some columns look like.
    #[serde(default, rename = "valeur")]
    pub valeurs: Vec<Valeurs>,
    /// Whether at least one variable (or polygons, points, CPTS) must be found besides the signature.
    #[serde(default)]
    pub au_moins_une: bool,
}

fn tables() -> Vec<Genre> {
    vec![Genre::Csv, Genre::Xlsx]
}

/// Where the vintage is written; the first that answers is used: header group `an`, column, sheet, text above the header, fixed, file name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Millesime {
    /// Column that holds the year.
    pub colonne: Option<Noms>,
    /// Regular expression on the name of the sheet, first group = year.
    pub feuille: Option<String>,
    /// Regular expression on the normalised text above the header, first group = year.
    pub titre: Option<String>,
    /// The year itself.
    pub fixe: Option<u16>,
    /// Last resort: `auto` takes the only year of the file name (or of the nearest folder), else a regular expression on the path.
    pub nom: Option<String>,
    /// Whether only the sheet of the latest year is read: the years of such a workbook are not comparable.
    #[serde(default)]
    pub dernier_seul: bool,
}

/// A variable and where it is in the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Variable id; each `{}` is filled by the type of the row, one by condition, or by the group `code` of the header.
    pub id: String,
    /// Column; none when rows are counted.
    #[serde(default)]
    pub colonne: Noms,
    /// Rows concerned, in a file of several rows by commune: all the conditions hold.
    #[serde(default)]
    pub quand: Conditions,
    /// Whether the figure is the number of rows of the commune.
    #[serde(default)]
    pub compter: bool,
    /// Whether the figure is the sum of the column over the rows of the commune.
    #[serde(default)]
    pub additionner: bool,
    /// Column whose values are counted once by commune and once by territory: the identifier of a person.
    #[serde(default)]
    pub distinct: Noms,
    /// Columns that make the identifier with the one above, when it is not one by itself: name, first name, profession.
    #[serde(default)]
    pub distinct_avec: Vec<String>,
    /// What the rows of a person must say together for the person to be counted, when rows are counted once.
    pub personne: Option<Personne>,
    /// Whether a recognised file without this column is an error.
    #[serde(default)]
    pub requise: bool,
    /// Whether the figures are classes and not numbers.
    #[serde(default)]
    pub classe: bool,
    /// Class as written (normalised) → code; a class that is not listed is rejected when the list is not empty.
    #[serde(default)]
    pub codes: BTreeMap<String, String>,
    /// Label of each code.
    #[serde(default)]
    pub libelles: BTreeMap<String, String>,
    /// Column of the labels.
    pub libelle: Option<Noms>,
    /// How its codes are told from those of another nomenclature, whose files have the same columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echelle: Option<Echelle>,
    /// Whether only the column of the latest year is read, when the header gives years.
    #[serde(default)]
    pub derniere: bool,
    /// Whether an empty cell is a hidden figure (the publisher leaves hidden cells blank).
    #[serde(default)]
    pub vide_masque: bool,
    /// How the figures of former communes merge; else that of the descriptor.
    pub fusion: Option<Fusion>,
    /// Variable of the same table that weighs the mean.
    pub poids: Option<String>,
    /// Whether a negative figure is possible; when not said, only for a variable that no embedded descriptor knows.
    pub negatif: Option<bool>,
    /// Unit of the column, when it is not that of the variable: `milliers`, `hectares`.
    pub unite: Option<String>,
    /// Whether the figures are counts; when not said, `grandeurs.toml` tells it from the id.
    pub nature: Option<NatureVariable>,
}

/// A published format.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Descripteur {
    /// Stable identifier: `drees_apl_mg`.
    pub id: String,
    /// What it is, for a reader.
    pub libelle: String,
    /// Publisher.
    pub producteur: String,
    /// Licence of the data.
    pub licence: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Direct addresses of its files; of no use once a file is read.
    #[serde(default, rename = "adresse", skip_serializing)]
    pub adresses: Vec<Adresse>,
    /// Why its files are fetched by hand, and how, in French.
    #[serde(default, skip_serializing)]
    pub a_la_main: Option<String>,
    /// Sources of which it is another edition or presentation, which are downloaded in its place.
    #[serde(default, skip_serializing)]
    pub autre_forme_de: Vec<String>,
    /// Vintage of the commune list, when the format tells it; `{an}` is the latest year of the file.
    pub cog: Option<String>,
    /// Which file wins when two give the same variable and vintage: the highest.
    #[serde(default = "cinquante")]
    pub priorite: i32,
    /// What is done with it.
    #[serde(default)]
    pub usage: Usage,
    /// Whether it wins over all others once its signature is there, however many columns they know.
    #[serde(default)]
    pub exclusif: bool,
    /// Why it is not used, in French.
    pub motif: Option<String>,
    /// Whether a commune without a row has 0, and not « no figure ».
    #[serde(default)]
    pub creux: bool,
    /// Whether a sparse file is whole in each département of which it has a row, however few: the word of who wrote the
    /// descriptor, in the place of our own thresholds.
    #[serde(default)]
    pub departements_entiers: bool,
    /// Whether the polygons of the features are those of the communes.
    #[serde(default)]
    pub contours: bool,
    /// How the figures of former communes merge, for the variables that do not say it.
    pub fusion: Option<Fusion>,
    /// How its rows are counted as they are read, whatever their number, none being kept.
    pub flux: Option<Flux>,
    /// How it is recognised.
    pub reconnaissance: Reconnaissance,
    /// Where the rows of a JSON tree are.
    pub arbre: Option<Arbre>,
    /// Names of the columns of a file without header, by position.
    pub sans_entete: Option<Vec<String>>,
    /// Column of the commune code.
    pub cle: Option<Noms>,
    /// Regular expression on the cell of the code, whose group `code` is the code: `48095 Mende`.
    pub cle_motif: Option<String>,
    /// Département and commune columns from which the code is made when `cle` is absent or empty.
    pub cle_composee: Option<(Noms, Noms)>,
    /// Levels wider than the commune that its rows are of.
    #[serde(default, rename = "niveau")]
    pub niveaux: Niveaux,
    /// Columns of the postcode and of the town, which give the commune of a row when no code does.
    pub cle_postale: Option<(Noms, Noms)>,
    /// Columns of the name of the commune and of its département, which give the commune of a row when no code does; the second
    /// may be absent from the table.
    pub cle_nom: Option<(Noms, Noms)>,
    /// List of structures, named by another file, whose member of the same identifier (`cle`) gives the commune of a row.
    pub lieu_par: Option<String>,
    /// Vintage.
    #[serde(default)]
    pub millesime: Millesime,
    /// Missing and hidden marks.
    #[serde(default)]
    pub marques: Marques,
    /// Rows used.
    #[serde(default, rename = "filtre")]
    pub filtres: Vec<Filtre>,
    /// What is read.
    #[serde(default, rename = "variable")]
    pub variables: Vec<Variable>,
    /// Commune → CPTS columns.
    pub cpts: Option<ColonnesCpts>,
    /// Representative points.
    pub point: Option<ColonnesPoint>,
    /// Structures named.
    pub structure: Option<ColonnesStructure>,
    /// Quartiers prioritaires.
    pub qpv: Option<ColonnesQpv>,
    /// Whether the user wrote it.
    #[serde(skip)]
    pub utilisateur: bool,
}

fn cinquante() -> i32 {
    50
}

impl Descripteur {
    /// Whether its rows have the code of their commune.
    #[must_use]
    pub fn a_code(&self) -> bool {
        self.lieu_par.is_none() && self.cle_postale.is_none() && self.cle_nom.is_none()
    }
}

impl Variable {
    /// Whether its figure is made of all the rows of the commune, and not read in one.
    #[must_use]
    pub fn par_lignes(&self) -> bool {
        self.compter || self.additionner
    }

    /// Whether its descriptor says that its figures have decimals.
    #[must_use]
    pub fn est_estimee(&self) -> bool {
        self.nature == Some(NatureVariable::Estimation)
    }
}
