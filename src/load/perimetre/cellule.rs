//! What a cell of a list says: commune codes as people write them, a code badly written, words, or nothing.

use crate::model::CodeCommune;

/// Words that stand before a code without being the name of the commune.
const DEVANT: [&str; 13] = [
    "com", "code", "codes", "insee", "commune", "communes", "cog", "codgeo", "fr", "no", "n", "de",
    "la",
];

/// Words and signs that make a range of two codes.
const PLAGE: [&str; 6] = ["à", "a", "au", "to", "jusqu", "jusqu'à"];

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

/// A code written in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeEcrit {
    /// The code.
    pub code: CodeCommune,
    /// What had to be mended.
    pub reparation: Option<Reparation>,
    /// Words written beside it in the same cell: « Châteldon (63102) ».
    pub nom: Option<String>,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// A piece of a cell without separator inside.
enum Jeton {
    Code(CodeCommune, Option<Reparation>),
    Douteux(String),
    Autre,
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
    };
    if let Ok((code, zero)) = CodeCommune::parse_repare(net) {
        return Some(ecrit(code, zero.then_some(Reparation::Zero)));
    }
    if let Some(code) = six_chiffres(net) {
        return Some(ecrit(code, Some(Reparation::SixChiffres)));
    }
    let serre: String = net.chars().filter(|c| !c.is_whitespace()).collect();
    let coupe = serre.chars().count() + 1 == net.chars().count();
    let chiffres = serre.bytes().all(|o| o.is_ascii_digit());
    let (code, _) = CodeCommune::parse_repare(&serre).ok()?;
    (coupe && chiffres).then(|| ecrit(code, Some(Reparation::Espace)))
}

/// Overseas code whose département and commune stand side by side: 973 and 353 for 97353.
fn six_chiffres(texte: &str) -> Option<CodeCommune> {
    let (departement, commune) = (texte.get(..3)?, texte.get(3..)?);
    let chiffres = texte.len() == 6 && texte.bytes().all(|o| o.is_ascii_digit());
    let outre_mer = texte.starts_with("97") || texte.starts_with("98");
    if !(chiffres && outre_mer && departement.get(2..) == commune.get(..1)) {
        return None;
    }
    CodeCommune::parse(&format!("{}{commune}", departement.get(..2)?)).ok()
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
        match jeton(segment.get(debut..fin).unwrap_or_default()) {
            Jeton::Code(code, reparation) => codes.push((
                CodeEcrit {
                    code,
                    reparation,
                    nom: None,
                },
                debut,
                fin,
            )),
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
        plusieurs => {
            let entre = |i: usize| {
                let debut = plusieurs.get(i).map_or(0, |c| c.2);
                texte(debut, plusieurs.get(i + 1).map_or(segment.len(), |c| c.1)).trim()
            };
            if plusieurs.len() == 2 && est_plage(entre(0)) {
                return Contenu::Douteux(segment.to_owned());
            }
            let devant = plusieurs.first().and_then(|c| nom(texte(0, c.1)));
            let mut noms: Vec<Option<String>> =
                (0..plusieurs.len()).map(|i| nom(entre(i))).collect();
            if devant.is_some() {
                noms.insert(0, devant);
            }
            let lus = plusieurs
                .iter()
                .zip(noms)
                .map(|(c, nom)| CodeEcrit { nom, ..c.0.clone() });
            Contenu::Codes(lus.collect())
        }
    }
}

fn est_plage(entre: &str) -> bool {
    let net = entre.to_lowercase();
    ["-", "–", "—", "..", "..."].contains(&net.as_str())
        || PLAGE.contains(&net.as_str())
        || net.starts_with("jusqu")
}

