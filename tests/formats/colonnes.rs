//! Columns of a generated table: the names of a descriptor, each written once, its year in the place of `{an}`.

use std::collections::HashMap;

use cpts::load::format::descripteur::Noms;
use cpts::load::source::normalise::normalise;
use regex::Regex;

use super::motif;

/// Headers written so far.
pub struct Colonnes {
    /// As written.
    pub noms: Vec<String>,
    /// Year of the figures.
    pub an: u16,
    interdits: Vec<Noms>,
    /// Places already found, by names.
    places: HashMap<String, usize>,
}

impl Colonnes {
    /// No column yet.
    pub fn new(an: u16, interdits: &[Noms]) -> Self {
        Self {
            noms: Vec::new(),
            an,
            interdits: interdits.to_vec(),
            places: HashMap::new(),
        }
    }

    /// Place of the column that answers to some names; it is written when none does.
    pub fn place(&mut self, noms: &Noms) -> Option<usize> {
        let cle = noms.liste().join("\u{1f}");
        if let Some(rang) = self.places.get(&cle) {
            return Some(*rang);
        }
        let rang = self.trouve(noms).or_else(|| self.nouvelle(noms))?;
        self.places.insert(cle, rang);
        Some(rang)
    }

    fn nouvelle(&mut self, noms: &Noms) -> Option<usize> {
        let ecrits = noms.liste().iter().map(|n| self.ecrit(n));
        let permis: Vec<String> = ecrits.filter(|n| !self.interdite(n)).collect();
        permis.into_iter().next().map(|nom| self.ajoute(nom))
    }

    /// Place of a column that answers, if any.
    pub fn trouve(&self, noms: &Noms) -> Option<usize> {
        let mut noms = noms.liste().iter();
        noms.find_map(|n| self.noms.iter().position(|e| self.repond(n, e)))
    }

    /// Writes a column of this very name, unless it is there.
    pub fn ajoute(&mut self, nom: String) -> usize {
        let deja = self.noms.iter().position(|n| *n == nom);
        deja.unwrap_or_else(|| {
            self.noms.push(nom);
            self.noms.len() - 1
        })
    }

    fn interdite(&self, nom: &str) -> bool {
        let mut noms = self.interdits.iter().flat_map(|n| n.liste());
        noms.any(|n| self.repond(n, nom))
    }

    fn ecrit(&self, nom: &str) -> String {
        match nom.strip_prefix('~') {
            Some(expression) => motif::un(expression, self.an),
            None => {
                let colle = nom
                    .split_once("{an}")
                    .is_some_and(|(avant, _)| !avant.ends_with(' '));
                let an = if colle {
                    format!("{:02}", self.an % 100)
                } else {
                    self.an.to_string()
                };
                nom.replace("{an}", &an)
            }
        }
    }

    fn repond(&self, nom: &str, entete: &str) -> bool {
        let entete = normalise(entete);
        match nom.strip_prefix('~') {
            Some(e) => Regex::new(e).is_ok_and(|e| e.is_match(&entete)),
            None => normalise(&self.ecrit(nom)) == entete,
        }
    }
}
