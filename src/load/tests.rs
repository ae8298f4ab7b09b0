//! Whole-folder tests of the loader: a small référentiel of real codes without figures, and the real national data.

use crate::load::jeu::vraisemblance::Seuils;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::model::{
    AncienCode, CodeCommune, DateCivile, Departement, Genre, MotifAncien, Region, Separation,
    Unite, UniteId, Valeur,
};

mod ambigus;
mod ancien_excel;
mod apl;
mod arbre;
mod caf;
mod cellules;
mod classeurs;
mod comptage;
mod dossiers;
mod empilees;
mod fautes;
mod flux;
mod formats;
mod image;
mod melodi;
mod nomenclatures;
mod parquet;
mod publies;
mod quartiers;
mod recensement;
mod redites;
mod reel;
mod silences;
mod structures;
mod utilisateur;

fn code(texte: &str) -> CodeCommune {
    CodeCommune::parse(texte).unwrap()
}

fn source() -> Source {
    Source {
        id: "referentiel".into(),
        libelle: "COG".into(),
        fichier: "(base embarquée)".into(),
        sha256: String::new(),
        producteur: "INSEE".into(),
        millesime: "2026".into(),
        cog: None,
        licence: "Licence Ouverte 2.0".into(),
        url: None,
    }
}

fn options() -> Options {
    Options {
        fichiers: Vec::new(),
        descripteurs: Vec::new(),
        population: None,
        vraisemblance: Seuils::embarques().unwrap(),
        source_referentiel: source(),
        seul_processus: false,
        annexes: |_| Vec::new(),
        strict: true,
        cache: None,
    }
}

/// Units (code, parent) and former codes (code, current).
pub(super) fn referentiel(
    unites: &[(&str, Option<&str>, Option<u32>)],
    anciens: &[(&str, &str)],
) -> Referentiel {
    let mut tries = unites.to_vec();
    tries.sort_unstable();
    tries.dedup();
    let rangs: BTreeMap<&str, u32> = (0u32..).zip(&tries).map(|(i, u)| (u.0, i)).collect();
    let codes: BTreeSet<String> = tries
        .iter()
        .map(|u| code(u.0).departement().to_owned())
        .collect();
    let departements: Vec<Departement> = codes
        .into_iter()
        .map(|c| Departement {
            nom: c.clone(),
            code: c,
            region: 0,
        })
        .collect();
    let genre = |c: &str, parent: Option<&str>| match (parent, &c[..3]) {
        (Some(_), _) => Genre::Arrondissement,
        (None, "975" | "977" | "978" | "984" | "986" | "987" | "988" | "989") => Genre::CommuneCom,
        _ => Genre::Commune,
    };
    let mut r = Referentiel::default();
    r.nom = "COG 2026".into();
    r.millesime_population = 2023;
    r.unites = tries
        .iter()
        .map(|(c, parent, population)| Unite {
            code: code(c),
            nom: (*c).to_owned(),
            genre: genre(c, *parent),
            parent: parent.map(|p| UniteId(rangs[p])),
            departement: departements
                .iter()
                .position(|d| d.code == code(c).departement())
                .unwrap(),
            epci: None,
            population: *population,
        })
        .collect();
    r.departements = departements;
    r.regions = vec![Region {
        code: "00".into(),
        nom: "x".into(),
    }];
    for (ancien, vers) in anciens {
        if !rangs.contains_key(ancien) {
            let vers = UniteId(rangs[vers]);
            let ancien_code = AncienCode {
                vers,
                motif: MotifAncien::Ancien,
                nom: None,
                fin: None,
                entier: false,
            };
            r.anciens.insert(code(ancien), ancien_code);
        }
    }
    r.indexer();
    r
}

/// A few units: an arrondissement city, a merged commune, a re-created one, Corsica and Mayotte.
fn petit() -> Arc<Referentiel> {
    let unites = [
        ("01001", None, Some(800)),
        ("01002", None, Some(200)),
        ("01187", None, Some(700)),
        ("2A004", None, Some(70_000)),
        ("15031", None, Some(200)),
        ("15141", None, Some(1_500)),
        ("48095", None, Some(12_000)),
        ("75056", None, Some(50_000)),
        ("75101", Some("75056"), Some(15_000)),
        ("75102", Some("75056"), Some(35_000)),
        ("97601", None, Some(5_192)),
        ("98735", None, Some(20_000)),
    ];
    let mut r = referentiel(&unites, &[("01330", "01187"), ("01999", "01187")]);
    r.separations = vec![Separation {
        de: code("15141"),
        nom: "Neussargues en Pinatelle".into(),
        date: DateCivile::parse("2025-01-01").unwrap(),
        vers: vec![code("15031"), code("15141")],
    }];
    Arc::new(r)
}

fn dossier(fichiers: &[(&str, &[u8])]) -> tempfile::TempDir {
    let d = tempfile::tempdir().unwrap();
    for (nom, octets) in fichiers {
        let chemin = d.path().join(nom);
        std::fs::create_dir_all(chemin.parent().unwrap()).unwrap();
        std::fs::write(chemin, octets).unwrap();
    }
    d
}

/// Loads files, and the same as Parquet when they can be: a law of every test.
fn charge(fichiers: &[(&str, &[u8])]) -> Result<Dataset, ErreurDonnees> {
    let lu = charge_tel_quel(fichiers)?;
    parquet::meme_en_parquet(fichiers, &lu);
    Ok(lu)
}

fn charge_tel_quel(fichiers: &[(&str, &[u8])]) -> Result<Dataset, ErreurDonnees> {
    let d = dossier(fichiers);
    charger(d.path(), petit(), &options(), &Progression::muette())
}

/// Every file was recognised, and every row used.
fn tout_est_lu(d: &Dataset) {
    assert!(
        d.rejets.is_empty() && d.non_reconnus.is_empty(),
        "{:?} {:?}",
        d.rejets,
        d.non_reconnus
    );
}

fn lue(d: &Dataset, variable: &str, an: Option<u16>, c: &str) -> Valeur {
    let colonne = d
        .colonne(variable, an)
        .unwrap_or_else(|| panic!("{variable} {an:?} : {:?}", d.colonnes.keys()));
    colonne.valeur(d.referentiel.par_code(code(c)).unwrap())
}

fn classe<'d>(d: &'d Dataset, variable: &str, c: &str) -> Option<&'d str> {
    d.classe(variable)?
        .code(d.referentiel.par_code(code(c)).unwrap())
}
