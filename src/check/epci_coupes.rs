//! EPCI of which only some communes are in the perimeter.

use std::collections::BTreeSet;

use super::contexte::{Contexte, communes as contexte_communes, enumerer};
use crate::francais;
use crate::model::lecture::{Parts, arrondissements, lieux};
use crate::model::{Constat, Epci, Genre, RegleConstat, SectionId, Severite, UniteId};
use crate::tri::Tri;

/// Communes left outside that are named.
const NOMS: usize = 3;

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let referentiel = c.referentiel();
    let rencontres: BTreeSet<usize> = c
        .membres
        .iter()
        .filter_map(|m| referentiel.unite(m.unite).epci)
        .collect();
    let coupes: Vec<(&Epci, usize, usize)> = rencontres
        .into_iter()
        .filter_map(|i| referentiel.epcis.get(i))
        .filter_map(|epci| coupe(c, epci))
        .collect();
    if coupes.is_empty() {
        return Vec::new();
    }
    let dehors = coupes.iter().flat_map(|(epci, ..)| communes(c, epci));
    let dehors: Vec<UniteId> = dehors.filter(|&id| !entiere(c, id)).collect();
    let parts = Parts::new(referentiel, &c.membres);
    let noms = coupes
        .iter()
        .map(|(epci, dedans, total)| {
            let dedans = contexte_communes(*dedans);
            let reste = reste_dehors(c, epci, &parts);
            format!("{} ({dedans} sur {total}\u{a0}; {reste})", epci.nom)
        })
        .collect();
    let verbe = if coupes.len() > 1 {
        "sont coupés"
    } else {
        "est coupé"
    };
    let texte = format!(
        "{}\u{a0}EPCI {verbe} par la limite du périmètre\u{a0}: {}.",
        coupes.len(),
        enumerer(noms),
    );
    vec![
        Constat::new(
            RegleConstat::EpciCoupe,
            Severite::Information,
            SectionId::S1,
            texte,
        )
        .avec_communes(c.codes(&dehors)),
    ]
}

/// « restent dehors Badaroux, Barjac et 4 autres, 3 316 habitants »: the communes left, the most populated first.
fn reste_dehors(c: &Contexte<'_>, epci: &Epci, parts: &Parts) -> String {
    // Absent when the list of communes does not say it: never zero.
    let habitants = |id: UniteId| {
        let tous = c.referentiel().unite(id).population.map(f64::from);
        tous.map(|p| p * (1.0 - parts.part(id)).max(0.0))
    };
    let ordre = |id: UniteId| habitants(id).unwrap_or(-1.0);
    let mut dehors: Vec<UniteId> = communes(c, epci).filter(|&id| !entiere(c, id)).collect();
    dehors.trie_par(|a, b| ordre(*b).total_cmp(&ordre(*a)).then(a.cmp(b)));
    let noms: Vec<String> = dehors
        .iter()
        .map(|&id| {
            let nom = &c.referentiel().unite(id).nom;
            let partie = if touchee(c, id) { " en partie" } else { "" };
            format!("{nom}{partie}")
        })
        .collect();
    let tous: Option<f64> = dehors.iter().map(|&id| habitants(id)).sum();
    format!(
        "{} dehors {}{}",
        if dehors.len() > 1 { "restent" } else { "reste" },
        francais::enumerer(&noms, NOMS),
        tous.map_or_else(String::new, |p| format!(", {}", francais::habitants(p))),
    )
}

fn communes<'a>(c: &'a Contexte<'_>, epci: &'a Epci) -> impl Iterator<Item = UniteId> + 'a {
    let genre = |id: UniteId| c.referentiel().unite(id).genre;
    epci.membres
        .iter()
        .copied()
        .filter(move |&id| genre(id) != Genre::Arrondissement)
}

/// Communes inside, wholly or in part, when the EPCI is cut.
fn coupe<'e>(c: &Contexte<'_>, epci: &'e Epci) -> Option<(&'e Epci, usize, usize)> {
    let total = communes(c, epci).count();
    let entieres = communes(c, epci).filter(|&id| entiere(c, id)).count();
    let touchees = communes(c, epci).filter(|&id| touchee(c, id)).count();
    (entieres < total).then_some((epci, touchees, total))
}

fn entiere(c: &Contexte<'_>, id: UniteId) -> bool {
    let complete = |id| c.perimetre.part(id) > 1.0 - 1e-9;
    let dedans = arrondissements(c.referentiel(), id);
    complete(id) || (!dedans.is_empty() && dedans.iter().all(|&a| complete(a)))
}

fn touchee(c: &Contexte<'_>, id: UniteId) -> bool {
    lieux(c.referentiel(), id).any(|id| c.perimetre.contient(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;

    #[test]
    fn names_the_cut_epci_and_the_communes_left_out() {
        let essai = Essai::avec_ville();
        let p = essai.perimetre(&[("96001", 1.0), ("96101", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert!(
            constats[0]
                .texte
                .contains("CC 0 (2\u{a0}communes sur 3\u{a0}; restent dehors ")
                && constats[0].texte.contains("en partie"),
            "{}",
            constats[0].texte
        );
        let codes: Vec<_> = constats[0]
            .communes
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(codes, ["96002", "96100"]);
        let p = essai.perimetre(&[
            ("96001", 1.0),
            ("96002", 1.0),
            ("96101", 1.0),
            ("96102", 1.0),
        ]);
        assert!(verifier(&Contexte::new(&essai.dataset, &p)).is_empty());
    }
}
