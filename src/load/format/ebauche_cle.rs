//! The key of a table never seen: the column of commune codes, or the two that make them, and the header above.

use std::collections::BTreeSet;

use crate::load::format::entete_double;
use crate::load::source::code_en_deux::{compose, est_departement};
use crate::load::source::normalise::normalise;
use crate::model::{CodeCommune, Referentiel};

/// Rows among which the header is looked for.
pub(super) const ENTETE_MAX: usize = 30;
/// Columns among which the key is looked for.
const COLONNES_MAX: usize = 200;
/// Share of the cells of the key that are commune codes, at least.
const PART_CODES: f64 = 0.5;
/// Share of the cells of a column of départements that are their codes, at least (« 99 » and « Total » are not).
const PART_DEPARTEMENTS: f64 = 0.8;
/// What a header that says « code » or « département » is worth beside the share of the codes.
const NOM_DIT: f64 = 0.5;
/// Headers of a key, normalised: what they hold decides, they only settle ties.
const CLES: [&str; 9] = [
    "code",
    "insee",
    "codgeo",
    "depcom",
    "com",
    "commune",
    "geo",
    "numcom",
    "territoire",
];

/// Where the key is.
pub(super) struct Cle {
    /// Row of the header, the lower one when there are two.
    pub(super) entete: usize,
    /// Whether the row above names groups of columns.
    pub(super) double: bool,
    /// First row of data.
    pub(super) premier: usize,
    /// Column of the code, or of the number of the commune in its département.
    pub(super) colonne: usize,
    /// Column of the département, when it takes two to make a code.
    pub(super) departement: Option<usize>,
    /// The code is inside a longer cell: « Mende (48095) ».
    pub(super) dans_la_cellule: bool,
    /// Whether the codes are those of départements, and not of communes.
    pub(super) par_departement: bool,
}

impl Cle {
    /// The columns that make the key.
    pub(super) fn colonnes(&self) -> Vec<usize> {
        self.departement.into_iter().chain([self.colonne]).collect()
    }

    /// The names of the columns.
    pub(super) fn entetes(&self, lignes: &[Vec<String>]) -> Vec<String> {
        let bas = lignes.get(self.entete).cloned().unwrap_or_default();
        let haut = self.entete.checked_sub(1).and_then(|h| lignes.get(h));
        match haut.filter(|_| self.double) {
            Some(haut) => entete_double::compose(haut, &bas),
            None => bas,
        }
    }
}

/// The row and the column, or the two columns, above which the codes stand: where they are the most numerous.
pub(super) fn cle(lignes: &[Vec<String>], referentiel: &Referentiel) -> Option<Cle> {
    let largeur = lignes.iter().map(Vec::len).max()?.min(COLONNES_MAX);
    let seules = (0..largeur).filter_map(|c| seule(lignes, c, referentiel));
    let doubles = (0..largeur).filter_map(|d| en_deux(lignes, d, largeur, referentiel));
    let mut meilleure: Option<(f64, Cle)> = None;
    for (note, cle) in seules.chain(doubles) {
        if meilleure.as_ref().is_none_or(|(m, _)| note > *m) {
            meilleure = Some((note, cle));
        }
    }
    let departement = par_departement(lignes, largeur, referentiel);
    match (meilleure, departement) {
        // A column of big numbers may look like codes: a file of one row by département is one, unless a header says « code ».
        (Some((note, cle)), Some((seul, autre))) => {
            Some(if seul && note <= 1.0 { autre } else { cle })
        }
        (Some((_, cle)), None) | (None, Some((_, cle))) => Some(cle),
        (None, None) => None,
    }
}

/// A column of départements, by its name and by its codes, and whether most rows have one of their own.
fn par_departement(
    lignes: &[Vec<String>],
    largeur: usize,
    referentiel: &Referentiel,
) -> Option<(bool, Cle)> {
    let code = |c: &str| {
        let net = if c.len() == 1 {
            format!("0{c}")
        } else {
            c.to_uppercase()
        };
        referentiel
            .departements
            .iter()
            .any(|d| d.code == net)
            .then_some(net)
    };
    (0..largeur).find_map(|colonne| {
        let titre = |l: &Vec<String>| cellule(l, colonne).is_some_and(dit_departement);
        let entete = lignes.iter().take(ENTETE_MAX).position(titre)?;
        let suite = lignes.iter().enumerate().skip(entete + 1);
        let premier = suite
            .clone()
            .find(|(_, l)| cellule(l, colonne).and_then(code).is_some())?
            .0;
        let dites: Vec<&str> = suite.filter_map(|(_, l)| cellule(l, colonne)).collect();
        let bons: Vec<String> = dites.iter().filter_map(|c| code(c)).collect();
        let distincts: BTreeSet<&String> = bons.iter().collect();
        let cle = Cle {
            par_departement: true,
            ..avec_entete(lignes, colonne, premier)?
        };
        let assez = bons.len() as f64 >= PART_DEPARTEMENTS * dites.len().max(1) as f64;
        assez.then_some((distincts.len() * 2 > bons.len(), cle))
    })
}

/// Whether a header announces the codes of départements.
fn dit_departement(titre: &str) -> bool {
    let net = normalise(titre);
    est_departement(titre) || net.contains("departement") && net.contains("code")
}

