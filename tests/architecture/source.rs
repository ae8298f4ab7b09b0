//! A file of `src/` as tokens, whole but for what is under `#[cfg(test)]`.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use super::jetons::{aplatir, chercher_fonctions, sans_essais};

/// A file of `src/`, as tokens without its tests.
pub struct Source {
    pub module: String,
    pub relatif: PathBuf,
    pub texte: String,
    pub arbre: TokenStream,
    /// Every word of the file in order, paths as `a`, `::`, `b`.
    pub mots: Vec<String>,
}

impl Source {
    pub fn new(module: &str, relatif: &Path, texte: &str) -> Self {
        let arbre: TokenStream = texte
            .parse()
            .unwrap_or_else(|e| panic!("{} : {e}", relatif.display()));
        let arbre = sans_essais(arbre);
        let mut mots = Vec::new();
        aplatir(arbre.clone(), &mut mots);
        Self {
            module: module.to_owned(),
            relatif: relatif.to_owned(),
            texte: texte.to_owned(),
            arbre,
            mots,
        }
    }

    /// Whether a path is written: `std::fs`.
    pub fn cite(&self, chemin: &[&str]) -> bool {
        let mut voulu = Vec::new();
        for (rang, mot) in chemin.iter().enumerate() {
            if rang > 0 {
                voulu.push("::");
            }
            voulu.push(mot);
        }
        self.mots.windows(voulu.len()).any(|w| w == voulu)
    }

    /// Whether a crate is named at the head of a path: `zip::…`, not `self::zip::…`.
    pub fn nomme_la_caisse(&self, caisse: &str) -> bool {
        let avant = |i: usize| i.checked_sub(1).and_then(|i| self.mots.get(i));
        self.mots
            .windows(2)
            .enumerate()
            .any(|(i, w)| w[0] == caisse && w[1] == "::" && avant(i).is_none_or(|m| m != "::"))
    }

    /// First segment after each `crate::`, lists included; sorted, once each.
    pub fn modules_utilises(&self) -> Vec<String> {
        let mut modules = Vec::new();
        for (i, w) in self.mots.windows(3).enumerate() {
            if w[0] != "crate" || w[1] != "::" {
                continue;
            }
            if w[2] == "{" {
                modules.extend(tetes_de_liste(&self.mots[i + 3..]));
            } else {
                modules.push(w[2].clone());
            }
        }
        modules.sort();
        modules.dedup();
        modules
    }

    /// Name and number of lines of each function.
    pub fn fonctions(&self) -> Vec<(String, usize)> {
        let mut fonctions = Vec::new();
        chercher_fonctions(self.arbre.clone(), &mut fonctions);
        fonctions
    }
}

/// Heads of the items of `{a, b::{c, d}}`, after its opening brace.
fn tetes_de_liste(mots: &[String]) -> Vec<String> {
    let (mut profondeur, mut attendue, mut tetes) = (0, true, Vec::new());
    for mot in mots {
        match mot.as_str() {
            "{" => profondeur += 1,
            "}" if profondeur == 0 => break,
            "}" => profondeur -= 1,
            "," if profondeur == 0 => attendue = true,
            tete if attendue => {
                tetes.push(tete.to_owned());
                attendue = false;
            }
            _ => {}
        }
    }
    tetes
}
