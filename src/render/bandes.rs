//! Strip plots: each territory a mark on the axis of each indicator, the middle half and the median behind.

use std::fmt::Write as _;

use crate::francais::{ESPACE_INSECABLE, nombre};
use crate::model::Statut;
use crate::rapport::lot::{IndicateurLot, RapportLot, Repartition};

use super::svg::{self, coord, echappe, largeur_texte, texte};

/// Width of the drawing, of what is before the axis, height of a band.
const LARGEUR: f64 = 640.0;
const MARGE: f64 = 16.0;
const BANDE: f64 = 62.0;
/// Size of the letters.
const CORPS: f64 = 12.0;

/// The bands of the indicators that are spread, as SVG; `None` without any.
#[must_use]
pub fn dessiner(lot: &RapportLot, montres: &[&IndicateurLot]) -> Option<String> {
    let bandes: Vec<(&IndicateurLot, Repartition)> = montres
        .iter()
        .filter_map(|i| Some((*i, i.repartition?)))
        .collect();
    if bandes.is_empty() {
        return None;
    }
    let hauteur = BANDE * bandes.iter().map(|_| 1.0).sum::<f64>() + 8.0;
    let mut sortie = svg::ouvrir(
        "bandes",
        "graphique",
        (LARGEUR, hauteur),
        "Où se situe chaque territoire",
        "Un trait par territoire sur l’axe de chaque indicateur ; le rectangle va du premier au troisième quartile, le trait épais est la médiane. Les valeurs sont dans le tableau.",
    );
    let mut haut = 4.0;
    for (indicateur, repartition) in &bandes {
        bande(&mut sortie, lot, (indicateur, repartition), haut);
        haut += BANDE;
    }
    sortie.push_str("</svg>\n");
    Some(sortie)
}

fn bande(sortie: &mut String, lot: &RapportLot, (i, r): (&IndicateurLot, &Repartition), haut: f64) {
    let etendue = r.maximum - r.minimum;
    let x = |valeur: f64| {
        let part = if etendue > 0.0 {
            (valeur - r.minimum) / etendue
        } else {
            0.5
        };
        MARGE + part * (LARGEUR - 2.0 * MARGE)
    };
    let axe = haut + 34.0;
    let titre = format!("{} ({})", i.libelle, i.unite);
    sortie.push_str(&texte(
        MARGE,
        haut + 14.0,
        "font-size=\"12\" font-weight=\"600\" fill=\"#1f2933\"",
        &titre,
    ));
    let _ = writeln!(
        sortie,
        "\n<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"18\" fill=\"#cfe0f0\"/>\n\
         <line x1=\"{}\" x2=\"{}\" y1=\"{a}\" y2=\"{a}\" stroke=\"#9aa5b1\"/>",
        coord(x(r.quartile_1)),
        coord(axe - 9.0),
        coord((x(r.quartile_3) - x(r.quartile_1)).max(1.0)),
        coord(MARGE),
        coord(LARGEUR - MARGE),
        a = coord(axe),
    );
    for t in &lot.territoires {
        let chiffre = t.chiffres.get(&i.id).filter(|c| c.statut == Statut::Publie);
        let Some(valeur) = chiffre.and_then(|c| c.valeur) else {
            continue;
        };
        let dit = nombre(valeur, usize::from(i.decimales));
        let _ = writeln!(
            sortie,
            "<line x1=\"{p}\" x2=\"{p}\" y1=\"{}\" y2=\"{}\" stroke=\"#1d4e79\" stroke-width=\"2\" stroke-opacity=\".6\"><title>{}{ESPACE_INSECABLE}: {}</title></line>",
            coord(axe - 7.0),
            coord(axe + 7.0),
            echappe(&t.nom),
            echappe(&dit),
            p = coord(x(valeur)),
        );
    }
    let _ = writeln!(
        sortie,
        "<line x1=\"{m}\" x2=\"{m}\" y1=\"{}\" y2=\"{}\" stroke=\"#111827\" stroke-width=\"3.5\"/>",
        coord(axe - 10.0),
        coord(axe + 10.0),
        m = coord(x(r.mediane)),
    );
    reperes(sortie, (i, r), &x, axe + 22.0);
}

/// The ends of the axis and the median, under it; the median gives way to the ends where they would touch.
fn reperes(
    sortie: &mut String,
    (i, r): (&IndicateurLot, &Repartition),
    x: &dyn Fn(f64) -> f64,
    y: f64,
) {
    let dit = |valeur: f64| nombre(valeur, usize::from(i.decimales));
    let (bas, haut) = (dit(r.minimum), dit(r.maximum));
    let mediane = format!("médiane {}", dit(r.mediane));
    let attributs =
        |ancre: &str| format!("font-size=\"11\" fill=\"#4b5563\" text-anchor=\"{ancre}\"");
    sortie.push_str(&texte(MARGE, y, &attributs("start"), &bas));
    sortie.push_str(&texte(LARGEUR - MARGE, y, &attributs("end"), &haut));
    let demi = largeur_texte(&mediane, CORPS) / 2.0;
    let (gauche, droite) = (
        MARGE + largeur_texte(&bas, CORPS) + demi + 6.0,
        LARGEUR - MARGE - largeur_texte(&haut, CORPS) - demi - 6.0,
    );
    let place = x(r.mediane).min(droite).max(gauche);
    sortie.push_str(&texte(place, y, &attributs("middle"), &mediane));
    sortie.push('\n');
}
