//! Coverage by CPTS in words: what none covers, what another covers, what several cover; nothing is said without a list.

use std::collections::BTreeMap;

use crate::base::cle;
use crate::francais::{compte, denombre, enumerer};
use crate::model::{
    CommuneRef, Constat, GenrePerimetre, RegleConstat, SectionId, Severite, ZonesBlanches,
};
use crate::tri::Tri;

/// Names of CPTS written in a sentence.
const NOMS_MAX: usize = 5;

/// What no CPTS covers, and what the CPTS of the list hold of the perimeter.
#[must_use]
pub fn couverture(zones: &ZonesBlanches, genre: GenrePerimetre) -> Vec<Constat> {
    let autres = if genre.est_cpts() {
        autre_cpts(zones)
    } else {
        cpts_presentes(&zones.communes_autre_cpts)
    };
    [
        zone_blanche(zones),
        autres,
        deux_ecritures(&zones.communes_autre_cpts),
        plusieurs_cpts(&zones.communes_plusieurs_cpts),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn zone_blanche(zones: &ZonesBlanches) -> Option<Constat> {
    let population = zones
        .population_sans_cpts
        .filter(|p| zones.liste_presente && *p > 0.0)?;
    let communes = &zones.communes_sans_cpts;
    let habitants = compte(population, "habitant", "habitants");
    let texte = if communes.is_empty() {
        // Only a part of some communes is uncovered.
        format!(
            "Zone blanche\u{a0}: {habitants} de communes couvertes en partie ne dépendent d'aucune CPTS de la liste."
        )
    } else {
        format!(
            "Zone blanche\u{a0}: {} du périmètre, {habitants}, {} par aucune CPTS de la liste.",
            denombre(communes.len(), "commune", "communes"),
            if communes.len() > 1 {
                "ne sont couvertes"
            } else {
                "n'est couverte"
            },
        )
    };
    let inconnues = zones.communes_hors_champ.len();
    let texte = if zones.bornes_sans_cpts.is_some() {
        format!(
            "{texte} Hors du champ de la liste, la couverture de {} est inconnue.",
            denombre(inconnues, "autre commune", "autres communes")
        )
    } else {
        texte
    };
    Some(constat(
        RegleConstat::ZoneBlanche,
        Severite::Attention,
        texte,
        communes,
    ))
}

/// A CPTS project whose communes another CPTS already holds: to be settled with it.
fn autre_cpts(zones: &ZonesBlanches) -> Option<Constat> {
    let communes = &zones.communes_autre_cpts;
    let noms = noms(communes);
    let sienne = zones.cpts_reprise.as_ref();
    let sienne = sienne.map_or_else(String::new, |nom| {
        format!(" que «\u{a0}{nom}\u{a0}», que le périmètre reprend")
    });
    let texte = format!(
        "{} du périmètre {} déjà dans {}{sienne}\u{a0}: {}.",
        denombre(communes.len(), "commune", "communes"),
        accorde(communes.len()),
        if noms.len() > 1 {
            "d'autres CPTS"
        } else {
            "une autre CPTS"
        },
        enumerer(&noms, NOMS_MAX)
    );
    (!communes.is_empty()).then(|| {
        constat(
            RegleConstat::AutreCpts,
            Severite::Attention,
            texte,
            communes,
        )
    })
}

/// A région, a département, an EPCI: CPTS are at home there, which is worth knowing and nothing to settle.
fn cpts_presentes(communes: &[CommuneRef]) -> Option<Constat> {
    let noms = noms(communes);
    let texte = format!(
        "{} de la liste {} {} du périmètre\u{a0}: {}.",
        denombre(noms.len(), "CPTS", "CPTS"),
        if noms.len() > 1 {
            "couvrent ensemble"
        } else {
            "couvre"
        },
        denombre(communes.len(), "commune", "communes"),
        enumerer(&noms, NOMS_MAX)
    );
    (!communes.is_empty())
        .then(|| constat(RegleConstat::AutreCpts, Severite::Information, texte, &[]))
}

/// The same CPTS written two ways in the list counts once, and it is said.
fn deux_ecritures(communes: &[CommuneRef]) -> Option<Constat> {
    let doubles: Vec<String> = ecritures(communes)
        .into_values()
        .filter(|e| e.len() > 1)
        .map(|e| {
            let cites: Vec<String> = e.keys().map(|n| format!("«\u{a0}{n}\u{a0}»")).collect();
            cites.join(" et ")
        })
        .collect();
    let texte = format!(
        "La liste des communes par CPTS écrit de plusieurs façons ce qui semble être la même CPTS, comptée une fois\u{a0}: {}.",
        enumerer(&doubles, NOMS_MAX)
    );
    (!doubles.is_empty()).then(|| {
        constat(
            RegleConstat::CptsNomsProches,
            Severite::Information,
            texte,
            &[],
        )
    })
}

fn plusieurs_cpts(communes: &[CommuneRef]) -> Option<Constat> {
    // Two spellings of the same CPTS are not two CPTS.
    let vraies: Vec<CommuneRef> = communes
        .iter()
        .filter(|c| ecritures(std::slice::from_ref(*c)).len() > 1)
        .cloned()
        .collect();
    let texte = format!(
        "{} du périmètre {} dans plusieurs CPTS à la fois\u{a0}: aucune source ne dit comment {} population compte pour la taille.",
        denombre(vraies.len(), "commune", "communes"),
        accorde(vraies.len()),
        if vraies.len() > 1 { "leur" } else { "sa" },
    );
    (!vraies.is_empty()).then(|| {
        constat(
            RegleConstat::PlusieursCpts,
            Severite::Attention,
            texte,
            &vraies,
        )
    })
}

fn constat(
    regle: RegleConstat,
    severite: Severite,
    texte: String,
    communes: &[CommuneRef],
) -> Constat {
    Constat::new(regle, severite, SectionId::S1, texte)
        .avec_communes(communes.iter().map(|c| c.code))
}

fn accorde(n: usize) -> &'static str {
    if n > 1 { "sont" } else { "est" }
}

/// CPTS of some communes, each once under the name that most communes bear, by name.
fn noms(communes: &[CommuneRef]) -> Vec<&str> {
    let mut noms: Vec<&str> = ecritures(communes)
        .into_values()
        .filter_map(|e| {
            let mut e: Vec<(&str, usize)> = e.into_iter().collect();
            e.trie_par(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
            e.first().map(|(nom, _)| *nom)
        })
        .collect();
    noms.sort_unstable();
    noms
}

/// Name without case, accents, articles → each way it is written, and the communes that bear it.
fn ecritures(communes: &[CommuneRef]) -> BTreeMap<String, BTreeMap<&str, usize>> {
    let mut sortie: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    for nom in communes.iter().flat_map(|c| &c.cpts) {
        *sortie.entry(cle(nom)).or_default().entry(nom).or_default() += 1;
    }
    sortie
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CodeCommune;

    fn commune(code: &str, cpts: &str) -> CommuneRef {
        CommuneRef {
            code: CodeCommune::parse(code).unwrap(),
            nom: code.to_owned(),
            population: 100.0,
            cpts: vec![cpts.to_owned()],
            apl: None,
            plus_proche: None,
        }
    }

    fn zones() -> ZonesBlanches {
        let noms = [
            "CPTS du Pays d'Orbe",
            "CPTS Pays d’Orbe",
            "CPTS A",
            "CPTS B",
            "CPTS C",
            "CPTS D",
            "CPTS E",
            "CPTS F",
        ];
        ZonesBlanches {
            liste_presente: true,
            communes_autre_cpts: (0..9)
                .map(|i| commune(&format!("9600{}", i + 1), noms[i % 8]))
                .collect(),
            ..ZonesBlanches::default()
        }
    }

    #[test]
    fn a_project_must_settle_what_others_hold_and_a_region_must_not() {
        let projet = couverture(&zones(), GenrePerimetre::Projet);
        assert_eq!(projet[0].severite, Severite::Attention);
        assert!(projet[0].texte.contains("sont déjà dans d'autres CPTS"));
        let region = couverture(&zones(), GenrePerimetre::Region);
        assert_eq!(region[0].severite, Severite::Information);
        assert_eq!(
            region[0].texte,
            "7\u{a0}CPTS de la liste couvrent ensemble 9\u{a0}communes du périmètre\u{a0}: CPTS A, CPTS B, CPTS C, CPTS D, \
             CPTS E et 2\u{a0}autres."
        );
    }

    #[test]
    fn the_same_cpts_under_two_spellings_counts_once_and_is_said() {
        let constats = couverture(&zones(), GenrePerimetre::Region);
        let dit = &constats[1].texte;
        assert!(dit.contains("«\u{a0}CPTS Pays d’Orbe\u{a0}»"), "{dit}");
        assert!(dit.contains("«\u{a0}CPTS du Pays d'Orbe\u{a0}»"), "{dit}");
    }

    #[test]
    fn one_commune_and_one_cpts_are_in_the_singular() {
        let mut une = zones();
        une.communes_autre_cpts.truncate(1);
        assert_eq!(
            couverture(&une, GenrePerimetre::Projet)[0].texte,
            "1\u{a0}commune du périmètre est déjà dans une autre CPTS\u{a0}: CPTS du Pays d'Orbe."
        );
        assert_eq!(
            couverture(&une, GenrePerimetre::Departement)[0].texte,
            "1\u{a0}CPTS de la liste couvre 1\u{a0}commune du périmètre\u{a0}: CPTS du Pays d'Orbe."
        );
    }
}
