//! Words that head the columns of a list, and the cut of a table into titles, header, rows and footnotes.

use crate::base::normaliser;

use crate::load::perimetre::cellule::{Contenu, lire_cellule, presque};
use crate::load::perimetre::grille::{Grille, Ligne, Tete};

/// Headers of a code column, normalised without spaces, best first.
const CODES: [&str; 22] = [
    "codeinsee",
    "codecommuneinsee",
    "codeinseecommune",
    "codeinseedelacommune",
    "codesinsee",
    "codgeo",
    "inseecom",
    "codecommune",
    "codedelacommune",
    "codescommunes",
    "depcom",
    "insee",
    "inseecode",
    "codecom",
    "codegeo",
    "codeofficielcommune",
    "codeofficielgeographique",
    "cog",
    "codcom",
    "com",
    "code",
    "codes",
];
/// Headers of a column of parts.
const PARTS: [&str; 8] = [
    "part",
    "quotite",
    "quotepart",
    "proportion",
    "partpopulation",
    "partdelapopulation",
    "pourcentage",
    "parten",
];
/// Headers of a column of names.
const NOMS: [&str; 26] = [
    "nom",
    "nomcommune",
    "nomdelacommune",
    "nomdecommune",
    "commune",
    "communes",
    "libelle",
    "libellecommune",
    "libgeo",
    "libcom",
    "nomcom",
    "nccenr",
    "ncc",
    "ville",
    "villes",
    "nomville",
    "nomdelaville",
    "libelledelacommune",
    "libellegeographique",
    "nomstandard",
    "nommembre",
    "nomdescommunes",
    "communesmembres",
    "municipalite",
    "localite",
    "territoirecpts",
];
/// Headers of a column of départements.
const DEPARTEMENTS: [&str; 16] = [
    "dep",
    "dept",
    "dpt",
    "departement",
    "departements",
    "codedepartement",
    "codedep",
    "codedept",
    "codedpt",
    "coddep",
    "numerodepartement",
    "ndepartement",
    "numdep",
    "nomdepartement",
    "departementcode",
    "codedudepartement",
];
/// Beginnings of headers that never hold commune codes, whatever their numbers look like.
const JAMAIS: [&str; 17] = [
    "pop",
    "nbhab",
    "habitant",
    "siren",
    "siret",
    "epci",
    "annee",
    "millesime",
    "codeepci",
    "codereg",
    "coderegion",
    "reg",
    "inseereg",
    "inseedep",
    "inseearr",
    "inseecan",
    "ept",
];
/// First words of the rows that follow a table.
const PIEDS: [&str; 12] = [
    "total", "totaux", "ensemble", "source", "sources", "note", "notes", "nota", "lecture",
    "champ", "moyenne", "somme",
];
/// Rows in which a header is looked for.
const HAUT: usize = 40;

/// What the header of a column announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sens {
    /// Commune codes; rank among the known headers, best first.
    Code(usize),
    /// Names of communes; rank among the known headers.
    Nom(usize),
    /// Parts, in percent when true.
    Part(bool),
    /// Départements.
    Departement,
    /// Names of CPTS.
    Cpts,
    /// Postal codes.
    Postal,
    /// Something that is never a commune.
    Jamais,
    /// A header that is not known.
    Inconnu,
    /// No header.
    SansTitre,
}

/// What a header announces.
#[must_use]
pub fn sens(titre: &str) -> Sens {
    let mots = normaliser(titre);
    let serre = mots.replace(' ', "");
    let nom = serre.trim_end_matches(|c: char| c.is_ascii_digit());
    let rang = |liste: &[&str]| liste.iter().position(|n| *n == nom);
    if serre.is_empty() {
        return Sens::SansTitre;
    }
    if let Some(rang) = rang(&CODES) {
        return Sens::Code(rang);
    }
    if rang(&DEPARTEMENTS).is_some() {
        return Sens::Departement;
    }
    if rang(&PARTS).is_some() {
        return Sens::Part(nom.starts_with("pourcent") || nom == "parten" || titre.contains('%'));
    }
    if let Some(rang) = rang(&NOMS) {
        return Sens::Nom(rang);
    }
    let mot = |voulu: &str| mots.split(' ').any(|m| m == voulu);
    if mot("cpts") {
        return Sens::Cpts;
    }
    if nom.contains("postal") || nom.contains("postaux") || mot("cp") {
        return Sens::Postal;
    }
    if JAMAIS.iter().any(|debut| nom.starts_with(debut)) {
        return Sens::Jamais;
    }
    if nom.contains("insee") && nom.contains("com") {
        return Sens::Code(CODES.len());
    }
    Sens::Inconnu
}

