//! Territories of comparison that have a column in a terminal.

use crate::model::Niveau;
use crate::rapport::{Rapport, comparables};

/// A territory of comparison: its level, code and name.
pub(super) type Territoire = (Niveau, String, String);

/// Width from which every level of comparison has its columns.
const LARGE: usize = 100;

/// Départements, régions and France that have a column each. A level of more than two is left out whole, then the first of two
/// when the page has no room for all: one of them, whichever, would not speak for the others.
pub(super) fn territoires(rapport: &Rapport, largeur: usize) -> Vec<Territoire> {
    let redondants = comparables::redondants(&rapport.indicateurs);
    let mut niveaux = [Niveau::Departement, Niveau::Region, Niveau::France].map(|niveau| {
        let mut siens: Vec<Territoire> = Vec::new();
        let tous = rapport.indicateurs.iter().flat_map(|i| &i.comparateurs);
        for c in tous.filter(|c| c.niveau == niveau && comparables::utile(&redondants, c)) {
            if !siens.iter().any(|(_, code, _)| *code == c.code) {
                siens.push((niveau, c.code.clone(), c.nom.clone()));
            }
        }
        siens
    });
    let place = if largeur < LARGE { 3 } else { 5 };
    let total = |n: &[Vec<Territoire>]| n.iter().map(Vec::len).sum::<usize>();
    for rang in 0..niveaux.len() {
        let siens = niveaux.get(rang).map_or(0, Vec::len);
        if siens > 2 || (siens > 1 && total(&niveaux) > place) {
            niveaux.iter_mut().skip(rang).take(1).for_each(Vec::clear);
        }
    }
    niveaux.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;
    use crate::render::essai;

    /// Never one of several: two in two columns where they fit, otherwise none.
    #[test]
    fn a_level_is_shown_whole_or_not_at_all() {
        let (d, r, f) = (Niveau::Departement, Niveau::Region, Niveau::France);
        let vus = |autres: &[(Niveau, &str, f64)], largeur: usize| -> Vec<String> {
            let mut rapport = essai::rapport();
            rapport.indicateurs = vec![population(100.0, autres)];
            let lus = territoires(&rapport, largeur).into_iter();
            lus.map(|(_, code, _)| code).collect()
        };
        let deux = [(d, "04", 200.0), (d, "06", 300.0), (f, "FR", 900.0)];
        assert_eq!(vus(&deux, 80), ["04", "06", "FR"]);
        let quatre = [
            (d, "04", 200.0),
            (d, "06", 300.0),
            (r, "93", 700.0),
            (f, "FR", 900.0),
        ];
        assert_eq!(vus(&quatre, 80), ["93", "FR"]);
        assert_eq!(vus(&quatre, 100), ["04", "06", "93", "FR"]);
        let trois = [
            (d, "04", 200.0),
            (d, "06", 300.0),
            (d, "05", 400.0),
            (f, "FR", 900.0),
        ];
        assert_eq!(vus(&trois, 200), ["FR"]);
    }
}
