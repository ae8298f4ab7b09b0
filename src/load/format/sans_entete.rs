//! Tables without header: their columns are named by position, and their content signs them.

use crate::load::format::compile::Format;
use crate::load::format::plan::{Plan, dresse};
use crate::load::source::normalise::normalise;
use crate::load::source::tableau::Apercu;

/// The plan of a table whose columns the descriptor names, when its content answers.
#[must_use]
pub fn essaie(format: &Format, noms: &[String], apercu: &Apercu, chemin: &str) -> Option<Plan> {
    let entetes: Vec<String> = noms.iter().map(|n| normalise(n)).collect();
    let a_la_largeur = |l: &&Vec<String>| {
        let utile = l.iter().rposition(|c| !c.trim().is_empty());
        l.len() >= noms.len() && utile.map_or(0, |i| i + 1) <= noms.len()
    };
    let lignes: Vec<&Vec<String>> = apercu.lignes.iter().filter(a_la_largeur).collect();
    if lignes.is_empty() || !contenu_repond(format, &entetes, &lignes) {
        return None;
    }
    let mut nomme = apercu.clone();
    nomme.lignes.insert(0, noms.to_vec());
    let mut plan = dresse(format, &nomme, 0, &entetes, "", chemin);
    plan.sans_entete = true;
    plan.largeur = noms.len();
    Some(plan)
}

/// Whether half of the rows at least, the first among them, have the content that signs the format.
#[must_use]
pub fn contenu_repond(format: &Format, entetes: &[String], lignes: &[&Vec<String>]) -> bool {
    format.contenu.iter().all(|(motifs, expression)| {
        let Some(colonne) = motifs.trouve(entetes).map(|t| t.colonne) else {
            return false;
        };
        let repond = |l: &&&Vec<String>| {
            l.get(colonne)
                .is_some_and(|c| expression.is_match(c.trim()))
        };
        lignes.first().is_some_and(|l| repond(&l))
            && lignes.iter().filter(repond).count() * 2 >= lignes.len()
    })
}
