//! Identifiers of a page, each given once.

use std::collections::BTreeSet;

use crate::render::svg::ancre;

/// Identifiers of the page itself.
const PRIS: [&str; 3] = ["contenu", "titre-sommaire", "fond-cartes"];

/// The identifiers already given, and where a link may lead.
pub(super) struct Noms {
    pris: BTreeSet<String>,
    cibles: BTreeSet<String>,
}

impl Noms {
    /// None but those of the page; `cibles` are the anchors of the document.
    pub(super) fn new(cibles: BTreeSet<String>) -> Self {
        Self {
            pris: PRIS.into_iter().map(str::to_owned).collect(),
            cibles,
        }
    }

    /// Where an anchor of the document is in the page, when it is there.
    pub(super) fn vers(&self, cible: Option<&String>) -> Option<String> {
        let id = cible.map(|c| ancre(c));
        id.filter(|id| self.cibles.contains(id))
    }

    /// An identifier made from a text, that no other element has.
    pub(super) fn prendre(&mut self, texte: &str) -> String {
        let base = match ancre(texte) {
            vide if vide.is_empty() => "partie".to_owned(),
            base => base,
        };
        let suites = (2_usize..).map(|n| format!("{base}-{n}"));
        let mut essais = std::iter::once(base.clone()).chain(suites);
        let libre = essais.find(|nom| !self.pris.contains(nom)).unwrap_or(base);
        self.pris.insert(libre.clone());
        libre
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice_and_none_is_markup() {
        let mut noms = Noms::new(BTreeSet::new());
        let donnes = ["a", "a", "a-2", "contenu", "\"><script>", ""].map(|t| noms.prendre(t));
        let attendus = ["a", "a-2", "a-2-2", "contenu-2", "---script-", "partie"];
        assert_eq!(donnes, attendus);
    }
}
