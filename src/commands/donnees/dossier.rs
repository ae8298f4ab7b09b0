//! The files of the folder in `cpts donnees etat`: how many were recognised, which were left aside, why.

use crate::commands::terminal;
use crate::francais::{denombre, enumerer, inerte};
use crate::model::{Dataset, NonReconnu};
use crate::render::listes;

/// Files named for a reason before « et 3 autres ».
const NOMMES: usize = 4;
/// Characters of a reason, its remedy included most of the time; the whole of it is in `--detail`.
const RAISON: usize = 260;

/// How many files were recognised, and those left aside.
pub(super) fn en_texte(dataset: &Dataset) -> String {
    let reconnus = dataset.sources.len().saturating_sub(1);
    let largeur = terminal::largeur();
    let mut texte = format!(
        "{} (chacun et ses variables : --detail)\n",
        denombre(reconnus, "fichier reconnu", "fichiers reconnus")
    );
    for n in &dataset.illisibles {
        let dit = format!("{} : reconnu, illisible : {}", n.fichier, n.motif);
        texte.push_str(&listes::puce(&dit, largeur));
    }
    for (quoi, fichiers) in [
        ("Reconnu, inutile ici", &dataset.non_utilises),
        ("Non reconnu", &dataset.non_reconnus),
    ] {
        for (raison, noms) in par_raison(fichiers) {
            let dit = format!("{quoi} : {} : {raison}", enumerer(&noms, NOMMES));
            texte.push_str(&listes::puce(&dit, largeur));
        }
    }
    texte
}

/// The files of each reason, in the order of the first; a reason is cut at the end of a word.
fn par_raison(fichiers: &[NonReconnu]) -> Vec<(String, Vec<&str>)> {
    let mut raisons: Vec<(String, Vec<&str>)> = Vec::new();
    for n in fichiers {
        let raison = abrege(&inerte::ligne(&n.motif));
        let fichier = n.fichier.as_str();
        match raisons.iter_mut().find(|(r, _)| *r == raison) {
            Some((_, siens)) => siens.push(fichier),
            None => raisons.push((raison, vec![fichier])),
        }
    }
    raisons
}

/// The beginning of a reason: [`RAISON`] characters at most.
fn abrege(motif: &str) -> String {
    if motif.chars().count() <= RAISON {
        return motif.to_owned();
    }
    let debut: String = motif.chars().take(RAISON).collect();
    let mots = debut.rsplit_once(' ').map_or(debut.as_str(), |(d, _)| d);
    format!(
        "{}…",
        mots.trim_end_matches([' ', ',', ';', ':', '(', '«', '\u{a0}'])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_left_aside_for_the_same_reason_share_a_line_and_a_long_reason_is_cut_at_a_word() {
        let fichier = |fichier: &str, motif: &str| NonReconnu {
            fichier: fichier.to_owned(),
            motif: motif.to_owned(),
        };
        let long = "mot ".repeat(100);
        let tous = [fichier("a", "x"), fichier("b", &long), fichier("c", "x")];
        let raisons = par_raison(&tous);
        assert_eq!(raisons[0], ("x".to_owned(), vec!["a", "c"]));
        assert!(raisons[1].0.ends_with("mot…") && raisons[1].0.chars().count() <= RAISON + 1);
    }
}
