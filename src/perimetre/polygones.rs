//! From polygons to the communes whose representative point they contain.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use crate::francais::enumerer;
use crate::geo::semis::{self, Place};
use crate::model::{
    Constat, Dataset, Emplacement, ErreurDonnees, Genre, Membre, Perimetre, Point, Referentiel,
    RegleConstat, SectionId, Severite, UniteId,
};

use super::ensemble_dits::designe;
use super::erreur::ErreurPerimetre;

/// Communes named in a sentence.
const DOUTEUSES: usize = 5;

/// Communes whose representative point lies in one of the polygons (WGS84 degrees).
///
/// Of a city with arrondissements, the city is taken when the points of all its arrondissements are inside, else the
/// arrondissements inside. Communes without a point are named in a finding when their département is touched.
///
/// # Errors
/// [`ErreurPerimetre::DonneesManquantes`] when the data folder gives no point at all, [`ErreurPerimetre::Vide`] when
/// no point is inside, [`ErreurPerimetre::Invalide`] when an outline goes several times around one.
pub fn depuis_polygones(
    nom: &str,
    polygones: &[MultiPolygon<f64>],
    donnees: &Dataset,
) -> Result<Perimetre, ErreurPerimetre> {
    if donnees.points.is_empty() {
        return Err(ErreurPerimetre::DonneesManquantes(sans_points(nom)));
    }
    let dedans = dedans(nom, polygones, donnees)?;
    let retenues = villes(donnees, dedans);
    if retenues.is_empty() {
        return Err(super::hors_points::rien(nom, polygones, donnees));
    }
    Ok(Perimetre {
        nom: nom.to_owned(),
        expression: nom.to_owned(),
        genre: crate::model::GenrePerimetre::Projet,
        constats: sans_point(donnees, &retenues).into_iter().collect(),
        membres: retenues
            .into_iter()
            .map(|unite| Membre { unite, part: 1.0 })
            .collect(),
        cpts: None,
    })
}

/// Units whose point is inside; a point that the polygons may or may not hold is refused, as a guess would be a commune more or less.
fn dedans(
    nom: &str,
    polygones: &[MultiPolygon<f64>],
    donnees: &Dataset,
) -> Result<BTreeSet<UniteId>, ErreurPerimetre> {
    let points: Vec<(UniteId, Point)> = donnees.points.iter().map(|(id, p)| (*id, *p)).collect();
    let tous: Vec<&MultiPolygon<f64>> = polygones.iter().collect();
    let seuls: Vec<Point> = points.iter().map(|(_, p)| *p).collect();
    let places = semis::places(&tous, &seuls).ok_or_else(|| trop_charge(nom))?;
    let de = |voulue: Place| {
        let avec = points.iter().zip(&places);
        avec.filter(move |(_, place)| **place == voulue)
            .map(|((id, _), _)| *id)
    };
    let douteuses: Vec<UniteId> = de(Place::Ambigue).collect();
    if !douteuses.is_empty() {
        return Err(recoupe(nom, &donnees.referentiel, &douteuses).into());
    }
    Ok(de(Place::Dedans).collect())
}

fn recoupe(nom: &str, referentiel: &Referentiel, douteuses: &[UniteId]) -> ErreurDonnees {
    let noms: Vec<String> = douteuses
        .iter()
        .map(|id| designe(referentiel, *id))
        .collect();
    let probleme = format!(
        "le contour se recoupe et fait plusieurs fois le tour de {} : rien ne dit s'il les tient ou s'il les laisse",
        enumerer(&noms, DOUTEUSES)
    );
    ErreurDonnees::new(Emplacement::fichier(nom), probleme)
        .attendu("un contour qui ne se recoupe pas (RFC 7946)")
        .remede("réparez-le dans le logiciel qui l'a dessiné (QGIS : « Réparer les géométries ») et exportez-le à nouveau")
}

fn trop_charge(nom: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(nom),
        "le contour a trop de longs côtés pour être comparé aux points des communes",
    )
    .attendu("un contour de territoire, de quelques milliers de positions")
    .remede("simplifiez-le (QGIS : « Simplifier », mapshaper : -simplify) et exportez-le à nouveau")
}

/// Settles each city with arrondissements: itself, or the arrondissements inside.
fn villes(donnees: &Dataset, mut dedans: BTreeSet<UniteId>) -> BTreeSet<UniteId> {
    let referentiel = &donnees.referentiel;
    let touchees: BTreeSet<UniteId> = dedans
        .iter()
        .map(|&id| referentiel.unite(id).parent.unwrap_or(id))
        .filter(|&id| !referentiel.arrondissements(id).is_empty())
        .collect();
    for ville in touchees {
        let situes = || {
            referentiel
                .arrondissements(ville)
                .iter()
                .filter(|a| donnees.points.contains_key(a))
        };
        if situes().next().is_none() {
            continue;
        }
        let tous = situes().all(|a| dedans.contains(a));
        dedans.remove(&ville);
        if tous {
            for arrondissement in referentiel.arrondissements(ville) {
                dedans.remove(arrondissement);
            }
            dedans.insert(ville);
        }
    }
    dedans
}

