//! Amounts of a tier on a date: fonctionnement, missions, ceiling; what no source gives stays visible.

use std::collections::BTreeSet;

use crate::baremes::{Bareme, DateCivile, GenreMission, Mission, Parametre};
use crate::model::{Confiance, Montant};

/// What the amounts are read for.
#[derive(Clone, Copy)]
pub(super) struct Lecture<'a> {
    pub bareme: &'a Bareme,
    pub taille: Option<u8>,
    pub date: DateCivile,
}

impl<'a> Lecture<'a> {
    /// A parameter, established or not.
    pub fn lire(&self, id: &str) -> Option<&'a Parametre> {
        self.bareme.parametre(id, self.taille, self.date)
    }

    /// A parameter of a mission.
    pub fn mission(&self, mission: &str, champ: &str) -> Option<&'a Parametre> {
        self.lire(&format!("mission.{mission}.{champ}"))
    }

    /// Whether the mission pays a part only in a year of recognised crisis, at any tier.
    pub fn paie_en_crise(&self, mission: &str) -> bool {
        let id = format!("mission.{mission}.variable_crise");
        let connu = |p: &Parametre| p.id == id && p.effet <= self.date;
        self.bareme.parametres().iter().any(connu)
    }
}

/// Amounts in the order of the agreement.
pub(super) fn montants(l: Lecture<'_>) -> Vec<Montant> {
    let mut liste = vec![fonctionnement(l)];
    let missions = l.bareme.missions_au(l.date);
    liste.extend(missions.into_iter().map(|m| mission(l, m)));
    liste.push(plafond(l));
    liste
}

fn fonctionnement(l: Lecture<'_>) -> Montant {
    let p = l.lire("fonctionnement");
    let fixe = p.and_then(|p| p.valeur);
    Montant {
        fixe,
        variable_max: Some(0.0),
        total: fixe,
        ..montant("fonctionnement", "Fonctionnement", "fonctionnement", &[p])
    }
}

fn plafond(l: Lecture<'_>) -> Montant {
    let p = l.lire("plafond");
    Montant {
        total: p.and_then(|p| p.valeur),
        ..montant("plafond", "Plafond annuel, tout compris", "plafond", &[p])
    }
}

fn mission(l: Lecture<'_>, m: &Mission) -> Montant {
    let [fixe, variable, crise] =
        ["fixe", "variable", "variable_crise"].map(|champ| l.mission(&m.id, champ));
    let genre = match m.genre {
        GenreMission::Socle => "mission_socle",
        GenreMission::Complementaire => "mission_complementaire",
    };
    let valeur = |p: Option<&Parametre>| p.and_then(|p| p.valeur);
    let (f, v) = (valeur(fixe), valeur(variable));
    let mut lu = montant(&m.id, &m.libelle, genre, &[fixe, variable, crise]);
    if lu.references.is_empty() {
        lu.references.clone_from(&m.references);
    }
    Montant {
        fixe: f,
        variable_max: v,
        variable_crise: valeur(crise),
        total: f.zip(v).map(|(f, v)| f + v),
        ..lu
    }
}

/// Birth certificate of an amount, from the parameters it is made of.
fn montant(id: &str, libelle: &str, genre: &str, parts: &[Option<&Parametre>]) -> Montant {
    let parts: Vec<&Parametre> = parts.iter().copied().flatten().collect();
    let connues = || parts.iter().filter(|p| p.valeur.is_some_and(|v| v != 0.0));
    let references: BTreeSet<&String> = parts.iter().flat_map(|p| &p.references).collect();
    Montant {
        id: id.to_owned(),
        libelle: libelle.to_owned(),
        genre: genre.to_owned(),
        fixe: None,
        variable_max: None,
        variable_crise: None,
        total: None,
        confiance: connues()
            .map(|p| p.confiance)
            .max()
            .unwrap_or(Confiance::NonEtabli),
        effet: connues().map(|p| p.effet).max(),
        references: references.into_iter().cloned().collect(),
        note: note(&parts),
    }
}

/// Notes of the parts, each once, and the user's file where one gives the amount.
fn note(parts: &[&Parametre]) -> Option<String> {
    let mut notes: Vec<String> = Vec::new();
    let fichier = |p: &&Parametre| {
        p.lieu
            .utilisateur
            .then(|| format!("Montant du fichier {}.", p.lieu.fichier))
    };
    let propres = parts.iter().filter_map(fichier);
    for texte in propres.chain(parts.iter().filter_map(|p| p.note.clone())) {
        if !notes.contains(&texte) {
            notes.push(texte);
        }
    }
    (!notes.is_empty()).then(|| notes.join(" "))
}
