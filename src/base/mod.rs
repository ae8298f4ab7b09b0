//! The embedded national base (COG 2026) and what is answered from it: recoding, suggestions, search by name.

mod colonnes;
pub mod contours;
mod decodage;
pub mod departements;
mod nom;
mod nommes;
mod origines;
mod passages;
mod recherche;
mod recodage;
mod suggestion;

use std::sync::{Arc, OnceLock};

pub use colonnes::BaseIllisible;
pub use decodage::decoder;
pub use nom::{cle, normaliser};
pub use nommes::{Nommes, departement};
pub use passages::passages_avec;
pub use recherche::{chercher, chercher_epci};
pub use recodage::{Resolution, resoudre};
pub use suggestion::{meme_nom, suggerer_code, suggerer_nom};

use sha2::{Digest, Sha256};

use crate::model::{Referentiel, Source};

/// The base, as made by `examples/fabriquer_base`.
static OCTETS: &[u8] = include_bytes!("cog2026.bin");

/// SHA-256 of the base, lower-case hexadecimal, written by the same step; a test compares it with the bytes.
const SHA256: &str = include_str!("cog2026.sha256");

/// The embedded référentiel (COG 2026, population municipale 2023), decoded once per process.
///
/// # Errors
/// [`BaseIllisible`] when the bytes of the program are damaged: never an empty France.
pub fn lire() -> Result<Arc<Referentiel>, BaseIllisible> {
    static BASE: OnceLock<Result<Arc<Referentiel>, BaseIllisible>> = OnceLock::new();
    BASE.get_or_init(|| verifier(OCTETS).map(Arc::new)).clone()
}

/// Decodes bytes whose fingerprint is that of the base: a single altered figure would otherwise be read as true.
fn verifier(octets: &[u8]) -> Result<Referentiel, BaseIllisible> {
    if empreinte(octets) != SHA256.trim() {
        return Err(BaseIllisible(
            "l'empreinte SHA-256 n'est pas celle de la base".to_owned(),
        ));
    }
    let mut base = decoder(octets)?;
    base.origines = origines::lire()?;
    base.passages = passages::lire(&base)?;
    Ok(base)
}

fn empreinte(octets: &[u8]) -> String {
    Sha256::digest(octets)
        .iter()
        .map(|o| format!("{o:02x}"))
        .collect()
}

/// The embedded référentiel, for the tests.
#[cfg(test)]
pub fn embarquee() -> Arc<Referentiel> {
    lire().unwrap()
}

