//! What a proposal is worth, in sentences: what it gains, what it cuts, who is far, what it leaves.

use std::collections::BTreeSet;

use super::ecarts::face_a;
use super::liens::mot_du_lien;
use crate::francais::{denombre, enumerer, habitants, nombre};
use crate::model::{
    Decoupage, DepartDecoupage, GenreGroupe, GroupePropose, Laisse, Proposition, RaisonLaisse,
    RaisonLien, ZonePartagee,
};
use crate::tri::Tri;

/// Names in a sentence.
const NOMS: usize = 4;
/// What is placed, and within what rules.
#[must_use]
pub fn entete(d: &Decoupage) -> Vec<String> {
    let c = &d.contraintes;
    let quoi = match d.depart {
        DepartDecoupage::Zero => "Tout le territoire, sans égard aux CPTS qui existent",
        DepartDecoupage::Poches => {
            "Communes sans CPTS, à réunir ou à rattacher aux CPTS de la liste"
        }
        DepartDecoupage::PochesSeules => {
            "Communes sans CPTS, les CPTS de la liste restant ce qu'elles sont"
        }
    };
    let mut regles = format!(
        "groupes d'un seul tenant, de {} à {} habitants",
        nombre(c.population_min, 0),
        nombre(c.population_max, 0)
    );
    if let Some(n) = c.groupes {
        regles.push_str(&format!(", {n} demandés"));
    }
    if let Some(km) = c.km_max {
        regles.push_str(&format!(
            ", à {}\u{a0}km au plus de leur centre",
            nombre(km, 0)
        ));
    }
    if let Some(minutes) = c.minutes_max {
        regles.push_str(&format!(
            ", à {}\u{a0}minutes au plus de leur commune la plus peuplée, où le temps est connu",
            nombre(minutes, 0)
        ));
    }
    vec![
        format!(
            "{}, {} ({})",
            denombre(d.communes, "commune", "communes"),
            habitants(d.population),
            d.referentiel
        ),
        format!("{quoi}\u{a0}; {regles}."),
    ]
}

/// « 11 groupes, de 41 000 à 102 000 habitants, à 4,5 km de leur centre en moyenne ».
#[must_use]
pub fn resume(p: &Proposition) -> String {
    let nombre_de = |genre| p.groupes.iter().filter(|g| g.genre == genre).count();
    let mut quoi = Vec::new();
    let nouveaux = nombre_de(GenreGroupe::Nouveau);
    if let (Some(bas), Some(haut)) = (p.plus_petit, p.plus_grand) {
        let bornes = match nouveaux {
            1 => habitants(bas),
            _ => format!("de {} à {} habitants", nombre(bas, 0), nombre(haut, 0)),
        };
        quoi.push(format!(
            "{} ({bornes})",
            denombre(nouveaux, "groupe nouveau", "groupes nouveaux")
        ));
    }
    let etendues = nombre_de(GenreGroupe::Etendu);
    if etendues > 0 {
        quoi.push(denombre(etendues, "CPTS étendue", "CPTS étendues"));
    }
    let geants = nombre_de(GenreGroupe::HorsPlafond);
    if geants > 0 {
        quoi.push(denombre(
            geants,
            "commune seule, au-dessus du plafond",
            "communes seules, au-dessus du plafond",
        ));
    }
    if quoi.is_empty() {
        quoi.push("aucun groupe".to_owned());
    }
    format!(
        "{}\u{a0}; {}\u{a0}km du centre de son groupe en moyenne.",
        enumerer(&quoi, NOMS),
        nombre(p.distance_moyenne_km, 2)
    )
}

/// What a proposal gains and loses against the first one, what it cuts, who is far, what it leaves.
#[must_use]
pub fn explications(d: &Decoupage, p: &Proposition) -> Vec<String> {
    let premiere = d
        .propositions
        .first()
        .filter(|premiere| premiere.rang != p.rang);
    let mut phrases: Vec<String> = premiere
        .map(|premiere| face_a(premiere, p))
        .into_iter()
        .collect();
    phrases.push(zones("EPCI", p.epci_entiers, &p.epci_coupes, p));
    if let Some(bassins) = p.bassins_coupes.as_ref().filter(|b| !b.is_empty()) {
        phrases.push(format!(
            "Bassins de vie coupés\u{a0}: {}.",
            coupees(bassins, p)
        ));
    }
    phrases.extend(lointaines(p));
    phrases.extend(morceaux(d, p));
    phrases.extend(tailles(p));
    phrases.extend(p.laisses.iter().map(laisse));
    phrases
}

fn zones(quoi: &str, entiers: usize, coupes: &[ZonePartagee], p: &Proposition) -> String {
    let tenus = denombre(
        entiers,
        "tenu dans un seul groupe",
        "tenus chacun dans un seul groupe",
    );
    if coupes.is_empty() {
        return format!("{quoi}\u{a0}: {tenus}, aucun coupé.");
    }
    format!(
        "{quoi}\u{a0}: {tenus}, {}\u{a0}: {}.",
        denombre(coupes.len(), "coupé", "coupés"),
        coupees(coupes, p)
    )
}

