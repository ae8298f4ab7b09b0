//! SVG charts: grouped bars of a territory beside its comparators, readable in grey.

mod axe;
mod reperes;
mod styles;

use std::fmt::Write as _;

use crate::rapport::{Graphique, Serie};

use super::nombre::nombre;
use super::svg::{self, Cadre, coord, couper, largeur_texte, texte};
use axe::Axe;
pub use reperes::{Repere, reperes};

/// Left of the plot, after the labels of the axis.
const GAUCHE: f64 = 52.0;
/// Height of the plot.
const HAUTEUR: f64 = 210.0;
/// Size of the letters.
const CORPS: f64 = 12.0;

/// Bars grouped by category, one bar per series; a missing value is written « n. d. ».
#[must_use]
pub fn barres(graphique: &Graphique, cadre: Cadre) -> String {
    let largeur = cadre.largeur;
    let id = format!("graphique-{}", svg::ancre(&graphique.id));
    let mut corps = String::new();
    let haut = legende(&mut corps, graphique, &id, largeur) + 26.0;
    let axe = Axe::pour(
        graphique
            .series
            .iter()
            .flat_map(|s| s.valeurs.iter().flatten()),
    );
    graduer(&mut corps, graphique, &axe, (haut, largeur));
    let pas = (largeur - GAUCHE) / graphique.categories.len().max(1) as f64;
    let mut bas = 0.0_f64;
    for rang in 0..graphique.categories.len() {
        let gauche = GAUCHE + pas * rang as f64;
        grouper(&mut corps, graphique, &id, &axe, (rang, gauche, pas, haut));
        bas = bas.max(nommer(
            &mut corps,
            graphique,
            (rang, gauche, pas),
            haut + HAUTEUR,
        ));
    }
    ligne_zero(&mut corps, &axe, (haut, largeur));
    let taille = (largeur, haut + HAUTEUR + bas + 10.0);
    let mut sortie = svg::ouvrir(
        &id,
        "graphique",
        taille,
        &graphique.titre,
        &description(graphique),
    );
    sortie.push_str(&styles::motifs(&id));
    sortie.push_str(&corps);
    sortie.push_str("</svg>\n");
    sortie
}

/// What the chart shows, for who cannot see it.
fn description(graphique: &Graphique) -> String {
    let series: Vec<&str> = graphique.series.iter().map(|s| s.nom.as_str()).collect();
    format!(
        "Diagramme en barres, {} ; unité : {}. Les valeurs sont dans le tableau qui suit le graphique. {}",
        series.join(", "),
        graphique.unite,
        graphique.note
    )
}

/// Names of the series with their pattern; the height taken.
fn legende(sortie: &mut String, graphique: &Graphique, id: &str, largeur: f64) -> f64 {
    let (mut x, mut y) = (0.0, 2.0);
    for (rang, serie) in graphique.series.iter().enumerate() {
        let nom = couper(&serie.nom, CORPS, largeur - 40.0, 1).join(" ");
        let large = 26.0 + largeur_texte(&nom, CORPS) + 18.0;
        if x > 0.0 && x + large > largeur {
            x = 0.0;
            y += 20.0;
        }
        let _ = writeln!(
            sortie,
            "<rect x=\"{}\" y=\"{}\" width=\"18\" height=\"12\" {}/>{}",
            coord(x + 1.0),
            coord(y + 1.0),
            styles::style(id, rang),
            texte(
                x + 25.0,
                y + 11.0,
                "font-size=\"12\" fill=\"#111827\"",
                &nom
            )
        );
        x += large;
    }
    y + 20.0
}

/// Grid lines, their values and the unit.
fn graduer(sortie: &mut String, graphique: &Graphique, axe: &Axe, (haut, largeur): (f64, f64)) {
    let unite = couper(&graphique.unite, CORPS, largeur - 10.0, 1).join(" ");
    sortie.push_str(&texte(
        0.0,
        haut - 12.0,
        "font-size=\"12\" fill=\"#374151\"",
        &unite,
    ));
    sortie.push('\n');
    for valeur in axe.graduations() {
        let y = haut + axe.hauteur(valeur, HAUTEUR);
        let _ = writeln!(
            sortie,
            "<path d=\"M{} {}H{}\" stroke=\"#d1d5db\" stroke-width=\"1\" fill=\"none\"/>{}",
            coord(GAUCHE),
            coord(y),
            coord(largeur),
            texte(
                GAUCHE - 6.0,
                y + 4.0,
                "font-size=\"11\" text-anchor=\"end\" fill=\"#374151\"",
                &nombre(valeur, axe.decimales())
            )
        );
    }
}

/// The line of zero, above the bars.
fn ligne_zero(sortie: &mut String, axe: &Axe, (haut, largeur): (f64, f64)) {
    let y = haut + axe.hauteur(0.0, HAUTEUR);
    let _ = writeln!(
        sortie,
        "<path d=\"M{} {}H{}\" stroke=\"#111827\" stroke-width=\"1.2\" fill=\"none\"/>",
        coord(GAUCHE),
        coord(y),
        coord(largeur)
    );
}

