//! The foot of a screen: how much of the diagnostic is done, what it was read from, what the screen leaves out.

use crate::francais::denombre;
use crate::model::{Constat, Severite};
use crate::rapport::document::Bloc;
use crate::rapport::qualite::sur_les_donnees;
use crate::rapport::{Rapport, completer};

/// What is done and read, then what the screen leaves out, some findings being told.
pub(super) fn bref<'a>(rapport: &Rapport, dits: &[&Constat]) -> Vec<Bloc<'a>> {
    let restes = rapport.a_completer.len();
    let fait = completer::bilan(rapport)
        .unwrap_or_else(|| denombre(restes, "élément à compléter", "éléments à compléter"));
    let lus = [fait].into_iter().chain(lus(rapport));
    let lus: Vec<String> = lus.collect();
    vec![
        Bloc::Note(lus.join(" · ")),
        Bloc::Note(suite(rapport, dits)),
    ]
}

/// « 27 sources », « 2 lignes écartées (dont aucune dans le périmètre) », « 7 fichiers non reconnus ».
pub(super) fn lus(rapport: &Rapport) -> Vec<String> {
    let donnees = &rapport.donnees;
    let mut faits = vec![denombre(rapport.sources.len(), "source", "sources")];
    if donnees.rejets_total > 0 {
        let dont = match donnees.rejets_perimetre.len() {
            0 => "aucune".to_owned(),
            n => n.to_string(),
        };
        let ecartees = denombre(donnees.rejets_total, "ligne écartée", "lignes écartées");
        faits.push(format!("{ecartees} (dont {dont} dans le périmètre)"));
    }
    let inconnus = donnees.non_reconnus.len();
    if inconnus > 0 {
        let dits = denombre(inconnus, "fichier non reconnu", "fichiers non reconnus");
        faits.push(dits);
    }
    faits
}

/// What the screen leaves out, and how to have it: findings on the files that are to be checked are counted apart.
fn suite(rapport: &Rapport, dits: &[&Constat]) -> String {
    let reste = rapport.constats.len().saturating_sub(dits.len());
    let grave = |c: &&Constat| sur_les_donnees(c) && c.severite >= Severite::Attention;
    let graves = rapport.constats.iter().filter(grave).count();
    let donnees = graves.saturating_sub(dits.iter().copied().filter(grave).count());
    let dont = match donnees {
        0 => String::new(),
        n if n == reste => " à vérifier sur les données".to_owned(),
        n => format!(" (dont {n} à vérifier sur les données)"),
    };
    let autres = match reste {
        0 => String::new(),
        n => format!(
            "{}{dont} et ",
            denombre(n, "autre constat", "autres constats")
        ),
    };
    format!("--detail\u{a0}: tous les chiffres, {autres}la couverture par les CPTS")
}
