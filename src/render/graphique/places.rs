//! Strip plot: a mark by territory on a line by figure, and the one of the report above the others.

use std::fmt::Write as _;

use crate::francais::avec_unite_courte;
use crate::rapport::document::place;
use crate::rapport::positions::{Position, Positions};
use crate::render::svg::{self, Cadre, coord, couper, largeur_texte, texte};

/// Height of a row.
const LIGNE: f64 = 40.0;
/// Room of the key.
const HAUT: f64 = 26.0;
/// Size of the letters.
const CORPS: f64 = 12.0;
/// Room for the figure and its place, at the right.
const DROITE: f64 = 128.0;
/// Attributes of the small numbers.
const PETIT: &str = "font-size=\"10\" fill=\"#4b5563\"";

/// The strip plot; the names stand on the left, the figures on the right, where no mark is.
#[must_use]
pub fn places(positions: &Positions, cadre: Cadre) -> String {
    let largeur = cadre.largeur;
    let gauche = (largeur * 0.34).max(120.0);
    let lignes: Vec<Vec<String>> = positions
        .lignes
        .iter()
        .map(|p| couper(&p.titre, CORPS, gauche - 12.0, 3))
        .collect();
    let hauteur = HAUT + LIGNE * positions.lignes.len() as f64 + 4.0;
    let titre = format!("Où se situe le territoire parmi {}", positions.parmi);
    let mut sortie = svg::ouvrir(
        "graphique-positions",
        "graphique",
        (largeur, hauteur),
        &titre,
        "",
    );
    legende(&mut sortie);
    for (rang, (p, noms)) in positions.lignes.iter().zip(&lignes).enumerate() {
        let y = HAUT + LIGNE * rang as f64 + LIGNE / 2.0 - 2.0;
        ligne(&mut sortie, p, noms, (y, gauche, largeur - DROITE));
    }
    sortie.push_str("</svg>\n");
    sortie
}

/// What the marks are.
fn legende(sortie: &mut String) {
    let (mut x, y) = (8.0, 10.0);
    for (nom, rang) in [("ce territoire", 0), ("un autre", 1), ("médiane", 2)] {
        let marque = match rang {
            0 => losange(x, y),
            1 => trait_vertical(x, y, 5.0, AUTRE),
            _ => trait_vertical(x, y, 9.0, MEDIANE),
        };
        let dit = texte(x + 12.0, 14.0, "font-size=\"12\" fill=\"#111827\"", nom);
        let _ = writeln!(sortie, "{marque}{dit}");
        x += 12.0 + largeur_texte(nom, CORPS) + 26.0;
    }
}

const AUTRE: &str = "stroke=\"#6b7280\" stroke-width=\"1.5\" stroke-opacity=\".55\"";
const MEDIANE: &str = "stroke=\"#111827\" stroke-width=\"2\"";

fn ligne(sortie: &mut String, p: &Position, noms: &[String], (y, gauche, droite): (f64, f64, f64)) {
    let [bas, mediane, haut] = p.etendue();
    let etendue = (haut - bas).max(f64::MIN_POSITIVE);
    let place_de =
        |x: f64| gauche + 8.0 + (droite - gauche - 16.0) * ((x - bas) / etendue).clamp(0.0, 1.0);
    nommer(sortie, noms, (gauche - 8.0, y));
    let _ = writeln!(
        sortie,
        "\n<path d=\"M{} {}H{}\" stroke=\"#d1d5db\" stroke-width=\"1\"/>",
        coord(gauche + 8.0),
        coord(y),
        coord(droite - 8.0)
    );
    // One path for all, on whole units: a hundred marks would weigh more than the map.
    let mut marques: Vec<f64> = p.autres.iter().map(|x| place_de(*x).round()).collect();
    marques.dedup();
    let traits = marques
        .iter()
        .map(|x| format!("M{} {}v10", coord(*x), coord(y - 5.0)));
    let traits: String = traits.collect();
    let _ = writeln!(sortie, "<path d=\"{traits}\" {AUTRE}/>");
    sortie.push_str(&trait_vertical(place_de(mediane), y, 9.0, MEDIANE));
    sortie.push_str(&losange(place_de(p.valeur), y));
    let ecrit = |x: f64| avec_unite_courte(x, p.decimales, &p.unite);
    let fin = format!("{PETIT} text-anchor=\"end\"");
    sortie.push_str(&texte(gauche + 4.0, y + 18.0, PETIT, &ecrit(bas)));
    sortie.push_str(&texte(droite - 4.0, y + 18.0, &fin, &ecrit(haut)));
    let gras = "font-size=\"12\" font-weight=\"bold\" fill=\"#111827\"";
    sortie.push_str(&texte(droite + 10.0, y - 1.0, gras, &ecrit(p.valeur)));
    sortie.push_str(&texte(
        droite + 10.0,
        y + 13.0,
        "font-size=\"11\" fill=\"#374151\"",
        &place(p),
    ));
    sortie.push('\n');
}

