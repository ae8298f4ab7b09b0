//! The law of lists, on generated files: a commune written in the file is in the perimeter, or its line is named.
//!
//! Whatever the layout, the delimiter, the header, the titles, the encoding: the perimeter that comes out is the one that
//! was meant, or the list is refused.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::base::embarquee;
use crate::load::perimetre::fichier::lire;
use crate::load::perimetre::lexique::Lexique;
use crate::load::perimetre::liste::lire_avec;
use crate::perimetre::resoudre;

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

/// How a list is laid out.
#[derive(Debug, Clone, Copy)]
enum Forme {
    Codes,
    CodesEtNoms,
    NomsEtCodes,
    Decores,
    Parentheses,
    Bloc(usize),
    Json,
    JsonObjets,
    R,
    DepCom,
    Noms,
    NomsParentheses,
}

fn formes() -> impl Strategy<Value = Forme> {
    prop::sample::select(vec![
        Forme::Codes,
        Forme::CodesEtNoms,
        Forme::NomsEtCodes,
        Forme::Decores,
        Forme::Parentheses,
        Forme::Bloc(2),
        Forme::Bloc(3),
        Forme::Bloc(7),
        Forme::Json,
        Forme::JsonObjets,
        Forme::R,
        Forme::DepCom,
        Forme::Noms,
        Forme::NomsParentheses,
    ])
}

fn departement(code: &str) -> &str {
    if code.starts_with("97") {
        &code[..3]
    } else {
        &code[..2]
    }
}

/// The rows of a list, and whether a header and titles may stand above.
fn lignes(
    forme: Forme,
    sep: char,
    communes: &[(String, String)],
    entete: bool,
) -> (Vec<String>, bool) {
    let s = sep.to_string();
    let ligne = |cellules: &[&str]| cellules.join(&s);
    let une = |f: &dyn Fn(&str, &str) -> String| -> Vec<String> {
        communes.iter().map(|(c, n)| f(c, n)).collect()
    };
    let cites: Vec<String> = communes.iter().map(|(c, _)| format!("\"{c}\"")).collect();
    let (titre, corps) = match forme {
        Forme::Codes => ("code_insee".to_owned(), une(&|c, _| c.to_owned())),
        Forme::CodesEtNoms => (ligne(&["CODGEO", "LIBGEO"]), une(&|c, n| ligne(&[c, n]))),
        Forme::NomsEtCodes => (
            ligne(&["Commune", "Code INSEE"]),
            une(&|c, n| ligne(&[n, c])),
        ),
        Forme::Decores => (
            "identifiant".to_owned(),
            une(&|c, _| format!("2026-COM-{c}")),
        ),
        Forme::Parentheses => ("Communes".to_owned(), une(&|c, n| format!("{n} ({c})"))),
        Forme::Bloc(n) => {
            let codes: Vec<&str> = communes.iter().map(|(c, _)| c.as_str()).collect();
            (
                "code_insee".to_owned(),
                codes.chunks(n).map(|l| l.join(&s)).collect(),
            )
        }
        Forme::Json => return (vec![format!("[{}]", cites.join(",\n"))], false),
        Forme::JsonObjets => {
            let objets = une(&|c, n| {
                format!("{{\"nom\":\"{n}\",\"code\":\"{c}\",\"codesPostaux\":[\"48000\"]}}")
            });
            return (vec![format!("[{}]", objets.join(",\n"))], false);
        }
        Forme::R => return (vec![format!("communes <- c({})", cites.join(", "))], false),
        Forme::DepCom => {
            let corps = une(&|c, n| ligne(&[departement(c), &c[2..], n]));
            return (
                [vec![ligne(&["DEP", "COM", "LIBELLE"])], corps].concat(),
                true,
            );
        }
        Forme::Noms => (
            ligne(&["Commune", "Département"]),
            une(&|c, n| ligne(&[n, departement(c)])),
        ),
        Forme::NomsParentheses => (
            "Commune".to_owned(),
            une(&|c, n| format!("{n} ({})", departement(c))),
        ),
    };
    let tete = if entete { vec![titre] } else { Vec::new() };
    ([tete, corps].concat(), entete)
}

/// What a file gives: the codes of the perimeter with its findings, or the message.
fn resolue(octets: &[u8]) -> Result<(BTreeSet<String>, String), String> {
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("liste.txt");
    std::fs::write(&chemin, octets).unwrap();
    let base = embarquee();
    let liste = lire(&chemin).map_err(|e| e.to_string())?;
    let liste = lire_avec(&liste, &LEXIQUE).map_err(|e| e.to_string())?;
    let p = resoudre(&liste.expression(), &base, None).map_err(|e| e.to_string())?;
    let dits = liste
        .constats
        .iter()
        .chain(&p.constats)
        .map(|c| c.texte.clone());
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
        let voulues: BTreeSet<String> = communes.iter().map(|c| c.0.clone()).collect();
        let (codes, dits) = resolue(&octets).map_err(|e| TestCaseError::fail(format!("{e}\n{lues:#?}")))?;
        prop_assert_eq!(codes, voulues, "{:#?}", lues);
        prop_assert!(titres == 0 || !peut || dits.contains("Territoire de la future CPTS"), "{}", dits);
    }

    /// With a fault on one code, the list is refused and the value named, or a finding names it: never a word less.
    #[test]
    fn a_fault_is_named_wherever_it_stands(
        forme in prop::sample::select(vec![Forme::Codes, Forme::CodesEtNoms, Forme::NomsEtCodes, Forme::Parentheses, Forme::Bloc(3), Forme::Json, Forme::R]),
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
            Err(message) => prop_assert!(message.contains(&mauvais), "{}\n{:#?}", message, lues),
            Ok((codes, dits)) => {
                let voulues: BTreeSet<String> = communes.iter().map(|c| c.0.clone()).chain([bon]).filter(|c| *c != mauvais).collect();
                prop_assert!(dits.contains(&mauvais) && codes.is_subset(&voulues), "{:?} {}\n{:#?}", codes, dits, lues);
            }
        }
    }
}
