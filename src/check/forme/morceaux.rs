//! Pieces of the perimeter that no border links, what would link them, and its islands.

use std::collections::BTreeSet;

use super::super::contexte::communes;
use super::{Contexte, Trouve, Vue};
use crate::francais::{compte, denombre, enumerer, nombre};
use crate::geo::liaison::{ecart_km, liaison};
use crate::model::{RegleConstat, UniteId};

/// Pieces told one by one; the others are counted.
const DITS: usize = 5;

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let Some((principal, autres)) = vue.morceaux.split_first() else {
        return Vec::new();
    };
    let (iles, morceaux): (Vec<_>, Vec<_>) = autres.iter().partition(|m| est_une_ile(vue, m));
    let mut trouves = Vec::new();
    if !morceaux.is_empty() {
        trouves.push(en_morceaux(c, vue, principal, &morceaux));
    }
    if !iles.is_empty() {
        trouves.push(avec_iles(c, vue, principal, &iles));
    }
    trouves
}

/// Whether nothing outside touches a piece: the sea is all around.
fn est_une_ile(vue: &Vue<'_>, morceau: &BTreeSet<UniteId>) -> bool {
    let voisines = morceau.iter().filter_map(|id| vue.autour.get(id));
    voisines.flatten().all(|v| morceau.contains(v))
}

fn en_morceaux(
    c: &Contexte<'_>,
    vue: &Vue<'_>,
    principal: &BTreeSet<UniteId>,
    morceaux: &[&BTreeSet<UniteId>],
) -> Trouve {
    let dits: Vec<String> = morceaux
        .iter()
        .take(DITS)
        .map(|m| format!("{}{}", decrit(c, m), a_distance(vue, principal, m)))
        .collect();
    let reste = morceaux.len().saturating_sub(DITS);
    let reste = match reste {
        0 => String::new(),
        1 => " et 1 autre".to_owned(),
        n => format!(" et {} autres", nombre(n as f64, 0)),
    };
    let texte = format!(
        "Le périmètre est en {} sans limite commune\u{a0}: {}\u{a0}; {}{reste}.{}",
        denombre(morceaux.len() + 1, "morceau", "morceaux"),
        decrit(c, principal),
        dits.join("\u{a0}; "),
        lien(c, vue, principal, morceaux),
    );
    let texte = if vue.sans_contour.is_empty() {
        texte
    } else {
        format!("{texte} Une commune sans contour peut pourtant les relier.")
    };
    Trouve {
        regle: RegleConstat::PerimetreEnMorceaux,
        texte,
        communes: morceaux.iter().flat_map(|m| m.iter().copied()).collect(),
    }
}

fn avec_iles(
    c: &Contexte<'_>,
    vue: &Vue<'_>,
    principal: &BTreeSet<UniteId>,
    iles: &[&BTreeSet<UniteId>],
) -> Trouve {
    let dites: Vec<String> = iles
        .iter()
        .map(|m| format!("{}{}", decrit(c, m), a_distance(vue, principal, m)))
        .collect();
    Trouve {
        regle: RegleConstat::PerimetreAvecIle,
        texte: format!(
            "La mer seule sépare du reste du périmètre\u{a0}: {}.",
            enumerer(&dites, DITS)
        ),
        communes: iles.iter().flat_map(|m| m.iter().copied()).collect(),
    }
}

/// « Mende et 3 autres (4 communes, 14 000 habitants) », the most populated named.
pub(super) fn decrit(c: &Contexte<'_>, morceau: &BTreeSet<UniteId>) -> String {
    let population = |id: UniteId| c.referentiel().population(id) * c.perimetre.part(id);
    let habitants: f64 = morceau.iter().map(|&id| population(id)).sum();
    let habitants = compte(habitants, "habitant", "habitants");
    let premiere = morceau
        .iter()
        .max_by(|a, b| population(**a).total_cmp(&population(**b)).then(b.cmp(a)));
    let nom = premiere.map_or("", |id| c.referentiel().unite(*id).nom.as_str());
    match morceau.len() {
        1 => format!("{nom} ({habitants})"),
        n => format!("{nom} et alentour ({}, {habitants})", communes(n)),
    }
}

/// « , à 12 km », from the nearest vertex to the nearest vertex.
fn a_distance(vue: &Vue<'_>, principal: &BTreeSet<UniteId>, morceau: &BTreeSet<UniteId>) -> String {
    ecart_km(&vue.maille, principal, morceau).map_or(String::new(), |km| match km {
        km if km < 1.0 => ", à moins de 1\u{a0}km".to_owned(),
        km => format!(", à {}\u{a0}km", nombre(km, 0)),
    })
}

/// What would make one piece, piece after piece; of two pieces, no smaller set of communes does.
fn lien(
    c: &Contexte<'_>,
    vue: &Vue<'_>,
    principal: &BTreeSet<UniteId>,
    morceaux: &[&BTreeSet<UniteId>],
) -> String {
    let graphe = vue.au_large();
    let poids = |id: UniteId| c.referentiel().population(id) as u64;
    let (mut relies, mut ajoutees) = (principal.clone(), BTreeSet::new());
    for morceau in morceaux {
        let Some(chaine) = liaison(&graphe, (&relies, morceau), poids) else {
            return " Aucune suite d'au plus douze communes ne les relie tous.".to_owned();
        };
        ajoutees.extend(chaine.iter().copied());
        relies.extend(chaine);
        relies.extend(morceau.iter().copied());
    }
    ajoutees.retain(|id| !vue.places.contains(id));
    let ajoutees: Vec<UniteId> = ajoutees.into_iter().collect();
    let habitants = ajoutees.iter().map(|&id| c.referentiel().population(id));
    format!(
        " Au plus court, {} ({}) les {}\u{a0}: {}.",
        communes(ajoutees.len()),
        compte(habitants.sum(), "habitant", "habitants"),
        if ajoutees.len() > 1 {
            "relieraient"
        } else {
            "relierait"
        },
        c.noms(&ajoutees),
    )
}