/// A column of codes, and how sure it is.
fn seule(lignes: &[Vec<String>], colonne: usize, referentiel: &Referentiel) -> Option<(f64, Cle)> {
    let lus = lignes.iter().map(|l| cellule(l, colonne));
    let lus: Vec<Option<Option<(CodeCommune, bool)>>> =
        lus.map(|c| c.map(|c| code(c, referentiel))).collect();
    let premier = lus.iter().position(|c| matches!(c, Some(Some(_))))?;
    let mut cle = avec_entete(lignes, colonne, premier)?;
    let dits = lus.iter().skip(premier).flatten();
    let bons: Vec<&(CodeCommune, bool)> = dits.clone().filter_map(Option::as_ref).collect();
    let part = bons.len() as f64 / dits.count().max(1) as f64;
    cle.dans_la_cellule = bons.iter().filter(|(_, dedans)| *dedans).count() * 2 > bons.len();
    let nom = normalise(cle.entetes(lignes).get(colonne).map_or("", String::as_str));
    let dit = CLES.iter().any(|c| nom.contains(c));
    (part >= PART_CODES).then_some((part + if dit { NOM_DIT } else { 0.0 }, cle))
}

/// A column of départements, by its name, and the column of numbers that makes the most codes with it.
fn en_deux(
    lignes: &[Vec<String>],
    departement: usize,
    largeur: usize,
    referentiel: &Referentiel,
) -> Option<(f64, Cle)> {
    let titre = |l: &Vec<String>| cellule(l, departement).is_some_and(est_departement);
    let entete = lignes.iter().take(ENTETE_MAX).position(titre)?;
    let fait = |l: &Vec<String>, commune: usize| {
        let (d, c) = (cellule(l, departement)?, cellule(l, commune)?);
        let numero = c.len() <= 3;
        compose(d, c)
            .filter(|_| numero)
            .and_then(|code| referentiel.par_code(code))
    };
    let paire = |commune: usize| {
        let suite = lignes.iter().enumerate().skip(entete + 1);
        let premier = suite.clone().find(|(_, l)| fait(l, commune).is_some())?.0;
        let dites = suite.clone().skip(premier - entete - 1);
        let dites = dites
            .filter(|(_, l)| cellule(l, departement).is_some())
            .count();
        let bonnes = suite.filter(|(_, l)| fait(l, commune).is_some()).count();
        let part = bonnes as f64 / dites.max(1) as f64;
        Some((part, avec_entete(lignes, commune, premier)?))
    };
    let autres = (0..largeur).filter(|c| *c != departement);
    let paires = autres
        .filter_map(paire)
        .filter(|(part, _)| *part >= PART_CODES);
    let dite = |cle: &Cle| {
        let nom = cle.entetes(lignes);
        let nom = normalise(nom.get(cle.colonne).map_or("", String::as_str));
        CLES.iter().any(|c| nom.contains(c))
    };
    let notees = paires.filter(|(_, cle)| dite(cle));
    let (part, cle) = notees.max_by(|(a, _), (b, _)| a.total_cmp(b))?;
    let cle = Cle {
        departement: Some(departement),
        ..cle
    };
    Some((part + NOM_DIT, cle))
}

/// The header above the first code of a column: one row, or two when the upper one names groups of columns; a row of units
/// between the header and the data is neither.
fn avec_entete(lignes: &[Vec<String>], colonne: usize, premier: usize) -> Option<Cle> {
    let pleine = |rang: &usize| {
        lignes
            .get(*rang)
            .is_some_and(|l| l.iter().any(|c| !c.trim().is_empty()))
    };
    let nommee = |rang: &usize| {
        lignes
            .get(*rang)
            .and_then(|l| cellule(l, colonne))
            .is_some()
    };
    let dernier = (0..premier).rev().find(pleine)?;
    let nom = (0..premier)
        .rev()
        .find(nommee)
        .filter(|e| *e < ENTETE_MAX)?;
    let vide = Vec::new();
    let ligne = |rang: usize| lignes.get(rang).unwrap_or(&vide);
    let haut = if nom == dernier {
        dernier.checked_sub(1)
    } else {
        Some(nom)
    };
    let double =
        haut.is_some_and(|h| h + 1 == dernier && entete_double::est(ligne(h), ligne(dernier)));
    Some(Cle {
        entete: if double { dernier } else { nom },
        double,
        premier,
        colonne,
        departement: None,
        dans_la_cellule: false,
        par_departement: false,
    })
}

/// A cell that says something.
fn cellule(ligne: &[String], colonne: usize) -> Option<&str> {
    ligne
        .get(colonne)
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
}

/// The commune code of a cell: alone, or inside a longer text, which it then says.
fn code(cellule: &str, referentiel: &Referentiel) -> Option<(CodeCommune, bool)> {
    let connu = |texte: &str| {
        let (code, _) = CodeCommune::parse_repare(texte).ok()?;
        referentiel.par_code(code).map(|_| code)
    };
    let texte = cellule.trim();
    if let Some(code) = connu(texte) {
        return Some((code, false));
    }
    let mots = texte.split(|c: char| !c.is_ascii_alphanumeric());
    let mut codes = mots.filter(|m| m.len() == 5).filter_map(connu);
    codes.next().map(|code| (code, true))
}
