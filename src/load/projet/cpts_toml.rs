//! Reads a `cpts.toml` project: the perimeter, the data folder, and the mapping of the user's own files.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::base::suggerer_nom;
use crate::model::{DateCivile, Emplacement, ErreurDonnees};

use crate::load::format::utilisateur::FichierProjet;
use crate::load::source::texte_liste::texte;

/// A project file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Projet {
    /// The CPTS.
    pub cpts: SectionCpts,
    /// The user's own list of territories, for a territory outside the COG.
    #[serde(default)]
    pub referentiel: Option<SectionReferentiel>,
    /// Mapping of the user's own files of the data folder.
    #[serde(default, rename = "fichier")]
    pub fichiers: Vec<FichierProjet>,
    /// Folder of the project file: other paths are relative to it.
    #[serde(skip)]
    pub dossier: PathBuf,
}

/// `[cpts]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionCpts {
    /// Name shown on the report.
    #[serde(default)]
    pub nom: Option<String>,
    /// A file relative to the project, or an expression.
    pub perimetre: String,
    /// Data folder, relative to the project.
    #[serde(default)]
    pub donnees: Option<PathBuf>,
    /// File of the data folder whose population municipale weighs and divides, in the place of the embedded one.
    #[serde(default)]
    pub population: Option<String>,
    /// Date of the report, `2026-06-30`.
    #[serde(default)]
    pub date: Option<String>,
}

/// `[referentiel]`
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionReferentiel {
    /// CSV file, relative to the project.
    pub fichier: PathBuf,
    /// Name: « COG fictif 2026 ».
    #[serde(default)]
    pub nom: Option<String>,
    /// Whether the territories are invented.
    #[serde(default)]
    pub fictif: bool,
    /// Year of its populations.
    #[serde(default)]
    pub millesime_population: Option<u16>,
}

impl Projet {
    /// A path of the project, relative to its folder.
    #[must_use]
    pub fn chemin(&self, relatif: &Path) -> PathBuf {
        self.dossier.join(relatif)
    }
}

/// Reads a project file.
///
/// # Errors
/// [`ErreurDonnees`] with the line of an unknown key, a missing one, a wrong type, a date that is not a day, or a
/// mapped file outside the data folder.
pub fn lire_projet(chemin: &Path) -> Result<Projet, ErreurDonnees> {
    let dossier = chemin.parent().unwrap_or(Path::new("")).to_owned();
    let mut projet = analyser_projet(&chemin.display().to_string(), &texte(chemin)?)?;
    projet.dossier = dossier;
    Ok(projet)
}

/// Reads a project from its text; `fichier` names it in messages.
///
/// # Errors
/// Those of [`lire_projet`] but for the file itself.
pub fn analyser_projet(fichier: &str, contenu: &str) -> Result<Projet, ErreurDonnees> {
    let projet: Projet = toml::from_str(contenu).map_err(|e| illisible(fichier, contenu, &e))?;
    let lieu = |cle: &str| match ligne_de(contenu, cle) {
        Some(ligne) => Emplacement::fichier(fichier).ligne(ligne),
        None => Emplacement::fichier(fichier),
    };
    if projet.cpts.perimetre.trim().is_empty() {
        return Err(ErreurDonnees::new(lieu("perimetre"), "perimetre est vide")
            .attendu("un fichier ou une expression : perimetre = \"epci:200069193\""));
    }
    if let Some(date) = projet
        .cpts
        .date
        .as_deref()
        .filter(|d| DateCivile::parse(d).is_err())
    {
        return Err(ErreurDonnees::new(lieu("date"), "date illisible")
            .valeur(date)
            .attendu("un jour : date = \"2026-06-30\""));
    }
    for mappe in &projet.fichiers {
        if !est_dedans(&mappe.nom) {
            return Err(
                ErreurDonnees::new(lieu(&mappe.nom), "fichier hors du dossier de données")
                    .valeur(mappe.nom.as_str())
                    .attendu("un chemin relatif au dossier de données, sans « .. »")
                    .remede("déposez le fichier dans le dossier de données"),
            );
        }
    }
    Ok(projet)
}

