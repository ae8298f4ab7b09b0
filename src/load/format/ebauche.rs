//! A descriptor drafted from the first rows of a table: key, numeric columns, marks and year; the user corrects it.

use std::collections::BTreeSet;

use crate::load::format::catalogue::embarques;
use crate::load::format::ebauche_colonnes::{Colonne, Nature};
use crate::load::source::normalise::{affichable, normalise};
use crate::load::source::tableau::Apercu;
use crate::model::{CodeCommune, ErreurDonnees, Referentiel};

/// Rows among which the header is looked for.
const ENTETE_MAX: usize = 30;
/// Share of the cells of the key that are commune codes, at least.
const PART_CODES: f64 = 0.5;
/// Headers of a key, normalised: what they hold decides, they only settle ties.
const CLES: [&str; 9] = [
    "code",
    "insee",
    "codgeo",
    "depcom",
    "com",
    "commune",
    "geo",
    "numcom",
    "territoire",
];
/// Rows by commune from which a table has several of them.
const LIGNES_PAR_COMMUNE: f64 = 1.3;

/// The code of a cell, and whether a longer text holds it.
type Lu = Option<(CodeCommune, bool)>;

/// Where the key is.
struct Cle {
    entete: usize,
    colonne: usize,
    /// The code is inside a longer cell: « Mende (48095) ».
    dans_la_cellule: bool,
}

/// A drafted descriptor, as TOML; `nom` is the name of the file.
///
/// # Errors
/// No column holds commune codes, or no other column holds figures: what was read, in a French sentence.
pub fn ebauche(
    apercu: &Apercu,
    nom: &str,
    referentiel: &Referentiel,
) -> Result<String, ErreurEbauche> {
    let lignes = &apercu.lignes;
    let cle = cle(lignes, referentiel).ok_or_else(|| sans_cle(lignes))?;
    let entetes = lignes.get(cle.entete).cloned().unwrap_or_default();
    let titre: Vec<&str> = lignes
        .iter()
        .take(cle.entete)
        .flatten()
        .map(String::as_str)
        .collect();
    let mut colonnes = Colonne::toutes(apercu, cle.entete, cle.colonne);
    nommer(&mut colonnes)?;
    if !colonnes.iter().any(|c| c.nature == Nature::Nombre) {
        return Err(ErreurEbauche::SansNombre(montre(&entetes)));
    }
    let longue = longue(apercu, &cle);
    Ok(texte(&Brouillon {
        nom,
        entetes: &entetes,
        titre: &titre.join(" "),
        cle: &cle,
        colonnes: &colonnes,
        longue,
    }))
}

/// Why no descriptor can be drafted.
#[derive(Debug, thiserror::Error)]
pub enum ErreurEbauche {
    /// No column of codes.
    #[error(
        "aucune colonne de codes commune INSEE ; colonnes lues : {0}\n  attendu : une colonne de codes à cinq caractères (48095)\n  \
         remède : ajoutez-la, ou exportez le fichier par commune"
    )]
    SansCle(String),
    /// No figures.
    #[error(
        "aucune colonne de nombres à côté du code commune ; colonnes lues : {0}\n  attendu : au moins une colonne de nombres"
    )]
    SansNombre(String),
    /// An embedded descriptor is wrong.
    #[error(transparent)]
    Descripteur(#[from] ErreurDonnees),
}

fn sans_cle(lignes: &[Vec<String>]) -> ErreurEbauche {
    let large = lignes.iter().take(ENTETE_MAX).max_by_key(|l| l.len());
    ErreurEbauche::SansCle(montre(large.map_or(&[], Vec::as_slice)))
}

fn montre(entetes: &[String]) -> String {
    let noms: Vec<String> = entetes
        .iter()
        .take(8)
        .map(|e| affichable(e.trim(), 40))
        .collect();
    noms.join(", ")
}

/// The commune code of a cell: alone, or inside a longer text.
fn code(cellule: &str, referentiel: &Referentiel) -> Lu {
    let connu = |texte: &str| {
        let (code, _) = CodeCommune::parse_repare(texte).ok()?;
        referentiel.par_code(code).map(|_| code)
    };
    let texte = cellule.trim();
    if let Some(code) = connu(texte) {
        return Some((code, false));
    }
    let mots = texte.split(|c: char| !c.is_ascii_alphanumeric());
    let mut codes = mots.filter(|m| m.len() == 5).filter_map(connu);
    codes.next().map(|code| (code, true))
}

