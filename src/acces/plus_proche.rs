//! The nearest commune that has at least one of something, anywhere in France, as the crow flies.

use std::sync::Arc;

use crate::geo::distance;
use crate::model::lecture::{Domaine, Groupe, arrondissements};
use crate::model::{Colonne, Dataset, Point, Proche, SourceId, UniteId, Valeur, garde};

/// Médecins généralistes of a commune.
pub const MEDECINS: &str = "bpe_d265";

/// What must be known to read the distances, in one French sentence.
pub const NOTE: &str = "Distances à vol d'oiseau entre points représentatifs des communes (mairie, à défaut point \
     intérieur)\u{a0}: la route est plus longue\u{a0}; dans une commune étendue, le médecin peut être plus près ou plus loin.";

/// Where there is one in the whole country.
struct Lieux {
    places: Places,
    /// Inhabited places of which the count is hidden, absent or could not be read: they may have one.
    douteuses: Places,
}

/// Communes (and arrondissements) that have at least one, indexed by position.
pub struct PlusProche<'a> {
    dataset: &'a Dataset,
    lieux: Arc<Lieux>,
    source: SourceId,
}

impl<'a> PlusProche<'a> {
    /// Indexes the places with at least one of a count variable (`bpe_d265`); `None` when no file gives it.
    #[must_use]
    pub fn new(dataset: &'a Dataset, variable: &str) -> Option<Self> {
        let colonne = dataset.derniere(variable)?;
        let nom = nom(dataset, variable);
        let lieux = || {
            let gardes: Option<[Vec<UniteId>; 2]> = dataset.annexe_lue(&nom);
            let [au_moins_un, douteuses] = gardes.unwrap_or_else(|| lieux(dataset, colonne));
            Lieux {
                places: Places::de(dataset, au_moins_un),
                douteuses: Places::de(dataset, douteuses),
            }
        };
        Some(Self {
            dataset,
            lieux: dataset.une_fois(&format!("places, {nom}"), lieux),
            source: colonne.source,
        })
    }

    /// The nearest place to a unit other than itself and its own arrondissements, the smallest code on a tie; `None` without
    /// point or place, and when a nearer place may have one: its count is hidden, absent or could not be read.
    #[must_use]
    pub fn chercher(&self, id: UniteId) -> Option<Proche> {
        let ici = point(self.dataset, id)?;
        let r = &self.dataset.referentiel;
        let autre = |place: UniteId| place != id && r.unite(place).parent != Some(id);
        let (carre, gagnant) = self.lieux.places.proche(ici, autre)?;
        if self
            .lieux
            .douteuses
            .proche(ici, autre)
            .is_some_and(|(d2, _)| d2 < carre)
        {
            return None;
        }
        let unite = r.unite(gagnant);
        Some(Proche {
            code: unite.code,
            nom: unite.nom.clone(),
            distance_km: distance::km(ici, point(self.dataset, gagnant)?),
        })
    }

    /// Source of the counts.
    #[must_use]
    pub fn source(&self) -> SourceId {
        self.source
    }
}

/// Places from south to north, with their point on the unit sphere: quicker to make than a tree, for the few communes of a
/// perimeter.
struct Places(Vec<(Point, [f64; 3], UniteId)>);

impl Places {
    /// Of units, those without point left out.
    fn de(dataset: &Dataset, ids: Vec<UniteId>) -> Self {
        let place = |id| {
            let point = point(dataset, id)?;
            Some((point, distance::sur_la_sphere(point), id))
        };
        let mut places: Vec<_> = ids.into_iter().filter_map(place).collect();
        places.sort_unstable_by(|(a, _, i), (b, _, j)| a.lat.total_cmp(&b.lat).then(i.cmp(j)));
        Self(places)
    }

    /// The nearest that answers, and the square of its chord: the smallest code among those as near, to a micron.
    fn proche(&self, ici: Point, retenue: impl Fn(UniteId) -> bool) -> Option<(f64, UniteId)> {
        let depart = distance::sur_la_sphere(ici);
        let mut carre = f64::INFINITY;
        self.regarder(ici, depart, &mut |d2, id| {
            if d2 < carre && retenue(id) {
                carre = d2;
            }
            carre
        });
        let limite = carre + 1e-24_f64.max(carre * 1e-12);
        let mut gagnant: Option<UniteId> = None;
        self.regarder(ici, depart, &mut |d2, id| {
            if d2 <= limite && gagnant.is_none_or(|g| id < g) && retenue(id) {
                gagnant = Some(id);
            }
            limite
        });
        gagnant.map(|g| (carre, g))
    }

    /// Shows the places outwards from a latitude, with the square of their chord, as long as their latitude alone leaves them
    /// within what the look gives back.
    fn regarder(&self, ici: Point, depart: [f64; 3], regard: &mut dyn FnMut(f64, UniteId) -> f64) {
        let milieu = self.0.partition_point(|(la, ..)| la.lat < ici.lat);
        let (sud, nord) = self.0.split_at_checked(milieu).unwrap_or_default();
        let mut voit = |(la, sphere, id): &(Point, [f64; 3], UniteId)| {
            let [x, y, z] = [0, 1, 2].map(|k: usize| {
                let [de, a] = [depart, *sphere].map(|p| p.get(k).copied().unwrap_or_default());
                (de - a).powi(2)
            });
            let limite = regard(x + y + z, *id);
            // The chord of two latitudes, shortened by what rounding may take from it.
            let corde = 2.0 * ((la.lat - ici.lat).to_radians() / 2.0).sin();
            corde * corde * (1.0 - 1e-9) <= limite
        };
        let _ = nord.iter().all(&mut voit);
        let _ = sud.iter().rev().all(&mut voit);
    }
}