fn illisible(fichier: &str, contenu: &str, erreur: &toml::de::Error) -> ErreurDonnees {
    let debut = erreur.span().map_or(0, |s| s.start);
    let avant = contenu.get(..debut).unwrap_or_default();
    let numero = avant.bytes().filter(|&o| o == b'\n').count() as u64 + 1;
    let ligne = contenu
        .get(debut..)
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default();
    let (probleme, attendu) = en_francais(erreur.message());
    let cle = ligne.split('=').next().unwrap_or_default();
    let erreur = ErreurDonnees::new(Emplacement::fichier(fichier).ligne(numero), probleme).valeur(
        if ligne.trim().is_empty() {
            ligne_n(contenu, numero)
        } else {
            ligne.trim()
        },
    );
    let proches = suggerer_nom(attendu.iter().map(String::as_str), cle.trim(), 1);
    let remede = match proches.first() {
        Some(proche) => format!("vouliez-vous écrire « {proche} » ?"),
        None if attendu.iter().any(|a| a == "cpts") => {
            "rangez les clés sous leur titre : [cpts], puis perimetre = \"epci:200069193\""
                .to_owned()
        }
        None => "corrigez cette ligne ; un texte se met entre guillemets : perimetre = \"dep:48\""
            .to_owned(),
    };
    let erreur = erreur.remede(remede);
    if attendu.is_empty() {
        erreur
    } else {
        erreur.attendu(attendu.join(", "))
    }
}

/// A line of the file, from 1.
fn ligne_n(contenu: &str, numero: u64) -> &str {
    let rang = usize::try_from(numero).unwrap_or(1).saturating_sub(1);
    contenu.lines().nth(rang).unwrap_or_default().trim()
}

/// What the TOML library says, in French: the problem, then the keys or the kind of value expected.
fn en_francais(message: &str) -> (String, Vec<String>) {
    let noms: Vec<String> = message
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    let (premier, autres) = match noms.split_first() {
        Some((premier, autres)) => (premier.as_str(), autres.to_vec()),
        None => ("", Vec::new()),
    };
    if message.starts_with("unknown field") {
        return (format!("clé inconnue {premier}"), autres);
    }
    if message.starts_with("missing field") {
        return (format!("clé absente : {premier}"), Vec::new());
    }
    if message.starts_with("duplicate key") {
        return ("clé en double".to_owned(), Vec::new());
    }
    if message.contains("recurs") {
        return ("trop d'imbrications".to_owned(), Vec::new());
    }
    if message.starts_with("invalid type") || message.starts_with("invalid value") {
        let attendu = message.rsplit("expected ").next().unwrap_or_default();
        return ("type de valeur inattendu".to_owned(), vec![genre(attendu)]);
    }
    (
        "ce n'est pas du TOML lisible".to_owned(),
        vec!["cle = \"texte\", une par ligne".to_owned()],
    )
}

/// A kind of value that was expected, in French.
fn genre(attendu: &str) -> String {
    [
        ("string", "un texte entre guillemets"),
        ("bool", "true ou false"),
        ("u16", "un nombre entier"),
        ("sequence", "une liste [\"…\", \"…\"]"),
        ("map", "une table { clé = \"valeur\" }"),
        ("struct", "une table { clé = \"valeur\" }"),
    ]
    .into_iter()
    .find(|(motif, _)| attendu.contains(motif))
    .map_or("une valeur d'un autre type", |(_, f)| f)
    .to_owned()
}

/// First line that holds a key or a value.
fn ligne_de(contenu: &str, cherche: &str) -> Option<u64> {
    (1..)
        .zip(contenu.lines())
        .find(|(_, l)| l.contains(cherche))
        .map(|(n, _)| n)
}

