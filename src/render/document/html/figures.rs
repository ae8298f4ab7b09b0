//! Charts and maps in the page: the outlines that the maps share are written once, and no identifier twice.

use crate::rapport::document::{Atlas, Dessin, Document, Figure};
use crate::render::svg::{Cadre, echappe};
use crate::render::{graphique, map};

use super::noms::Noms;

/// Outlines and patterns of the maps of communes; empty without such a map.
pub(super) fn fond(document: &Document<'_>) -> String {
    let atlas = document.atlas.as_ref().filter(|_| a_des_cartes(document));
    atlas.map(|a| map::fond(a.cartes)).unwrap_or_default()
}

/// Whether a map leans on the outlines of the atlas.
pub(super) fn a_des_cartes(document: &Document<'_>) -> bool {
    let mut figures = document.figures();
    document.atlas.is_some() && figures.any(|(f, _)| matches!(f.dessin, Dessin::Carte(_)))
}

/// The drawing of a figure, narrow or not; `motifs` says whether the page already holds the patterns of the maps, and is kept
/// up.
pub(super) fn svg(
    figure: &Figure<'_>,
    atlas: Option<&Atlas<'_>>,
    motifs: &mut bool,
    noms: &mut Noms,
    etroite: bool,
) -> String {
    let cadre = if etroite { Cadre::COLONNE } else { Cadre::PAGE };
    let svg = match (&figure.dessin, atlas) {
        (Dessin::Graphique(g), _) => graphique::barres(g, cadre),
        (Dessin::Carte(theme), Some(a)) => map::carte(a.cartes, theme, &a.poids),
        (Dessin::Croquis(c), _) => map::croquis(c, cadre, !std::mem::replace(motifs, true)),
        (Dessin::Positions(p), _) => graphique::places(p, cadre),
        (Dessin::Reperes(r), _) => graphique::reperes(r),
        (Dessin::Carte(_), None) => String::new(),
    };
    unique(decrire(svg, &figure.alternative), noms)
}

/// The same drawing, told by the words of the document.
fn decrire(svg: String, alternative: &str) -> String {
    let place = svg.find("<desc").and_then(|debut| {
        let debut = debut + svg.get(debut..)?.find('>')? + 1;
        Some((debut, debut + svg.get(debut..)?.find("</desc>")?))
    });
    match place.and_then(|(debut, fin)| Some((svg.get(..debut)?, svg.get(fin..)?))) {
        Some((avant, apres)) => format!("{avant}{}{apres}", echappe(alternative)),
        None => svg,
    }
}

/// The same drawing under an identifier of its own, which is the start of all of its identifiers.
fn unique(svg: String, noms: &mut Noms) -> String {
    let Some(id) = identifiant(&svg) else {
        return svg;
    };
    let libre = noms.prendre(&id);
    if libre == id {
        return svg;
    }
    ["\"", "#", " "].iter().fold(svg, |svg, avant| {
        svg.replace(&format!("{avant}{id}"), &format!("{avant}{libre}"))
    })
}

/// Identifier of a drawing: the first one written in it.
fn identifiant(svg: &str) -> Option<String> {
    let (_, suite) = svg.split_once(" id=\"")?;
    suite.split_once('"').map(|(id, _)| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_is_told_by_the_document_whose_words_stay_words() {
        assert_eq!(
            decrire(
                "<svg><title>t</title><desc id=\"d\">x</desc><g/></svg>".to_owned(),
                "a < b"
            ),
            "<svg><title>t</title><desc id=\"d\">a &lt; b</desc><g/></svg>"
        );
        assert_eq!(decrire(String::new(), "a"), "");
    }

    #[test]
    fn a_drawing_shown_twice_has_two_names_and_keeps_its_words() {
        let mut noms = Noms::new(std::collections::BTreeSet::new());
        let svg = "<svg id=\"g\" aria-labelledby=\"g-t g-d\"><title id=\"g-t\">g</title><use href=\"#g-t\"/></svg>";
        assert_eq!(unique(svg.to_owned(), &mut noms), svg);
        let deux = unique(svg.to_owned(), &mut noms);
        assert_eq!(
            deux,
            "<svg id=\"g-2\" aria-labelledby=\"g-2-t g-2-d\"><title id=\"g-2-t\">g</title><use href=\"#g-2-t\"/></svg>"
        );
    }
}
