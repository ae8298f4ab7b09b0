//! The simplified outlines of the program, where the data folder draws none of the communes asked about.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{BaseIllisible, contours};
use crate::model::lecture::lieux;
use crate::model::{Contour, Dataset, Forme, Perimetre, SourceId, UniteId};

/// Départements of which [`completer`] would take the outlines of the program for some perimeters; `None` when a file draws one
/// of their communes.
#[must_use]
pub fn prevoir(dataset: &Dataset, perimetres: &[&Perimetre]) -> Option<BTreeSet<String>> {
    let membres = unites(perimetres);
    if dataset.referentiel.fictif || dessine(dataset, &membres) {
        return None;
    }
    let r = &dataset.referentiel;
    let code = |id: &UniteId| r.unite(*id).code.departement().to_owned();
    Some(membres.iter().map(code).collect())
}

fn unites(perimetres: &[&Perimetre]) -> BTreeSet<UniteId> {
    let membres = perimetres.iter().flat_map(|p| &p.membres);
    membres.map(|m| m.unite).collect()
}

fn dessine(dataset: &Dataset, membres: &BTreeSet<UniteId>) -> bool {
    let traces = dataset.traces_de(membres, false);
    let mut places = membres
        .iter()
        .flat_map(|&id| lieux(&dataset.referentiel, id));
    places.any(|id| traces.contains_key(&id))
}

/// Adds the outlines of the program around the perimeters, unless a file draws one of their communes.
///
/// # Errors
/// [`BaseIllisible`] when the bytes of the program are damaged.
pub fn completer(dataset: &mut Dataset, perimetres: &[Perimetre]) -> Result<(), BaseIllisible> {
    let perimetres: Vec<&Perimetre> = perimetres.iter().collect();
    let Some(departements) = prevoir(dataset, &perimetres) else {
        return Ok(());
    };
    ajouter(dataset, &departements)?;
    let source = SourceId(dataset.sources.len().saturating_sub(1));
    if !dessine(dataset, &unites(&perimetres)) {
        dataset.esquisses.clear();
        dataset
            .contours_reunis
            .retain(|_, r| r.contour.source != source);
        dataset.sources.pop();
    }
    Ok(())
}

/// Adds the outlines of the program for the whole country, unless a file draws some commune.
///
/// # Errors
/// [`BaseIllisible`] when the bytes of the program are damaged.
pub fn toutes(dataset: &mut Dataset) -> Result<(), BaseIllisible> {
    if dataset.referentiel.fictif || !dataset.contours.is_empty() {
        return Ok(());
    }
    let departements = dataset.referentiel.departements.iter();
    let departements = departements.map(|d| d.code.clone()).collect();
    ajouter(dataset, &departements)
}