/// Communes of the départements touched that have no point, and so could not be selected.
fn sans_point(donnees: &Dataset, retenues: &BTreeSet<UniteId>) -> Option<Constat> {
    let referentiel = &donnees.referentiel;
    let departements: BTreeSet<usize> = retenues
        .iter()
        .map(|&id| referentiel.unite(id).departement)
        .collect();
    let situee = |id: UniteId| {
        let par_arrondissement = || {
            referentiel
                .arrondissements(id)
                .iter()
                .any(|a| donnees.points.contains_key(a))
        };
        donnees.points.contains_key(&id) || par_arrondissement()
    };
    let codes: Vec<_> = referentiel
        .ids()
        .filter(|&id| referentiel.unite(id).genre != Genre::Arrondissement)
        .filter(|&id| departements.contains(&referentiel.unite(id).departement))
        .filter(|&id| !retenues.contains(&id) && !situee(id))
        .map(|id| referentiel.unite(id).code)
        .collect();
    let debut = match codes.len() {
        0 => return None,
        1 => "Une commune des départements touchés n'a pas de point représentatif et n'a pas pu être sélectionnée".to_owned(),
        n => format!("{n} communes des départements touchés n'ont pas de point représentatif et n'ont pas pu être sélectionnées"),
    };
    let texte = format!("{debut} : ajoutez-la au besoin par son code.").replace(
        "sélectionnées : ajoutez-la au besoin par son",
        "sélectionnées : ajoutez-les au besoin par leur",
    );
    Some(
        Constat::new(
            RegleConstat::PointsManquants,
            Severite::Attention,
            SectionId::S1,
            texte,
        )
        .avec_communes(codes),
    )
}

fn sans_points(nom: &str) -> ErreurDonnees {
    ErreurDonnees::new(Emplacement::fichier(nom), "aucun point de commune dans le dossier de données : le polygone ne peut rien sélectionner")
        .attendu("les contours des communes (GeoJSON Etalab ou IGN) ou une table de leurs coordonnées (code, latitude, longitude)")
        .remede("déposez l'un de ces fichiers dans le dossier de données (--donnees DOSSIER, ./donnees par défaut) et relancez")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use geo::{Rect, coord};

    fn id(code: &str) -> UniteId {
        embarquee().par_code(code.parse().unwrap()).unwrap()
    }

    fn donnees(points: &[(&str, f64, f64)]) -> Dataset {
        Dataset {
            referentiel: embarquee(),
            points: points
                .iter()
                .map(|&(code, lon, lat)| (id(code), Point { lon, lat }))
                .collect(),
            ..Dataset::default()
        }
    }

    fn carre(lon: f64, lat: f64, cote: f64) -> MultiPolygon<f64> {
        let rect = Rect::new(
            coord! { x: lon, y: lat },
            coord! { x: lon + cote, y: lat + cote },
        );
        MultiPolygon::new(vec![rect.to_polygon()])
    }

    fn codes(polygone: MultiPolygon<f64>, donnees: &Dataset) -> Vec<String> {
        let p = depuis_polygones("zone.geojson", &[polygone], donnees).unwrap();
        p.membres
            .iter()
            .map(|m| embarquee().unite(m.unite).code.to_string())
            .collect()
    }

    #[test]
    fn takes_the_communes_whose_point_is_inside_and_names_those_without() {
        let donnees = donnees(&[
            ("48095", 3.5, 44.5),
            ("48080", 3.8, 44.7),
            ("12202", 2.5, 44.3),
        ]);
        assert_eq!(codes(carre(3.0, 44.0, 1.0), &donnees), ["48080", "48095"]);
        let p = depuis_polygones("z", &[carre(3.0, 44.0, 1.0)], &donnees).unwrap();
        assert_eq!(p.constats[0].id, "points_manquants");
        assert_eq!(p.constats[0].communes.len(), 150);
    }

    #[test]
    fn takes_the_city_or_only_some_of_its_arrondissements() {
        let mut points = vec![("69123", 4.8, 45.7)];
        let lyon: Vec<String> = (69381..=69389).map(|n| n.to_string()).collect();
        points.extend(
            lyon.iter()
                .zip(0u32..)
                .map(|(c, i)| (c.as_str(), 4.0 + f64::from(i), 45.7)),
        );
        let donnees = donnees(&points);
        assert_eq!(codes(carre(3.5, 45.0, 2.0), &donnees), ["69381", "69382"]);
        assert_eq!(codes(carre(3.5, 40.0, 20.0), &donnees), ["69123"]);
    }

    #[test]
    fn no_point_at_all_and_nothing_inside_are_different_errors() {
        let vide = depuis_polygones(
            "z",
            &[carre(0.0, 0.0, 1.0)],
            &donnees(&[("48095", 3.5, 44.5)]),
        );
        assert!(matches!(vide, Err(ErreurPerimetre::Vide(_))));
        let rien = depuis_polygones("z", &[carre(3.0, 44.0, 1.0)], &donnees(&[]));
        assert!(matches!(rien, Err(ErreurPerimetre::DonneesManquantes(_))));
    }
}
