//! Coverage by the stages that count: the same counts, over the CPTS at some stages alone.

use std::collections::BTreeSet;

use super::comptes;
use super::places::Places;
use crate::acces::CouvertureCpts;
use crate::model::{AffectationCpts, CouvertureStade, Dataset, NON_DIT, Perimetre, Stades};

/// Keeps in the list the CPTS at some stages; the départements of which it speaks stay those of the whole list, so that what the
/// others cover becomes « sans CPTS », never « inconnu ».
pub fn restreindre(d: &mut Dataset, stades: &Stades, etapes: &BTreeSet<String>) {
    let champ = champ(d, &d.cpts);
    d.cpts_champ.extend(champ);
    d.cpts.retain(|l| stades.retient(etapes, &l.cpts));
}

fn champ(d: &Dataset, lignes: &[AffectationCpts]) -> BTreeSet<usize> {
    let departement = |l: &AffectationCpts| d.referentiel.unite(l.unite).departement;
    lignes.iter().map(departement).collect()
}

/// Coverage of a territory stage after stage, each line counting those that it names; empty when the list tells none.
#[must_use]
pub fn par_stade(d: &mut Dataset, perimetre: &Perimetre, stades: &Stades) -> Vec<CouvertureStade> {
    if !stades.dits {
        return Vec::new();
    }
    let toutes = d.cpts.clone();
    let champ = d.cpts_champ.clone();
    let mut lignes = Vec::new();
    let mut avant: Option<CouvertureStade> = None;
    for etapes in stades.cumuls() {
        restreindre(d, stades, &etapes);
        let ligne = ligne(d, perimetre, stades, &etapes);
        d.cpts.clone_from(&toutes);
        d.cpts_champ.clone_from(&champ);
        // Every CPTS has a stage that is known: a last line would say the same as the one before.
        let redite = |a: &CouvertureStade| {
            etapes.contains(NON_DIT) && Some(a.cpts) == ligne.as_ref().map(|l| l.cpts)
        };
        if !avant.as_ref().is_some_and(redite) {
            lignes.extend(ligne.clone());
        }
        avant = ligne;
    }
    lignes
}

fn ligne(
    d: &Dataset,
    perimetre: &Perimetre,
    stades: &Stades,
    etapes: &BTreeSet<String>,
) -> Option<CouvertureStade> {
    let couverture = CouvertureCpts::new(d)?;
    let places = Places::new(d, perimetre, &couverture);
    let comptes = comptes::compter(&places);
    let rencontrees = places.cpts();
    let connus = stades.connus.iter().rev().map(|(id, _)| id.as_str());
    let ordre = connus.chain([NON_DIT]).filter(|id| etapes.contains(*id));
    let ids: Vec<&str> = ordre.collect();
    Some(CouvertureStade {
        etapes: ids.iter().map(|id| (*id).to_owned()).collect(),
        libelle: libelle(stades, &ids),
        cpts: rencontrees.len(),
        couvert: comptes.couvert,
        sans_cpts: comptes.sans_cpts,
        en_partie: comptes.en_partie,
        inconnu: comptes.inconnu,
    })
}

/// « ACI signé », « lettre d'intention ou plus avancé », « toutes, stade non dit compris »: the stages are cumulated.
fn libelle(stades: &Stades, ids: &[&str]) -> String {
    match ids {
        [seul] => stades.libelle(seul).to_owned(),
        [.., NON_DIT] => "toutes, stade non dit compris".to_owned(),
        [.., dernier] => format!("{} ou plus avancé", stades.libelle(dernier)),
        [] => String::new(),
    }
}
