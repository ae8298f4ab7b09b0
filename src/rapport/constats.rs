//! Findings said in French sentences, from figures already computed.

use std::collections::BTreeSet;

use super::comparables;
use super::plan::ComparaisonPlan;
use crate::francais::{avec_unite, denombre, nombre};
use crate::model::{
    CommuneRef, Comparateur, Constat, Financement, Indicateur, Niveau, RegleConstat, SectionId,
    Severite, SousDensite, ZonesBlanches,
};

const INSECABLE: char = '\u{a0}';

type Redondants = BTreeSet<(Niveau, String)>;

/// Sentences that set the perimeter beside its département(s), région(s) and France.
#[must_use]
pub fn comparaisons(plan: &[ComparaisonPlan], indicateurs: &[Indicateur]) -> Vec<Constat> {
    let redondants = comparables::redondants(indicateurs);
    plan.iter()
        .filter_map(|p| {
            let indicateur = indicateurs.iter().find(|i| i.id == p.indicateur)?;
            comparaison(p, indicateur, &redondants)
        })
        .collect()
}

fn comparaison(
    plan: &ComparaisonPlan,
    indicateur: &Indicateur,
    redondants: &Redondants,
) -> Option<Constat> {
    let valeur = indicateur.valeur?;
    let pays = indicateur
        .comparateurs
        .iter()
        .find(|c| c.niveau == Niveau::France)?;
    let france = pays.valeur.filter(|v| *v > 0.0)?;
    let (en, qu_en) = lieu(&pays.nom);
    let ecart_a = |reference: f64| 100.0 * (valeur / reference - 1.0);
    let region = region(indicateur, redondants).map(|r| (ecart_a(r), "que dans la région".into()));
    // The country first; the région when only it stands apart.
    let (ecart, qu_en) = [Some((ecart_a(france), qu_en)), region]
        .into_iter()
        .flatten()
        .find(|(ecart, _)| ecart.abs() >= plan.ecart_min)?;
    let defavorable = indicateur
        .favorable_si_haut
        .is_some_and(|haut| haut == (ecart < 0.0));
    let severite = if defavorable {
        Severite::Attention
    } else {
        Severite::Information
    };
    let sens = if ecart < 0.0 { "de moins" } else { "de plus" };
    let texte = format!(
        "{} est de {}, contre {}{} {en}, soit {}{INSECABLE}% {sens} {qu_en}.",
        plan.sujet,
        avec_unite(valeur, indicateur.decimales, &indicateur.unite),
        autres(indicateur, redondants),
        nombre(france, usize::from(indicateur.decimales)),
        nombre(ecart.abs(), 0),
    );
    Some(Constat::new(
        RegleConstat::Comparaison.sur(&indicateur.id),
        severite,
        indicateur.section,
        texte,
    ))
}

/// Value of the only région of the perimeter, when it says more than the perimeter itself.
fn region(indicateur: &Indicateur, redondants: &Redondants) -> Option<f64> {
    let mut regions = indicateur
        .comparateurs
        .iter()
        .filter(|c| c.niveau == Niveau::Region);
    match (regions.next(), regions.next()) {
        (Some(seule), None) if comparables::utile(redondants, seule) => {
            seule.valeur.filter(|v| *v > 0.0)
        }
        _ => None,
    }
}

/// « en France », « qu'en France »; a référentiel of the user is not France.
fn lieu(nom: &str) -> (String, String) {
    if nom == "France" {
        return ("en France".to_owned(), "qu'en France".to_owned());
    }
    let mut lettres = nom.chars();
    let minuscule: String = lettres
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(lettres)
        .collect();
    let dans = format!("dans l'{minuscule}");
    (dans.clone(), format!("que {dans}"))
}

/// « 3,12 (Lozère), 3,60 (Occitanie) et », at most two départements and two régions.
fn autres(indicateur: &Indicateur, redondants: &Redondants) -> String {
    let un = |c: &Comparateur| {
        c.valeur.map(|v| {
            format!(
                "{} ({})",
                nombre(v, usize::from(indicateur.decimales)),
                c.nom
            )
        })
    };
    let choisis: Vec<String> = [Niveau::Departement, Niveau::Region]
        .iter()
        .flat_map(|n| {
            indicateur
                .comparateurs
                .iter()
                .filter(move |c| c.niveau == *n && comparables::utile(redondants, c))
                .take(2)
        })
        .filter_map(un)
        .collect();
    if choisis.is_empty() {
        String::new()
    } else {
        format!("{} et ", choisis.join(", "))
    }
}