/// Whether a row heads a table of codes: one of its cells is the header of a code column, and none is a code.
#[must_use]
pub fn est_entete_de_codes(ligne: &Ligne) -> bool {
    score(ligne) >= 3
}

/// 3 for each header of codes, 1 for each other known header; 0 when a cell holds a code.
fn score(ligne: &Ligne) -> usize {
    if ligne.pleines().any(|(_, c)| a_un_code(c)) {
        return 0;
    }
    // « CPTS de Mende », alone on its row, is a title.
    let seule = ligne.pleines().count() == 1;
    let points = ligne.pleines().map(|(_, c)| match sens(c) {
        Sens::Code(_) => 3,
        Sens::Cpts if seule => 0,
        Sens::Nom(_) | Sens::Part(_) | Sens::Departement | Sens::Postal | Sens::Cpts => 1,
        Sens::Jamais | Sens::Inconnu | Sens::SansTitre => 0,
    });
    points.sum()
}

/// Whether a cell holds a commune code of five characters.
fn a_un_code(cellule: &str) -> bool {
    match lire_cellule(cellule) {
        // Four digits alone are a year as well as a code that lost its zero.
        Contenu::Codes(codes) => codes.len() > 1 || cellule.trim().len() != 4,
        Contenu::Douteux(texte) => presque(&texte),
        Contenu::Mots | Contenu::Vide => false,
    }
}

/// Whether a cell holds a code, well written or not.
fn parle_de_code(cellule: &str) -> bool {
    matches!(
        lire_cellule(cellule),
        Contenu::Codes(_) | Contenu::Douteux(_)
    )
}

/// A table cut in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoupe {
    /// The header, when there is one.
    pub entete: Option<Ligne>,
    /// Rows of communes.
    pub lignes: Vec<Ligne>,
    /// Rows that are not read: titles above, a header of unknown words, totals and notes below.
    pub hors_table: Vec<Ligne>,
}

/// Cuts a table; `commune` says whether a text is the name of a commune, so that no commune passes for a title.
#[must_use]
pub fn decoupe(grille: Grille, commune: &dyn Fn(&str) -> bool) -> Decoupe {
    let mut lignes = grille.lignes;
    let mut hors_table = Vec::new();
    let mut entete = None;
    match grille.tete {
        Tete::Donnees => {}
        Tete::Entete => {
            if !lignes.is_empty() {
                entete = Some(lignes.remove(0));
            }
        }
        Tete::Inconnue => {
            if let Some(rang) = rang_entete(&lignes) {
                let suite = lignes.split_off(rang);
                hors_table = lignes;
                let mut suite = suite.into_iter();
                entete = suite.next();
                lignes = suite.collect();
            } else {
                let titres = titres(&lignes, commune);
                let suite = lignes.split_off(titres);
                hors_table = lignes;
                entete = hors_table.last().cloned();
                lignes = suite;
            }
        }
    }
    let (pieds, lignes) = lignes.into_iter().partition(|l| est_pied(l, commune));
    hors_table.extend::<Vec<Ligne>>(pieds);
    Decoupe {
        entete,
        lignes,
        hors_table,
    }
}

