//! The key of the numbers of a map: whose each one is, one after the other, pockets then groups.

use crate::rapport::cartes::GenreNom;
use crate::render::svg::{couper, largeur_texte, texte};

use super::numeros::{Cle, style};

/// Size of the letters.
const CORPS: f64 = 10.5;
/// Height of a line.
const LIGNE: f64 = 14.0;
/// Between a number and its name, and between two names.
const ECART: f64 = 5.0;
const SUITE: f64 = 13.0;
/// How much wider the figures are in bold.
const GRAS: f64 = 1.15;
/// Lines of a name at most.
const LIGNES: usize = 2;
/// How a name is written, and a title.
const NOM: &str = "font-size=\"10.5\" fill=\"#111827\"";
const TITRE: &str = "font-size=\"10.5\" font-weight=\"bold\" fill=\"#111827\"";

/// Writes the key from the height `haut` down; the height reached.
pub(super) fn dessiner(sortie: &mut String, cles: &[Cle<'_>], (largeur, haut): (f64, f64)) -> f64 {
    let (poches, groupes): (Vec<Cle<'_>>, Vec<Cle<'_>>) =
        cles.iter().copied().partition(|c| c.2 == GenreNom::Poche);
    let haut = une(sortie, "Poches sans CPTS", &poches, (largeur, haut));
    // Alone, they need no title.
    let titre = match poches.is_empty() {
        true => "",
        false => "CPTS dont le nom n’a pas de place",
    };
    une(sortie, titre, &groupes, (largeur, haut))
}

/// One list, from left to right, on as many lines as needed.
fn une(sortie: &mut String, titre: &str, cles: &[Cle<'_>], (largeur, haut): (f64, f64)) -> f64 {
    if cles.is_empty() {
        return haut;
    }
    let mut y = haut + 4.0;
    if !titre.is_empty() {
        sortie.push_str(&texte(0.0, y + CORPS, TITRE, titre));
        y += LIGNE;
    }
    let mut x = 0.0;
    for (numero, nom, genre) in cles {
        let numero_large = largeur_texte(numero, CORPS) * GRAS + ECART;
        let lignes = couper(nom, CORPS, largeur - numero_large, LIGNES);
        let large = |l: &String| largeur_texte(l, CORPS);
        let entree = numero_large + lignes.iter().map(large).fold(0.0, f64::max);
        if x > 0.0 && x + entree > largeur {
            x = 0.0;
            y += LIGNE;
        }
        sortie.push_str(&texte(x, y + CORPS, style(*genre), numero));
        for (rang, ligne) in lignes.iter().enumerate() {
            // Only a name longer than the map has a second line, and it is alone on both.
            y += if rang > 0 { LIGNE } else { 0.0 };
            sortie.push_str(&texte(x + numero_large, y + CORPS, NOM, ligne));
        }
        sortie.push('\n');
        x = match lignes.len() {
            0 | 1 => x + entree + SUITE,
            _ => largeur,
        };
    }
    y + LIGNE + 2.0
}