/// The name of the figure, its lines in the middle of the row.
fn nommer(sortie: &mut String, noms: &[String], (x, y): (f64, f64)) {
    let debut = y + 4.0 - 14.0 * (noms.len().saturating_sub(1)) as f64 / 2.0;
    for (rang, nom) in noms.iter().enumerate() {
        let bas = debut + 14.0 * rang as f64;
        sortie.push_str(&texte(
            x,
            bas,
            "font-size=\"12\" text-anchor=\"end\" fill=\"#111827\"",
            nom,
        ));
    }
}

fn trait_vertical(x: f64, y: f64, demi: f64, style: &str) -> String {
    format!(
        "<path d=\"M{} {}V{}\" {style}/>",
        coord(x),
        coord(y - demi),
        coord(y + demi)
    )
}

fn losange(x: f64, y: f64) -> String {
    let c = |dx: f64, dy: f64| format!("{} {}", coord(x + dx), coord(y + dy));
    format!(
        "<path d=\"M{}L{}L{}L{}Z\" fill=\"#1d4e79\" stroke=\"#ffffff\" stroke-width=\"1.5\"/>",
        c(0.0, -8.0),
        c(7.0, 0.0),
        c(0.0, 8.0),
        c(-7.0, 0.0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn position(titre: &str, valeur: f64, autres: Vec<f64>) -> Position {
        Position {
            indicateur: "apl_mg".to_owned(),
            titre: titre.to_owned(),
            unite: "%".to_owned(),
            decimales: 1,
            valeur,
            autres,
        }
    }

    proptest! {
        /// Whatever the figures: a mark by territory inside its line, every word whole, the place told.
        #[test]
        fn every_territory_has_its_mark_and_every_word_is_whole(
            valeur in -1e6_f64..1e6, autres in prop::collection::vec(-1e6_f64..1e6, 1..60),
            mots in prop::collection::vec("[A-Z]?[a-zé]{1,9}", 1..4), etroit: bool,
        ) {
            // A word is not a number that went wrong.
            prop_assume!(!mots.iter().any(|m| m.contains("inf")));
            let p = Positions { parmi: "les autres".to_owned(), lignes: vec![position(&mots.join(" "), valeur, autres.clone())] };
            let cadre = if etroit { Cadre::COLONNE } else { Cadre::PAGE };
            let svg = places(&p, cadre);
            let marques = svg.matches("v10").count();
            prop_assert!(marques >= 1 && marques <= autres.len());
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
            let place = place(&p.lignes[0]);
            prop_assert!(svg.contains(&place), "{}", place);
            for mot in &mots {
                prop_assert!(svg.contains(mot.as_str()), "{} dans {}", mot, svg);
            }
            let x = |m: &str| m.split(' ').next().and_then(|x| x.parse::<f64>().ok());
            let traits = svg.split('M').skip(1).filter_map(x);
            for x in traits {
                prop_assert!((0.0..=cadre.largeur).contains(&x));
            }
        }
    }
}
