//! The law of the unknown: hiding, rejecting or removing any cell never publishes a figure that differs from the truth,
//! and the bounds of what is partial or withheld hold the truth. Over the whole catalogue.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::catalogue::Catalogue;
use super::definition::Regle;
use super::donnees::Donnees;
use super::essai::Essai;
use super::{Agregat, Expression, agreger};
use crate::model::Valeur::{self, Absente, Connue, Masquee, Rejetee};
use crate::model::lecture::Territoire;
use crate::model::{Dataset, Statut, UniteId};

const UNITES: usize = 6;
const ANNEE: Option<u16> = Some(2023);

/// Numeric variables and classes that the embedded catalogue reads.
fn variables(catalogue: &Catalogue) -> (Vec<String>, Vec<String>) {
    let (mut nombres, mut classes) = (BTreeSet::new(), BTreeSet::new());
    for d in catalogue.definitions() {
        let noms = d.regle.variables();
        let a_classe = matches!(
            d.regle,
            Regle::PartPopulationClasse { .. }
                | Regle::PopulationClasse { .. }
                | Regle::CommunesClasse { .. }
                | Regle::ZonesCoupees { .. }
        );
        for (rang, nom) in noms.iter().enumerate() {
            if a_classe && rang == 0 {
                classes.insert(nom.clone());
            } else if let Ok(e) = Expression::parse(nom) {
                nombres.extend(e.variables().map(str::to_owned));
            }
        }
    }
    // The reference population is that of the référentiel.
    nombres.remove("population_municipale");
    (nombres.into_iter().collect(), classes.into_iter().collect())
}

/// A dataset of which everything is known; a part is never larger than its whole.
fn verite(catalogue: &Catalogue, graine: &[u32]) -> Dataset {
    let mut essai = Essai::avec_ville();
    let codes = ["96001", "96002", "96003", "96100", "96101", "96102"];
    let (nombres, classes) = variables(catalogue);
    let rangs = catalogue.emboitements();
    let tirage = |i: usize, j: usize| f64::from(graine[(i * UNITES + j) % graine.len()] % 97);
    for (i, variable) in nombres.iter().enumerate() {
        let rang = rangs.get(variable).copied().unwrap_or_default();
        let valeur = |j: usize| match rang {
            0 => tirage(i, j),
            rang => 97.0 * 9_f64.powi(rang) + tirage(i, j),
        };
        let cellules: Vec<_> = codes
            .iter()
            .enumerate()
            .map(|(j, c)| (*c, Connue(valeur(j))))
            .collect();
        // A city is the sum of its arrondissements, or is not given.
        essai.colonne(variable, ANNEE, &[&cellules[..3], &cellules[4..]].concat());
    }
    for (i, classe) in classes.iter().enumerate() {
        let modalites = ["1", "7", "ZIP", "ZAC", "000"];
        let cellules: Vec<_> = codes
            .iter()
            .enumerate()
            .filter(|(j, _)| *j != 3)
            .map(|(j, c)| (*c, modalites[tirage(i + 31, j) as usize % modalites.len()]))
            .collect();
        essai.classe(classe, ANNEE, &cellules);
    }
    essai.dataset
}

/// Hides, rejects or removes some cells of each column; those of a masked column have sometimes their bounds.
fn cacher(d: &mut Dataset, bits: &[u8]) {
    let mut rang = 0;
    let mut suivant = || {
        rang += 1;
        bits[rang % bits.len()].wrapping_add((rang / bits.len()) as u8)
    };
    let cache = |x: Valeur, b: u8| match (x, b % 16) {
        (Connue(_), 0) => Masquee,
        (Connue(_), 1) => Rejetee,
        (Connue(_), 2) => Absente,
        (x, _) => x,
    };
    for colonne in d.colonnes.values_mut().flat_map(|c| c.values_mut()) {
        let connues = colonne.valeurs.iter().filter_map(|v| v.connue());
        let max = connues.fold(1.0, f64::max);
        for valeur in colonne.valeurs.iter_mut() {
            *valeur = cache(*valeur, suivant());
        }
        if suivant() % 2 == 0 {
            colonne.bornes_masque = Some((0.0, max));
        }
    }
    for colonne in d.classes.values_mut().flat_map(|c| c.values_mut()) {
        for j in 0..UNITES {
            match suivant() % 16 {
                0 => colonne.classes[j] = None,
                1 if colonne.classes[j].take().is_some() => {
                    colonne.rejetees.push(UniteId(j as u32));
                }
                _ => {}
            }
        }
    }
}

fn agregats(catalogue: &Catalogue, d: &Dataset, membres: &[(usize, f64)]) -> Vec<Agregat> {
    let donnees = Donnees::new(d);
    let membres: Vec<_> = membres
        .iter()
        .map(|&(i, part)| crate::model::Membre {
            unite: UniteId(i as u32),
            part,
        })
        .collect();
    let territoire = Territoire::new(&d.referentiel, &membres);
    let definitions = catalogue.definitions().iter();
    definitions
        .map(|def| agreger(&donnees, def, &territoire))
        .collect()
}

fn egal(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_hidden_is_never_published_otherwise_and_its_bounds_hold_it(
        graine in prop::collection::vec(any::<u32>(), 64),
        bits in prop::collection::vec(any::<u8>(), 61),
        ville in 0u8..3,
        part in prop_oneof![Just(1.0), 0.1f64..1.0],
    ) {
        let catalogue = Catalogue::embarque().unwrap();
        let vrai = verite(&catalogue, &graine);
        let mut cachee = vrai.clone();
        cacher(&mut cachee, &bits);
        let mut membres = vec![(0, part), (1, 1.0)];
        match ville {
            0 => membres.push((3, 1.0)),
            1 => membres.push((4, 1.0)),
            _ => membres.push((2, 1.0)),
        }
        let attendus = agregats(&catalogue, &vrai, &membres);
        let lus = agregats(&catalogue, &cachee, &membres);
        for ((d, vrai), lu) in catalogue.definitions().iter().zip(attendus).zip(lus) {
            if let (Some(x), Some(bornes)) = (lu.valeur, lu.bornes) {
                prop_assert!(bornes.contient(x), "{} : {} hors de ses bornes {:?}", d.id, x, bornes);
            }
            if lu.statut == Statut::Partiel && lu.bornes.is_none() {
                let motif = lu.motif.clone().unwrap_or_default();
                prop_assert!(motif.contains("rien ne borne"), "{} : {}", d.id, motif);
            }
            // This one tells the file, not the territory: what is not published there is its figure.
            if matches!(d.regle, Regle::PartCommunesConnues { .. }) {
                continue;
            }
            let Some(attendu) = vrai.valeur.filter(|_| vrai.statut == Statut::Publie) else {
                continue;
            };
            if let (Some(x), Statut::Publie) = (lu.valeur, lu.statut) {
                prop_assert!(egal(x, attendu), "{} : {} publié au lieu de {}", d.id, x, attendu);
            }
            if let Some(bornes) = lu.bornes {
                prop_assert!(bornes.contient(attendu), "{} : {} hors de {:?}", d.id, attendu, bornes);
            }
        }
    }
}
