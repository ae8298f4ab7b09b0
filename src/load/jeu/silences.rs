//! What must be said of the départements and of the cities of which a sparse file has no row, although it ought to.

use std::collections::BTreeMap;

use crate::francais::{compte, enumerer};
use crate::load::jeu::rejets::libelle;
use crate::load::jeu::section::SECTION;
use crate::load::table::resultat::Table;
use crate::load::table::silences::{Lieu, Silence};
use crate::model::lecture::arrondissements;
use crate::model::{Constat, Referentiel, RegleConstat, Severite};

/// Places named in a sentence: all the départements that a file may lack and still be national.
const LIEUX: usize = 21;
/// Variables named in a sentence.
const NOMS: usize = 6;

/// The words of a variable, and where it is silent.
type Tue<'a> = (String, Vec<&'a Silence>);

/// One finding for the rows of a file, one for the variables that are silent in the same places.
#[must_use]
pub fn constats(r: &Referentiel, nom: &str, table: &Table) -> Vec<Constat> {
    let mut du_fichier: BTreeMap<Option<u16>, Vec<&Silence>> = BTreeMap::new();
    let mut par_variable: BTreeMap<(&str, Option<u16>), Vec<&Silence>> = BTreeMap::new();
    for s in &table.silences {
        match &s.variable {
            None => du_fichier.entry(s.an).or_default().push(s),
            Some(variable) => par_variable.entry((variable, s.an)).or_default().push(s),
        }
    }
    let mut constats: Vec<Constat> = Vec::new();
    for (an, tus) in du_fichier {
        let quoi = "n'a aucune ligne";
        constats.push(constat(r, nom, (an, quoi), &tus, DE_NOUVEAU));
    }
    let mut ensemble: BTreeMap<(Vec<&Lieu>, Option<u16>), Vec<Tue<'_>>> = BTreeMap::new();
    for ((variable, an), tus) in par_variable {
        let lieux = tus.iter().map(|s| &s.lieu).collect();
        let variables = ensemble.entry((lieux, an)).or_default();
        variables.push((libelle(variable), tus));
    }
    for ((_, an), variables) in ensemble {
        let noms: Vec<&str> = variables.iter().map(|(nom, _)| nom.as_str()).collect();
        let quoi = format!("n'a rien de {}", enumerer(&noms, NOMS));
        let plus = variables.iter().map(|(_, tus)| tus);
        let plus = plus.max_by(|a, b| attendues(a).total_cmp(&attendues(b)));
        constats.extend(plus.map(|tus| constat(r, nom, (an, &quoi), tus, ENTIER)));
    }
    constats
}

/// What to do of a file that lost rows.
const DE_NOUVEAU: &str = "Il lui manque sans doute des lignes\u{a0}: téléchargez-le de nouveau, ou cherchez ce qui les a perdues (des codes lus comme des nombres \
     perdent la Corse, un fichier « hors Corse » ou « France métropolitaine » n'a que le reste).";

/// What to do of a file that lacks some of its rows.
const ENTIER: &str = "Téléchargez-le de nouveau s'il a été filtré\u{a0}; s'il est entier dans chacun de ses départements, dites-le par departements_entiers = true dans son \
     descripteur.";

fn attendues(tus: &[&Silence]) -> f64 {
    tus.iter().map(|s| s.attendues).sum()
}

fn constat(
    r: &Referentiel,
    nom: &str,
    (an, quoi): (Option<u16>, &str),
    tus: &[&Silence],
    remede: &str,
) -> Constat {
    let noms: Vec<String> = tus.iter().map(|s| lieu(r, &s.lieu)).collect();
    let an = an.map_or(String::new(), |an| format!(" de {an}"));
    let seules = |s: &&Silence| matches!(&s.lieu, Lieu::Ville(_, muets) if muets.is_empty());
    let ou = if tus.iter().all(seules) {
        let suite = if tus.len() > 1 {
            "devraient"
        } else {
            "devrait"
        };
        format!("qui {suite} en avoir, d'après ce qu'ont les communes de même taille ailleurs")
    } else {
        let attendues = compte(attendues(tus).round(), "commune", "communes");
        format!("où environ {attendues} devraient en avoir, d'après celles de même taille ailleurs")
    };
    let texte = format!(
        "{nom} {quoi}{an} pour {}, {ou}\u{a0}: {} sans chiffre, et non à zéro. {remede}",
        enumerer(&noms, LIEUX),
        if tus.len() == 1 && tus.iter().all(seules) {
            "elle est"
        } else {
            "elles sont"
        },
    );
    let villes = tus.iter().filter_map(|s| match &s.lieu {
        Lieu::Ville(ville, muets) => Some(muets.iter().chain([ville])),
        Lieu::Departement(_) => None,
    });
    let codes: Vec<_> = villes.flatten().map(|id| r.unite(*id).code).collect();
    let (regle, severite) = (RegleConstat::FichierPartiel, Severite::Attention);
    Constat::new(regle, severite, SECTION, texte)
        .avec_communes(codes)
        .avec_origine(nom)
}

/// « Corse-du-Sud (2A) », « Marseille (13055) », « 11 des 20 arrondissements de Paris (75056) ».
fn lieu(r: &Referentiel, lieu: &Lieu) -> String {
    match lieu {
        Lieu::Departement(d) => r
            .departements
            .get(*d)
            .map_or(String::new(), |d| format!("{} ({})", d.nom, d.code)),
        Lieu::Ville(ville, muets) => {
            let unite = r.unite(*ville);
            let ville_dite = format!("{} ({})", unite.nom, unite.code);
            let tous = arrondissements(r, *ville).len();
            match muets.len() == tous {
                true => ville_dite,
                false => format!("{} des {tous} arrondissements de {ville_dite}", muets.len()),
            }
        }
    }
}