/// What no CPTS covers; nothing is said without a list.
#[must_use]
pub fn couverture(zones: &ZonesBlanches) -> Vec<Constat> {
    let mut constats = Vec::new();
    if let Some(population) = zones
        .population_sans_cpts
        .filter(|p| zones.liste_presente && *p > 0.0)
    {
        let texte = format!(
            "Zone blanche{INSECABLE}: {} du périmètre, {}, {} par aucune CPTS de la liste.",
            denombre(zones.communes_sans_cpts.len(), "commune", "communes"),
            avec_unite(population, 0, "habitants"),
            if zones.communes_sans_cpts.len() > 1 {
                "ne sont couvertes"
            } else {
                "n'est couverte"
            },
        );
        constats.push(
            Constat::new(
                RegleConstat::ZoneBlanche,
                Severite::Attention,
                SectionId::S1,
                texte,
            )
            .avec_communes(zones.communes_sans_cpts.iter().map(|c| c.code)),
        );
    }
    if !zones.communes_autre_cpts.is_empty() {
        let n = zones.communes_autre_cpts.len();
        let mut noms: Vec<&str> = zones
            .communes_autre_cpts
            .iter()
            .flat_map(|c| c.cpts.iter().map(String::as_str))
            .collect();
        noms.sort_unstable();
        noms.dedup();
        let texte = format!(
            "{} du périmètre {} déjà dans une autre CPTS{INSECABLE}: {}.",
            denombre(n, "commune", "communes"),
            if n > 1 { "sont" } else { "est" },
            noms.join(", ")
        );
        constats.push(
            Constat::new(
                RegleConstat::AutreCpts,
                Severite::Attention,
                SectionId::S1,
                texte,
            )
            .avec_communes(zones.communes_autre_cpts.iter().map(|c| c.code)),
        );
    }
    if !zones.communes_plusieurs_cpts.is_empty() {
        let texte = format!(
            "{} du périmètre {} dans plusieurs CPTS à la fois{INSECABLE}: aucune source ne dit comment leur population compte pour la taille.",
            denombre(zones.communes_plusieurs_cpts.len(), "commune", "communes"),
            if zones.communes_plusieurs_cpts.len() > 1 {
                "sont"
            } else {
                "est"
            },
        );
        constats.push(
            Constat::new(
                RegleConstat::PlusieursCpts,
                Severite::Attention,
                SectionId::S1,
                texte,
            )
            .avec_communes(zones.communes_plusieurs_cpts.iter().map(|c| c.code)),
        );
    }
    constats
}

/// « 3 communes », « 1 arrondissement », « 4 communes ou arrondissements ».
fn lieux(communes: &[CommuneRef]) -> String {
    let arrondissements = communes
        .iter()
        .filter(|c| c.code.d_arrondissement())
        .count();
    let (un, plusieurs) = match communes.len() - arrondissements {
        _ if arrondissements == 0 => ("commune", "communes"),
        0 => ("arrondissement", "arrondissements"),
        _ => ("commune ou arrondissement", "communes ou arrondissements"),
    };
    denombre(communes.len(), un, plusieurs)
}

