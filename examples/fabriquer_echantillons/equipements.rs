//! Equipment counts in the long layout of the BPE 2024 extract: one row per commune and type, absent row = none.

use std::fmt::Write;

use crate::alea::Alea;
use crate::monde::{Cog, Commune, GRAINE, Monde, communes};

/// Type, label, inhabitants for one, smallest commune that has one.
const TYPES: [(&str, &str, i64, i64); 22] = [
    ("D101", "court séjour", 30_000, 6_000),
    ("D102", "", 26_000, 6_000),
    ("D104", "psychiatrie", 30_000, 8_000),
    ("D106", "urgences", 30_000, 8_000),
    ("D107", "maternité", 60_000, 8_000),
    ("D108", "centre de santé", 22_000, 4_000),
    ("D113", "maison de santé pluridisciplinaire", 9_000, 2_100),
    ("D250", "psychologue", 3_600, 1_500),
    ("D252", "", 20_000, 6_000),
    ("D266", "cardiologue", 12_000, 6_000),
    ("D269", "psychiatre", 14_000, 6_000),
    ("D270", "ophtalmologue", 15_000, 6_000),
    ("D274", "", 20_000, 8_000),
    ("D280", "pédicure-podologue", 4_600, 1_400),
    ("D282", "orthophoniste", 3_400, 1_200),
    ("D283", "orthoptiste", 18_000, 6_000),
    ("D302", "laboratoire", 9_000, 3_300),
    ("D303", "ambulance", 5_000, 1_100),
    ("D307", "pharmacie", 2_600, 850),
    ("D401", "personnes âgées : hébergement", 4_500, 1_100),
    ("D402", "personnes âgées : soins à domicile", 9_000, 2_000),
    ("D103", "", 60_000, 8_000),
];

/// Professions counted practitioner by practitioner: they agree with the APL files.
const PROFESSIONS: [(&str, &str); 5] = [
    ("D265", "médecin généraliste"),
    ("D281", "infirmier"),
    ("D279", "masseur-kinésithérapeute"),
    ("D278", "sage-femme"),
    ("D277", "chirurgien-dentiste"),
];

/// The whole file, with three rows that a reader must reject or merge: unknown commune, text for a number, twice the same row.
pub fn bpe(monde: &Monde) -> String {
    let mut texte = String::from("code_commune,typequ,nombre,libelle_verifie\n");
    for commune in communes(Cog::A2024) {
        for (typequ, libelle, nombre) in lignes(monde, &commune) {
            let _ = writeln!(texte, "{},{typequ},{nombre},{libelle}", commune.code);
        }
        if commune.code == "96019" {
            texte.push_str("96019,D303,deux,ambulance\n");
        }
        if commune.code == "96049" {
            texte.push_str("96999,D303,1,ambulance\n");
        }
    }
    let double = texte
        .lines()
        .find(|l| l.starts_with("96034,D281"))
        .map(str::to_owned);
    if let Some(ligne) = double {
        let _ = writeln!(texte, "{ligne}");
    }
    texte
}

fn lignes(monde: &Monde, commune: &Commune) -> Vec<(&'static str, &'static str, i64)> {
    let population = monde.population(commune, 2023);
    let mut lignes: Vec<_> = PROFESSIONS
        .iter()
        .enumerate()
        .map(|(rang, &(typequ, libelle))| (typequ, libelle, praticiens(monde, commune, rang)))
        .collect();
    let mut alea = Alea::new(GRAINE, &format!("bpe {}", commune.code));
    for (typequ, libelle, pour, minimum) in TYPES {
        let nombre = (population + alea.entier(0, pour / 2)) / pour;
        let nombre = if population < minimum {
            0
        } else {
            nombre.max(1)
        };
        // The one ambulance row of 96019 is the unreadable one.
        if !(typequ == "D303" && commune.code == "96019") {
            lignes.push((typequ, libelle, nombre));
        }
    }
    lignes.retain(|(_, _, nombre)| *nombre > 0);
    lignes.sort_by_key(|(typequ, _, _)| *typequ);
    lignes
}

fn praticiens(monde: &Monde, commune: &Commune, rang: usize) -> i64 {
    let nombre: usize = commune
        .cellules
        .iter()
        .map(|&i| match rang.checked_sub(1) {
            None => monde.cellules[i].medecins.len(),
            Some(autre) => monde.cellules[i].autres[autre].len(),
        })
        .sum();
    i64::try_from(nombre).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_the_same_doctors_as_the_board() {
        let texte = bpe(&Monde::new());
        let somme: u32 = texte
            .lines()
            .filter(|l| l.contains(",D265,"))
            .map(|l| l.split(',').nth(2).unwrap().parse::<u32>().unwrap())
            .sum();
        assert_eq!(somme, crate::lieux::MEDECINS.iter().flatten().sum::<u32>());
    }

    #[test]
    fn holds_its_three_faulty_rows() {
        let texte = bpe(&Monde::new());
        assert_eq!(texte.matches("96999,D303,1").count(), 1);
        assert_eq!(texte.matches("96019,D303,deux").count(), 1);
        assert_eq!(
            texte
                .lines()
                .filter(|l| l.starts_with("96034,D281"))
                .count(),
            2
        );
    }
}
