//! Scarcity of médecins généralistes: APL under the threshold, zoning, communes without any.

use super::contexte::Contexte;
use super::couverture::NOMS_MAX;
use super::{Bloc, Case, Table, Volet};
use crate::francais::{avec_unite_courte, enumerer_des, majuscule, nombre};
use crate::model::{ClasseZonage, SousDensite};
use crate::rapport::lieux_connus::{combien, sans_valeur};

/// Scarcity, notion by notion.
pub(super) fn volet<'a>(contexte: &Contexte<'a>) -> Volet<'a> {
    let densite = &contexte.rapport.sous_densite;
    let mut blocs = vec![definition(densite)];
    blocs.extend(apl(contexte, densite));
    blocs.push(zonage(densite));
    blocs.extend(sans_medecin(densite));
    Volet {
        ancre: Some("sous-densite".to_owned()),
        titre: "Sous-densité en médecins généralistes".to_owned(),
        compte: String::new(),
        blocs,
    }
}

fn definition<'a>(densite: &SousDensite) -> Bloc<'a> {
    let seuil = nombre(densite.seuil_apl, 1);
    let reference = &densite.reference_seuil;
    let reference = if reference.is_empty() {
        String::new()
    } else {
        format!(" Seuil\u{a0}: {reference}.")
    };
    Bloc::Phrase(vec![
        format!(
            "Accessibilité faible (APL sous {seuil} consultations par an et par habitant standardisé), zones d’intervention prioritaire ou d’action complémentaire, communes sans médecin. Elle ne dit rien de la couverture par une CPTS (voir "
        )
        .into(),
        Case::vers("les zones blanches", "zones-blanches"),
        format!(").{reference}").into(),
    ])
}

/// That nothing can be said, for want of a file.
fn absente<'a>(suite: &str) -> Bloc<'a> {
    Bloc::Phrase(vec![
        Case::fort("Donnée absente".to_owned(), true),
        format!("\u{a0}: {suite}").into(),
    ])
}

/// How many, and their inhabitants: « 3 communes sous le seuil, soit 2 000 habitants ».
fn compter(
    dits: (&str, &str),
    (communes, population): (String, Option<f64>),
    inconnues: Option<String>,
) -> Vec<Case> {
    let fort = |texte: String| Case::fort(texte, true);
    let mut phrase = vec![fort(majuscule(&communes)), format!(" {}", dits.0).into()];
    if let Some(p) = population {
        phrase.push(", soit ".into());
        phrase.push(fort(nombre(p, 0)));
        phrase.push(format!(" habitants{}", dits.1).into());
    }
    phrase.extend(inconnues.map(|texte| Case::from(format!(" ({texte})"))));
    phrase
}

/// The communes under the threshold, with their APL.
fn apl<'a>(contexte: &Contexte<'a>, densite: &SousDensite) -> Vec<Bloc<'a>> {
    let inconnues = densite.apl_inconnues;
    let Some(annee) = densite.millesime_apl else {
        return vec![absente("aucun fichier d’APL aux médecins généralistes.")];
    };
    let communes = combien(densite.communes_sous_seuil.len(), inconnues);
    let mut phrase = compter(
        ("sous le seuil d’APL", " (population municipale)"),
        (communes, densite.population_sous_seuil),
        sans_valeur(inconnues),
    );
    phrase.push(format!(" (APL {annee}). {}", contexte.renvois(&densite.sources)).into());
    let reserve = "La part en pour cent donnée plus haut se calcule, selon la règle de la DREES, sur la population du fichier d’APL, d’une autre année.";
    let mut blocs = vec![Bloc::Phrase(phrase), Bloc::Note(reserve.to_owned())];
    let noms = densite.communes_sous_seuil.iter().map(|c| match c.apl {
        Some(apl) => format!("{} ({})", c.nom, nombre(apl, 2)),
        None => c.nom.clone(),
    });
    let noms = enumerer_des(&noms.collect::<Vec<_>>(), NOMS_MAX, "communes");
    if !noms.is_empty() {
        blocs.push(Bloc::Texte(format!(
            "Sous le seuil, avec leur APL\u{a0}: {noms}."
        )));
    }
    blocs
}

fn zonage<'a>(densite: &SousDensite) -> Bloc<'a> {
    if densite.zonage.is_empty() {
        return absente("aucun fichier de zonage des médecins (ZIP, ZAC).");
    }
    let ligne = |z: &ClasseZonage| {
        let nom = if z.libelle.is_empty() {
            &z.classe
        } else {
            &z.libelle
        };
        vec![
            Case::from(nom.as_str()),
            nombre(z.communes as f64, 0).into(),
            nombre(z.population, 0).into(),
            part_de_zone(z).into(),
        ]
    };
    let table = Table::new(
        "Zonage des médecins généralistes",
        &[
            ("Zone", false, 40),
            ("Communes", true, 18),
            ("Habitants", true, 18),
            ("Part de la population", true, 24),
        ],
    );
    let notes = densite.note_zonage.iter().cloned();
    Bloc::Table(table.avec(densite.zonage.iter().map(ligne)).notees(notes))
}

/// « 31,2 % », « au moins 4,2 % » when the class of some inhabitants is not known.
fn part_de_zone(zone: &ClasseZonage) -> String {
    let part = avec_unite_courte(zone.part, 1, "%");
    match zone.bornes {
        None => part,
        Some(_) => format!("au moins {part}"),
    }
}

/// The communes without any, with the nearest that has one.
fn sans_medecin<'a>(densite: &SousDensite) -> Vec<Bloc<'a>> {
    let connus = densite.population_sans_medecin.is_some()
        || densite.medecins_inconnus > 0
        || !densite.communes_sans_medecin.is_empty();
    if !connus {
        return vec![absente(
            "aucun fichier ne donne les médecins par commune (BPE).",
        )];
    }
    let communes = combien(
        densite.communes_sans_medecin.len(),
        densite.medecins_inconnus,
    );
    let mut phrase = compter(
        ("sans médecin généraliste", ""),
        (communes, densite.population_sans_medecin),
        sans_valeur(densite.medecins_inconnus),
    );
    phrase.push(".".into());
    let mut blocs = vec![Bloc::Phrase(phrase)];
    let noms = densite
        .communes_sans_medecin
        .iter()
        .map(|c| match &c.plus_proche {
            Some(p) => format!(
                "{} (à {}\u{a0}km, {})",
                c.nom,
                nombre(p.distance_km, 1),
                p.nom
            ),
            None => c.nom.clone(),
        });
    let noms = enumerer_des(&noms.collect::<Vec<_>>(), NOMS_MAX, "communes");
    if !noms.is_empty() {
        blocs.push(Bloc::Texte(format!(
            "Sans médecin, avec la commune la plus proche qui en a un\u{a0}: {noms}."
        )));
        if !densite.note_distance.is_empty() {
            blocs.push(Bloc::Note(densite.note_distance.clone()));
        }
    }
    blocs
}
