//! Identifiers of a page, each given once.

use std::collections::BTreeSet;

use crate::render::svg::ancre;

/// Identifiers of the page itself.
const PRIS: [&str; 3] = ["contenu", "titre-sommaire", "fond-cartes"];

/// The identifiers already given.
pub(super) struct Noms(BTreeSet<String>);

impl Noms {
    /// None but those of the page.
    pub(super) fn new() -> Self {
        Self(PRIS.into_iter().map(str::to_owned).collect())
    }

    /// An identifier made from a text, that no other element has.
    pub(super) fn prendre(&mut self, texte: &str) -> String {
        let base = match ancre(texte) {
            vide if vide.is_empty() => "partie".to_owned(),
            base => base,
        };
        let suites = (2_usize..).map(|n| format!("{base}-{n}"));
        let mut essais = std::iter::once(base.clone()).chain(suites);
        let libre = essais.find(|nom| !self.0.contains(nom)).unwrap_or(base);
        self.0.insert(libre.clone());
        libre
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice_and_none_is_markup() {
        let mut noms = Noms::new();
        let donnes = ["a", "a", "a-2", "contenu", "\"><script>", ""].map(|t| noms.prendre(t));
        let attendus = ["a", "a-2", "a-2-2", "contenu-2", "---script-", "partie"];
        assert_eq!(donnes, attendus);
    }
}
