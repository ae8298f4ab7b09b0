//! From metres to the view box: the perimeter with a margin of its surroundings.

use crate::rapport::cartes::{Cartes, CommuneCarte};
use crate::render::svg::Cadre;

/// Least height, for the scale bar and the arrow.
const HAUTEUR_MIN: f64 = 240.0;
/// Surroundings shown on each side, as a share of the larger side of the perimeter.
const MARGE: f64 = 0.12;

/// A rectangle in metres.
#[derive(Clone, Copy)]
struct Boite {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Boite {
    const VIDE: Self = Self {
        x0: f64::INFINITY,
        y0: f64::INFINITY,
        x1: f64::NEG_INFINITY,
        y1: f64::NEG_INFINITY,
    };

    /// In place of a box of nothing.
    const UNITE: Self = Self {
        x0: 0.0,
        y0: 0.0,
        x1: 1.0,
        y1: 1.0,
    };

    fn de<'a>(points: impl Iterator<Item = &'a [f64; 2]>) -> Self {
        points
            .filter(|p| p.iter().all(|v| v.is_finite()))
            .fold(Self::VIDE, |b, [x, y]| Self {
                x0: b.x0.min(*x),
                y0: b.y0.min(*y),
                x1: b.x1.max(*x),
                y1: b.y1.max(*y),
            })
    }

    fn pleine(&self) -> bool {
        [self.x0, self.y0, self.x1, self.y1]
            .iter()
            .all(|v| v.is_finite())
            && self.x1 > self.x0
            && self.y1 > self.y0
    }

    fn elargie(self, marge: f64) -> Self {
        Self {
            x0: self.x0 - marge,
            y0: self.y0 - marge,
            x1: self.x1 + marge,
            y1: self.y1 + marge,
        }
    }
}

/// The window on the territory.
#[derive(Clone, Copy)]
pub(super) struct Vue {
    boite: Boite,
    /// Units of the view box per metre.
    pub echelle: f64,
    /// Width of the drawing in units of the view box.
    pub largeur: f64,
    /// Height of the drawing in units of the view box.
    pub hauteur: f64,
    decalage: (f64, f64),
}

impl Vue {
    /// Frames a box in metres.
    pub(super) fn sur([x0, y0, x1, y1]: [f64; 4], cadre: Cadre) -> Self {
        let boite = Boite { x0, y0, x1, y1 };
        Self::ajuster(if boite.pleine() { boite } else { Boite::UNITE }, cadre)
    }

    /// Frames the perimeter, or the whole extent when no commune of it has an outline.
    pub(super) fn cadrer(cartes: &Cartes, cadre: Cadre) -> Self {
        let dedans = cartes.communes.iter().filter(|c| c.dans_perimetre);
        let perimetre = Boite::de(dedans.flat_map(|c| c.anneaux.iter().flatten()));
        let [x0, y0, x1, y1] = cartes.emprise;
        let emprise = Boite { x0, y0, x1, y1 };
        let boite = if perimetre.pleine() {
            let cote = (perimetre.x1 - perimetre.x0).max(perimetre.y1 - perimetre.y0);
            perimetre.elargie(cote * MARGE)
        } else if emprise.pleine() {
            emprise
        } else {
            Boite::UNITE
        };
        Self::ajuster(boite, cadre)
    }

    fn ajuster(boite: Boite, cadre: Cadre) -> Self {
        let (dx, dy) = (boite.x1 - boite.x0, boite.y1 - boite.y0);
        let echelle = (cadre.largeur / dx).min(cadre.hauteur / dy);
        let hauteur = (dy * echelle)
            .clamp(HAUTEUR_MIN.min(cadre.hauteur), cadre.hauteur)
            .ceil();
        Self {
            boite,
            echelle,
            largeur: cadre.largeur,
            hauteur,
            decalage: (
                (cadre.largeur - dx * echelle) / 2.0,
                (hauteur - dy * echelle) / 2.0,
            ),
        }
    }

    /// A point in metres, in units of the view box (y downwards); `None` when it is not finite.
    pub(super) fn point(&self, [x, y]: [f64; 2]) -> Option<(f64, f64)> {
        let place = (
            (x - self.boite.x0) * self.echelle + self.decalage.0,
            (self.boite.y1 - y) * self.echelle + self.decalage.1,
        );
        (x.is_finite() && y.is_finite()).then_some(place)
    }

    /// Whether some part of a commune can be seen.
    pub(super) fn montre(&self, commune: &CommuneCarte) -> bool {
        let boite = Boite::de(commune.anneaux.iter().flatten());
        let coins = self
            .point([boite.x0, boite.y1])
            .zip(self.point([boite.x1, boite.y0]));
        coins.is_some_and(|(haut, bas)| {
            bas.0 > 0.0 && haut.0 < self.largeur && bas.1 > 0.0 && haut.1 < self.hauteur
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn the_whole_perimeter_is_inside_the_window_and_north_is_up() {
        let cartes = essai::rapport().cartes.unwrap();
        let vue = Vue::cadrer(&cartes, Cadre::PAGE);
        for commune in cartes.communes.iter().filter(|c| c.dans_perimetre) {
            for point in commune.anneaux.iter().flatten() {
                let (x, y) = vue.point(*point).unwrap();
                assert!((0.0..=vue.largeur).contains(&x) && (0.0..=vue.hauteur).contains(&y));
            }
        }
        let (_, sud) = vue.point([600_000.0, 6_400_000.0]).unwrap();
        let (_, nord) = vue.point([600_000.0, 6_410_000.0]).unwrap();
        assert!(nord < sud);
    }
}
