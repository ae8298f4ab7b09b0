//! Codes that several nomenclatures share: `1` to `3` are levels of the grid of three as of the grid of seven.
//!
//! The law: a code is read by the nomenclature that its file states (labels, title, domain of its values), never guessed.

use std::collections::BTreeMap;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::load::format::motifs::regex;
use crate::load::source::normalise::{affichable, normalise};

/// How the codes of a variable are told from those of other nomenclatures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Echelle {
    /// What it is, in French, with its article.
    pub nom: String,
    /// Regular expression on the normalised title, sheet, header or file name that states it.
    pub dite: String,
    /// The same, for what states another.
    pub autre: String,
    /// Codes that no other has.
    pub propres: Vec<String>,
    /// Number of communes from which one at least has a code of its own.
    pub communes: usize,
    /// Regular expression on the normalised label of each code.
    pub libelles: BTreeMap<String, String>,
}

/// The same, compiled.
#[derive(Debug, Clone)]
pub struct EchelleFormat {
    nom: String,
    dite: Regex,
    autre: Regex,
    propres: Vec<String>,
    communes: usize,
    libelles: Vec<(String, Regex)>,
}

impl EchelleFormat {
    /// Compiles it.
    ///
    /// # Errors
    /// A regular expression is wrong.
    pub(super) fn compile(e: &Echelle) -> Result<Self, regex::Error> {
        let libelles = e.libelles.iter();
        let libelles = libelles.map(|(code, motif)| Ok((code.clone(), regex(motif)?)));
        Ok(Self {
            nom: e.nom.clone(),
            dite: regex(&e.dite)?,
            autre: regex(&e.autre)?,
            propres: e.propres.clone(),
            communes: e.communes,
            libelles: libelles.collect::<Result<_, regex::Error>>()?,
        })
    }

    /// The code that a label is that of.
    #[must_use]
    pub fn code_du_libelle(&self, libelle: &str) -> Option<&str> {
        let net = normalise(libelle);
        let sien = self.libelles.iter().find(|(_, motif)| motif.is_match(&net));
        sien.map(|(code, _)| code.as_str())
    }

    /// Why the codes of a column are not of this nomenclature, in French; `None` when they are.
    ///
    /// `codes` counts the rows by code, `libelles` by label; `dit` is what the table says of itself.
    #[must_use]
    pub fn refus(
        &self,
        dit: &str,
        codes: &BTreeMap<&str, usize>,
        libelles: &BTreeMap<&str, usize>,
    ) -> Option<String> {
        let nom = &self.nom;
        let lus: usize = libelles.values().sum();
        if lus > 0 {
            let siens = libelles
                .iter()
                .filter(|(l, _)| self.code_du_libelle(l).is_some());
            let siens: usize = siens.map(|(_, n)| n).sum();
            let autre = libelles.keys().find(|l| self.code_du_libelle(l).is_none());
            return autre.filter(|_| siens * 2 <= lus).map(|l| {
                let l = affichable(l, 60);
                format!("ses libellés («\u{a0}{l}\u{a0}»…) ne sont pas ceux de {nom}")
            });
        }
        let sienne = self.dite.is_match(dit);
        let autre = self.autre.find(dit).filter(|_| !sienne);
        if let Some(autre) = autre {
            return Some(format!(
                "le fichier dit «\u{a0}{}\u{a0}», et {nom} a d'autres codes",
                autre.as_str()
            ));
        }
        let communes: usize = codes.values().sum();
        let propres = self.propres.iter().filter_map(|c| codes.get(c.as_str()));
        // One in a whole country is a typing error.
        let propre = propres.sum::<usize>() * 100 >= communes.max(1);
        let lus: Vec<&str> = codes.keys().copied().collect();
        let lus = lus.join(", ");
        match (propre, sienne) {
            (true, _) => None,
            (false, true) if communes < self.communes => None,
            (false, true) => Some(format!(
                "ses codes ne sont que {lus} sur {communes} lignes, ce que {nom} ne peut pas donner"
            )),
            (false, false) => Some(format!(
                "ses codes ({lus}) sont aussi ceux d'une autre nomenclature, et ni titre, ni nom de fichier, ni libellé ne dit que c'est {nom}"
            )),
        }
    }
}

/// Labels of the INSEE for the grid of seven levels, by code.
#[cfg(test)]
pub(in crate::load) const SEPT: [&str; 7] = [
    "Grands centres urbains",
    "Centres urbains intermédiaires",
    "Petites villes",
    "Ceintures urbaines",
    "Bourgs ruraux",
    "Rural à habitat dispersé",
    "Rural à habitat très dispersé",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::load::format::catalogue::embarques;

    fn grille() -> EchelleFormat {
        let mut variables = embarques().unwrap().iter().flat_map(|f| &f.variables);
        variables.find_map(|v| v.echelle.clone()).unwrap()
    }

    /// Labels of the INSEE for the grid of three.
    const TROIS: [&str; 3] = ["Urbain dense", "Urbain intermédiaire", "Rural"];

    proptest! {
        /// A column of the grid of three is never read as one of seven; one of seven is, wherever something says it.
        #[test]
        fn a_grid_is_read_only_as_what_its_file_says(
            lus in prop::collection::vec(0..7_usize, 1..60), trois in any::<bool>(), libelles in any::<bool>(),
            dit in prop::sample::select(&["", "grille de densite", "grille a 3 niveaux", "niveau de densite 7 niveaux"][..]),
        ) {
            let noms: &[&str] = if trois { &TROIS } else { &SEPT };
            let codes: Vec<String> = lus.iter().map(|c| (c % noms.len() + 1).to_string()).collect();
            let (mut n, mut l) = (BTreeMap::new(), BTreeMap::new());
            for code in &codes {
                *n.entry(code.as_str()).or_insert(0) += 1;
                if libelles {
                    *l.entry(noms[code.parse::<usize>().unwrap() - 1]).or_insert(0) += 1;
                }
            }
            let menteur = trois == dit.contains("7 niveaux") && (trois || dit.contains('3'));
            prop_assume!(libelles || !menteur);
            let lue = grille().refus(dit, &n, &l).is_none();
            prop_assert!(!(trois && lue), "{:?} {:?} {}", n, l, dit);
            let prouvee = libelles || dit.contains('7') || n.keys().any(|c| *c > "4");
            prop_assert_eq!(lue, !trois && prouvee, "{:?} {:?} {}", n, l, dit);
        }
    }

    #[test]
    fn a_title_does_not_make_seven_levels_of_a_country_of_three() {
        let n = BTreeMap::from([("1", 800), ("2", 4000), ("3", 30_000), ("7", 1)]);
        let refus = grille().refus("7 niveaux", &n, &BTreeMap::new());
        assert!(refus.unwrap().contains("34801 lignes"));
        let n = BTreeMap::from([("1", 120), ("2", 4)]);
        assert_eq!(grille().refus("7 niveaux", &n, &BTreeMap::new()), None);
    }
}
