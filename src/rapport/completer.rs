//! What is left to complete: computed from the figures that the files gave, the user's own included.

use std::collections::BTreeSet;

use super::plan::{ACompleterPlan, SectionPlan};
use super::{ACompleter, Rapport, Voie};
use crate::base::normaliser;
use crate::model::{Dataset, Indicateur, Perimetre, Statut, UniteId};

/// Items of the plan that no published indicator answers, nor a list of CPTS when one is read.
#[must_use]
pub fn a_completer(
    plan: &[ACompleterPlan],
    indicateurs: &[Indicateur],
    cpts: bool,
) -> Vec<ACompleter> {
    let dits: Vec<(&str, String)> = indicateurs
        .iter()
        .filter(|i| dit(i))
        // The figure of a département does not answer for the territory: only an item that asks for it by name leaves.
        .map(|i| match i.est_un_repere() {
            true => (i.id.as_str(), String::new()),
            false => (i.id.as_str(), normaliser(&i.libelle)),
        })
        .collect();
    let dits = dits.iter().map(|(id, libelle)| (*id, libelle.as_str()));
    let vides: Vec<&str> = plan
        .iter()
        .filter(|item| sans_objet(item, indicateurs))
        .map(|item| item.id.as_str())
        .collect();
    let mut reste = sans_reponse(plan, &dits.collect::<Vec<_>>(), cpts);
    reste.retain(|a| !vides.contains(&a.id.as_str()));
    reste
}

/// « 27 des 45 éléments attendus d'un diagnostic sont réunis »; nothing when the report does not say how many are expected.
#[must_use]
pub fn bilan(rapport: &Rapport) -> Option<String> {
    let attendus = rapport.elements_attendus;
    let faits = attendus.checked_sub(rapport.a_completer.len())?;
    let (combien, sont) = match faits {
        0 => ("Aucun".to_owned(), "n'est réuni"),
        1 => ("Un seul".to_owned(), "est réuni"),
        n => (n.to_string(), "sont réunis"),
    };
    (attendus > 0)
        .then(|| format!("{combien} des {attendus} éléments attendus d'un diagnostic {sont}"))
}

/// Whether a list of CPTS speaks of the départements of a perimeter: that of another région says nothing of its neighbours.
#[must_use]
pub fn connait_les_cpts(dataset: &Dataset, perimetre: &Perimetre) -> bool {
    let departement = |id: UniteId| dataset.referentiel.unite(id).departement;
    let siens: BTreeSet<usize> = perimetre
        .membres
        .iter()
        .map(|m| departement(m.unite))
        .collect();
    let mut nommees = dataset.cpts.iter().map(|a| departement(a.unite));
    nommees.any(|d| siens.contains(&d))
}

/// Whether what an item asks for is known not to exist in the territory.
fn sans_objet(item: &ACompleterPlan, indicateurs: &[Indicateur]) -> bool {
    let nul = |i: &Indicateur| i.statut == Statut::Publie && i.valeur == Some(0.0);
    let vise = |i: &&Indicateur| item.sans_objet_si_nul.as_ref() == Some(&i.id);
    indicateurs.iter().find(vise).is_some_and(nul)
}

/// Items of the plan that none of these indicators answers (id, label without case nor accents), nor a list of CPTS when one is
/// read.
#[must_use]
pub fn sans_reponse(plan: &[ACompleterPlan], dits: &[(&str, &str)], cpts: bool) -> Vec<ACompleter> {
    plan.iter()
        .filter(|item| !(cpts && item.sans_objet_avec_cpts))
        .filter(|item| !dits.iter().any(|(id, libelle)| repond(item, id, libelle)))
        .map(reste)
        .collect()
}

/// The opening sentence of a section: it never says that a figure is missing under which the figure stands.
#[must_use]
pub fn texte(section: &SectionPlan, indicateurs: &[Indicateur]) -> String {
    let mut siens = indicateurs.iter().filter(|i| i.section == section.id);
    match &section.avec_donnees {
        Some(texte) if siens.any(dit) => texte.clone(),
        _ => section.texte.clone(),
    }
}

/// Whether the report gives something for the indicator: a value, its bounds, a small count, values by commune, or those of
/// wider levels.
fn dit(i: &Indicateur) -> bool {
    i.est_un_repere()
        || i.valeur.is_some()
        || i.petit_effectif.is_some()
        || i.bornes.is_some()
        || i.statut == Statut::ParCommune
}

fn repond(item: &ACompleterPlan, id: &str, libelle: &str) -> bool {
    item.indicateurs.iter().any(|i| i == id) || item.mots.iter().any(|mots| contient(libelle, mots))
}

/// Whether the words begin somewhere at the start of a word: « rsa » is not in « adversaire ».
fn contient(libelle: &str, mots: &str) -> bool {
    format!(" {libelle}").contains(&format!(" {mots}"))
}

