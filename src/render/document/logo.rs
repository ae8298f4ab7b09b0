//! A picture that the user gives → dots of ours: nothing of its file is copied, so nothing of it can run.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree};

use crate::rapport::document::Logo;

/// Heaviest file, bytes.
pub const POIDS_MAX: u64 = 2_000_000;
/// Bytes in which the mark of the end of a JPEG is looked for: some programs add a few after it.
const FIN: usize = 1_024;
/// Longest side of the file, dots.
const COTE_MAX: usize = 6_000;
/// Longest side of what is kept, dots: a third of the width of a page at 200 dots per inch, twice.
const COTE: f32 = 900.0;
/// Heaviest picture kept, bytes: a photograph is made smaller until it holds, so that it never outweighs the report.
pub const POIDS_GARDE: usize = 80_000;
/// Least side that this leads to, dots.
const COTE_MIN: f32 = 60.0;

/// Why a picture is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusLogo {
    /// Neither PNG nor JPEG.
    #[error("ce n'est pas une image PNG ou JPEG")]
    Format,
    /// Too wide or too tall.
    #[error("image de {0} × {1} points\u{a0}: {COTE_MAX} au plus de côté")]
    Taille(usize, usize),
    /// Cut short or damaged.
    #[error("image tronquée, abîmée ou vide")]
    Abime,
}

/// Paints the picture anew, no larger than a head of page needs.
///
/// # Errors
/// [`RefusLogo`].
pub fn lire(octets: &[u8]) -> Result<Logo, RefusLogo> {
    let genre = match imagesize::image_type(octets) {
        Ok(imagesize::ImageType::Png) => "png",
        Ok(imagesize::ImageType::Jpeg) => "jpeg",
        _ => return Err(RefusLogo::Format),
    };
    // Told by the header, before a dot is decoded.
    let taille = imagesize::blob_size(octets).map_err(|_| RefusLogo::Abime)?;
    if taille.width.max(taille.height) > COTE_MAX {
        return Err(RefusLogo::Taille(taille.width, taille.height));
    }
    if genre == "jpeg" && !finit(octets) {
        return Err(RefusLogo::Abime);
    }
    peindre(octets, genre).ok_or(RefusLogo::Abime)
}

/// Whether a JPEG has its end: cut short, it would be decoded with its lower part blank.
fn finit(octets: &[u8]) -> bool {
    let debut = octets.len().saturating_sub(FIN);
    let fin = octets.get(debut..).unwrap_or(octets);
    fin.windows(2).any(|deux| deux == [0xFF, 0xD9])
}

fn peindre(octets: &[u8], genre: &str) -> Option<Logo> {
    let donnees = Arc::new(octets.to_vec());
    let png = genre == "png";
    let options = Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(move |_, _| {
                let donnees = Arc::clone(&donnees);
                Some(if png {
                    ImageKind::PNG(donnees)
                } else {
                    ImageKind::JPEG(donnees)
                })
            }),
        },
        ..Options::default()
    };
    let taille = imagesize::blob_size(octets).ok()?;
    let (large, haut) = (cote(taille.width)?, cote(taille.height)?);
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{large}\" height=\"{haut}\"><image href=\"logo\" width=\"{large}\" height=\"{haut}\"/></svg>"
    );
    let arbre = Tree::from_str(&svg, &options).ok()?;
    let mut cote = COTE.min(large.max(haut));
    loop {
        let logo = reduire(&arbre, (large, haut), cote)?;
        if logo.png.len() <= POIDS_GARDE || cote <= COTE_MIN {
            let allege = cote < COTE.min(large.max(haut));
            return Some(Logo { allege, ..logo });
        }
        cote *= 0.8;
    }
}

/// The picture, its longest side being that long.
fn reduire(arbre: &Tree, (large, haut): (f32, f32), cote: f32) -> Option<Logo> {
    let echelle = cote / large.max(haut);
    let (largeur, hauteur) = (points(large * echelle), points(haut * echelle));
    let mut image = Pixmap::new(largeur, hauteur)?;
    resvg::render(
        arbre,
        Transform::from_scale(echelle, echelle),
        &mut image.as_mut(),
    );
    // What could not be decoded leaves nothing on the page.
    image.pixels().iter().any(|p| p.alpha() > 0).then_some(())?;
    Some(Logo {
        png: image.encode_png().ok()?,
        largeur,
        hauteur,
        allege: false,
    })
}

/// A side in units of the drawing.
fn cote(points: usize) -> Option<f32> {
    u16::try_from(points).ok().filter(|p| *p > 0).map(f32::from)
}

/// Whole dots, at least one.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped between one and the longest side"
)]
fn points(valeur: f32) -> u32 {
    valeur.clamp(1.0, COTE).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Dots without any order: nothing that a PNG could fold.
    fn bruit(largeur: u32, hauteur: u32) -> Vec<u8> {
        let mut image = Pixmap::new(largeur, hauteur).unwrap();
        let mut etat = 1_u32;
        for octet in image.data_mut().chunks_exact_mut(4) {
            for canal in octet.iter_mut() {
                etat = etat.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *canal = (etat >> 24) as u8;
            }
            octet[3] = 255;
        }
        image.encode_png().unwrap()
    }

    #[test]
    fn a_photograph_is_made_smaller_until_it_is_light() {
        let source = bruit(1_000, 500);
        assert!(source.len() > 1_000_000);
        let logo = lire(&source).unwrap();
        assert!(logo.png.len() <= POIDS_GARDE, "{}", logo.png.len());
        assert!(logo.largeur < 900 && logo.largeur >= 60);
        let rapport = f64::from(logo.largeur) / f64::from(logo.hauteur);
        assert!((rapport - 2.0).abs() < 0.05, "{rapport}");
        // One that is light keeps its dots.
        assert_eq!(lire(&png(300, 100)).unwrap().largeur, 300);
    }

    fn png(largeur: u32, hauteur: u32) -> Vec<u8> {
        let mut image = Pixmap::new(largeur, hauteur).unwrap();
        image.fill(resvg::tiny_skia::Color::BLACK);
        image.encode_png().unwrap()
    }

    #[test]
    fn a_picture_is_painted_anew_and_what_is_not_one_is_refused() {
        let source = png(1_200, 300);
        let logo = lire(&source).unwrap();
        assert_eq!((logo.largeur, logo.hauteur), (900, 225));
        assert_ne!(logo.png, source);
        assert_eq!(lire(b"<svg onload=\"alert(1)\"/>"), Err(RefusLogo::Format));
        assert_eq!(lire(b""), Err(RefusLogo::Format));
        for fin in [9, 20, 40, source.len() / 2] {
            assert!(lire(&source[..fin]).is_err(), "{fin}");
        }
    }

    #[test]
    fn a_picture_that_says_it_is_immense_is_refused_before_it_is_decoded() {
        let mut bombe = png(4, 4);
        // Width and height of the header.
        bombe[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bombe[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        assert_eq!(lire(&bombe), Err(RefusLogo::Taille(60_000, 60_000)));
    }
}
