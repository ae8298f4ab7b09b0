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

/// Code made from a département and a commune column: `976` + `601` → `97601`, `1` + `4` → `01004`, `9A` + `101` → `97101`.
#[must_use]
pub fn compose(departement: &str, commune: &str) -> Option<CodeCommune> {
    let (dep, com) = (outremer(departement.trim()), commune.trim());
    if com.is_empty() || com.len() > 3 || !com.is_ascii() || !dep.is_ascii() {
        return None;
    }
    let tete = match dep.len() {
        1 => format!("0{dep}"),
        2 => dep.to_owned(),
        3 if com.len() < 3 => return CodeCommune::parse(&format!("{dep}{com:0>2}")).ok(),
        // Overseas, the three digits of the commune begin with the last of the département.
        3 if com.len() == 3 && dep.ends_with(com.get(..1)?) => dep.get(..2)?.to_owned(),
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
    fn composes_codes_of_mayotte_and_of_the_ain() {
        let c = |d, m| compose(d, m).map(|c| c.to_string());
        assert_eq!(c("976", "601").as_deref(), Some("97601"));
        assert_eq!(c("01", "004").as_deref(), Some("01004"));
        assert_eq!(c("1", "4").as_deref(), Some("01004"));
        assert_eq!(c("2A", "004").as_deref(), Some("2A004"));
        assert_eq!(c("976", "101"), None);
        assert_eq!(c("971", "1").as_deref(), Some("97101"));
        assert_eq!(c("9A", "101").as_deref(), Some("97101"));
        assert_eq!(c("9f", "606").as_deref(), Some("97606"));
        assert_eq!(c("9A", "302"), None);
        assert_eq!(c("", "101"), None);
        assert_eq!(c("é", "101"), None);
    }
}
