//! A report that was saved as JSON, read back.

use serde::Deserialize;

use crate::rapport::{Rapport, SCHEMA};

/// Why a file that says it is a report cannot be read as one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ErreurRapport {
    /// The contract is another one.
    #[error(
        "ce JSON suit le contrat « {0} »\n  attendu : « {SCHEMA} », écrit par cpts diagnostic --sortie rapport.json\n  remède : refaites le rapport avec cette version du programme"
    )]
    AutreContrat(String),
    /// The text is cut or edited.
    #[error(
        "ce rapport ne peut pas être relu, ligne {ligne}, colonne {colonne} ({detail})\n  attendu : le fichier écrit par cpts diagnostic --sortie rapport.json, tel quel\n  remède : refaites-le, il a été coupé ou modifié"
    )]
    Illisible {
        /// Line, from 1.
        ligne: usize,
        /// Column, from 1.
        colonne: usize,
        /// What the reader expected, in its words.
        detail: String,
    },
}

/// What a JSON says it is.
#[derive(Deserialize)]
struct Entete {
    schema: Option<serde_json::Value>,
}

/// The report of a text; `None` when it is not a JSON that names its contract.
///
/// # Errors
/// [`ErreurRapport`]: another contract, a text that is cut or edited.
pub fn lire(texte: &str) -> Result<Option<Rapport>, ErreurRapport> {
    if !texte.trim_start().starts_with('{') {
        return Ok(None);
    }
    match serde_json::from_str::<Entete>(texte) {
        Ok(Entete { schema: None }) => return Ok(None),
        Ok(Entete { schema: Some(dit) }) if dit == SCHEMA => {}
        Ok(Entete { schema: Some(dit) }) => {
            let dit = dit.as_str().map_or_else(|| dit.to_string(), str::to_owned);
            let dit: String = dit.chars().take(60).collect();
            return Err(ErreurRapport::AutreContrat(dit));
        }
        // Cut: told as a report when it begins as one, left to the readers of lists otherwise.
        Err(e) if texte.contains(SCHEMA) => return Err(illisible(&e)),
        Err(_) => return Ok(None),
    }
    serde_json::from_str(texte)
        .map(Some)
        .map_err(|e| illisible(&e))
}

fn illisible(e: &serde_json::Error) -> ErreurRapport {
    let detail = e.to_string();
    let detail = detail.split(" at line ").next().unwrap_or_default();
    ErreurRapport::Illisible {
        ligne: e.line(),
        colonne: e.column(),
        detail: detail.chars().take(120).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn a_report_reads_back_and_a_cut_or_other_one_is_told() {
        let rapport = essai::rapport();
        let texte = crate::render::json::rendre(&rapport).unwrap();
        assert_eq!(lire(&texte).unwrap().unwrap().perimetre, rapport.perimetre);
        let coupe = &texte[..texte.len() / 2];
        assert!(matches!(lire(coupe), Err(ErreurRapport::Illisible { .. })));
        let autre = texte.replacen(SCHEMA, "cpts/lot/1", 1);
        let dit = ErreurRapport::AutreContrat("cpts/lot/1".to_owned());
        assert_eq!(lire(&autre), Err(dit));
        assert_eq!(lire("[\"48095\"]"), Ok(None));
        assert_eq!(lire("{\"communes\": [\"48095\"]}"), Ok(None));
    }
}
