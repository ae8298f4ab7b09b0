//! Findings, and the counts that close the summary.

use crate::model::{Constat, Severite};
use crate::rapport::{Rapport, completer};

use crate::rapport::mots::gravite;
use crate::rapport::ordre;

use super::page::{Page, Ton};

/// Findings, the most serious first.
pub(super) fn ecrire(page: &mut Page, rapport: &Rapport) {
    page.titre("Constats");
    if rapport.constats.is_empty() {
        page.puce(Ton::Normal, "Aucun constat.");
    }
    for constat in ordre::territoire(&rapport.constats)
        .into_iter()
        .chain(ordre::alertes_sur_les_donnees(&rapport.constats))
    {
        puce(page, constat);
    }
    donnees(page, &ordre::donnees(&rapport.constats));
}

/// Findings about the files: those to be checked, then the number of the others.
fn donnees(page: &mut Page, constats: &[&Constat]) {
    if constats.is_empty() {
        return;
    }
    page.titre("Constats sur les données");
    let (a_verifier, autres): (Vec<&Constat>, Vec<&Constat>) = constats
        .iter()
        .partition(|c| c.severite > Severite::Information);
    for constat in a_verifier {
        puce(page, constat);
    }
    if !autres.is_empty() {
        let mot = if autres.len() < 2 {
            "information"
        } else {
            "informations"
        };
        page.puce(
            Ton::Discret,
            &format!(
                "{}\u{A0}{mot} sur les données dans les sorties HTML et JSON.",
                autres.len()
            ),
        );
    }
}

/// A finding, its severity first.
pub(super) fn puce(page: &mut Page, constat: &Constat) {
    let ton = match constat.severite {
        Severite::Information => Ton::Normal,
        Severite::Attention => Ton::Attention,
        Severite::Alerte => Ton::Alerte,
    };
    let mot = gravite(constat.severite);
    page.puce(
        ton,
        &format!("{mot} ({})\u{A0}: {}", constat.section, constat.texte),
    );
}

/// What remains to be filled in, sources, rejects.
pub(super) fn pied(page: &mut Page, rapport: &Rapport) {
    let compte =
        |n: usize, un: &str, plusieurs: &str| format!("{n} {}", if n < 2 { un } else { plusieurs });
    let a_completer = match completer::bilan(rapport) {
        Some(bilan) => bilan,
        None => compte(
            rapport.a_completer.len(),
            "élément à compléter",
            "éléments à compléter",
        ),
    };
    let mut faits = vec![
        a_completer,
        compte(rapport.sources.len(), "source", "sources"),
    ];
    let donnees = &rapport.donnees;
    if donnees.rejets_total > 0 {
        let dont = donnees.rejets_perimetre.len();
        let ecartees = compte(donnees.rejets_total, "ligne écartée", "lignes écartées");
        faits.push(format!("{ecartees} (dont {dont} dans le périmètre)"));
    }
    if !donnees.non_reconnus.is_empty() {
        faits.push(compte(
            donnees.non_reconnus.len(),
            "fichier non reconnu",
            "fichiers non reconnus",
        ));
    }
    page.vide();
    page.paragraphe(Ton::Discret, &faits.join(" · "));
}
