//! What a group is worth and what a way to cut up costs.

use super::probleme::{Atome, Lieu};

/// What a group is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Mesure {
    /// Inhabitants.
    pub(super) habitants: f64,
    /// Inhabitants × kilometres to the centre.
    pub(super) distance: f64,
    /// How far beyond the limit of distance its places are, in limits.
    pub(super) trop_loin: f64,
    /// Sum of its places, each by its inhabitants.
    pub(super) somme: [f64; 3],
}

/// Cost of a way to cut up: what breaks the rules, then the objective.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Cout {
    /// How much the hard rules are broken; none at 0.
    pub(super) faute: f64,
    /// The objective, kilometres.
    pub(super) objectif: f64,
}

impl Cout {
    /// Both as one number.
    pub(super) fn a(self, penalite: f64) -> f64 {
        self.objectif + penalite * self.faute
    }

    /// Whether it is better, the rules first.
    pub(super) fn bat(self, autre: Self) -> bool {
        let faute = self.faute - autre.faute;
        faute < -FAUTE_NULLE || faute < FAUTE_NULLE && self.objectif < autre.objectif - GAIN_NUL
    }
}

/// Under these, a difference is rounding.
pub(super) const FAUTE_NULLE: f64 = 1e-9;
const GAIN_NUL: f64 = 1e-10;

/// What a place weighs besides its inhabitants: without any, it still is somewhere.
pub(super) const SANS_HABITANT: f64 = 1.0;

/// Sum of the distances to a point, each by its weight; four sums side by side, always the same.
pub(super) fn eloignement(lieux: &[[f64; 4]], [x, y, z]: [f64; 3]) -> f64 {
    let une = |l: &[f64; 4]| {
        let [dx, dy, dz] = [l[0] - x, l[1] - y, l[2] - z];
        l[3] * (dx * dx + dy * dy + dz * dz).sqrt()
    };
    let (quatre, reste) = lieux.as_chunks::<4>();
    let mut sommes = [0.0; 4];
    for lot in quatre {
        for (somme, l) in sommes.iter_mut().zip(lot) {
            *somme += une(l);
        }
    }
    let reste: f64 = reste.iter().map(une).sum();
    (sommes[0] + sommes[1]) + (sommes[2] + sommes[3]) + reste
}

/// How the sum of the distances grows with the point, in each direction; a place at the point itself has no say.
pub(super) fn pente(lieux: &[[f64; 4]], [x, y, z]: [f64; 3]) -> [f64; 3] {
    let mut pente = [0.0; 3];
    for l in lieux {
        let ecart = [x - l[0], y - l[1], z - l[2]];
        let [dx, dy, dz] = ecart;
        let distance = (dx * dx + dy * dy + dz * dz).sqrt();
        let poids = if distance > 0.0 { l[3] / distance } else { 0.0 };
        for (somme, d) in pente.iter_mut().zip(ecart) {
            *somme += poids * d;
        }
    }
    pente
}

impl Mesure {
    pub(super) fn ajouter(&mut self, (habitants, somme): (f64, [f64; 3]), signe: f64) {
        self.habitants += signe * habitants;
        for (s, x) in self.somme.iter_mut().zip(somme) {
            *s += signe * x;
        }
    }
}

/// A place and what it weighs.
pub(super) fn peser_lieu(l: &Lieu) -> [f64; 4] {
    let [x, y, z] = l.position;
    [x, y, z, l.habitants + SANS_HABITANT]
}

pub(super) fn peser_lieux(atome: &Atome) -> (f64, [f64; 3]) {
    let mut somme = [0.0; 3];
    for l in &atome.lieux {
        for (s, x) in somme.iter_mut().zip(l.position) {
            *s += l.habitants * x;
        }
    }
    (atome.habitants(), somme)
}

/// Under that, inhabitants are rounding.
const PERSONNE: f64 = 1e-6;

pub(super) fn part(parts: &[(usize, f64)], groupe: usize) -> f64 {
    let sienne = parts.iter().find(|(g, _)| *g == groupe);
    sienne.map_or(0.0, |(_, h)| *h)
}

/// Adds inhabitants to a group, which is forgotten once it has none.
pub(super) fn verser(parts: &mut Vec<(usize, f64)>, groupe: usize, habitants: f64) {
    match parts.iter().position(|(g, _)| *g == groupe) {
        Some(rang) => {
            parts[rang].1 += habitants;
            if parts[rang].1.abs() < PERSONNE {
                parts.swap_remove(rang);
            }
        }
        None if habitants.abs() >= PERSONNE => parts.push((groupe, habitants)),
        None => {}
    }
}
