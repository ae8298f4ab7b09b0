//! Which column of a list holds the commune codes, the parts and the names.

use crate::base::{Resolution, embarquee, normaliser, resoudre};
use crate::model::{CodeCommune, Emplacement, ErreurDonnees};

/// Headers of a code column, normalised without spaces, best first.
const CODES: [&str; 15] = [
    "codeinsee",
    "codecommuneinsee",
    "codeinseecommune",
    "codeinseedelacommune",
    "codgeo",
    "inseecom",
    "codecommune",
    "codedelacommune",
    "depcom",
    "insee",
    "codecom",
    "codegeo",
    "codeofficielcommune",
    "com",
    "code",
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
const NOMS: [&str; 11] = [
    "nom",
    "nomcommune",
    "nomdelacommune",
    "commune",
    "communes",
    "libelle",
    "libellecommune",
    "libgeo",
    "libcom",
    "nomcom",
    "nccenr",
];
/// Beginnings of headers that never hold commune codes, whatever their numbers look like.
const JAMAIS: [&str; 12] = [
    "codepostal",
    "codespostaux",
    "cp",
    "postal",
    "pop",
    "nbhab",
    "habitant",
    "siren",
    "siret",
    "epci",
    "annee",
    "millesime",
];

/// A row: its line in the file and its cells.
#[derive(Debug, Clone)]
pub struct Ligne {
    /// Line, from 1.
    pub numero: u64,
    /// Cells, cleaned.
    pub cellules: Vec<String>,
}

impl Ligne {
    /// A cell, empty beyond the end of the row.
    #[must_use]
    pub fn cellule(&self, rang: usize) -> &str {
        self.cellules.get(rang).map_or("", String::as_str)
    }
}

/// What each column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colonnes {
    /// Column of the codes.
    pub code: usize,
    /// Column of the parts.
    pub part: Option<usize>,
    /// Whether the parts are percentages by the name of their column.
    pub pourcentage: bool,
    /// Column of the names.
    pub nom: Option<usize>,
}

/// A code read, and what had to be mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeLu {
    /// The code.
    pub code: CodeCommune,
    /// Whether it had lost its leading zero.
    pub zero_rendu: bool,
    /// Whether a space cut it in two.
    pub espace_retiree: bool,
}

/// A code as spreadsheets leave it: `'01001`, `="01001"`, `1001.0`, `48 095`.
#[must_use]
pub fn lire_code(cellule: &str) -> Option<CodeLu> {
    let net = cellule
        .trim()
        .trim_start_matches(['=', '\''])
        .trim_matches('"')
        .trim();
    let net = net
        .strip_suffix(".0")
        .or_else(|| net.strip_suffix(",0"))
        .unwrap_or(net);
    let lu = |texte: &str, espace_retiree| {
        let (code, zero_rendu) = CodeCommune::parse_repare(texte).ok()?;
        Some(CodeLu {
            code,
            zero_rendu,
            espace_retiree,
        })
    };
    if let Some(lu) = lu(net, false) {
        return Some(lu);
    }
    let serre: String = net.chars().filter(|c| !c.is_whitespace()).collect();
    let groupe =
        serre.len() + 1 == net.chars().count() && serre.bytes().all(|o| o.is_ascii_digit());
    lu(&serre, true).filter(|_| groupe)
}

fn entete(texte: &str) -> String {
    normaliser(texte).replace(' ', "")
}

/// Whether a row names its columns: one of them is known as a column of codes or of names.
#[must_use]
pub fn est_entete(ligne: &Ligne) -> bool {
    ligne.cellules.iter().any(|c| {
        let nom = entete(c);
        CODES.contains(&sans_annee(&nom)) || NOMS.contains(&nom.as_str())
    })
}

fn jamais(entete: &str) -> bool {
    JAMAIS.iter().any(|debut| entete.starts_with(debut))
}

/// Finds the columns; `entetes` is the header row when there is one.
///
/// # Errors
/// [`ErreurDonnees`] when no column holds codes, when only postal codes are there, or when several columns could be.
pub fn trouve(
    fichier: &str,
    entetes: Option<&Ligne>,
    lignes: &[Ligne],
) -> Result<Colonnes, ErreurDonnees> {
    let noms: Vec<String> = entetes
        .map(|l| l.cellules.iter().map(|c| entete(c)).collect())
        .unwrap_or_default();
    let rang = |liste: &[&str]| {
        liste
            .iter()
            .find_map(|voulu| noms.iter().position(|n| sans_annee(n) == *voulu))
    };
    let code = match rang(&CODES) {
        Some(code) => code,
        None => par_contenu(fichier, entetes, &noms, lignes)?,
    };
    let part = rang(&PARTS).filter(|&r| r != code);
    Ok(Colonnes {
        code,
        part,
        pourcentage: part
            .and_then(|r| noms.get(r))
            .is_some_and(|n| n.starts_with("pourcent") || n == "parten"),
        nom: rang(&NOMS).filter(|&r| r != code).or_else(|| {
            if noms.is_empty() {
                seul_texte(lignes)
            } else {
                None
            }
        }),
    })
}

