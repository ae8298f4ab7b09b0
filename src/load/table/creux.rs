//! Sparse files: a commune without a row has zero, but only where the file speaks, where the commune existed and where
//! no rejected row may be about it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::load::table::resultat::Table;
use crate::model::lecture::se_lit;
use crate::model::{CodeCommune, Emplacement, ErreurDonnees, Genre, Referentiel, UniteId, Valeur};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Retablie {
    code: CodeCommune,
    an: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    retablie: Vec<Retablie>,
}

/// Communes re-created by a split, with the year from which they have figures of their own.
fn retablies() -> Result<&'static [Retablie], ErreurDonnees> {
    static LISTE: OnceLock<Result<Vec<Retablie>, ErreurDonnees>> = OnceLock::new();
    LISTE
        .get_or_init(|| {
            toml::from_str::<Fichier>(include_str!("retablies.toml"))
                .map(|f| f.retablie)
                .map_err(|e| {
                    ErreurDonnees::new(Emplacement::fichier("retablies.toml"), "liste illisible")
                        .valeur(e.to_string())
                })
        })
        .as_ref()
        .map(Vec::as_slice)
        .map_err(Clone::clone)
}

/// Writes the zeros of a sparse table.
///
/// A département without any row is left without figures (the file may be an extract), and so is a commune
/// re-created in or after the year of the figures.
///
/// # Errors
/// The embedded list of re-created communes is wrong.
pub fn remplit(referentiel: &Referentiel, table: &mut Table) -> Result<(), ErreurDonnees> {
    let vues: BTreeSet<UniteId> = referentiel
        .ids()
        .filter(|&id| table.vues.contains(&id) || table.series.values().any(|v| connue(v, id)))
        .collect();
    let departements: BTreeSet<usize> = vues
        .iter()
        .map(|&id| referentiel.unite(id).departement)
        .collect();
    let parle = |id: &UniteId| {
        let unite = referentiel.unite(*id);
        departements.contains(&unite.departement)
            && unite.genre != Genre::CommuneCom
            && se_lit(referentiel, *id, |id| vues.contains(&id))
    };
    let parlees: Vec<UniteId> = referentiel.ids().filter(parle).collect();
    let inconnues = std::mem::take(&mut table.inconnues);
    let retablies: Vec<(UniteId, u16)> = retablies()?
        .iter()
        .filter_map(|r| Some((referentiel.par_code(r.code)?, r.an)))
        .filter(|(id, _)| !vues.contains(id))
        .collect();
    for (cle, valeurs) in &mut table.series {
        let an = cle.1;
        let recente = |id: UniteId| {
            let apres = |depuis: u16| an.is_none_or(|an| an <= depuis);
            retablies
                .iter()
                .any(|&(r, depuis)| r == id && apres(depuis))
        };
        for &id in &parlees {
            if let Some(place) = valeurs.get_mut(id.0 as usize)
                && *place == Valeur::Absente
                && !recente(id)
                && !inconnues.sans_chiffre.contains(&(cle.clone(), id))
            {
                *place = if inconnues.concerne(referentiel, cle, id) {
                    Valeur::Rejetee
                } else {
                    Valeur::Connue(0.0)
                };
            }
        }
    }
    table.inconnues = inconnues;
    Ok(())
}

fn connue(valeurs: &[Valeur], id: UniteId) -> bool {
    valeurs
        .get(id.0 as usize)
        .is_some_and(|v| *v != Valeur::Absente)
}
