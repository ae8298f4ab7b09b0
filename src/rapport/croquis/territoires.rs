//! Several territories on one map: each in a tint of its own, with its name.

use std::collections::{BTreeMap, BTreeSet};

use super::teintes::{TEINTES, colorier, voisins};
use super::{alleger, boite, elargir, milieu};
use crate::geo::dissolution::dissoudre;
use crate::model::lecture::population::habitants;
use crate::model::{Dataset, UniteId};
use crate::rapport::carte_trace::Trace;
use crate::rapport::cartes::{Aire, ClasseCarte, Croquis, GenreNom, NomCarte};
use crate::tri::Tri;

/// Territories that share a commune.
const PLUSIEURS: (&str, &str) = ("Plusieurs territoires", "#40246b");
/// Share of the longest side that is left around.
const MARGE: f64 = 0.03;

/// The map of some territories, each a name and its communes; `None` without outline.
pub fn territoires(
    d: &Dataset,
    nommes: &[(String, BTreeSet<UniteId>)],
    traces: &[&Trace],
) -> Option<Croquis> {
    let mut de: BTreeMap<UniteId, Vec<usize>> = BTreeMap::new();
    for (rang, (_, unites)) in nommes.iter().enumerate() {
        for id in unites {
            de.entry(*id).or_default().push(rang);
        }
    }
    // One territory each, then what several share under the rank after the last.
    let mut groupes: BTreeMap<usize, Vec<&Trace>> = BTreeMap::new();
    for trace in traces {
        let rang = match de.get(&trace.id).map(Vec::as_slice) {
            None | Some([]) => continue,
            Some([seul]) => *seul,
            Some(_) => nommes.len(),
        };
        groupes.entry(rang).or_default().push(trace);
    }
    let cadre = elargir(
        boite(groupes.values().flatten().flat_map(|t| &t.anneaux))?,
        MARGE,
    );
    let seuls = groupes.iter().filter(|(rang, _)| **rang < nommes.len());
    let voisins = voisins(seuls.map(|(rang, traces)| (*rang, traces.as_slice())));
    let teintes = colorier(&voisins, TEINTES.len());
    let formes: Vec<_> = groupes
        .values()
        .map(|siens| dissoudre(siens.iter().flat_map(|t| &t.anneaux)))
        .collect();
    let aires = groupes.keys().zip(alleger(cadre, &formes));
    let aires = aires.map(|(rang, anneaux)| Aire {
        nom: nommes
            .get(*rang)
            .map_or(PLUSIEURS.0, |(nom, _)| nom)
            .to_owned(),
        classe: teintes.get(rang).copied().unwrap_or(TEINTES.len()),
        anneaux,
    });
    let partage = groupes.contains_key(&nommes.len());
    Some(Croquis {
        id: "territoires".to_owned(),
        titre: "Les territoires".to_owned(),
        cadre,
        aires: aires.filter(|a| !a.anneaux.is_empty()).collect(),
        classes: classes(partage),
        noms: noms(d, nommes, &groupes),
        note: "Deux territoires voisins n’ont pas la même teinte\u{a0}; la teinte ne dit rien d’autre."
            .to_owned(),
        ..Croquis::default()
    })
}

/// The tints, without words but for the communes that several territories share.
fn classes(partage: bool) -> Vec<ClasseCarte> {
    let classe = |libelle: &str, couleur: &str| ClasseCarte {
        libelle: libelle.to_owned(),
        couleur: couleur.to_owned(),
        ..ClasseCarte::default()
    };
    let mut classes: Vec<_> = TEINTES.iter().map(|t| classe("", t)).collect();
    let libelle = if partage { PLUSIEURS.0 } else { "" };
    classes.push(classe(libelle, PLUSIEURS.1));
    classes
}

/// Names from the most populated territory.
fn noms(
    d: &Dataset,
    nommes: &[(String, BTreeSet<UniteId>)],
    groupes: &BTreeMap<usize, Vec<&Trace>>,
) -> Vec<NomCarte> {
    let mut noms: Vec<(f64, NomCarte)> = groupes
        .iter()
        .filter_map(|(rang, siens)| {
            let (texte, unites) = nommes.get(*rang)?;
            let nom = NomCarte {
                texte: texte.clone(),
                point: milieu(siens)?,
                genre: GenreNom::Aire,
                numero: None,
            };
            let gens = unites.iter().filter_map(|id| habitants(d, *id)).sum();
            Some((gens, nom))
        })
        .collect();
    noms.trie_par(|(a, s), (b, t)| b.total_cmp(a).then_with(|| s.texte.cmp(&t.texte)));
    noms.into_iter().map(|(_, nom)| nom).collect()
}
