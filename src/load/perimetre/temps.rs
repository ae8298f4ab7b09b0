//! A file of travel times: origin, destination, minutes, by commune codes.

use std::collections::BTreeMap;

use super::titres::{self, au_plus, avec_ses_titres, colonne, nombre};
use crate::base::resoudre;
use crate::francais::court;
use crate::load::perimetre::fichier::Fichier;
use crate::load::perimetre::grille::{Grille, Ligne};
use crate::model::{CodeCommune, Emplacement, ErreurDonnees, Referentiel, UniteId};

const ORIGINE: [&str; 7] = [
    "origine",
    "origin",
    "depart",
    "de",
    "code origine",
    "commune origine",
    "from",
];
const DESTINATION: [&str; 7] = [
    "destination",
    "arrivee",
    "a",
    "vers",
    "code destination",
    "commune destination",
    "to",
];
const MINUTES: [&str; 6] = [
    "minutes",
    "temps",
    "duree",
    "temps minutes",
    "duree minutes",
    "min",
];
/// Minutes between two communes that half of the pairs of a région do not reach, and those that they all pass. Choices of the
/// project: no région takes eight hours to cross by road, and no road joins the centres of two communes in a minute.
const PLUS_LONG: f64 = 240.0;
const PLUS_COURT: f64 = 1.0;
/// Most pairs of a file: every commune of a large région to the thousand nearest.
const COUPLES_MAX: usize = 5_000_000;

/// Times between communes, minutes.
#[derive(Debug, Clone, PartialEq)]
pub struct Temps {
    /// The file, as messages name it.
    pub fichier: String,
    /// Minutes from a commune to another; the shorter of two that are given for the same pair.
    pub minutes: BTreeMap<(UniteId, UniteId), f64>,
    /// Lines that could not be read: a code that is none, a time that is no positive number.
    pub illisibles: Vec<u64>,
}

/// Reads the times of a table.
///
/// # Errors
/// [`ErreurDonnees`]: no table, a column missing, no time, too many of them.
pub fn lire(fichier: &Fichier, referentiel: &Referentiel) -> Result<Temps, ErreurDonnees> {
    let nom = fichier.nom();
    let grille = titres::grille(fichier, |g| colonnes(g).is_some(), sans_colonnes)?;
    let (rangs, lignes) =
        colonnes(&grille).ok_or_else(|| avec_ses_titres(sans_colonnes(&nom), &grille))?;
    let lues = (lignes.len(), COUPLES_MAX);
    au_plus(
        &nom,
        lues,
        "couples",
        "ne gardez que les communes de la région",
    )?;
    let (mut minutes, mut illisibles) = (BTreeMap::new(), Vec::new());
    for ligne in lignes {
        match couple(ligne, rangs, referentiel) {
            Some((paire, t)) => {
                let place = minutes.entry(paire).or_insert(t);
                *place = t.min(*place);
            }
            None => illisibles.push(ligne.numero),
        }
    }
    if minutes.is_empty() {
        return Err(
            ErreurDonnees::new(Emplacement::fichier(&nom), "aucun temps de trajet à lire")
                .attendu(
                    "par ligne, deux codes de communes et un nombre de minutes : 48095;48080;47",
                )
                .remede("donnez les communes par leur code INSEE, et le temps en minutes"),
        );
    }
    en_minutes(&nom, &minutes)?;
    Ok(Temps {
        fichier: nom,
        minutes,
        illisibles,
    })
}

/// Refuses times that are those of another unit: half of them then go beyond any drive of a région, or are under a minute.
fn en_minutes(nom: &str, minutes: &BTreeMap<(UniteId, UniteId), f64>) -> Result<(), ErreurDonnees> {
    let entre = minutes.iter().filter(|((de, a), _)| de != a);
    let mut tries: Vec<f64> = entre.map(|(_, t)| *t).collect();
    tries.sort_by(f64::total_cmp);
    let Some(mediane) = tries.get(tries.len() / 2).copied() else {
        return Ok(());
    };
    let unite = match mediane {
        m if m > PLUS_LONG => "en secondes",
        m if m < PLUS_COURT => "en heures",
        _ => return Ok(()),
    };
    let probleme = format!(
        "les temps de trajet ne sont pas en minutes\u{a0}: la moitié {} {}, ils sont sans doute {unite}",
        if mediane > PLUS_LONG {
            "dépasse"
        } else {
            "est sous"
        },
        court(mediane),
    );
    Err(ErreurDonnees::new(Emplacement::fichier(nom), probleme)
        .attendu(format!(
            "des minutes, leur médiane étant entre {} et {}",
            court(PLUS_COURT),
            court(PLUS_LONG)
        ))
        .remede("convertissez-les en minutes"))
}

