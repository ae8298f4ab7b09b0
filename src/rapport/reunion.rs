//! Findings of one rule that say the same of several files, in one sentence that names the files.

use std::collections::BTreeMap;

use crate::francais::enumerer_des;
use crate::model::{CodeCommune, Constat, SectionId, Severite};

/// Files named in a sentence.
const FICHIERS: usize = 4;
/// Between what names the file and what is said of it.
const DEUX_POINTS: &str = "\u{a0}: ";

/// What two findings share to be one: rule, place, communes, and all that is said after the name of the file.
type Meme = (String, SectionId, Severite, Vec<CodeCommune>, String);

/// The same findings, those that differ by their file only being said once, where the first stood.
#[must_use]
pub(super) fn reunir(constats: Vec<Constat>) -> Vec<Constat> {
    let mut groupes: BTreeMap<Meme, Vec<String>> = BTreeMap::new();
    for c in &constats {
        if let Some((meme, tete)) = partage(c) {
            let tetes = groupes.entry(meme).or_default();
            if !tetes.contains(&tete) {
                tetes.push(tete);
            }
        }
    }
    let mut sortie = Vec::with_capacity(constats.len());
    for mut constat in constats {
        let Some((meme, _)) = partage(&constat) else {
            sortie.push(constat);
            continue;
        };
        if let Some(tetes) = groupes.remove(&meme) {
            let fichiers = enumerer_des(&tetes, FICHIERS, "fichiers");
            constat.texte = format!("{fichiers}{DEUX_POINTS}{}", meme.4);
            sortie.push(constat);
        }
    }
    sortie
}

/// What the finding shares with those of other files, and how it names its own.
fn partage(c: &Constat) -> Option<(Meme, String)> {
    let (tete, dit) = c.texte.split_once(DEUX_POINTS)?;
    // A head that holds a verb would not agree with several files.
    let nomme = |o: &&str| tete == *o || tete.ends_with(&format!("({o})"));
    c.origine.as_deref().filter(nomme)?;
    let communes = c.communes.clone();
    let meme = (
        c.id.to_string(),
        c.section,
        c.severite,
        communes,
        dit.to_owned(),
    );
    Some((meme, tete.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RegleConstat;

    fn constat(fichier: &str, dit: &str, commune: &str) -> Constat {
        let texte = format!("{fichier}\u{a0}: {dit}.");
        let code = CodeCommune::parse(commune).unwrap();
        let regle = RegleConstat::CommuneScindee;
        Constat::new(regle, Severite::Attention, SectionId::S0, texte)
            .avec_communes([code])
            .avec_origine(fichier)
    }

    #[test]
    fn files_of_which_the_same_is_said_are_named_in_one_sentence() {
        let fichiers = ["a", "b", "c", "d", "e", "f"].map(|n| format!("{n}.csv"));
        let mut tous: Vec<Constat> = fichiers.iter().map(|f| constat(f, "x", "96001")).collect();
        tous.insert(1, constat("a.csv", "y", "96001"));
        tous.push(constat("a.csv", "x", "96002"));
        let dits: Vec<String> = reunir(tous).into_iter().map(|c| c.texte).collect();
        let attendus = [
            "a.csv, b.csv, c.csv, d.csv et 2\u{a0}autres fichiers\u{a0}: x.",
            "a.csv\u{a0}: y.",
            "a.csv\u{a0}: x.",
        ];
        assert_eq!(dits, attendus);
    }

    #[test]
    fn a_sentence_that_does_not_begin_with_its_file_alone_is_left_as_it_is() {
        for texte in [
            "Deux sources\u{a0}: a.csv et b.csv.",
            "a.csv est vide\u{a0}: rien.",
        ] {
            let mut seul = constat("a.csv", "x", "96001");
            texte.clone_into(&mut seul.texte);
            let tous = vec![seul.clone(), seul];
            assert_eq!(reunir(tous.clone()), tous);
        }
    }
}
