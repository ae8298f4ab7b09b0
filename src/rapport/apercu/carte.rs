//! The map of a perimeter: its pieces, the communes around, the CPTS that are there already.

use std::collections::{BTreeMap, BTreeSet};

use super::Piece;
use crate::acces::{CouvertureCpts, EtatCpts, Reprise, cpts_reprise};
use crate::francais::denombre;
use crate::geo::dissolution::dissoudre;
use crate::geo::simplification::Anneau;
use crate::model::{Dataset, Perimetre, UniteId};
use crate::rapport::carte_trace::{Trace, nom};
use crate::rapport::cartes::{Aire, Cartes, ClasseCarte, Croquis, GenreNom, NomCarte};
use crate::rapport::croquis::teintes::{TEINTES, colorier, voisins};
use crate::rapport::croquis::{boite, elargir, milieu, peuplees};

/// Tints of the pieces, the first being that of the most populated: blues, which no CPTS around has.
const MORCEAUX: [&str; 5] = ["#77aadd", "#2f6ea5", "#b3d1ee", "#1d4e79", "#8fa9c4"];
/// Around the perimeter, as a share of its longest side.
const MARGE: f64 = 0.12;
/// Names of communes inside, then around.
const NOMS: [usize; 2] = [14, 8];

/// What an area of the map is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Groupe<'a> {
    /// A piece, by rank, and whether its communes are in another CPTS.
    Morceau(usize, bool),
    /// Communes around, of one CPTS.
    Cpts(&'a str),
    /// Communes around, of several CPTS.
    Plusieurs,
    /// Communes around, covered in part.
    EnPartie,
    /// Communes around, of no CPTS.
    SansCpts,
    /// Communes around, of which no list speaks.
    Voisine,
}

/// The map; the outlines are those that every map of the report shares.
#[must_use]
pub fn carte(
    d: &Dataset,
    perimetre: &Perimetre,
    (cartes, pieces): (&Cartes, &[Vec<UniteId>]),
    dites: &[Piece],
) -> Option<Croquis> {
    let rangs: BTreeMap<UniteId, usize> = pieces
        .iter()
        .enumerate()
        .flat_map(|(rang, unites)| unites.iter().map(move |id| (*id, rang)))
        .collect();
    let traces = traces(d, cartes);
    let couverture = CouvertureCpts::new(d);
    let liste = couverture.as_ref();
    let liste = liste.map(|c| (c, cpts_reprise(c, perimetre).map(Reprise::nom)));
    let groupe = |t: &Trace| groupe(d, perimetre, (liste, &rangs), t);
    let places: Vec<(Groupe<'_>, &Trace)> = traces.iter().map(|t| (groupe(t), t)).collect();
    let siens = || traces.iter().filter(|t| perimetre.contient(t.id));
    let cadre = elargir(boite(siens().flat_map(|t| &t.anneaux))?, MARGE);
    let (classes, rangs) = classes(&places, dites);
    let limite: Vec<Anneau> = dissoudre(siens().flat_map(|t| &t.anneaux));
    let commune = |(groupe, trace): &&(Groupe<'_>, &Trace)| Aire {
        nom: texte(d, groupe, trace),
        classe: rangs.get(groupe).copied().unwrap_or_default(),
        anneaux: trace.anneaux.clone(),
    };
    // What is around is drawn first: the perimeter lies above.
    let (dedans, autour): (Vec<_>, Vec<_>) = places
        .iter()
        .partition(|(g, _)| matches!(g, Groupe::Morceau(..)));
    Some(Croquis {
        id: "perimetre".to_owned(),
        titre: perimetre.nom.clone(),
        cadre,
        aires: autour.iter().chain(&dedans).map(commune).collect(),
        limite,
        classes,
        repere: None,
        noms: noms(d, perimetre, &places),
        note: format!("{}.", cartes.source),
    })
}

/// The outlines of the atlas, each with its unit.
fn traces(d: &Dataset, cartes: &Cartes) -> Vec<Trace> {
    let trace = |c: &crate::rapport::cartes::CommuneCarte| {
        let id = d.referentiel.par_code(c.code)?;
        let reunies = d.reunies_sous(id).map(|r| r.pieces.clone());
        Some(Trace {
            id,
            reunies: reunies.unwrap_or_default(),
            anneaux: c.anneaux.clone(),
            centre: c.centre,
        })
    };
    cartes.communes.iter().filter_map(trace).collect()
}

/// What the list says, and the CPTS that the perimeter is.
type Liste<'c, 'a> = (&'c CouvertureCpts<'a>, Option<&'a str>);

fn groupe<'a>(
    d: &Dataset,
    perimetre: &Perimetre,
    (liste, rangs): (Option<Liste<'_, 'a>>, &BTreeMap<UniteId, usize>),
    trace: &Trace,
) -> Groupe<'a> {
    let (couverture, sienne) = liste.map_or((None, None), |(c, sienne)| (Some(c), sienne));
    let noms = couverture.map(|c| c.noms(trace.id)).unwrap_or_default();
    if perimetre.contient(trace.id) {
        let autre = noms.iter().any(|n| Some(*n) != sienne);
        return Groupe::Morceau(rangs.get(&trace.id).copied().unwrap_or_default(), autre);
    }
    let Some(couverture) = couverture.filter(|_| d.reunies_sous(trace.id).is_none()) else {
        return Groupe::Voisine;
    };
    match couverture.etat(trace.id) {
        EtatCpts::HorsChamp => Groupe::Voisine,
        EtatCpts::SansCpts => Groupe::SansCpts,
        EtatCpts::EnPartie => Groupe::EnPartie,
        EtatCpts::PlusieursCpts => Groupe::Plusieurs,
        EtatCpts::UneCpts => noms.first().map_or(Groupe::Voisine, |n| Groupe::Cpts(n)),
    }
}

