//! How the points and polygons of communes are told from those of other things: `lieux.toml`.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::load::source::normalise::normalise;
use crate::model::{Emplacement, ErreurDonnees};
use crate::texte_toml;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Toml {
    noms: Vec<String>,
    codes: Vec<String>,
    structures: String,
    chefs_lieux: String,
    part_repetees: f64,
    part_noms: f64,
    noms_min: usize,
    part_dehors: f64,
    points_min: usize,
    part_echangees: f64,
    echangees_min: usize,
    part_bords: f64,
    bords_min: usize,
    marge_boite: f64,
    densite_commune: f64,
    densite_arrondissement: f64,
}

/// The rules, compiled.
#[derive(Debug)]
pub struct Lieux {
    t: Toml,
    structures: Regex,
    chefs_lieux: Regex,
}

impl Lieux {
    /// Rank of the column of the names of communes, among normalised headers.
    #[must_use]
    pub fn nom(&self, entetes: &[String]) -> Option<usize> {
        let rang = |nom: &String| entetes.iter().position(|e| e == nom);
        self.t.noms.iter().find_map(rang)
    }

    /// Rank of the first column that tells a service, a practice or a structure.
    #[must_use]
    pub fn structure(&self, entetes: &[String]) -> Option<usize> {
        entetes.iter().position(|e| self.structures.is_match(e))
    }

    /// Whether a name is that of a town hall or of another centre of the commune.
    #[must_use]
    pub fn chef_lieu(&self, nom: &str) -> bool {
        self.chefs_lieux.is_match(&normalise(nom))
    }

    /// Whether a name is that of a commune, or begins with it or it with the name: `Mende (48)`, `Saint-Denis`.
    #[must_use]
    pub fn nomme(&self, nom: &str, commune: &str) -> bool {
        if nom == commune {
            return true;
        }
        let (lu, connu) = (normalise(nom), normalise(commune));
        let commence = |long: &str, court: &str| {
            let suite = long.strip_prefix(court);
            !court.is_empty() && suite.is_some_and(|s| s.is_empty() || s.starts_with(' '))
        };
        commence(&lu, &connu) || commence(&connu, &lu) || self.chef_lieu(nom) || lu == connu
    }

    /// Whether so many communes are repeated that the file is about something else.
    #[must_use]
    pub fn trop_repetees(&self, repetees: usize, communes: usize) -> bool {
        repetees > 0 && repetees as f64 >= self.t.part_repetees * communes as f64
    }

    /// Whether too few names are those of the communes.
    #[must_use]
    pub fn autres_noms(&self, bons: usize, lus: usize) -> bool {
        lus >= self.t.noms_min && (bons as f64) < self.t.part_noms * lus as f64
    }

    /// Whether so many names are those of other communes that codes and names no longer go together.
    #[must_use]
    pub fn decalees(&self, echangees: usize, lus: usize) -> bool {
        echangees >= self.t.echangees_min && echangees as f64 > self.t.part_echangees * lus as f64
    }

    /// Whether a normalised header is that of the code of the commune of the row.
    #[must_use]
    pub fn est_code(&self, entete: &str) -> bool {
        self.t.codes.iter().any(|c| c == entete)
    }

    /// Whether so many départements contradict the codes, of so many that the file has, that their column was moved by a row.
    #[must_use]
    pub fn decales_aux_bords(&self, contraires: usize, departements: usize) -> bool {
        let bords = departements.saturating_sub(1) as f64;
        contraires >= self.t.bords_min && contraires as f64 >= (self.t.part_bords * bords).floor()
    }

    /// Whether too many points are out of their commune.
    #[must_use]
    pub fn ailleurs(&self, dehors: usize, compares: usize) -> bool {
        compares >= self.t.points_min && dehors as f64 > self.t.part_dehors * compares as f64
    }

    /// Degrees by which a point may be out of the box of its simplified outline.
    #[must_use]
    pub fn marge(&self) -> f64 {
        self.t.marge_boite
    }

    /// Whether a polygon is too small to hold the inhabitants of its commune.
    #[must_use]
    pub fn trop_dense(&self, population: f64, km2: f64, arrondissement: bool) -> bool {
        let borne = if arrondissement {
            self.t.densite_arrondissement
        } else {
            self.t.densite_commune
        };
        population > borne * km2
    }
}

/// The embedded rules, read once.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn lieux() -> Result<&'static Lieux, ErreurDonnees> {
    static REGLES: OnceLock<Result<Lieux, ErreurDonnees>> = OnceLock::new();
    REGLES.get_or_init(lire).as_ref().map_err(Clone::clone)
}

fn lire() -> Result<Lieux, ErreurDonnees> {
    let erreur = |e: String| {
        ErreurDonnees::new(Emplacement::fichier("lieux.toml"), "règles illisibles").valeur(e)
    };
    let t: Toml = texte_toml::lire(include_str!("lieux.toml"), "lieux.toml")?;
    let regex = |e: &str| Regex::new(e).map_err(|e| erreur(e.to_string()));
    Ok(Lieux {
        structures: regex(&t.structures)?,
        chefs_lieux: regex(&t.chefs_lieux)?,
        t,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_structures_are_told_from_those_of_communes() {
        let l = lieux().unwrap();
        let rang =
            |noms: &[&str]| l.structure(&noms.iter().map(|n| normalise(n)).collect::<Vec<_>>());
        assert_eq!(rang(&["code", "nom", "lon", "lat"]), None);
        assert_eq!(
            rang(&["code_insee", "nom", "numero_finess_etablissement"]),
            Some(2)
        );
        assert_eq!(rang(&["nofinesset", "code_insee"]), Some(0));
        assert_eq!(rang(&["Adresse", "code_insee"]), Some(0));
        assert_eq!(
            rang(&["population", "densite", "departement", "type_commune"]),
            None
        );
    }

    #[test]
    fn the_name_of_a_commune_is_known_however_it_is_written() {
        let l = lieux().unwrap();
        for nom in ["MENDE", "Mende (48)", "Mairie de Mende", "Hôtel de ville"] {
            assert!(l.nomme(nom, "Mende"), "{nom}");
        }
        for nom in ["Pharmacie du Lot", "Cabinet médical", "Mendel", ""] {
            assert!(!l.nomme(nom, "Mende"), "{nom}");
        }
        assert!(l.nomme("L'Île-d'Yeu", "L’Île-d’Yeu"));
    }

    #[test]
    fn thresholds_are_shares_and_densities() {
        let l = lieux().unwrap();
        assert!(!l.trop_repetees(0, 10) && l.trop_repetees(1, 10) && !l.trop_repetees(1, 1000));
        assert!(!l.autres_noms(0, 2) && l.autres_noms(1, 3) && !l.autres_noms(2, 3));
        assert!(!l.decalees(1, 3) && l.decalees(2, 3) && !l.decalees(2, 1000));
        assert!(l.trop_dense(120_000.0, 0.26, false) && !l.trop_dense(142_000.0, 3.67, true));
    }
}
