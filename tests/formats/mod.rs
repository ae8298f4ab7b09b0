//! A file of every layout that the program describes, for the fictional territory: each is recognised as what it is, all that it
//! declares is read, and every indicator that a file can feed has a figure.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use cpts::indicateurs::Catalogue;
use cpts::load::format::catalogue::embarques;
use cpts::load::format::descripteur::{Descripteur, Usage};
use cpts::load::projet::referentiel::lire_referentiel;
use cpts::load::{self, Options, Seuils};
use cpts::model::{Dataset, Referentiel, Source};
use cpts::progress::Progression;
use rayon::prelude::*;

use crate::outils::echantillon;
use exemplaire::{Exemplaire, exemplaires};
use monde::Monde;

mod colonnes;
mod contenant;
mod exemplaire;
mod identite;
mod lignes;
mod monde;
mod motif;
mod tableau;

/// Years of the generated files: a change between two of them can be told.
const ANS: [u16; 2] = [2023, 2016];

fn fictif() -> Arc<Referentiel> {
    let mut r = lire_referentiel(&echantillon("territoire-fictif/referentiel.csv"))
        .expect("référentiel fictif");
    r.fictif = true;
    Arc::new(r)
}

fn besoins() -> BTreeSet<String> {
    let catalogue = Catalogue::embarque().expect("catalogue");
    catalogue.variables()
}

fn descripteurs() -> Vec<&'static Descripteur> {
    embarques()
        .expect("descripteurs")
        .iter()
        .map(|f| &f.d)
        .collect()
}

fn charge(dossier: &Path, r: &Arc<Referentiel>) -> Dataset {
    let options = Options {
        fichiers: Vec::new(),
        descripteurs: Vec::new(),
        population: None,
        vraisemblance: Seuils::embarques().expect("seuils"),
        source_referentiel: Source {
            id: "referentiel".into(),
            libelle: "COG fictif".into(),
            fichier: "referentiel.csv".into(),
            sha256: String::new(),
            producteur: "fictif".into(),
            millesime: "2026".into(),
            cog: None,
            licence: "fictive".into(),
            url: None,
        },
        seul_processus: true,
        annexes: |_| Vec::new(),
        strict: false,
        cache: None,
    };
    load::charger(dossier, Arc::clone(r), &options, &Progression::muette()).expect("dossier lu")
}

/// What a folder of one file says of a layout, when it is not all that the layout declares.
fn examine(d: &Descripteur, e: &Exemplaire, lu: &Dataset, monde: &Monde) -> Option<String> {
    let sources: Vec<&str> = lu
        .sources
        .iter()
        .filter(|s| s.fichier == e.nom)
        .map(|s| s.id.as_str())
        .collect();
    if d.usage != Usage::Donnees {
        let dit =
            lu.non_utilises.iter().chain(&lu.non_reconnus).any(|n| {
                n.fichier == e.nom && d.motif.as_deref().is_some_and(|m| n.motif.contains(m))
            });
        let motifs = || format!("{:?} {:?}", lu.non_utilises, lu.non_reconnus);
        return (!dit).then(|| {
            format!(
                "{} : n'est pas dit inutile ; {sources:?} {}",
                d.id,
                motifs()
            )
        });
    }
    if sources != [d.id.as_str()] {
        return Some(format!(
            "{} ({}) : lu comme {sources:?} {:?} {:?}",
            d.id, e.nom, lu.non_reconnus, lu.illisibles
        ));
    }
    let connue = |id: &String| match e.niveau {
        Some(niveau) => {
            let publies = lu.publies.tous().filter(|((n, _), v, _, c)| {
                *n == niveau && *v == id && c.valeur.connue().is_some()
            });
            publies.count() == monde.territoires.get(&niveau).map_or(0, Vec::len)
        }
        None => lu.referentiel.france().all(|u| {
            let chiffres = lu.colonnes.get(id).into_iter().flatten();
            let classes = lu.classes.get(id).into_iter().flatten();
            chiffres
                .into_iter()
                .any(|(_, c)| c.valeur(u).connue().is_some())
                || classes.into_iter().any(|(_, c)| c.code(u).is_some())
        }),
    };
    let perdues: Vec<&String> = e.ids.iter().filter(|id| !connue(id)).collect();
    let mut autres = Vec::new();
    let mut exige = |dit: bool, quoi| {
        if !dit {
            autres.push(quoi);
        }
    };
    exige(
        d.cpts.is_none() || d.id == "libre" || !lu.cpts.is_empty(),
        "CPTS",
    );
    exige(d.point.is_none() || !lu.points.is_empty(), "points");
    let liste = |q: &cpts::load::format::descripteur::ColonnesQpv| q.habitants.is_none();
    let quartiers = d.qpv.as_ref().is_some_and(liste);
    exige(!quartiers || !lu.qpv.is_empty(), "QPV");
    exige(
        d.structure.is_none() || !lu.structures.is_empty(),
        "structures",
    );
    exige(lu.rejets.is_empty(), "lignes rejetées");
    if perdues.is_empty() && autres.is_empty() {
        return None;
    }
    let rejet = lu.rejets.first().map(|r| format!("{r:?}"));
    let constats: Vec<&str> = lu.constats.iter().map(|c| c.texte.as_str()).collect();
    Some(format!(
        "{} : perdues {perdues:?}, manquent {autres:?} ; {rejet:?} ; {constats:?}",
        d.id
    ))
}

