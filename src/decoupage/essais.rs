//! Generated problems.

use super::probleme::{Atome, Genre, Lieu, Poids, Probleme, RAYON_KM, Regle, Zone};

pub(super) const REGLE: Regle = Regle {
    min: 40.0,
    max: 175.0,
    genre: Genre::Nouveau,
};

/// Atoms in rows of so many, each touching those beside, above and under it.
pub(super) fn grille(habitants: &[f64], cote: usize, groupes: usize) -> Probleme {
    let atome = |(rang, &habitants): (usize, &f64)| Atome {
        lieux: vec![Lieu {
            position: [(rang % cote) as f64, (rang / cote) as f64, RAYON_KM],
            habitants,
        }],
        ..Atome::default()
    };
    let voisins = |a: usize| {
        let (x, y) = (a % cote, a / cote);
        let proche = |b: &usize| x.abs_diff(b % cote) + y.abs_diff(b / cote) == 1;
        (0..habitants.len()).filter(proche).collect()
    };
    Probleme {
        atomes: habitants.iter().enumerate().map(atome).collect(),
        voisins: (0..habitants.len()).map(voisins).collect(),
        groupes: vec![REGLE; groupes],
        zones: Vec::new(),
        interdits: vec![Vec::new(); habitants.len()],
        poids: Poids {
            distance: 1.0,
            egalite: 0.0,
            laisse: 0.0,
        },
        km_max: None,
        trajets: None,
    }
}

/// The same, where each pair of rows is a zone.
pub(super) fn grille_zonee(habitants: &[f64], cote: usize, groupes: usize) -> Probleme {
    let mut p = grille(habitants, cote, groupes);
    let nombre = habitants.len().div_ceil(2 * cote);
    p.zones = vec![
        Zone {
            poids: 6.0,
            habitants: 0.0
        };
        nombre
    ];
    for (rang, &h) in habitants.iter().enumerate() {
        let zone = rang / (2 * cote);
        p.zones[zone].habitants += h;
        p.atomes[rang].zones = vec![(zone, h)];
    }
    p.poids.egalite = 0.5;
    p
}
