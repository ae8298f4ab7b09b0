//! The words beside a code in a cell, when they can be the name of the commune.

/// Words that stand before a code without being the name of the commune.
const DEVANT: [&str; 13] = [
    "com", "code", "codes", "insee", "commune", "communes", "cog", "codgeo", "fr", "no", "n", "de",
    "la",
];

/// Words around a code, when they can be a name.
pub(super) fn nom(texte: &str) -> Option<String> {
    let bord = |c: char| !c.is_alphanumeric();
    let mots = || texte.split(bord).filter(|m| !m.is_empty());
    let annee = |m: &str| m.len() == 4 && m.bytes().all(|o| o.is_ascii_digit());
    let rang = |m: &str| m.len() <= 3 && m.bytes().all(|o| o.is_ascii_digit());
    let vide = |m: &str| DEVANT.contains(&m.to_lowercase().as_str()) || annee(m) || rang(m);
    if mots().all(vide) {
        return None;
    }
    let devant = |m: &str| ["com", "code", "insee", "codgeo"].contains(&m.to_lowercase().as_str());
    let mut net = texte.trim_matches(bord);
    for mot in mots().take_while(|m| annee(m) || devant(m)) {
        net = net
            .get(mot.len()..)
            .unwrap_or_default()
            .trim_start_matches(bord);
    }
    while let Some((reste, mot)) = net.rsplit_once(bord)
        && (annee(mot) || devant(mot))
    {
        net = reste.trim_end_matches(bord);
    }
    net.chars().any(char::is_alphabetic).then(|| net.to_owned())
}
