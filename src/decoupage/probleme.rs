//! What is to be cut up: places that neighbours link, the groups wanted and the rules that they keep.

use super::trajets::Trajets;

/// Mean radius of the Earth, kilometres (IUGG), as the distances of `geo`.
pub(super) const RAYON_KM: f64 = 6371.0088;

/// Where people live.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lieu {
    /// Point on the sphere of the mean radius, kilometres.
    pub position: [f64; 3],
    /// Inhabitants.
    pub habitants: f64,
}

/// What goes to a group in one piece: a commune, communes that must stay together, or a CPTS as it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Atome {
    /// Its places.
    pub lieux: Vec<Lieu>,
    /// Zones that it is in, and its inhabitants in each.
    pub zones: Vec<(usize, f64)>,
    /// Group that it never leaves.
    pub fixe: Option<usize>,
}

impl Atome {
    /// Inhabitants.
    #[must_use]
    pub fn habitants(&self) -> f64 {
        self.lieux.iter().map(|l| l.habitants).sum()
    }
}

/// What a group may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regle {
    /// Fewest inhabitants.
    pub min: f64,
    /// Most inhabitants.
    pub max: f64,
    /// What the group is.
    pub genre: Genre,
}

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Genre {
    /// A new one.
    Nouveau,
    /// One that exists, around its fixed atom.
    Existant,
    /// What is in no group: neither contiguous nor measured.
    Laisse,
}

/// A zone that one would rather keep whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    /// What it costs to cut it, kilometres for a territory all cut.
    pub poids: f64,
    /// Its inhabitants in the territory.
    pub habitants: f64,
}

/// What the parts of the objective weigh, in kilometres of mean distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poids {
    /// A kilometre of mean distance to the centre of the group.
    pub distance: f64,
    /// Mean square of the relative gap to the mean population of the groups.
    pub egalite: f64,
    /// The whole territory left in no group.
    pub laisse: f64,
}

/// A territory to cut up.
#[derive(Debug, Clone)]
pub struct Probleme {
    /// Atoms.
    pub atomes: Vec<Atome>,
    /// Neighbours of each, sorted; the map is symmetrical.
    pub voisins: Vec<Vec<usize>>,
    /// Groups wanted.
    pub groupes: Vec<Regle>,
    /// Zones.
    pub zones: Vec<Zone>,
    /// Atoms with which each may not be.
    pub interdits: Vec<Vec<usize>>,
    /// The objective.
    pub poids: Poids,
    /// Farthest that a place may be from the centre of its group, kilometres.
    pub km_max: Option<f64>,
    /// Times between the atoms, and their limit.
    pub(super) trajets: Option<Trajets>,
}

impl Probleme {
    /// Inhabitants of all atoms.
    #[must_use]
    pub fn habitants(&self) -> f64 {
        self.atomes.iter().map(Atome::habitants).sum()
    }
}

/// A point of the Earth on the sphere, kilometres, to the millimetre: the last digits of a libm have no say.
#[must_use]
pub fn position(p: [f64; 3]) -> [f64; 3] {
    p.map(|x| (x * RAYON_KM * 1e6).round() / 1e6)
}

/// Length of the chord between two points of the sphere: a kilometre in a million less than the arc, for 30 km.
pub(super) fn corde(a: [f64; 3], b: [f64; 3]) -> f64 {
    let [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
    (x * x + y * y + z * z).sqrt()
}

/// The point of the sphere under a weighted sum of points; `None` when nothing weighs.
pub(super) fn sur_la_sphere(somme: [f64; 3]) -> Option<[f64; 3]> {
    let norme = corde(somme, [0.0; 3]);
    (norme > 0.0).then(|| somme.map(|x| x * RAYON_KM / norme))
}
