//! Rows above a list taken for titles, or inside it for rules: none holds a commune badly written, or left with a question mark.

use crate::base::cle;
use crate::model::{Emplacement, ErreurDonnees};

use crate::load::perimetre::entete::Decoupe;
use crate::load::perimetre::grille::Ligne;
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::lignes_parts::en_pourcents;
use crate::load::perimetre::lignes_refus::EPCI;
use crate::load::perimetre::recolle::proposer;

/// Likeness beyond which a title is a commune badly written (choix du projet).
const VOISIN: f64 = 0.82;
/// Letters under which a word is like too many names.
const LETTRES: usize = 5;

/// Checks the rows above the first commune, when no known header stands above it, and those that the list holds besides communes.
///
/// # Errors
/// [`ErreurDonnees`] with the line of a row that holds a number like a code, nearly the name of a commune, or only question marks.
pub(super) fn verifie(
    fichier: &str,
    decoupe: &Decoupe,
    lexique: &Lexique,
) -> Result<(), ErreurDonnees> {
    let debut = decoupe.lignes.first().map_or(0, |l| l.numero);
    let entete = decoupe.entete.as_ref().map(|l| l.numero);
    let connue = entete.is_some_and(|n| decoupe.hors_table.iter().all(|l| l.numero != n));
    let titres = decoupe.hors_table.iter().filter(|l| l.numero < debut);
    for ligne in titres.filter(|_| !connue) {
        for (_, cellule) in ligne.pleines() {
            if suspect(cellule) || en_pourcents(cellule) {
                let voulues = proposer(cellule, lexique);
                return Err(refus(fichier, ligne, cellule, &voulues, lexique));
            }
            let seule = ligne.pleines().count() == 1;
            let voisins = voisins(cellule, seule, lexique);
            if !voisins.is_empty() {
                return Err(refus(fichier, ligne, cellule, &voisins, lexique));
            }
        }
    }
    let dedans = decoupe.hors_table.iter().filter(|l| l.numero > debut);
    for ligne in dedans {
        if let Some((_, cellule)) = ligne.pleines().find(|(_, c)| interrogation(c)) {
            return Err(refus(fichier, ligne, cellule, &[], lexique));
        }
    }
    Ok(())
}

/// A commune that is not known, and not a rule between two blocks.
fn interrogation(cellule: &str) -> bool {
    cellule.contains('?') && !cellule.chars().any(char::is_alphanumeric)
}

fn refus(
    fichier: &str,
    ligne: &Ligne,
    cellule: &str,
    voisins: &[crate::model::UniteId],
    lexique: &Lexique,
) -> ErreurDonnees {
    if let Some(epci) = lexique.epci(cellule) {
        return ErreurDonnees::new(Emplacement::fichier(fichier).ligne(ligne.numero), EPCI)
            .valeur(cellule)
            .attendu("un code commune INSEE ou un nom de commune")
            .remede(epci);
    }
    let suite = "mettez # au début de la ligne si c'est un titre";
    let remede = match voisins {
        [] => format!("corrigez la cellule, ou {suite}"),
        _ => format!(
            "vouliez-vous écrire {} ? sinon {suite}",
            lexique.liste(voisins)
        ),
    };
    ErreurDonnees::new(
        Emplacement::fichier(fichier).ligne(ligne.numero),
        "cette ligne n'est ni une commune ni clairement un titre",
    )
    .valeur(cellule)
    .attendu("un code commune INSEE, le nom d'une commune, ou un titre sans nombre")
    .remede(remede)
}

/// Numbers that a title does not hold: a code cut or badly written, a SIREN, a question mark.
fn suspect(cellule: &str) -> bool {
    let bord = |c: char| !c.is_alphanumeric();
    let mots: Vec<&str> = cellule.split(bord).filter(|m| !m.is_empty()).collect();
    let chiffres = |m: &str| m.bytes().all(|o| o.is_ascii_digit());
    let annee = |m: &str| ["19", "20"].iter().any(|s| m.starts_with(s)) && m.len() == 4;
    let code = |m: &&str| {
        chiffres(m) && m.len() >= 4 && !annee(m)
            || m.len() == 5 && m.starts_with(|c: char| c.is_ascii_digit())
    };
    let coupe = mots.iter().zip(mots.iter().skip(1));
    mots.is_empty()
        || mots.iter().any(code)
        || mots.len() > 1 && mots.iter().all(|m| chiffres(m)) && !mots.iter().any(|m| annee(m))
        || mots.len() == 1 && mots.iter().all(|m| chiffres(m) && m.len() > 2 && !annee(m))
        || coupe
            .into_iter()
            .any(|(a, b)| chiffres(a) && chiffres(b) && a.len() + b.len() == 5)
}

/// Communes whose name a text nearly is: « Florac » for Florac Trois Rivières; alone on its row, « mendee » for Mende.
fn voisins(cellule: &str, seule: bool, lexique: &Lexique) -> Vec<crate::model::UniteId> {
    let ecrit = cle(cellule);
    if ecrit.chars().filter(|c| c.is_alphabetic()).count() < LETTRES || cellule.len() > 60 {
        return Vec::new();
    }
    let proche = |id: &crate::model::UniteId| {
        let nom = cle(&lexique.referentiel.unite(*id).nom);
        let debut = nom.strip_prefix(&ecrit);
        debut.is_some_and(|s| s.is_empty() || s.starts_with([' ', '-']))
            || seule && strsim::normalized_damerau_levenshtein(&nom, &ecrit) >= VOISIN
    };
    let mut trouves = lexique.proches(cellule, None);
    trouves.retain(proche);
    trouves
}