fn reste(item: &ACompleterPlan) -> ACompleter {
    ACompleter {
        id: item.id.clone(),
        section: item.section,
        libelle: item.libelle.clone(),
        voie: item.voie,
        aupres_de: item.aupres_de.clone(),
        fichier: item.fichier.clone(),
        url: item.url.clone(),
        comment: comment(item),
    }
}

fn comment(item: &ACompleterPlan) -> String {
    match item.voie {
        Voie::FichierOuvert => {
            let fichier = item.fichier.as_deref().unwrap_or_default();
            let url = item.url.as_ref().map(|u| format!(", {u}"));
            format!(
                "fichier ouvert à déposer\u{a0}: {fichier}, {}{}",
                item.aupres_de,
                url.unwrap_or_default()
            )
        }
        Voie::Demande => format!("à demander à\u{a0}: {}", item.aupres_de),
        Voie::Terrain => format!("à recueillir sur le terrain avec\u{a0}: {}", item.aupres_de),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionId;
    use crate::rapport::comparables::essais::population;
    use crate::rapport::plan::plan;

    fn publie(libelle: &str) -> Indicateur {
        Indicateur {
            id: "mien".to_owned(),
            section: SectionId::S5,
            libelle: libelle.to_owned(),
            ..population(12.0, &[])
        }
    }

    fn ids(indicateurs: &[Indicateur]) -> Vec<String> {
        let reste = a_completer(&plan().unwrap().a_completer, indicateurs, false);
        reste.into_iter().map(|a| a.id).collect()
    }

    #[test]
    fn an_item_leaves_when_its_figure_is_published_and_only_it() {
        let tout = ids(&[]);
        assert_eq!(tout.len(), plan().unwrap().a_completer.len());
        for (libelle, parti) in [
            (
                "Personnes de 75 ans et plus vivant seules",
                "personnes_agees_seules",
            ),
            (
                "Part des patients sans médecin traitant",
                "sans_medecin_traitant",
            ),
            ("Taux de chômage des 15-64 ans", "chomage"),
            ("Part des résidences secondaires", "residences_secondaires"),
            ("Naissances domiciliées", "naissances"),
            ("Taux de dépistage du cancer du sein", "depistages"),
        ] {
            let reste = ids(&[publie(libelle)]);
            assert!(!reste.contains(&parti.to_owned()), "{libelle}");
            assert_eq!(reste.len(), tout.len() - 1, "{libelle}");
        }
        let qpv = |nombre: f64| Indicateur {
            id: "nombre_qpv".to_owned(),
            ..population(nombre, &[])
        };
        assert_eq!(ids(&[qpv(0.0)]).len(), tout.len() - 1);
        assert_eq!(ids(&[qpv(2.0)]), tout);
        let mut absent = publie("Personnes de 75 ans et plus vivant seules");
        (absent.valeur, absent.statut) = (None, Statut::Absent);
        assert_eq!(ids(&[absent]), tout);
    }

    #[test]
    fn the_embedded_catalogue_answers_nothing_that_is_missing() {
        // Labels of the catalogue, were they all published: what they count is not what the items ask.
        let catalogue = [
            "Soins à domicile pour personnes âgées (SSIAD)",
            "Hébergement des personnes âgées pour 10\u{202f}000 habitants de 75 ans et plus",
            "Médecins généralistes pour 10\u{202f}000 habitants",
            "Part des 60 ans et plus",
            "Services d'urgences",
        ];
        for libelle in catalogue {
            let partis = plan().unwrap().a_completer.len() - ids(&[publie(libelle)]).len();
            assert_eq!(partis, 0, "{libelle}");
        }
    }

    #[test]
    fn each_way_says_what_to_do() {
        let reste = a_completer(&plan().unwrap().a_completer, &[], false);
        let comment = |id: &str| reste.iter().find(|a| a.id == id).unwrap().comment.clone();
        assert_eq!(
            comment("chomage"),
            "fichier ouvert à déposer\u{a0}: base-cc-emploi-pop-active (recensement), INSEE, \
             https://www.insee.fr/fr/statistiques/8581444"
        );
        assert!(comment("c2s").starts_with("à demander à\u{a0}: CPAM"));
        assert!(comment("besoins").starts_with("à recueillir sur le terrain"));
    }

    #[test]
    fn a_section_never_says_that_its_own_figure_is_missing() {
        let plan = plan().unwrap();
        let s5 = plan.section.iter().find(|s| s.id == SectionId::S5).unwrap();
        assert!(texte(s5, &[]).contains("n'est pas publié"));
        assert!(!texte(s5, &[publie("Sans médecin traitant")]).contains("n'est pas publié"));
    }
}
