//! Codes of a file to units of the référentiel: the only place where `load` asks what a code has become.

use crate::base::{self, Resolution};
use crate::model::{CodeCommune, Referentiel, UniteId};

/// What a code of a file is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// A current commune or arrondissement.
    Actuelle(UniteId),
    /// A former code, a commune déléguée or associée, part of a current commune.
    Recodee(UniteId),
    /// A former commune cut into several: its figure belongs to none of them.
    Scindee,
    /// Not a commune.
    Inconnue,
}

/// What a code has become. A code that is current is never recoded.
#[must_use]
pub fn resoudre(referentiel: &Referentiel, code: CodeCommune) -> Issue {
    match base::resoudre(referentiel, code) {
        Resolution::Actuelle(id) => Issue::Actuelle(id),
        Resolution::Recodee { vers, .. } => Issue::Recodee(vers),
        Resolution::Scindee { .. } => Issue::Scindee,
        Resolution::Inconnue => Issue::Inconnue,
    }
}

/// Code made from a département and a commune column: `976` + `601` → `97601`, `1` + `4` → `01004`, `9A` + `101` → `97101`,
/// `971` + `5` → `97105`; a commune column that holds the whole code is enough.
#[must_use]
pub fn compose(departement: &str, commune: &str) -> Option<CodeCommune> {
    let net = |t: &str| {
        t.trim_matches(['\'', '"', '=', ' ', '\u{a0}'])
            .to_uppercase()
    };
    let (dep, com) = (net(departement), net(commune));
    if let (true, Ok(code)) = (com.len() == 5, CodeCommune::parse(&com)) {
        return Some(code);
    }
    let dep = outremer(&dep);
    let chiffres = !com.is_empty() && com.bytes().all(|o| o.is_ascii_digit());
    if !chiffres || com.len() > 3 || !dep.is_ascii() {
        return None;
    }
    let tete = match dep.len() {
        1 => format!("0{dep}"),
        2 => dep.to_owned(),
        3 if com.len() < 3 => return CodeCommune::parse(&format!("{dep}{com:0>2}")).ok(),
        // Overseas, the three digits of the commune begin with the last of the département.
        3 if dep.ends_with(com.get(..1)?) => dep.get(..2)?.to_owned(),
        _ => return None,
    };
    CodeCommune::parse(&format!("{tete}{com:0>3}")).ok()
}

/// Départements of overseas as FINESS and the BPE write them, on two characters.
///
/// Source: rows of the FINESS extract, where `9C` goes with the communes 3xx and `9F` with the communes 6xx.
const OUTREMER: [(&str, &str); 7] = [
    ("9A", "971"),
    ("9B", "972"),
    ("9C", "973"),
    ("9D", "974"),
    ("9E", "975"),
    ("9F", "976"),
    ("9J", "986"),
];

/// `9A` → `971`; any other département is left as it is.
fn outremer(departement: &str) -> &str {
    let trouve = OUTREMER
        .iter()
        .find(|(court, _)| departement.eq_ignore_ascii_case(court));
    trouve.map_or(departement, |(_, long)| long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_made_of_its_departement_and_its_commune() {
        for (dep, com, attendu) in [
            ("01", "004", "01004"),
            ("1", "4", "01004"),
            ("48", "95", "48095"),
            ("2a", "004", "2A004"),
            ("976", "601", "97601"),
            ("971", "105", "97105"),
            ("971", "05", "97105"),
            ("971", "5", "97105"),
            ("9A", "101", "97101"),
            ("9f", "606", "97606"),
            ("48", "48095", "48095"),
            ("='48'", " 095", "48095"),
        ] {
            assert_eq!(compose(dep, com).unwrap().as_str(), attendu, "{dep} {com}");
        }
        for (dep, com) in [
            ("976", "101"),
            ("971", "205"),
            ("9A", "302"),
            ("", "101"),
            ("48", ""),
            ("48", "x"),
            ("Lozère", "95"),
            ("é", "101"),
        ] {
            assert!(compose(dep, com).is_none(), "{dep} {com}");
        }
    }
}
