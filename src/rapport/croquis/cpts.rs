//! The CPTS of the perimeter and around it: each in a tint of its own, and what none covers.

use std::collections::BTreeMap;

use super::teintes::{TEINTES, colorier, voisins};
use super::{COMMUNES, VOISINES, alleger, boite, elargir, milieu, peuplees};
use crate::acces::{CouvertureCpts, EtatCpts};
use crate::geo::dissolution::dissoudre;
use crate::model::{Dataset, Perimetre, ZonesBlanches};
use crate::rapport::carte_trace::{Trace, nom};
use crate::rapport::cartes::{Aire, ClasseCarte, Croquis, GenreNom, NomCarte};
use crate::tri::Tri;

/// CPTS that the legend names; beyond, it says what a tint is and the map names them.
const NOMMEES: usize = 9;
/// Tint of the CPTS that the perimeter is.
const SIENNE: &str = "#77aadd";

/// What an area is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Groupe<'a> {
    /// Communes of one CPTS.
    Cpts(&'a str),
    /// Communes of several.
    Plusieurs,
    /// Communes of which a part is in none.
    EnPartie,
    /// Communes of none.
    Aucune,
    /// Communes that the list does not tell of.
    HorsChamp,
}

impl Groupe<'_> {
    /// Name, tint and hatching of an area that is not a CPTS.
    fn autre(&self) -> Option<(&'static str, &'static str, bool)> {
        match self {
            Self::Cpts(_) => None,
            Self::Plusieurs => Some(("Plusieurs CPTS", "#40246b", false)),
            Self::EnPartie => Some(("Couverte en partie", "#fee8c8", true)),
            Self::Aucune => Some(("Aucune CPTS (zone blanche)", "#ffffff", true)),
            Self::HorsChamp => Some(("Hors du champ de la liste", "#cfd4da", false)),
        }
    }

    fn nom(&self) -> &str {
        match self {
            Self::Cpts(nom) => nom,
            autre => autre.autre().map_or("", |(nom, ..)| nom),
        }
    }
}

type Groupes<'a> = BTreeMap<Groupe<'a>, Vec<&'a Trace>>;

/// The CPTS seen in a frame around the perimeter; absent without a list, or when there is nothing to tell apart.
pub fn cpts(
    d: &Dataset,
    perimetre: &Perimetre,
    zones: &ZonesBlanches,
    (traces, marge): (&[&Trace], f64),
) -> Option<Croquis> {
    // Nobody in the scope of the list: a blank map would say less than the sentence.
    zones.part_sans_cpts?;
    let couverture = CouvertureCpts::new(d)?;
    let dedans = |t: &&&Trace| perimetre.contient(t.id);
    let siens = traces.iter().filter(dedans);
    let cadre = elargir(boite(siens.flat_map(|t| &t.anneaux))?, marge);
    let mut groupes = Groupes::new();
    for trace in traces {
        groupes
            .entry(groupe(&couverture, trace))
            .or_default()
            .push(trace);
    }
    let connus = groupes.keys().filter(|g| **g != Groupe::HorsChamp);
    if connus.count() < 2 {
        return None;
    }
    let (classes, rangs) = classes(&groupes, zones.cpts_reprise.as_deref());
    let siens = traces.iter().filter(dedans);
    let mut formes: Vec<_> = groupes
        .values()
        .map(|siens| dissoudre(siens.iter().flat_map(|t| &t.anneaux)))
        .collect();
    formes.push(dissoudre(siens.flat_map(|t| &t.anneaux)));
    let mut formes = alleger(cadre, &formes);
    let limite = formes.pop().unwrap_or_default();
    let aires = groupes.keys().zip(formes).map(|(groupe, anneaux)| Aire {
        nom: groupe.nom().to_owned(),
        classe: rangs.get(groupe).copied().unwrap_or_default(),
        anneaux,
    });
    Some(Croquis {
        id: "couverture_cpts".to_owned(),
        titre: "CPTS du territoire et des alentours".to_owned(),
        cadre,
        aires: aires.filter(|a| !a.anneaux.is_empty()).collect(),
        limite,
        classes,
        repere: None,
        noms: noms(d, perimetre, traces, &groupes, cadre),
        note: zones.note.clone(),
    })
}

