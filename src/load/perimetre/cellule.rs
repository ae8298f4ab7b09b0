//! What a cell of a list says: commune codes as people write them, a code badly written, words, or nothing.

use crate::model::CodeCommune;
use crate::perimetre::lire_part;

use crate::load::perimetre::jetons::{Jeton, Reparation, douteux, jeton, jetons, six_chiffres};
use crate::load::perimetre::nom_a_cote::nom;

/// Words and signs that make a range of two codes.
const PLAGE: [&str; 6] = ["à", "a", "au", "to", "jusqu", "jusqu'à"];

/// A code written in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeEcrit {
    /// The code.
    pub code: CodeCommune,
    /// What had to be mended.
    pub reparation: Option<Reparation>,
    /// Words written beside it in the same cell: « Châteldon (63102) ».
    pub nom: Option<String>,
    /// Written last, after the name of another commune: « 48095 Mende 12464 »; maybe its population.
    pub suit_un_nom: bool,
    /// Part written with it: « 34154@0.6 ».
    pub part: Option<f64>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Contenu {
    /// Nothing.
    Vide,
    /// One code or several.
    Codes(Vec<CodeEcrit>),
    /// Something like a code that cannot be read: `631O2`, `631025`, `63102 à 63110`.
    Douteux(String),
    /// Words, or numbers that are not codes.
    Mots,
}

