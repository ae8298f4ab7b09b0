//! The map of the difference: communes kept, come, gone, on the outlines of the report that draws most of them.

use std::collections::BTreeSet;

use crate::geo::Emprise;
use crate::model::CodeCommune;
use crate::rapport::Rapport;
use crate::rapport::cartes::{
    Aire, Cartes, ClasseCarte, CommuneCarte, Croquis, GenreNom, NomCarte,
};
use crate::tri::Tri;

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
    let siennes = |cartes: &'_ Cartes| -> Vec<CommuneCarte> {
        let siennes = cartes.communes.iter().filter(|c| tous.contains(&c.code));
        siennes.cloned().collect()
    };
    // Of two that draw as much, the second report.
    let cartes = [a, b].into_iter().filter_map(|r| r.cartes.as_ref());
    let dessinees = cartes.map(siennes).max_by_key(Vec::len)?;
    let classe = |code: CodeCommune| match (avant.contains(&code), apres.contains(&code)) {
        (true, true) => 0,
        (false, _) => 1,
        (true, false) => 2,
    };
    let manque = tous.len() - dessinees.len();
    let note = match manque {
        0 => "Communes gardées, entrées et sorties.".to_owned(),
        n => format!(
            "Communes gardées, entrées et sorties\u{a0}; {n} sans contour dans ces rapports, hors de la carte."
        ),
    };
    Some(Croquis {
        id: "difference".to_owned(),
        titre: "Ce que le périmètre gagne et perd".to_owned(),
        cadre: cadre(&dessinees)?,
        classes: classes(),
        noms: noms(&dessinees, &|c| classe(c) > 0),
        aires: dessinees
            .into_iter()
            .map(|c| Aire {
                classe: classe(c.code),
                nom: c.nom,
                anneaux: c.anneaux,
            })
            .collect(),
        note,
        ..Croquis::default()
    })
}

fn classes() -> Vec<ClasseCarte> {
    let classe = |(libelle, couleur, hachures): (&str, &str, bool)| ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        hachures,
        ..ClasseCarte::default()
    };
    CLASSES.map(classe).into()
}

/// The box of the communes, widened; `None` without outline.
fn cadre(communes: &[CommuneCarte]) -> Option<[f64; 4]> {
    let sommets = communes.iter().flat_map(|c| c.anneaux.iter().flatten());
    let boite = Emprise::de(sommets.copied());
    if boite.est_vide() {
        return None;
    }
    let large = boite.cote() * MARGE;
    let [x0, y0] = boite.min.map(|v| (v - large).round());
    let [x1, y1] = boite.max.map(|v| (v + large).round());
    Some([x0, y0, x1, y1])
}

/// Names of the communes that move, by code.
fn noms(communes: &[CommuneCarte], bouge: &dyn Fn(CodeCommune) -> bool) -> Vec<NomCarte> {
    let nom = |c: &CommuneCarte| NomCarte {
        texte: c.nom.clone(),
        point: c.centre,
        genre: GenreNom::Commune,
        numero: None,
    };
    let mut bougent: Vec<&CommuneCarte> = communes.iter().filter(|c| bouge(c.code)).collect();
    bougent.trie_par_cle(|c| c.code);
    bougent.into_iter().take(NOMS).map(nom).collect()
}
