//! A cell of a document: its text, where it leads, its small print, and the names that it gives.

use crate::rapport::document::{Case, GenrePetit, Petit};
use crate::render::svg::echappe_dans;

use super::noms::Noms;

/// Writes ` name="value"`.
pub(super) fn attribut(sortie: &mut String, nom: &str, valeur: &str) {
    sortie.push(' ');
    sortie.push_str(nom);
    sortie.push_str("=\"");
    echappe_dans(sortie, valeur);
    sortie.push('"');
}

/// Writes an element of one text.
pub(super) fn element(sortie: &mut String, nom: &str, texte: &str) {
    sortie.push('<');
    sortie.push_str(nom);
    sortie.push('>');
    echappe_dans(sortie, texte);
    sortie.push_str("</");
    sortie.push_str(nom);
    sortie.push('>');
}

/// Writes a text, its small print and where it leads; what it names is left out.
pub(super) fn texte(sortie: &mut String, noms: &Noms, case: &Case) {
    // An address that is written is the link; the text is not another.
    let ecrite = case.suite.iter().any(|p| p.genre == GenrePetit::Adresse);
    let adresse = case.adresse.as_ref().filter(|_| !ecrite);
    if let Some(adresse) = adresse {
        lien(sortie, adresse, &case.texte);
    } else if let Some(vers) = noms.vers(case.vers.as_ref()) {
        sortie.push_str("<a");
        attribut(sortie, "href", &format!("#{vers}"));
        sortie.push('>');
        echappe_dans(sortie, &case.texte);
        sortie.push_str("</a>");
    } else if case.fort {
        element(sortie, "strong", &case.texte);
    } else if case.terne {
        element(sortie, "em", &case.texte);
    } else {
        echappe_dans(sortie, &case.texte);
    }
    for p in case.suite.iter().filter(|p| p.genre != GenrePetit::Nom) {
        sortie.push(' ');
        petit(sortie, p, case.adresse.as_deref());
    }
}

/// Writes what a cell names, each under the identifier that it takes.
pub(super) fn nommes(sortie: &mut String, noms: &mut Noms, case: &Case) {
    let nommes = case.suite.iter().filter(|p| p.genre == GenrePetit::Nom);
    for (rang, p) in nommes.enumerate() {
        sortie.push_str(if rang == 0 {
            " <span class=\"unite\">"
        } else {
            " · "
        });
        sortie.push_str("<span");
        if let Some(ancre) = &p.ancre {
            attribut(sortie, "id", &noms.prendre(ancre));
        }
        sortie.push('>');
        echappe_dans(sortie, &p.texte);
        sortie.push_str("</span>");
    }
    if case.suite.iter().any(|p| p.genre == GenrePetit::Nom) {
        sortie.push_str("</span>");
    }
}

fn lien(sortie: &mut String, adresse: &str, texte: &str) {
    sortie.push_str("<a");
    attribut(sortie, "href", adresse);
    sortie.push_str(" rel=\"noreferrer\">");
    echappe_dans(sortie, texte);
    sortie.push_str("</a>");
}

fn petit(sortie: &mut String, p: &Petit, adresse: Option<&str>) {
    sortie.push_str("<span");
    attribut(sortie, "class", classe(p.genre));
    if let Some(bulle) = p.bulle.as_ref().filter(|_| a_bulle(p.genre)) {
        attribut(sortie, "title", bulle);
    }
    sortie.push('>');
    match (p.genre, adresse) {
        (GenrePetit::Code, _) => element(sortie, "code", &p.texte),
        (GenrePetit::Adresse, Some(adresse)) => lien(sortie, adresse, &p.texte),
        (GenrePetit::Valeur, _) if !p.nom.is_empty() => {
            sortie.push_str("<span class=\"unite\">");
            echappe_dans(sortie, &p.nom);
            sortie.push_str("</span> ");
            echappe_dans(sortie, &p.texte);
        }
        _ => echappe_dans(sortie, &p.texte),
    }
    sortie.push_str("</span>");
}

fn a_bulle(genre: GenrePetit) -> bool {
    !matches!(genre, GenrePetit::Code | GenrePetit::Adresse)
}

/// What the style sheets call it.
fn classe(genre: GenrePetit) -> &'static str {
    match genre {
        GenrePetit::Unite | GenrePetit::Nom | GenrePetit::Code => "unite",
        GenrePetit::Precision => "bornes",
        GenrePetit::Motif => "motif",
        GenrePetit::Marque => "marque",
        GenrePetit::Valeur => "comparateur",
        GenrePetit::Renvoi => "renvoi",
        GenrePetit::Fichier | GenrePetit::Adresse => "fichier",
        GenrePetit::Empreinte => "sha",
    }
}
