//! HTML: one self-contained file, readable without network, script or colour, printable on A4; what every page has.

pub mod page_atelier;
pub mod page_lot;
mod script;
mod sources;
mod tableau;
mod tenue;
mod typographie;

use std::sync::OnceLock;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};

use crate::francais::inerte;

use super::ErreurRendu;
pub use tenue::Tenue;

/// Templates, by name; all are escaped as HTML.
const MODELES: [(&str, &str); 5] = [
    ("page.html", include_str!("templates/page.html")),
    ("document.html", include_str!("templates/document.html")),
    (
        "page_atelier.html",
        include_str!("templates/page_atelier.html"),
    ),
    ("page_lot.html", include_str!("templates/page_lot.html")),
    ("macros.html", include_str!("templates/macros.html")),
];

/// Style sheets: screen, then print.
const STYLES: [&str; 3] = [
    include_str!("templates/ecran.css"),
    include_str!("templates/tableaux.css"),
    include_str!("templates/impression.css"),
];

/// A page from its template, its texts inert and cared for.
pub(super) fn page(modele: &str, vue: Value) -> Result<String, ErreurRendu> {
    page_avec(modele, vue, script::SCRIPT)
}

/// The same, with another script: the only one that its policy admits.
fn page_avec(modele: &str, vue: Value, code: &str) -> Result<String, ErreurRendu> {
    static MODELES_LUS: OnceLock<Environment<'static>> = OnceLock::new();
    let lus = match MODELES_LUS.get() {
        Some(lus) => lus,
        None => {
            let lus = modeles()?;
            MODELES_LUS.get_or_init(|| lus)
        }
    };
    let commun = context! {
        style => Value::from_safe_string(STYLES.concat()),
        script => Value::from_safe_string(code.to_owned()),
        empreinte => Value::from_safe_string(script::empreinte(code)),
    };
    let vue = context! { ..vue, ..commun };
    let page = lus.get_template(modele)?.render(vue)?;
    Ok(typographie::page(&inerte::sans_hostiles(&page)) + "\n")
}

/// The templates, read.
fn modeles() -> Result<Environment<'static>, ErreurRendu> {
    let mut modeles = Environment::new();
    modeles.set_auto_escape_callback(|_| AutoEscape::Html);
    modeles.set_undefined_behavior(UndefinedBehavior::Strict);
    for (nom, texte) in MODELES {
        modeles.add_template(nom, texte)?;
    }
    Ok(modeles)
}

#[cfg(test)]
mod tests;
