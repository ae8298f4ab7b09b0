//! A table of a document, for the templates.

use minijinja::{Value, context};

use crate::rapport::document::{Case, Colonne, GenrePetit, GenreTable, Petit, Table, Travers};

use super::noms::Noms;

/// Caption, columns, rows, notes; a table that the heading above names is captioned by it, for who does not see.
pub(super) fn vue(noms: &mut Noms, table: &Table, titre_au_dessus: &str) -> Value {
    let dite = !table.titre.is_empty();
    let titre = if dite { &table.titre } else { titre_au_dessus };
    let couvertes: usize = table.themes.iter().map(|(_, n)| n).sum();
    let fixes = table.colonnes.len().saturating_sub(couvertes);
    let colonnes = table.colonnes.iter().map(colonne).collect::<Vec<_>>();
    let themes = table.themes.iter();
    let themes = themes.map(|(titre, large)| context! { titre, large });
    context! {
        titre,
        dite,
        classe => classe(table),
        renvois => &table.renvois,
        fixes,
        themes => themes.collect::<Vec<_>>(),
        colonnes,
        corps => corps(noms, table),
        notes => &table.notes,
    }
}

/// What the style sheets call it.
fn classe(table: &Table) -> &'static str {
    match table.genre {
        GenreTable::Simple if table.lignes.len() <= 12 => "grille courte",
        GenreTable::Simple => "grille",
        // Label, value and data: nothing to compare with.
        GenreTable::Indicateurs if table.colonnes.len() < 4 => "indicateurs seul",
        GenreTable::Indicateurs => "indicateurs",
        GenreTable::Communes => "grille communes",
        GenreTable::Fiches => "fiches",
        GenreTable::Sources => "sources",
    }
}

fn colonne(c: &Colonne) -> Value {
    context! { titre => &c.titre, numerique => c.nombre }
}

/// Bodies of rows, each under what names it.
fn corps(noms: &mut Noms, table: &Table) -> Vec<Value> {
    let large = table.colonnes.len();
    let mut corps: Vec<(Option<Value>, Vec<Value>)> = vec![(None, Vec::new())];
    let mut travers = table.travers.iter().peekable();
    for rang in 0..=table.lignes.len() {
        while let Some(t) = travers.next_if(|t| t.avant <= rang) {
            traverser(noms, t, large, &mut corps);
        }
        let rangee = table.lignes.get(rang).map(|l| rangee(noms, table, l));
        if let Some((_, rangees)) = corps.last_mut() {
            rangees.extend(rangee);
        }
    }
    corps.retain(|(groupe, rangees)| groupe.is_some() || !rangees.is_empty());
    let dire = |(groupe, rangees)| context! { groupe, large, rangees };
    corps.into_iter().map(dire).collect()
}

/// A row across: it names the rows that follow, or stands among them.
fn traverser(
    noms: &mut Noms,
    travers: &Travers,
    large: usize,
    corps: &mut Vec<(Option<Value>, Vec<Value>)>,
) {
    let case = case(noms, &travers.case);
    if travers.groupe {
        corps.push((Some(case), Vec::new()));
    } else if let Some((_, rangees)) = corps.last_mut() {
        rangees.push(context! { travers => case, large, cases => () });
    }
}

fn rangee(noms: &mut Noms, table: &Table, ligne: &[Case]) -> Value {
    let cases = ligne.iter().enumerate().map(|(rang, une)| {
        let numerique = table.colonnes.get(rang).is_some_and(|c| c.nombre);
        context! { numerique, entete => rang == table.entete, ..case(noms, une) }
    });
    context! { travers => (), large => 0, cases => cases.collect::<Vec<Value>>() }
}

/// A cell, under an identifier that no other has.
fn case(noms: &mut Noms, case: &Case) -> Value {
    let id = case.ancre.as_deref().map(|a| noms.prendre(a));
    let nommes = case.suite.iter().filter(|p| p.genre == GenrePetit::Nom);
    let nommes: Vec<Value> = nommes
        .map(|p| {
            let id = p.ancre.as_deref().map(|a| noms.prendre(a));
            context! { id, texte => &p.texte }
        })
        .collect();
    let vers = noms.vers(case.vers.as_ref());
    context! { noms => nommes, ..texte(case, vers, id) }
}

/// A text, its small print and where it leads.
pub(super) fn texte(case: &Case, vers: Option<String>, id: Option<String>) -> Value {
    let suite = case.suite.iter().filter(|p| p.genre != GenrePetit::Nom);
    let suite: Vec<Value> = suite.map(|p| petit(p, case)).collect();
    // An address that is written is the link; the text is not another.
    let ecrite = case.suite.iter().any(|p| p.genre == GenrePetit::Adresse);
    let adresse = case.adresse.as_ref().filter(|_| !ecrite);
    context! {
        texte => &case.texte,
        adresse,
        vers,
        id,
        fort => case.fort,
        terne => case.terne,
        suite,
        noms => Vec::<Value>::new(),
    }
}

fn petit(p: &Petit, case: &Case) -> Value {
    let genre = match p.genre {
        GenrePetit::Unite | GenrePetit::Nom => "unite",
        GenrePetit::Precision => "bornes",
        GenrePetit::Motif => "motif",
        GenrePetit::Marque => "marque",
        GenrePetit::Valeur => "comparateur",
        GenrePetit::Renvoi => "renvoi",
        GenrePetit::Code => "code",
        GenrePetit::Fichier => "fichier",
        GenrePetit::Empreinte => "sha",
        GenrePetit::Adresse => "adresse",
    };
    let adresse = case.adresse.as_ref();
    context! { genre, texte => &p.texte, nom => &p.nom, bulle => &p.bulle, adresse }
}
