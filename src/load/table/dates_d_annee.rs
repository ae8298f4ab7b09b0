//! Several dates of one year: the latest is read, whatever the order of the rows; when they do not compare, none is.

use std::collections::{BTreeMap, BTreeSet};

use crate::francais::enumerer;
use crate::load::source::normalise::affichable;
use crate::load::table::cle::CleSerie;
use crate::load::table::lignes::Lignes;
use crate::model::{Constat, DateCivile, RegleConstat, SectionId, Severite};

/// Dates and series named in a sentence.
const NOMS: usize = 4;

/// The day of a cell: `2023-12-31`, `31/12/2023`, `20231231`; `None` for a year or a month, which are no day.
#[must_use]
pub(super) fn jour(texte: &str) -> Option<DateCivile> {
    let net = texte.trim();
    let parties: Vec<&str> = match net.len() {
        8 if net.bytes().all(|o| o.is_ascii_digit()) => {
            vec![net.get(..4)?, net.get(4..6)?, net.get(6..)?]
        }
        // The hour of a timestamp says nothing of the day.
        _ => net.split(['T', ' ']).next()?.split(['-', '/']).collect(),
    };
    let [a, m, j] = parties.as_slice() else {
        return None;
    };
    let (a, j) = if a.len() == 4 { (a, j) } else { (j, a) };
    DateCivile::new(a.parse().ok()?, m.parse().ok()?, j.parse().ok()?).ok()
}

impl Lignes<'_> {
    /// Notes the date of a kind of rows, as written.
    pub(super) fn note_la_date(&mut self, texte: &str) {
        self.dates.push(affichable(texte.trim(), 40));
    }

    /// Leaves to each series the rows of its latest day; gives the series whose dates do not compare.
    pub(super) fn retient_les_dernieres_dates(&mut self) -> BTreeSet<usize> {
        self.table.dernier_jour = self.dates.iter().filter_map(|d| jour(d)).max();
        let mut dates: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for (cibles, date) in self.genres.iter().zip(&self.dates) {
            for c in cibles {
                dates.entry(c.serie).or_default().insert(date);
            }
        }
        dates.retain(|_, d| d.len() > 1);
        let mut dernieres: BTreeMap<usize, DateCivile> = BTreeMap::new();
        let mut melees = BTreeSet::new();
        let mut dits: BTreeMap<(Option<&str>, Vec<&str>), Vec<CleSerie>> = BTreeMap::new();
        for (serie, siennes) in dates {
            let jours: Option<Vec<DateCivile>> = siennes.iter().map(|d| jour(d)).collect();
            let derniere = jours.and_then(|j| j.into_iter().max());
            match derniere {
                Some(jour) => drop(dernieres.insert(serie, jour)),
                None => drop(melees.insert(serie)),
            }
            let gardee = siennes
                .iter()
                .copied()
                .find(|d| derniere.is_some() && jour(d) == derniere);
            let cle = self.series.get(serie).map(|s| s.cle.clone());
            let groupe = (gardee, siennes.into_iter().collect());
            dits.entry(groupe).or_default().extend(cle);
        }
        let dit = |((gardee, dates), cles)| self.constat_des_dates(gardee, dates, cles);
        let constats: Vec<Constat> = dits.into_iter().map(dit).collect();
        self.table.constats.extend(constats);
        for (cibles, date) in self.genres.iter_mut().zip(&self.dates) {
            let anterieure =
                |serie: &usize| dernieres.get(serie).is_some_and(|d| jour(date) != Some(*d));
            cibles.retain(|c| !anterieure(&c.serie));
        }
        melees
    }

    fn constat_des_dates(
        &self,
        gardee: Option<&str>,
        dates: Vec<&str>,
        cles: Vec<CleSerie>,
    ) -> Constat {
        let ecrites: Vec<String> = dates.iter().map(|d| format!("«\u{a0}{d}\u{a0}»")).collect();
        let variables: BTreeSet<String> = cles.into_iter().map(|(v, _)| v).collect();
        let variables: Vec<String> = variables.into_iter().collect();
        let suite = match gardee {
            Some(date) => format!("la plus récente est lue, {date}"),
            None => "rien ne dit laquelle prendre\u{a0}: une commune qui a plusieurs de ces lignes n'a pas de chiffre. Gardez une ligne par commune et par année".to_owned(),
        };
        let texte = format!(
            "{}\u{a0}: plusieurs dates d'une même année ({}) pour {}\u{a0}; {suite}.",
            self.fichier,
            enumerer(&ecrites, NOMS),
            enumerer(&variables, NOMS),
        );
        let severite = match gardee {
            Some(_) => Severite::Information,
            None => Severite::Attention,
        };
        Constat::new(
            RegleConstat::DatesDUneAnnee,
            severite,
            SectionId::S12,
            texte,
        )
        .avec_origine(self.fichier)
    }
}

#[cfg(test)]
mod tests {
    use super::jour;

    #[test]
    fn a_day_is_read_however_it_is_written_and_a_month_is_none() {
        let noel = crate::model::DateCivile::new(2023, 12, 25).ok();
        for texte in [
            "2023-12-25",
            "25/12/2023",
            "20231225",
            "2023/12/25",
            "2023-12-25T00:00:00Z",
        ] {
            assert_eq!(jour(texte), noel, "{texte}");
        }
        for texte in [
            "2023",
            "2023-12",
            "12/2023",
            "202312",
            "2023-13-01",
            "2023-Q4",
            "",
        ] {
            assert_eq!(jour(texte), None, "{texte}");
        }
    }
}