fn groupe<'a>(couverture: &CouvertureCpts<'a>, trace: &Trace) -> Groupe<'a> {
    // Several communes drawn as one have no figure.
    if !trace.reunies.is_empty() {
        return Groupe::HorsChamp;
    }
    match couverture.etat(trace.id) {
        EtatCpts::HorsChamp => Groupe::HorsChamp,
        EtatCpts::SansCpts => Groupe::Aucune,
        EtatCpts::EnPartie => Groupe::EnPartie,
        EtatCpts::PlusieursCpts => Groupe::Plusieurs,
        EtatCpts::UneCpts => {
            let noms = couverture.noms(trace.id);
            noms.first().map_or(Groupe::HorsChamp, |n| Groupe::Cpts(n))
        }
    }
}

/// The legend, the perimeter first, and the class of each group.
fn classes<'a>(
    groupes: &Groupes<'a>,
    sienne: Option<&str>,
) -> (Vec<ClasseCarte>, BTreeMap<Groupe<'a>, usize>) {
    let cpts = groupes.iter().filter(|(g, _)| g.autre().is_none());
    let voisins = voisins(cpts.map(|(g, traces)| (g.clone(), traces.as_slice())));
    let teintes = colorier(&voisins, TEINTES.len());
    let nombre = groupes.keys().filter(|g| g.autre().is_none()).count();
    let mut generale = false;
    let (mut classes, mut rangs) = (Vec::new(), BTreeMap::new());
    let est_sienne = |g: &Groupe| *g == Groupe::Cpts(sienne.unwrap_or_default());
    let mut ordre: Vec<&Groupe<'a>> = groupes.keys().collect();
    ordre.trie_par_cle(|g| !est_sienne(g));
    for groupe in ordre {
        let teinte = teintes.get(groupe).and_then(|rang| TEINTES.get(*rang));
        let (libelle, couleur, hachures) = match groupe.autre() {
            Some((nom, couleur, hachures)) => (nom.to_owned(), couleur, hachures),
            None if est_sienne(groupe) => (groupe.nom().to_owned(), SIENNE, false),
            None if nombre <= NOMMEES => {
                (groupe.nom().to_owned(), *teinte.unwrap_or(&SIENNE), false)
            }
            None => {
                let dite = std::mem::replace(&mut generale, true);
                let libelle = if dite {
                    ""
                } else {
                    "CPTS (deux voisines n'ont pas la même teinte)"
                };
                (libelle.to_owned(), *teinte.unwrap_or(&SIENNE), false)
            }
        };
        rangs.insert(groupe.clone(), classes.len());
        classes.push(ClasseCarte {
            libelle,
            couleur: couleur.to_owned(),
            hachures,
            ..ClasseCarte::default()
        });
    }
    (classes, rangs)
}

/// CPTS from the one with the most communes in the frame, then the most populated communes.
fn noms(
    d: &Dataset,
    perimetre: &Perimetre,
    traces: &[&Trace],
    groupes: &Groupes<'_>,
    cadre: [f64; 4],
) -> Vec<NomCarte> {
    let [x0, y0, x1, y1] = cadre;
    let visible = |t: &&&Trace| {
        let [x, y] = t.centre;
        (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
    };
    let mut cpts: Vec<(usize, NomCarte)> = groupes
        .iter()
        .filter(|(g, _)| g.autre().is_none())
        .filter_map(|(g, siens)| {
            let vus: Vec<&Trace> = siens.iter().filter(visible).copied().collect();
            let nom = NomCarte {
                texte: g.nom().to_owned(),
                point: milieu(&vus)?,
                genre: GenreNom::Aire,
                numero: None,
            };
            Some((vus.len(), nom))
        })
        .collect();
    cpts.trie_par(|(a, s), (b, t)| b.cmp(a).then_with(|| s.texte.cmp(&t.texte)));
    let villes = peuplees(d, traces.iter().filter(visible).copied());
    let commune = |genre| {
        move |t: &&Trace| NomCarte {
            texte: nom(d, t),
            point: t.centre,
            genre,
            numero: None,
        }
    };
    let dedans = |t: &&&Trace| perimetre.contient(t.id);
    let dehors = |t: &&&Trace| !perimetre.contient(t.id);
    let siennes = villes.iter().filter(dedans).take(COMMUNES);
    let voisines = villes.iter().filter(dehors).take(VOISINES);
    cpts.into_iter()
        .map(|(_, nom)| nom)
        .chain(voisines.map(commune(GenreNom::Voisine)))
        .chain(siennes.map(commune(GenreNom::Commune)))
        .collect()
}

#[cfg(test)]
mod tests;
