//! The extracts that only the user can get: what to ask for, and the format of the file that comes back, from `gabarits.toml`.

use serde::Deserialize;

use crate::model::{ErreurDonnees, SectionId};
use crate::texte_toml::Embarque;

/// Header of the column of the codes.
pub const CODE: &str = "code_insee";
/// Header of the column of the names.
pub const NOM: &str = "commune";
/// What stands before the year, above the header.
pub const ANNEE: &str = "Année des données";
/// Marks of a hidden cell that the template proposes; all of them are read as 0 to 10, which the template says.
pub const MASQUES: [&str; 4] = ["<11", "<10", "<6", "<5"];
/// What a hidden cell can hold.
pub const BORNES: (u32, u32) = (0, 10);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    gabarit: Vec<Gabarit>,
}

/// A request.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gabarit {
    /// Section that the answer fills.
    pub section: SectionId,
    /// Short name, for files: `cpam`.
    pub fichier: String,
    /// What is asked for, in French.
    pub titre: String,
    /// Whom to ask.
    pub aupres_de: String,
    /// Why it is asked for: one or two sentences.
    pub objet: String,
    /// Columns to fill.
    pub colonnes: Vec<ColonneGabarit>,
}

/// A column to fill.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColonneGabarit {
    /// Variable that the catalogue reads.
    pub variable: String,
    /// Header.
    pub libelle: String,
    /// What is counted.
    pub definition: String,
}

/// The requests, in the order of the file.
///
/// # Errors
/// The embedded file is wrong (a test proves it is not).
pub fn gabarits() -> Result<&'static [Gabarit], ErreurDonnees> {
    static LUS: Embarque<Fichier> = Embarque::new(include_str!("gabarits.toml"), "gabarits.toml");
    Ok(&LUS.lire()?.gabarit)
}

/// Name and text of the descriptor of each answer.
///
/// # Errors
/// The embedded file is wrong.
pub fn descripteurs() -> Result<Vec<(String, String)>, ErreurDonnees> {
    let un = |g: &Gabarit| (format!("{}.toml", id(g)), descripteur(g));
    Ok(gabarits()?.iter().map(un).collect())
}

/// What the ids of the descriptors of the answers begin with.
const EXTRAIT: &str = "extrait_";

/// Whether a descriptor is that of an answer.
#[must_use]
pub fn est_un_extrait(id: &str) -> bool {
    id.starts_with(EXTRAIT)
}

fn id(g: &Gabarit) -> String {
    format!("{EXTRAIT}{}", g.fichier.replace('-', "_"))
}

/// A descriptor as a file of the user would be: the same reader, the same rules.
fn descripteur(g: &Gabarit) -> String {
    let cites: Vec<String> = g
        .colonnes
        .iter()
        .map(|c| format!("{:?}", c.libelle))
        .collect();
    let masques: Vec<String> = MASQUES.iter().map(|m| format!("{m:?}")).collect();
    let mut texte = format!(
        "id = {:?}\nlibelle = {:?}\nproducteur = \"organisme sollicité par la CPTS\"\nlicence = \"usage interne\"\n\
         priorite = 60\ncle = {CODE:?}\nfusion = \"somme\"\n\n\
         [reconnaissance]\nrequis = [{CODE:?}, [{}]]\nconnus = [{NOM:?}]\n\n\
         [millesime]\ntitre = 'annee des donnees\\D*(\\d{{4}})'\nnom = \"auto\"\n\n\
         [marques]\nmasques = [{}]\nbornes = [{}, {}]\n",
        id(g),
        format!("Extrait demandé : {}", g.titre),
        cites.join(", "),
        masques.join(", "),
        BORNES.0,
        BORNES.1,
    );
    for c in &g.colonnes {
        texte.push_str(&format!(
            "\n[[variable]]\nid = {:?}\ncolonne = {:?}\nnature = \"effectif\"\n",
            c.variable, c.libelle
        ));
    }
    texte
}
