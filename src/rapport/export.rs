//! The table of the communes, ready to be written: one row by commune, one column by figure, and what each column is.

use geo::orient::Direction;
use geo::{MultiPolygon, Orient};

use crate::model::Valeur;

/// What a column holds, one by commune.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenu {
    /// Names and codes; none where nothing is known.
    Textes(Vec<Option<String>>),
    /// Figures.
    Nombres(Vec<Valeur>),
}

/// A column and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct ColonneExport {
    /// Stable identifier, snake_case.
    pub id: String,
    /// Label, in French.
    pub libelle: String,
    /// Unit, in French; empty for texts.
    pub unite: String,
    /// How it is computed, in French.
    pub formule: String,
    /// Vintages of its variables.
    pub millesime: String,
    /// Files that its variables come from.
    pub fichiers: String,
    /// Its values.
    pub contenu: Contenu,
}

/// The table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCommunes {
    /// Name of the territory.
    pub titre: String,
    /// Columns; all of the same length.
    pub colonnes: Vec<ColonneExport>,
    /// Outline of each commune, rings turned as RFC 7946 asks; none where no file draws it.
    pub contours: Vec<Option<MultiPolygon<f64>>>,
}

/// Why a figure is not there.
#[must_use]
pub fn etat(valeur: Valeur) -> Option<&'static str> {
    match valeur {
        Valeur::Connue(_) => None,
        Valeur::Masquee => Some("masqué"),
        Valeur::Rejetee => Some("rejeté"),
        Valeur::Absente => Some("absent"),
    }
}

impl ColonneExport {
    /// Whether some figure is hidden or unreadable, which an empty cell would not tell.
    #[must_use]
    pub fn a_des_etats(&self) -> bool {
        let dit = |v: &Valeur| v.est_masquee() || v.est_rejetee();
        matches!(&self.contenu, Contenu::Nombres(valeurs) if valeurs.iter().any(dit))
    }

    /// Whether nothing is known of any commune.
    #[must_use]
    pub fn est_vide(&self) -> bool {
        match &self.contenu {
            Contenu::Textes(textes) => textes.iter().all(Option::is_none),
            Contenu::Nombres(valeurs) => valeurs.iter().all(|v| *v == Valeur::Absente),
        }
    }

    /// Number of communes that are known, hidden, rejected, absent.
    #[must_use]
    pub fn comptes(&self) -> [usize; 4] {
        match &self.contenu {
            Contenu::Textes(textes) => {
                let connus = textes.iter().flatten().count();
                [connus, 0, 0, textes.len() - connus]
            }
            Contenu::Nombres(valeurs) => {
                let compte =
                    |etat_voulu| valeurs.iter().filter(|v| etat(**v) == etat_voulu).count();
                [None, Some("masqué"), Some("rejeté"), Some("absent")].map(compte)
            }
        }
    }
}

impl TableCommunes {
    /// Columns as they are written: each with, beside it, why its figures are not there when one is hidden or rejected.
    #[must_use]
    pub fn avec_etats(&self) -> Vec<ColonneExport> {
        let mut colonnes = Vec::with_capacity(self.colonnes.len());
        for colonne in &self.colonnes {
            colonnes.push(colonne.clone());
            if let (true, Contenu::Nombres(valeurs)) = (colonne.a_des_etats(), &colonne.contenu) {
                let etats = valeurs
                    .iter()
                    .map(|v| etat(*v).map(str::to_owned))
                    .collect();
                colonnes.push(ColonneExport {
                    id: format!("{}_etat", colonne.id),
                    libelle: format!("{} : pourquoi le chiffre manque", colonne.libelle),
                    unite: String::new(),
                    formule: "masqué par le producteur, rejeté (illisible) ou absent ; vide quand le chiffre est connu".to_owned(),
                    millesime: colonne.millesime.clone(),
                    fichiers: colonne.fichiers.clone(),
                    contenu: Contenu::Textes(etats),
                });
            }
        }
        colonnes
    }

    /// Number of communes.
    #[must_use]
    pub fn lignes(&self) -> usize {
        self.contours.len()
    }
}

/// An outline with its outer rings counter-clockwise and its holes clockwise (RFC 7946, section 3.1.6).
#[must_use]
pub fn tourne(contour: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    contour.orient(Direction::Default)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_things_stay_five() {
        let colonne = ColonneExport {
            id: "x".into(),
            libelle: "X".into(),
            unite: "nombre".into(),
            formule: String::new(),
            millesime: String::new(),
            fichiers: String::new(),
            contenu: Contenu::Nombres(vec![
                Valeur::Connue(0.0),
                Valeur::Masquee,
                Valeur::Rejetee,
                Valeur::Absente,
            ]),
        };
        assert_eq!(colonne.comptes(), [1, 1, 1, 1]);
        let table = TableCommunes {
            titre: String::new(),
            colonnes: vec![colonne],
            contours: vec![None; 4],
        };
        let [_, etats] = table.avec_etats().try_into().unwrap();
        let attendus = [None, Some("masqué"), Some("rejeté"), Some("absent")];
        assert_eq!(
            etats.contenu,
            Contenu::Textes(attendus.map(|e| e.map(str::to_owned)).to_vec())
        );
    }
}
