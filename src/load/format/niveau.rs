//! Levels wider than the commune: how a descriptor tells of which territory a row is, and the conventions of published files.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::load::format::noms::{Conditions, Noms};
use crate::model::Niveau;
use crate::texte_toml::Embarque;

/// Levels, as published files write them.
pub static CONVENTIONS: Embarque<Conventions> =
    Embarque::new(include_str!("niveaux.toml"), "niveaux.toml");

/// Rows of a level: which they are, where their code is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NiveauLu {
    /// The level.
    pub niveau: Niveau,
    /// Column of the code of the territory; that of the descriptor when not said.
    #[serde(default)]
    pub cle: Noms,
    /// Code of all these rows, when no column holds it: `FR`.
    pub code: Option<String>,
    /// Column of the name of the territory.
    #[serde(default)]
    pub nom: Noms,
    /// Which rows: all the conditions hold.
    #[serde(default)]
    pub quand: Conditions,
    /// Regular expression on the normalised text above the header, for a file of one level that its title tells.
    pub titre: Option<String>,
}

/// Levels of a file: `niveau = "departement"`, or `[[niveau]]` when its rows are of several; the first that answers is used.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Niveaux(pub Vec<NiveauLu>);

impl NiveauLu {
    /// A file of which all rows are of a level.
    #[must_use]
    pub fn du_fichier(niveau: Niveau) -> Self {
        Self {
            niveau,
            cle: Noms::default(),
            code: None,
            nom: Noms::default(),
            quand: Conditions::default(),
            titre: None,
        }
    }
}

impl<'de> Deserialize<'de> for Niveaux {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Formes;
        impl<'de> Visitor<'de> for Formes {
            type Value = Niveaux;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a list of tables")
            }

            fn visit_str<E: serde::de::Error>(self, niveau: &str) -> Result<Niveaux, E> {
                let lu = Niveau::deserialize(serde::de::value::StrDeserializer::new(niveau))?;
                Ok(Niveaux(vec![NiveauLu::du_fichier(lu)]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, liste: A) -> Result<Niveaux, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(liste)).map(Niveaux)
            }
        }
        d.deserialize_any(Formes)
    }
}

/// What published files write, as data.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conventions {
    objet: Vec<Objet>,
    mot: Vec<Mot>,
    france: Vec<France>,
    regions: Regions,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Objet {
    colonne: String,
    motif: String,
    niveau: Niveau,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mot {
    niveau: Niveau,
    mots: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct France {
    code: String,
    ecrits: Vec<String>,
    nom: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Regions {
    codes: Vec<String>,
}

/// The embedded conventions, which the commands have read: see `load::lire_les_regles`.
pub fn conventions() -> &'static Conventions {
    static AUCUNE: LazyLock<Conventions> = LazyLock::new(Conventions::default);
    CONVENTIONS.lu().unwrap_or(&AUCUNE)
}

impl Conventions {
    /// Code of France, and its name when it is not the whole, from what a file writes.
    #[must_use]
    pub fn france(&self, ecrit: &str) -> Option<(&str, Option<&str>)> {
        let ecrit = ecrit.to_uppercase();
        let trouvee = self.france.iter().find(|f| f.ecrits.contains(&ecrit))?;
        Some((&trouvee.code, trouvee.nom.as_deref()))
    }

    /// Whether a code can be that of a région.
    #[must_use]
    pub fn est_region(&self, code: &str) -> bool {
        self.regions.codes.iter().any(|c| c == code)
    }

    /// The level that a word of a normalised name tells; the last word wins.
    #[must_use]
    pub fn du_nom(&self, nom: &str) -> Option<Niveau> {
        let dit = |mot: &str| self.mot.iter().find(|m| m.mots.iter().any(|w| w == mot));
        nom.split(' ').rev().find_map(dit).map(|m| m.niveau)
    }

    /// Columns that tell the level of a row: column, expression, level.
    pub(super) fn objets(&self) -> impl Iterator<Item = (&str, &str, Niveau)> {
        let objets = self.objet.iter();
        objets.map(|o| (o.colonne.as_str(), o.motif.as_str(), o.niveau))
    }
}

/// A level found in a table; the places are those of its plan.
#[derive(Debug, Clone)]
pub struct NiveauPlan {
    /// The level.
    pub niveau: Niveau,
    /// Place of the code.
    pub cle: Option<usize>,
    /// Code of all these rows.
    pub code: Option<String>,
    /// Place of the name.
    pub nom: Option<usize>,
    /// Places and expressions of the conditions.
    pub quand: Vec<(usize, Regex)>,
}

impl NiveauPlan {
    /// Whether a row is of the level, from its cells.
    pub fn repond<T: AsRef<str>>(&self, cellule: impl Fn(usize) -> Option<T>) -> bool {
        let tient = |(place, motif): &(usize, Regex)| {
            cellule(*place).is_some_and(|c| motif.is_match(c.as_ref().trim()))
        };
        self.quand.iter().all(tient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conventions_are_valid_and_tell_levels_and_the_fields_of_france() {
        CONVENTIONS.lire().unwrap();
        let c = conventions();
        assert_eq!(c.france("France"), Some(("FR", None)));
        assert_eq!(c.france("FM"), Some(("FM", Some("France métropolitaine"))));
        assert_eq!(c.france("48"), None);
        for (nom, niveau) in [
            ("cc filosofi 2021 dep", Some(Niveau::Departement)),
            ("base cc emploi region 2022", Some(Niveau::Region)),
            ("depot annuel", None),
        ] {
            assert_eq!(c.du_nom(nom), niveau, "{nom}");
        }
        assert!(c.est_region("76") && !c.est_region("48"));
    }

    #[test]
    fn a_level_is_a_word_or_tables() {
        #[derive(Deserialize)]
        struct Tete {
            niveau: Niveaux,
        }
        let lit = |t: &str| crate::texte_toml::lire::<Tete>(t, "x").map(|t| t.niveau.0);
        let un = lit("niveau = 'departement'").unwrap();
        assert_eq!(un, [NiveauLu::du_fichier(Niveau::Departement)]);
        let deux =
            lit("[[niveau]]\nniveau='france'\ncode='FR'\n[[niveau]]\nniveau='epci'\ncle='siren'")
                .unwrap();
        assert_eq!(deux.len(), 2);
        assert!(lit("niveau = 'commune'").is_err() && lit("niveau = 3").is_err());
    }
}
