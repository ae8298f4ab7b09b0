//! A map of areas in characters: a sign by class, the legend below.

use std::collections::BTreeMap;

use crate::rapport::cartes::{Aire, Anneau, ClasseCarte, Croquis};
use crate::render::map::couleur::luminance;
use crate::render::texte::replier;

/// Most columns of a map: wider, it would be taller than a screen.
const COLONNES_MAX: u16 = 100;
/// Most lines of a map.
const LIGNES_MAX: f64 = 32.0;
/// How much taller than wide a character is.
const HAUTEUR_D_UN_SIGNE: f64 = 2.0;
/// Signs of the classes, in their order.
const SIGNES: [char; 14] = [
    '█', '▓', '▒', '#', '%', '@', '&', 'o', 'x', '*', '+', '=', '~', '^',
];
/// What is around and says nothing more.
const FOND: [char; 2] = ['·', ':'];
/// Relative luminance from which a tint is that of what is around.
const CLAIRE: f64 = 0.88;

/// The map and its legend, in lines of `largeur` columns at most.
#[must_use]
pub fn croquis(croquis: &Croquis, largeur: u16) -> String {
    let [x0, y0, x1, y1] = croquis.cadre;
    let (large, haut) = ((x1 - x0).max(1.0), (y1 - y0).max(1.0));
    let colonnes = f64::from(largeur.clamp(20, COLONNES_MAX));
    let pas = (large / colonnes).max(haut / LIGNES_MAX / HAUTEUR_D_UN_SIGNE);
    let (colonnes, lignes) = (entier(large / pas), entier(haut / pas / HAUTEUR_D_UN_SIGNE));
    let signes = signes(&croquis.classes);
    let signe = |classe: usize| signes.get(classe).copied().unwrap_or(' ');
    let aires: Vec<(Boite, &Aire)> = croquis.aires.iter().map(|a| (boite(a), a)).collect();
    let point = |colonne: usize, ligne: usize| {
        [
            x0 + (colonne as f64 + 0.5) * pas,
            y1 - (ligne as f64 + 0.5) * pas * HAUTEUR_D_UN_SIGNE,
        ]
    };
    let mut grille: Vec<Vec<Option<usize>>> = (0..lignes)
        .map(|l| {
            (0..colonnes)
                .map(|c| classe_en(&aires, point(c, l)))
                .collect()
        })
        .collect();
    poser_les_petites(&mut grille, &aires, croquis, pas);
    let mut texte = String::new();
    let lignes = grille
        .iter()
        .map(|l| l.iter().map(|c| c.map_or(' ', signe)).collect());
    let lignes: Vec<String> = lignes.collect();
    let vide = |l: &&String| l.trim().is_empty();
    let (avant, apres) = (
        lignes.iter().take_while(vide).count(),
        lignes.iter().rev().take_while(vide).count(),
    );
    let dessinees = lignes.len().saturating_sub(apres);
    for ligne in lignes.iter().take(dessinees).skip(avant) {
        texte.push_str(ligne.trim_end());
        texte.push('\n');
    }
    texte + &legende(croquis, &grille, &signes, largeur)
}

/// A sign for each class; the lightest tints are those of what is around.
fn signes(classes: &[ClasseCarte]) -> Vec<char> {
    let mut suite = SIGNES.iter().cycle();
    let signe = |c: &ClasseCarte| match luminance(&c.couleur) > CLAIRE {
        true => FOND[usize::from(c.hachures)],
        false => suite.next().copied().unwrap_or('?'),
    };
    classes.iter().map(signe).collect()
}

/// The class of the area that lies above the others at a point.
fn classe_en(aires: &[(Boite, &Aire)], point: [f64; 2]) -> Option<usize> {
    let dessus = aires.iter().rev();
    let mut dessus = dessus.filter(|(boite, _)| contient(boite, point));
    dessus
        .find(|(_, aire)| dedans(&aire.anneaux, point))
        .map(|(_, a)| a.classe)
}

/// Even-odd rule.
fn dedans(anneaux: &[Anneau], [x, y]: [f64; 2]) -> bool {
    let mut dedans = false;
    for anneau in anneaux {
        let suivants = anneau.iter().cycle().skip(1);
        for ([xa, ya], [xb, yb]) in anneau.iter().zip(suivants) {
            if (*ya > y) != (*yb > y) && x < xa + (y - ya) / (yb - ya) * (xb - xa) {
                dedans = !dedans;
            }
        }
    }
    dedans
}

