//! The words by which a list says that a CPTS is no more.

use serde::Deserialize;

use crate::base::normaliser;
use crate::model::{DateCivile, ErreurDonnees, ecrit_le_stade};
use crate::texte_toml::Embarque;

static MOTS: Embarque<Mots> = Embarque::new(include_str!("mots_de_fin.toml"), "mots_de_fin.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the file says where its words are from; the words are used"
    )
)]
struct Mots {
    reference: String,
    date: DateCivile,
    confiance: String,
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
    let dit = |m: &Mots| {
        let mut mots = m.mots.iter();
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
    let finit = |m: &Mots| {
        let mut mots = m.dans_le_nom.iter();
        mots.any(|mot| normaliser(mot) == dernier)
    };
    mention(nom).is_some_and(est_fini) || MOTS.lu().is_some_and(finit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::table::nom_cpts::est_un_stade;

    #[test]
    fn the_words_have_a_reference_and_none_is_that_of_a_stage() {
        let mots = MOTS.lire().unwrap();
        let tous = mots.mots.iter().chain(&mots.dans_le_nom);
        for mot in tous {
            assert!(est_fini(mot) && !est_un_stade(mot), "{mot}");
        }
        assert!(mots.reference.len() > 4 && mots.confiance.len() > 4 && mots.date.annee() > 2000);
    }
}