type Rangs = (usize, usize, usize);

fn colonnes(grille: &Grille) -> Option<(Rangs, &[Ligne])> {
    let (tete, lignes) = grille.lignes.split_first()?;
    let rangs = (
        colonne(tete, &ORIGINE)?,
        colonne(tete, &DESTINATION)?,
        colonne(tete, &MINUTES)?,
    );
    Some((rangs, lignes))
}

fn couple(
    ligne: &Ligne,
    (de, a, temps): Rangs,
    referentiel: &Referentiel,
) -> Option<((UniteId, UniteId), f64)> {
    let unite = |rang: usize| {
        let code = CodeCommune::parse(ligne.cellule(rang).trim()).ok()?;
        resoudre(referentiel, code).unite()
    };
    let minutes = nombre(ligne.cellule(temps)).filter(|m| *m >= 0.0)?;
    Some(((unite(de)?, unite(a)?), minutes))
}

fn sans_colonnes(nom: &str) -> ErreurDonnees {
    ErreurDonnees::new(
        Emplacement::fichier(nom),
        "ce fichier ne donne pas de temps de trajet",
    )
    .attendu("un tableau (CSV, XLSX, ODS) avec les colonnes « origine », « destination » (codes INSEE) et « minutes »")
    .remede("nommez ces trois colonnes dans la première ligne")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::base;
    use crate::load::perimetre::fichier::Contenu;

    fn lus(texte: &str) -> Result<Temps, String> {
        let fichier = Fichier {
            chemin: PathBuf::from("t.csv"),
            contenu: Contenu::Liste(texte.to_owned()),
        };
        lire(&fichier, &base::embarquee()).map_err(|e| e.to_string())
    }

    #[test]
    fn pairs_are_read_whatever_the_order_of_the_columns_and_the_shorter_is_kept() {
        let texte = "Minutes;Origine;Destination\n47,5;48095;48080\n45;48095;48080\nloin;48095;48127\n9;99999;48127\n-3;48095;48127\n";
        let temps = lus(texte).unwrap();
        assert_eq!(temps.minutes.values().copied().collect::<Vec<_>>(), [45.0]);
        assert_eq!(temps.illisibles, [4, 5, 6]);
    }

    proptest::proptest! {
        /// The law: times in seconds or in hours are refused, the same in minutes are read.
        #[test]
        fn times_of_another_unit_are_refused(minutes in proptest::collection::vec(6.0..50.0f64, 1..8)) {
            let communes = ["48080", "48127", "48140", "48013", "48099", "48001", "48002", "48004"];
            let texte = |facteur: f64| {
                let ligne = |(c, m): (&&str, &f64)| format!("48095;{c};{}\n", m * facteur);
                let lignes: String = communes.iter().zip(&minutes).map(ligne).collect();
                format!("origine;destination;temps\n{lignes}")
            };
            proptest::prop_assert!(lus(&texte(1.0)).is_ok());
            for (facteur, unite) in [(60.0, "secondes"), (1.0 / 60.0, "heures")] {
                let erreur = lus(&texte(facteur)).unwrap_err();
                proptest::prop_assert!(erreur.contains(unite), "{}", erreur);
            }
        }
    }

    #[test]
    fn titles_that_are_not_those_are_told_with_their_line() {
        let erreur = lus("origine;vers;durée h\n48095;48080;1\n").unwrap_err();
        assert!(
            erreur.contains("ligne 1") && erreur.contains("origine | vers | durée h"),
            "{erreur}"
        );
    }

    #[test]
    fn what_gives_no_time_is_refused_with_what_to_write() {
        for texte in [
            "code;minutes\n48095;3\n",
            "origine;destination;minutes\nA;B;NaN\n",
        ] {
            assert!(lus(texte).unwrap_err().contains("minutes"), "{texte}");
        }
    }
}