/// A class too small to be met by any cell is put where its first area is.
fn poser_les_petites(
    grille: &mut [Vec<Option<usize>>],
    aires: &[(Boite, &Aire)],
    croquis: &Croquis,
    pas: f64,
) {
    for classe in 0..croquis.classes.len() {
        if grille.iter().flatten().any(|c| *c == Some(classe)) {
            continue;
        }
        let Some(([xa, ya, xb, yb], _)) = aires.iter().find(|(_, a)| a.classe == classe) else {
            continue;
        };
        let [x0, _, _, y1] = croquis.cadre;
        let [x, y] = [xa.midpoint(*xb), ya.midpoint(*yb)];
        if x < x0 || y > y1 {
            continue;
        }
        let ligne = grille.get_mut(tronque((y1 - y) / pas / HAUTEUR_D_UN_SIGNE));
        let case = ligne.and_then(|l| l.get_mut(tronque((x - x0) / pas)));
        if let Some(case) = case {
            *case = Some(classe);
        }
    }
}

/// Box of an area: x min, y min, x max, y max.
type Boite = [f64; 4];

fn boite(aire: &Aire) -> Boite {
    let vide = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    let sommets = aire.anneaux.iter().flatten();
    sommets.fold(vide, |[x0, y0, x1, y1], [x, y]| {
        [x0.min(*x), y0.min(*y), x1.max(*x), y1.max(*y)]
    })
}

fn contient([x0, y0, x1, y1]: &Boite, [x, y]: [f64; 2]) -> bool {
    (*x0..=*x1).contains(&x) && (*y0..=*y1).contains(&y)
}

/// What each sign that is seen means.
fn legende(
    croquis: &Croquis,
    grille: &[Vec<Option<usize>>],
    signes: &[char],
    largeur: u16,
) -> String {
    let mut dites: BTreeMap<usize, &str> = BTreeMap::new();
    for classe in grille.iter().flatten().flatten() {
        if let Some(connue) = croquis
            .classes
            .get(*classe)
            .filter(|c| !c.libelle.is_empty())
        {
            dites.insert(*classe, &connue.libelle);
        }
    }
    let dire = |(classe, libelle): (usize, &str)| {
        let signe = signes.get(classe).copied().unwrap_or(' ');
        let morceaux = replier(libelle, usize::from(largeur).saturating_sub(3));
        let lignes = morceaux.iter().enumerate().map(|(rang, m)| match rang {
            0 => format!("{signe}{signe} {m}\n"),
            _ => format!("   {m}\n"),
        });
        lignes.collect::<String>()
    };
    dites.into_iter().map(dire).collect()
}

/// Cells, at least one.
fn entier(x: f64) -> usize {
    tronque(x.ceil()).max(1)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "float to integer saturates; clamped to what a screen holds"
)]
fn tronque(x: f64) -> usize {
    x.clamp(0.0, 1_000.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carre(classe: usize, [x, y]: [f64; 2], cote: f64) -> Aire {
        Aire {
            nom: String::new(),
            classe,
            anneaux: vec![vec![
                [x, y],
                [x + cote, y],
                [x + cote, y + cote],
                [x, y + cote],
            ]],
        }
    }

    fn classe(libelle: &str, couleur: &str) -> ClasseCarte {
        ClasseCarte {
            libelle: libelle.into(),
            couleur: couleur.into(),
            ..ClasseCarte::default()
        }
    }

    #[test]
    fn north_is_up_the_last_area_is_above_and_the_smallest_is_seen() {
        let carte = Croquis {
            cadre: [0.0, 0.0, 40.0, 40.0],
            aires: vec![
                carre(1, [0.0, 0.0], 40.0),
                carre(0, [0.0, 20.0], 20.0),
                carre(2, [30.05, 10.05], 0.01),
            ],
            classes: vec![
                classe("le périmètre", "#77aadd"),
                classe("voisine", "#f3f4f6"),
                classe("îlot", "#2f6ea5"),
            ],
            ..Croquis::default()
        };
        let dessin = super::croquis(&carte, 40);
        let lignes: Vec<&str> = dessin.lines().collect();
        assert_eq!(lignes.len(), 20 + 3, "{dessin}");
        // The square is in the north-west corner, half the width and half the height.
        assert_eq!(lignes[0], "█".repeat(20) + &"·".repeat(20));
        assert_eq!(lignes[19], "·".repeat(40));
        assert_eq!(dessin.matches('▓').count(), 1 + 2, "{dessin}");
        assert_eq!(&lignes[20..], ["██ le périmètre", "·· voisine", "▓▓ îlot"]);
        assert!(lignes.iter().all(|l| l.chars().count() <= 40));
    }

    #[test]
    fn a_hole_is_not_inside() {
        let trou = vec![
            vec![[0.0, 0.0], [9.0, 0.0], [9.0, 9.0], [0.0, 9.0]],
            vec![[3.0, 3.0], [6.0, 3.0], [6.0, 6.0], [3.0, 6.0]],
        ];
        assert!(dedans(&trou, [1.0, 1.0]) && !dedans(&trou, [4.0, 4.0]));
    }
}
