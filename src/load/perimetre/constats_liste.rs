//! What is said of a list once read: one finding for all the lines that have the same trouble.

use std::collections::BTreeSet;

use crate::model::{Constat, RegleConstat, SectionId, Severite};
use crate::perimetre::lignes;

use crate::load::perimetre::colonnes::{Choix, Colonnes};
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::jetons::Reparation;
use crate::load::perimetre::lignes::{Lecture, Lue};

/// Examples of a sentence.
const EXEMPLES: usize = 3;
/// Names listed in full.
const NOMS: usize = 30;

/// Findings of the reading.
#[must_use]
pub fn constats(
    fichier: &str,
    colonnes: &Colonnes,
    lues: &[Lue],
    hors_table: &[Ligne],
) -> Vec<Constat> {
    let repares = |voulue: Reparation| -> Vec<&Lue> {
        let ainsi = |l: &&Lue| l.lecture == Lecture::Repare(voulue);
        lues.iter().filter(ainsi).collect()
    };
    let par_nom: Vec<&Lue> = lues.iter().filter(|l| l.lecture == Lecture::Nom).collect();
    let trouves = [
        non_lues(hors_table),
        repare(
            &repares(Reparation::Zero),
            RegleConstat::ZeroInitialRendu,
            "avait perdu son zéro initial",
            "avaient perdu leur zéro initial",
        ),
        repare(
            &repares(Reparation::Espace),
            RegleConstat::EspaceRetiree,
            "était coupé par une espace",
            "étaient coupés par une espace",
        ),
        repare(
            &repares(Reparation::SixChiffres),
            RegleConstat::CodeSixChiffres,
            "était écrit sur six chiffres (département puis commune)",
            "étaient écrits sur six chiffres (département puis commune)",
        ),
        noms_lus(&par_nom),
        plusieurs_par_ligne(lues),
        composes(colonnes, lues),
        ecartees(&colonnes.ecartees),
    ];
    let place = |c: Constat| match c.origine {
        Some(_) => c,
        None => c.avec_origine(fichier),
    };
    trouves.into_iter().flatten().map(place).collect()
}

fn numeros(lues: &[&Lue]) -> String {
    lignes(lues.iter().filter_map(|l| l.ligne.origine.ligne))
}

fn information(id: RegleConstat, texte: String, lues: &[&Lue]) -> Constat {
    Constat::new(id, Severite::Information, SectionId::S1, texte)
        .avec_communes(lues.iter().map(|l| l.ligne.code))
}

fn non_lues(hors_table: &[Ligne]) -> Option<Constat> {
    let dites: Vec<&Ligne> = hors_table.iter().filter(|l| l.parle()).collect();
    dites.first()?;
    let citees: Vec<String> = dites
        .iter()
        .take(5)
        .map(|l| format!("« {} »", l.resume()))
        .collect();
    let suite = if dites.len() > 5 { "…" } else { "" };
    let place = lignes(dites.iter().map(|l| l.numero));
    let texte = match dites.len() {
        1 => format!(
            "Une ligne ne tient ni code ni nom de commune et n'est pas lue ({place}) : {}.",
            citees.join(", ")
        ),
        n => format!(
            "{n} lignes ne tiennent ni code ni nom de commune et ne sont pas lues ({place}) : {}{suite}.",
            citees.join(", ")
        ),
    };
    Some(Constat::new(
        RegleConstat::LignesNonLues,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}

fn repare(lues: &[&Lue], id: RegleConstat, singulier: &str, pluriel: &str) -> Option<Constat> {
    let premier = lues.first()?;
    let (place, code) = (numeros(lues), premier.ligne.code);
    let ecrit = match premier.lecture {
        Lecture::Repare(Reparation::Zero) => code.as_str().trim_start_matches('0').to_owned(),
        _ => premier.ecrit.clone(),
    };
    let texte = match lues.len() {
        1 => format!("Un code {singulier} ({place}) : {ecrit} a été lu {code}."),
        n => {
            format!("{n} codes {pluriel} ({place}) : {ecrit} a été lu {code}, et ainsi des autres.")
        }
    };
    Some(information(id, texte, lues))
}

fn noms_lus(lues: &[&Lue]) -> Option<Constat> {
    lues.first()?;
    let un = |l: &&Lue| format!("{} → {}", l.ecrit, l.ligne.code);
    let exemples: Vec<String> = lues.iter().take(NOMS).map(un).collect();
    let suite = match lues.len().saturating_sub(NOMS) {
        0 => String::new(),
        n => format!(" et {n} autres"),
    };
    let debut = match lues.len() {
        1 => "Une commune sans code a été lue par son nom".to_owned(),
        n => format!("{} communes sans code ont été lues par leur nom", n),
    };
    let texte = format!(
        "{debut} ({}) : {}{suite}.",
        numeros(lues),
        exemples.join(", ")
    );
    Some(information(RegleConstat::CommunesLuesParNom, texte, lues))
}

/// Several communes on the same lines: said with the count, so that a wrong reading is seen.
fn plusieurs_par_ligne(lues: &[Lue]) -> Option<Constat> {
    let lignes: BTreeSet<Option<u64>> = lues.iter().map(|l| l.ligne.origine.ligne).collect();
    if lignes.len() == lues.len() {
        return None;
    }
    let place = if lignes.len() > 1 {
        format!("{} lignes", lignes.len())
    } else {
        "une ligne".to_owned()
    };
    let texte = format!(
        "La liste tient plusieurs communes par ligne : {} communes ont été lues sur {place}.",
        lues.len()
    );
    Some(Constat::new(
        RegleConstat::CommunesParLigne,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}

fn composes(colonnes: &Colonnes, lues: &[Lue]) -> Option<Constat> {
    if !matches!(colonnes.choix, Choix::Compose(..)) {
        return None;
    }
    let exemples: Vec<String> = lues
        .iter()
        .take(EXEMPLES)
        .map(|l| l.ligne.code.to_string())
        .collect();
    let texte = format!(
        "Le code de chaque commune a été composé de deux colonnes, le département et le numéro de la commune : {}…",
        exemples.join(", ")
    );
    Some(Constat::new(
        RegleConstat::CodesComposes,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}

fn ecartees(titres: &[String]) -> Option<Constat> {
    titres.first()?;
    let noms: Vec<String> = titres.iter().map(|t| format!("« {t} »")).collect();
    let texte = match titres.len() {
        1 => format!(
            "La colonne {} n'est pas lue : les communes sont lues dans une autre.",
            noms.join(", ")
        ),
        _ => format!(
            "Les colonnes {} ne sont pas lues : les communes sont lues dans une autre.",
            noms.join(", ")
        ),
    };
    Some(Constat::new(
        RegleConstat::ColonneNonLue,
        Severite::Information,
        SectionId::S1,
        texte,
    ))
}

/// A listing of several CPTS taken as one perimeter.
#[must_use]
pub fn plusieurs_cpts(fichier: &str, noms: &BTreeSet<String>) -> Option<Constat> {
    let premier = noms.first()?;
    if noms.len() < 2 {
        return None;
    }
    let texte = format!(
        "Ce fichier nomme {} CPTS : les communes de toutes sont prises ensemble. Pour une seule, gardez ses lignes ; pour \
         les avoir toutes par leur nom, déposez dans le dossier de données ce fichier avec une colonne « code_insee » à côté \
         de « cpts », et écrivez cpts:\"{premier}\".",
        noms.len()
    );
    Some(
        Constat::new(
            RegleConstat::ListeDePlusieursCpts,
            Severite::Attention,
            SectionId::S1,
            texte,
        )
        .avec_origine(fichier),
    )
}
