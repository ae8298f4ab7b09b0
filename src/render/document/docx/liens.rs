//! Addresses that the document leads to, each written once, and the parts that its own words lead to.

use std::collections::BTreeMap;

use crate::rapport::document::{Case, Document};
use crate::render::document::ancres;
use crate::render::svg::ancre;

/// Addresses that the document leads to, by relation, and its own anchors.
pub(super) struct Liens {
    adresses: Vec<String>,
    parties: BTreeMap<String, usize>,
}

impl Liens {
    /// No address yet; the anchors are those of the document.
    pub(super) fn new(document: &Document<'_>) -> Self {
        let mut parties = ancres::de(document);
        let titree = |rang: &usize| {
            document
                .parties
                .get(*rang)
                .is_some_and(|p| !p.titre.is_empty())
        };
        parties.retain(|_, rang| titree(rang));
        Self {
            adresses: Vec::new(),
            parties,
        }
    }

    /// The bookmark of the part that tells more of a text.
    pub(super) fn partie(&self, case: &Case) -> Option<String> {
        let rang = self.parties.get(&ancre(case.vers.as_ref()?))?;
        Some(signet(*rang))
    }

    /// The relation of an address, one per address.
    pub(super) fn ajouter(&mut self, adresse: &str) -> String {
        let rang = self
            .adresses
            .iter()
            .position(|a| a == adresse)
            .unwrap_or_else(|| {
                self.adresses.push(adresse.to_owned());
                self.adresses.len() - 1
            });
        format!("lien{}", rang + 1)
    }

    /// Relation and address of each.
    pub(super) fn tous(&self) -> impl Iterator<Item = (String, &str)> {
        (1..)
            .zip(&self.adresses)
            .map(|(n, a)| (format!("lien{n}"), a.as_str()))
    }
}

/// The bookmark of a part.
pub(super) fn signet(rang: usize) -> String {
    format!("partie_{rang}")
}
