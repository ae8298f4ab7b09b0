//! Polygons that hold the point of no commune: swapped coordinates, a polygon smaller than a commune, or elsewhere.

use geo::{BoundingRect, Intersects, MapCoords, MultiPolygon, Rect};

use crate::geo::aire::surface_km2;
use crate::geo::semis::{self, Place};
use crate::model::{Dataset, Emplacement, ErreurDonnees, Genre, Point, UniteId};
use crate::tri::Tri;

use super::ensemble_dits::designe;
use super::erreur::ErreurPerimetre;

/// Points of a side of the grid on which areas are compared: shares are said « environ ».
const GRILLE: u32 = 100;
/// Communes proposed.
const PROPOSITIONS: usize = 5;

/// A commune that the polygons touch.
struct Touchee {
    unite: UniteId,
    /// Share of its area that is inside, in ]0, 1].
    part: f64,
}

/// Why the polygons hold no commune, with what to do.
pub(super) fn rien(
    nom: &str,
    polygones: &[MultiPolygon<f64>],
    donnees: &Dataset,
) -> ErreurPerimetre {
    let inverses: Vec<MultiPolygon<f64>> = polygones
        .iter()
        .map(|p| p.map_coords(|c| geo::coord! { x: c.y, y: c.x }))
        .collect();
    let points: Vec<Point> = donnees.points.values().copied().collect();
    let inverses: Vec<&MultiPolygon<f64>> = inverses.iter().collect();
    let places = semis::places(&inverses, &points).unwrap_or_default();
    if places.contains(&Place::Dedans) {
        return ErreurDonnees::new(
            Emplacement::fichier(nom),
            "latitude et longitude sont inversées : ces polygones tombent loin de la France, et en France une fois remis à l'endroit",
        )
        .attendu("la longitude d'abord, puis la latitude (GeoJSON, RFC 7946)")
        .remede("exportez à nouveau le contour en GeoJSON, ou échangez les deux nombres de chaque position")
        .into();
    }
    let debut = format!("les polygones de « {nom} » ne contiennent le point d'aucune commune");
    let mut touchees = touchees(polygones, donnees);
    touchees.trie_par(|a, b| b.part.total_cmp(&a.part).then(a.unite.cmp(&b.unite)));
    if touchees.is_empty() {
        return ErreurPerimetre::Vide(format!(
            "{debut}\n  attendu : des polygones en France, qui entourent au moins une commune\n  \
             remède : vérifiez le contour sur une carte, ou donnez la liste des codes communes"
        ));
    }
    touchees.truncate(PROPOSITIONS);
    ErreurPerimetre::Vide(format!("{debut} : {}", plus_petits(&touchees, donnees)))
}

/// The communes that hold the polygons, and the expression that takes a part of each.
fn plus_petits(touchees: &[Touchee], donnees: &Dataset) -> String {
    let referentiel = &donnees.referentiel;
    let cite = |t: &Touchee| {
        let pourcent = (t.part * 100.0).max(0.1);
        let decimales = usize::from(pourcent < 1.0);
        let ecrit = format!("{pourcent:.decimales$}").replace('.', ",");
        format!(
            "{} (environ {ecrit} % de sa surface)",
            designe(referentiel, t.unite)
        )
    };
    let terme = |t: &Touchee| {
        let part = (t.part.max(0.001) * 1000.0).round() / 1000.0;
        format!("{}@{part}", referentiel.unite(t.unite).code)
    };
    let cites: Vec<String> = touchees.iter().map(cite).collect();
    let termes: Vec<String> = touchees.iter().map(terme).collect();
    let codes: Vec<&str> = touchees
        .iter()
        .map(|t| referentiel.unite(t.unite).code.as_str())
        .collect();
    let villes = touchees.iter().any(|t| {
        let unite = referentiel.unite(t.unite);
        unite.genre == Genre::Commune && unite.code.de_ville_a_arrondissements()
    });
    let arrondissements = if villes {
        " ; pour des arrondissements, déposez leurs contours dans le dossier de données, ou écrivez leurs codes"
    } else {
        ""
    };
    format!(
        "ils sont plus petits que les communes qu'ils touchent, {}\n  attendu : un contour qui entoure au moins une \
         commune\n  remède : écrivez commune:{} (part de la surface, à corriger par celle de la population), ou \
         commune:{} pour les prendre entières{arrondissements}",
        cites.join(", "),
        termes.join(","),
        codes.join(",")
    )
}

