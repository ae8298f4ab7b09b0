//! How serious a finding is for the user: what the program says of a rule, replaced by what a file of theirs says.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Constat, Emplacement, ErreurDonnees, RegleConstat, Severite};
use crate::texte_toml;

/// The severities that the user gives to some rules; those of the program for the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Severites(BTreeMap<RegleConstat, Severite>);

/// What a file says of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Gravite {
    severite: Severite,
    /// Why: for whoever reads the file.
    #[serde(rename = "raison")]
    _raison: Option<String>,
}

impl Severites {
    /// These with those of a file of the user, which wins; `nom` names it in errors.
    ///
    /// # Errors
    /// [`ErreurDonnees`]: a table that is no rule, an unknown key, a severity that is none.
    pub fn avec(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let siennes: BTreeMap<String, Gravite> = texte_toml::lire(texte, nom)?;
        for (regle, gravite) in siennes {
            let lue: RegleConstat = regle.parse().map_err(|_| inconnue(&regle, nom))?;
            self.0.insert(lue, gravite.severite);
        }
        Ok(self)
    }

    /// Gives findings the severity that the user chose for their rule.
    pub fn appliquer(&self, constats: &mut [Constat]) {
        for constat in constats {
            if let Some(severite) = self.0.get(&constat.id.regle) {
                constat.severite = *severite;
            }
        }
    }
}

fn inconnue(regle: &str, nom: &str) -> ErreurDonnees {
    let erreur = ErreurDonnees::new(Emplacement::fichier(nom), "règle de constat inconnue")
        .valeur(regle)
        .attendu("une règle de « cpts constats »");
    match RegleConstat::la_plus_proche(regle) {
        Some(proche) => erreur.remede(format!("vouliez-vous écrire [{proche}] ?")),
        None => erreur.remede("retirez cette partie du fichier"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionId;

    fn lues(texte: &str) -> Result<Severites, String> {
        Severites::default()
            .avec(texte, "s.toml")
            .map_err(|e| e.to_string())
    }

    #[test]
    fn the_later_file_wins_and_the_other_rules_are_those_of_the_program() {
        let severites = lues("[enclave]\nseverite = \"alerte\"\nraison = \"ici, oui\"\n").unwrap();
        let severites = severites
            .avec("[enclave]\nseverite = \"information\"\n", "t.toml")
            .unwrap();
        let constat = |r: RegleConstat| Constat::new(r, Severite::Attention, SectionId::S1, "…");
        let mut constats = [constat(RegleConstat::Enclave), constat(RegleConstat::Zip)];
        severites.appliquer(&mut constats);
        assert_eq!(
            constats.map(|c| c.severite),
            [Severite::Information, Severite::Attention]
        );
    }

    #[test]
    fn what_is_no_rule_or_no_severity_is_refused_by_name() {
        let erreur = lues("[enclaves]\nseverite = \"alerte\"\n").unwrap_err();
        assert!(
            erreur.contains("s.toml") && erreur.contains("[enclave]"),
            "{erreur}"
        );
        assert!(lues("[enclave]\nseverite = \"grave\"\n").is_err());
        assert!(lues("[enclave]\nseverites = \"alerte\"\n").is_err());
    }
}
