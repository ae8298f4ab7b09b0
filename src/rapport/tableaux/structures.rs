//! Structures by name and by commune, and how far the nearest one is as the crow flies.

use std::collections::BTreeSet;

use super::super::plan::StructuresPlan;
use super::super::{Cellule, ColonneTableau, Tableau};
use super::texte;
use crate::francais::denombre;
use crate::geo::distance;
use crate::model::etendue::premiere_assez_etendue;
use crate::model::lecture::lieux;
use crate::model::{Dataset, Perimetre, SectionId, Structure, UniteId};

/// Rows of the table of names; beyond, the table says how many it leaves out.
const LIGNES: usize = 400;

/// The structures of the perimeter, by commune, kind then name.
#[must_use]
pub fn structures(
    plan: &[StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let dedans = |id: UniteId| {
        let ville = dataset.referentiel.unite(id).parent;
        let mut places = lieux(&dataset.referentiel, id).chain(ville);
        places.any(|id| perimetre.contient(id))
    };
    let plan = &retenues(plan, dataset, perimetre);
    let mut choisies: Vec<(usize, &Structure)> = dataset
        .structures
        .iter()
        .filter(|s| dedans(s.unite) && !s.nom.is_empty())
        .filter_map(|s| Some((plan.iter().position(|p| p.concerne(s))?, s)))
        .collect();
    choisies.sort_by(|a, b| {
        let cle = |(rang, s): &(usize, &Structure)| {
            let code = dataset.referentiel.unite(s.unite).code;
            (code, *rang, s.nom.clone(), s.identifiant.clone())
        };
        cle(a).cmp(&cle(b))
    });
    let total = choisies.len();
    let lignes: Vec<Vec<Cellule>> = choisies
        .iter()
        .take(LIGNES)
        .map(|(rang, s)| {
            let genre = plan.get(*rang).map_or(&s.libelle, |p| &p.nom);
            let commune = &dataset.referentiel.unite(s.unite).nom;
            [commune, genre, &s.nom]
                .map(|t| Cellule::Texte(t.clone()))
                .into()
        })
        .collect();
    let mut note = "Structures telles que leur liste les nomme, ouvertes à sa date\u{a0}; un même lieu peut en abriter plusieurs.".to_owned();
    if total > LIGNES {
        let reste = denombre(total - LIGNES, "structure n'est", "structures ne sont");
        note.push_str(&format!(" {reste} pas dans ce tableau."));
    }
    (total > 0).then(|| Tableau {
        id: "structures".to_owned(),
        section: SectionId::S8,
        titre: "Structures par commune".to_owned(),
        colonnes: vec![texte("Commune"), texte("Catégorie"), texte("Nom")],
        lignes,
        note: Some(note),
        sources: sources(dataset, choisies.iter().map(|(_, s)| *s)),
    })
}

/// For each commune, the distance to the nearest structure of each kind that has a distance, in France.
#[must_use]
pub fn distances(
    plan: &[StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Option<Tableau> {
    let genres: Vec<Genre<'_>> = retenues(plan, dataset, perimetre)
        .into_iter()
        .filter(|p| p.distance)
        .map(|p| {
            let siennes = dataset.structures.iter();
            (
                p,
                siennes
                    .filter(|s| p.concerne(s) && s.point.is_some())
                    .collect(),
            )
        })
        .filter(|(_, siennes): &Genre<'_>| !siennes.is_empty())
        .collect();
    let mut colonnes = vec![texte("Code"), texte("Commune")];
    for (p, _) in &genres {
        colonnes.push(texte(&format!("{}, le plus proche", p.nom)));
        colonnes.push(ColonneTableau {
            titre: "Distance".to_owned(),
            unite: "km à vol d'oiseau".to_owned(),
            decimales: 1,
        });
    }
    let siennes = || {
        genres
            .iter()
            .flat_map(|(_, siennes)| siennes.iter().copied())
    };
    (!genres.is_empty()).then(|| Tableau {
        id: "structures_proches".to_owned(),
        section: SectionId::S8,
        titre: "Structure la plus proche de chaque commune".to_owned(),
        colonnes,
        lignes: lignes_proches(dataset, perimetre, &genres),
        note: Some(
            "Distances à vol d'oiseau, du point représentatif de la commune à celui de la structure\u{a0}: la route est plus longue. \
             Seules les structures du fichier qui ont un point sont connues\u{a0}: s'il s'arrête à la région, une plus proche peut exister au-delà."
                .to_owned(),
        ),
        sources: sources(dataset, siennes()),
    })
}

/// Of the kinds of one name, that of the list which names enough of them in the départements of the perimeter, the first of
/// the plan when several do: the BPE has the pharmacies of a région whose FINESS is not there.
fn retenues<'p>(
    plan: &'p [StructuresPlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
) -> Vec<&'p StructuresPlan> {
    let departement = |id: UniteId| dataset.referentiel.unite(id).departement;
    let membres = perimetre.membres.iter().map(|m| departement(m.unite));
    let departements: BTreeSet<usize> = membres.collect();
    let nombre = |p: &StructuresPlan| {
        let siennes = dataset.structures.iter().filter(|s| p.concerne(s));
        let (ici, ailleurs): (Vec<_>, Vec<_>) =
            siennes.partition(|s| departements.contains(&departement(s.unite)));
        // Elsewhere only counts when nothing is here.
        ici.len() as f64 + ailleurs.len() as f64 / (1.0 + dataset.structures.len() as f64)
    };
    let mut retenues: Vec<&StructuresPlan> = Vec::new();
    for p in plan {
        if retenues.iter().any(|deja| deja.nom == p.nom) {
            continue;
        }
        let siens: Vec<&StructuresPlan> = plan.iter().filter(|q| q.nom == p.nom).collect();
        let nombres: Vec<f64> = siens.iter().map(|q| nombre(q)).collect();
        let rang = premiere_assez_etendue(&nombres).unwrap_or(0);
        retenues.extend(siens.get(rang));
    }
    retenues
}

/// Structures of a kind that have a point.
type Genre<'a> = (&'a StructuresPlan, Vec<&'a Structure>);

fn lignes_proches(
    dataset: &Dataset,
    perimetre: &Perimetre,
    genres: &[Genre<'_>],
) -> Vec<Vec<Cellule>> {
    let ligne = |id: UniteId| {
        let unite = dataset.referentiel.unite(id);
        let mut ligne = vec![
            Cellule::Texte(unite.code.to_string()),
            Cellule::Texte(unite.nom.clone()),
        ];
        for (_, siennes) in genres {
            match proche(dataset, id, siennes) {
                Some((km, nom)) => ligne.extend([Cellule::Texte(nom), Cellule::Nombre(km)]),
                None => ligne.extend([absente(), absente()]),
            }
        }
        ligne
    };
    perimetre.membres.iter().map(|m| ligne(m.unite)).collect()
}

/// The nearest structure and its distance, the first name on a tie.
fn proche(dataset: &Dataset, id: UniteId, structures: &[&Structure]) -> Option<(f64, String)> {
    let ici = *dataset.points.get(&id)?;
    let loin = |s: &&Structure| Some((distance::km(ici, s.point?), nom(s)));
    let toutes = structures.iter().filter_map(loin);
    toutes.min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)))
}

/// Name of a structure, else what it is.
fn nom(s: &Structure) -> String {
    if s.nom.is_empty() {
        format!("{} (nom non publié)", s.libelle)
    } else {
        s.nom.clone()
    }
}

fn absente() -> Cellule {
    Cellule::Texte("non disponible".to_owned())
}

fn sources<'s>(dataset: &Dataset, structures: impl Iterator<Item = &'s Structure>) -> Vec<String> {
    dataset.ids_des_sources(structures.map(|s| s.source))
}
