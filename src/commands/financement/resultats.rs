//! Results of the indicators of a contract: a CSV with the columns `indicateur` and `resultat`.

use std::path::Path;

use anyhow::Result;

use crate::commands::pipeline::regles;
use crate::financement::Resultat;
use crate::load::format::saisie;
use crate::load::petit_csv::{self, Rangee};
use crate::model::{Emplacement, ErreurDonnees};

/// Reads the file; an empty result is not known yet, « oui » is 1 and « non » is 0.
///
/// # Errors
/// File, line and column of what cannot be read.
pub fn lire(chemin: &Path) -> Result<Vec<Resultat>> {
    let texte = regles::lire(chemin)?;
    Ok(analyser(&texte, &chemin.to_string_lossy())?)
}

fn analyser(texte: &str, fichier: &str) -> Result<Vec<Resultat>, ErreurDonnees> {
    let rangees = petit_csv::lire(texte, fichier, &["indicateur", "resultat"])?;
    rangees.iter().map(|r| resultat(r, fichier)).collect()
}

fn resultat(rangee: &Rangee, fichier: &str) -> Result<Resultat, ErreurDonnees> {
    let emplacement = Emplacement::fichier(fichier)
        .ligne(rangee.ligne)
        .colonne("resultat");
    let cellule = |rang: usize| rangee.cellules.get(rang).map_or("", String::as_str);
    let lu = cellule(1);
    let valeur = nombre(lu).ok_or_else(|| {
        ErreurDonnees::new(emplacement.clone(), "résultat illisible")
            .valeur(lu)
            .attendu("un nombre (72,4 ou 1250), oui, non, ou rien quand il n'est pas encore connu")
            .remede("corrigez la cellule, sans point entre les milliers")
    })?;
    Ok(Resultat {
        indicateur: cellule(0).to_owned(),
        valeur,
        oui_non: ["oui", "non"].contains(&lu.to_lowercase().as_str()),
        emplacement,
    })
}

/// `Some(None)` for an empty cell; `None` for what is not a number.
fn nombre(texte: &str) -> Option<Option<f64>> {
    match texte.to_lowercase().as_str() {
        "" => Some(None),
        "oui" => Some(Some(1.0)),
        "non" => Some(Some(0.0)),
        autre => saisie::sans_equivoque(autre).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_numbers_yes_no_and_unknown() {
        let lus = analyser(
            "indicateur;resultat;note\nsein;72,4 %;x\nals;1 250\nreunion;oui\nsas;\n;;\n",
            "r.csv",
        )
        .unwrap();
        let vus: Vec<_> = lus
            .iter()
            .map(|r| (r.indicateur.as_str(), r.valeur))
            .collect();
        assert_eq!(
            vus,
            [
                ("sein", Some(72.4)),
                ("als", Some(1250.0)),
                ("reunion", Some(1.0)),
                ("sas", None)
            ]
        );
        assert_eq!(lus[1].emplacement.ligne, Some(3));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let e = analyser("indicateur,resultat\nsein,beaucoup\n", "r.csv").unwrap_err();
        let texte = e.to_string();
        assert!(
            texte.contains("r.csv, ligne 2") && texte.contains("beaucoup"),
            "{texte}"
        );
        let e = analyser("indicateur;valeur\nsein;3\n", "r.csv").unwrap_err();
        assert!(e.to_string().contains("colonne « resultat » absente"));
        for texte in [
            "indicateur;resultat\na;inf\n",
            "indicateur;resultat\na;NaN\n",
            "indicateur;resultat\na;1.250\n",
            "indicateur;resultat\na;1 2 3\n",
        ] {
            assert!(analyser(texte, "r.csv").is_err(), "{texte}");
        }
    }
}