#[test]
fn every_layout_is_recognised_as_what_it_is_and_all_that_it_declares_is_read() {
    let (r, besoins) = (fictif(), besoins());
    let monde = Monde::new(&r, 1, |_| true);
    let tous = descripteurs();
    let ecrits = |id: &str| {
        let d = tous.iter().find(|d| d.id == id).expect("descripteur");
        exemplaires(d, 990, &monde, ANS[0], &besoins)
    };
    let faute = |(rang, d): (usize, &&Descripteur)| {
        let fautes = exemplaires(d, rang, &monde, ANS[0], &besoins)
            .into_iter()
            .filter_map(|e| {
                let dossier = tempfile::tempdir().expect("dossier");
                fs::write(dossier.path().join(&e.nom), &e.texte).expect("fichier");
                if d.lieu_par.is_some() {
                    for autre in ecrits("finess_entete") {
                        fs::write(dossier.path().join(&autre.nom), &autre.texte).expect("fichier");
                    }
                }
                examine(d, &e, &charge(dossier.path(), &r), &monde)
            });
        fautes.collect::<Vec<_>>()
    };
    let fautes: Vec<String> = tous.par_iter().enumerate().flat_map_iter(faute).collect();
    assert!(
        fautes.is_empty(),
        "{} formats :\n{}",
        fautes.len(),
        fautes.join("\n")
    );
}

/// Writes, in a folder, the files of the layouts that are not there; gives the layout of each that has figures.
fn depose(dossier: &Path, monde: &Monde, la: &BTreeSet<String>) -> BTreeMap<String, String> {
    let besoins = besoins();
    let manquent = descripteurs()
        .into_iter()
        .enumerate()
        .filter(|(_, d)| !la.contains(&d.id));
    let manquent: Vec<_> = manquent.collect();
    let ecrit = |(rang, d): &(usize, &Descripteur)| {
        // Balances of a population want every year between two censuses.
        let annees: Vec<u16> = match d.id.as_str() {
            "etat_civil_melodi" => (ANS[1]..=ANS[0]).collect(),
            _ => ANS.to_vec(),
        };
        let mut noms = Vec::new();
        for e in annees
            .iter()
            .flat_map(|an| exemplaires(d, *rang, monde, *an, &besoins))
        {
            fs::write(dossier.join(&e.nom), &e.texte).expect("fichier");
            noms.push((e.nom, d.id.clone()));
        }
        if d.usage == Usage::Donnees {
            noms
        } else {
            Vec::new()
        }
    };
    manquent.par_iter().flat_map_iter(ecrit).collect()
}
