//! Maps without their place: the communes alone, moved to the corner of the frame.

use std::collections::BTreeSet;

use super::cartes::Cartes;
use crate::geo::Emprise;
use crate::model::CodeCommune;

/// Keeps the communes of the perimeter, at no place of the country; the maps of what is around are left out.
pub fn deplacer(cartes: &mut Cartes) {
    cartes.croquis.clear();
    cartes.communes.retain(|c| c.dans_perimetre);
    let sommets = cartes
        .communes
        .iter()
        .flat_map(|c| c.anneaux.iter().flatten());
    let cadre = Emprise::de(sommets.copied());
    let dedans = |p: &[f64; 2]| (0..2).all(|i| (cadre.min[i]..=cadre.max[i]).contains(&p[i]));
    let bouger = |p: &mut [f64; 2]| {
        for (x, min) in p.iter_mut().zip(cadre.min) {
            *x -= min;
        }
    };
    for commune in &mut cartes.communes {
        commune.anneaux.iter_mut().flatten().for_each(bouger);
        bouger(&mut commune.centre);
    }
    let gardees: BTreeSet<CodeCommune> = cartes.communes.iter().map(|c| c.code).collect();
    for theme in &mut cartes.themes {
        theme.valeurs.retain(|v| gardees.contains(&v.code));
        theme.points.retain(|p| dedans(&p.point));
        theme.points.iter_mut().for_each(|p| bouger(&mut p.point));
    }
    let [large, haut] = [0, 1].map(|i| cadre.max[i] - cadre.min[i]);
    cartes.emprise = [0.0, 0.0, large, haut];
    "projection locale".clone_into(&mut cartes.projection);
}
