//! The layouts of the generated lists: as people make them.

use proptest::prelude::*;

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Forme {
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
    JsonPaires,
    Numerotes(u8),
    CodesNumerotes,
    Expressions,
    Villes,
}

pub(super) fn formes() -> impl Strategy<Value = Forme> {
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
        Forme::JsonPaires,
        Forme::Numerotes(0),
        Forme::Numerotes(1),
        Forme::Numerotes(2),
        Forme::Numerotes(3),
        Forme::Numerotes(4),
        Forme::Numerotes(5),
        Forme::CodesNumerotes,
        Forme::Expressions,
        Forme::Villes,
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
pub(super) fn lignes(
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
        Forme::JsonPaires => {
            let paires = une(&|c, n| format!("[\"{c}\", \"{n}\"]"));
            return (vec![format!("[{}]", paires.join(",\n"))], false);
        }
        Forme::Numerotes(style) => {
            let numerotee = |(rang, (c, n)): (usize, &(String, String))| {
                format!("{}{n} ({})", numero(style, rang), departement(c))
            };
            (
                "Communes".to_owned(),
                (1..).zip(communes).map(numerotee).collect(),
            )
        }
        Forme::CodesNumerotes => {
            let numerotee =
                |(rang, (c, n)): (usize, &(String, String))| format!("n°{rang} {c} {n}");
            (
                "Communes".to_owned(),
                (1..).zip(communes).map(numerotee).collect(),
            )
        }
        Forme::Expressions => {
            let lues = une(&|c, _| format!("dep:{} - dep:{0} + commune:{c}", departement(c)));
            return (
                lues.into_iter()
                    .take(1)
                    .chain(communes.iter().skip(1).map(|(c, _)| format!("+{c}")))
                    .collect(),
                false,
            );
        }
        Forme::Villes => {
            let ville = ["13055", "13201", "13202"].map(str::to_owned);
            let codes = une(&|c, _| c.to_owned());
            (
                "code_insee".to_owned(),
                ville.into_iter().chain(codes).collect(),
            )
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

/// The number of an item, in a usual form.
fn numero(style: u8, rang: usize) -> String {
    match style {
        0 => format!("n° {rang} : "),
        1 => format!("{rang}. "),
        2 => format!("({rang}) "),
        3 => format!("{}) ", char::from(b'a' + u8::try_from(rang - 1).unwrap())),
        4 => format!("{rang} "),
        _ => format!("{rang} - "),
    }
}
