//! What each commune brings to a figure, so that a page may add up any set of communes as the program does.

use serde::Serialize;

use super::Statut;

/// What one whole commune brings to the sums of a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Apport {
    /// Numerator, or the count itself.
    pub num: f64,
    /// Denominator; 0 for a count.
    pub den: f64,
    /// What is not known of it; `None` when all is.
    pub doute: Option<DouteApport>,
}

/// What is not known of a commune.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DouteApport {
    /// Share of the commune that has a value, from 0 to 1.
    pub communes: f64,
    /// Inhabitants of that share.
    pub habitants: f64,
    /// Whether the publisher hides it.
    pub masque: bool,
    /// Between what the unknown numerators lie; `None` where nothing bounds them.
    pub num: [Option<f64>; 2],
    /// Their known denominators.
    pub den: f64,
    /// Between what the ratio lies where the denominator is not known either.
    pub rapports: Option<[Option<f64>; 2]>,
}

/// A figure of one commune alone that is not what its sums give: the one that its publisher gives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seul {
    /// Rank of the commune.
    pub commune: usize,
    /// Its figure.
    pub valeur: Option<f64>,
    /// State.
    pub statut: Statut,
}

/// A figure that a page can add up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Apports {
    /// Identifier in the catalogue.
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French.
    pub unite: String,
    /// Decimals to show.
    pub decimales: u8,
    /// Vintage of the files.
    pub millesime: Option<String>,
    /// What the ratio of the sums is multiplied by; `None` for a sum.
    pub facteur: Option<f64>,
    /// Least share of the population that must have a value.
    pub couverture_min: f64,
    /// Whether a rate on few cases gives way to the count.
    pub petit_effectif: bool,
    /// What the figure can be; `None` where nothing bounds it.
    pub domaine: [Option<f64>; 2],
    /// One by commune, in their order.
    pub communes: Vec<Apport>,
    /// Communes that a file reads as one, by rank, and what they bring together when all are inside for the same part.
    pub groupes: Vec<(Vec<usize>, Apport)>,
    /// Communes whose own figure is another one.
    pub seuls: Vec<Seul>,
}

/// All the figures that a page can add up, and what withholds them.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct Cumulables {
    /// The figures, in the order of the list.
    pub figures: Vec<Apports>,
    /// Labels of those that the sums of the communes do not give.
    pub laisses: Vec<String>,
    /// Share of the population under which a figure that secrecy cuts is withheld.
    pub couverture_min: f64,
    /// Cases under which a rate gives way to the count.
    pub effectif_min: f64,
}