/// « CC du Pays d'Apt (12 000 habitants à part, avec Pertuis) ».
fn coupees(coupes: &[ZonePartagee], p: &Proposition) -> String {
    let une = |z: &ZonePartagee| {
        let groupe = |rang: usize| {
            p.groupes
                .iter()
                .find(|g| g.rang == rang)
                .map(|g| g.nom.as_str())
        };
        let noms = z
            .parts
            .iter()
            .map(|part| groupe(part.groupe).unwrap_or("hors des groupes"));
        let noms: Vec<&str> = noms.collect();
        format!(
            "{} ({} à part\u{a0}; {})",
            z.nom,
            habitants(z.separes),
            enumerer(&noms, 3)
        )
    };
    enumerer(&coupes.iter().map(une).collect::<Vec<_>>(), NOMS)
}

/// The communes farthest from the centre of their group.
fn lointaines(p: &Proposition) -> Option<String> {
    let mut loin: Vec<(&str, f64, f64, &str)> = p
        .groupes
        .iter()
        .flat_map(|g| {
            g.plus_loin
                .iter()
                .map(|l| (l.nom.as_str(), l.population, l.km, g.nom.as_str()))
        })
        .collect();
    loin.trie_par(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(b.0)));
    let dites: Vec<String> = loin
        .iter()
        .take(3)
        .map(|(nom, population, km, groupe)| {
            format!(
                "{nom} ({}, à {}\u{a0}km\u{a0}; groupe {groupe})",
                habitants(*population),
                nombre(*km, 0)
            )
        })
        .collect();
    (!dites.is_empty()).then(|| {
        format!(
            "Les plus loin de leur centre\u{a0}: {}.",
            enumerer(&dites, 3)
        )
    })
}

/// Groups that only a link of the program holds together.
fn morceaux(d: &Decoupage, p: &Proposition) -> Option<String> {
    let noms: Vec<&str> = p
        .groupes
        .iter()
        .filter(|g| g.morceaux > 1)
        .map(|g| g.nom.as_str())
        .collect();
    (!noms.is_empty()).then(|| {
        let raisons: BTreeSet<RaisonLien> = d.liens.iter().filter_map(|l| l.raison).collect();
        let dites: Vec<&str> = raisons.into_iter().map(mot_du_lien).collect();
        let dites = match dites.is_empty() {
            true => String::new(),
            false => format!(" ({})", dites.join(", ")),
        };
        format!(
            "Sans limite commune entre tous leurs morceaux{dites}\u{a0}: {}.",
            enumerer(&noms, NOMS)
        )
    })
}

/// What changes tier.
fn tailles(p: &Proposition) -> Option<String> {
    let etendues = p.groupes.iter().filter(|g| g.genre == GenreGroupe::Etendu);
    let changent = etendues.filter(|g| g.taille != g.taille_avant);
    let dites: Vec<String> = changent
        .filter_map(|g| Some(format!("{} ({} → {})", g.nom, g.taille_avant?, g.taille?)))
        .collect();
    (!dites.is_empty()).then(|| {
        format!(
            "CPTS qui changent de taille ACI\u{a0}: {}.",
            enumerer(&dites, NOMS)
        )
    })
}

fn laisse(l: &Laisse) -> String {
    let pourquoi = match l.raison {
        RaisonLaisse::SousLePlancherSansVoisine => {
            "trop peu d'habitants pour un groupe, et aucune CPTS de la liste ne la touche"
        }
        RaisonLaisse::SousLePlancherVoisinesFermees => {
            "trop peu d'habitants pour un groupe, et les CPTS voisines ne peuvent pas la prendre (plafond, distance, paires ou --cpts intactes)"
        }
        RaisonLaisse::NonPlacees => {
            "la recherche ne lui a pas trouvé de groupe qui tienne les contraintes"
        }
    };
    format!(
        "Laissée\u{a0}: {} ({}, {})\u{a0}: {pourquoi}.",
        l.nom,
        denombre(l.communes.len(), "commune", "communes"),
        habitants(l.population)
    )
}

/// A group in one line.
#[must_use]
pub fn groupe(g: &GroupePropose) -> String {
    let genre = match g.genre {
        GenreGroupe::Nouveau => String::new(),
        GenreGroupe::Etendu => {
            let ajoutees = g.communes.iter().filter(|c| c.ajoutee).count();
            format!(
                " (CPTS étendue de {})",
                denombre(ajoutees, "commune", "communes")
            )
        }
        GenreGroupe::HorsPlafond => " (au-dessus du plafond)".to_owned(),
    };
    format!("{}{genre}", g.nom)
}
