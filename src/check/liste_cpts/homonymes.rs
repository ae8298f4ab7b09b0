//! A commune far from its CPTS, when another of the same name is near it: the list took one for the other.

use std::collections::BTreeSet;

use super::{Liste, Vue};
use crate::base::cle;
use crate::geo::liaison::ecart_km;
use crate::model::{Constat, RegleConstat, SectionId, Severite, UniteId};
use crate::tri::Tri;

/// How much nearer the other must be: half as far at most, a choice of the project.
const PLUS_PRES: f64 = 0.5;

pub(super) fn trouver(liste: &Liste<'_>) -> Vec<Constat> {
    let trouves = liste.cpts.iter().flat_map(|vue| {
        let autres = vue.morceaux.split_first();
        let autres = autres.into_iter().flat_map(|(principal, autres)| {
            let isolees = autres.iter().flatten();
            isolees.filter_map(|&id| homonyme(liste, vue, (principal, id)))
        });
        autres.collect::<Vec<_>>()
    });
    trouves.collect()
}

fn homonyme(
    liste: &Liste<'_>,
    vue: &Vue<'_>,
    (principal, ici): (&BTreeSet<UniteId>, UniteId),
) -> Option<Constat> {
    let referentiel = &liste.d.referentiel;
    let voulu = cle(&referentiel.unite(ici).nom);
    let loin = ecart_km(&liste.maille, principal, &BTreeSet::from([ici]))?;
    let mut proches: Vec<(f64, UniteId)> = referentiel
        .france()
        .filter(|&id| id != ici && cle(&referentiel.unite(id).nom) == voulu)
        .filter_map(|id| {
            Some((
                ecart_km(&liste.maille, principal, &BTreeSet::from([id]))?,
                id,
            ))
        })
        .filter(|(km, _)| *km <= loin * PLUS_PRES)
        .collect();
    proches.trie_par(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let &(pres, autre) = proches.first()?;
    let texte = format!(
        "La liste place {}, {}, dans «\u{a0}{}\u{a0}», à {}\u{a0}km de ses autres communes\u{a0}: sans doute {}, {}, à {}\u{a0}km.",
        liste.nom(ici),
        referentiel.departement(ici).nom,
        vue.nom,
        arrondi(loin),
        liste.nom(autre),
        referentiel.departement(autre).nom,
        arrondi(pres),
    );
    let constat = Constat::new(
        RegleConstat::CptsHomonyme,
        Severite::Alerte,
        SectionId::S1,
        texte,
    );
    Some(constat.avec_communes(liste.codes([&ici])))
}

fn arrondi(km: f64) -> String {
    crate::francais::nombre(km, 0)
}
