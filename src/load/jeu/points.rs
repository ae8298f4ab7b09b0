//! Representative point of each commune: town hall, else the point of a file, else one inside its outline.
//!
//! A point outside of the outline of its commune does not represent it: the point inside does, and it is said.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::francais::denombre;
use crate::geo::inclusion::Inclusion;
use crate::geo::point_interieur::point_interieur;
use crate::load::format::lieux::lieux;
use crate::load::jeu::section::SECTION;
use crate::model::{
    Constat, Contour, Dataset, ErreurDonnees, Point, RegleConstat, Severite, SourceId, UniteId,
};

/// Points gathered with the file they come from, town halls apart.
#[derive(Debug, Default)]
pub struct Points {
    mairies: BTreeMap<UniteId, (Point, SourceId)>,
    autres: BTreeMap<UniteId, (Point, SourceId)>,
}

impl Points {
    /// Adds the points of a file; the first file wins.
    pub fn ajoute(&mut self, source: SourceId, points: Vec<(UniteId, Point)>, mairie: bool) {
        let place = if mairie {
            &mut self.mairies
        } else {
            &mut self.autres
        };
        for (unite, point) in points {
            place.entry(unite).or_insert((point, source));
        }
    }

    /// All points, those that lack or that are outside of their outline being taken inside it.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn complete(self, d: &mut Dataset) -> Result<(), ErreurDonnees> {
        let mut lus = self.autres;
        lus.extend(self.mairies);
        let mut dehors: BTreeMap<SourceId, (Vec<UniteId>, usize)> = BTreeMap::new();
        for (unite, source, dedans) in compares(&lus, &d.contours) {
            let place = dehors.entry(source).or_default();
            place.1 += 1;
            if !dedans {
                place.0.push(unite);
                lus.remove(&unite);
            }
        }
        for (source, (unites, compares)) in dehors {
            // Most of its points are elsewhere: the file places something else, and none of its points is used.
            let ailleurs = lieux()?.ailleurs(unites.len(), compares);
            if ailleurs {
                lus.retain(|_, (_, s)| *s != source);
            }
            if !unites.is_empty() {
                let constat = constat(d, source, &unites, ailleurs);
                d.constats.push(constat);
            }
        }
        d.points = lus.into_iter().map(|(u, (p, _))| (u, p)).collect();
        let manquants: Vec<(UniteId, Point)> = d
            .contours
            .iter()
            .filter(|(unite, _)| !d.points.contains_key(unite))
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter_map(|(unite, contour)| Some((*unite, point_interieur(&contour.geometrie)?)))
            .collect();
        d.points.extend(manquants);
        Ok(())
    }
}

/// For each point whose commune has an outline, whether it is inside.
fn compares(
    lus: &BTreeMap<UniteId, (Point, SourceId)>,
    contours: &BTreeMap<UniteId, Contour>,
) -> Vec<(UniteId, SourceId, bool)> {
    lus.iter()
        .filter_map(|(unite, (point, source))| Some((unite, point, source, contours.get(unite)?)))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(unite, point, source, contour)| {
            let dedans = Inclusion::new(&contour.geometrie).contient(*point);
            (*unite, *source, dedans)
        })
        .collect()
}

/// What is said once for a file.
fn constat(d: &Dataset, source: SourceId, unites: &[UniteId], ailleurs: bool) -> Constat {
    let fichier = d.source(source).map_or("", |s| s.fichier.as_str());
    let unite = unites.first().map(|id| d.referentiel.unite(*id));
    let exemple = unite.map_or(String::new(), |u| format!("{} {}", u.code, u.nom));
    let n = denombre(
        unites.len(),
        "point est hors du contour de sa commune",
        "points sont hors du contour de leur commune",
    );
    let suite = if ailleurs {
        "ce ne sont pas ceux des communes, et aucun n'est utilisé"
    } else {
        "un point intérieur au contour les remplace"
    };
    let regle = if ailleurs {
        RegleConstat::LieuxEcartes
    } else {
        RegleConstat::PointsHorsContour
    };
    let gravite = if ailleurs {
        Severite::Attention
    } else {
        Severite::Information
    };
    let texte = format!("{fichier}\u{a0}: {n} (dont {exemple})\u{a0}; {suite}.");
    Constat::new(regle, gravite, SECTION, texte)
        .avec_communes(unites.iter().map(|id| d.referentiel.unite(*id).code))
        .avec_origine(fichier)
}
