//! The map of each proposal: groups in tints that neighbours never share, what is added hatched, what is left white.

use std::collections::{BTreeMap, BTreeSet};

use crate::geo::dissolution::dissoudre;
use crate::geo::simplification::{self, Anneau};
use crate::geo::{Emprise, Maille, Projection, anneaux};
use crate::model::{
    CommunePlacee, Dataset, Decoupage, GenreGroupe, GroupePropose, Proposition, SourceId, UniteId,
};
use crate::rapport::carte_trace::{Trace, tracer};
use crate::rapport::cartes::{Aire, ClasseCarte, Croquis, GenreNom, NomCarte};
use crate::rapport::croquis::teintes::{TEINTES, colorier};
use crate::rapport::croquis::{boite, elargir};

/// Vertices of a map: a région of some seventy groups.
const SOMMETS: usize = 12_000;
/// Around the territory, as a share of its longest side.
const MARGE: f64 = 0.03;

/// One per proposal, in their order; none for a territory without outline.
#[must_use]
pub fn cartes(d: &Dataset, decoupage: &Decoupage) -> Vec<Croquis> {
    let groupes = decoupage.propositions.iter().flat_map(|p| &p.groupes);
    let communes = groupes.flat_map(|g| &g.communes);
    let laisses = decoupage.propositions.iter().flat_map(|p| &p.laisses);
    let communes = communes.chain(laisses.flat_map(|l| &l.communes));
    let unites: BTreeSet<UniteId> = communes.filter_map(|c| unite(d, c)).collect();
    let contours = d.traces_de(&unites, true);
    let maille = Maille::new(&d.referentiel, &contours, &unites);
    let points = unites
        .iter()
        .flat_map(|&id| maille.forme(id))
        .flat_map(|f| anneaux(f));
    let emprise = Emprise::de(points.flat_map(|a| a.0.iter().map(|c| [c.x, c.y])));
    let projection = Projection::pour(&emprise);
    let traces: BTreeMap<UniteId, Trace> = unites
        .iter()
        .filter_map(|&id| Some((id, tracer(id, maille.forme(id), &projection)?)))
        .collect();
    let sources = unites
        .iter()
        .filter_map(|id| contours.get(id))
        .map(|c| c.source);
    let source = source(d, sources.collect());
    let carte = |p: &Proposition| croquis(d, p, &traces, &source);
    decoupage.propositions.iter().filter_map(carte).collect()
}

fn unite(d: &Dataset, c: &CommunePlacee) -> Option<UniteId> {
    d.referentiel.par_code(c.code)
}

/// « Contours des communes (IGN, 2025, Licence Ouverte 2.0). »
fn source(d: &Dataset, sources: BTreeSet<SourceId>) -> String {
    let dites = sources.into_iter().filter_map(|s| d.source(s));
    let dites: Vec<String> = dites
        .map(|s| {
            format!(
                "{} ({}, {}, {})",
                s.libelle, s.producteur, s.millesime, s.licence
            )
        })
        .collect();
    format!("{}.", dites.join("\u{a0}; "))
}

/// A part of the map: its name, what it is, its group, its communes.
struct Part<'a> {
    nom: String,
    genre: GenrePart,
    groupe: usize,
    communes: Vec<&'a CommunePlacee>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum GenrePart {
    Nouveau,
    HorsPlafond,
    Avant,
    Ajoutee,
    Laissee,
}

impl GenrePart {
    fn libelle(self) -> &'static str {
        match self {
            Self::Nouveau => "groupe nouveau (deux voisins n'ont pas la même teinte)",
            Self::HorsPlafond => "commune seule, au-dessus du plafond",
            Self::Avant => "CPTS de la liste (deux voisines n'ont pas la même teinte)",
            Self::Ajoutee => "communes ajoutées à la CPTS de cette teinte",
            Self::Laissee => "laissée sans groupe",
        }
    }
}

fn croquis(
    d: &Dataset,
    p: &Proposition,
    traces: &BTreeMap<UniteId, Trace>,
    source: &str,
) -> Option<Croquis> {
    let parts = parts(p);
    let siennes = |part: &Part<'_>| -> Vec<Anneau> {
        let unites = part.communes.iter().filter_map(|c| unite(d, c));
        let traces = unites.filter_map(|id| traces.get(&id));
        dissoudre(traces.flat_map(|t| &t.anneaux))
    };
    let formes: Vec<Vec<Anneau>> = parts.iter().map(siennes).collect();
    let cadre = elargir(boite(formes.iter().flatten())?, MARGE);
    let teintes = teintes(&parts, &formes);
    let formes = simplification::simplifier(&formes, SOMMETS).formes;
    let (mut classes, mut dites) = (Vec::new(), BTreeSet::new());
    for part in &parts {
        let couleur = match part.genre {
            GenrePart::Laissee => "#ffffff",
            _ => teintes.get(&part.groupe).copied().unwrap_or("#ffffff"),
        };
        classes.push(ClasseCarte {
            libelle: match dites.insert(part.genre) {
                true => part.genre.libelle().to_owned(),
                false => String::new(),
            },
            couleur: couleur.to_owned(),
            hachures: matches!(part.genre, GenrePart::Ajoutee | GenrePart::Laissee),
            ..ClasseCarte::default()
        });
    }
    let aires = parts
        .iter()
        .zip(formes)
        .enumerate()
        .map(|(classe, (part, anneaux))| Aire {
            nom: part.nom.clone(),
            classe,
            anneaux,
        });
    let nom = |g: &GroupePropose| nom(d, g, traces);
    Some(Croquis {
        id: format!("proposition-{}", p.rang),
        titre: format!("Proposition {}\u{a0}: {}", p.rang, p.libelle),
        cadre,
        aires: aires.filter(|a| !a.anneaux.is_empty()).collect(),
        limite: Vec::new(),
        classes,
        repere: None,
        noms: p.groupes.iter().filter_map(nom).collect(),
        note: source.to_owned(),
    })
}

