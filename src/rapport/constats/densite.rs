//! Communes under the APL threshold, without médecin, in ZIP: scarcity of care, never coverage by CPTS.

use super::super::lieux_connus::sans_valeur;
use crate::francais::{avec_unite, compte, denombre, joindre, majuscule, part};
use crate::model::{
    ClasseZonage, CommuneRef, Constat, RegleConstat, SectionId, Severite, SousDensite,
};

/// Communes under the APL threshold, without médecin, in ZIP.
#[must_use]
pub fn sous_densite(sous_densite: &SousDensite) -> Vec<Constat> {
    let zip = sous_densite
        .zonage
        .iter()
        .filter(|c| c.classe == "ZIP" && c.population > 0.0)
        .map(|c| zip(c, sous_densite));
    sous_seuil(sous_densite)
        .into_iter()
        .chain(sans_medecin(sous_densite))
        .chain(zip)
        .collect()
}

fn sous_seuil(s: &SousDensite) -> Option<Constat> {
    let n = s.communes_sous_seuil.len();
    let precision = precision(
        s.population_sous_seuil,
        ", population municipale",
        s.apl_inconnues,
    );
    if n == 0 || s.population_sous_seuil == Some(0.0) {
        return None;
    }
    let texte = format!(
        "Sous-densité\u{a0}: {}{} ({precision}) {} sous {} par an et par habitant standardisé.",
        au_moins(s.apl_inconnues),
        lieux(&s.communes_sous_seuil),
        accorde(n),
        avec_unite(s.seuil_apl, 1, "consultations"),
    );
    Some(
        attention(RegleConstat::AplSousSeuil, texte)
            .avec_communes(s.communes_sous_seuil.iter().map(|c| c.code)),
    )
}

fn sans_medecin(s: &SousDensite) -> Option<Constat> {
    let n = s.communes_sans_medecin.len();
    if n == 0 || s.population_sans_medecin == Some(0.0) {
        return None;
    }
    let debut = match s.medecins_inconnus {
        0 => "",
        _ => "Au moins ",
    };
    let texte = format!(
        "{debut}{} ({}) {} sans médecin généraliste.",
        lieux(&s.communes_sans_medecin),
        precision(s.population_sans_medecin, "", s.medecins_inconnus),
        accorde(n),
    );
    Some(
        attention(RegleConstat::CommuneSansMedecin, texte)
            .avec_communes(s.communes_sans_medecin.iter().map(|c| c.code)),
    )
}

fn zip(classe: &ClasseZonage, s: &SousDensite) -> Constat {
    let part = part(classe.part / 100.0);
    let part = match classe.bornes {
        None => part,
        Some(_) => format!("au moins {part}"),
    };
    let texte = if classe.communes == 0 {
        let villes: Vec<&str> = s.zonage_partage.iter().map(|c| c.nom.as_str()).collect();
        let ou = if villes.is_empty() {
            "dans une partie d'une ville à arrondissements".to_owned()
        } else {
            format!("dans des arrondissements de {}", joindre(&villes))
        };
        majuscule(&format!(
            "{part} de la population du périmètre vit en zone d'intervention prioritaire (ZIP), {ou}."
        ))
    } else {
        format!(
            "{} du périmètre {} en zone d'intervention prioritaire (ZIP), où vit {part} de la population du périmètre.",
            denombre(classe.communes, "commune", "communes"),
            accorde(classe.communes),
        )
    };
    attention(RegleConstat::Zip, texte)
}

/// « 1 300 habitants », else how many communes are not known.
fn precision(habitants: Option<f64>, de_quoi: &str, inconnues: usize) -> String {
    match habitants {
        Some(x) => format!("{}{de_quoi}", compte(x, "habitant", "habitants")),
        None => sans_valeur(inconnues).unwrap_or_default(),
    }
}

fn au_moins(inconnues: usize) -> &'static str {
    if inconnues > 0 { "au moins " } else { "" }
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

fn attention(regle: RegleConstat, texte: String) -> Constat {
    Constat::new(regle, Severite::Attention, SectionId::S7, texte)
}

fn accorde(n: usize) -> &'static str {
    if n > 1 { "sont" } else { "est" }
}
