//! A perimeter seen at a glance: its map, a short table of what it is, what there is to say of it.

mod carte;
mod document;

pub use carte::carte;
pub use document::construire;

use crate::francais::{compte, denombre, enumerer, nombre};
use crate::model::{Constat, Marge};
use crate::rapport::Rapport;
use crate::rapport::cartes::Croquis;

/// Names told in a line of the table; the others are counted.
const NOMS: usize = 4;

/// A piece of the perimeter.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Its most populated commune.
    pub nom: String,
    /// Communes.
    pub communes: usize,
    /// Inhabitants, each commune for its part.
    pub population: f64,
}

/// A zone that the limit cuts, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneCoupee {
    /// « EPCI », « canton ».
    pub genre: String,
    /// « CA de La Rochelle (1 commune sur 28, 102 584 habitants restent dehors) ».
    pub texte: String,
}

/// All that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Apercu {
    /// Name of the perimeter.
    pub nom: String,
    /// Whether it is invented.
    pub fictif: bool,
    /// The short table: what, how much.
    pub lignes: Vec<(String, String)>,
    /// Maps: the perimeter, the CPTS around, where it is.
    pub cartes: Vec<Croquis>,
    /// What was found of it, the most serious first.
    pub constats: Vec<Constat>,
}

/// The short table of a perimeter: communes, people, pieces, tier, margins, what its limit cuts.
#[must_use]
pub fn lignes(r: &Rapport, pieces: &[Piece], coupees: &[ZoneCoupee]) -> Vec<(String, String)> {
    let mut lignes = vec![
        (
            "Communes",
            denombre(r.perimetre.communes.len(), "commune", "communes"),
        ),
        ("Habitants", habitants(r)),
        (
            "Départements",
            noms(
                r.perimetre
                    .departements
                    .iter()
                    .map(|d| format!("{} ({})", d.nom, d.code)),
            ),
        ),
        (
            "Régions",
            noms(r.perimetre.regions.iter().map(|d| d.nom.clone())),
        ),
        ("Morceaux", morceaux(pieces)),
        ("Taille ACI", taille(r)),
    ];
    if !r.financement.marges.is_empty() {
        let marges: Vec<String> = r.financement.marges.iter().map(marge).collect();
        lignes.push(("Marges", marges.join("\u{a0}; ")));
    }
    let mut lignes: Vec<(String, String)> = lignes
        .into_iter()
        .map(|(quoi, dit)| (quoi.to_owned(), dit))
        .collect();
    for groupe in coupees.chunk_by(|a, b| a.genre == b.genre) {
        let textes: Vec<&str> = groupe.iter().map(|z| z.texte.as_str()).collect();
        let genre = groupe.first().map_or("", |z| z.genre.as_str());
        lignes.push((format!("Coupé\u{a0}: {genre}"), enumerer(&textes, NOMS)));
    }
    if coupees.is_empty() {
        lignes.push((
            "Coupé".to_owned(),
            "aucune des zones que les fichiers donnent".to_owned(),
        ));
    }
    lignes
}

fn noms(noms: impl Iterator<Item = String>) -> String {
    enumerer(&noms.collect::<Vec<_>>(), NOMS)
}

/// « 97 812 habitants (COG 2026, population 2023) ».
fn habitants(r: &Rapport) -> String {
    let dits = compte(r.population.valeur, "habitant", "habitants");
    match r.population.millesime {
        Some(an) => format!("{dits} (population municipale {an})"),
        None => dits,
    }
}

fn morceaux(pieces: &[Piece]) -> String {
    let dit = |p: &Piece| {
        format!(
            "{} ({}, {})",
            p.nom,
            denombre(p.communes, "commune", "communes"),
            compte(p.population, "habitant", "habitants")
        )
    };
    match pieces {
        [] => "aucun contour connu".to_owned(),
        [_] => "un seul".to_owned(),
        plusieurs => {
            let dits: Vec<String> = plusieurs.iter().map(dit).collect();
            format!("{}\u{a0}: {}", plusieurs.len(), enumerer(&dits, NOMS))
        }
    }
}

fn taille(r: &Rapport) -> String {
    match (r.financement.taille, &r.financement.motif) {
        (Some(t), _) => format!("taille {t}"),
        (None, Some(motif)) => format!("indéterminée ({motif})"),
        (None, None) => "indéterminée".to_owned(),
    }
}

/// « taille 4 à 175 000 habitants (77 188 de plus) ».
fn marge(m: &Marge) -> String {
    let sens = if m.habitants < 0.0 {
        "de moins"
    } else {
        "de plus"
    };
    format!(
        "taille {} à {} ({} {sens})",
        m.vers_taille,
        compte(m.seuil, "habitant", "habitants"),
        nombre(m.habitants.abs(), 0)
    )
}
