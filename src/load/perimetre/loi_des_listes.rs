//! The law of lists, on generated files: a commune written in the file is in the perimeter, or its line is named.
//!
//! Whatever the layout, the delimiter, the header, the titles, the encoding: the perimeter that comes out is the one that
//! was meant, or the list is refused.

mod formes;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::base::embarquee;
use crate::load::perimetre::expression_fichier::expression_de;
use crate::load::perimetre::fichier::lire;
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::liste::lire_avec;
use crate::perimetre::resoudre;

use formes::{Forme, formes, lignes};

/// Communes with unique names, of all kinds: lost zeros, Corsica, overseas, accents, hyphens, apostrophes, articles.
const COMMUNES: [(&str, &str); 16] = [
    ("48095", "Mende"),
    ("48140", "Saint-Chély-d'Apcher"),
    ("01004", "Ambérieu-en-Bugey"),
    ("63102", "Châteldon"),
    ("63430", "Thiers"),
    ("2A004", "Ajaccio"),
    ("2B033", "Bastia"),
    ("97353", "Maripasoula"),
    ("97105", "Basse-Terre"),
    ("97411", "Saint-Denis"),
    ("94038", "L'Haÿ-les-Roses"),
    ("17300", "La Rochelle"),
    ("13214", "Marseille 14e Arrondissement"),
    ("34172", "Montpellier"),
    ("72181", "Le Mans"),
    ("29019", "Brest"),
];

static LEXIQUE: LazyLock<Lexique<'static>> =
    LazyLock::new(|| Lexique::new(Box::leak(Box::new(embarquee()))));

/// What a file gives: the codes of the perimeter with its findings, or the message.
fn resolue(octets: &[u8]) -> Result<(BTreeSet<String>, String), String> {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("liste.txt");
    std::fs::write(&chemin, octets).unwrap();
    let base = embarquee();
    let liste = lire(&chemin).map_err(|e| e.to_string())?;
    let (expression, lus) = match expression_de(&liste).map_err(|e| e.to_string())? {
        Some(expression) => (expression, Vec::new()),
        None => {
            let liste = lire_avec(&liste, &LEXIQUE).map_err(|e| e.to_string())?;
            (liste.expression(), liste.constats)
        }
    };
    let p = resoudre(&expression, &base, None).map_err(|e| e.to_string())?;
    let dits = lus.iter().chain(&p.constats).map(|c| c.texte.clone());
    let codes = p
        .membres
        .iter()
        .map(|m| base.unite(m.unite).code.to_string());
    Ok((codes.collect(), dits.collect::<Vec<_>>().join("\n")))
}

fn ecrit(lignes: &[String], crlf: bool, encodage: u8) -> Vec<u8> {
    let texte = lignes.join(if crlf { "\r\n" } else { "\n" }) + "\n";
    match encodage {
        0 => texte.into_bytes(),
        1 => [b"\xef\xbb\xbf".as_slice(), texte.as_bytes()].concat(),
        2 => encoding_rs::WINDOWS_1252.encode(&texte).0.into_owned(),
        _ => {
            let unites = texte.encode_utf16().flat_map(u16::to_le_bytes);
            b"\xff\xfe".iter().copied().chain(unites).collect()
        }
    }
}

fn choisies(rangs: &[usize]) -> Vec<(String, String)> {
    let mut vus = BTreeSet::new();
    let uniques = rangs.iter().filter(|r| vus.insert(**r));
    uniques
        .map(|r| (COMMUNES[*r].0.to_owned(), COMMUNES[*r].1.to_owned()))
        .collect()
}

/// Communes of one neighbourhood: a block of codes without header is one list because of it.
fn voisines(forme: Forme, communes: Vec<(String, String)>) -> Vec<(String, String)> {
    const CODES: [&str; 8] = [
        "63102", "63430", "63125", "63131", "63214", "63003", "48095", "48140",
    ];
    if !matches!(forme, Forme::Bloc(_)) {
        return communes;
    }
    let lues = communes
        .iter()
        .zip(CODES)
        .map(|(_, code)| (code.to_owned(), String::new()));
    lues.collect()
}

