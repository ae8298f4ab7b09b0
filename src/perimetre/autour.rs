//! The communes within a distance of one, or within a travel time when a file gives them.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::{court, denombre};
use crate::geo::distance;
use crate::geo::point_interieur::point_interieur;
use crate::model::lecture::lieux;
use crate::model::{
    Constat, Dataset, Emplacement, ErreurDonnees, Genre, GenrePerimetre, Membre, Perimetre, Point,
    RegleConstat, SectionId, Severite, UniteId,
};

use super::erreur::ErreurPerimetre;

/// Communes whose town hall (or a point inside them) is within a distance of that of one, as the crow flies, and it is said.
///
/// # Errors
/// [`ErreurPerimetre::DonneesManquantes`] when no point of the commune is known.
pub fn a_distance(
    centre: UniteId,
    km: f64,
    donnees: &Dataset,
) -> Result<Perimetre, ErreurPerimetre> {
    let referentiel = &donnees.referentiel;
    let nom = &referentiel.unite(centre).nom;
    let place = |id: UniteId| -> Option<Point> {
        let du_contour = || point_interieur(&donnees.traces().get(&id)?.geometrie);
        donnees.points.get(&id).copied().or_else(du_contour)
    };
    // A city whose arrondissements alone are placed is where the first of them is.
    let place = |id: UniteId| lieux(referentiel, id).find_map(place);
    let Some(ici) = place(centre) else {
        return Err(ErreurPerimetre::DonneesManquantes(
            ErreurDonnees::new(
                Emplacement::demande("--autour"),
                format!("aucun fichier du dossier ne dit où est {nom}"),
            )
            .attendu("les contours des communes (GeoJSON), ou une table de leurs coordonnées (code, latitude, longitude)"),
        ));
    };
    let proche = |id: &UniteId| place(*id).is_some_and(|la| distance::km(ici, la) <= km);
    let unites: BTreeSet<UniteId> = communes(donnees).filter(proche).chain([centre]).collect();
    let texte = format!(
        "Communes à {}\u{a0}km au plus de {nom} à vol d'oiseau, de mairie à mairie (ou d'un point de la commune)\u{a0}: ce n'est pas un temps de trajet.",
        court(km)
    );
    Ok(perimetre(
        format!("À {}\u{a0}km de {nom}", court(km)),
        unites,
        vec![constat(texte)],
    ))
}

/// Communes that a file says to be within a time of one, in either way.
///
/// # Errors
/// [`ErreurPerimetre::Vide`] when the file gives no time for the commune.
pub fn a_minutes(
    centre: UniteId,
    minutes: f64,
    (fichier, temps): (&str, &BTreeMap<(UniteId, UniteId), f64>),
    donnees: &Dataset,
) -> Result<Perimetre, ErreurPerimetre> {
    let nom = &donnees.referentiel.unite(centre).nom;
    // There and back: the shorter, as each file writes one way or both.
    let mut vers: BTreeMap<UniteId, f64> = BTreeMap::new();
    for (&(de, a), &t) in temps {
        let autre = match centre {
            c if c == de => a,
            c if c == a => de,
            _ => continue,
        };
        let place = vers.entry(autre).or_insert(t);
        *place = place.min(t);
    }
    if vers.keys().all(|id| *id == centre) {
        return Err(ErreurPerimetre::Vide(format!(
            "{fichier} ne donne aucun temps de trajet vers {nom} ni depuis elle"
        )));
    }
    let proches = vers.iter().filter(|(_, t)| **t <= minutes);
    let unites: BTreeSet<UniteId> = proches.map(|(id, _)| *id).chain([centre]).collect();
    let texte = format!(
        "Communes à {}\u{a0}minutes au plus de {nom} selon {fichier}, qui donne le temps de {}\u{a0}: les autres ne sont pas prises.",
        court(minutes),
        denombre(vers.len(), "commune", "communes"),
    );
    Ok(perimetre(
        format!("À {}\u{a0}minutes de {nom}", court(minutes)),
        unites,
        vec![constat(texte)],
    ))
}

/// Communes, without the arrondissements of those that have some.
fn communes(donnees: &Dataset) -> impl Iterator<Item = UniteId> + '_ {
    let referentiel = &donnees.referentiel;
    let ids = referentiel.france();
    ids.filter(|id| referentiel.unite(*id).genre != Genre::Arrondissement)
}

fn constat(texte: String) -> Constat {
    let regle = RegleConstat::PerimetreAutour;
    Constat::new(regle, Severite::Information, SectionId::S1, texte)
}

fn perimetre(nom: String, unites: BTreeSet<UniteId>, constats: Vec<Constat>) -> Perimetre {
    Perimetre {
        expression: nom.clone(),
        nom,
        genre: GenrePerimetre::Projet,
        constats,
        membres: unites
            .into_iter()
            .map(|unite| Membre { unite, part: 1.0 })
            .collect(),
        cpts: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;

    fn id(code: &str) -> UniteId {
        embarquee().par_code(code.parse().unwrap()).unwrap()
    }

    fn donnees() -> Dataset {
        let places = [
            ("48095", 3.5, 44.52),
            ("48080", 3.85, 44.73),
            ("69381", 4.83, 45.77),
        ];
        Dataset {
            referentiel: embarquee(),
            points: places
                .map(|(c, lon, lat)| (id(c), Point { lon, lat }))
                .into(),
            ..Dataset::default()
        }
    }

    fn codes(p: &Perimetre) -> Vec<String> {
        let unite = |m: &Membre| embarquee().unite(m.unite).code.to_string();
        p.membres.iter().map(unite).collect()
    }

    #[test]
    fn by_distance_the_centre_is_in_and_it_is_said_to_be_no_travel_time() {
        let p = a_distance(id("48095"), 40.0, &donnees()).unwrap();
        assert_eq!(codes(&p), ["48080", "48095"]);
        assert!(p.constats[0].texte.contains("vol d'oiseau"));
        let seule = a_distance(id("48095"), 5.0, &donnees()).unwrap();
        assert_eq!(codes(&seule), ["48095"]);
        // A city is where its arrondissements are.
        assert_eq!(
            codes(&a_distance(id("69123"), 1.0, &donnees()).unwrap()),
            ["69123"]
        );
        let perdue = a_distance(id("75056"), 1.0, &donnees());
        assert!(matches!(perdue, Err(ErreurPerimetre::DonneesManquantes(_))));
    }

    #[test]
    fn by_time_the_shorter_way_counts_and_a_commune_without_time_is_left() {
        let temps = [
            ((id("48095"), id("48080")), 50.0),
            ((id("48080"), id("48095")), 44.0),
            ((id("48095"), id("48127")), 46.0),
        ];
        let temps = BTreeMap::from(temps);
        let p = a_minutes(id("48095"), 45.0, ("t.csv", &temps), &donnees()).unwrap();
        assert_eq!(codes(&p), ["48080", "48095"]);
        assert!(
            p.constats[0].texte.contains("2\u{a0}communes"),
            "{}",
            p.constats[0].texte
        );
        let rien = a_minutes(id("69123"), 45.0, ("t.csv", &temps), &donnees());
        assert!(matches!(rien, Err(ErreurPerimetre::Vide(_))));
    }
}
