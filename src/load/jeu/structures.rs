//! Structures named by the files: in each département one file by list, each structure once.

use std::collections::BTreeMap;

use crate::load::fichier::devenir::Lu;
use crate::model::etendue::premiere_assez_etendue;
use crate::model::{Dataset, Point, SourceId, Structure};
use crate::tri::Tri;

/// A list, whose files are held against one another, and a département.
type Place = (String, usize);

/// What the files name, by list and département, the preferred file first.
#[derive(Debug, Default)]
pub struct Nommees(BTreeMap<Place, Vec<Vec<Structure>>>);

impl Nommees {
    /// Adds the structures of a file, each once.
    pub fn ajoute(&mut self, d: &Dataset, source: SourceId, lu: &mut Lu) {
        let mut lues = std::mem::take(&mut lu.table.structures);
        for s in &mut lues {
            s.source = source;
        }
        lues.trie_par(|a, b| cle(a).cmp(&cle(b)));
        lues.dedup_by(|b, a| {
            (&a.identifiant, &a.categorie) == (&b.identifiant, &b.categorie)
                && (!a.identifiant.is_empty()
                    || (&a.nom, a.unite, a.point) == (&b.nom, b.unite, b.point))
        });
        let mut siennes: BTreeMap<Place, Vec<Structure>> = BTreeMap::new();
        for s in lues {
            let departement = d.referentiel.unite(s.unite).departement;
            siennes
                .entry((s.liste.clone(), departement))
                .or_default()
                .push(s);
        }
        for (place, lues) in siennes {
            self.0.entry(place).or_default().push(lues);
        }
    }

    /// Keeps, in each département, the preferred file that names at least half of what any other of its list names there: an
    /// extract of a few rows never silences a whole file. A structure without a point takes that of another file.
    pub fn retient(self, d: &mut Dataset) {
        let mut points: BTreeMap<(String, String), Point> = BTreeMap::new();
        for s in self.0.values().flatten().flatten() {
            if let Some(point) = s.point.filter(|_| !s.identifiant.is_empty()) {
                let cle = (s.liste.clone(), s.identifiant.clone());
                points.entry(cle).or_insert(point);
            }
        }
        for candidates in self.0.into_values() {
            let nommees: Vec<f64> = candidates.iter().map(|c| c.len() as f64).collect();
            let rang = premiere_assez_etendue(&nommees);
            let retenue = rang.and_then(|r| candidates.into_iter().nth(r));
            for mut s in retenue.into_iter().flatten() {
                let ailleurs = || {
                    points
                        .get(&(s.liste.clone(), s.identifiant.clone()))
                        .copied()
                };
                s.point = s.point.or_else(ailleurs);
                d.structures.push(s);
            }
        }
        d.structures
            .trie_par(|a, b| (&a.liste, cle(a)).cmp(&(&b.liste, cle(b))));
    }
}

/// Order of the structures of a list.
fn cle(s: &Structure) -> impl Ord + use<'_> {
    let point = s.point.map(|p| (p.lon.to_bits(), p.lat.to_bits()));
    (&s.identifiant, &s.categorie, &s.nom, s.unite, point)
}