/// A code badly written, in several ways.
fn abime(code: &str, faute: u8) -> String {
    match faute {
        0 => code.replacen('0', "O", 1),
        1 => code.replacen('1', "l", 1),
        2 => format!("{code}7"),
        3 => format!("{}x{}", &code[..2], &code[3..]),
        _ => "99999".to_owned(),
    }
}

/// A number too long beside its département is told where it stands, even when it is the code of another commune.
#[test]
fn a_number_that_is_another_code_does_not_change_what_its_column_is() {
    let liste = "DEP;COM;LIBELLE\n17;3007;La Rochelle\n48;095;Mende\n";
    let message = resolue(liste.as_bytes()).unwrap_err();
    assert!(
        message.contains("ligne 2") && message.contains("3007"),
        "{message}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// A list without fault gives the perimeter that was meant.
    #[test]
    fn a_right_list_gives_the_perimeter_meant(
        forme in formes(),
        sep in prop::sample::select(vec![';', ',', '\t', '|']),
        rangs in prop::collection::vec(0_usize..COMMUNES.len(), 2..9),
        entete in any::<bool>(),
        titres in 0_usize..3,
        crlf in any::<bool>(),
        encodage in 0_u8..4,
        espaces in any::<bool>(),
    ) {
        let communes = voisines(forme, choisies(&rangs));
        let (mut lues, peut) = lignes(forme, sep, &communes, entete);
        if espaces {
            lues.iter_mut().for_each(|l| *l = format!("{l}\u{a0} "));
        }
        for titre in 0..titres.min(if peut { 2 } else { 0 }) {
            lues.insert(titre, ["Territoire de la future CPTS", ""][titre].to_owned());
        }
        let octets = ecrit(&lues, crlf, encodage);
        let mut voulues: BTreeSet<String> = communes.iter().map(|c| c.0.clone()).collect();
        if forme == Forme::Villes {
            voulues.insert("13055".to_owned());
            voulues.retain(|c| !c.starts_with("132"));
        }
        let (codes, dits) = resolue(&octets).map_err(|e| TestCaseError::fail(format!("{e}\n{lues:#?}")))?;
        prop_assert_eq!(codes, voulues, "{:#?}", lues);
        prop_assert!(titres == 0 || !peut || dits.contains("Territoire de la future CPTS"), "{}", dits);
    }

    /// With a fault on one code, the list is refused and the value named, or a finding names it: never a word less.
    #[test]
    fn a_fault_is_named_wherever_it_stands(
        forme in prop::sample::select(vec![Forme::Codes, Forme::CodesEtNoms, Forme::NomsEtCodes, Forme::Parentheses, Forme::Bloc(3), Forme::Json, Forme::R, Forme::JsonPaires, Forme::CodesNumerotes, Forme::DepCom, Forme::Expressions]),
        sep in prop::sample::select(vec![';', ',', '\t', '|']),
        rangs in prop::collection::vec(0_usize..COMMUNES.len(), 3..9),
        entete in any::<bool>(),
        place in 0_usize..3,
        faute in 0_u8..5,
    ) {
        let mut communes = voisines(forme, choisies(&rangs));
        prop_assume!(communes.len() > place);
        let bon = communes[place].0.clone();
        let mauvais = abime(&bon, faute);
        prop_assume!(mauvais != bon);
        communes[place].0.clone_from(&mauvais);
        let (lues, _) = lignes(forme, sep, &communes, entete);
        match resolue(&ecrit(&lues, false, 0)) {
            Err(message) => prop_assert!(message.contains(if forme == Forme::DepCom { &mauvais[2..] } else { &mauvais }), "{}\n{:#?}", message, lues),
            Ok((codes, dits)) => {
                let voulues: BTreeSet<String> = communes.iter().map(|c| c.0.clone()).chain([bon]).filter(|c| *c != mauvais).collect();
                prop_assert!(dits.contains(&mauvais) && codes.is_subset(&voulues), "{:?} {}\n{:#?}", codes, dits, lues);
            }
        }
    }
}