/// Communes whose outline meets the polygons, with the share of their area that is inside.
fn touchees(polygones: &[MultiPolygon<f64>], donnees: &Dataset) -> Vec<Touchee> {
    let zone: Vec<&MultiPolygon<f64>> = polygones.iter().collect();
    let boites: Vec<Rect<f64>> = polygones
        .iter()
        .filter_map(BoundingRect::bounding_rect)
        .collect();
    let mut trouvees = Vec::new();
    for (&unite, contour) in &donnees.contours {
        let Some(boite) = contour.geometrie.bounding_rect() else {
            continue;
        };
        if !boites.iter().any(|b| b.intersects(&boite)) {
            continue;
        }
        let (dedans, total) = boites
            .iter()
            .map(|b| commun(b, &zone, &contour.geometrie))
            .fold(
                (0.0, surface_km2(&contour.geometrie).unwrap_or(0.0)),
                |(somme, total), x| (somme + x, total),
            );
        if dedans > 0.0 && total > 0.0 {
            let part = (dedans / total).min(1.0);
            trouvees.push(Touchee { unite, part });
        }
    }
    trouvees
}

/// Area of the commune inside the polygons, in one of their boxes, km²; measured on a grid.
fn commun(boite: &Rect<f64>, zone: &[&MultiPolygon<f64>], commune: &MultiPolygon<f64>) -> f64 {
    let (pas_x, pas_y) = (
        boite.width() / f64::from(GRILLE),
        boite.height() / f64::from(GRILLE),
    );
    let mut grille = Vec::new();
    for i in 0..GRILLE {
        for j in 0..GRILLE {
            let point = Point {
                lon: boite.min().x + (f64::from(i) + 0.5) * pas_x,
                lat: boite.min().y + (f64::from(j) + 0.5) * pas_y,
            };
            grille.push(point);
        }
    }
    let dans = |g: &[&MultiPolygon<f64>]| semis::places(g, &grille).unwrap_or_default();
    let deux = dans(zone).into_iter().zip(dans(&[commune]));
    let dedans = deux
        .filter(|p| *p == (Place::Dedans, Place::Dedans))
        .count();
    let total = surface_km2(&MultiPolygon::new(vec![boite.to_polygon()])).unwrap_or(0.0);
    total * dedans as f64 / f64::from(GRILLE * GRILLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::geo::essais::carre;
    use crate::model::{Contour, SourceId};
    use crate::perimetre::depuis_polygones;

    fn donnees() -> Dataset {
        let base = embarquee();
        let mende = base.par_code("48095".parse().unwrap()).unwrap();
        let contour = Contour {
            geometrie: carre(3.0, 44.0, 0.1).into(),
            source: SourceId(0),
        };
        Dataset {
            referentiel: base,
            points: [(
                mende,
                Point {
                    lon: 3.05,
                    lat: 44.05,
                },
            )]
            .into(),
            contours: [(mende, contour)].into(),
            ..Dataset::default()
        }
    }

    fn message(polygone: MultiPolygon<f64>) -> String {
        depuis_polygones("z.geojson", &[polygone], &donnees())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_polygon_smaller_than_a_commune_names_it_with_its_share() {
        let texte = message(carre(3.0, 44.0, 0.02));
        for morceau in [
            "48095 Mende",
            "environ 4 %",
            "commune:48095@0.04",
            "périmètre vide",
        ] {
            assert!(texte.contains(morceau), "{texte}");
        }
    }

    #[test]
    fn swapped_coordinates_are_told() {
        let texte = message(carre(44.0, 3.0, 0.1));
        assert!(
            texte.contains("latitude et longitude sont inversées"),
            "{texte}"
        );
        assert!(message(carre(-30.0, 44.0, 0.1)).contains("vérifiez le contour"));
    }
}
