//! The stage of each CPTS of a list, and what of it cannot be told: a stage is never guessed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::base::normaliser;
use crate::francais::enumerer;
use crate::model::{
    Constat, Dataset, DateCivile, ErreurDonnees, RegleConstat, SectionId, Severite, StadeLu, Stades,
};
use crate::texte_toml::Embarque;

static STADES: Embarque<Fichier> = Embarque::new(include_str!("stades.toml"), "stades.toml");
/// Rows named in a sentence.
const DITES: usize = 5;
/// What may come between a stage and its date.
const LIENS: [&str; 5] = ["le", "en", "depuis", "au", "du"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(
        dead_code,
        reason = "the file says where its words are from; the words are used"
    )
)]
struct Fichier {
    reference: String,
    date: DateCivile,
    confiance: String,
    stade: Vec<Stade>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stade {
    id: String,
    libelle: String,
    mots: Vec<String>,
}

/// The stages of the CPTS of the list, and what is to be revised in it.
///
/// A CPTS to which rows give two stages is at the least advanced.
///
/// # Errors
/// The file of stages of the program is wrong.
pub fn stades(d: &Dataset) -> Result<(Stades, Vec<Constat>), ErreurDonnees> {
    let regles = STADES.lire()?;
    let connus = regles
        .stade
        .iter()
        .map(|s| (s.id.clone(), s.libelle.clone()));
    let mut stades = Stades {
        connus: connus.collect(),
        dits: d.cpts_stades.iter().any(|l| l.stade.is_some()),
        ..Stades::default()
    };
    let mut vus: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut jours: BTreeMap<&str, BTreeSet<DateCivile>> = BTreeMap::new();
    let (mut inconnus, mut sans_date) = (Vec::new(), Vec::new());
    for lu in &d.cpts_stades {
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
        .stade
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
    Ok((stades, constats))
}

/// The stage that a text writes, a date after it left aside.
fn rang(regles: &Fichier, texte: &str) -> Option<usize> {
    let net = normaliser(texte);
    let est = |mot: &String| {
        let suite = net.strip_prefix(&normaliser(mot));
        suite.is_some_and(|s| {
            let mut mots = s.split_whitespace();
            (s.is_empty() || s.starts_with(' '))
                && mots.all(|m| LIENS.contains(&m) || m.bytes().all(|o| o.is_ascii_digit()))
        })
    };
    regles.stade.iter().position(|s| s.mots.iter().any(est))
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
    fn a_stage_is_read_however_it_is_written_and_never_guessed() {
        let regles = STADES.lire().unwrap();
        let id = |t: &str| rang(regles, t).map(|r| regles.stade[r].id.as_str());
        assert_eq!(id("ACI SIGNÉ le 12/03/2024"), Some("aci_signe"));
        assert_eq!(id("Lettre d’intention"), Some("lettre_intention"));
        assert_eq!(id("projet de sante valide"), Some("projet_valide"));
        for autre in ["ACI non signé", "ACI en cours", "en réflexion", "?"] {
            assert_eq!(id(autre), None, "{autre}");
        }
        // No word of a stage is that of another.
        for (rang_attendu, stade) in regles.stade.iter().enumerate() {
            assert!(
                stade
                    .mots
                    .iter()
                    .all(|m| rang(regles, m) == Some(rang_attendu))
            );
        }
        assert!(
            regles.reference.len() > 4 && regles.confiance.len() > 4 && regles.date.annee() > 2000
        );
    }

    #[test]
    fn what_is_no_stage_nor_date_is_told_with_its_line() {
        let mut d = france();
        d.cpts_stades = vec![
            lu("A", "ACI signé", "12/03/2024", 2),
            lu("A", "lettre d'intention", "2023-01-02", 3),
            lu("B", "peut-être", "hier", 4),
        ];
        let (stades, constats) = stades(&d).unwrap();
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
