//! Every path of ours that a file names, from the root of the crate.

use super::source::Source;

impl Source {
    /// `load::table::lignes` for `load/table/lignes.rs`.
    pub fn chemin_de_module(&self) -> Vec<String> {
        let mut chemin: Vec<String> = self
            .relatif
            .with_extension("")
            .iter()
            .map(|m| m.to_string_lossy().into_owned())
            .collect();
        if chemin.last().is_some_and(|m| m == "mod") {
            chemin.pop();
        }
        chemin
    }

    /// Every path of ours that the file names, from the root of the crate.
    pub fn chemins(&self) -> Vec<Vec<String>> {
        let mut chemins = Vec::new();
        let mut i = 0;
        while i + 1 < self.mots.len() {
            let seul = i == 0 || self.mots[i - 1] != "::";
            let mut prefixe = match self.mots[i].as_str() {
                "crate" => Vec::new(),
                "super" | "self" => {
                    let mut ici = self.chemin_de_module();
                    let face = self.relatif.ends_with("mod.rs");
                    if self.mots[i] == "super" || !face {
                        ici.pop();
                    }
                    if self.mots[i] == "self" && !face {
                        ici = self.chemin_de_module();
                    }
                    ici
                }
                _ => {
                    i += 1;
                    continue;
                }
            };
            i += 1;
            if !seul || self.mots[i] != "::" {
                continue;
            }
            while self.mots.get(i + 1).is_some_and(|m| m == "super") && self.mots[i] == "::" {
                prefixe.pop();
                i += 2;
            }
            i = developper(&self.mots, i + 1, &prefixe, &mut chemins);
        }
        chemins
    }
}

/// Reads the path that begins at `i`, after `::`; a list opens as many paths. Gives where the reading stopped.
fn developper(
    mots: &[String],
    mut i: usize,
    prefixe: &[String],
    chemins: &mut Vec<Vec<String>>,
) -> usize {
    let mut chemin = prefixe.to_vec();
    loop {
        match mots.get(i).map(String::as_str) {
            Some("{") => {
                i += 1;
                while i < mots.len() && mots[i] != "}" {
                    i = developper(mots, i, &chemin, chemins);
                    // `as name` and the comma.
                    while i < mots.len() && mots[i] != "," && mots[i] != "}" {
                        i += 1;
                    }
                    if mots.get(i).is_some_and(|m| m == ",") {
                        i += 1;
                    }
                }
                return i + 1;
            }
            Some(mot) => chemin.push(mot.to_owned()),
            None => break,
        }
        i += 1;
        if mots.get(i).is_none_or(|m| m != "::") {
            break;
        }
        i += 1;
    }
    chemins.push(chemin);
    i
}
