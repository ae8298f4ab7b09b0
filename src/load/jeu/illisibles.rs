//! Files recognised and broken: the others are used, and the report says what is then missing.

use crate::francais::{enumerer, pluriel};
use crate::load::format::catalogue;
use crate::load::format::descripteur::Descripteur;
use crate::load::jeu::section::SECTION;
use crate::model::{Constat, Dataset, ErreurDonnees, NonReconnu, RegleConstat, Severite};

/// Variables named in a sentence.
const NOMS: usize = 6;

/// Lists the broken files and adds one finding for each.
///
/// # Errors
/// An embedded descriptor is wrong.
pub fn dit(
    d: &mut Dataset,
    fautes: &[(String, ErreurDonnees)],
    descripteurs: &[Descripteur],
) -> Result<(), ErreurDonnees> {
    for (fichier, erreur) in fautes {
        let manques = manques(d, erreur, descripteurs)?;
        let motif = motif(erreur);
        let texte = format!(
            "{fichier} n'est pas utilisé\u{a0}: {motif}. {manques}{} Avec --strict, le programme s'arrête.",
            remede(erreur)
        );
        d.constats.push(
            Constat::new(
                RegleConstat::FichierIllisible,
                Severite::Alerte,
                SECTION,
                texte,
            )
            .avec_origine(fichier),
        );
        d.illisibles.push(NonReconnu {
            fichier: fichier.clone(),
            motif: format!("{motif}.{}", remede(erreur)),
        });
    }
    Ok(())
}

/// What is wrong and where, on one line.
fn motif(erreur: &ErreurDonnees) -> String {
    let place = &erreur.emplacement;
    let ligne = place.ligne.map(|l| format!(", ligne {l}"));
    let attendu = erreur.attendu.as_ref();
    format!(
        "{}{}{}",
        erreur.probleme,
        ligne.unwrap_or_default(),
        attendu.map_or_else(String::new, |a| format!(" (attendu\u{a0}: {a})"))
    )
}

fn remede(erreur: &ErreurDonnees) -> String {
    let remede = erreur.remede.as_deref().unwrap_or_default();
    let mut lettres = remede.chars();
    lettres.next().map_or_else(String::new, |premiere| {
        format!(" {}{}.", premiere.to_uppercase(), lettres.as_str())
    })
}

/// Variables of the format of the file that no other file gives.
fn manques(
    d: &Dataset,
    erreur: &ErreurDonnees,
    descripteurs: &[Descripteur],
) -> Result<String, ErreurDonnees> {
    let Some(id) = erreur.format.as_deref() else {
        return Ok(String::new());
    };
    let embarques = catalogue::embarques()?.iter().map(|f| &f.d);
    let Some(format) = descripteurs.iter().chain(embarques).find(|f| f.id == id) else {
        return Ok(String::new());
    };
    let donnee = |modele: &str| match modele.split_once("{}") {
        Some((debut, _)) => d.colonnes.keys().any(|v| v.starts_with(debut)),
        None => d.colonnes.contains_key(modele) || d.classes.contains_key(modele),
    };
    // In the order of the descriptor: what the file is made for comes first.
    let mut absentes: Vec<String> = Vec::new();
    for v in format.variables.iter().filter(|v| !donnee(&v.id)) {
        let nom = v.id.replace("{}", "…");
        if !absentes.contains(&nom) {
            absentes.push(nom);
        }
    }
    if format.contours && d.contours.is_empty() {
        absentes.push("contours des communes".to_owned());
    }
    if format.cpts.is_some() && d.cpts.is_empty() && d.cpts_champ.is_empty() {
        absentes.push("liste des communes par CPTS".to_owned());
    }
    if format.qpv.as_ref().is_some_and(|q| q.habitants.is_none()) && d.qpv.is_empty() {
        absentes.push("quartiers prioritaires".to_owned());
    }
    if absentes.is_empty() {
        return Ok(format!(
            "Les autres fichiers donnent déjà ces variables ({}).",
            format.libelle
        ));
    }
    let n = absentes.len();
    Ok(format!(
        "Reconnu comme «\u{a0}{}\u{a0}», il aurait donné {} variable{} qu'aucun autre fichier ne donne\u{a0}: {}.",
        format.libelle,
        if n == 1 {
            "une".to_owned()
        } else {
            n.to_string()
        },
        pluriel(n),
        enumerer(&absentes, NOMS)
    ))
}
