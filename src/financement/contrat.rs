//! A contract being laid out: its years, its missions and when each of them starts.

use super::montants::Lecture;
use crate::baremes::{Bareme, DateCivile, Mission};

/// A mission and when it starts.
pub(super) struct Depart<'a> {
    pub mission: &'a Mission,
    pub limite: Option<DateCivile>,
    /// Planned start, else the latest one; none for an optional mission without plan.
    pub demarrage: Option<DateCivile>,
}

/// The contract being laid out.
pub(super) struct Contrat<'a> {
    pub bareme: &'a Bareme,
    pub taille: Option<u8>,
    pub signature: DateCivile,
    /// Years of the contract.
    pub duree: u8,
    pub departs: Vec<Depart<'a>>,
}

impl<'a> Contrat<'a> {
    /// First day of a year of the contract, from 1; `duree + 1` is the day after its end.
    pub fn anniversaire(&self, annee: u8) -> DateCivile {
        self.signature
            .plus_mois(u16::from(annee.saturating_sub(1)) * 12)
    }

    /// The scale on a date.
    pub fn lecture(&self, date: DateCivile) -> Lecture<'a> {
        Lecture {
            bareme: self.bareme,
            taille: self.taille,
            date,
        }
    }

    /// Year of the contract that a date falls in, from 1, the last one at most.
    pub fn annee(&self, date: DateCivile) -> u8 {
        (1..=self.duree)
            .rfind(|n| self.anniversaire(*n) <= date)
            .unwrap_or(1)
    }

    /// Share of a year of the contract during which a mission runs, from its start, by days; from 0 to 1.
    pub fn prorata(&self, annee: u8, demarrage: DateCivile) -> f64 {
        let (debut, fin) = (self.anniversaire(annee), self.anniversaire(annee + 1));
        let jours = debut.jours_jusqu_a(fin).max(1);
        let courus = demarrage.max(debut).jours_jusqu_a(fin).clamp(0, jours);
        courus as f64 / jours as f64
    }
}
