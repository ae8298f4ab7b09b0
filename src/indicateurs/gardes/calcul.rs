//! The comparators of every territory, computed to be kept.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::lecture::{
    Cle, ENTREES, Entree, TOUCHEES, empreinte, inchangee, nom, nom_choisi, territoire,
};
use crate::indicateurs::agregat::Agregat;
use crate::indicateurs::catalogue::Catalogue;
use crate::indicateurs::donnees::Donnees;
use crate::indicateurs::etendue::Choix;
use crate::indicateurs::publication::{Role, publier};
use crate::indicateurs::regles;
use crate::model::lecture::Territoire;
use crate::model::{Annexees, Dataset, Niveau, Referentiel, garde};

/// A territory and its units.
type Situe = (Cle, Territoire);

/// Comparators of every territory on every entry, by name; `autres` is what else is kept for each choice of the files.
#[must_use]
pub fn calculer(
    dataset: &Dataset,
    catalogue: &Catalogue,
    autres: impl Fn(&Dataset) -> Annexees,
) -> Annexees {
    let referentiel = &dataset.referentiel;
    let territoires: Vec<Situe> = cles(referentiel)
        .into_iter()
        .map(|cle| (cle, territoire(referentiel, cle)))
        .collect();
    let calcules = sans_choix(dataset, catalogue, &territoires);
    let entrees: Vec<&Entree> = calcules.iter().map(|(entree, _)| entree).collect();
    let mut annexes = Annexees::new();
    annexes.extend(garde(ENTREES.to_owned(), &entrees));
    for (rang, (cle, _)) in territoires.iter().enumerate() {
        let siens: Vec<Option<&Agregat>> = calcules.iter().map(|(_, a)| a.get(rang)).collect();
        annexes.extend(garde(nom(*cle), &siens));
    }
    annexes.extend(autres(dataset));
    for (choix, voulus) in choix(dataset, &territoires) {
        let mut choisi = dataset.clone();
        choix.applique(&mut choisi);
        annexes.extend(autres(&choisi));
        let siens = voulus.iter().filter_map(|rang| territoires.get(*rang));
        annexes.extend(du_choix(
            &choisi,
            catalogue,
            &entrees,
            &siens.collect::<Vec<_>>(),
        ));
    }
    annexes
}

/// Every département, every région, then France.
fn cles(referentiel: &Referentiel) -> Vec<Cle> {
    let departements = (0..referentiel.departements.len()).map(|d| (Niveau::Departement, d));
    let regions = (0..referentiel.regions.len()).map(|r| (Niveau::Region, r));
    departements
        .chain(regions)
        .chain([(Niveau::France, 0)])
        .collect()
}

/// The figures of the files as they are, by entry.
fn sans_choix(
    dataset: &Dataset,
    catalogue: &Catalogue,
    territoires: &[Situe],
) -> Vec<(Entree, Vec<Agregat>)> {
    let donnees = Donnees::selon(dataset, catalogue);
    let definitions = catalogue.definitions().par_iter().enumerate();
    let calcule = |(rang, d)| {
        // The words of an absence are those of the run.
        let regle = regles::preparer(&donnees, d).ok()?;
        let entree = Entree {
            rang,
            empreinte: empreinte(d),
            sources: regle.provenance().sources,
        };
        let agrege = |(_, t): &Situe| publier(regle.agreger(t, d), d, Role::Comparateur);
        Some((entree, territoires.iter().map(agrege).collect()))
    };
    definitions.filter_map(calcule).collect()
}

/// The choices that the territories make, each with those that a perimeter which makes it may be compared with.
fn choix(dataset: &Dataset, territoires: &[Situe]) -> Vec<(Choix, BTreeSet<usize>)> {
    let faits = territoires
        .par_iter()
        .map(|(_, t)| Choix::nouveau(dataset, &t.membres));
    let mut par_choix = BTreeMap::new();
    for ((cle, _), choix) in territoires.iter().zip(faits.collect::<Vec<_>>()) {
        let choisies = choix.choisies();
        if !choisies.est_vide() {
            let (_, voulus) = par_choix
                .entry(choisies)
                .or_insert((choix, BTreeSet::new()));
            voulus.extend(compares(&dataset.referentiel, territoires, *cle));
        }
    }
    par_choix.into_values().collect()
}

/// Ranks of the territories that a part of a territory is compared with: it, those inside, those around.
fn compares(
    referentiel: &Referentiel,
    territoires: &[Situe],
    (niveau, rang): Cle,
) -> BTreeSet<usize> {
    let region_de = |d: usize| referentiel.departements.get(d).map(|d| d.region);
    let region = match niveau {
        Niveau::Departement => region_de(rang),
        Niveau::Region => Some(rang),
        _ => None,
    };
    let voulu = |cle: Cle| match cle {
        (Niveau::Departement, d) if niveau == Niveau::Departement => d == rang,
        (Niveau::Departement, d) => region.is_none() || region_de(d) == region,
        (Niveau::Region, r) => region.is_none_or(|region| region == r),
        _ => true,
    };
    let ranges = territoires.iter().enumerate();
    ranges
        .filter(|(_, (cle, _))| voulu(*cle))
        .map(|(rang, _)| rang)
        .collect()
}

/// What is kept of a choice: the entries of which it changes the figures, and these.
fn du_choix(
    dataset: &Dataset,
    catalogue: &Catalogue,
    entrees: &[&Entree],
    territoires: &[&Situe],
) -> Annexees {
    let donnees = Donnees::selon(dataset, catalogue);
    let definition = |e: &Entree| catalogue.definitions().get(e.rang);
    let ranges = entrees.par_iter().enumerate();
    let touchees: Vec<usize> = ranges
        .filter(|(_, e)| definition(e).is_none_or(|d| !inchangee(&donnees, d, &e.sources)))
        .map(|(rang, _)| rang)
        .collect();
    let calcule = |rang: &usize| {
        let d = definition(entrees.get(*rang)?)?;
        let regle = regles::preparer(&donnees, d).ok()?;
        let agrege = |(_, t): &&Situe| publier(regle.agreger(t, d), d, Role::Comparateur);
        Some((*rang, territoires.iter().map(agrege).collect()))
    };
    let calcules: Vec<(usize, Vec<Agregat>)> = touchees.par_iter().filter_map(calcule).collect();
    let mut annexes = Annexees::new();
    annexes.extend(garde(dataset.nom_d_annexe(TOUCHEES), &touchees));
    for (rang, (cle, _)) in territoires.iter().enumerate() {
        let siens = calcules.iter();
        let siens: Vec<(usize, &Agregat)> = siens
            .filter_map(|(entree, a)| Some((*entree, a.get(rang)?)))
            .collect();
        let nom = dataset.nom_d_annexe(&nom_choisi(*cle));
        annexes.extend(garde(nom, &siens));
    }
    annexes
}
