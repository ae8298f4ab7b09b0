//! A perimeter as it was asked for, before any code is looked up.

use crate::model::{CodeCommune, Emplacement};

/// Whether a term is added or taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signe {
    /// `+`
    Plus,
    /// `-`
    Moins,
}

/// The code of a commune that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodeDemande {
    /// As typed in an expression, not read yet.
    Ecrit(String),
    /// Read from a list.
    Lu(CodeCommune),
}

/// A commune that is asked for, with its part.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneDemandee {
    /// Its code.
    pub code: CodeDemande,
    /// Part of the commune, in ]0, 1]; `None` when not written (the whole commune).
    pub part: Option<f64>,
    /// Name beside the code in a list, used to check the code.
    pub nom: Option<String>,
    /// Where it was written; `None` inside an expression.
    pub origine: Option<Emplacement>,
}

impl CommuneDemandee {
    /// A whole commune written in an expression.
    #[must_use]
    pub fn entiere(code: impl Into<String>) -> Self {
        Self {
            code: CodeDemande::Ecrit(code.into()),
            part: None,
            nom: None,
            origine: None,
        }
    }
}

/// What a term stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Operande {
    /// `commune:48095,34154@0.6`, or the lines of a list.
    Communes(Vec<CommuneDemandee>),
    /// `epci:200069193`, SIREN or name.
    Epci(Vec<String>),
    /// `dep:48`.
    Departement(Vec<String>),
    /// `reg:93`.
    Region(Vec<String>),
    /// `pays:FR`: metropolitan France and the five DROM.
    Pays(Vec<String>),
    /// `bv:48095`, `aav:002`, `tvs:…`: classes of a zoning of the data folder; the variable id then the codes.
    Zonage(Zonage, Vec<String>),
    /// `cpts:"CPTS du Verdon"`.
    Cpts(String),
    /// `fichier:"liste.csv"`: to be replaced by its communes before resolution.
    Fichier(String),
}

/// A zoning that an expression can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zonage {
    /// Bassin de vie 2022 (INSEE).
    Bassin,
    /// Aire d'attraction des villes 2020 (INSEE).
    Aire,
    /// Territoire de vie-santé (DREES).
    Tvs,
}

impl Zonage {
    /// Variable of the dataset that holds it.
    #[must_use]
    pub fn variable(self) -> &'static str {
        match self {
            Self::Bassin => "bv2022",
            Self::Aire => "aav2020",
            Self::Tvs => "tvs",
        }
    }

    /// Keyword in an expression.
    #[must_use]
    pub fn mot(self) -> &'static str {
        match self {
            Self::Bassin => "bv",
            Self::Aire => "aav",
            Self::Tvs => "tvs",
        }
    }

    /// Name of one zone with its article, for messages.
    #[must_use]
    pub fn avec_article(self) -> &'static str {
        match self {
            Self::Bassin => "le bassin de vie",
            Self::Aire => "l'aire d'attraction des villes",
            Self::Tvs => "le territoire de vie-santé",
        }
    }

    /// « bassin de vie inconnu », in its gender.
    #[must_use]
    pub fn inconnu(self) -> &'static str {
        match self {
            Self::Bassin => "bassin de vie inconnu",
            Self::Aire => "aire d'attraction des villes inconnue",
            Self::Tvs => "territoire de vie-santé inconnu",
        }
    }

    /// Name of one zone, for messages.
    #[must_use]
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Bassin => "bassin de vie",
            Self::Aire => "aire d'attraction des villes",
            Self::Tvs => "territoire de vie-santé",
        }
    }
}

/// A term of the expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Terme {
    /// Added or taken away.
    pub signe: Signe,
    /// What it stands for.
    pub operande: Operande,
}

/// A perimeter as asked for: terms applied from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// As typed, or the name of the file.
    pub texte: String,
    /// Terms, in the order of the text.
    pub termes: Vec<Terme>,
}
