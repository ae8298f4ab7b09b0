//! The map of the difference: communes kept, come, gone, on the outlines of the report that draws most of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::CodeCommune;
use crate::rapport::Rapport;
use crate::rapport::cartes::{Aire, Cartes, ClasseCarte, Croquis, GenreNom, NomCarte};

/// Classes, in the order of the legend.
const CLASSES: [(&str, &str, bool); 3] = [
    ("Gardée", "#cfe0f0", false),
    ("Entrée", "#44bb99", false),
    ("Sortie", "#ee8866", true),
];
/// Names written, those that move first.
const NOMS: usize = 12;
/// Share of the longest side that is left around.
const MARGE: f64 = 0.04;

/// The map; `None` when nothing moves, or when no report draws any commune.
pub(super) fn carte(a: &Rapport, b: &Rapport) -> Option<Croquis> {
    let codes = |r: &Rapport| -> BTreeSet<CodeCommune> {
        r.perimetre.communes.iter().map(|c| c.code).collect()
    };
    let (avant, apres) = (codes(a), codes(b));
    if avant == apres {
        return None;
    }
    let tous: BTreeSet<CodeCommune> = avant.union(&apres).copied().collect();
    let dessine = |cartes: &Cartes| {
        cartes
            .communes
            .iter()
            .filter(|c| tous.contains(&c.code))
            .count()
    };
    let cartes = [b, a].into_iter().filter_map(|r| r.cartes.as_ref());
    // Of two that draw as much, the second report.
    let cartes = cartes.rev().max_by_key(|c| dessine(c))?;
    let classe = |code| match (avant.contains(&code), apres.contains(&code)) {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    };
    let mut bougent: BTreeMap<CodeCommune, NomCarte> = BTreeMap::new();
    let mut aires = Vec::new();
    let mut cadre = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    for c in cartes.communes.iter().filter(|c| tous.contains(&c.code)) {
        for [x, y] in c.anneaux.iter().flatten() {
            cadre = [
                cadre[0].min(*x),
                cadre[1].min(*y),
                cadre[2].max(*x),
                cadre[3].max(*y),
            ];
        }
        let classe = classe(c.code);
        if classe > 0 {
            let nom = NomCarte {
                texte: c.nom.clone(),
                point: c.centre,
                genre: GenreNom::Commune,
            };
            bougent.insert(c.code, nom);
        }
        aires.push(Aire {
            nom: c.nom.clone(),
            classe,
            anneaux: c.anneaux.clone(),
        });
    }
    let marge = (cadre[2] - cadre[0]).max(cadre[3] - cadre[1]) * MARGE;
    if !marge.is_finite() {
        return None;
    }
    let manque = tous.len() - aires.len();
    let note = match manque {
        0 => "Communes gardées, entrées et sorties.".to_owned(),
        n => format!(
            "Communes gardées, entrées et sorties\u{a0}; {n} sans contour dans ces rapports, hors de la carte."
        ),
    };
    let classe = |(libelle, couleur, hachures): (&str, &str, bool)| ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        hachures,
        ..ClasseCarte::default()
    };
    Some(Croquis {
        id: "difference".to_owned(),
        titre: "Ce que le périmètre gagne et perd".to_owned(),
        cadre: [
            cadre[0] - marge,
            cadre[1] - marge,
            cadre[2] + marge,
            cadre[3] + marge,
        ]
        .map(f64::round),
        aires,
        classes: CLASSES.map(classe).into(),
        noms: bougent.into_values().take(NOMS).collect(),
        note,
        ..Croquis::default()
    })
}