/// Units of the whole country that have at least one, and those that may; a city is read through its arrondissements.
fn lieux(dataset: &Dataset, colonne: &Colonne) -> [Vec<UniteId>; 2] {
    let r = &dataset.referentiel;
    let groupe = Groupe::seul(colonne, Domaine::Effectif);
    let ville_eclatee = |id: &UniteId| groupe.par_arrondissements(arrondissements(r, *id));
    let places = |retenue: &dyn Fn(UniteId) -> bool| {
        let ids = r.ids().filter(|id| retenue(*id) && !ville_eclatee(id));
        ids.collect()
    };
    let au_moins_un = |id| groupe.propre(id).connu().is_some_and(|n| n >= 1.0);
    // An arrondissement of a city that is read as one has no figure of its own.
    let propre = |id| r.unite(id).parent.is_none_or(|ville| ville_eclatee(&ville));
    let inconnue = |id| !matches!(colonne.valeur(id), Valeur::Connue(_));
    let douteuse = |id| inconnue(id) && propre(id) && r.population(id) > 0.0;
    [places(&au_moins_un), places(&douteuse)]
}

fn nom(dataset: &Dataset, variable: &str) -> String {
    dataset.nom_d_annexe(&format!("au moins un {variable}"))
}

/// What is kept beside a dataset so that the whole country is not read: where there is one of a count variable, and its name.
#[must_use]
pub fn lieux_a_garder(dataset: &Dataset, variable: &str) -> Option<(String, Vec<u8>)> {
    let lieux = lieux(dataset, dataset.derniere(variable)?);
    garde(nom(dataset, variable), &lieux)
}

/// Representative point of a unit; that of its city for an arrondissement without its own.
fn point(d: &Dataset, id: UniteId) -> Option<Point> {
    let ville = || d.points.get(&d.referentiel.unite(id).parent?);
    let p = d.points.get(&id).or_else(ville).copied()?;
    crate::geo::est_geographique(p.lon, p.lat).then_some(p)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::*;

    fn proche(d: &Dataset, id: UniteId) -> Proche {
        PlusProche::new(d, "bpe_d265")
            .unwrap()
            .chercher(id)
            .unwrap()
    }

    #[test]
    fn finds_the_nearest_outside_the_perimeter_and_through_arrondissements() {
        let mut d = france();
        ajouter_connues(
            &mut d,
            "bpe_d265",
            &[
                (ALPHA, 0.0),
                (BETA, 2.0),
                (GAMMA, 0.0),
                (ILE, 0.0),
                (PARIS_1, 1.0),
                (PARIS_2, 9.0),
                (VOISINE, 0.0),
            ],
        );
        assert_eq!(proche(&d, ALPHA).nom, "Bêta");
        assert_eq!(proche(&d, VOISINE).nom, "Paris 2e");
        // 0.1° of longitude at 44.05° N.
        assert!((proche(&d, ALPHA).distance_km - 7.99).abs() < 0.01);
        assert_eq!(
            proche(&d, BETA).nom,
            "Paris 2e",
            "a place is not its own neighbour"
        );
    }

    #[test]
    fn ties_are_broken_by_code() {
        let mut d = france();
        let p = d.points[&ALPHA];
        for id in [PARIS_1, VOISINE, ILE] {
            d.points.insert(
                id,
                Point {
                    lon: p.lon,
                    lat: p.lat + 1.0,
                },
            );
        }
        ajouter_connues(
            &mut d,
            "bpe_d265",
            &[
                (ILE, 1.0),
                (VOISINE, 1.0),
                (PARIS_1, 1.0),
                (PARIS_2, 0.0),
                (BETA, 0.0),
                (GAMMA, 0.0),
            ],
        );
        assert_eq!(proche(&d, ALPHA).nom, "Paris 1er");
        assert!(PlusProche::new(&d, "bpe_d307").is_none());
        d.points.clear();
        assert!(
            PlusProche::new(&d, "bpe_d265")
                .unwrap()
                .chercher(ALPHA)
                .is_none()
        );
    }

    #[test]
    fn a_nearer_place_of_which_nothing_is_known_may_have_one() {
        let mut d = france();
        let loin = [
            (ILE, 1.0),
            (VOISINE, 0.0),
            (PARIS_1, 0.0),
            (PARIS_2, 0.0),
            (GAMMA, 0.0),
        ];
        ajouter_connues(&mut d, "bpe_d265", &loin);
        let cherche = |d: &Dataset| PlusProche::new(d, "bpe_d265").unwrap().chercher(ALPHA);
        assert_eq!(
            cherche(&d),
            None,
            "Bêta is nearer, and absent from the file"
        );
        ajouter_connues(&mut d, "bpe_d265", &[&loin[..], &[(BETA, 0.0)]].concat());
        assert!(cherche(&d).is_some());
    }

    proptest! {
        #[test]
        fn agrees_with_a_plain_search(points in prop::collection::vec((-60.0..60.0, -80.0..80.0), 8)) {
            let mut d = france();
            for (i, (lon, lat)) in (0u32..).zip(points) {
                d.points.insert(UniteId(i), Point { lon, lat });
            }
            let presents = [BETA, GAMMA, PARIS_1, PARIS_2, VOISINE, ILE];
            ajouter_connues(&mut d, "bpe_d265", &presents.map(|id| (id, 1.0)));
            let ici = d.points[&ALPHA];
            let attendu = presents
                .iter()
                .map(|id| distance::km(ici, d.points[id]))
                .fold(f64::INFINITY, f64::min);
            prop_assert!((proche(&d, ALPHA).distance_km - attendu).abs() < 1e-9);
        }
    }
}
