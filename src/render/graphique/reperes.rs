//! Horizontal bars: one figure of the perimeter beside the same figure elsewhere.

use std::fmt::Write as _;

use crate::rapport::document::{Repere, Reperes};
use crate::render::svg::{self, coord, couper, texte};

use super::axe::Axe;

/// Width of the view box.
const LARGEUR: f64 = 410.0;
/// Left of the bars, after the names.
const GAUCHE: f64 = 178.0;
/// Room for the values, at the right.
const DROITE: f64 = 62.0;
/// Height of a row.
const LIGNE: f64 = 24.0;

/// Bars from the first territory, the perimeter, to the last.
#[must_use]
pub fn reperes(reperes: &Reperes) -> String {
    let lignes = &reperes.lignes;
    let id = format!("reperes-{}", svg::ancre(&reperes.id));
    let axe = Axe::pour(lignes.iter().filter_map(|l| l.valeur.as_ref()));
    let long = LARGEUR - GAUCHE - DROITE;
    let place = |valeur: f64| GAUCHE + long - axe.hauteur(valeur, long);
    let mut sortie = svg::ouvrir(
        &id,
        "reperes",
        (LARGEUR, LIGNE * lignes.len() as f64 + 4.0),
        &reperes.titre,
        &description(&reperes.unite, lignes),
    );
    for (rang, ligne) in lignes.iter().enumerate() {
        tracer(&mut sortie, ligne, rang, &place);
    }
    let _ = writeln!(
        sortie,
        "<path d=\"M{} 0V{}\" stroke=\"#111827\" fill=\"none\"/>\n</svg>",
        coord(place(0.0)),
        coord(LIGNE * lignes.len() as f64)
    );
    sortie
}

/// Every value in words: this small chart needs no table.
fn description(unite: &str, lignes: &[Repere]) -> String {
    let mots: Vec<String> = lignes
        .iter()
        .map(|l| format!("{} : {}", l.nom, l.texte))
        .collect();
    format!("{}. Unité : {unite}.", mots.join(" ; "))
}

/// Name, bar, value.
fn tracer(sortie: &mut String, ligne: &Repere, rang: usize, place: &impl Fn(f64) -> f64) {
    let y = LIGNE * rang as f64;
    let (fond, gras) = if rang == 0 {
        ("#1d4e79", "bold")
    } else {
        ("#c3cad4", "normal")
    };
    let style = |ancrage: &str| {
        format!(
            "font-size=\"12\" font-weight=\"{gras}\" text-anchor=\"{ancrage}\" fill=\"#111827\""
        )
    };
    let nom = couper(&ligne.nom, 12.0, GAUCHE - 12.0, 1).join(" ");
    sortie.push_str(&texte(GAUCHE - 8.0, y + 16.0, &style("end"), &nom));
    let valeur = ligne.valeur.filter(|v| v.is_finite());
    let (zero, bout) = (place(0.0), place(valeur.unwrap_or(0.0)));
    if valeur.is_some() {
        let _ = write!(
            sortie,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"15\" fill=\"{fond}\" stroke=\"#374151\" stroke-width=\".5\"/>",
            coord(zero.min(bout)),
            coord(y + 4.0),
            coord((zero - bout).abs())
        );
    }
    sortie.push_str(&texte(
        zero.max(bout) + 6.0,
        y + 16.0,
        &style("start"),
        &ligne.texte,
    ));
    sortie.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_territory_is_named_with_its_value() {
        let lignes = [("CPTS", Some(2.4), "2,40"), ("France", None, "non publié")].map(
            |(nom, valeur, texte)| Repere {
                nom: nom.to_owned(),
                valeur,
                texte: texte.to_owned(),
            },
        );
        let svg = reperes(&Reperes {
            id: "apl_mg".to_owned(),
            titre: "APL".to_owned(),
            unite: "consultations".to_owned(),
            lignes: lignes.to_vec(),
        });
        assert!(svg.contains(">2,40<") && svg.contains(">non publié<"));
        assert_eq!(svg.matches("<rect").count(), 1, "no bar without a value");
        assert!(svg.contains("CPTS : 2,40 ; France : non publié"));
    }
}
