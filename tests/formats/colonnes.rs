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
    /// Places already looked for, by names, and how many columns there were: a row is written in a few look-ups.
    places: HashMap<Vec<String>, (Option<usize>, usize)>,
    /// Headers as they are compared.
    normes: Vec<String>,
}

impl Colonnes {
    /// No column yet.
    pub fn new(an: u16, interdits: &[Noms]) -> Self {
        Self {
            noms: Vec::new(),
            an,
            interdits: interdits.to_vec(),
            places: HashMap::new(),
            normes: Vec::new(),
        }
    }

    /// Place of the column that answers to some names; it is written when none does.
    pub fn place(&mut self, noms: &Noms) -> Option<usize> {
        let combien = self.noms.len();
        if let Some((place, quand)) = self.places.get(noms.liste())
            && (place.is_some() || *quand == combien)
        {
            return *place;
        }
        let place = self.trouve(noms).or_else(|| self.nouvelle(noms));
        let cle = noms.liste().to_vec();
        self.places.insert(cle, (place, self.noms.len()));
        place
    }

    fn nouvelle(&mut self, noms: &Noms) -> Option<usize> {
        let ecrits = noms.liste().iter().map(|n| self.ecrit(n));
        let permis: Vec<String> = ecrits.filter(|n| !self.interdite(n)).collect();
        permis.into_iter().next().map(|nom| self.ajoute(nom))
    }

    /// Place of a column that answers, if any.
    pub fn trouve(&self, noms: &Noms) -> Option<usize> {
        let mut noms = noms.liste().iter();
        noms.find_map(|n| {
            let repond = self.repond(n);
            self.normes.iter().position(|e| repond(e))
        })
    }

    /// Writes a column of this very name, unless it is there.
    pub fn ajoute(&mut self, nom: String) -> usize {
        let deja = self.noms.iter().position(|n| *n == nom);
        deja.unwrap_or_else(|| {
            self.normes.push(normalise(&nom));
            self.noms.push(nom);
            self.noms.len() - 1
        })
    }

    fn interdite(&self, nom: &str) -> bool {
        let norme = normalise(nom);
        let mut noms = self.interdits.iter().flat_map(|n| n.liste());
        noms.any(|n| self.repond(n)(&norme))
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

    /// What tells whether a header, as it is compared, answers to a name.
    fn repond(&self, nom: &str) -> Box<dyn Fn(&str) -> bool> {
        match nom.strip_prefix('~').map(Regex::new) {
            Some(Ok(e)) => Box::new(move |entete| e.is_match(entete)),
            Some(Err(_)) => Box::new(|_| false),
            None => {
                let nom = normalise(&self.ecrit(nom));
                Box::new(move |entete| nom == entete)
            }
        }
    }
}
