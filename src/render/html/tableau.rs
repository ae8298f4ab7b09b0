//! A plain table, as the templates lay it out: every list of the page goes through it.

use minijinja::{Value, context};

/// Columns (title, numeric), rows of texts; the first column names the row.
pub(super) struct Grille {
    /// Caption.
    pub titre: String,
    /// Title of each column, and whether it holds numbers.
    pub colonnes: Vec<(String, bool)>,
    /// Texts, one per column.
    pub lignes: Vec<Vec<String>>,
    /// Column that names the row.
    pub entete: usize,
    /// What must be known to read it.
    pub note: String,
}

impl Grille {
    /// An empty table.
    pub(super) fn new(titre: impl Into<String>, colonnes: &[(&str, bool)]) -> Self {
        Self {
            titre: titre.into(),
            colonnes: colonnes
                .iter()
                .map(|(t, n)| ((*t).to_owned(), *n))
                .collect(),
            lignes: Vec::new(),
            entete: 0,
            note: String::new(),
        }
    }

    /// For the templates.
    pub(super) fn vue(self) -> Value {
        let numerique: Vec<bool> = self.colonnes.iter().map(|(_, n)| *n).collect();
        let colonnes: Vec<Value> = self
            .colonnes
            .into_iter()
            .map(|(titre, numerique)| context! { titre, numerique })
            .collect();
        let entete = self.entete;
        let lignes: Vec<Value> = self
            .lignes
            .into_iter()
            .map(|ligne| {
                let cases = ligne.into_iter().enumerate().map(|(rang, texte)| {
                    let numerique = numerique.get(rang).copied().unwrap_or(false);
                    context! { texte, numerique, entete => rang == entete }
                });
                Value::from(cases.collect::<Vec<Value>>())
            })
            .collect();
        context! { titre => self.titre, colonnes, lignes, note => self.note }
    }
}
