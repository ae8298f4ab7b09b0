//! Findings in words, those of the territory first; the files have their own place.

use super::contexte::Contexte;
use super::{Case, Dit, Lieux};
use crate::francais::denombre;
use crate::model::{Constat, SectionId, Severite};
use crate::rapport::mots::gravite;
use crate::rapport::{ordre, qualite};

/// Most communes named under a finding without being folded.
const NOMS_VUS: usize = 6;

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

/// Findings about the files that change what can be concluded.
pub(super) fn sur_les_donnees(contexte: &Contexte<'_>) -> Vec<Dit> {
    let constats = contexte.rapport.constats.iter();
    let siens = constats.filter(|c| qualite::sur_les_donnees(c));
    let siens = siens.filter(|c| c.severite == Severite::Alerte);
    siens.map(dire).collect()
}

/// A finding as a sentence, with the file that the sentence does not name.
pub(super) fn dire(constat: &Constat) -> Dit {
    let texte = match origine(constat) {
        Some(o) => format!("{} ({o})", constat.texte),
        None => constat.texte.clone(),
    };
    Dit::new(constat.severite, gravite(constat.severite), texte)
}

/// The file that the sentence does not name.
fn origine(constat: &Constat) -> Option<&String> {
    let origine = constat.origine.as_ref();
    origine.filter(|o| !constat.texte.contains(o.as_str()))
}

/// Findings about the territory in a section of the complete edition, the most serious first.
pub(super) fn de_la_section(contexte: &Contexte<'_>, section: SectionId) -> Vec<Dit> {
    let tous = ordre::territoire(&contexte.rapport.constats).into_iter();
    let siens = tous.filter(|c| c.section == section);
    siens.map(|c| en_detail(contexte, c)).collect()
}

/// Every finding about the files, those that change what can be concluded first.
pub(super) fn de_l_annexe(contexte: &Contexte<'_>) -> Vec<Dit> {
    let constats = &contexte.rapport.constats;
    let alertes = ordre::alertes_sur_les_donnees(constats);
    let tous = alertes.chain(ordre::donnees(constats));
    tous.map(|c| en_detail(contexte, c)).collect()
}

/// At the head of the complete edition: what matters most, what no section shows, what changes the conclusions in the data.
pub(super) fn de_l_essentiel(contexte: &Contexte<'_>) -> Vec<Dit> {
    let tous = &contexte.rapport.constats;
    let mut tete = ordre::essentiels(tous);
    tete.truncate(ordre::ESSENTIELS);
    let suite = ordre::territoire(tous).into_iter();
    let suite: Vec<&Constat> = suite
        .filter(|c| !a_section(contexte, c) && !tete.contains(c))
        .collect();
    let dits = tete.into_iter().chain(suite);
    let dits = dits.chain(ordre::alertes_sur_les_donnees(tous));
    let dire = |c: &Constat| Dit {
        vers: a_section(contexte, c).then(|| {
            let id = c.section.as_str();
            Case::vers(&format!("section {id}"), id)
        }),
        ..en_detail(contexte, c)
    };
    dits.map(dire).collect()
}

/// What the head leaves to the sections: « 4 autres constats … ; 28 sur les données, en annexe ».
pub(super) fn autres(contexte: &Contexte<'_>) -> Option<String> {
    let constats = &contexte.rapport.constats;
    let territoire = ordre::territoire(constats).len();
    let reste = territoire - ordre::essentiels(constats).len().min(ordre::ESSENTIELS);
    let alertes = ordre::alertes_sur_les_donnees(constats).count();
    let donnees = constats.len().saturating_sub(territoire + alertes);
    let mut phrases = Vec::new();
    if reste > 0 {
        phrases.push(format!(
            "{} sur le territoire, dans les sections",
            denombre(reste, "autre constat", "autres constats")
        ));
    }
    if donnees > 0 {
        phrases.push(format!(
            "{} sur les données et le périmètre, en annexe",
            denombre(donnees, "constat", "constats")
        ));
    }
    (!phrases.is_empty()).then(|| format!("{}.", phrases.join("\u{A0}; ")))
}

fn a_section(contexte: &Contexte<'_>, constat: &Constat) -> bool {
    let mut sections = contexte.rapport.sections.iter();
    sections.any(|s| s.id == constat.section)
}

/// The sentence with its communes and the file where it was seen.
pub(super) fn en_detail(contexte: &Contexte<'_>, constat: &Constat) -> Dit {
    let siennes = &contexte.rapport.perimetre.communes;
    // Names that the sentence already gives are not repeated under it.
    let nommees = constat
        .communes
        .iter()
        .all(|c| constat.texte.contains(&contexte.nom(*c)));
    let connues = constat.communes.iter().filter(|c| {
        let sienne = siennes.iter().any(|s| s.code == **c);
        !nommees && (sienne || c.de_ville_a_arrondissements())
    });
    let noms: Vec<String> = connues.map(|c| contexte.commune(*c)).collect();
    Dit {
        lieux: (!noms.is_empty()).then(|| Lieux {
            compte: denombre(noms.len(), "commune", "communes"),
            noms: noms.join(", "),
            plie: noms.len() > NOMS_VUS,
        }),
        origine: origine(constat).cloned(),
        ..Dit::new(
            constat.severite,
            gravite(constat.severite),
            constat.texte.clone(),
        )
    }
}