/// The embedded base as a source of the report.
#[must_use]
pub fn source() -> Source {
    Source {
        id: "base_cog_2026".to_owned(),
        libelle: "Code officiel géographique 2026, populations municipales et EPCI".to_owned(),
        fichier: "(base embarquée)".to_owned(),
        sha256: SHA256.trim().to_owned(),
        producteur: "INSEE, via Etalab (@etalab/decoupage-administratif 6.0.0)".to_owned(),
        millesime: "population 2023 (Mayotte : 2017), EPCI 2026".to_owned(),
        cog: Some("COG 2026".to_owned()),
        licence: "Licence Ouverte 2.0".to_owned(),
        url: Some("https://github.com/etalab/decoupage-administratif".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CodeCommune, Genre, MotifAncien};
    use proptest::prelude::*;

    fn code(texte: &str) -> CodeCommune {
        CodeCommune::parse(texte).unwrap()
    }

    #[test]
    fn the_fingerprint_is_that_of_the_bytes_and_the_size_is_bounded() {
        assert_eq!(source().sha256, empreinte(OCTETS));
        assert!(OCTETS.len() <= 1_000_000);
    }

    /// Source of the totals: INSEE, COG 2026 and populations municipales 2023.
    #[test]
    fn holds_34875_communes_94_com_45_arrondissements_and_68_350_798_inhabitants() {
        let base = embarquee();
        let nombre = |genre| base.unites.iter().filter(|u| u.genre == genre).count();
        assert_eq!(nombre(Genre::Commune), 34_875);
        assert_eq!(nombre(Genre::CommuneCom), 94);
        assert_eq!(nombre(Genre::Arrondissement), 45);
        let total: f64 = base.france().map(|id| base.population(id)).sum();
        assert!((total - 68_350_798.0).abs() < 0.5);
        assert_eq!(
            (
                base.regions.len(),
                base.departements.len(),
                base.epcis.len()
            ),
            (26, 109, 1255)
        );
        assert!(base.note_population.contains("Mayotte : 2017"));
        let annee = |c| base.millesime_de(base.par_code(code(c)).unwrap());
        assert_eq!((annee("97601"), annee("48095")), (Some(2017), Some(2023)));
    }

    #[test]
    fn knows_published_populations_and_the_territories_of_a_commune() {
        let base = embarquee();
        for (c, attendu) in [
            ("75056", 2_103_778.0),
            ("34172", 310_240.0),
            ("15014", 26_214.0),
            ("23096", 12_955.0),
        ] {
            let id = base.par_code(code(c)).unwrap();
            assert!((base.population(id) - attendu).abs() < 0.5, "{c}");
        }
        let mende = base.par_code(code("48095")).unwrap();
        assert_eq!(base.unite(mende).nom, "Mende");
        assert_eq!(base.departement(mende).nom, "Lozère");
        assert_eq!(base.region(mende).nom, "Occitanie");
        assert_eq!(base.epci(mende).unwrap().genre, "CC");
        let noumea = base.par_code(code("98818")).unwrap();
        assert_eq!(base.departement(noumea).nom, "Nouvelle-Calédonie");
    }

    #[test]
    fn the_arrondissements_of_a_city_add_up_to_it() {
        let base = embarquee();
        for (ville, nombre) in [("75056", 20), ("69123", 9), ("13055", 16)] {
            let id = base.par_code(code(ville)).unwrap();
            let parts = base.arrondissements(id);
            assert_eq!(parts.len(), nombre);
            let somme: f64 = parts.iter().map(|&p| base.population(p)).sum();
            assert!((somme - base.population(id)).abs() < 0.5, "{ville}");
            assert!(
                parts
                    .iter()
                    .all(|&p| base.epci(p).map(|e| &e.siren) == base.epci(id).map(|e| &e.siren))
            );
        }
    }

    #[test]
    fn every_epci_has_members_that_point_back_to_it_and_only_four_islands_have_none() {
        let base = embarquee();
        for (i, epci) in base.epcis.iter().enumerate() {
            assert!(!epci.membres.is_empty() && epci.membres.is_sorted());
            assert!(epci.membres.iter().all(|&m| base.unite(m).epci == Some(i)));
            assert!(["CC", "CA", "CU", "METRO", "MET69"].contains(&epci.genre.as_str()));
        }
        let sans: Vec<&str> = base
            .france()
            .filter(|&id| base.epci(id).is_none())
            .map(|id| base.unite(id).code.as_str())
            .map(|c| match c {
                "22016" => "Bréhat",
                "29083" => "Sein",
                "29155" => "Ouessant",
                "85113" => "Yeu",
                autre => panic!("{autre}"),
            })
            .collect();
        assert_eq!(sans.len(), 4);
    }

    #[test]
    fn a_current_code_is_never_a_former_one() {
        let base = embarquee();
        assert!(base.unites.is_sorted_by_key(|u| u.code));
        assert!(base.anciens.keys().all(|&c| base.par_code(c).is_none()));
        assert!(base.scindees.keys().all(|&c| base.par_code(c).is_none()));
        assert!(base.scindees.keys().all(|c| !base.anciens.contains_key(c)));
        assert_eq!(base.deleguees.len(), 2105 + 471);
        let partagees = base
            .deleguees
            .iter()
            .filter(|d| base.par_code(d.code).is_some())
            .count();
        assert_eq!(partagees, 584);
        let motif = |c| base.anciens[&code(c)].motif;
        assert_eq!(motif("12114"), MotifAncien::Deleguee, "Grand-Vabre");
        assert_eq!(motif("55273"), MotifAncien::Associee, "Lamarche-en-Woëvre");
        assert_eq!(motif("12076"), MotifAncien::Ancien, "Conques-en-Rouergue");
    }

    /// Prints the time of one decoding; the promise (20 ms) is that of the release build.
    #[test]
    fn decodes_fast_enough_to_be_interactive() {
        let debut = std::time::Instant::now();
        decoder(OCTETS).unwrap();
        eprintln!("décodage : {:?}", debut.elapsed());
    }

    #[test]
    fn decoding_refuses_truncated_bytes() {
        assert!(decoder(&OCTETS[..OCTETS.len() / 2]).is_err());
        assert!(decoder(b"").is_err());
        assert!(decoder(b"rien de tel").is_err());
    }

    proptest! {
        /// An altered byte is refused, or the program would read another France than the one that was checked.
        #[test]
        fn an_altered_byte_is_never_read_as_the_base(
            place in 0..OCTETS.len(), ecart in 1u8..=255,
        ) {
            let mut octets = OCTETS.to_vec();
            octets[place] = octets[place].wrapping_add(ecart);
            prop_assert!(verifier(&octets).is_err());
        }
    }
}
