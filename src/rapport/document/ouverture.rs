//! The first page: what the territory is, its key figures, three sentences, a map, and how much of the diagnostic is done.

use super::contexte::Contexte;
use super::{Bloc, Partie, chiffres, completude, constats, figures};
use crate::rapport::Rapport;
use crate::rapport::entete;

/// The first page.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let mut blocs = vec![Bloc::Vignettes(chiffres::vignettes(contexte))];
    let phrases = constats::premiers(contexte, contexte.edition.limites.phrases);
    if !phrases.is_empty() {
        blocs.push(Bloc::Puces(phrases));
    }
    let alertes = constats::sur_les_donnees(contexte);
    if !alertes.is_empty() {
        blocs.push(Bloc::Constats(alertes));
    }
    let cartes = &contexte.edition.ouverture.cartes;
    let carte = cartes.iter().find_map(|id| figures::carte(contexte, id));
    let situation = figures::carte(contexte, "situation");
    let figures: Vec<_> = situation.into_iter().chain(carte).collect();
    if !figures.is_empty() {
        blocs.push(Bloc::Figures(figures));
    }
    blocs.push(Bloc::Note(completude::reste(contexte)));
    Partie {
        ancre: "essentiel".to_owned(),
        titre: "L'essentiel".to_owned(),
        page: false,
        blocs,
    }
}

/// What the territory is, one fact each; its EPCI and its list of communes are in the tables.
pub(super) fn faits(rapport: &Rapport) -> Vec<String> {
    faits_sauf(rapport, &["Intercommunalités", "Référentiel des communes"])
}

/// The same but for the facts of some names.
pub(super) fn faits_sauf(rapport: &Rapport, sauf: &[&str]) -> Vec<String> {
    let faits = entete::faits(rapport).into_iter();
    let siens = faits.filter(|(titre, _)| !sauf.contains(titre));
    siens
        .map(|(titre, texte)| format!("{titre}\u{a0}: {texte}"))
        .collect()
}
