//! Constrained regionalisation: perimeters in one piece, within bounds of population, near their inhabitants; no I/O, no clock.
//!
//! Places that neighbours link (`terrain`) are gathered into atoms (`atomes`); each piece of the territory gets a number of
//! groups, or the proof that none suits (`repartition`); several searches from a seed move atoms between groups that stay in
//! one piece (`recherche`), and the best of each set of weights (`objectif`) are described.

mod alea;
mod arbre;
mod atomes;
mod connexite;
mod demande;
mod depart;
mod description;
mod effort;
#[cfg(test)]
mod essais;
mod etat;
mod figures;
mod grossi;
mod liens;
mod mesure;
mod montage;
mod objectif;
mod portee;
mod probleme;
mod recherche;
mod reparation;
mod repartition;
mod repli;
mod reprises;
mod terrain;
mod trajets;
mod trajets_lus;
mod unis;
mod zonage;
mod zones_coupees;

use crate::model::{Contraintes, Dataset, Decoupage, Perimetre, Proposition, SCHEMA_PROPOSITION};
pub use demande::{Demande, Depart, Refus, TempsMax};
pub use effort::{Effort, Passe};
pub use objectif::{Objectif, Profil};
pub use reprises::Suivi;
use reprises::Tour;

#[cfg(test)]
mod lois;

use atomes::Atomes;
use description::Vue;
use montage::Montage;

/// Rules of a run, and what it is told by.
pub struct Regles<'a> {
    /// Weights and effort.
    pub objectif: &'a Objectif,
    /// Tier of a population, when the scale tells it.
    pub taille: &'a (dyn Fn(f64) -> Option<u8> + Sync),
    /// Progress and stop.
    pub suivi: Suivi<'a>,
}

/// Perimeters for a territory, the best first.
///
/// # Errors
/// [`Refus`]: what was asked for is impossible, and why; or it was not found.
pub fn proposer(
    d: &Dataset,
    perimetre: &Perimetre,
    demande: &Demande,
    regles: &Regles<'_>,
) -> Result<Decoupage, Refus> {
    if demande.min > demande.max {
        return Err(Refus::BornesCroisees {
            min: demande.min,
            max: demande.max,
        });
    }
    let t = terrain::lire(d, perimetre, demande)?;
    let a = Atomes::new(&t, &d.referentiel, demande)?;
    portee::verifier(&t, &a, &d.referentiel, demande)?;
    let (m, trouves, interrompu) = chercher(d, (&t, &a), demande, regles)?;
    let vue = Vue {
        d,
        t: &t,
        a: &a,
        m: &m,
        demande,
        taille: regles.taille,
    };
    let propositions = trouves.iter().enumerate().map(|(rang, trouve)| {
        let profil = regles.objectif.profils.get(trouve.profil);
        Proposition {
            rang: rang + 1,
            profil: profil.map_or_else(String::new, |p| p.id.clone()),
            libelle: profil.map_or_else(String::new, |p| p.libelle.clone()),
            objectif: trouve.objectif,
            ..vue.decrire(&trouve.groupe)
        }
    });
    Ok(Decoupage {
        schema: SCHEMA_PROPOSITION.to_owned(),
        territoire: perimetre.nom.clone(),
        expression: perimetre.expression.clone(),
        referentiel: d.referentiel.nom.clone(),
        depart: demande.depart,
        communes: t.libres.len(),
        population: t.libres.iter().map(|p| p.habitants).sum(),
        contraintes: Contraintes {
            population_min: demande.min,
            population_max: demande.max,
            groupes: demande.groupes,
            km_max: demande.km_max,
            minutes_max: demande.temps.as_ref().map(|t| t.minutes),
        },
        graine: demande.graine,
        reprises: regles.objectif.reprises,
        interrompu,
        liens: liens::liens(d, &t, &a),
        notes: notes(d, &t, demande, &m),
        propositions: propositions.collect(),
    })
}

/// The problem, what was found, and whether the search was stopped. As long as no search keeps every rule, all begin again with
/// other draws; the second time on, with other numbers of groups when the user asked for none.
fn chercher(
    d: &Dataset,
    (t, a): (&terrain::Terrain, &Atomes),
    demande: &Demande,
    regles: &Regles<'_>,
) -> Result<(Montage, Vec<reprises::Trouve>, bool), Refus> {
    let mut m = Montage::new(d, (t, a), demande, regles.objectif)?;
    let mut echec: Option<reprises::Echec> = None;
    for relance in 0..=regles.objectif.relances as u64 {
        let (tour, coupe) = reprises::tour(&m, (demande, regles.objectif), relance, regles.suivi);
        let rate = match tour {
            Tour::Trouve(trouves) => return Ok((m, trouves, coupe)),
            Tour::Rien(rate) => rate,
        };
        if relance > 0
            && let Some(autre) = m.ajuster(d, (t, a), demande, &rate.fautes)
        {
            m = autre;
        }
        echec = Some(rate.ou(echec));
        if coupe || (regles.suivi.arret)() {
            break;
        }
    }
    Err(echec.unwrap_or_default().refus())
}

/// What must be known of all the proposals.
fn notes(d: &Dataset, t: &terrain::Terrain, demande: &Demande, m: &Montage) -> Vec<String> {
    let mut notes = vec![
        "Distances à vol d'oiseau, d'une mairie (ou d'un point de la commune) au centre de population de son groupe\u{a0}: \
         ce ne sont pas des temps de trajet."
            .to_owned(),
    ];
    if let Some(temps) = &demande.temps {
        let connu = |a: &terrain::Place| {
            let mut autres = temps.connus.range((a.unite, crate::model::UniteId(0))..);
            autres.next().is_some_and(|((de, _), _)| *de == a.unite)
        };
        let connus = t.libres.iter().filter(|p| connu(p)).count();
        notes.push(format!(
            "Temps de trajet de {}\u{a0}: aucune commune à plus de {}\u{a0}minutes de la plus peuplée de son groupe, parmi les couples que \
             ce fichier donne ({} sur {} y ont un départ)\u{a0}; un couple sans temps n'est pas limité.",
            temps.fichier,
            crate::francais::nombre(temps.minutes, 0),
            crate::francais::denombre(connus, "commune", "communes"),
            crate::francais::nombre(t.libres.len() as f64, 0),
        ));
    }
    if m.cpts.0 != m.vises {
        notes.push(format!(
            "{} au lieu de {}\u{a0}: aucune recherche n’a tenu les bornes avec ce nombre.",
            crate::francais::denombre(m.cpts.0, "groupe nouveau", "groupes nouveaux"),
            crate::francais::nombre(m.vises as f64, 0),
        ));
    }
    let villes: Vec<&str> = t
        .eclatees
        .iter()
        .map(|&id| d.referentiel.unite(id).nom.as_str())
        .collect();
    if !villes.is_empty() {
        notes.push(format!(
            "{} par arrondissements municipaux.",
            crate::francais::joindre(&villes)
        ));
    }
    let perdues = t.libres.iter().filter(|p| p.position.is_none()).count();
    if perdues > 0 {
        notes.push(format!(
            "{} sans place connue sur la carte\u{a0}: sa distance n'est pas comptée.",
            crate::francais::denombre(perdues, "commune", "communes")
        ));
    }
    notes
}
