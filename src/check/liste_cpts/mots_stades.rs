//! The stages of a CPTS and how the lists write them: `stades.toml`, that a file of the user completes.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::base::normaliser;
use crate::model::{DateCivile, Emplacement, ErreurDonnees, ecrit_le_stade};
use crate::texte_toml::{self, Embarque};

static STADES: Embarque<Fichier> = Embarque::new(include_str!("stades.toml"), "stades.toml");

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the file says where its words are from; the words are used"
    )
)]
struct Fichier {
    reference: String,
    date: DateCivile,
    confiance: String,
    stade: Vec<Stade>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stade {
    pub(super) id: String,
    pub(super) libelle: String,
    mots: Vec<String>,
}

/// The stages of a CPTS, and how the lists write them.
#[derive(Debug, Clone, PartialEq)]
pub struct MotsDesStades(pub(super) Vec<Stade>);

/// A file of the user.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Siens {
    stade: Vec<Sien>,
}

/// Words of the user for a stage of the program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sien {
    id: String,
    libelle: Option<String>,
    #[serde(default)]
    mots: Vec<String>,
}

impl MotsDesStades {
    /// Those of the program.
    ///
    /// # Errors
    /// Its file is wrong.
    pub fn embarques() -> Result<Self, ErreurDonnees> {
        Ok(Self(STADES.lire()?.stade.clone()))
    }

    /// These with those of a file of the user, whose words no longer are those of another stage; `nom` names it in errors.
    ///
    /// # Errors
    /// [`ErreurDonnees`]: unknown key or stage, word of two stages.
    pub fn avec(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let siens: Siens = texte_toml::lire(texte, nom)?;
        let faute = |probleme: &str, valeur: &str| {
            ErreurDonnees::new(Emplacement::fichier(nom), probleme).valeur(valeur)
        };
        let mut vus: BTreeSet<String> = BTreeSet::new();
        for sien in siens.stade {
            let Some(rang) = self.0.iter().position(|s| s.id == sien.id) else {
                let connus: Vec<&str> = self.0.iter().map(|s| s.id.as_str()).collect();
                return Err(faute("stade inconnu", &sien.id).attendu(connus.join(", ")));
            };
            for mot in sien.mots {
                let net = normaliser(&mot);
                if net.is_empty() || !vus.insert(net.clone()) {
                    return Err(faute("mot vide, ou de deux stades", &mot)
                        .attendu("un mot ou une suite de mots, d'un seul stade"));
                }
                for stade in &mut self.0 {
                    stade.mots.retain(|m| normaliser(m) != net);
                }
                if let Some(stade) = self.0.get_mut(rang) {
                    stade.mots.push(mot);
                }
            }
            if let (Some(libelle), Some(stade)) = (sien.libelle, self.0.get_mut(rang)) {
                stade.libelle = libelle;
            }
        }
        Ok(self)
    }
}

/// The stage that a text writes, a date after it left aside.
pub(super) fn rang(regles: &[Stade], texte: &str) -> Option<usize> {
    let net = normaliser(texte);
    let est = |mot: &String| ecrit_le_stade(&net, &normaliser(mot));
    regles.iter().position(|s| s.mots.iter().any(est))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_read_however_it_is_written_and_never_guessed() {
        let regles = STADES.lire().unwrap();
        let id = |t: &str| rang(&regles.stade, t).map(|r| regles.stade[r].id.as_str());
        assert_eq!(id("ACI SIGNÉ le 12/03/2024"), Some("aci_signe"));
        assert_eq!(id("Lettre d’intention"), Some("lettre_intention"));
        assert_eq!(id("projet de sante valide"), Some("projet_valide"));
        for autre in ["ACI non signé", "ACI en cours", "en réflexion", "?"] {
            assert_eq!(id(autre), None, "{autre}");
        }
        // No word of a stage is that of another.
        for (rang_attendu, stade) in regles.stade.iter().enumerate() {
            assert!(
                stade
                    .mots
                    .iter()
                    .all(|m| rang(&regles.stade, m) == Some(rang_attendu))
            );
        }
        assert!(
            regles.reference.len() > 4 && regles.confiance.len() > 4 && regles.date.annee() > 2000
        );
    }

    #[test]
    fn words_of_the_user_are_read_and_what_is_wrong_is_named() {
        let avec = |texte: &str| MotsDesStades::embarques().unwrap().avec(texte, "s.toml");
        let texte = "[[stade]]\nid = \"aci_signe\"\nmots = [\"opérationnelle\", \"en projet\"]\n";
        let MotsDesStades(regles) = avec(texte).unwrap();
        let id = |t: &str| rang(&regles, t).map(|r| regles[r].id.as_str());
        assert_eq!(id("Opérationnelle le 01/01/2025"), Some("aci_signe"));
        assert_eq!(
            (id("en projet"), id("LI")),
            (Some("aci_signe"), Some("lettre_intention"))
        );
        let refus = |texte: &str| avec(texte).unwrap_err().to_string();
        assert!(refus(&texte.replace("aci_signe", "aci")).contains("lettre_intention"));
        assert!(refus(&texte.replace("en projet", "OPERATIONNELLE")).contains("deux stades"));
        assert!(refus(&texte.replace("mots", "mot")).contains("s.toml"));
    }
}
