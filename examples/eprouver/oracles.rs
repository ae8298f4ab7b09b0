//! The oracles, each over the projects of the samples where it finds something to damage.

use std::path::Path;

use crate::alea::Alea;
use crate::listes::Listes;
use crate::mutation::rang;
use crate::verite::{Degat, Verite};
use crate::{classeurs, degats, entites};

/// What is made unreadable.
type Abime = fn(&mut Alea, &Verite) -> Option<Degat>;

/// The oracles of figures: their name, and what they damage.
const CHIFFRES: [(&str, Abime); 5] = [
    ("cellule csv", degats::de_csv),
    ("cellule xlsx", classeurs::abimer),
    ("geojson", entites::abimer),
    ("projet", degats::de_projet),
    ("contenant", degats::de_contenant),
];
/// The oracle of the lists of communes.
const LISTE: &str = "liste abîmée";

/// The projects as they are.
pub struct Oracles {
    verites: Vec<Verite>,
    listes: Listes,
}

impl Oracles {
    /// Their names, in the order of their turns.
    pub fn noms() -> impl Iterator<Item = &'static str> {
        CHIFFRES.iter().map(|(nom, _)| *nom).chain([LISTE])
    }

    /// Reads the projects of the samples; the fictional territory a second time without its surfaces, which its outlines then give.
    pub fn lire(echantillons: &Path) -> Self {
        let projet = |nom: &str, sans: &[&str]| Verite::lire(&echantillons.join(nom), sans);
        Self {
            verites: vec![
                projet("territoire-fictif", &[]),
                projet("territoire-fictif", &["surfaces-fictif.csv"]),
                projet("utilisateur/csv-correspondance", &[]),
                projet("utilisateur/geojson-proprietes", &[]),
                projet("utilisateur/finess-par-categorie", &[]),
            ],
            listes: Listes::lire(echantillons),
        }
    }

    /// One trial of an oracle, at a rank of [`Oracles::noms`].
    pub fn eprouver(&self, oracle: usize, alea: &mut Alea) -> Result<(), String> {
        let Some((_, abime)) = CHIFFRES.get(oracle) else {
            return self.listes.eprouver(alea);
        };
        let debut = rang(alea, self.verites.len());
        let verites = self.verites.iter().cycle().skip(debut);
        for verite in verites.take(self.verites.len()) {
            if let Some(degat) = abime(alea, verite) {
                return verite.comparer(&degat);
            }
        }
        Ok(())
    }
}
