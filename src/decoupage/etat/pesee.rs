//! What a group would be without some atoms or with others, exactly or at least, and what moving them would cost.

use std::borrow::Cow;

use super::super::mesure::{Cout, Mesure, SANS_HABITANT, eloignement, part, pente, verser};
use super::super::probleme::{Genre, Lieu, corde, sur_la_sphere};
use super::{Etat, Pas};

/// Under the least that a move may cost, for the rounding of what it is made of.
const ARRONDI: f64 = 1e-9;

impl Etat<'_> {
    /// A group without some atoms, with others.
    pub(super) fn mesurer(&self, g: usize, sans: &[usize], avec: &[usize]) -> Mesure {
        let mut mesure = self.sommer(g, sans, avec);
        let Some(centre) = sur_la_sphere(mesure.somme) else {
            return mesure;
        };
        if self.p.groupes[g].genre == Genre::Laisse {
            return mesure;
        }
        mesure.distance = eloignement(&self.lieux[g], centre) + self.ecart(centre, sans, avec);
        let siens = || {
            let membres = self.membres[g].iter().copied();
            let restent = membres.filter(|a| !sans.contains(a));
            restent.chain(avec.iter().copied())
        };
        if let Some(limite) = self.p.km_max {
            let libres = siens().filter(|a| self.p.atomes[*a].fixe.is_none());
            let exces = |l: &Lieu| (corde(l.position, centre) / limite - 1.0).max(0.0);
            mesure.trop_loin = libres
                .flat_map(|a| &self.p.atomes[a].lieux)
                .map(exces)
                .sum();
        }
        if let Some(trajets) = &self.p.trajets {
            mesure.trop_loin += trajets.exces(
                siens(),
                |a| self.poids[a].0,
                |a| self.p.atomes[a].fixe.is_some(),
            );
        }
        mesure
    }

    /// The same, but for its distance, which is at least that, and for what is too far, which is not looked at: the sum of the
    /// distances to a point is convex, so never under the plane that touches it at the centre of the group.
    fn au_moins(&self, g: usize, sans: &[usize], avec: &[usize]) -> Mesure {
        let mut mesure = self.sommer(g, sans, avec);
        let Some(centre) = sur_la_sphere(mesure.somme) else {
            return mesure;
        };
        if self.p.groupes[g].genre == Genre::Laisse {
            return mesure;
        }
        let (ancien, pente) = self.pentes[g];
        let plan: f64 = (0..3).map(|i| pente[i] * (centre[i] - ancien[i])).sum();
        mesure.distance = self.mesures[g].distance + plan + self.ecart(centre, sans, avec);
        mesure
    }

    /// What atoms that go and that come change to the distances to a point.
    fn ecart(&self, centre: [f64; 3], sans: &[usize], avec: &[usize]) -> f64 {
        let de = |atomes: &[usize]| -> f64 {
            let lieux = atomes.iter().flat_map(|a| &self.p.atomes[*a].lieux);
            lieux
                .map(|l| (l.habitants + SANS_HABITANT) * corde(l.position, centre))
                .sum()
        };
        de(avec) - de(sans)
    }

    /// Inhabitants of a group and where they are, from what was known of it or, before anything is, from its atoms.
    fn sommer(&self, g: usize, sans: &[usize], avec: &[usize]) -> Mesure {
        let mut mesure = match self.mesures.get(g) {
            Some(connue) => Mesure {
                distance: 0.0,
                trop_loin: 0.0,
                ..*connue
            },
            None => {
                let mut vide = Mesure::default();
                self.membres[g]
                    .iter()
                    .for_each(|a| vide.ajouter(self.poids[*a], 1.0));
                vide
            }
        };
        sans.iter()
            .for_each(|a| mesure.ajouter(self.poids[*a], -1.0));
        avec.iter()
            .for_each(|a| mesure.ajouter(self.poids[*a], 1.0));
        mesure
    }

    /// What moving an atom would cost, whether or not its group stays in one piece.
    pub(in crate::decoupage) fn peser(&self, atome: usize, vers: usize) -> Pas {
        self.peser_bloc(&[atome], vers)
    }

    /// What moving atoms of a same group together would cost.
    pub(in crate::decoupage) fn peser_bloc(&self, atomes: &[usize], vers: usize) -> Pas {
        let de = self.groupe_de(atomes);
        let depart = self.mesurer(de, atomes, &[]);
        let arrivee = self.mesurer(vers, &[], atomes);
        Pas {
            atome: atomes.first().copied().unwrap_or_default(),
            vers,
            depart,
            arrivee,
            cout: self.cout_si(atomes, [(de, depart), (vers, arrivee)]),
        }
    }

    /// The least that moving them may cost, for much less work: most moves are refused on it.
    pub(in crate::decoupage) fn plancher(&self, atomes: &[usize], vers: usize) -> Cout {
        let de = self.groupe_de(atomes);
        let depart = self.au_moins(de, atomes, &[]);
        let arrivee = self.au_moins(vers, &[], atomes);
        let mut cout = self.cout_si(atomes, [(de, depart), (vers, arrivee)]);
        cout.objectif -= ARRONDI;
        cout
    }

    fn groupe_de(&self, atomes: &[usize]) -> usize {
        let premier = atomes.first();
        premier.map_or(0, |a| self.groupe[*a])
    }

    /// The whole cost once atoms have gone from a group to another, from what both would be.
    fn cout_si(&self, atomes: &[usize], [depart, arrivee]: [(usize, Mesure); 2]) -> Cout {
        let (de, vers) = (depart.0, arrivee.0);
        let mut cout = self.cout;
        for (g, mesure) in [depart, arrivee] {
            let (avant, apres) = (self.cout_de(g, self.mesures[g]), self.cout_de(g, mesure));
            cout.faute += apres.faute - avant.faute;
            cout.objectif += apres.objectif - avant.objectif;
        }
        for &(zone, h) in self.zones_de(atomes).iter() {
            let (z, parts) = (self.p.zones[zone], &self.parts[zone]);
            // (a-h)² + (b+h)² - a² - b²
            let carres = 2.0 * h * (h + part(parts, vers) - part(parts, de));
            cout.objectif -= z.poids * carres / z.habitants.max(1.0) / self.population;
        }
        for &atome in atomes {
            let interdits = self.p.interdits[atome].iter();
            for &autre in interdits.filter(|a| !atomes.contains(a)) {
                cout.faute += match self.groupe[autre] {
                    g if g == vers => 1.0,
                    g if g == de => -1.0,
                    _ => 0.0,
                };
            }
        }
        cout
    }

    /// Inhabitants of some atoms in each zone.
    fn zones_de(&self, atomes: &[usize]) -> Cow<'_, [(usize, f64)]> {
        if let [seul] = atomes {
            return Cow::Borrowed(&self.p.atomes[*seul].zones);
        }
        let mut sommes = Vec::new();
        for &(zone, h) in atomes.iter().flat_map(|a| &self.p.atomes[*a].zones) {
            verser(&mut sommes, zone, h);
        }
        Cow::Owned(sommes)
    }

    /// Where the centre of a group is, and how its distance grows from there.
    pub(super) fn pente_de(&self, g: usize) -> ([f64; 3], [f64; 3]) {
        let centre = sur_la_sphere(self.mesures[g].somme).unwrap_or_default();
        match self.p.groupes[g].genre {
            Genre::Laisse => (centre, [0.0; 3]),
            _ => (centre, pente(&self.lieux[g], centre)),
        }
    }
}

#[cfg(test)]
mod tests;
