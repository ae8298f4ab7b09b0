//! The small pieces of an expression: keywords, signs, quotes, parts, lists of values.

use std::collections::BTreeSet;

use super::expression::{Signe, Zonage};

/// A keyword of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mot {
    /// Communes by code.
    Commune,
    /// EPCI by SIREN or name.
    Epci,
    /// Départements.
    Departement,
    /// Régions.
    Region,
    /// The whole country.
    Pays,
    /// Zones of a zoning.
    Zonage(Zonage),
    /// A CPTS by its name.
    Cpts,
    /// A list in a file.
    Fichier,
}

/// Keywords: how each is cited, and the spellings accepted (normalised).
const MOTS: [(Mot, &str, &[&str]); 10] = [
    (Mot::Commune, "commune", &["commune", "communes", "com"]),
    (Mot::Epci, "epci", &["epci", "epcis"]),
    (
        Mot::Departement,
        "dep",
        &["dep", "departement", "departements", "dept"],
    ),
    (Mot::Region, "reg", &["reg", "region", "regions"]),
    (Mot::Pays, "pays", &["pays"]),
    (Mot::Zonage(Zonage::Bassin), "bv", &["bv", "bassin"]),
    (Mot::Zonage(Zonage::Aire), "aav", &["aav"]),
    (Mot::Zonage(Zonage::Tvs), "tvs", &["tvs"]),
    (Mot::Cpts, "cpts", &["cpts"]),
    (Mot::Fichier, "fichier", &["fichier", "liste"]),
];

/// The keyword of which a normalised word is a spelling, and how it is cited.
pub(super) fn mot_connu(mot: &str) -> Option<(Mot, &'static str)> {
    let connu = MOTS.iter().find(|(_, _, formes)| formes.contains(&mot));
    connu.map(|(mot, nom, _)| (*mot, *nom))
}

/// « ligne 3 », « lignes 3, 4, 8… », « lignes 2 à 361 ».
#[must_use]
pub fn lignes(numeros: impl IntoIterator<Item = u64>) -> String {
    let uniques: BTreeSet<u64> = numeros.into_iter().collect();
    let (premiere, derniere) = (uniques.first().copied(), uniques.last().copied());
    let suivies = premiere
        .zip(derniere)
        .filter(|(a, b)| uniques.len() > 2 && b - a + 1 == uniques.len() as u64);
    if let Some((a, b)) = suivies {
        return format!("lignes {a} à {b}");
    }
    let debut: Vec<String> = uniques.iter().take(10).map(u64::to_string).collect();
    let fin = if uniques.len() > 10 { "…" } else { "" };
    let pluriel = if uniques.len() > 1 { "s" } else { "" };
    format!("ligne{pluriel} {}{fin}", debut.join(", "))
}

/// Reads a part: `0.6`, `60%`; kept to nine decimals, never below a millionth.
///
/// # Errors
/// A French clause when it is not a number in ]0, 1].
pub fn lire_part(texte: &str) -> Result<f64, String> {
    let net: String = texte
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    let (nombre, diviseur) = match net.strip_suffix('%') {
        Some(nombre) => (nombre, 100.0),
        None => (net.as_str(), 1.0),
    };
    let simple = nombre.chars().all(|c| c.is_ascii_digit() || c == '.');
    match nombre.parse::<f64>() {
        Ok(x) if simple && x >= 1e-6 && x <= diviseur => Ok((x / diviseur * 1e9).round() / 1e9),
        Ok(_) if simple => Err("part hors de ]0 ; 1]".to_owned()),
        _ => Err("part illisible".to_owned()),
    }
}

pub(super) fn signe_de(c: char) -> Option<Signe> {
    match c {
        '+' => Some(Signe::Plus),
        '-' | '−' | '–' => Some(Signe::Moins),
        _ => None,
    }
}

pub(super) fn fermant(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '\'' => Some('\''),
        '«' => Some('»'),
        '“' => Some('”'),
        _ => None,
    }
}

/// Values separated by commas, semicolons or blanks.
pub(super) fn liste(valeur: &str) -> Vec<String> {
    valeur
        .split(|c: char| matches!(c, ',' | ';') || c.is_whitespace())
        .filter(|v| !v.is_empty())
        .map(str::to_owned)
        .collect()
}

/// SIREN separated by commas, or one name.
pub(super) fn epcis(valeur: &str) -> Vec<String> {
    if valeur.chars().any(char::is_alphabetic) {
        vec![valeur.to_owned()]
    } else {
        liste(valeur)
    }
}

/// The keyword a few letters away.
pub(super) fn mot_proche(mot: &str) -> Option<&'static str> {
    MOTS.iter()
        .map(|(_, nom, _)| (strsim::osa_distance(nom, mot), *nom))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, nom)| nom)
}

/// At most 60 characters.
pub(super) fn court(texte: &str) -> String {
    let net = texte.trim();
    match net.char_indices().nth(60) {
        Some((fin, _)) => format!("{}…", net.get(..fin).unwrap_or_default()),
        None => net.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_parts_as_people_write_them() {
        for (texte, attendu) in [
            ("0.6", 0.6),
            ("0,6", 0.6),
            ("60 %", 0.6),
            ("60%", 0.6),
            ("1", 1.0),
            ("100%", 1.0),
        ] {
            assert_eq!(lire_part(texte), Ok(attendu), "{texte}");
        }
        for texte in [
            "0",
            "1.2",
            "101%",
            "-0.5",
            "1e-3",
            "nan",
            "inf",
            "",
            "%",
            "0.0000000001",
        ] {
            assert!(lire_part(texte).is_err(), "{texte}");
        }
    }

    #[test]
    fn shortens_a_long_text() {
        assert_eq!(court(&"é".repeat(100)).chars().count(), 61);
    }
}
