//! HTML: one self-contained file, readable without network, script or colour, printable on A4.

mod communes;
mod composition;
mod contexte;
mod couverture;
mod entete;
mod essentiel;
mod figures;
mod financement;
mod indicateurs;
mod methode;
pub mod page_atelier;
pub mod page_financement;
pub mod page_lot;
pub mod page_proposition;
mod qualite;
mod script;
mod sections;
mod sous_densite;
mod tableau;
mod tenue;
mod typographie;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use crate::francais::inerte;
use crate::rapport::Rapport;

use super::{ErreurRendu, map};
use contexte::Contexte;
pub use tenue::Tenue;

/// Templates, by name; all are escaped as HTML.
const MODELES: [(&str, &str); 16] = [
    ("page.html", include_str!("templates/page.html")),
    ("document.html", include_str!("templates/document.html")),
    ("rapport.html", include_str!("templates/rapport.html")),
    (
        "page_financement.html",
        include_str!("templates/page_financement.html"),
    ),
    (
        "page_atelier.html",
        include_str!("templates/page_atelier.html"),
    ),
    ("page_lot.html", include_str!("templates/page_lot.html")),
    (
        "page_proposition.html",
        include_str!("templates/page_proposition.html"),
    ),
    ("macros.html", include_str!("templates/macros.html")),
    ("essentiel.html", include_str!("templates/essentiel.html")),
    ("section.html", include_str!("templates/section.html")),
    ("couverture.html", include_str!("templates/couverture.html")),
    (
        "sous_densite.html",
        include_str!("templates/sous_densite.html"),
    ),
    (
        "financement.html",
        include_str!("templates/financement.html"),
    ),
    ("communes.html", include_str!("templates/communes.html")),
    ("methode.html", include_str!("templates/methode.html")),
    ("qualite.html", include_str!("templates/qualite.html")),
];

/// Style sheets: screen, then print.
const STYLES: [&str; 3] = [
    include_str!("templates/ecran.css"),
    include_str!("templates/tableaux.css"),
    include_str!("templates/impression.css"),
];

/// The report as one HTML page.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre(rapport: &Rapport) -> Result<String, ErreurRendu> {
    rendre_en(rapport, &Tenue::default())
}

/// The same, dressed by the user.
///
/// # Errors
/// [`ErreurRendu::Modele`] when a template fails, which is a defect of the program.
pub fn rendre_en(rapport: &Rapport, tenue: &Tenue<'_>) -> Result<String, ErreurRendu> {
    page("rapport.html", vue(rapport, tenue))
}

/// A page from its template, its texts inert and cared for.
pub(super) fn page(modele: &str, vue: Value) -> Result<String, ErreurRendu> {
    page_avec(modele, vue, script::SCRIPT)
}

/// The same, with another script: the only one that its policy admits.
fn page_avec(modele: &str, vue: Value, code: &str) -> Result<String, ErreurRendu> {
    let mut environnement = Environment::new();
    environnement.set_auto_escape_callback(|_| AutoEscape::Html);
    environnement.set_undefined_behavior(UndefinedBehavior::Strict);
    for (nom, texte) in MODELES {
        environnement.add_template(nom, texte)?;
    }
    let commun = context! {
        style => Value::from_safe_string(STYLES.concat()),
        script => Value::from_safe_string(code.to_owned()),
        empreinte => Value::from_safe_string(script::empreinte(code)),
    };
    let vue = context! { ..vue, ..commun };
    let page = environnement.get_template(modele)?.render(vue)?;
    Ok(typographie::page(&inerte::sans_hostiles(&page)) + "\n")
}

/// All that the templates read.
fn vue(rapport: &Rapport, tenue: &Tenue<'_>) -> Value {
    let contexte = Contexte::new(rapport);
    let placee = |id| rapport.sections.iter().any(|s| s.id == id);
    context! {
        genre => "Diagnostic territorial de santé",
        nom => tenue.titre.unwrap_or(&rapport.perimetre.nom),
        sous_titre => tenue.titre.map(|_| &rapport.perimetre.nom),
        date => rapport.date.map(|d| crate::francais::date(&d.to_string())),
        fictif => rapport.fictif,
        version => &rapport.version,
        entete => entete::vue(rapport),
        essentiel => essentiel::vue(&contexte),
        sections => sections::vue(&contexte),
        zones => couverture::vue(&contexte),
        zones_a_part => !placee(sections::COUVERTURE),
        densite => sous_densite::vue(&contexte),
        densite_a_part => !placee(sections::OFFRE),
        financement => financement::vue(rapport),
        composition => composition::vue(&contexte),
        methode => methode::vue(&contexte),
        qualite => qualite::vue(&contexte),
        fond => Value::from_safe_string(rapport.cartes.as_ref().map(map::fond).unwrap_or_default()),
        ..tenue.vue()
    }
}

#[cfg(test)]
mod tests;