/// Communes under the APL threshold, without médecin, in ZIP.
#[must_use]
pub fn sous_densite(sous_densite: &SousDensite) -> Vec<Constat> {
    let mut constats = Vec::new();
    if let Some(population) = sous_densite.population_sous_seuil.filter(|p| *p > 0.0) {
        let texte = format!(
            "Sous-densité{INSECABLE}: {} ({}, population municipale) {} sous {} consultations par an et par habitant standardisé.",
            lieux(&sous_densite.communes_sous_seuil),
            avec_unite(population, 0, "habitants"),
            if sous_densite.communes_sous_seuil.len() > 1 {
                "sont"
            } else {
                "est"
            },
            nombre(sous_densite.seuil_apl, 1),
        );
        constats.push(
            Constat::new(
                RegleConstat::AplSousSeuil,
                Severite::Attention,
                SectionId::S7,
                texte,
            )
            .avec_communes(sous_densite.communes_sous_seuil.iter().map(|c| c.code)),
        );
    }
    if let Some(population) = sous_densite.population_sans_medecin.filter(|p| *p > 0.0) {
        let texte = format!(
            "{} ({}) {} sans médecin généraliste.",
            lieux(&sous_densite.communes_sans_medecin),
            avec_unite(population, 0, "habitants"),
            if sous_densite.communes_sans_medecin.len() > 1 {
                "sont"
            } else {
                "est"
            },
        );
        constats.push(
            Constat::new(
                RegleConstat::CommuneSansMedecin,
                Severite::Attention,
                SectionId::S7,
                texte,
            )
            .avec_communes(sous_densite.communes_sans_medecin.iter().map(|c| c.code)),
        );
    }
    for classe in sous_densite
        .zonage
        .iter()
        .filter(|c| c.classe == "ZIP" && c.population > 0.0)
    {
        let part = format!("{}{INSECABLE}%", nombre(classe.part, 1));
        let texte = if classe.communes == 0 {
            let villes: Vec<&str> = sous_densite
                .zonage_partage
                .iter()
                .map(|c| c.nom.as_str())
                .collect();
            format!(
                "{part} de la population du périmètre vit en zone d'intervention prioritaire (ZIP), dans des arrondissements de {}.",
                villes.join(" et ")
            )
        } else {
            format!(
                "{} du périmètre {} en zone d'intervention prioritaire (ZIP), où vit {part} de sa population.",
                denombre(classe.communes, "commune", "communes"),
                if classe.communes > 1 { "sont" } else { "est" },
            )
        };
        constats.push(Constat::new(
            RegleConstat::Zip,
            Severite::Attention,
            SectionId::S7,
            texte,
        ));
    }
    constats
}

/// Tier and margin.
#[must_use]
pub fn financement(financement: &Financement, population: f64) -> Vec<Constat> {
    let mut constats = Vec::new();
    let habitants = avec_unite(population, 0, "habitants");
    match financement.taille {
        Some(taille) => constats.push(Constat::new(
            RegleConstat::TailleAci,
            Severite::Information,
            SectionId::S12,
            format!("Avec {habitants}, la CPTS est de taille {taille} au sens de l'ACI."),
        )),
        None => constats.push(Constat::new(
            RegleConstat::TailleAciIndeterminee,
            Severite::Alerte,
            SectionId::S12,
            format!(
                "Avec {habitants}, la taille au sens de l'ACI est indéterminée{INSECABLE}: {}",
                financement
                    .motif
                    .as_deref()
                    .unwrap_or("aucune source ne tranche.")
            ),
        )),
    }
    for marge in financement
        .marges
        .iter()
        .filter(|m| m.pourcent.abs() <= 5.0)
    {
        let texte = format!(
            "Le seuil de {} est à {}{INSECABLE}% seulement ({})\u{a0}: une commune de plus ou de moins, ou un nouveau recensement, peut faire passer en taille {}.",
            avec_unite(marge.seuil, 0, "habitants"),
            nombre(marge.pourcent.abs(), 1),
            avec_unite(marge.habitants.abs(), 0, "habitants"),
            marge.vers_taille,
        );
        constats.push(Constat::new(
            RegleConstat::MargeFaible,
            Severite::Attention,
            SectionId::S12,
            texte,
        ));
    }
    constats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;

    fn infirmiers(ici: f64, region: f64, france: f64) -> Indicateur {
        let comparateurs = [
            (Niveau::Region, "Région-Fictive", region),
            (Niveau::France, "France", france),
        ];
        Indicateur {
            id: "apl_infirmiers".to_owned(),
            favorable_si_haut: Some(true),
            ..population(ici, &comparateurs)
        }
    }

    fn phrase(ici: f64, region: f64, france: f64) -> Option<Constat> {
        let plan = [ComparaisonPlan {
            indicateur: "apl_infirmiers".to_owned(),
            sujet: "L'APL aux infirmiers".to_owned(),
            ecart_min: 10.0,
        }];
        comparaisons(&plan, &[infirmiers(ici, region, france)]).pop()
    }

    #[test]
    fn the_gap_to_france_is_said_first_else_that_to_the_region() {
        let france = phrase(80.0, 100.0, 100.0).unwrap();
        assert!(france.texte.contains("20\u{a0}% de moins qu'en France"));
        let region = phrase(105.0, 200.0, 100.0).unwrap();
        assert!(
            region
                .texte
                .contains("48\u{a0}% de moins que dans la région"),
            "{}",
            region.texte
        );
        assert_eq!(region.severite, Severite::Attention);
        assert_eq!(phrase(105.0, 104.0, 100.0), None);
    }
}