/// « Mende », « Rivoli (CPTS du Verdon) ».
fn texte(d: &Dataset, groupe: &Groupe<'_>, trace: &Trace) -> String {
    match groupe {
        Groupe::Cpts(cpts) => format!("{} ({cpts})", nom(d, trace)),
        _ => nom(d, trace),
    }
}

/// The legend, pieces first, and the class of each group.
fn classes<'a>(
    places: &[(Groupe<'a>, &Trace)],
    dites: &[Piece],
) -> (Vec<ClasseCarte>, BTreeMap<Groupe<'a>, usize>) {
    let mut siens: BTreeMap<Groupe<'a>, Vec<&Trace>> = BTreeMap::new();
    for (groupe, trace) in places {
        siens.entry(groupe.clone()).or_default().push(trace);
    }
    let cpts = siens.iter().filter(|(g, _)| matches!(g, Groupe::Cpts(_)));
    let voisins = voisins(cpts.map(|(g, t)| (g.clone(), t.as_slice())));
    let teintes = colorier(&voisins, TEINTES.len());
    let (mut classes, mut rangs) = (Vec::new(), BTreeMap::new());
    let mut deja = BTreeSet::new();
    for groupe in siens.keys() {
        let teinte = teintes.get(groupe).and_then(|r| TEINTES.get(*r));
        let (libelle, couleur, hachures) = aspect(groupe, dites, teinte.copied());
        // A word said once is enough.
        let libelle = if deja.insert(libelle.clone()) {
            libelle
        } else {
            String::new()
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

/// Words, tint and hatching of a group.
fn aspect(
    groupe: &Groupe<'_>,
    dites: &[Piece],
    teinte: Option<&'static str>,
) -> (String, &'static str, bool) {
    let dit = |texte: &str, couleur, hachures| (texte.to_owned(), couleur, hachures);
    match groupe {
        Groupe::Morceau(rang, autre) => {
            let dernier = MORCEAUX.len().saturating_sub(1);
            let couleur = MORCEAUX
                .get((*rang).min(dernier))
                .copied()
                .unwrap_or("#77aadd");
            let libelle = match (autre, dites) {
                (true, _) => "commune du périmètre déjà dans une autre CPTS".to_owned(),
                (false, [] | [_]) => "le périmètre".to_owned(),
                (false, _) if *rang >= dernier && dites.len() > MORCEAUX.len() => {
                    "autres morceaux".to_owned()
                }
                (false, dites) => dites.get(*rang).map_or_else(String::new, |p| {
                    format!(
                        "morceau {}, {} ({})",
                        rang + 1,
                        p.nom,
                        denombre(p.communes, "commune", "communes")
                    )
                }),
            };
            (libelle, couleur, *autre)
        }
        Groupe::Cpts(nom) => dit(nom, teinte.unwrap_or("#eedd88"), false),
        Groupe::Plusieurs => dit("voisine dans plusieurs CPTS", "#40246b", false),
        Groupe::EnPartie => dit("voisine couverte en partie", "#fee8c8", true),
        Groupe::SansCpts => dit("voisine sans CPTS (zone blanche)", "#ffffff", true),
        Groupe::Voisine => dit("commune voisine", "#f3f4f6", false),
    }
}

/// CPTS around, then the most populated communes.
fn noms(d: &Dataset, perimetre: &Perimetre, places: &[(Groupe<'_>, &Trace)]) -> Vec<NomCarte> {
    let mut cpts: BTreeMap<&str, Vec<&Trace>> = BTreeMap::new();
    for (groupe, trace) in places {
        if let Groupe::Cpts(nom) = groupe {
            cpts.entry(nom).or_default().push(trace);
        }
    }
    let aire = |(nom, traces): (&str, Vec<&Trace>)| {
        Some(NomCarte {
            texte: nom.to_owned(),
            point: milieu(&traces)?,
            genre: GenreNom::Aire,
            numero: None,
        })
    };
    let villes = peuplees(d, places.iter().map(|(_, t)| *t));
    let (siennes, voisines): (Vec<&Trace>, Vec<&Trace>) =
        villes.into_iter().partition(|t| perimetre.contient(t.id));
    let commune = |genre| {
        move |t: &Trace| NomCarte {
            texte: nom(d, t),
            point: t.centre,
            genre,
            numero: None,
        }
    };
    let [dedans, autour] = NOMS;
    let siennes = siennes
        .into_iter()
        .take(dedans)
        .map(commune(GenreNom::Commune));
    let voisines = voisines
        .into_iter()
        .take(autour)
        .map(commune(GenreNom::Voisine));
    cpts.into_iter()
        .filter_map(aire)
        .chain(siennes)
        .chain(voisines)
        .collect()
}
