//! The stage of each CPTS of a list, and what of it cannot be told: a stage is never guessed.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::enumerer;
use crate::model::{
    Constat, Dataset, DateCivile, RegleConstat, SectionId, Severite, StadeLu, Stades,
};

use super::mots_stades::{MotsDesStades, rang};

/// Rows named in a sentence.
const DITES: usize = 5;

/// The stages of the CPTS of the list, and what is to be revised in it.
///
/// A CPTS to which rows give two stages is at the least advanced.
#[must_use]
pub fn stades(d: &Dataset, mots: &MotsDesStades) -> (Stades, Vec<Constat>) {
    stades_de(d.cpts_stades.iter(), mots)
}

/// The same, of some rows of the list.
pub(super) fn stades_de<'a>(
    lus: impl Iterator<Item = &'a StadeLu>,
    mots: &MotsDesStades,
) -> (Stades, Vec<Constat>) {
    let lus: Vec<&StadeLu> = lus.collect();
    let MotsDesStades(regles) = mots;
    let connus = regles.iter().map(|s| (s.id.clone(), s.libelle.clone()));
    let mut stades = Stades {
        connus: connus.collect(),
        dits: lus.iter().any(|l| l.stade.is_some()),
        ..Stades::default()
    };
    let mut vus: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut jours: BTreeMap<&str, BTreeSet<DateCivile>> = BTreeMap::new();
    let (mut inconnus, mut sans_date) = (Vec::new(), Vec::new());
    for lu in lus {
        if let Some(texte) = &lu.stade {
            match rang(regles, texte) {
                Some(rang) => {
                    vus.entry(&lu.cpts).or_default().insert(rang);
                }
                None => inconnus.push((lu, texte)),
            }
        }
        if let Some(texte) = &lu.date {
            match jour(texte) {
                Some(jour) => {
                    jours.entry(&lu.cpts).or_default().insert(jour);
                }
                None => sans_date.push((lu, texte)),
            }
        }
    }
    let mut constats = Vec::new();
    let mots = regles
        .iter()
        .map(|s| format!("«\u{a0}{}\u{a0}»", s.libelle));
    let attendu = format!("un de {}", enumerer(&mots.collect::<Vec<_>>(), usize::MAX));
    constats.extend(illisibles("stade", &inconnus, &attendu));
    let attendu = "une date JJ/MM/AAAA ou AAAA-MM-JJ";
    constats.extend(illisibles("date", &sans_date, attendu));
    let doubles: Vec<&str> = vus
        .iter()
        .filter(|(_, r)| r.len() > 1)
        .map(|(n, _)| *n)
        .collect();
    constats.extend(plusieurs(&doubles));
    let premier = |(nom, rangs): (&str, BTreeSet<usize>)| Some((nom.to_owned(), *rangs.first()?));
    stades.de = vus.into_iter().filter_map(premier).collect();
    let dernier =
        |(nom, jours): (&str, BTreeSet<DateCivile>)| Some((nom.to_owned(), *jours.last()?));
    stades.dates = jours.into_iter().filter_map(dernier).collect();
    (stades, constats)
}

/// `12/03/2024` or `2024-03-12`.
fn jour(texte: &str) -> Option<DateCivile> {
    let net = texte.trim();
    let ecrite = || {
        let mut morceaux = net.split(['/', '.', '-']);
        let (jour, mois, an) = (morceaux.next()?, morceaux.next()?, morceaux.next()?);
        let reste = morceaux.next().is_none() && an.len() == 4;
        let lue = DateCivile::new(an.parse().ok()?, mois.parse().ok()?, jour.parse().ok()?);
        lue.ok().filter(|_| reste)
    };
    let jour = net.get(..10).unwrap_or(net);
    DateCivile::parse(jour).ok().or_else(ecrite)
}

fn illisibles(quoi: &str, lus: &[(&StadeLu, &String)], attendu: &str) -> Option<Constat> {
    let (premier, _) = lus.first()?;
    let dit = |(lu, texte): &(&StadeLu, &String)| {
        format!("«\u{a0}{texte}\u{a0}» (ligne {}, {})", lu.ligne, lu.cpts)
    };
    let dits: Vec<String> = lus.iter().map(dit).collect();
    let (verbe, suite) = match (quoi, lus.len()) {
        ("stade", 1) => (
            "n'est pas un stade connu",
            "cette CPTS compte comme «\u{a0}stade non dit\u{a0}»",
        ),
        ("stade", _) => (
            "ne sont pas des stades connus",
            "ces CPTS comptent comme «\u{a0}stade non dit\u{a0}»",
        ),
        (_, 1) => ("n'est pas une date", "elle n'est pas lue"),
        _ => ("ne sont pas des dates", "elles ne sont pas lues"),
    };
    let texte = format!(
        "{}\u{a0}: {} {verbe}\u{a0}; attendu\u{a0}: {attendu}\u{a0}; {suite}.",
        premier.fichier,
        enumerer(&dits, DITES),
    );
    Some(Constat::new(
        RegleConstat::CptsStade,
        Severite::Attention,
        SectionId::S1,
        texte,
    ))
}

fn plusieurs(doubles: &[&str]) -> Option<Constat> {
    if doubles.is_empty() {
        return None;
    }
    let texte = format!(
        "La liste donne plusieurs stades à {}\u{a0}: le moins avancé est retenu.",
        enumerer(doubles, DITES)
    );
    Some(Constat::new(
        RegleConstat::CptsStade,
        Severite::Attention,
        SectionId::S1,
        texte,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::france;

    fn lu(cpts: &str, stade: &str, date: &str, ligne: u64) -> StadeLu {
        let dit = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        StadeLu {
            cpts: cpts.into(),
            stade: dit(stade),
            date: dit(date),
            fichier: "liste.csv".into(),
            ligne,
        }
    }

    #[test]
    fn what_is_no_stage_nor_date_is_told_with_its_line() {
        let mut d = france();
        d.cpts_stades = vec![
            lu("A", "ACI signé", "12/03/2024", 2),
            lu("A", "lettre d'intention", "2023-01-02", 3),
            lu("B", "peut-être", "hier", 4),
        ];
        let (stades, constats) = stades(&d, &MotsDesStades::embarques().unwrap());
        assert!(stades.dits);
        assert_eq!(
            (stades.id("A"), stades.id("B")),
            ("lettre_intention", "non_dit")
        );
        assert_eq!(stades.dates["A"].to_string(), "2024-03-12");
        let dits: Vec<&str> = constats.iter().map(|c| c.texte.as_str()).collect();
        assert_eq!(dits.len(), 3, "{dits:?}");
        assert!(dits[0].contains("peut-être") && dits[0].contains("ligne 4"));
        assert!(dits[1].contains("hier") && dits[2].contains("le moins avancé"));
    }
}
