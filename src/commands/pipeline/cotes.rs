//! Who is inside a zone that the limit cuts, and who is left outside.

use crate::francais::{enumerer, nombre};
use crate::model::lecture::{Parts, Territoire};
use crate::model::{Perimetre, Referentiel, UniteId};
use crate::rapport::examen::{CommuneDeZone, ZonageCoupe};
use crate::tri::Tri;

/// Communes named on each side.
const NOMS: usize = 3;

/// The communes of a zone on both sides of a limit.
pub(super) struct Cotes<'a> {
    referentiel: &'a Referentiel,
    parts: Parts,
}

impl<'a> Cotes<'a> {
    pub(super) fn new(referentiel: &'a Referentiel, perimetre: &Perimetre) -> Self {
        let membres = Territoire::du_perimetre(referentiel, perimetre).membres;
        Self {
            referentiel,
            parts: Parts::new(referentiel, &membres),
        }
    }

    /// Gives a zone the names of its communes; one that is in part inside is on both sides.
    pub(super) fn nomme(&self, zone: &mut ZonageCoupe, communes: &[UniteId]) {
        let part = |id: &UniteId| self.parts.part(*id).min(1.0);
        let entiere = |id: &UniteId| self.parts.entiere(*id);
        let dedans = communes.iter().filter(|id| part(id) > 0.0);
        zone.dedans = self.ranges(dedans.map(|id| (*id, part(id))));
        let dehors = communes.iter().filter(|id| !entiere(id));
        zone.dehors = self.ranges(dehors.map(|id| (*id, 1.0 - part(id))));
    }

    fn ranges(&self, communes: impl Iterator<Item = (UniteId, f64)>) -> Vec<CommuneDeZone> {
        let commune = |(id, part): (UniteId, f64)| {
            let unite = self.referentiel.unite(id);
            CommuneDeZone {
                code: unite.code,
                nom: unite.nom.clone(),
                population: unite.population.map(|p| f64::from(p) * part),
            }
        };
        let mut rangees: Vec<CommuneDeZone> = communes.map(commune).collect();
        par_population(&mut rangees);
        rangees
    }
}

/// The most populated first, then by code.
pub(super) fn par_population(communes: &mut [CommuneDeZone]) {
    let habitants = |c: &CommuneDeZone| c.population.unwrap_or(-1.0);
    communes.trie_par(|a, b| {
        let ordre = habitants(b).total_cmp(&habitants(a));
        ordre.then_with(|| a.code.cmp(&b.code))
    });
}

/// « EPCI CC des Monts : dedans Mende (12 464) ; dehors Badaroux (1 000), Barjac (700) et 3 autres. »
pub fn phrase(zone: &ZonageCoupe) -> Option<String> {
    let cote = |communes: &[CommuneDeZone]| {
        let nom = |c: &CommuneDeZone| match c.population {
            Some(p) => format!("{} ({})", c.nom, nombre(p, 0)),
            None => c.nom.clone(),
        };
        enumerer(&communes.iter().map(nom).collect::<Vec<_>>(), NOMS)
    };
    (!zone.dedans.is_empty() && !zone.dehors.is_empty()).then(|| {
        format!(
            "{} {}\u{a0}: dedans {}\u{a0}; dehors {}.",
            zone.genre,
            zone.nom,
            cote(&zone.dedans),
            cote(&zone.dehors)
        )
    })
}