/// `codgeo2025` is `codgeo`.
fn sans_annee(entete: &str) -> &str {
    entete.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// The column whose cells are (nearly) all codes; several are told apart by the codes that exist.
fn par_contenu(
    fichier: &str,
    entetes: Option<&Ligne>,
    noms: &[String],
    lignes: &[Ligne],
) -> Result<usize, ErreurDonnees> {
    let largeur = lignes.iter().map(|l| l.cellules.len()).max().unwrap_or(0);
    let permise = |rang: &usize| !noms.get(*rang).is_some_and(|n| jamais(n));
    let codes = |rang: &usize| proportion(lignes, *rang, |c| lire_code(c).is_some()) >= 0.9;
    let candidates: Vec<usize> = (0..largeur).filter(permise).filter(codes).collect();
    if let [seule] = candidates.as_slice() {
        return Ok(*seule);
    }
    let connus = |rang: &usize| proportion(lignes, *rang, est_connu) >= 0.95;
    let connues: Vec<usize> = candidates.iter().copied().filter(connus).collect();
    match (candidates.is_empty(), connues.as_slice()) {
        (false, [seule]) => Ok(*seule),
        (true, _) if largeur == 1 && entetes.is_none_or(|l| !jamais(&entete(l.cellule(0)))) => {
            Ok(0)
        }
        (vide, _) => Err(introuvable(fichier, entetes, noms, vide)),
    }
}

fn est_connu(cellule: &str) -> bool {
    lire_code(cellule).is_some_and(|lu| resoudre(&embarquee(), lu.code) != Resolution::Inconnue)
}

/// Share of the non-empty cells of a column that satisfy a test; 0 when all are empty.
fn proportion(lignes: &[Ligne], rang: usize, test: impl Fn(&str) -> bool) -> f64 {
    let (mut oui, mut total) = (0_u32, 0_u32);
    for cellule in lignes
        .iter()
        .map(|l| l.cellule(rang))
        .filter(|c| !c.is_empty())
    {
        total += 1;
        oui += u32::from(test(cellule));
    }
    if total == 0 {
        0.0
    } else {
        f64::from(oui) / f64::from(total)
    }
}

/// Without header: the only column of words is taken for the names.
fn seul_texte(lignes: &[Ligne]) -> Option<usize> {
    let largeur = lignes.iter().map(|l| l.cellules.len()).max().unwrap_or(0);
    let mots = |c: &str| c.chars().any(char::is_alphabetic) && lire_code(c).is_none();
    let mut rangs = (0..largeur).filter(|&r| proportion(lignes, r, mots) >= 0.9);
    match (rangs.next(), rangs.next()) {
        (Some(seul), None) => Some(seul),
        _ => None,
    }
}

fn introuvable(
    fichier: &str,
    entetes: Option<&Ligne>,
    noms: &[String],
    aucune: bool,
) -> ErreurDonnees {
    let lieu = Emplacement::fichier(fichier);
    let lieu = match entetes {
        Some(l) => lieu.ligne(l.numero),
        None => lieu,
    };
    let postal = noms
        .iter()
        .position(|n| n.starts_with("codepost") || n == "cp" || n.starts_with("postal"));
    let attendu = "une colonne de codes communes INSEE, nommée par exemple « code_insee »";
    if let (true, Some(rang), Some(l)) = (aucune, postal, entetes) {
        return ErreurDonnees::new(lieu.colonne(l.cellule(rang)), "un code postal n'est pas un code commune : plusieurs communes le partagent")
            .attendu(attendu)
            .remede("remplacez les codes postaux par les codes INSEE (cpts perimetre chercher \"nom de la commune\" les donne)");
    }
    let probleme = if aucune {
        "aucune colonne de codes communes"
    } else {
        "plusieurs colonnes ressemblent à des codes communes"
    };
    let erreur = ErreurDonnees::new(lieu, probleme).attendu(attendu);
    let erreur = match entetes {
        Some(l) => erreur.valeur(l.cellules.join(" | ")),
        None => erreur,
    };
    erreur.remede("ajoutez une première ligne qui nomme les colonnes, avec « code_insee » au-dessus des codes")
}
