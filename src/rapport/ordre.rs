//! Findings in the order in which a coordinator needs them: the territory first, the files apart.

use std::cmp::Reverse;

use super::qualite::sur_les_donnees;
use crate::model::{Constat, RegleConstat, Severite};

/// Findings shown at the head of a report; the others are in their section.
pub const ESSENTIELS: usize = 8;

/// Findings that sum up the territory, the most telling first; the others follow in the order of the sections.
const PREMIERS: [(RegleConstat, Option<&str>); 9] = [
    (RegleConstat::TailleAciIndeterminee, None),
    (RegleConstat::AplSousSeuil, None),
    (RegleConstat::CommuneSansMedecin, None),
    (RegleConstat::Zip, None),
    (RegleConstat::ZoneBlanche, None),
    (RegleConstat::Comparaison, Some("apl_mg")),
    (RegleConstat::PlusieursCpts, None),
    (RegleConstat::MargeFaible, None),
    (RegleConstat::TailleAci, None),
];

/// Findings about the territory, the most serious then the most telling first.
#[must_use]
pub fn territoire(constats: &[Constat]) -> Vec<&Constat> {
    let rang = |c: &Constat| {
        PREMIERS
            .iter()
            .position(|(regle, sujet)| c.id == *regle && c.id.sujet.as_deref() == *sujet)
            .unwrap_or(PREMIERS.len())
    };
    let mut siens: Vec<&Constat> = constats.iter().filter(|c| !sur_les_donnees(c)).collect();
    siens.sort_by_key(|c| (Reverse(c.severite), rang(c)));
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
    siens.sort_by_key(|c| Reverse(c.severite));
    siens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IdConstat, SectionId};

    #[test]
    fn the_territory_leads_and_files_stay_apart() {
        let constat = |id: &str, severite, section| {
            Constat::new(id.parse::<IdConstat>().unwrap(), severite, section, "…")
        };
        let tous = [
            constat("fichier_partiel", Severite::Attention, SectionId::S0),
            constat("fichier_non_utilise", Severite::Alerte, SectionId::S0),
            constat("epci_coupe", Severite::Information, SectionId::S1),
            constat("comparaison_apl_kines", Severite::Attention, SectionId::S7),
            constat("apl_sous_seuil", Severite::Attention, SectionId::S7),
            constat("taille_aci", Severite::Information, SectionId::S12),
        ];
        let ids = |liste: Vec<&Constat>| liste.iter().map(|c| c.id.to_string()).collect::<Vec<_>>();
        assert_eq!(
            ids(territoire(&tous)),
            [
                "apl_sous_seuil",
                "comparaison_apl_kines",
                "taille_aci",
                "epci_coupe"
            ]
        );
        assert_eq!(
            ids(alertes_sur_les_donnees(&tous).collect()),
            ["fichier_non_utilise"]
        );
        assert_eq!(ids(donnees(&tous)), ["fichier_partiel"]);
    }
}
