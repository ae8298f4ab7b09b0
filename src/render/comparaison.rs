//! A comparison: JSON, terminal.

use serde_json::Value;

use super::listes::{puce, puce_constat};
use super::{ErreurRendu, json as contrat};
use crate::francais::{denombre, habitants, inerte};
use crate::rapport::comparaison::tableaux::tableaux;
use crate::rapport::comparaison::{Comparaison, Cote, SCHEMA_COMPARAISON, phrases};
use crate::rapport::{Cellule, Tableau};

/// Lines of a table in the terminal; `--detail` gives all.
const LIGNES: usize = 12;
/// Findings of each kind.
const CONSTATS: usize = 3;

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(c: &Comparaison) -> Result<String, ErreurRendu> {
    contrat::ecrire(c)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<Comparaison>(SCHEMA_COMPARAISON, "Deux diagnostics côte à côte")
}

/// What one reads in a hurry.
#[must_use]
pub fn terminal(c: &Comparaison, detail: bool, largeur: u16) -> String {
    let mut texte = String::new();
    if c.fictif {
        texte.push_str("TERRITOIRE FICTIF\u{a0}: noms et chiffres inventés\n");
    }
    texte.push_str(&cote("avant", &c.avant));
    texte.push_str(&cote("après", &c.apres));
    texte.push('\n');
    for phrase in phrases(c) {
        texte.push_str(&puce(&phrase, largeur));
    }
    for tableau in tableaux(c) {
        let dite = matches!(tableau.id.as_str(), "ecarts" | "montants" | "parts");
        if dite || detail {
            texte.push_str(&format!("\n{}\n", tableau.titre));
            texte.push_str(&lignes(&tableau, detail, largeur));
        }
    }
    for (titre, siens) in [
        ("Constats apparus", &c.constats_apparus),
        ("Constats disparus", &c.constats_disparus),
    ] {
        let montres = if detail { usize::MAX } else { CONSTATS };
        if siens.is_empty() {
            continue;
        }
        texte.push_str(&format!("\n{titre}\n"));
        let dits = siens.iter().take(montres);
        texte.extend(dits.map(|constat| puce_constat(constat, largeur)));
        texte.push_str(&reste(
            siens.len().saturating_sub(montres),
            "autre",
            "autres",
        ));
    }
    if !c.notes.is_empty() {
        texte.push('\n');
        texte.extend(c.notes.iter().map(|n| puce(n, largeur)));
    }
    inerte::lignes(&texte)
}

fn cote(quand: &str, cote: &Cote) -> String {
    let taille = cote.taille.map(|t| format!(", taille {t}"));
    format!(
        "{quand}\u{a0}: {} – {}, {}{}\n",
        cote.nom,
        denombre(cote.communes, "commune", "communes"),
        habitants(cote.population),
        taille.unwrap_or_default()
    )
}

/// « Libellé : avant → après (écart ; d'où) », the first ones.
fn lignes(tableau: &Tableau, detail: bool, largeur: u16) -> String {
    let montrees = if detail { usize::MAX } else { LIGNES };
    let dit = |cellule: &Cellule| match cellule {
        Cellule::Texte(t) => t.clone(),
        Cellule::Nombre(x) => crate::francais::nombre(*x, 0),
    };
    let ligne = |cellules: &Vec<Cellule>| {
        let dits: Vec<String> = cellules.iter().map(dit).collect();
        let texte = match dits.as_slice() {
            [nom, avant, apres, suite @ ..] => {
                let suite: Vec<&str> = suite
                    .iter()
                    .map(String::as_str)
                    .filter(|s| !s.is_empty())
                    .collect();
                let suite = match suite.is_empty() {
                    true => String::new(),
                    false => format!(" [{}]", suite.join("\u{a0}; ")),
                };
                format!("{nom}\u{a0}: {avant} → {apres}{suite}")
            }
            autres => autres.join(", "),
        };
        puce(&texte, largeur)
    };
    let mut texte: String = tableau.lignes.iter().take(montrees).map(ligne).collect();
    let cachees = tableau.lignes.len().saturating_sub(montrees);
    texte.push_str(&reste(cachees, "autre", "autres"));
    texte
}

fn reste(n: usize, un: &str, plusieurs: &str) -> String {
    match n {
        0 => String::new(),
        n => format!("et {}, avec --detail\n", denombre(n, un, plusieurs)),
    }
}
