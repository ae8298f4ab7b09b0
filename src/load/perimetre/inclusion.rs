//! A column that says which communes of a list are not of the perimeter: « inclus » oui or non, « statut » hors CPTS.
//!
//! The law: a row that says that its commune is out is never in; a word that says neither is asked about, with its line.

use serde::Deserialize;

use crate::base::normaliser;
use crate::francais::{denombre, enumerer};
use crate::load::perimetre::entete::Decoupe;
use crate::load::perimetre::grille::Ligne;
use crate::model::{Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::texte_toml::Embarque;

/// Rows named in a sentence.
const NOMS: usize = 5;

/// The words, embedded.
pub static MOTS: Embarque<Mots> = Embarque::new(include_str!("inclusion.toml"), "inclusion.toml");

/// What the headers and the cells of such a column say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mots {
    colonnes: Vec<String>,
    colonnes_possibles: Vec<String>,
    dedans: Vec<String>,
    dehors: Vec<String>,
}

/// What a cell says of its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dit {
    Dedans,
    Dehors,
    Rien,
}

impl Mots {
    fn dit(&self, cellule: &str) -> Dit {
        let net = normaliser(cellule);
        match net.as_str() {
            n if self.dehors.iter().any(|m| m == n) => Dit::Dehors,
            n if self.dedans.iter().any(|m| m == n) => Dit::Dedans,
            _ => Dit::Rien,
        }
    }

    /// Whether a column says which rows are out.
    fn concerne(&self, titre: &str, lignes: &[Ligne], rang: usize) -> bool {
        let net = normaliser(titre);
        let dits = |voulu: &[Dit]| {
            lignes
                .iter()
                .any(|l| voulu.contains(&self.dit(l.cellule(rang))))
        };
        let sure = self.colonnes.contains(&net) && dits(&[Dit::Dedans, Dit::Dehors]);
        sure || self.colonnes_possibles.contains(&net) && dits(&[Dit::Dehors])
    }
}

/// Takes out of a list the rows that say that their commune is not of the perimeter, and says which.
///
/// # Errors
/// [`ErreurDonnees`] with the line of a cell that says neither in nor out; the embedded words are wrong.
pub(super) fn exclut(fichier: &str, decoupe: &mut Decoupe) -> Result<Vec<Constat>, ErreurDonnees> {
    let mots = MOTS.lire()?;
    let Some(entete) = decoupe.entete.clone() else {
        return Ok(Vec::new());
    };
    let mut constats = Vec::new();
    for (rang, titre) in entete.pleines() {
        if !mots.concerne(titre, &decoupe.lignes, rang) {
            continue;
        }
        let obscure = |l: &&Ligne| mots.dit(l.cellule(rang)) == Dit::Rien;
        if let Some(ligne) = decoupe.lignes.iter().find(obscure) {
            return Err(refus(fichier, titre, ligne, rang));
        }
        let dehors = |l: &Ligne| mots.dit(l.cellule(rang)) == Dit::Dehors;
        let (exclues, gardees) = std::mem::take(&mut decoupe.lignes)
            .into_iter()
            .partition(dehors);
        decoupe.lignes = gardees;
        constats.extend(constat(fichier, titre, &exclues));
    }
    Ok(constats)
}

fn refus(fichier: &str, titre: &str, ligne: &Ligne, rang: usize) -> ErreurDonnees {
    let probleme = "on ne peut pas dire si la commune est dans le périmètre";
    let place = Emplacement::fichier(fichier).ligne(ligne.numero);
    ErreurDonnees::new(place.colonne(titre), probleme)
        .valeur(ligne.cellule(rang))
        .attendu("oui ou non à chaque ligne, la colonne disant quelles communes n'en sont pas")
        .remede("écrivez oui ou non, ou retirez cette colonne si elle dit autre chose")
}

fn constat(fichier: &str, titre: &str, exclues: &[Ligne]) -> Option<Constat> {
    let n = exclues.len();
    let citees: Vec<String> = exclues
        .iter()
        .map(|l| format!("«\u{a0}{}\u{a0}» ligne {}", l.resume(), l.numero))
        .collect();
    let texte = format!(
        "{} de la liste {} dans le périmètre, d'après la colonne «\u{a0}{titre}\u{a0}»\u{a0}: {}. Pour les y mettre, retirez la colonne ou corrigez-la.",
        denombre(n, "ligne", "lignes"),
        if n > 1 { "ne sont pas" } else { "n'est pas" },
        enumerer(&citees, NOMS),
    );
    let regle = RegleConstat::LignesExclues;
    let constat = Constat::new(regle, Severite::Attention, SectionId::S1, texte);
    (n > 0).then(|| constat.avec_origine(fichier))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoupe(titre: &str, cellules: &[&str]) -> Decoupe {
        let ligne = |(rang, c): (usize, &&str)| {
            Ligne::new(
                rang as u64 + 2,
                [format!("{:05}", 48001 + rang), (*c).to_owned()],
            )
        };
        Decoupe {
            entete: Some(Ligne::new(1, ["code", titre])),
            lignes: cellules.iter().enumerate().map(ligne).collect(),
            hors_table: Vec::new(),
        }
    }

    fn gardees(titre: &str, cellules: &[&str]) -> Result<usize, String> {
        let mut d = decoupe(titre, cellules);
        exclut("l.csv", &mut d)
            .map(|c| {
                assert_eq!(c.is_empty(), d.lignes.len() == cellules.len());
                d.lignes.len()
            })
            .map_err(|e| e.to_string())
    }

    #[test]
    fn rows_that_say_out_are_out_and_other_words_are_asked_about() {
        assert_eq!(gardees("Inclus", &["oui", "NON", "non"]), Ok(1));
        assert_eq!(
            gardees("Statut", &["dans la CPTS", "hors CPTS", "Retirée"]),
            Ok(1)
        );
        assert_eq!(gardees("Inclus", &["oui", "oui"]), Ok(2));
        // Columns that speak of something else.
        assert_eq!(
            gardees("Statut", &["ACI signé", "lettre d'intention"]),
            Ok(2)
        );
        assert_eq!(gardees("Membre", &["Dr Martin", ""]), Ok(2));
        assert_eq!(gardees("Population", &["0", "1"]), Ok(2));
        for cellules in [&["oui", "peut-être"][..], &["oui", ""]] {
            let e = gardees("Inclus", cellules).unwrap_err();
            assert!(e.contains("ligne 3") && e.contains("Inclus"), "{e}");
        }
        assert!(gardees("Statut", &["hors CPTS", "à voir"]).is_err());
    }

    proptest! {
        /// Whatever the words of the table, a row that says out is never kept and the others all are.
        #[test]
        fn no_row_that_says_out_is_kept(choix in prop::collection::vec((any::<bool>(), 0usize..100), 1..20)) {
            let mots = MOTS.lire().unwrap();
            let mot = |(dedans, n): &(bool, usize)| {
                let liste = if *dedans { &mots.dedans } else { &mots.dehors };
                liste[n % liste.len()].to_uppercase()
            };
            let ecrits: Vec<String> = choix.iter().map(mot).collect();
            let cellules: Vec<&str> = ecrits.iter().map(String::as_str).collect();
            let dedans = choix.iter().filter(|(dedans, _)| *dedans).count();
            prop_assert_eq!(gardees("inclus", &cellules), Ok(dedans));
        }
    }
}
