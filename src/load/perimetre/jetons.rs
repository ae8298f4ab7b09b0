//! The pieces of a cell: each is a commune code, something like one, or anything else.

use crate::model::CodeCommune;

/// What had to be mended to read a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reparation {
    /// Its leading zero was lost: `1001`.
    Zero,
    /// A space cut it in two: `48 095`.
    Espace,
    /// Département of three digits then commune of three: `973353`.
    SixChiffres,
}

/// A piece of a cell without separator inside.
pub(super) enum Jeton {
    Code(CodeCommune, Option<Reparation>),
    Douteux(String),
    Autre,
}

/// Overseas code whose département and commune stand side by side: 973 and 353 for 97353.
pub(super) fn six_chiffres(texte: &str) -> Option<CodeCommune> {
    let (departement, commune) = (texte.get(..3)?, texte.get(3..)?);
    let chiffres = texte.len() == 6 && texte.bytes().all(|o| o.is_ascii_digit());
    let outre_mer = texte.starts_with("97") || texte.starts_with("98");
    if !(chiffres && outre_mer && departement.get(2..) == commune.get(..1)) {
        return None;
    }
    CodeCommune::parse(&format!("{}{commune}", departement.get(..2)?)).ok()
}

/// Ranges of the alphanumeric pieces of a text.
pub(super) fn jetons(texte: &str) -> Vec<(usize, usize)> {
    let mut trouves = Vec::new();
    let mut debut = None;
    for (place, c) in texte.char_indices() {
        match (c.is_alphanumeric(), debut) {
            (true, None) => debut = Some(place),
            (false, Some(d)) => {
                trouves.push((d, place));
                debut = None;
            }
            _ => {}
        }
    }
    trouves.extend(debut.map(|d| (d, texte.len())));
    trouves
}

pub(super) fn jeton(texte: &str) -> Jeton {
    let nu = ["COM", "com", "Com"]
        .iter()
        .find_map(|d| texte.strip_prefix(d));
    let nu = nu.filter(|n| n.len() == 5).unwrap_or(texte);
    if let Ok(code) = CodeCommune::parse(nu) {
        return Jeton::Code(code, None);
    }
    if let Some(code) = six_chiffres(nu) {
        return Jeton::Code(code, Some(Reparation::SixChiffres));
    }
    if douteux(texte) {
        return Jeton::Douteux(texte.to_owned());
    }
    Jeton::Autre
}

/// Something like a code: letters typed for digits, a digit too many.
pub(super) fn douteux(texte: &str) -> bool {
    if !texte.is_ascii() || !(4..=7).contains(&texte.len()) {
        return false;
    }
    let compte = |t: &str| t.bytes().filter(u8::is_ascii_digit).count();
    let lu = chiffres_voulus(texte);
    match (compte(texte), compte(&lu), texte.len()) {
        (avant, _, _) if avant < 3 => false,
        (avant, apres, 5) => apres >= 4 && avant < 5,
        (avant, apres, 4) => apres == 4 && avant < 4,
        (avant, apres, longueur) => apres == longueur && avant >= 5,
    }
}

/// Whether a text becomes a code once its letters are read as the digits they look like.
#[must_use]
pub fn presque(texte: &str) -> bool {
    CodeCommune::parse(&chiffres_voulus(texte)).is_ok()
}

/// `O` read as zero and `I`, `L` as one, as [`crate::base::suggerer_code`] does.
fn chiffres_voulus(texte: &str) -> String {
    let chiffre = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        autre => autre,
    };
    texte.chars().map(chiffre).collect()
}
