//! Names of the dataset → tokens: territories, lists, structures, and what the files are called.

use std::collections::{BTreeMap, BTreeSet};

use super::jeton::{Genre, Jeton};
use crate::model::{Dataset, Niveau, Perimetre, Referentiel};
use crate::tri::Tri;

/// Letters from which the name of a file without its folder is told from a word.
const LETTRES_MIN: usize = 6;

fn jeton(genre: Genre) -> impl Fn(usize) -> String {
    move |rang| Jeton::new(genre, rang).to_string()
}

/// Communes, EPCI, départements, régions, and what they were called before.
pub(super) fn referentiel(r: &mut Referentiel) {
    let numerote = |noms: &mut dyn Iterator<Item = &mut String>, genre: Genre| {
        for (rang, nom) in noms.enumerate() {
            *nom = jeton(genre)(rang);
        }
    };
    numerote(&mut r.unites.iter_mut().map(|u| &mut u.nom), Genre::Commune);
    numerote(&mut r.epcis.iter_mut().map(|e| &mut e.nom), Genre::Epci);
    numerote(
        &mut r.departements.iter_mut().map(|d| &mut d.nom),
        Genre::Departement,
    );
    numerote(&mut r.regions.iter_mut().map(|d| &mut d.nom), Genre::Region);
    let anciens = r.anciens.values_mut().filter_map(|a| a.nom.as_mut());
    let deleguees = r.deleguees.iter_mut().map(|d| &mut d.nom);
    let separees = r.separations.iter_mut().map(|s| &mut s.nom);
    for nom in anciens.chain(deleguees).chain(separees) {
        "ancienne commune".clone_into(nom);
    }
    if !r.nom.starts_with("COG") {
        "Liste de l’utilisateur".clone_into(&mut r.nom);
    }
}

/// CPTS of the lists, and that of the perimeter.
pub(super) fn cpts(d: &mut Dataset, perimetre: &mut Perimetre) {
    let perdues = d.cpts_perdues.iter().filter_map(|p| p.cpts.clone());
    let noms = d.cpts.iter().map(|c| c.cpts.clone()).chain(perdues);
    let noms: BTreeSet<String> = noms.chain(perimetre.cpts.clone()).collect();
    let rangs: BTreeMap<String, usize> = noms.into_iter().zip(0..).collect();
    let changer = |nom: &mut String| {
        let rang = rangs.get(nom).copied().unwrap_or_default();
        *nom = jeton(Genre::Cpts)(rang);
    };
    d.cpts.iter_mut().for_each(|c| changer(&mut c.cpts));
    for perdue in &mut d.cpts_perdues {
        perdue.cpts.iter_mut().for_each(changer);
        perdue.valeur.clear();
    }
    d.cpts_stades.iter_mut().for_each(|s| changer(&mut s.cpts));
    perimetre.cpts.iter_mut().for_each(changer);
}

/// Classes that are the name of a place: `bv2022`, `aav2020`, `tvs`, `canton`.
fn est_un_lieu(variable: &str) -> bool {
    ["bv", "aav", "tvs", "canton", "cv", "epci", "uu", "ze"]
        .iter()
        .any(|debut| variable.starts_with(debut))
}

