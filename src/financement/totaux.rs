//! Sums of amounts, as ranges that hide no hole.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::montants::Lecture;
use crate::baremes::{GenreMission, Parametre};
use crate::model::{Confiance, Total};

/// What a sum supposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Hypothese {
    /// Mandatory missions only.
    pub socle_seul: bool,
    /// Number of years of recognised crisis.
    pub annees_de_crise: u8,
    /// Years summed.
    pub annees: u8,
}

/// A sum, what it supposes and what it lacks.
///
/// `total.min` adds the fonctionnement and the fixed parts; `total.max` adds the variable parts in full. When a part is
/// not established, `max` is the ceiling of the agreement, absent when it is not established either.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TotalDetaille {
    /// Stable identifier: `annuel_sans_crise`, `contrat_socle_crise`…
    pub id: String,
    /// What it supposes.
    pub hypothese: Hypothese,
    /// The sum.
    pub total: Total,
}

/// Sums of one year, then of the whole contract when its length is known; without then with a year of crisis.
pub(super) fn totaux(l: Lecture<'_>) -> Vec<TotalDetaille> {
    let crise = l
        .bareme
        .missions_au(l.date)
        .iter()
        .any(|m| l.paie_en_crise(&m.id));
    let mut liste = Vec::new();
    for annees in durees(l) {
        for socle_seul in [false, true] {
            for annees_de_crise in 0..=u8::from(crise) {
                liste.push(total(
                    l,
                    Hypothese {
                        socle_seul,
                        annees_de_crise,
                        annees,
                    },
                ));
            }
        }
    }
    liste
}

fn durees(l: Lecture<'_>) -> Vec<u8> {
    let contrat = l.lire("contrat.duree").and_then(|p| p.valeur);
    let entiere = (2..=10u8).find(|n| contrat == Some(f64::from(*n)));
    std::iter::once(1).chain(entiere).collect()
}

/// A component of a sum.
struct Part<'a> {
    /// « part fixe », « part variable »…
    genre: &'static str,
    /// Mission, or fonctionnement.
    objet: String,
    parametre: Option<&'a Parametre>,
    variable: bool,
    annees: u8,
}

fn parts<'a>(l: Lecture<'a>, h: Hypothese) -> Vec<Part<'a>> {
    let mut parts = vec![Part {
        genre: "part fixe",
        objet: "Fonctionnement".into(),
        parametre: l.lire("fonctionnement"),
        variable: false,
        annees: h.annees,
    }];
    for m in l.bareme.missions_au(l.date) {
        if h.socle_seul && m.genre != GenreMission::Socle {
            continue;
        }
        let mut ajoute = |champ: &str, genre: &'static str, annees: u8| {
            parts.push(Part {
                genre,
                objet: m.libelle.clone(),
                parametre: l.mission(&m.id, champ),
                variable: champ != "fixe",
                annees,
            });
        };
        ajoute("fixe", "part fixe", h.annees);
        ajoute("variable", "part variable", h.annees);
        if h.annees_de_crise > 0 && l.paie_en_crise(&m.id) {
            ajoute(
                "variable_crise",
                "part variable de crise",
                h.annees_de_crise,
            );
        }
    }
    parts
}

/// One sentence per kind of part whose amount no source establishes, with the missions concerned.
fn manques<'p>(parts: impl Iterator<Item = &'p Part<'p>>) -> Vec<String> {
    let mut genres: Vec<(&str, Vec<&str>)> = Vec::new();
    for part in parts {
        match genres.iter_mut().find(|(genre, _)| *genre == part.genre) {
            Some((_, objets)) => objets.push(&part.objet),
            None => genres.push((part.genre, vec![&part.objet])),
        }
    }
    genres
        .into_iter()
        .map(|(genre, objets)| format!("montant non établi, {genre}\u{a0}: {}", objets.join(", ")))
        .collect()
}

fn total(l: Lecture<'_>, h: Hypothese) -> TotalDetaille {
    let parts = parts(l, h);
    let valeur = |p: &Part<'_>| {
        p.parametre
            .and_then(|x| x.valeur)
            .map(|v| v * f64::from(p.annees))
    };
    let somme = |variables: bool| -> f64 {
        parts
            .iter()
            .filter(|p| variables || !p.variable)
            .filter_map(valeur)
            .sum()
    };
    let manque = manques(parts.iter().filter(|p| valeur(p).is_none()));
    let plafond = l.lire("plafond").filter(|p| p.valeur.is_some());
    let plein = plafond
        .and_then(|p| p.valeur)
        .map(|v| v * f64::from(h.annees));
    let complet = manque.is_empty();
    let haut = if complet { Some(somme(true)) } else { None };
    let max = match (haut, plein) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let borne = if max == haut { None } else { plafond };
    let total = Total {
        libelle: libelle(h),
        min: max.map_or(somme(false), |m| somme(false).min(m)),
        max,
        complet,
        confiance: confiance(&parts, borne),
        manque,
    };
    TotalDetaille {
        id: identifiant(h),
        hypothese: h,
        total,
    }
}

/// That of the least sure component; a sum over several sources is a deduction of ours.
fn confiance(parts: &[Part<'_>], plafond: Option<&Parametre>) -> Confiance {
    let sommes: Vec<&Parametre> = parts
        .iter()
        .filter_map(|p| p.parametre)
        .filter(|p| p.valeur.is_some_and(|v| v != 0.0))
        .collect();
    let origines: BTreeSet<&Vec<String>> = sommes.iter().map(|p| &p.references).collect();
    let melange = (origines.len() > 1).then_some(Confiance::Deduit);
    let citees = sommes.iter().copied().chain(plafond).map(|p| p.confiance);
    citees.chain(melange).max().unwrap_or(Confiance::NonEtabli)
}

fn identifiant(h: Hypothese) -> String {
    let duree = if h.annees > 1 { "contrat" } else { "annuel" };
    let missions = if h.socle_seul { "_socle" } else { "" };
    let crise = if h.annees_de_crise > 0 {
        "_avec_crise"
    } else {
        "_sans_crise"
    };
    format!("{duree}{missions}{crise}")
}

fn libelle(h: Hypothese) -> String {
    let duree = match h.annees {
        1 => "par an".to_owned(),
        n => format!("sur {n} ans, à barème constant et missions en place dès la signature"),
    };
    let missions = if h.socle_seul {
        "missions socles seules"
    } else {
        "toutes missions"
    };
    let crise = match (h.annees_de_crise, h.annees) {
        (0, _) => "sans crise sanitaire reconnue",
        (_, 1) => "avec une crise sanitaire reconnue",
        _ => "avec une année de crise sanitaire reconnue",
    };
    format!("{duree}, {missions}, {crise}")
}
