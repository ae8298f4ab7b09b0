//! Surface of the communes measured on their outlines, when no file gives it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::geo::aire;
use crate::load::jeu::section::SECTION;
use crate::model::{
    Autres, Colonne, Constat, Dataset, RegleConstat, Severite, SourceId, UniteId, Valeur,
};

/// Variable of the surface, km².
pub const VARIABLE: &str = "surface_km2";

/// Adds the surfaces of the outlines to a dataset that has none, and says so; whether there are any.
///
/// The outlines of one file only are used, the one that has most of them: a column has one source. Method: [`aire::METHODE`].
pub fn mesure(d: &mut Dataset) -> bool {
    if d.colonnes.contains_key(VARIABLE) {
        des_arrondissements(d);
        return false;
    }
    let Some(source) = la_plus_fournie(d) else {
        return false;
    };
    let mesures: Vec<(UniteId, f64)> = d
        .contours
        .par_iter()
        .filter(|(_, c)| c.source == source)
        .filter_map(|(unite, c)| Some((*unite, aire::surface_km2(&c.geometrie)?)))
        .filter(|(_, surface)| *surface > 0.0)
        .collect();
    let mut valeurs = vec![Valeur::Absente; d.referentiel.unites.len()];
    for (unite, surface) in mesures {
        if let Some(place) = valeurs.get_mut(unite.0 as usize) {
            *place = Valeur::Connue(surface);
        }
    }
    if valeurs.iter().all(|v| *v == Valeur::Absente) {
        return false;
    }
    let colonne = Colonne {
        variable: VARIABLE.to_owned(),
        millesime: None,
        source,
        valeurs: valeurs.into(),
        bornes_masque: None,
        autres: Autres::default(),
    };
    d.colonnes
        .insert(VARIABLE.to_owned(), BTreeMap::from([(None, colonne)]));
    let fichier = d.source(source).map_or("", |s| s.fichier.as_str());
    let texte = format!(
        "Aucun fichier ne donne la surface des communes\u{a0}: elle est mesurée sur les contours de {fichier} ({}).",
        aire::METHODE
    );
    let constat = Constat::new(
        RegleConstat::SurfaceMesuree,
        Severite::Information,
        SECTION,
        texte,
    )
    .avec_origine(fichier);
    d.constats.push(constat);
    true
}

/// Gives to the arrondissements that a file of surfaces leaves out that of their own outline, and says so: the surface of the
/// city is never theirs.
fn des_arrondissements(d: &mut Dataset) {
    let referentiel = &d.referentiel;
    let arrondissement = |id: &UniteId| referentiel.unite(*id).parent.is_some();
    let traces = d.contours.iter().filter(|(id, _)| arrondissement(id));
    let mesures: Vec<(UniteId, f64, SourceId)> = traces
        .filter_map(|(id, c)| Some((*id, aire::surface_km2(&c.geometrie)?, c.source)))
        .filter(|(_, surface, _)| *surface > 0.0)
        .collect();
    let mut dits: BTreeSet<(SourceId, SourceId)> = BTreeSet::new();
    let versions = d.colonnes.get_mut(VARIABLE).into_iter().flatten();
    for (_, colonne) in versions {
        for (id, surface, trace) in &mesures {
            if let Some(place) = colonne.valeurs.get_mut(id.0 as usize)
                && *place == Valeur::Absente
            {
                *place = Valeur::Connue(*surface);
                dits.insert((colonne.source, *trace));
            }
        }
    }
    for (surfaces, traces) in dits {
        let fichier = |id| d.source(id).map_or("", |s| s.fichier.as_str());
        let texte = format!(
            "{} ne donne pas la surface des arrondissements municipaux\u{a0}: elle est mesurée sur les contours de {} ({}).",
            fichier(surfaces),
            fichier(traces),
            aire::METHODE
        );
        let regle = RegleConstat::SurfaceMesuree;
        let constat = Constat::new(regle, Severite::Information, SECTION, texte)
            .avec_origine(fichier(traces));
        d.constats.push(constat);
    }
}

/// File that gave most of the outlines, the first one when several gave as many.
fn la_plus_fournie(d: &Dataset) -> Option<SourceId> {
    let mut comptes: BTreeMap<SourceId, usize> = BTreeMap::new();
    for contour in d.contours.values() {
        *comptes.entry(contour.source).or_default() += 1;
    }
    let plus = comptes.values().max().copied()?;
    comptes
        .into_iter()
        .find_map(|(source, n)| (n == plus).then_some(source))
}
