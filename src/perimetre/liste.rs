//! What the readers of perimeter files hand over: a list of codes, or polygons, with the place of each line.

use geo::MultiPolygon;

use crate::model::{CodeCommune, Constat, Emplacement};

use super::expression::{CodeDemande, CommuneDemandee, Expression, Operande, Signe, Terme};

/// A line of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct LigneListe {
    /// Code, with its leading zero.
    pub code: CodeCommune,
    /// Part of the commune, in ]0, 1], when the list has a column for it.
    pub part: Option<f64>,
    /// Name written beside, when the list has a column for it.
    pub nom: Option<String>,
    /// File, line and column.
    pub origine: Emplacement,
}

/// A list of communes read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ListeCommunes {
    /// File, as the user named it.
    pub fichier: String,
    /// Lines with a code, in the order of the file.
    pub lignes: Vec<LigneListe>,
    /// What was repaired while reading.
    pub constats: Vec<Constat>,
}

impl ListeCommunes {
    /// The list as the communes of an expression.
    #[must_use]
    pub fn communes(&self) -> Vec<CommuneDemandee> {
        self.lignes
            .iter()
            .map(|l| CommuneDemandee {
                code: CodeDemande::Lu(l.code),
                part: l.part,
                nom: l.nom.clone(),
                origine: Some(l.origine.clone()),
            })
            .collect()
    }

    /// The list as an expression of one term; its `constats` are to be added to the perimeter.
    #[must_use]
    pub fn expression(&self) -> Expression {
        Expression {
            texte: self.fichier.clone(),
            termes: vec![Terme {
                signe: Signe::Plus,
                operande: Operande::Communes(self.communes()),
            }],
        }
    }
}

/// Polygons read from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct PolygonesPerimetre {
    /// File, as the user named it.
    pub fichier: String,
    /// Polygons, WGS84 degrees.
    pub polygones: Vec<MultiPolygon<f64>>,
    /// What was left out or read otherwise.
    pub constats: Vec<Constat>,
}
