//! The first page: what the territory is, its key figures, three sentences, a map, and how much of the diagnostic is done.

use super::contexte::Contexte;
use super::{Bloc, Partie, chiffres, completude, constats, figures};
use crate::francais::{denombre, nombre};
use crate::rapport::Rapport;
use crate::rapport::entete;

/// The first page.
pub(super) fn partie<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let mut blocs = vec![Bloc::Vignettes(chiffres::vignettes(contexte))];
    let phrases = constats::premiers(contexte, contexte.edition.limites.phrases);
    if !phrases.is_empty() {
        blocs.push(Bloc::Puces(phrases));
    }
    let alertes = constats::sur_les_donnees(contexte, false);
    if !alertes.is_empty() {
        blocs.push(Bloc::Constats(alertes));
    }
    let cartes = &contexte.edition.ouverture.cartes;
    let carte = cartes.iter().find_map(|id| figures::carte(contexte, id));
    blocs.extend(carte.map(|c| Bloc::Figures(vec![c])));
    blocs.push(Bloc::Note(completude::part_faite(contexte)));
    Partie {
        ancre: "essentiel".to_owned(),
        titre: "L'essentiel".to_owned(),
        page: false,
        blocs,
    }
}

/// What the territory is, one fact each.
pub(super) fn faits(rapport: &Rapport) -> Vec<String> {
    let perimetre = &rapport.perimetre;
    let habitants = nombre(rapport.population.valeur, 0);
    let departements = perimetre.departements.iter();
    let departements: Vec<String> = departements
        .map(|d| format!("{} ({})", d.nom, d.code))
        .collect();
    let regions: Vec<String> = perimetre.regions.iter().map(|r| r.nom.clone()).collect();
    let faits = [
        denombre(perimetre.communes.len(), "commune", "communes"),
        format!("{habitants}\u{a0}habitants"),
        taille(rapport),
        denombre(
            perimetre.epci.len(),
            "intercommunalité",
            "intercommunalités",
        ),
        departements.join(", "),
        regions.join(", "),
    ];
    faits.into_iter().filter(|f| !f.is_empty()).collect()
}

/// « taille 2 », in a line of facts.
fn taille(rapport: &Rapport) -> String {
    match rapport.financement.taille {
        Some(_) => entete::taille(&rapport.financement).to_lowercase(),
        None => "taille indéterminée".to_owned(),
    }
}
