//! What each column of a list holds: codes, known ones, short numbers, names of communes.

use crate::load::perimetre::cellule::{Contenu, lire_cellule};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::intitules::{Sens, sens};
use crate::load::perimetre::lexique::Lexique;

/// A column and what its cells are.
#[derive(Debug, Clone, PartialEq)]
pub struct Colonne {
    /// Rank.
    pub rang: usize,
    /// Header, as written.
    pub titre: String,
    /// What the header announces.
    pub sens: Sens,
    /// Cells that say something.
    pub pleines: usize,
    /// Cells that hold codes.
    pub codes: usize,
    /// Cells whose codes all exist.
    pub connus: usize,
    /// Cells of one to three digits.
    pub courts: usize,
    /// Cells of words.
    pub mots: usize,
    /// Cells that look like a code and are not one.
    pub douteux: usize,
}

impl Colonne {
    /// Whether most of its codes exist.
    #[must_use]
    pub fn existe(&self) -> bool {
        self.codes > 0 && self.connus * 2 >= self.codes
    }

    /// Whether it can be the column of codes: by its header, else because (nearly) all its cells are codes.
    #[must_use]
    pub fn peut_coder(&self) -> bool {
        let sures = self.connus * 10 >= self.codes * 8 && self.codes * 2 >= self.pleines;
        self.codes > 0
            && match self.sens {
                Sens::Code(_) => self.codes * 2 >= self.pleines,
                Sens::Nom(_) => sures,
                Sens::Inconnu | Sens::SansTitre => self.codes * 10 >= self.pleines * 9 || sures,
                Sens::Part(_) | Sens::Departement | Sens::Cpts | Sens::Postal | Sens::Jamais => {
                    false
                }
            }
    }

    /// Whether it can hold names: by its header, or words most of the time.
    #[must_use]
    pub fn peut_nommer(&self) -> bool {
        let ouverte = matches!(
            self.sens,
            Sens::Nom(_) | Sens::Inconnu | Sens::SansTitre | Sens::Cpts | Sens::Code(_)
        );
        ouverte && self.mots > 0 && self.mots * 2 >= self.pleines
    }
}

/// Studies each column.
#[must_use]
pub fn colonnes(entete: Option<&Ligne>, lignes: &[Ligne], lexique: &Lexique) -> Vec<Colonne> {
    let largeur = lignes
        .iter()
        .chain(entete)
        .map(|l| l.cellules.len())
        .max()
        .unwrap_or(0);
    let vide = |rang: usize| {
        let titre = entete.map_or("", |l| l.cellule(rang));
        Colonne {
            rang,
            titre: titre.to_owned(),
            sens: sens(titre),
            pleines: 0,
            codes: 0,
            connus: 0,
            courts: 0,
            mots: 0,
            douteux: 0,
        }
    };
    let mut colonnes: Vec<Colonne> = (0..largeur).map(vide).collect();
    for ligne in lignes {
        for (colonne, cellule) in colonnes.iter_mut().zip(&ligne.cellules) {
            compte(colonne, cellule, lexique);
        }
    }
    colonnes
}

fn compte(colonne: &mut Colonne, cellule: &str, lexique: &Lexique) {
    match lire_cellule(cellule) {
        Contenu::Vide => return,
        Contenu::Codes(codes) => {
            colonne.codes += 1;
            let mut surs = codes.iter().filter(|c| !c.suit_un_nom);
            colonne.connus += usize::from(surs.all(|c| lexique.connu(c.code)));
        }
        Contenu::Douteux(_) => colonne.douteux += 1,
        Contenu::Mots => {
            let court = est_court(cellule);
            colonne.courts += usize::from(court);
            colonne.mots += usize::from(!court && cellule.chars().any(char::is_alphabetic));
        }
    }
    colonne.pleines += 1;
}

/// One to three digits: a département, or a commune inside one.
#[must_use]
pub fn est_court(cellule: &str) -> bool {
    let net = cellule.trim_matches(['\'', '"', '=', ' ']);
    (1..=3).contains(&net.len()) && net.bytes().all(|o| o.is_ascii_digit())
}

/// Names that agree with the codes beside, and names that could be compared.
#[must_use]
pub fn accord(lignes: &[Ligne], code: usize, nom: usize, lexique: &Lexique) -> (usize, usize) {
    let (mut oui, mut total) = (0, 0);
    for ligne in lignes.iter().filter(|l| !l.cellule(nom).is_empty()) {
        let verdict = match lire_cellule(ligne.cellule(code)) {
            Contenu::Codes(codes) => match codes.as_slice() {
                [seul] if lexique.connu(seul.code) => lexique.accord(seul.code, ligne.cellule(nom)),
                _ => Some(false),
            },
            _ => None,
        };
        total += usize::from(verdict.is_some());
        oui += usize::from(verdict == Some(true));
    }
    (oui, total)
}

/// A header that says INSEE or COG, not only « code ».
pub(super) fn explicite(colonne: &Colonne) -> bool {
    let nom = crate::base::normaliser(&colonne.titre).replace(' ', "");
    ["insee", "codgeo", "depcom", "cog"]
        .iter()
        .any(|m| nom.contains(m))
}
