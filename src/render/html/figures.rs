//! Charts and maps with their data tables.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use crate::francais::joindre;
use crate::model::CodeCommune;
use crate::rapport::Graphique;
use crate::rapport::cartes::{Cartes, Theme};
use crate::render::nombre::NON_DISPONIBLE;
use crate::render::svg::Cadre;
use crate::render::{graphique, map};

use super::contexte::Contexte;
use super::tableau::Grille;

/// Fewest communes that a map shows (choice of the project: `communes_de_carte` of `edition.toml`, held equal by a test).
const COMMUNES_MIN: usize = 3;

/// A chart and the table of its values.
pub(super) fn graphique(contexte: &Contexte, graphique: &Graphique) -> Value {
    let mut grille = Grille::new(
        format!("{} ({})", graphique.titre, graphique.unite),
        &[("Territoire", false)],
    );
    grille
        .colonnes
        .extend(graphique.categories.iter().map(|c| (c.clone(), true)));
    grille.lignes = graphique
        .series
        .iter()
        .map(|serie| {
            let valeurs = (0..graphique.categories.len()).map(|rang| {
                graphique::ecrite(graphique, serie, rang)
                    .unwrap_or_else(|| NON_DISPONIBLE.to_owned())
            });
            std::iter::once(serie.nom.clone()).chain(valeurs).collect()
        })
        .collect();
    context! {
        titre => &graphique.titre,
        svg => Value::from_safe_string(graphique::barres(graphique, Cadre::PAGE)),
        note => &graphique.note,
        sources => contexte.renvois(&graphique.sources),
        donnees => grille.vue(),
    }
}

/// Maps of some themes, in their order.
pub(super) fn cartes(contexte: &Contexte, ids: &[String]) -> Vec<Value> {
    let Some(cartes) = &contexte.rapport.cartes else {
        return Vec::new();
    };
    let poids: BTreeMap<CodeCommune, f64> = contexte
        .rapport
        .perimetre
        .communes
        .iter()
        .filter_map(|c| c.population.map(|p| (c.code, p)))
        .collect();
    let dessiner = |id: &String| {
        if let Some(c) = cartes.croquis.iter().find(|c| c.id == *id) {
            let svg = map::croquis(c, Cadre::PAGE, false);
            return Some(vue(contexte, cartes, (&c.titre, svg, &c.note)));
        }
        let theme = cartes.themes.iter().find(|t| t.id == *id)?;
        let svg = || map::carte(cartes, theme, &poids);
        let parle = cartes.parle(theme, COMMUNES_MIN);
        parle.then(|| vue(contexte, cartes, (&theme.titre, svg(), &theme.note)))
    };
    ids.iter().filter_map(dessiner).collect()
}

/// Where the territory is.
pub(super) fn situation(contexte: &Contexte) -> Option<Value> {
    let cartes = contexte.rapport.cartes.as_ref()?;
    let c = cartes.croquis.iter().find(|c| c.id == "situation")?;
    let svg = Value::from_safe_string(map::croquis(c, Cadre::COLONNE, false));
    Some(context! { titre => &c.titre, svg, note => &c.note })
}

/// Why some maps of a section are not drawn, when there are some.
pub(super) fn tues(contexte: &Contexte, ids: &[String]) -> Option<String> {
    let cartes = contexte.rapport.cartes.as_ref()?;
    let themes = cartes.themes.iter().filter(|t| ids.contains(&t.id));
    let dite = |t: &&Theme| cartes.croquis.iter().any(|c| c.id == t.id);
    let tus = themes.filter(|t| !dite(t) && !cartes.parle(t, COMMUNES_MIN));
    let noms: Vec<String> = tus.map(|t| format!("«\u{a0}{}\u{a0}»", t.titre)).collect();
    let (sujet, verbe) = match noms.len() {
        0 => return None,
        1 => ("Carte", "non dessinée"),
        _ => ("Cartes", "non dessinées"),
    };
    Some(format!(
        "{sujet} {}\u{a0}: {verbe}, faute d'au moins {COMMUNES_MIN} communes qui aient une valeur, ou de valeurs qui diffèrent. Les valeurs sont dans le tableau des communes.",
        joindre(&noms)
    ))
}

fn vue(contexte: &Contexte, cartes: &Cartes, (titre, svg, note): (&str, String, &str)) -> Value {
    let sans_contour: Vec<String> = cartes
        .sans_contour
        .iter()
        .map(|c| contexte.commune(*c))
        .collect();
    context! {
        titre,
        svg => Value::from_safe_string(svg),
        note,
        contours => &cartes.source,
        projection => &cartes.projection,
        sans_contour => sans_contour.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::document::edition;

    #[test]
    fn the_page_and_the_document_draw_the_same_maps() {
        let edition = edition::edition().unwrap();
        assert_eq!(edition.limites.communes_de_carte, COMMUNES_MIN);
    }
}