/// Zones, quartiers, structures, and the names that published figures give to their territories.
pub(super) fn lieux(d: &mut Dataset) {
    let mut zones = 0..;
    let mut zone = || jeton(Genre::Zone)(zones.next().unwrap_or_default());
    let mut dites: BTreeMap<String, String> = BTreeMap::new();
    for (variable, colonnes) in &mut d.classes {
        if !est_un_lieu(variable) {
            continue;
        }
        for (code, nom) in colonnes.values_mut().flat_map(|c| &mut c.modalites) {
            let cle = format!("{variable} {code}");
            nom.clone_from(dites.entry(cle).or_insert_with(&mut zone));
        }
    }
    let r = &d.referentiel;
    let epcis = r
        .epcis
        .iter()
        .map(|e| &e.siren)
        .zip(0..)
        .collect::<BTreeMap<_, _>>();
    let departements = r
        .departements
        .iter()
        .map(|e| &e.code)
        .zip(0..)
        .collect::<BTreeMap<_, _>>();
    let regions = r
        .regions
        .iter()
        .map(|e| &e.code)
        .zip(0..)
        .collect::<BTreeMap<_, _>>();
    d.publies.renommer(|(niveau, code)| {
        let (connus, genre) = match niveau {
            Niveau::France => return None,
            Niveau::Epci => (&epcis, Genre::Epci),
            Niveau::Departement => (&departements, Genre::Departement),
            Niveau::Region => (&regions, Genre::Region),
            Niveau::BassinVie | Niveau::Canton => return Some(zone()),
        };
        Some(
            connus
                .get(code)
                .map_or_else(&mut zone, |rang| jeton(genre)(*rang)),
        )
    });
    for (rang, q) in d.qpv.iter_mut().enumerate() {
        q.nom = jeton(Genre::Qpv)(rang);
        q.code.clone_from(&q.nom);
    }
    for (rang, s) in d.structures.iter_mut().enumerate() {
        s.nom = jeton(Genre::Structure)(rang);
        s.identifiant.clear();
    }
}

/// What was said while reading quotes the files: the rule is told instead; the files of the user have no label of theirs.
pub(super) fn messages(d: &mut Dataset, perimetre: &mut Perimetre) {
    for constat in d.constats.iter_mut().chain(&mut perimetre.constats) {
        constat.id.regle.sens().clone_into(&mut constat.texte);
        constat.id.sujet = None;
        constat.origine = None;
    }
    for rejet in &mut d.rejets {
        rejet.valeur.clear();
        "ligne écartée".clone_into(&mut rejet.motif);
        rejet.colonne = None;
    }
    let ignores = d.non_reconnus.iter_mut().chain(&mut d.illisibles);
    for fichier in ignores.chain(&mut d.non_utilises) {
        "non utilisé".clone_into(&mut fichier.motif);
    }
    for prepare in &mut d.prepares {
        "un autre territoire".clone_into(&mut prepare.territoire);
    }
    let siennes = d.sources_utilisateur.iter().map(|s| s.0);
    let siennes: BTreeSet<usize> = siennes.collect();
    for (rang, source) in d.sources.iter_mut().enumerate() {
        if siennes.contains(&rang) {
            source.id = format!("utilisateur_{rang}");
            source.libelle = format!("Données de l’utilisateur {rang}");
            "utilisateur".clone_into(&mut source.producteur);
            source.url = None;
        }
    }
}

/// Every file that was seen, the longest name first, and what it becomes.
pub(super) fn fichiers(d: &Dataset) -> Vec<(String, String)> {
    let ignores = d.non_reconnus.iter().chain(&d.illisibles);
    let ignores = ignores.chain(&d.non_utilises).map(|f| &f.fichier);
    let rejets = d.rejets.iter().map(|r| &r.fichier);
    let perdues = d.cpts_perdues.iter().map(|p| &p.fichier);
    let prepares = d.prepares.iter().map(|p| &p.fichier);
    let sources = d.sources.iter().map(|s| &s.fichier);
    let tous = sources.chain(ignores).chain(rejets).chain(perdues);
    let tous: BTreeSet<&String> = tous
        .chain(prepares)
        .filter(|f| !f.starts_with('('))
        .collect();
    let mut neutres: Vec<(String, String)> = Vec::new();
    for (nom, rang) in tous.into_iter().zip(1..) {
        let neutre = format!("fichier {rang}");
        let court = nom.rsplit('/').next().unwrap_or(nom);
        if court.chars().count() >= LETTRES_MIN {
            neutres.push((court.to_owned(), neutre.clone()));
        }
        neutres.push((nom.clone(), neutre));
    }
    neutres.trie_par(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
    neutres.dedup_by(|a, b| a.0 == b.0);
    neutres
}
