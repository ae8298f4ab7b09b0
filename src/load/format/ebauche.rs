//! A descriptor drafted from the first rows of a table: key, numeric columns, marks and year; the user corrects it.

use std::collections::BTreeSet;

use crate::load::format::catalogue::embarques;
use crate::load::format::ebauche_colonnes::{Colonne, Nature};
use crate::load::format::ebauche_texte::{Brouillon, Cle, texte};
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;
use crate::model::{CodeCommune, ErreurDonnees, Referentiel};

/// Rows among which the header is looked for.
const ENTETE_MAX: usize = 30;
/// Share of the cells of the key that are commune codes, at least.
const PART_CODES: f64 = 0.5;
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
/// Rows by commune from which a table has several of them.
const LIGNES_PAR_COMMUNE: f64 = 1.3;

/// The code of a cell, and whether a longer text holds it.
type Lu = Option<(CodeCommune, bool)>;

/// A drafted descriptor, as TOML; `nom` is the name of the file.
///
/// # Errors
/// No column holds commune codes, or no other column holds figures: what was read, in a French sentence.
pub fn ebauche(
    apercu: &Apercu,
    nom: &str,
    referentiel: &Referentiel,
) -> Result<String, ErreurEbauche> {
    let lignes = &apercu.lignes;
    let cle = cle(lignes, referentiel).ok_or_else(|| sans_cle(lignes))?;
    let entetes = lignes.get(cle.entete).cloned().unwrap_or_default();
    let titre: Vec<&str> = lignes
        .iter()
        .take(cle.entete)
        .flatten()
        .map(String::as_str)
        .collect();
    let mut colonnes = Colonne::toutes(apercu, cle.entete, cle.colonne);
    nommer(&mut colonnes)?;
    if !colonnes.iter().any(|c| c.nature == Nature::Nombre) {
        return Err(ErreurEbauche::SansNombre(montre(&entetes)));
    }
    let longue = longue(apercu, &cle);
    Ok(texte(&Brouillon {
        nom,
        entetes: &entetes,
        titre: &titre.join(" "),
        cle: &cle,
        colonnes: &colonnes,
        longue,
    }))
}

/// Why no descriptor can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum ErreurEbauche {
    /// No column of codes.
    #[error(
        "aucune colonne de codes commune INSEE ; colonnes lues : {0}\n  attendu : une colonne de codes à cinq caractères (48095)\n  \
         remède : ajoutez-la, ou exportez le fichier par commune"
    )]
    SansCle(String),
    /// No figures.
    #[error(
        "aucune colonne de nombres à côté du code commune ; colonnes lues : {0}\n  attendu : au moins une colonne de nombres"
    )]
    SansNombre(String),
    /// An embedded descriptor is wrong.
    #[error(transparent)]
    Descripteur(#[from] ErreurDonnees),
}

fn sans_cle(lignes: &[Vec<String>]) -> ErreurEbauche {
    let large = lignes.iter().take(ENTETE_MAX).max_by_key(|l| l.len());
    ErreurEbauche::SansCle(montre(large.map_or(&[], Vec::as_slice)))
}

fn montre(entetes: &[String]) -> String {
    let noms: Vec<String> = entetes
        .iter()
        .take(8)
        .map(|e| affichable(e.trim(), 40))
        .collect();
    noms.join(", ")
}

/// The commune code of a cell: alone, or inside a longer text.
fn code(cellule: &str, referentiel: &Referentiel) -> Lu {
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

/// The row and the column above which the codes stand: the column where they are the most numerous.
fn cle(lignes: &[Vec<String>], referentiel: &Referentiel) -> Option<Cle> {
    let largeur = lignes.iter().map(Vec::len).max()?;
    let mut meilleure: Option<(f64, Cle)> = None;
    for colonne in 0..largeur.min(200) {
        let lus: Vec<Option<Lu>> = lignes
            .iter()
            .map(|l| l.get(colonne).filter(|c| !c.trim().is_empty()))
            .map(|c| c.map(|c| code(c, referentiel)))
            .collect();
        let Some(entete) = entete_de(lignes, colonne, &lus) else {
            continue;
        };
        let dits: Vec<&Lu> = lus.iter().skip(entete + 1).flatten().collect();
        let bons: Vec<&(CodeCommune, bool)> = dits.iter().filter_map(|c| c.as_ref()).collect();
        let part = bons.len() as f64 / dits.len().max(1) as f64;
        if part < PART_CODES {
            continue;
        }
        let nom = lignes.get(entete).and_then(|l| l.get(colonne));
        let nom = normalise(nom.map_or("", String::as_str));
        let dit = CLES.iter().any(|c| nom.contains(c));
        let note = part + if dit { 0.5 } else { 0.0 };
        if meilleure.as_ref().is_none_or(|(m, _)| note > *m) {
            let dans_la_cellule =
                bons.iter().filter(|(_, dedans)| *dedans).count() * 2 > bons.len();
            meilleure = Some((
                note,
                Cle {
                    entete,
                    colonne,
                    dans_la_cellule,
                },
            ));
        }
    }
    meilleure.map(|(_, cle)| cle)
}

/// The row of the header of a column: the nearest cell that says something above its first code.
fn entete_de<T>(
    lignes: &[Vec<String>],
    colonne: usize,
    lus: &[Option<Option<T>>],
) -> Option<usize> {
    let premier = lus.iter().position(|c| matches!(c, Some(Some(_))))?;
    let dit = |rang: &usize| {
        let cellule = lignes.get(*rang).and_then(|l| l.get(colonne));
        cellule.is_some_and(|c| !c.trim().is_empty())
    };
    (0..premier).rev().find(dit).filter(|e| *e < ENTETE_MAX)
}

/// Whether a commune has several rows.
fn longue(apercu: &Apercu, cle: &Cle) -> bool {
    let cellules = apercu.colonne(cle.entete, cle.colonne);
    let distinctes: BTreeSet<&str> = cellules.iter().copied().collect();
    cellules.len() as f64 >= LIGNES_PAR_COMMUNE * distinctes.len().max(1) as f64
}

/// Gives each numeric column the id of the variable that the program knows under this header, else one made of it.
fn nommer(colonnes: &mut [Colonne]) -> Result<(), ErreurDonnees> {
    let libre = embarques()?.iter().find(|f| f.d.id == "libre");
    let mut pris: BTreeSet<String> = BTreeSet::new();
    for c in colonnes.iter_mut().filter(|c| c.nature == Nature::Nombre) {
        let entete = [normalise(&c.entete)];
        let connue = libre.and_then(|f| {
            let mut paires = f.d.variables.iter().zip(&f.variables);
            paires.find(|(_, v)| v.colonne.trouve(&entete).is_some())
        });
        c.connue = connue.is_some();
        let base = connue.map_or_else(|| c.identifiant(), |(v, _)| v.id.clone());
        let mut id = base.clone();
        let mut numero = 1;
        while !pris.insert(id.clone()) {
            numero += 1;
            id = format!("{base}_{numero}");
            c.connue = false;
        }
        c.id = id;
    }
    Ok(())
}
