//! Where a list of structures speaks: the départements of which it names enough. Beyond, a nearer structure may exist.

use std::collections::{BTreeMap, BTreeSet};

use std::sync::Arc;

use crate::geo::distance;
use crate::model::{Dataset, Point, UniteId};

/// Share of the highest number of structures for each inhabitant under which a list is held not to speak of a département: the
/// densest and the least dense départements of a national list are in a ratio of ten. A choice of the project.
const PART_MIN: f64 = 0.05;

/// What a list covers.
pub(super) struct Portee {
    /// Départements of which it speaks.
    couverts: BTreeSet<usize>,
    /// Points of the inhabited communes of the others, from south to north.
    ailleurs: Vec<Point>,
}

impl Portee {
    /// Of a list, from all that it names, of any kind.
    pub(super) fn de(dataset: &Dataset, liste: &str) -> Arc<Self> {
        let nom = dataset.nom_d_annexe(&format!("portée {liste}"));
        dataset.une_fois(&nom, || Self::lire(dataset, liste))
    }

    fn lire(dataset: &Dataset, liste: &str) -> Self {
        let referentiel = &dataset.referentiel;
        let departement = |id: UniteId| referentiel.unite(id).departement;
        let mut nombres: BTreeMap<usize, f64> = BTreeMap::new();
        for s in dataset.structures.iter().filter(|s| s.liste == liste) {
            *nombres.entry(departement(s.unite)).or_default() += 1.0;
        }
        let mut habitants = vec![0.0; referentiel.departements.len()];
        for id in referentiel.ids() {
            let unite = referentiel.unite(id);
            let sien = habitants.get_mut(unite.departement);
            if let Some(sien) = sien.filter(|_| unite.parent.is_none()) {
                *sien += referentiel.population(id);
            }
        }
        let taux = |d: &usize, n: f64| n / habitants.get(*d).copied().unwrap_or(0.0).max(1.0);
        let taux: BTreeMap<usize, f64> = nombres.iter().map(|(d, n)| (*d, taux(d, *n))).collect();
        let haut = taux.values().copied().fold(0.0, f64::max);
        let assez = |t: f64| t >= PART_MIN * haut;
        let couverts: BTreeSet<usize> = taux
            .iter()
            .filter(|(_, t)| assez(**t))
            .map(|(d, _)| *d)
            .collect();
        let muet: Vec<bool> = (0..habitants.len())
            .map(|d| !couverts.contains(&d))
            .collect();
        let muets = dataset.points.iter().filter(|(id, _)| {
            let muet = muet.get(departement(**id)).copied().unwrap_or(true);
            muet && referentiel.population(**id) > 0.0
        });
        let mut ailleurs: Vec<Point> = muets.map(|(_, p)| *p).collect();
        ailleurs.sort_by(|a, b| a.lat.total_cmp(&b.lat).then(a.lon.total_cmp(&b.lon)));
        Self { couverts, ailleurs }
    }

    /// Whether it speaks of the département of a commune.
    pub(super) fn dit(&self, dataset: &Dataset, id: UniteId) -> bool {
        let departement = dataset.referentiel.unite(id).departement;
        self.couverts.contains(&departement)
    }

    /// Whether a place of which it does not speak is nearer than a distance, kilometres.
    pub(super) fn doute(&self, ici: Point, km: f64) -> bool {
        let milieu = self.ailleurs.partition_point(|la| la.lat < ici.lat);
        let Some((sud, nord)) = self.ailleurs.split_at_checked(milieu) else {
            return false;
        };
        let pres = |la: &&Point| distance::au_moins(ici, **la) < km;
        let plus_pres = |la: &Point| distance::km(ici, *la) < km;
        let mut nord = nord.iter().take_while(pres);
        nord.any(plus_pres) || sud.iter().rev().take_while(pres).any(plus_pres)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::model::{SourceId, Structure};

    fn dataset(nombres: &[(&str, usize)]) -> Dataset {
        let mut d = Dataset {
            referentiel: embarquee(),
            ..Dataset::default()
        };
        let lozere = Point {
            lat: 44.52,
            lon: 3.50,
        };
        let cantal = Point {
            lat: 45.03,
            lon: 3.09,
        };
        let unite = |code: &str| d.referentiel.par_code(code.parse().unwrap()).unwrap();
        let (mende, saint_flour) = (unite("48095"), unite("15187"));
        let siennes: Vec<UniteId> = nombres
            .iter()
            .flat_map(|(code, n)| std::iter::repeat_n(unite(code), *n))
            .collect();
        d.points.insert(mende, lozere);
        d.points.insert(saint_flour, cantal);
        d.structures = siennes
            .into_iter()
            .map(|unite| Structure {
                unite,
                liste: "finess".to_owned(),
                identifiant: String::new(),
                nom: String::new(),
                categorie: String::new(),
                libelle: String::new(),
                point: None,
                source: SourceId(0),
            })
            .collect();
        d
    }

    #[test]
    fn a_list_of_one_departement_doubts_what_is_farther_than_the_next() {
        let d = dataset(&[("48095", 40)]);
        let portee = Portee::de(&d, "finess");
        let ici = Point {
            lat: 44.9,
            lon: 3.2,
        };
        // Saint-Flour, of which the list says nothing, is 17 km away.
        assert!(!portee.doute(ici, 15.0) && portee.doute(ici, 20.0));
    }

    #[test]
    fn a_few_rows_of_another_departement_do_not_speak_of_it_and_a_full_list_does() {
        // Some 76 500 and 144 000 inhabitants.
        let ici = Point {
            lat: 44.9,
            lon: 3.2,
        };
        let extrait = dataset(&[("48095", 400), ("15187", 2)]);
        assert!(Portee::de(&extrait, "finess").doute(ici, 20.0));
        let plein = dataset(&[("48095", 400), ("15187", 300)]);
        assert!(!Portee::de(&plein, "finess").doute(ici, 20.0));
        assert!(Portee::de(&plein, "bpe").doute(ici, 20.0));
    }
}