/// Row of the header with known words: the best before the first row of codes.
fn rang_entete(lignes: &[Ligne]) -> Option<usize> {
    let haut = lignes.iter().take(HAUT);
    let avant = haut.take_while(|l| score(l) > 0 || !l.pleines().any(|(_, c)| parle_de_code(c)));
    let notes = avant
        .enumerate()
        .map(|(rang, l)| (score(l), std::cmp::Reverse(rang)));
    let (note, std::cmp::Reverse(rang)) = notes.max()?;
    (note > 0).then_some(rang)
}

/// Number of rows above the first code that hold neither a code nor the name of a commune.
fn titres(lignes: &[Ligne], commune: &dyn Fn(&str) -> bool) -> usize {
    let code = |l: &Ligne| l.pleines().any(|(_, c)| parle_de_code(c));
    let nommee = |l: &Ligne| l.pleines().any(|(_, c)| commune(c));
    let Some(premiere) = lignes.iter().position(|l| code(l) || nommee(l)) else {
        return 0;
    };
    if premiere > HAUT { 0 } else { premiere }
}

fn est_pied(ligne: &Ligne, commune: &dyn Fn(&str) -> bool) -> bool {
    let Some((_, premiere)) = ligne
        .pleines()
        .find(|(_, c)| c.chars().any(char::is_alphanumeric))
    else {
        return true;
    };
    let net = normaliser(premiere);
    let mot = net.split(' ').next().unwrap_or_default();
    let somme = ["total", "totaux", "ensemble", "moyenne", "somme"].contains(&mot);
    let muette = |(_, c): (usize, &str)| !a_un_code(c) && !commune(c);
    let seule = muette((0, premiere));
    PIEDS.contains(&mot) && seule && (somme || ligne.pleines().all(muette))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::perimetre::grille_texte::grille;

    fn cut(contenu: &str) -> (Option<u64>, usize, usize) {
        let commune = |t: &str| t == "Mende";
        let d = decoupe(grille("x", contenu).unwrap(), &commune);
        (
            d.entete.map(|l| l.numero),
            d.lignes.len(),
            d.hors_table.len(),
        )
    }

    #[test]
    fn titles_headers_rows_and_footnotes_are_told_apart() {
        assert_eq!(
            cut(
                "Liste des communes;;\n;;\nCode INSEE;Commune;Hab\n48095;Mende;12318\nTotal;;12318\n"
            ),
            (Some(3), 1, 2)
        );
        assert_eq!(cut("48095\n48080\n"), (None, 2, 0));
        assert_eq!(cut("code_insee\n48095\n"), (Some(1), 1, 0));
        assert_eq!(cut("pop;machin\n12464;48095\n"), (Some(1), 1, 1));
        assert_eq!(cut("CPTS de Mende\n\n48095\n"), (Some(1), 1, 1));
        assert_eq!(cut("Nom;Type\nMende;Commune\n"), (Some(1), 1, 0));
    }

    #[test]
    fn a_first_row_that_speaks_of_a_code_or_a_commune_is_not_a_header() {
        for contenu in [
            "631O2 Châteldon\n63430\n",
            "Châteldon (63102)\n63430\n",
            "COM 63102;x\n63430;y\n",
            "631025;x\n63430;y\n",
            "2O A04;x\n63430;y\n",
            "Mende\n63430\n",
        ] {
            assert_eq!(cut(contenu).0, None, "{contenu}");
            assert_eq!(cut(contenu).1, 2, "{contenu}");
        }
    }

    #[test]
    fn headers_are_known_by_their_meaning() {
        assert!(
            matches!(sens("Code INSEE"), Sens::Code(0))
                && matches!(sens("CODGEO_2025"), Sens::Code(_))
        );
        assert_eq!(
            (sens("Code postal"), sens("dpt"), sens("siren_epci")),
            (Sens::Postal, Sens::Departement, Sens::Jamais)
        );
        assert_eq!(
            (sens("Nom CPTS"), sens("% part"), sens("")),
            (Sens::Cpts, Sens::Part(true), Sens::SansTitre)
        );
        assert!(matches!(sens("Territoire CPTS"), Sens::Nom(_)));
    }
}