/// The outlines of some départements, as the last source.
fn ajouter(dataset: &mut Dataset, departements: &BTreeSet<String>) -> Result<(), BaseIllisible> {
    let source = SourceId(dataset.sources.len());
    let referentiel = Arc::clone(&dataset.referentiel);
    let departements = departements.iter().map(String::as_str).collect();
    let esquisse = |(code, forme)| {
        let geometrie = Forme::from(forme);
        Some((referentiel.par_code(code)?, Contour { geometrie, source }))
    };
    let lus = contours::lire(&departements)?;
    dataset.esquisses = lus.into_iter().filter_map(esquisse).collect();
    dataset.sources.push(contours::source());
    dataset.ecarte_les_contours_reunis();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use super::*;
    use crate::base;
    use crate::financement::COMMUNES_MAX;
    use crate::geo::{Maille, adjacence};
    use crate::load::base_seule;

    fn complete(expression: &str) -> (Dataset, Perimetre) {
        let mut d = base_seule(base::embarquee(), base::source());
        let demande = crate::load::perimetre::demande::lire_demande(expression, Path::new(""));
        let p = super::super::territoire::resoudre(demande.unwrap(), Path::new(""), &d).unwrap();
        completer(&mut d, std::slice::from_ref(&p)).unwrap();
        (d, p)
    }

    fn voisines(expression: &str) -> Vec<String> {
        let (d, p) = complete(expression);
        let ensemble = p.membres.iter().map(|m| m.unite).collect();
        let voisines = adjacence::voisines(&d.referentiel, d.traces(), &ensemble);
        let code = |id: UniteId| d.referentiel.unite(id).code.to_string();
        voisines.into_iter().map(code).collect()
    }

    /// Neighbours known on the ground; those of Paris are in four départements.
    #[test]
    fn borders_stay_shared_between_communes_cities_and_arrondissements() {
        let mende = [
            "48013", "48016", "48018", "48030", "48042", "48081", "48127", "48137",
        ];
        assert_eq!(voisines("commune:48095"), mende);
        let paris = voisines("commune:75056");
        assert_eq!(paris.len(), 29);
        assert!(paris.iter().all(|c| c.starts_with('9')));
        let premier = [
            "75102", "75103", "75104", "75106", "75107", "75108", "75109",
        ];
        assert_eq!(voisines("commune:75101"), premier);
        assert!(voisines("commune:97502").is_empty());
        const { assert!(COMMUNES_MAX <= contours::PORTEE) };
    }

    #[test]
    fn a_border_has_at_most_two_sides_and_nothing_is_measured() {
        let (d, _) = complete("dep:48");
        let mut cotes: BTreeMap<[i64; 4], usize> = BTreeMap::new();
        let pas = |x: f64| (x * 1e6).round() as i64;
        for contour in d.esquisses.values() {
            for ligne in crate::geo::anneaux(&contour.geometrie).flat_map(|a| a.lines()) {
                let (a, b) = (ligne.start, ligne.end);
                let (a, b) = ([pas(a.x), pas(a.y)], [pas(b.x), pas(b.y)]);
                let [[x, y], [u, v]] = [a.min(b), a.max(b)];
                *cotes.entry([x, y, u, v]).or_default() += 1;
            }
        }
        assert!(cotes.values().all(|n| *n <= 2));
        assert!(d.contours.is_empty() && d.derniere("surface_km2").is_none());
        assert_eq!(d.sources.last(), Some(&contours::source()));
    }

    #[test]
    fn an_outline_of_a_file_takes_its_place_and_a_fictional_country_has_none() {
        let (mut d, p) = complete("commune:48095");
        d.contours = std::mem::take(&mut d.esquisses);
        d.sources.truncate(1);
        completer(&mut d, std::slice::from_ref(&p)).unwrap();
        assert!(d.esquisses.is_empty() && d.sources.len() == 1);
        d.contours.clear();
        Arc::make_mut(&mut d.referentiel).fictif = true;
        completer(&mut d, &[p]).unwrap();
        assert!(d.esquisses.is_empty() && d.sources.len() == 1);
    }

    /// Against the national file of the same year: same neighbours, same place.
    #[test]
    fn reel_the_outlines_have_the_neighbours_of_the_national_file() {
        let Some(reel) = crate::geo::reel::Reel::lire() else {
            return;
        };
        let base = base::embarquee();
        let codes = base.departements.iter().map(|d| d.code.as_str()).collect();
        let formes = contours::lire(&codes).unwrap();
        let r = &reel.referentiel;
        let communs: BTreeMap<UniteId, Contour> = formes
            .iter()
            .filter_map(|(code, forme)| {
                let geometrie = forme.clone().into();
                let source = SourceId(0);
                Some((r.par_code(*code)?, Contour { geometrie, source }))
            })
            .collect();
        let ensemble: BTreeSet<UniteId> = communs.keys().copied().collect();
        // Borders drawn alike; those that a file does not draw alike are of that file, and said to be approximate.
        let [(siennes, a_peu_pres), (vraies, approchees)] = [&communs, &reel.contours].map(|c| {
            let maille = Maille::new(r, c, &ensemble);
            let mut graphe = adjacence::entre_dans(&maille, &ensemble);
            let paires = adjacence::approchees_dans(&maille, &ensemble);
            for (a, b) in paires.keys().flat_map(|&(a, b)| [(a, b), (b, a)]) {
                graphe.get_mut(&a).unwrap().remove(&b);
            }
            (graphe, paires)
        });
        assert_eq!(siennes, vraies);
        // A simplified border makes no neighbour that the file does not have.
        assert!(a_peu_pres.keys().all(|p| approchees.contains_key(p)));
        for (id, contour) in &communs {
            let boite = |g: &geo::MultiPolygon<f64>| {
                let sommets = crate::geo::anneaux(g).flat_map(|a| a.0.iter().map(|c| [c.x, c.y]));
                crate::geo::Emprise::de(sommets)
            };
            let (a, b) = (
                boite(&contour.geometrie),
                boite(&reel.contours[id].geometrie),
            );
            let ecarts = [a.min, a.max].into_iter().flatten();
            let ecarts = ecarts.zip([b.min, b.max].into_iter().flatten());
            let ecart = ecarts.map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
            assert!(ecart < 1.5e-3, "{} {ecart}", r.unite(*id).code);
        }
    }
}
