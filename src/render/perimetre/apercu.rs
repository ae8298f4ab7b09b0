//! A perimeter at a glance: its map as a picture or in characters, its table, its findings.

use crate::rapport::apercu::Apercu;
use crate::rapport::cartes::Croquis;
use crate::render::document::figure;
use crate::render::document::texte::croquis::croquis;
use crate::render::listes::{puce, puce_constat};
use crate::render::svg::Cadre;
use crate::render::texte::replier;
use crate::render::{ErreurRendu, map};

/// Width of the picture on paper, centimetres.
const LARGEUR_CM: f64 = 16.0;

/// The map, complete in itself.
#[must_use]
pub fn svg(carte: &Croquis) -> String {
    map::croquis(carte, Cadre::PAGE, true)
}

/// The map as dots.
///
/// # Errors
/// [`ErreurRendu::Image`], never in practice.
pub fn png(carte: &Croquis) -> Result<Vec<u8>, ErreurRendu> {
    Ok(figure::png(&svg(carte), LARGEUR_CM)?.png)
}

/// What one reads in a hurry.
#[must_use]
pub fn texte(a: &Apercu, largeur: u16) -> String {
    let mut texte = format!("{}\n\n", a.nom);
    match a.cartes.first() {
        Some(carte) => texte.push_str(&croquis(carte, largeur)),
        None => texte.push_str(&puce("Aucun contour connu\u{a0}: pas de carte.", largeur)),
    }
    texte.push('\n');
    let large = a
        .lignes
        .iter()
        .map(|(quoi, _)| quoi.chars().count())
        .max()
        .unwrap_or(0)
        + 2;
    for (quoi, dit) in &a.lignes {
        let reste = usize::from(largeur).saturating_sub(large).max(20);
        for (rang, morceau) in replier(dit, reste).iter().enumerate() {
            let titre = if rang == 0 { quoi.as_str() } else { "" };
            texte.push_str(&format!("{titre:<large$}{morceau}\n"));
        }
    }
    if !a.constats.is_empty() {
        texte.push('\n');
    }
    for constat in &a.constats {
        texte.push_str(&puce_constat(constat, largeur));
    }
    texte
}