/// The text of a cell without what cannot be seen.
#[must_use]
pub fn epurer(cellule: &str) -> String {
    let net: String = cellule
        .chars()
        .filter_map(|c| match c {
            '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => None,
            '\n' | '\r' => Some('\n'),
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect();
    net.trim().to_owned()
}

/// The text of a cell without quotes around it, bullets nor the `=` of spreadsheets.
#[must_use]
pub fn nettoyer(cellule: &str) -> String {
    let net = epurer(cellule);
    let autour = |c: char| c.is_whitespace() || "'\"’‘“”«»`".contains(c);
    let debut = |c: char| autour(c) || "=•·*–—-".contains(c);
    net.trim_start_matches(debut)
        .trim_end_matches(|c| autour(c) || c == ';' || c == ',')
        .to_owned()
}

/// Reads a cell.
#[must_use]
pub fn lire_cellule(cellule: &str) -> Contenu {
    let net = nettoyer(cellule);
    if net.is_empty() {
        return Contenu::Vide;
    }
    if let Some(seul) = code_seul(&net) {
        return Contenu::Codes(vec![seul]);
    }
    let segments: Vec<&str> = net
        .split([',', ';', '|', '\n'])
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .collect();
    if let Some(codes) = tous_chiffres(&segments) {
        return Contenu::Codes(codes);
    }
    let mut codes: Vec<CodeEcrit> = Vec::new();
    let mut en_attente: Option<String> = None;
    for segment in segments {
        match lire_segment(segment) {
            Contenu::Codes(mut lus) => {
                if let (Some(premier), Some(nom)) = (lus.first_mut(), en_attente.take())
                    && premier.nom.is_none()
                {
                    premier.nom = Some(nom);
                }
                codes.append(&mut lus);
            }
            Contenu::Douteux(texte) => return Contenu::Douteux(texte),
            Contenu::Mots => match codes.last_mut() {
                Some(dernier) if dernier.nom.is_none() => dernier.nom = Some(segment.to_owned()),
                Some(_) => return Contenu::Douteux(segment.to_owned()),
                None => en_attente = Some(segment.to_owned()),
            },
            Contenu::Vide => {}
        }
    }
    if !codes.is_empty() {
        return Contenu::Codes(codes);
    }
    let serre: String = net.chars().filter(|c| !c.is_whitespace()).collect();
    if douteux(&serre) {
        return Contenu::Douteux(net);
    }
    Contenu::Mots
}

/// A cell that is one code as spreadsheets leave it: `01001`, `1001.0`, `48 095`, `973353`.
fn code_seul(net: &str) -> Option<CodeEcrit> {
    let net = net
        .strip_suffix(".0")
        .or_else(|| net.strip_suffix(",0"))
        .unwrap_or(net)
        .trim_end_matches('.');
    let ecrit = |code, reparation| CodeEcrit {
        code,
        reparation,
        nom: None,
        suit_un_nom: false,
        part: None,
    };
    if let Ok((code, zero)) = CodeCommune::parse_repare(net) {
        return Some(ecrit(code, zero.then_some(Reparation::Zero)));
    }
    if let Some(code) = six_chiffres(net) {
        return Some(ecrit(code, Some(Reparation::SixChiffres)));
    }
    let serre: String = net.chars().filter(|c| !c.is_whitespace()).collect();
    let coupe = serre.chars().count() + 1 == net.chars().count();
    let corse = ["2A", "2B"].iter().find_map(|d| serre.strip_prefix(d));
    let chiffres = corse.unwrap_or(&serre).bytes().all(|o| o.is_ascii_digit());
    let (code, _) = CodeCommune::parse_repare(&serre).ok()?;
    (coupe && chiffres).then(|| ecrit(code, Some(Reparation::Espace)))
}

/// Codes and nothing else, some of which may have lost their zero: `1001 1004 01005`.
fn tous_chiffres(segments: &[&str]) -> Option<Vec<CodeEcrit>> {
    let mots = segments.iter().flat_map(|s| s.split_whitespace());
    let codes: Vec<CodeEcrit> = mots
        .map(|m| code_seul(&nettoyer(m)))
        .collect::<Option<_>>()?;
    (codes.len() > 1).then_some(codes)
}

fn lire_segment(segment: &str) -> Contenu {
    let (mut codes, mut doute): (Vec<(CodeEcrit, usize, usize)>, Option<String>) =
        (Vec::new(), None);
    for (debut, fin) in jetons(segment) {
        if codes.last().is_some_and(|c| debut < c.2) {
            continue;
        }
        match jeton(segment.get(debut..fin).unwrap_or_default()) {
            Jeton::Code(..) if compte_des_habitants(segment.get(fin..)) => {}
            Jeton::Code(code, reparation) => {
                let Ok((part, fin)) = part_ecrite(segment, fin) else {
                    return Contenu::Douteux(segment.to_owned());
                };
                codes.push((
                    CodeEcrit {
                        code,
                        reparation,
                        nom: None,
                        suit_un_nom: false,
                        part,
                    },
                    debut,
                    fin,
                ));
            }
            Jeton::Douteux(texte) => doute = Some(texte),
            Jeton::Autre => {}
        }
    }
    if let Some(texte) = doute {
        return Contenu::Douteux(texte);
    }
    let texte = |debut: usize, fin: usize| segment.get(debut..fin).unwrap_or_default();
    match codes.as_mut_slice() {
        [] => Contenu::Mots,
        [(seul, debut, fin)] => {
            let avant = nom(texte(0, *debut));
            let apres = nom(texte(*fin, segment.len()));
            seul.nom = match (avant, apres) {
                (Some(a), Some(b)) => Some(format!("{a} {b}")),
                (a, b) => a.or(b),
            };
            Contenu::Codes(vec![seul.clone()])
        }
        plusieurs => plusieurs_codes(segment, plusieurs),
    }
}

/// The part written right after a code, and where it ends: « @0.6 », « @60% ».
fn part_ecrite(segment: &str, fin: usize) -> Result<(Option<f64>, usize), String> {
    let reste = segment.get(fin..).unwrap_or_default();
    let Some(suite) = reste.trim_start().strip_prefix('@') else {
        return Ok((None, fin));
    };
    let suite = suite.trim_start();
    let longueur = suite
        .find(|c: char| !(c.is_ascii_digit() || ".%".contains(c)))
        .unwrap_or(suite.len());
    let part = lire_part(suite.get(..longueur).unwrap_or_default())?;
    Ok((Some(part), segment.len() - suite.len() + longueur))
}

/// Whether « hab. » or « habitants » follows a number.
pub(super) fn compte_des_habitants(suite: Option<&str>) -> bool {
    let mot = suite.unwrap_or_default().trim_start();
    let mot = mot.split(|c: char| !c.is_alphanumeric()).next();
    mot.is_some_and(|m| ["hab", "habitants", "Habitants", "HAB"].contains(&m))
}

/// Codes of a segment, with the range of each: a range of codes, or codes and the names beside them.
fn plusieurs_codes(segment: &str, codes: &[(CodeEcrit, usize, usize)]) -> Contenu {
    let texte = |debut: usize, fin: usize| segment.get(debut..fin).unwrap_or_default();
    let entre = |i: usize| {
        let debut = codes.get(i).map_or(0, |c| c.2);
        texte(debut, codes.get(i + 1).map_or(segment.len(), |c| c.1)).trim()
    };
    if codes.len() == 2 && est_plage(entre(0)) {
        return Contenu::Douteux(segment.to_owned());
    }
    let devant = codes.first().and_then(|c| nom(texte(0, c.1)));
    let mut noms: Vec<Option<String>> = (0..codes.len()).map(|i| nom(entre(i))).collect();
    let suit_un_nom = devant.is_none() && matches!(noms.as_slice(), [Some(_), None]);
    if devant.is_some() {
        noms.insert(0, devant);
    }
    let mut lus: Vec<CodeEcrit> = codes
        .iter()
        .zip(noms)
        .map(|(c, nom)| CodeEcrit { nom, ..c.0.clone() })
        .collect();
    if let Some(dernier) = lus.last_mut() {
        dernier.suit_un_nom = suit_un_nom;
    }
    Contenu::Codes(lus)
}

fn est_plage(entre: &str) -> bool {
    let net = entre.to_lowercase();
    ["-", "–", "—", "..", "..."].contains(&net.as_str())
        || PLAGE.contains(&net.as_str())
        || net.starts_with("jusqu")
}

#[cfg(test)]
mod tests;
