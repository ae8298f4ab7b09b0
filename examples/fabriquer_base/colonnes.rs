//! The layout of the base: columns of text, and ranks in place of codes.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};

/// The columns of the base, one line each: name, tab, values separated by tabs.
#[derive(Default)]
pub struct Colonnes(pub String);

impl Colonnes {
    pub fn ajoute<T: ToString>(
        &mut self,
        nom: &str,
        valeurs: impl IntoIterator<Item = T>,
    ) -> Result<()> {
        self.0.push_str(nom);
        for valeur in valeurs {
            let texte = valeur.to_string();
            ensure!(
                !texte.contains(['\t', '\n', '\r']),
                "tabulation dans {texte:?}"
            );
            self.0.push('\t');
            self.0.push_str(&texte);
        }
        self.0.push('\n');
        Ok(())
    }
}

pub fn rangs<'a>(codes: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    codes.into_iter().enumerate().map(|(i, c)| (c, i)).collect()
}

pub fn rang(index: &BTreeMap<&str, usize>, code: &str) -> Result<usize> {
    index
        .get(code)
        .copied()
        .with_context(|| format!("code sans cible : {code}"))
}
