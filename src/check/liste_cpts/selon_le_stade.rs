//! What covers a perimeter, stage after stage, and what cannot be told of the stages of its CPTS.

use std::collections::{BTreeMap, BTreeSet};

use super::{MotsDesStades, stades::stades_de};
use crate::check::contexte::Contexte;
use crate::francais::{compte, denombre, enumerer};
use crate::model::lecture::{lieux, population};
use crate::model::{
    Constat, ErreurDonnees, Membre, RegleConstat, SectionId, Severite, Stades, UniteId,
};

/// What covers the perimeter at a stage.
#[derive(Default)]
struct Couverte<'a> {
    noms: BTreeSet<&'a str>,
    communes: usize,
    habitants: f64,
}

/// The findings; none when the list tells no stage of a CPTS of the perimeter.
///
/// # Errors
/// The words of the program are wrong.
pub(in crate::check) fn verifier(c: &Contexte<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let d = c.dataset;
    if d.cpts_stades.is_empty() {
        return Ok(Vec::new());
    }
    let mut par_unite: BTreeMap<UniteId, BTreeSet<&str>> = BTreeMap::new();
    for ligne in &d.cpts {
        par_unite
            .entry(ligne.unite)
            .or_default()
            .insert(&ligne.cpts);
    }
    let r = &d.referentiel;
    let noms_de = |id: UniteId| -> BTreeSet<&str> {
        let places = lieux(r, id).chain(r.unite(id).parent);
        let siens = places.filter_map(|u| par_unite.get(&u));
        siens.flatten().copied().collect()
    };
    let membres: Vec<_> = c.membres.iter().map(|m| (m, noms_de(m.unite))).collect();
    let siennes: BTreeSet<&str> = membres.iter().flat_map(|(_, noms)| noms).copied().collect();
    let lus = d
        .cpts_stades
        .iter()
        .filter(|l| siennes.contains(l.cpts.as_str()));
    let (stades, mut constats) = stades_de(lus, &MotsDesStades::embarques()?);
    if !stades.dits {
        return Ok(constats);
    }
    constats.extend(couverture(c, &membres, &stades));
    Ok(constats)
}

/// Members of the perimeter with the CPTS that hold them.
type Membres<'a> = [(&'a Membre, BTreeSet<&'a str>)];

fn couverture(c: &Contexte<'_>, membres: &Membres<'_>, stades: &Stades) -> Option<Constat> {
    let mut par_stade: BTreeMap<Option<usize>, Couverte<'_>> = BTreeMap::new();
    for (membre, noms) in membres {
        // A commune counts at the most advanced of its CPTS.
        let rangs = noms.iter().map(|nom| stades.de.get(*nom).copied());
        let Some(rang) = rangs.max() else { continue };
        let place = par_stade.entry(rang).or_default();
        place.noms.extend(
            noms.iter()
                .filter(|nom| stades.de.get(**nom).copied() == rang),
        );
        place.communes += 1;
        place.habitants +=
            population::habitants(c.dataset, membre.unite).unwrap_or(0.0) * membre.part;
    }
    let dit = |(rang, vue): (&Option<usize>, &Couverte<'_>)| {
        let connu = rang.and_then(|r| stades.connus.get(r));
        format!(
            "{}\u{a0}: {}, {} ({})",
            connu.map_or("stade non dit", |(_, libelle)| libelle),
            denombre(vue.communes, "commune", "communes"),
            compte(vue.habitants, "habitant", "habitants"),
            denombre(vue.noms.len(), "CPTS", "CPTS"),
        )
    };
    let dits: Vec<String> = par_stade.iter().rev().map(dit).collect();
    let texte = format!(
        "Couverture selon le stade de la CPTS d'après la liste\u{a0}: {}. Toutes comptent comme couvertes.",
        enumerer(&dits, usize::MAX)
    );
    let regle = RegleConstat::CptsStade;
    let constat = || Constat::new(regle, Severite::Information, SectionId::S1, texte);
    (!dits.is_empty()).then(constat)
}
