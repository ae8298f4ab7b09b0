//! The pictures of the document, painted side by side and written once each.

use rayon::prelude::*;

use crate::rapport::document::{Document, Figure};
use crate::render::ErreurRendu;
use crate::render::document::figure::{self, Image};
use crate::render::svg::Cadre;

/// Width of one of two pictures side by side.
const DEMIE: f64 = 8.6;
/// Width of a picture alone: the whole line would push the table to the next page.
const SEULE: f64 = 12.5;

/// Pictures in the order of the document.
pub(super) struct Images {
    images: Vec<Image>,
}

impl Images {
    /// The picture of a rank, and its width on paper in centimetres.
    pub(super) fn get(&self, rang: usize) -> Option<&Image> {
        self.images.get(rang)
    }

    /// Name of each file in the archive, and the picture.
    pub(super) fn fichiers(&self) -> impl Iterator<Item = (String, &Image)> {
        (1..)
            .zip(&self.images)
            .map(|(n, i)| (format!("word/media/image{n}.png"), i))
    }
}

/// How wide a picture is on paper, and how it is drawn, by how many share the line.
fn place(ensemble: usize) -> (f64, Cadre) {
    if ensemble > 1 {
        (DEMIE, Cadre::COLONNE)
    } else {
        (SEULE, Cadre::SEULE)
    }
}

/// Tallest picture on paper, centimetres.
const HAUTEUR_MAX: f64 = 10.0;
/// Higher than wide by that much, a picture is a map over the names of its numbers, and may be that much taller.
const AVEC_CLE: f64 = 1.2;
const PLUS_HAUTE: f64 = 1.8;

/// Width and height of a picture among so many side by side, centimetres.
pub(super) fn taille(image: &Image, ensemble: usize) -> (f64, f64) {
    let rapport = f64::from(image.hauteur) / f64::from(image.largeur.max(1));
    let haute = match rapport > AVEC_CLE {
        true => HAUTEUR_MAX * PLUS_HAUTE,
        false => HAUTEUR_MAX,
    };
    let large = place(ensemble).0.min(haute / rapport.max(0.01));
    (large, large * rapport)
}

/// Paints every figure.
///
/// # Errors
/// [`ErreurRendu::Image`].
pub(super) fn toutes(document: &Document<'_>) -> Result<Images, ErreurRendu> {
    let figures: Vec<(&Figure<'_>, usize)> = document.figures().collect();
    let images = figures.par_iter().map(|(f, ensemble)| {
        let (centimetres, cadre) = place(*ensemble);
        figure::png(
            &figure::svg(&f.dessin, document.atlas.as_ref(), cadre),
            centimetres,
        )
    });
    Ok(Images {
        images: images.collect::<Result<_, _>>()?,
    })
}
