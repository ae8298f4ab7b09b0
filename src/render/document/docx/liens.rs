//! Addresses that the document leads to, each written once.

/// Addresses that the document leads to, by relation.
#[derive(Default)]
pub(super) struct Liens {
    adresses: Vec<String>,
}

impl Liens {
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
