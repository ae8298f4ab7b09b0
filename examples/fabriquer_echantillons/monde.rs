//! The figures of each cell, drawn once from the seed, and the communes of each vintage made of cells.

use crate::alea::Alea;
use crate::lieux::{self, COTE};

/// Seed of the whole fictional folder.
pub const GRAINE: u64 = 96;

/// A practitioner: annual activity (consultations, or thousandths of a full-time equivalent) and age.
#[derive(Clone, Copy)]
pub struct Praticien {
    pub activite: f64,
    pub plus_de_65: bool,
}

/// A cell of the board: the atom that communes of each vintage are made of.
pub struct Cellule {
    pub population_2018: u32,
    pub population_2023: u32,
    /// Shares of the seven INSEE age bands, thousandths; they add up to 1 000.
    pub ages: [u32; 7],
    /// Médecins généralistes.
    pub medecins: Vec<Praticien>,
    /// Infirmiers, kinés, sages-femmes, dentistes.
    pub autres: [Vec<Praticien>; 4],
    /// Median income, € per consumption unit.
    pub revenu: u32,
}

/// Vintage of the list of communes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cog {
    /// Before the change of code.
    A2021,
    /// Before the merger and the split.
    A2024,
    /// Today.
    A2026,
}

/// A commune of a vintage.
pub struct Commune {
    pub code: String,
    pub nom: &'static str,
    pub cellules: Vec<usize>,
}

/// The whole invented territory.
pub struct Monde {
    pub cellules: Vec<Cellule>,
}

const JEUNE: [f64; 7] = [195.0, 180.0, 200.0, 200.0, 140.0, 70.0, 15.0];
const AGE: [f64; 7] = [120.0, 105.0, 130.0, 185.0, 255.0, 158.0, 47.0];

impl Monde {
    /// Draws the territory.
    pub fn new() -> Self {
        Self {
            cellules: (0..COTE * COTE).map(cellule).collect(),
        }
    }

    /// Population of a commune in a year, by straight line between 2018 and 2023.
    pub fn population(&self, commune: &Commune, annee: i64) -> i64 {
        let une = |&i: &usize| {
            let (debut, fin) = (
                i64::from(self.cellules[i].population_2018),
                i64::from(self.cellules[i].population_2023),
            );
            debut + (fin - debut) * (annee - 2018) / 5
        };
        commune.cellules.iter().map(une).sum()
    }

    /// Shares of the age bands of a commune, adding up to 1.
    pub fn ages(&self, commune: &Commune) -> [f64; 7] {
        let total = self.population(commune, 2023) as f64;
        let mut parts = [0.0; 7];
        for &i in &commune.cellules {
            let cellule = &self.cellules[i];
            for (part, millieme) in parts.iter_mut().zip(cellule.ages) {
                *part += f64::from(cellule.population_2023) * f64::from(millieme) / 1000.0 / total;
            }
        }
        parts
    }
}

/// Communes of a vintage, sorted by code.
pub fn communes(cog: Cog) -> Vec<Commune> {
    let mut liste: Vec<Commune> = Vec::new();
    for cellule in 0..COTE * COTE {
        let fondue = match cog {
            Cog::A2026 => cellule == lieux::FUSION.1,
            Cog::A2021 | Cog::A2024 => cellule == lieux::SCISSION.1,
        };
        match liste.last_mut() {
            Some(precedente) if fondue => precedente.cellules.push(cellule),
            _ => liste.push(Commune {
                code: code(cog, cellule),
                nom: nom(cog, cellule),
                cellules: vec![cellule],
            }),
        }
    }
    liste.sort_by(|a, b| a.code.cmp(&b.code));
    liste
}

fn code(cog: Cog, cellule: usize) -> String {
    if cog == Cog::A2021 && cellule == lieux::RECODEE.0 {
        return lieux::RECODEE.1.to_owned();
    }
    lieux::code(cellule)
}

fn nom(cog: Cog, cellule: usize) -> &'static str {
    if cog == Cog::A2026 && cellule == lieux::FUSION.0 {
        return "Deux-Mirages";
    }
    lieux::NOMS[cellule / COTE][cellule % COTE]
}

fn cellule(i: usize) -> Cellule {
    let mut alea = Alea::new(GRAINE, &format!("cellule {i}"));
    let population_2023 = lieux::POPULATIONS[i / COTE][i % COTE];
    // Evolution over five years, from −5 % to +6 %.
    let milliemes = u32::try_from(1000 + alea.entier(-60, 50)).unwrap_or(1000);
    // Small communes and the coast (west) are older.
    let vieux = (alea.unite() * 0.5 + if i % COTE < 2 { 0.3 } else { 0.0 })
        + if population_2023 < 800 { 0.2 } else { 0.05 };
    Cellule {
        population_2018: population_2023 * milliemes / 1000,
        population_2023,
        ages: ages(vieux),
        medecins: (0..lieux::MEDECINS[i / COTE][i % COTE])
            .map(|_| medecin(&mut alea))
            .collect(),
        autres: autres(&mut alea, population_2023),
        revenu: u32::try_from(19_000 + 10 * alea.entier(0, 560)).unwrap_or(19_000),
    }
}

fn ages(vieux: f64) -> [u32; 7] {
    let mut parts = [0; 7];
    for ((part, jeune), age) in parts.iter_mut().zip(JEUNE).zip(AGE) {
        *part = (jeune + (age - jeune) * vieux) as u32;
    }
    parts[3] += 1000 - parts.iter().sum::<u32>();
    parts
}

/// Activity capped as the `Paramètres` sheet says, here drawn between 3 600 and 6 000.
fn medecin(alea: &mut Alea) -> Praticien {
    Praticien {
        activite: alea.entier(3600, 6000) as f64,
        plus_de_65: alea.entier(1, 100) <= 17,
    }
}

/// One practitioner for so many inhabitants, only above a size of commune.
fn autres(alea: &mut Alea, population: u32) -> [Vec<Praticien>; 4] {
    [(620, 350), (900, 800), (7500, 3000), (2300, 1800)].map(|(pour, minimum)| {
        // Drawn even when unused: one more commune must not shift the others.
        let habitants = i64::from(population) + alea.entier(0, pour - 1);
        let nombre = if population < minimum {
            0
        } else {
            habitants / pour
        };
        (0..nombre)
            .map(|_| Praticien {
                activite: alea.entier(600, 1400) as f64 / 1000.0,
                plus_de_65: false,
            })
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vintages_tell_the_merger_the_split_and_the_change_of_code() {
        let codes = |cog| -> Vec<String> { communes(cog).into_iter().map(|c| c.code).collect() };
        let (ancien, avant, aujourdhui) = (codes(Cog::A2021), codes(Cog::A2024), codes(Cog::A2026));
        assert_eq!([ancien.len(), avant.len(), aujourdhui.len()], [63, 63, 63]);
        assert!(ancien.contains(&"96091".into()) && !avant.contains(&"96091".into()));
        assert!(avant.contains(&"96036".into()) && !aujourdhui.contains(&"96036".into()));
        assert!(!avant.contains(&"96022".into()) && aujourdhui.contains(&"96022".into()));
    }

    #[test]
    fn shares_of_ages_add_up() {
        assert!(
            Monde::new()
                .cellules
                .iter()
                .all(|c| c.ages.iter().sum::<u32>() == 1000)
        );
    }
}
