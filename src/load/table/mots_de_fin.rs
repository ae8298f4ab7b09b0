//! The words by which a list says that a CPTS is no more.

use serde::Deserialize;

use crate::base::normaliser;
use crate::model::{ErreurDonnees, ecrit_le_stade};
use crate::texte_toml::Embarque;

/// The same words as those of the stages.
static MOTS: Embarque<Fichier> = Embarque::new(
    include_str!("../../check/liste_cpts/stades.toml"),
    "stades.toml",
);
#[derive(Debug, Deserialize)]
struct Fichier {
    terminee: Mots,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mots {
    mots: Vec<String>,
    dans_le_nom: Vec<String>,
}

/// Reads the words of the program.
///
/// # Errors
/// The embedded words are wrong.
pub fn prepare() -> Result<(), ErreurDonnees> {
    MOTS.lire().map(|_| ())
}

/// Whether a text says that a CPTS is no more.
#[must_use]
pub fn est_fini(texte: &str) -> bool {
    let net = normaliser(texte);
    let dit = |m: &Fichier| {
        let mut mots = m.terminee.mots.iter();
        mots.any(|mot| ecrit_le_stade(&net, &normaliser(mot)))
    };
    MOTS.lu().is_some_and(dit)
}

/// What is written beside a name: in its last brackets, after its last dash between spaces.
#[must_use]
pub fn mention(nom: &str) -> Option<&str> {
    let net = nom.trim_end();
    let crochets = [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(ouvre, ferme)| {
            let dedans = net.strip_suffix(ferme)?;
            dedans.rsplit_once(ouvre).map(|(_, mention)| mention)
        });
    let tirets = [" - ", " – ", " — ", " : "];
    let apres = || {
        tirets
            .iter()
            .find_map(|t| net.rsplit_once(t).map(|(_, m)| m))
    };
    crochets.or_else(apres)
}

/// Whether a name says that its CPTS is no more.
#[must_use]
pub fn nom_fini(nom: &str) -> bool {
    let net = normaliser(nom);
    let dernier = net.rsplit(' ').next().unwrap_or_default();
    let finit = |m: &Fichier| {
        m.terminee
            .dans_le_nom
            .iter()
            .any(|mot| normaliser(mot) == dernier)
    };
    mention(nom).is_some_and(est_fini) || MOTS.lu().is_some_and(finit)
}