/// The bars of a category; the first series carries its value.
fn grouper(
    sortie: &mut String,
    graphique: &Graphique,
    id: &str,
    axe: &Axe,
    (categorie, gauche, pas, haut): (usize, f64, f64, f64),
) {
    let nombre_series = graphique.series.len().max(1) as f64;
    let large = (pas * 0.84 / nombre_series).min(46.0);
    let depart = gauche + (pas - large * nombre_series) / 2.0;
    let zero = axe.hauteur(0.0, HAUTEUR);
    for (rang, serie) in graphique.series.iter().enumerate() {
        let x = depart + large * rang as f64;
        let valeur = serie
            .valeurs
            .get(categorie)
            .copied()
            .flatten()
            .filter(|v| v.is_finite());
        let nom = graphique
            .categories
            .get(categorie)
            .map_or("", String::as_str);
        let dit = ecrite(graphique, serie, categorie).unwrap_or_else(|| "n. d.".to_owned());
        let y = valeur.map_or(zero, |v| axe.hauteur(v, HAUTEUR));
        let (sommet, base) = (y.min(zero), y.max(zero));
        let _ = writeln!(
            sortie,
            "<g><title>{} – {} : {}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>",
            svg::echappe(&serie.nom),
            svg::echappe(nom),
            svg::echappe(&dit),
            coord(x),
            coord(haut + sommet),
            coord(large * 0.9),
            coord(base - sommet),
            styles::style(id, rang)
        );
        if let Some((contenu, debout)) = etiquette(rang, valeur, &dit, large) {
            let y = if valeur.is_some_and(|v| v < 0.0) {
                base + 12.0
            } else {
                sommet - 4.0
            };
            poser(sortie, contenu, debout, (x + large * 0.45, haut + y));
        }
        sortie.push_str("</g>\n");
    }
}

/// A value as it is written, with a mark when it is that of a part of the communes.
pub(super) fn ecrite(graphique: &Graphique, serie: &Serie, rang: usize) -> Option<String> {
    let valeur = serie.valeurs.get(rang).copied().flatten();
    let marque = if serie.partielles.contains(&rang) {
        "*"
    } else {
        ""
    };
    let fini = valeur.filter(|v| v.is_finite())?;
    Some(nombre(fini, graphique.decimales) + marque)
}

/// Look of the values written on the bars.
const STYLE_ETIQUETTE: &str = "font-size=\"10.5\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"#111827\" stroke=\"#ffffff\" stroke-width=\"2.5\" paint-order=\"stroke\"";

/// What is written on a bar: the value of the perimeter, those of the others when all fit, « n. d. » for a hole.
fn etiquette(rang: usize, valeur: Option<f64>, dit: &str, large: f64) -> Option<(&str, bool)> {
    let tient = largeur_texte(dit, 11.0) <= large * 0.95;
    match valeur {
        None => Some(("n. d.", large < 24.0)),
        Some(_) if tient || (rang == 0 && large >= 10.0) => Some((dit, false)),
        Some(_) => None,
    }
}

/// A text at the end of a bar, along the bar when it is narrow.
fn poser(sortie: &mut String, contenu: &str, debout: bool, (x, y): (f64, f64)) {
    if debout {
        let (x, y) = (x + 4.0, y);
        let _ = write!(
            sortie,
            "<text transform=\"translate({} {}) rotate(-90)\" font-size=\"10.5\" fill=\"#111827\">{}</text>",
            coord(x),
            coord(y),
            svg::echappe(contenu)
        );
    } else {
        sortie.push_str(&texte(x, y, STYLE_ETIQUETTE, contenu));
    }
}

/// Name of a category under its bars; the height taken.
fn nommer(
    sortie: &mut String,
    graphique: &Graphique,
    (rang, gauche, pas): (usize, f64, f64),
    haut: f64,
) -> f64 {
    let nom = graphique.categories.get(rang).map_or("", String::as_str);
    let lignes = couper(nom, 11.0, pas - 4.0, 4);
    for (ligne, contenu) in lignes.iter().enumerate() {
        let y = haut + 16.0 + 13.0 * ligne as f64;
        sortie.push_str(&texte(
            gauche + pas / 2.0,
            y,
            "font-size=\"11\" text-anchor=\"middle\" fill=\"#111827\"",
            contenu,
        ));
    }
    sortie.push('\n');
    16.0 + 13.0 * lignes.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn one_bar_per_value_and_holes_are_said() {
        let graphiques = essai::rapport().graphiques;
        for graphique in &graphiques {
            let svg = barres(graphique, Cadre::PAGE);
            let valeurs = graphique.series.len() * graphique.categories.len();
            assert_eq!(svg.matches("<g><title>").count(), valeurs);
            assert!(svg.contains("n. d.") && svg.contains("<desc"));
            assert!(!svg.contains("NaN") && !svg.contains("<fictive>"));
        }
    }

    #[test]
    fn degenerate_charts_are_still_images() {
        let mut graphique = essai::rapport().graphiques[0].clone();
        graphique.series[0].valeurs = vec![Some(f64::NAN), Some(f64::INFINITY), Some(0.0)];
        let svg = barres(&graphique, Cadre::PAGE);
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        graphique.categories.clear();
        graphique.series.clear();
        assert!(barres(&graphique, Cadre::PAGE).ends_with("</svg>\n"));
    }

    #[test]
    fn negative_values_hang_under_the_line_of_zero() {
        assert!(barres(&essai::rapport().graphiques[1], Cadre::PAGE).contains("\u{2212}0,4"));
    }

    #[test]
    fn the_value_of_a_part_carries_its_mark() {
        let mut graphique = essai::rapport().graphiques.remove(0);
        graphique.series[0].partielles = vec![0];
        let ecrit = ecrite(&graphique, &graphique.series[0], 0).unwrap();
        assert!(ecrit.ends_with('*'));
        assert!(barres(&graphique, Cadre::PAGE).contains(&format!("{ecrit}</title>")));
    }
}