/// A relative path without `..`, on every system.
fn est_dedans(nom: &str) -> bool {
    let normal = nom.replace('\\', "/");
    let lecteur = normal.as_bytes().get(1) == Some(&b':');
    !normal.is_empty()
        && !lecteur
        && Path::new(&normal)
            .components()
            .all(|c| matches!(c, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COMPLET: &str = r#"
[cpts]
nom = "CPTS du Val"
perimetre = "perimetre.csv"
donnees = "donnees"
date = "2026-06-30"
[referentiel]
fichier = "referentiel.csv"
fictif = true
millesime_population = 2023
[[fichier]]
nom = "mes-donnees.csv"
cle = "code_insee"
millesime = 2025
variables = { population_municipale = "Pop", apl_mg = "APL généralistes" }
classes = { zonage_mg = "Zone" }
manquants = ["nd"]
masques = ["s", "<6"]
"#;

    fn message(contenu: &str) -> String {
        analyser_projet("cpts.toml", contenu)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn reads_a_complete_and_a_minimal_project() {
        let projet = analyser_projet("cpts.toml", COMPLET).unwrap();
        assert_eq!(
            projet.fichiers[0].variables["apl_mg"].colonne,
            "APL généralistes"
        );
        assert!(projet.referentiel.unwrap().fictif);
        let court = analyser_projet("cpts.toml", "[cpts]\nperimetre = \"dep:48\"\n").unwrap();
        assert_eq!(
            (court.cpts.perimetre.as_str(), court.fichiers.len()),
            ("dep:48", 0)
        );
    }

    #[test]
    fn names_the_line_of_what_is_wrong() {
        let inconnue = message("[cpts]\nperimetre = \"dep:48\"\nperimettre = \"x\"\n");
        assert!(
            inconnue.starts_with("cpts.toml, ligne 3") && inconnue.contains("clé inconnue"),
            "{inconnue}"
        );
        assert!(message("[cpts]\nnom = \"x\"\n").contains("perimetre"));
        assert!(message("[cpts]\nperimetre = 48\n").contains("ligne 2"));
        assert!(message("[cpts\n").contains("ligne 1"));
        assert!(message("[cpts]\nperimetre = \" \"\n").contains("ligne 2"));
        assert!(
            message("[cpts]\nperimetre = \"dep:48\"\ndate = \"2026-02-30\"\n").contains("ligne 3")
        );
    }

    #[test]
    fn nothing_of_the_library_stays_in_english() {
        for contenu in [
            "",
            "perimetre=\"dep:48\"\n",
            "[cpts]\nnom = \"x\nperimetre = \"dep:48\"\n",
            "[cpts]\nperimetre=\"dep:48\"\ndate=2026-01-01\n",
            "[cpts]\nperimetre=\"dep:48\"\nnom=12\n",
            "cpts = 3\n",
            "fichier = 3\n[cpts]\nperimetre=\"dep:48\"\n",
            "[cpts]\nperimetre=\"dep:48\"\nperimetre=\"dep:48\"\n",
            "[cpts]\nperimetre=\"dep:48\"\n[referentiel]\nfichier=\"r\"\nfictif=\"oui\"\n",
            "[cpts]\nperimetre=\"dep:48\"\n[referentiel]\nfichier=\"r\"\nmillesime_population=99999\n",
            "x",
            "x=",
        ] {
            let texte = message(contenu);
            for mot in [
                "expected", "invalid", "unknown", "missing", "string", "key", "integer", "map",
            ] {
                assert!(!texte.contains(mot), "« {mot} » : {texte}");
            }
            assert!(
                texte.contains("ligne") && texte.contains("remède"),
                "{texte}"
            );
        }
        assert!(message(&format!("x = {}", "[".repeat(20_000))).contains("imbrications"));
        let proche = message("[cpts]\nperimettre = \"x\"\n");
        assert!(proche.contains("écrire « perimetre »"), "{proche}");
    }

    #[test]
    fn a_mapped_file_stays_inside_the_data_folder() {
        for nom in [
            "../x.csv",
            "/etc/x.csv",
            "a/../../x.csv",
            "C:\\x.csv",
            "..\\x.csv",
            "",
        ] {
            let contenu = format!(
                "[cpts]\nperimetre = \"dep:48\"\n[[fichier]]\nnom = '{nom}'\ncle = \"c\"\n"
            );
            assert!(message(&contenu).contains("hors du dossier"), "{nom}");
        }
        assert!(est_dedans("sous/dossier/x.csv") && est_dedans("./x.csv"));
    }

    proptest! {
        #[test]
        fn never_fails_on_any_text(contenu in "\\PC*") {
            let _ = analyser_projet("x", &contenu);
        }
    }
}
