//! A plain table, as the templates lay it out: every list of the page goes through it.

use minijinja::{Value, context};

use crate::rapport::{Cellule, Tableau};
use crate::render::nombre::nombre;

use super::contexte::Contexte;

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
    /// Numbers of the sources.
    pub sources: Vec<Value>,
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
            sources: Vec::new(),
        }
    }

    /// The same table, the rows being named by another column.
    pub(super) fn nommee_par(mut self, colonne: usize) -> Self {
        self.entete = colonne;
        self
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
        context! { titre => self.titre, colonnes, lignes, note => self.note, sources => self.sources }
    }
}

/// A table of the report.
pub(super) fn vue(contexte: &Contexte, tableau: &Tableau) -> Value {
    let mut grille = Grille::new(tableau.titre.clone(), &[]).nommee_par(colonne_nom(tableau));
    grille.colonnes = colonnes(tableau);
    grille.lignes = tableau
        .lignes
        .iter()
        .map(|ligne| cases(tableau, ligne))
        .collect();
    grille.note = tableau.note.clone().unwrap_or_default();
    grille.sources = contexte.renvois(&tableau.sources);
    grille.vue()
}

/// Title of each column of a table of the report, unit included, and whether it holds numbers.
pub(super) fn colonnes(tableau: &Tableau) -> Vec<(String, bool)> {
    let colonnes = tableau.colonnes.iter().enumerate();
    let nombre = |c: Option<&Cellule>| matches!(c, Some(Cellule::Nombre(_)));
    colonnes
        .map(|(rang, c)| {
            let numerique = tableau.lignes.iter().any(|l| nombre(l.get(rang)));
            (avec_unite(&c.titre, &c.unite), numerique)
        })
        .collect()
}

/// « Titre (unité) », unless the title says it.
pub(super) fn avec_unite(titre: &str, unite: &str) -> String {
    if titre.to_lowercase().contains(&unite.to_lowercase()) {
        titre.to_owned()
    } else {
        format!("{titre} ({unite})")
    }
}

/// The first column, or the second when the first holds codes and the second names.
fn colonne_nom(tableau: &Tableau) -> usize {
    let titre = tableau.colonnes.first().map_or("", |c| c.titre.as_str());
    usize::from(tableau.colonnes.len() > 1 && titre.to_lowercase().starts_with("code"))
}

/// Texts of a row, one per column even when cells are missing.
pub(super) fn cases(tableau: &Tableau, ligne: &[Cellule]) -> Vec<String> {
    tableau
        .colonnes
        .iter()
        .enumerate()
        .map(|(rang, colonne)| match ligne.get(rang) {
            Some(Cellule::Nombre(valeur)) => nombre(*valeur, colonne.decimales),
            Some(Cellule::Texte(texte)) => texte.clone(),
            None => String::new(),
        })
        .collect()
}