/// The row and the column above which the codes stand: the column where they are the most numerous.
fn cle(lignes: &[Vec<String>], referentiel: &Referentiel) -> Option<Cle> {
    let largeur = lignes.iter().map(Vec::len).max()?;
    let mut meilleure: Option<(f64, Cle)> = None;
    for colonne in 0..largeur.min(200) {
        let lus: Vec<Option<Lu>> = lignes
            .iter()
            .map(|l| l.get(colonne).filter(|c| !c.trim().is_empty()))
            .map(|c| c.map(|c| code(c, referentiel)))
            .collect();
        let Some(entete) = entete_de(lignes, colonne, &lus) else {
            continue;
        };
        let dits: Vec<&Lu> = lus.iter().skip(entete + 1).flatten().collect();
        let bons: Vec<&(CodeCommune, bool)> = dits.iter().filter_map(|c| c.as_ref()).collect();
        let part = bons.len() as f64 / dits.len().max(1) as f64;
        if part < PART_CODES {
            continue;
        }
        let nom = lignes.get(entete).and_then(|l| l.get(colonne));
        let nom = normalise(nom.map_or("", String::as_str));
        let dit = CLES.iter().any(|c| nom.contains(c));
        let note = part + if dit { 0.5 } else { 0.0 };
        if meilleure.as_ref().is_none_or(|(m, _)| note > *m) {
            let dans_la_cellule =
                bons.iter().filter(|(_, dedans)| *dedans).count() * 2 > bons.len();
            meilleure = Some((
                note,
                Cle {
                    entete,
                    colonne,
                    dans_la_cellule,
                },
            ));
        }
    }
    meilleure.map(|(_, cle)| cle)
}

/// The row of the header of a column: the nearest cell that says something above its first code.
fn entete_de<T>(
    lignes: &[Vec<String>],
    colonne: usize,
    lus: &[Option<Option<T>>],
) -> Option<usize> {
    let premier = lus.iter().position(|c| matches!(c, Some(Some(_))))?;
    let dit = |rang: &usize| {
        let cellule = lignes.get(*rang).and_then(|l| l.get(colonne));
        cellule.is_some_and(|c| !c.trim().is_empty())
    };
    (0..premier).rev().find(dit).filter(|e| *e < ENTETE_MAX)
}

/// Whether a commune has several rows.
fn longue(apercu: &Apercu, cle: &Cle) -> bool {
    let cellules = apercu.colonne(cle.entete, cle.colonne);
    let distinctes: BTreeSet<&str> = cellules.iter().copied().collect();
    cellules.len() as f64 >= LIGNES_PAR_COMMUNE * distinctes.len().max(1) as f64
}

/// Gives each numeric column the id of the variable that the program knows under this header, else one made of it.
fn nommer(colonnes: &mut [Colonne]) -> Result<(), ErreurDonnees> {
    let libre = embarques()?.iter().find(|f| f.d.id == "libre");
    let mut pris: BTreeSet<String> = BTreeSet::new();
    for c in colonnes.iter_mut().filter(|c| c.nature == Nature::Nombre) {
        let entete = [normalise(&c.entete)];
        let connue = libre.and_then(|f| {
            let mut paires = f.d.variables.iter().zip(&f.variables);
            paires.find(|(_, v)| v.colonne.trouve(&entete).is_some())
        });
        c.connue = connue.is_some();
        let base = connue.map_or_else(|| c.identifiant(), |(v, _)| v.id.clone());
        let mut id = base.clone();
        let mut numero = 1;
        while !pris.insert(id.clone()) {
            numero += 1;
            id = format!("{base}_{numero}");
            c.connue = false;
        }
        c.id = id;
    }
    Ok(())
}

/// All that the text says.
struct Brouillon<'a> {
    nom: &'a str,
    entetes: &'a [String],
    titre: &'a str,
    cle: &'a Cle,
    colonnes: &'a [Colonne],
    longue: bool,
}

fn texte(b: &Brouillon<'_>) -> String {
    let souche = b.nom.rsplit_once('.').map_or(b.nom, |(souche, _)| souche);
    let cle = entete(b.entetes, b.cle.colonne);
    let nombres = || b.colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let mut requis = vec![cite(&cle)];
    requis.extend(nombres().take(3).map(|c| cite(&c.entete)));
    let mut t = format!(
        "# Ébauche faite par « cpts donnees decrire » d'après les premières lignes de {} : relisez chaque ligne.\n\
         id = {}\nlibelle = {}\nproducteur = \"à compléter\"\nlicence = \"à compléter\"\n# Le fichier n'est à personne d'autre dès que ses colonnes sont là.\nexclusif = true\ncle = {}\n",
        affichable(b.nom, 80),
        cite(&Colonne::de_texte(souche)),
        cite(souche),
        cite(&cle),
    );
    if b.cle.dans_la_cellule {
        t.push_str("cle_motif = '(?<code>\\b\\d[0-9AB]\\d{3}\\b)'\n");
    }
    t.push_str(&format!(
        "\n[reconnaissance]\nrequis = [{}]\n",
        requis.join(", ")
    ));
    t.push_str(&millesime(b));
    t.push_str(&marques(b.colonnes));
    let types = b.colonnes.iter().find(|c| c.nature == Nature::Types);
    if b.longue && types.is_none() {
        t.push_str(
            "\n# Plusieurs lignes par commune : chaque colonne de nombres est additionnée.\n",
        );
    }
    for c in nombres() {
        t.push_str(&variable(c, b.longue, types));
    }
    let autres: Vec<String> = b
        .colonnes
        .iter()
        .filter(|c| c.nature == Nature::Texte)
        .map(|c| affichable(&c.entete, 40))
        .collect();
    if !autres.is_empty() {
        t.push_str(&format!(
            "\n# Colonnes non lues (textes) : {}\n",
            autres.join(", ")
        ));
    }
    t
}

