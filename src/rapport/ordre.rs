//! Findings in the order in which a coordinator needs them: the territory first, the files apart.

use std::cmp::Reverse;

use super::qualite::sur_les_donnees;
use crate::model::{Constat, Severite};
use crate::tri::Tri;

/// Findings shown at the head of a report; the others are in their section.
pub const ESSENTIELS: usize = 8;

/// Findings about the territory: those that sum it up in their order, then the others, the most serious first.
#[must_use]
pub fn territoire(constats: &[Constat]) -> Vec<&Constat> {
    let mut siens: Vec<&Constat> = constats.iter().filter(|c| !sur_les_donnees(c)).collect();
    siens.trie_par_cle(|c| (c.rang.unwrap_or(u32::MAX), Reverse(c.severite)));
    siens
}

/// Findings that sum up the territory, one a subject, in their order.
#[must_use]
pub fn essentiels(constats: &[Constat]) -> Vec<&Constat> {
    let mut siens: Vec<&Constat> = constats.iter().filter(|c| c.rang.is_some()).collect();
    siens.trie_par_cle(|c| c.rang);
    siens
}

/// Findings about the data that change what can be concluded.
pub fn alertes_sur_les_donnees(constats: &[Constat]) -> impl Iterator<Item = &Constat> {
    constats
        .iter()
        .filter(|c| sur_les_donnees(c) && c.severite == Severite::Alerte)
}

/// Every other finding about the data, the most serious first.
#[must_use]
pub fn donnees(constats: &[Constat]) -> Vec<&Constat> {
    let mut siens: Vec<&Constat> = constats
        .iter()
        .filter(|c| sur_les_donnees(c) && c.severite < Severite::Alerte)
        .collect();
    siens.trie_par_cle(|c| Reverse(c.severite));
    siens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IdConstat, SectionId};

    #[test]
    fn the_territory_leads_and_files_stay_apart() {
        let constat = |id: &str, severite, section, rang| Constat {
            rang,
            ..Constat::new(id.parse::<IdConstat>().unwrap(), severite, section, "…")
        };
        let tous = [
            constat("fichier_partiel", Severite::Attention, SectionId::S0, None),
            constat("fichier_non_utilise", Severite::Alerte, SectionId::S0, None),
            constat("epci_coupe", Severite::Information, SectionId::S1, None),
            constat(
                "comparaison_apl_mg_65",
                Severite::Attention,
                SectionId::S7,
                None,
            ),
            constat(
                "apl_sous_seuil",
                Severite::Attention,
                SectionId::S7,
                Some(2),
            ),
            constat(
                "comparaison_apl_mg",
                Severite::Attention,
                SectionId::S7,
                Some(1),
            ),
        ];
        let ids = |liste: Vec<&Constat>| liste.iter().map(|c| c.id.to_string()).collect::<Vec<_>>();
        assert_eq!(
            ids(territoire(&tous)),
            [
                "comparaison_apl_mg",
                "apl_sous_seuil",
                "comparaison_apl_mg_65",
                "epci_coupe"
            ]
        );
        assert_eq!(
            ids(essentiels(&tous)),
            ["comparaison_apl_mg", "apl_sous_seuil"]
        );
        assert_eq!(
            ids(alertes_sur_les_donnees(&tous).collect()),
            ["fichier_non_utilise"]
        );
        assert_eq!(ids(donnees(&tous)), ["fichier_partiel"]);
    }
}
