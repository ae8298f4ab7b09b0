//! What the user puts on a page: a picture at its head, a tint.

use minijinja::{Value, context};

use crate::rapport::document::Logo;

use super::script::base64;

/// The dress of a page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tenue<'t> {
    /// Picture at the head.
    pub logo: Option<&'t Logo>,
    /// Tint of the headings, red, green, blue.
    pub couleur: Option<[u8; 3]>,
}

impl Tenue<'_> {
    /// For the templates: nothing in it comes from the user's words.
    pub(in crate::render) fn vue(&self) -> Value {
        let logo = self.logo.map(|l| {
            Value::from_safe_string(format!(
                "<img class=\"logo\" alt=\"Logo\" width=\"{}\" height=\"{}\" src=\"data:image/png;base64,{}\">",
                l.largeur,
                l.hauteur,
                base64(&l.png)
            ))
        });
        let couleur = self
            .couleur
            .map(|[r, v, b]| Value::from_safe_string(format!("#{r:02X}{v:02X}{b:02X}")));
        context! { logo, couleur }
    }
}