fn variable(c: &Colonne, longue: bool, types: Option<&Colonne>) -> String {
    let mut t = String::from("\n[[variable]]\n");
    match types.filter(|_| longue) {
        Some(types) => t.push_str(&format!(
            "id = \"{}_{{}}\"\ncolonne = {}\nquand = {{ colonne = {}, motif = '.+' }}\nfusion = \"somme\"\n",
            c.id,
            cite(&c.entete),
            cite(&types.entete)
        )),
        None if longue => t.push_str(&format!(
            "id = \"{}\"\ncolonne = {}\nadditionner = true\n",
            c.id,
            cite(&c.entete)
        )),
        None => {
            t.push_str(&format!("id = \"{}\"\ncolonne = {}\n", c.id, cite(&c.entete)));
            if c.connue {
                t.push_str("# Variable connue du programme : ses indicateurs la lisent.\n");
            } else if c.entiers {
                t.push_str("fusion = \"somme\"                 # effectif : les communes fusionnées s'additionnent\n");
            } else {
                t.push_str("fusion = \"aucune\"                # taux, part ou médiane : rien ne s'additionne ; \"moyenne_ponderee\" avec poids\n");
            }
        }
    }
    if c.negatif {
        t.push_str("negatif = true\n");
    }
    t
}

fn millesime(b: &Brouillon<'_>) -> String {
    if let Some(c) = b.colonnes.iter().find(|c| c.nature == Nature::Annee) {
        return format!("\n[millesime]\ncolonne = {}\n", cite(&c.entete));
    }
    let nombres = b.colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let ans: BTreeSet<u16> = nombres.filter_map(|c| Colonne::annee(&c.entete)).collect();
    let an = match (ans.len(), ans.first()) {
        (1, Some(an)) => Some(*an),
        (0, _) => Colonne::annee(b.titre),
        _ => None,
    };
    match an {
        Some(an) => format!("\n[millesime]\nfixe = {an}                         # lu dans le fichier\n"),
        None => "\n[millesime]\nnom = \"auto\"                       # l'année du nom du fichier ; ou fixe = 2025\n".to_owned(),
    }
}

fn marques(colonnes: &[Colonne]) -> String {
    let nombres = || colonnes.iter().filter(|c| c.nature == Nature::Nombre);
    let masques: BTreeSet<&String> = nombres().flat_map(|c| &c.masques).collect();
    let manquants: BTreeSet<&String> = nombres().flat_map(|c| &c.manquants).collect();
    if masques.is_empty() && manquants.is_empty() {
        return String::new();
    }
    let liste = |marques: &BTreeSet<&String>| {
        let cites: Vec<String> = marques.iter().map(|m| cite(m)).collect();
        cites.join(", ")
    };
    let mut t = String::from("\n[marques]\n");
    if !manquants.is_empty() {
        t.push_str(&format!("manquants = [{}]\n", liste(&manquants)));
    }
    if !masques.is_empty() {
        t.push_str(&format!("masques = [{}]\n", liste(&masques)));
        let seuil = |m: &&String| m.trim_start_matches('<').trim().parse::<u32>().ok();
        let seuils: Option<Vec<u32>> = masques.iter().map(seuil).collect();
        if let Some(max) = seuils.and_then(|s| s.into_iter().max()).filter(|m| *m > 0) {
            t.push_str(&format!(
                "bornes = [0, {}]                      # ce qu'une cellule masquée peut valoir\n",
                max - 1
            ));
        }
    }
    t
}

fn entete(entetes: &[String], colonne: usize) -> String {
    entetes
        .get(colonne)
        .map(|e| e.trim().to_owned())
        .unwrap_or_default()
}

/// A text between TOML quotes.
fn cite(texte: &str) -> String {
    let net: String = texte
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!(
        "\"{}\"",
        net.trim().replace('\\', "\\\\").replace('"', "\\\"")
    )
}
