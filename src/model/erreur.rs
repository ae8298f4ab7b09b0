//! The typed error of bad input: where, what was read, what was expected, what to do; in French.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where something stands in a file; what is not known is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Emplacement {
    /// File as the user named it (path inside an archive after `!`); the words of the request when it is no file.
    pub fichier: String,
    /// Whether the place is the perimeter asked for, and no file.
    pub demande: bool,
    /// Line, from 1 (row number of the sheet for a workbook).
    pub ligne: Option<u64>,
    /// Column name, as written in the file.
    pub colonne: Option<String>,
}

impl Emplacement {
    /// The whole file.
    #[must_use]
    pub fn fichier(fichier: impl Into<String>) -> Self {
        Self {
            fichier: fichier.into(),
            ..Self::default()
        }
    }

    /// The perimeter that was asked for, in its own words.
    #[must_use]
    pub fn demande(texte: impl Into<String>) -> Self {
        Self {
            demande: true,
            ..Self::fichier(texte)
        }
    }

    /// The same file, at a line.
    #[must_use]
    pub fn ligne(mut self, ligne: u64) -> Self {
        self.ligne = Some(ligne);
        self
    }

    /// The same line, at a column.
    #[must_use]
    pub fn colonne(mut self, colonne: impl Into<String>) -> Self {
        self.colonne = Some(colonne.into());
        self
    }
}

impl fmt::Display for Emplacement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fichier)?;
        if let Some(ligne) = self.ligne {
            write!(f, ", ligne {ligne}")?;
        }
        if let Some(colonne) = &self.colonne {
            write!(f, ", colonne « {colonne} »")?;
        }
        Ok(())
    }
}

/// Input that cannot be used: names the place, the value, what was expected and the remedy.
///
/// Boxed: an error is made once and stops what reads, its size must not burden every reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErreurDonnees(Box<DetailsErreur>);

/// What an [`ErreurDonnees`] says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsErreur {
    /// Where.
    pub emplacement: Emplacement,
    /// What is wrong, one clause without final full stop.
    pub probleme: String,
    /// The value read, when there is one.
    pub valeur: Option<String>,
    /// What was expected.
    pub attendu: Option<String>,
    /// What the user can do.
    pub remede: Option<String>,
    /// Id of the descriptor that recognised the file, when one did.
    pub format: Option<String>,
    /// What kind of fault, for what tells more than its words.
    pub genre: GenreErreur,
}

/// Kind of an [`ErreurDonnees`], so that nobody has to read its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum GenreErreur {
    /// Nothing more than what it says.
    #[default]
    Autre,
    /// A key or value that is not in its list.
    NomInconnu {
        /// The list.
        connus: Vec<String>,
        /// The nearest, when one is near.
        proche: Option<String>,
    },
    /// A key that lacks.
    CleManquante(String),
}

impl std::ops::Deref for ErreurDonnees {
    type Target = DetailsErreur;

    fn deref(&self) -> &DetailsErreur {
        &self.0
    }
}

impl std::ops::DerefMut for ErreurDonnees {
    fn deref_mut(&mut self) -> &mut DetailsErreur {
        &mut self.0
    }
}

impl ErreurDonnees {
    /// An error at a place.
    #[must_use]
    pub fn new(emplacement: Emplacement, probleme: impl Into<String>) -> Self {
        Self(Box::new(DetailsErreur {
            emplacement,
            probleme: probleme.into(),
            valeur: None,
            attendu: None,
            remede: None,
            format: None,
            genre: GenreErreur::Autre,
        }))
    }

    /// The same error about a file that this descriptor recognised.
    #[must_use]
    pub fn du_format(mut self, id: &str) -> Self {
        self.format = Some(id.to_owned());
        self
    }

    /// The same error, of a kind.
    #[must_use]
    pub fn genre(mut self, genre: GenreErreur) -> Self {
        self.genre = genre;
        self
    }

    /// The same error with the value read.
    #[must_use]
    pub fn valeur(mut self, valeur: impl Into<String>) -> Self {
        self.valeur = Some(valeur.into());
        self
    }

    /// The same error with what was expected.
    #[must_use]
    pub fn attendu(mut self, attendu: impl Into<String>) -> Self {
        self.attendu = Some(attendu.into());
        self
    }

    /// The same error with the remedy.
    #[must_use]
    pub fn remede(mut self, remede: impl Into<String>) -> Self {
        self.remede = Some(remede.into());
        self
    }
}

impl fmt::Display for ErreurDonnees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.emplacement, self.probleme)?;
        if let Some(valeur) = &self.valeur {
            write!(f, "\n  valeur lue : « {} »", abrege(valeur))?;
        }
        if let Some(attendu) = &self.attendu {
            write!(f, "\n  attendu : {attendu}")?;
        }
        if let Some(remede) = &self.remede {
            write!(f, "\n  remède : {remede}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ErreurDonnees {}

/// At most 80 characters on one line, control characters shown as `·`: a hostile cell cannot flood or repaint the terminal.
fn abrege(texte: &str) -> String {
    let mut court: String = texte
        .chars()
        .take(80)
        .map(|c| if c.is_control() { '·' } else { c })
        .collect();
    if texte.chars().nth(80).is_some() {
        court.push('…');
    }
    court
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_what_and_how_to_mend_it() {
        let e = ErreurDonnees::new(
            Emplacement::fichier("a.csv").ligne(3).colonne("apl"),
            "nombre illisible",
        )
        .valeur("x\u{1b}[31m")
        .attendu("un nombre décimal")
        .remede("corrigez la cellule");
        let texte = e.to_string();
        assert!(texte.starts_with("a.csv, ligne 3, colonne « apl » : nombre illisible"));
        assert!(
            texte.contains("attendu : un nombre décimal") && texte.contains("remède : corrigez")
        );
        assert!(!texte.contains('\u{1b}'));
    }
}
