//! Codes that the names beside contradict, wherever they are written, and postal codes of Paris.

use std::collections::BTreeSet;

use crate::base::{cle, meme_nom, resoudre};
use crate::model::ErreurDonnees;

use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::lignes::{Lecture, Lue};

/// Checks the codes read with the names beside, one rule whatever the separator.
///
/// # Errors
/// [`ErreurDonnees`] at the first code, when most of the names beside are those of other communes, or when a code is a
/// postal code of Paris as well as an old code of the Seine.
pub(super) fn verifie(lues: &[Lue], lexique: &Lexique) -> Result<(), ErreurDonnees> {
    if let Some(lue) = lues.iter().find(|l| postal_de_paris(l, lexique)) {
        let code = lue.ligne.code.as_str();
        let rang = code.get(3..).unwrap_or_default();
        return Err(ErreurDonnees::new(
            lue.ligne.origine.clone(),
            "ce nombre est un code postal de Paris, et le code d'une commune de l'ancienne Seine jusqu'en 1968",
        )
        .valeur(code)
        .attendu("le code INSEE de l'arrondissement (75101 à 75120), ou celui de Paris (75056)")
        .remede(format!("vouliez-vous écrire 751{rang} ? pour une commune de l'ancienne Seine, écrivez son code actuel")));
    }
    let codees = || lues.iter().filter(|l| l.lecture != Lecture::Nom);
    let nommee = |l: &&Lue| l.ligne.nom.as_ref().is_some_and(|n| lexique.nomme(n));
    let accord = |l: &Lue| lexique.accord(l.ligne.code, l.ligne.nom.as_deref().unwrap_or_default());
    let faux: Vec<&Lue> = codees()
        .filter(nommee)
        .filter(|l| accord(l) == Some(false))
        .collect();
    let justes = codees().filter(|l| accord(l) == Some(true)).count();
    let noms = faux
        .iter()
        .map(|l| cle(l.ligne.nom.as_deref().unwrap_or_default()));
    let noms: BTreeSet<String> = noms.collect();
    let Some(premiere) = faux
        .first()
        .filter(|_| noms.len() > 1 && faux.len() > justes)
    else {
        return Ok(());
    };
    let nom = premiere.ligne.nom.as_deref().unwrap_or_default();
    let voulues = lexique.cherche(nom, None);
    let voulue = match voulues.as_slice() {
        [] => String::new(),
        ids => format!(
            "{nom} est {} ; ",
            lexique.liste(ids.get(..3).unwrap_or(ids))
        ),
    };
    Err(ErreurDonnees::new(
        premiere.ligne.origine.clone(),
        format!(
            "les codes ne sont pas ceux des communes nommées à côté ({} sur {} s'accordent)",
            justes,
            justes + faux.len()
        ),
    )
    .valeur(format!("{} {nom}", premiere.ligne.code))
    .attendu("le code INSEE de la commune dont le nom est sur la même ligne (ni code postal, ni ligne décalée)")
    .remede(format!("{voulue}corrigez les codes, ou supprimez-les : les communes seront lues par leur nom")))
}

/// 75001 to 75020, unless the commune of the old Seine is named beside.
fn postal_de_paris(lue: &Lue, lexique: &Lexique) -> bool {
    let code = lue.ligne.code;
    let postal = ("75001"..="75020").contains(&code.as_str());
    let nomme = || {
        let unite = resoudre(lexique.referentiel, code).unite()?;
        let nom = lue.ligne.nom.as_deref()?;
        Some(meme_nom(&lexique.referentiel.unite(unite).nom, nom))
    };
    postal && nomme() != Some(true)
}
