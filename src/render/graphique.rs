//! SVG charts: grouped bars of a territory beside its comparators, readable in grey.

mod axe;
mod barre;
mod debout;
mod ecrit;
mod horizontal;
mod places;
mod reperes;
mod styles;

use std::fmt::Write as _;

use crate::rapport::Graphique;

use super::svg::{self, Cadre, coord, couper, largeur_texte, texte};
use axe::Axe;
pub use places::places;
pub use reperes::reperes;

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
    let unite = couper(&graphique.unite, CORPS, largeur - 10.0, 1).join(" ");
    corps.push_str(&texte(
        0.0,
        haut - 12.0,
        "font-size=\"12\" fill=\"#374151\"",
        &unite,
    ));
    corps.push('\n');
    let bas = if horizontal::preferable(graphique, debout::pas(graphique, largeur)) {
        horizontal::dessiner(&mut corps, graphique, &id, &axe, (haut, largeur))
    } else {
        debout::dessiner(&mut corps, graphique, &id, &axe, (haut, largeur))
    };
    let taille = (largeur, bas + 10.0);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;
    use proptest::prelude::*;

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
        let ecrit = ecrit::ecrite(&graphique, &graphique.series[0], 0).unwrap();
        assert!(ecrit.ends_with('*'));
        assert!(barres(&graphique, Cadre::PAGE).contains(&format!("{ecrit}</title>")));
    }

    proptest! {
        /// « No word is ever cut »: whatever the names and the width, each word of the categories is whole in the drawing.
        #[test]
        fn no_word_is_ever_cut(noms in prop::collection::vec("[A-Z][a-zé-]{0,16}( [a-z]{1,12}){0,3}", 1..9), etroit: bool) {
            let mut graphique = essai::rapport().graphiques.remove(0);
            let serie = graphique.series[0].clone();
            graphique.series.truncate(2);
            for s in &mut graphique.series {
                s.valeurs = noms.iter().map(|_| Some(1.5)).collect();
            }
            prop_assert_eq!(serie.nom, graphique.series[0].nom.clone());
            graphique.categories = noms.clone();
            let svg = barres(&graphique, if etroit { Cadre::COLONNE } else { Cadre::PAGE });
            let dits: Vec<&str> = svg.split("<text").skip(1).filter_map(|t| t.split('>').nth(1)?.split('<').next()).collect();
            let dits = dits.join(" ");
            for mot in noms.iter().flat_map(|n| n.split_whitespace()).flat_map(|m| m.split_inclusive('-')) {
                prop_assert!(dits.contains(mot), "« {} » dans « {} »", mot, dits);
            }
        }
    }
}
