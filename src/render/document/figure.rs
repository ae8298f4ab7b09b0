//! Charts and maps as pictures: SVG complete in itself, and PNG with the one embedded font.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::rapport::document::{Atlas, Dessin, Document};
use crate::render::svg::{Cadre, ancre};
use crate::render::{ErreurRendu, graphique, map};

/// Latin subset of a free sans-serif font: the same picture on every machine.
pub(super) const POLICES: [&[u8]; 2] = [
    include_bytes!("../polices/cpts-sans-regular.ttf"),
    include_bytes!("../polices/cpts-sans-bold.ttf"),
];
/// Name of that font.
const FAMILLE: &str = "Cpts Sans";
/// Dots per inch of a printed picture.
const POINTS_PAR_POUCE: f64 = 200.0;
/// Most dots on a side: what a page can hold at that density, twice.
const POINTS_MAX: f64 = 4000.0;

/// A picture of dots.
pub struct Image {
    /// The file.
    pub png: Vec<u8>,
    /// Width, dots.
    pub largeur: u32,
    /// Height, dots.
    pub hauteur: u32,
}

/// The drawing as SVG; empty for a map without outlines.
#[must_use]
pub fn svg(dessin: &Dessin<'_>, atlas: Option<&Atlas<'_>>, cadre: Cadre) -> String {
    match (dessin, atlas) {
        (Dessin::Graphique(g), _) => graphique::barres(g, cadre),
        (Dessin::Carte(theme), Some(atlas)) => {
            map::carte_seule(atlas.cartes, theme, &atlas.poids, cadre)
        }
        (Dessin::Croquis(c), _) => map::croquis(c, cadre, true),
        (Dessin::Positions(p), _) => graphique::places(p, cadre),
        (Dessin::Reperes(r), _) => graphique::reperes(r),
        (Dessin::Carte(_), None) => String::new(),
    }
}

/// Width of a picture written apart, centimetres.
const APART: f64 = 16.0;

/// Name and bytes of every figure of a document, as SVG and as PNG, in the order of the document.
///
/// # Errors
/// [`ErreurRendu::Image`].
pub fn fichiers(document: &Document<'_>) -> Result<Vec<(String, Vec<u8>)>, ErreurRendu> {
    let mut sortie: Vec<(String, Vec<u8>)> = Vec::new();
    for (figure, _) in document.figures() {
        let nom = ancre(&figure.id);
        if sortie.iter().any(|(n, _)| *n == format!("{nom}.svg")) {
            continue;
        }
        let svg = svg(&figure.dessin, document.atlas.as_ref(), Cadre::PAGE);
        let png = png(&svg, APART)?.png;
        sortie.push((format!("{nom}.svg"), svg.into_bytes()));
        sortie.push((format!("{nom}.png"), png));
    }
    Ok(sortie)
}

/// A drawing, read with the one embedded font.
///
/// # Errors
/// [`ErreurRendu::Image`]: the drawing cannot be read, a defect of the program.
pub(super) fn arbre(svg: &str) -> Result<Tree, ErreurRendu> {
    Tree::from_str(svg, options()).map_err(|e| ErreurRendu::Image(e.to_string()))
}

/// A drawing as PNG, `centimetres` wide on paper.
///
/// # Errors
/// [`ErreurRendu::Image`]: the drawing cannot be painted, a defect of the program.
pub fn png(svg: &str, centimetres: f64) -> Result<Image, ErreurRendu> {
    let arbre = arbre(svg)?;
    let taille = arbre.size();
    let voulue = (centimetres / 2.54 * POINTS_PAR_POUCE).min(POINTS_MAX);
    let echelle = voulue / f64::from(taille.width()).max(1.0);
    let (largeur, hauteur) = (
        points(f64::from(taille.width()) * echelle),
        points(f64::from(taille.height()) * echelle),
    );
    let mut image =
        Pixmap::new(largeur, hauteur).ok_or_else(|| ErreurRendu::Image("image vide".to_owned()))?;
    image.fill(resvg::tiny_skia::Color::WHITE);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a scale has no need of more than f32"
    )]
    let echelle = echelle as f32;
    resvg::render(
        &arbre,
        Transform::from_scale(echelle, echelle),
        &mut image.as_mut(),
    );
    let png = image
        .encode_png()
        .map_err(|e| ErreurRendu::Image(e.to_string()))?;
    Ok(Image {
        png,
        largeur,
        hauteur,
    })
}

/// Whole dots, at least one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped between one and the most dots of a side"
)]
fn points(valeur: f64) -> u32 {
    valeur.clamp(1.0, POINTS_MAX).round() as u32
}

/// Options of the painter: our font and no other, no file, no network.
fn options() -> &'static Options<'static> {
    static OPTIONS: OnceLock<Options<'static>> = OnceLock::new();
    OPTIONS.get_or_init(|| {
        let mut polices = fontdb::Database::new();
        for police in POLICES {
            polices.load_font_data(police.to_vec());
        }
        polices.set_sans_serif_family(FAMILLE);
        Options {
            font_family: FAMILLE.to_owned(),
            fontdb: Arc::new(polices),
            ..Options::default()
        }
    })
}

#[cfg(test)]
mod loi_noms;
