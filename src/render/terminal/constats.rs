//! Findings, and the counts that close the summary.

use crate::model::{Constat, Severite};
use crate::rapport::Rapport;

use super::page::{Page, Ton};

/// Findings, the most serious first.
pub(super) fn ecrire(page: &mut Page, rapport: &Rapport) {
    page.titre("Constats");
    if rapport.constats.is_empty() {
        page.puce(Ton::Normal, "Aucun constat.");
    }
    let mut constats: Vec<&Constat> = rapport.constats.iter().collect();
    constats.sort_by_key(|c| std::cmp::Reverse(c.severite));
    for constat in constats {
        let (mot, ton) = match constat.severite {
            Severite::Information => ("Information", Ton::Normal),
            Severite::Attention => ("Attention", Ton::Attention),
            Severite::Alerte => ("Alerte", Ton::Alerte),
        };
        page.puce(
            ton,
            &format!("{mot} ({}) : {}", constat.section, constat.texte),
        );
    }
}

/// What remains to be filled in, sources, rejects.
pub(super) fn pied(page: &mut Page, rapport: &Rapport) {
    let compte =
        |n: usize, un: &str, plusieurs: &str| format!("{n} {}", if n < 2 { un } else { plusieurs });
    let mut faits = vec![
        compte(
            rapport.a_completer.len(),
            "élément à compléter",
            "éléments à compléter",
        ),
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
