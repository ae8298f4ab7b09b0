//! The rows of the user's own list of territories, as the file writes them.

use serde::Deserialize;

use crate::model::{CodeCommune, Emplacement, ErreurDonnees};
use crate::tri::Tri;

use crate::load::source::texte_liste::ligne_utile;

/// A row of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::load) struct Rangee {
    pub code: String,
    pub nom: String,
    pub genre: String,
    pub parent: String,
    pub departement: String,
    pub departement_nom: String,
    pub region: String,
    pub region_nom: String,
    pub epci: String,
    pub epci_nom: String,
    pub epci_genre: String,
    pub population: String,
    pub anciens_codes: String,
    /// Code of the commune that gave it its territory back.
    #[serde(default)]
    pub separee_de: String,
    /// Day of that split.
    #[serde(default)]
    pub separee_le: String,
}

/// A row, its code and where it stands.
pub(in crate::load) struct Lue {
    /// Its cells.
    pub rangee: Rangee,
    /// Its code.
    pub code: CodeCommune,
    /// Where it stands.
    pub lieu: Emplacement,
}

/// Columns expected, for messages.
pub(in crate::load) const COLONNES: &str = "code;nom;genre;parent;departement;departement_nom;region;region_nom;epci;epci_nom;epci_genre;population;anciens_codes";

/// Rows of the file, sorted by code.
///
/// # Errors
/// [`ErreurDonnees`] with the line of a row that cannot be read.
pub(in crate::load) fn lignes(fichier: &str, contenu: &str) -> Result<Vec<Lue>, ErreurDonnees> {
    let mut lecteur = csv::ReaderBuilder::new()
        .delimiter(b';')
        .trim(csv::Trim::All)
        .from_reader(contenu.as_bytes());
    let mut lues = Vec::new();
    let texte: Vec<&str> = contenu.lines().collect();
    let mut numero = 1;
    let entetes = lecteur.headers().cloned().unwrap_or_default();
    for ligne in lecteur.records() {
        let refuse = |e: csv::Error, n: u64| {
            ErreurDonnees::new(Emplacement::fichier(fichier).ligne(n), "ligne illisible")
                .valeur(e.to_string())
                .attendu(COLONNES)
        };
        let ligne = ligne.map_err(|e| refuse(e, numero + 1))?;
        numero = ligne
            .position()
            .map_or(numero + 1, |p| ligne_utile(&texte, p.line()));
        let rangee: Rangee = ligne
            .deserialize(Some(&entetes))
            .map_err(|e| refuse(e, numero))?;
        let lieu = Emplacement::fichier(fichier).ligne(numero);
        let code = code(&rangee.code, &lieu, "code")?;
        lues.push(Lue { rangee, code, lieu });
    }
    if lues.is_empty() {
        return Err(
            ErreurDonnees::new(Emplacement::fichier(fichier), "le référentiel est vide")
                .attendu(COLONNES),
        );
    }
    lues.trie_par_cle(|l| l.code);
    Ok(lues)
}

/// A code of a column.
pub(in crate::load) fn code(
    texte: &str,
    lieu: &Emplacement,
    colonne: &str,
) -> Result<CodeCommune, ErreurDonnees> {
    CodeCommune::parse(texte).map_err(|_| {
        ErreurDonnees::new(
            lieu.clone().colonne(colonne),
            "ce n'est pas un code commune",
        )
        .valeur(texte)
        .attendu("cinq caractères : 96001")
    })
}
