//! Names of the largest communes, placed one after the other where they cover no other name.

use std::collections::BTreeMap;

use crate::model::CodeCommune;
use crate::rapport::cartes::{Cartes, CommuneCarte};
use crate::render::svg::{largeur_texte, texte};

use super::vue::Vue;

/// Size of the letters.
const CORPS: f64 = 11.5;
/// Most names on a map.
const NOMBRE_MAX: usize = 14;
/// Longest name shown, in characters.
const LETTRES_MAX: usize = 28;

/// A rectangle on the drawing: left, top, right, bottom.
type Boite = [f64; 4];

/// Names from the most to the least populated commune, while there is room.
pub(super) fn dessiner(
    cartes: &Cartes,
    poids: &BTreeMap<CodeCommune, f64>,
    vue: &Vue,
    rayons: &BTreeMap<CodeCommune, f64>,
) -> String {
    let mut communes: Vec<&CommuneCarte> = cartes
        .communes
        .iter()
        .filter(|c| c.dans_perimetre)
        .collect();
    let pese = |c: &CommuneCarte| poids.get(&c.code).copied().unwrap_or(0.0);
    communes.sort_by(|a, b| pese(b).total_cmp(&pese(a)).then(a.code.cmp(&b.code)));
    let mut prises: Vec<Boite> = reserves(vue);
    let reservees = prises.len();
    let mut sortie = String::from(
        "<g class=\"noms\" pointer-events=\"none\" fill=\"#111827\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\" font-size=\"11.5\" text-anchor=\"middle\">\n",
    );
    for commune in communes {
        if prises.len() - reservees >= NOMBRE_MAX {
            break;
        }
        if let Some((x, y, boite)) =
            placer(commune, vue, &prises, rayons.get(&commune.code).copied())
        {
            prises.push(boite);
            sortie.push_str(&texte(x, y, "", &abrege(&commune.nom)));
            sortie.push('\n');
        }
    }
    sortie.push_str("</g>\n");
    sortie
}

/// Places kept for the scale bar and the arrow.
fn reserves(vue: &Vue) -> Vec<Boite> {
    vec![
        [vue.largeur - 42.0, 0.0, vue.largeur, 60.0],
        [0.0, vue.hauteur - 40.0, 175.0, vue.hauteur],
    ]
}

/// A free place at the centre of the commune, or just above or below it; never on its own circle.
fn placer(
    commune: &CommuneCarte,
    vue: &Vue,
    prises: &[Boite],
    rayon: Option<f64>,
) -> Option<(f64, f64, Boite)> {
    let (x, y) = vue.point(commune.centre)?;
    let demi = largeur_texte(&abrege(&commune.nom), CORPS) / 2.0 + 2.0;
    rayon
        .map_or([0.0, -12.0, 12.0], |r| [r + 8.0, -r - 8.0, r + 20.0])
        .iter()
        .map(|ecart| {
            let base = y + CORPS / 3.0 + ecart;
            (x, base, [x - demi, base - CORPS, x + demi, base + 3.0])
        })
        .find(|(_, _, boite)| dedans(boite, vue) && !prises.iter().any(|p| touche(p, boite)))
}

fn dedans([x0, y0, x1, y1]: &Boite, vue: &Vue) -> bool {
    *x0 >= 0.0 && *y0 >= 0.0 && *x1 <= vue.largeur && *y1 <= vue.hauteur
}

fn touche(a: &Boite, b: &Boite) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// A name short enough for a map.
fn abrege(nom: &str) -> String {
    if nom.chars().count() <= LETTRES_MAX {
        return nom.to_owned();
    }
    let mut court: String = nom.chars().take(LETTRES_MAX - 1).collect();
    court.push('…');
    court
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn the_largest_commune_is_named_and_no_name_covers_another() {
        let mut cartes = essai::rapport().cartes.unwrap();
        let poids = essai::COMMUNES
            .iter()
            .map(|(c, _, p)| (essai::code(c), *p))
            .collect();
        let vue = Vue::cadrer(&cartes, crate::render::svg::Cadre::PAGE);
        assert!(dessiner(&cartes, &poids, &vue, &BTreeMap::new()).contains(">Valdambre<"));
        let centre = cartes.communes[0].centre;
        for commune in &mut cartes.communes {
            commune.centre = centre;
        }
        let noms = dessiner(&cartes, &poids, &vue, &BTreeMap::new())
            .matches("<text")
            .count();
        assert!(noms <= 3, "one place, one above, one below: {noms}");
    }
}
