//! Findings in words, those of the territory first; the files have their own place.

use super::Dit;
use super::contexte::Contexte;
use crate::model::{Constat, SectionId, Severite};
use crate::rapport::mots::gravite;
use crate::rapport::{ordre, qualite};

/// Findings about the territory in some sections, the most serious first, at most `max`.
pub(super) fn des_sections(
    contexte: &Contexte<'_>,
    sections: &[SectionId],
    max: usize,
) -> Vec<Dit> {
    let tous = ordre::territoire(&contexte.rapport.constats).into_iter();
    let siens = tous.filter(|c| sections.contains(&c.section));
    siens.take(max).map(dire).collect()
}

/// The findings that sum up the territory, one a subject, whatever their section.
pub(super) fn premiers(contexte: &Contexte<'_>, max: usize) -> Vec<String> {
    let tous = ordre::essentiels(&contexte.rapport.constats).into_iter();
    tous.take(max).map(|c| c.texte.clone()).collect()
}

/// Findings about the files that change what can be concluded, or all of them.
pub(super) fn sur_les_donnees(contexte: &Contexte<'_>, toutes: bool) -> Vec<Dit> {
    let constats = contexte.rapport.constats.iter();
    let siens = constats.filter(|c| qualite::sur_les_donnees(c));
    let siens = siens.filter(|c| toutes || c.severite == Severite::Alerte);
    siens.map(dire).collect()
}

fn dire(constat: &Constat) -> Dit {
    let origine = constat.origine.as_ref();
    let origine = origine.filter(|o| !constat.texte.contains(o.as_str()));
    Dit {
        severite: constat.severite,
        mot: gravite(constat.severite),
        texte: match origine {
            Some(o) => format!("{} ({o})", constat.texte),
            None => constat.texte.clone(),
        },
    }
}