/// Ranges of the alphanumeric pieces of a text.
fn jetons(texte: &str) -> Vec<(usize, usize)> {
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

fn jeton(texte: &str) -> Jeton {
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
fn douteux(texte: &str) -> bool {
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

/// Words around a code, when they can be a name.
fn nom(texte: &str) -> Option<String> {
    let bord = |c: char| !c.is_alphanumeric();
    let mots = || texte.split(bord).filter(|m| !m.is_empty());
    let annee = |m: &str| m.len() == 4 && m.bytes().all(|o| o.is_ascii_digit());
    let vide = |m: &str| DEVANT.contains(&m.to_lowercase().as_str()) || annee(m);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(cellule: &str) -> Vec<(String, Option<String>)> {
        match lire_cellule(cellule) {
            Contenu::Codes(codes) => {
                let lus = codes.into_iter().map(|c| (c.code.to_string(), c.nom));
                lus.collect()
            }
            autre => panic!("{cellule} : {autre:?}"),
        }
    }

    #[test]
    fn one_code_however_it_is_dressed() {
        for cellule in [
            "63102",
            " 63102\u{a0}",
            "'63102",
            "=\"63102\"",
            "63102.0",
            "« 63102 »",
            "63 102",
            "- 63102",
            "COM-63102",
            "2026-COM-63102",
            "insee:63102",
            "COM63102",
            "INSEE 63102",
            "(63102)",
            "63102,",
        ] {
            assert_eq!(codes(cellule), [("63102".to_owned(), None)], "{cellule}");
        }
        for cellule in [
            "Châteldon (63102)",
            "63102 Châteldon",
            "63102 - Châteldon",
            "Châteldon, 63102",
            "Châteldon [COM-63102]",
        ] {
            assert_eq!(
                codes(cellule),
                [("63102".to_owned(), Some("Châteldon".to_owned()))],
                "{cellule}"
            );
        }
        assert_eq!(codes("1001")[0].0, "01001");
        assert_eq!(codes("973353")[0].0, "97353");
        assert_eq!(codes("2a004")[0].0, "2A004");
        assert_eq!(
            codes("63102 Saint-Chély-d'Apcher")[0].1.as_deref(),
            Some("Saint-Chély-d'Apcher")
        );
    }

    #[test]
    fn several_codes_and_their_names() {
        for cellule in [
            "63102, 63430",
            "63102 63430",
            "63102;63430",
            "63102/63430",
            "63102\n63430",
        ] {
            let lus = codes(cellule);
            assert_eq!((lus.len(), lus[1].0.as_str()), (2, "63430"), "{cellule}");
        }
        for cellule in [
            "Châteldon (63102), Thiers (63430)",
            "63102 Châteldon 63430 Thiers",
            "63102, Châteldon, 63430, Thiers",
            "Châteldon 63102 Thiers 63430",
        ] {
            let noms: Vec<_> = codes(cellule).into_iter().map(|c| c.1.unwrap()).collect();
            assert_eq!(noms, ["Châteldon", "Thiers"], "{cellule}");
        }
        assert_eq!(codes("1001 1004 01005").len(), 3);
    }

    #[test]
    fn what_only_looks_like_a_code_is_told_apart() {
        for cellule in [
            "631O2",
            "631O2 Châteldon",
            "631025",
            "2O A04",
            "48O95",
            "6310Q",
            "63102 à 63110",
            "63102-63110",
            "48095 48080 4814O",
        ] {
            assert!(
                matches!(lire_cellule(cellule), Contenu::Douteux(_)),
                "{cellule}"
            );
        }
        for cellule in [
            "Mende",
            "Marseille 14e Arrondissement",
            "12464 hab.",
            "Châteldon (63)",
            "200069193",
            "01/01/2026",
            "P21_POP",
            "codgeo2025",
            "101",
            "Total",
        ] {
            let lue = lire_cellule(cellule);
            assert!(
                cellule.starts_with("12464") || lue == Contenu::Mots,
                "{cellule} : {lue:?}"
            );
        }
        assert_eq!(lire_cellule(" \u{a0}\u{200b}"), Contenu::Vide);
    }

    proptest! {
        #[test]
        fn never_fails_on_any_text(texte in "(?s).*") {
            let _ = lire_cellule(&texte);
        }

        /// Every code written in a cell is read, or the cell is told as doubtful.
        #[test]
        fn no_code_of_a_cell_is_lost(codes in prop::collection::vec(10_000_u32..95_999, 1..6), sep in prop::sample::select(vec![", ", ";", " ", " / ", "|", " et ", "\n"])) {
            let ecrits: Vec<String> = codes.iter().map(u32::to_string).collect();
            match lire_cellule(&ecrits.join(sep)) {
                Contenu::Codes(lus) => {
                    let lus: Vec<String> = lus.iter().map(|c| c.code.to_string()).collect();
                    prop_assert_eq!(lus, ecrits);
                }
                autre => prop_assert!(false, "{:?}", autre),
            }
        }
    }
}