/// Groups, what the CPTS had before what they gain, and what is left.
fn parts(p: &Proposition) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    for g in &p.groupes {
        let mut ajouter = |genre, communes: Vec<_>| {
            parts.push(Part {
                nom: g.nom.clone(),
                genre,
                groupe: g.rang,
                communes,
            });
        };
        match g.genre {
            GenreGroupe::Nouveau => ajouter(GenrePart::Nouveau, g.communes.iter().collect()),
            GenreGroupe::HorsPlafond => {
                ajouter(GenrePart::HorsPlafond, g.communes.iter().collect())
            }
            GenreGroupe::Etendu => {
                let (ajoutees, avant) = g.communes.iter().partition(|c| c.ajoutee);
                ajouter(GenrePart::Avant, avant);
                ajouter(GenrePart::Ajoutee, ajoutees);
            }
        }
    }
    parts.extend(p.laisses.iter().map(|l| Part {
        nom: l.nom.clone(),
        genre: GenrePart::Laissee,
        groupe: 0,
        communes: l.communes.iter().collect(),
    }));
    parts
}

/// The tint of each group: those whose outlines share a vertex differ.
fn teintes(parts: &[Part<'_>], formes: &[Vec<Anneau>]) -> BTreeMap<usize, &'static str> {
    let mut voisins: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut sommets: Vec<([u64; 2], usize)> = Vec::new();
    for (part, anneaux) in parts.iter().zip(formes).filter(|(p, _)| p.groupe > 0) {
        voisins.entry(part.groupe).or_default();
        let points = anneaux.iter().flatten();
        sommets.extend(points.map(|p| (p.map(f64::to_bits), part.groupe)));
    }
    sommets.sort_unstable();
    sommets.dedup();
    for ici in sommets.chunk_by(|a, b| a.0 == b.0) {
        for (_, un) in ici {
            let autres = ici.iter().map(|(_, g)| *g).filter(|g| g != un);
            voisins.entry(*un).or_default().extend(autres);
        }
    }
    let choisies = colorier(&voisins, TEINTES.len());
    let teinte = |(g, rang): (usize, usize)| Some((g, *TEINTES.get(rang)?));
    choisies.into_iter().filter_map(teinte).collect()
}

/// The name of a group, at its most populated commune.
fn nom(d: &Dataset, g: &GroupePropose, traces: &BTreeMap<UniteId, Trace>) -> Option<NomCarte> {
    let places = g
        .communes
        .iter()
        .filter_map(|c| Some((c, traces.get(&unite(d, c)?)?)));
    let (_, trace) = places.max_by(|(a, _), (b, _)| {
        let ordre = a.population.total_cmp(&b.population);
        ordre.then(b.code.cmp(&a.code))
    })?;
    Some(NomCarte {
        texte: g.nom.clone(),
        point: trace.centre,
        genre: GenreNom::Aire,
        numero: Some(g.rang.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::{ALPHA, BETA, GAMMA, france};
    use crate::model::{DepartDecoupage, Laisse, RaisonLaisse};

    fn commune(d: &Dataset, id: UniteId, ajoutee: bool) -> CommunePlacee {
        let unite = d.referentiel.unite(id);
        CommunePlacee {
            code: unite.code,
            nom: unite.nom.clone(),
            population: d.referentiel.population(id),
            part: 1.0,
            ajoutee,
        }
    }

    /// Bêta, taken by the CPTS of Alpha, is hatched in its tint; Gamma is left, white and hatched.
    #[test]
    fn what_is_added_has_the_tint_of_its_group_and_what_is_left_has_none() {
        let d = france();
        let mut decoupage = crate::rapport::proposition::essai(DepartDecoupage::Poches);
        let p = &mut decoupage.propositions[0];
        p.groupes[0].genre = GenreGroupe::Etendu;
        p.groupes[0].communes = vec![commune(&d, ALPHA, false), commune(&d, BETA, true)];
        p.laisses = vec![Laisse {
            nom: "Gamma".into(),
            communes: vec![commune(&d, GAMMA, false)],
            population: 300.0,
            raison: RaisonLaisse::NonPlacees,
        }];
        let cartes = cartes(&d, &decoupage);
        let [carte] = cartes.as_slice() else {
            panic!("{}", cartes.len())
        };
        let classes: Vec<(&str, bool)> = carte
            .classes
            .iter()
            .map(|c| (c.couleur.as_str(), c.hachures))
            .collect();
        assert_eq!(
            classes,
            [(TEINTES[0], false), (TEINTES[0], true), ("#ffffff", true)]
        );
        assert_eq!(carte.aires.len(), 3);
        // Named at its most populated commune.
        assert!(
            boite(&carte.aires[1].anneaux)
                .unwrap()
                .contient(carte.noms[0].point)
        );
    }
}
