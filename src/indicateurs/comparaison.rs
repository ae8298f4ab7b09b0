//! When two vintages may be compared: far enough apart, a rule that is data.

use serde::Deserialize;

pub(crate) use super::fichiers::convient;
use super::fichiers::{self, FichiersOfficiels};
use crate::model::{Confiance, DateCivile};
use crate::texte_toml::Embarque;

pub(super) static REGLES: Embarque<Fichier> =
    Embarque::new(include_str!("comparaison.toml"), "comparaison.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Fichier {
    ecart: Vec<Ecart>,
}

/// Fewest years between two vintages of some variables, with where the rule comes from.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ecart {
    /// Variables, a final `*` taking every end.
    pub variables: Vec<String>,
    /// What they are, in French, plural.
    pub libelle: String,
    /// The gap, in `unite`.
    pub ecart_minimal: u16,
    /// `ans`.
    pub unite: String,
    /// Why closer vintages are not compared, in French.
    pub motif: String,
    /// Who says it.
    pub reference: String,
    /// When it was read.
    pub date: DateCivile,
    /// How sure it is.
    pub confiance: Confiance,
}

impl Ecart {
    /// Latest vintage that may be compared with this one.
    #[must_use]
    pub fn dernier_comparable(&self, annee: u16) -> u16 {
        annee.saturating_sub(self.ecart_minimal)
    }

    /// Why these vintages give no change, and which file would: one French sentence without its full stop.
    #[must_use]
    pub fn refus(&self, fichiers: &FichiersOfficiels, variable: &str, annees: &[u16]) -> String {
        let derniere = annees.last().copied().unwrap_or_default();
        let mut dites: Vec<String> = annees.iter().map(u16::to_string).collect();
        let fin = dites.pop().unwrap_or_default();
        let dites = if dites.is_empty() {
            fin
        } else {
            format!("{} et {fin}", dites.join(", "))
        };
        format!(
            "{} de {dites} seulement, distantes de moins de {} {}\u{a0}: {}\u{a0}; pour une évolution, déposez celles de {} ou d'une année antérieure{}",
            self.libelle,
            self.ecart_minimal,
            self.unite,
            self.motif,
            self.dernier_comparable(derniere),
            fichiers
                .a_deposer(variable)
                .map_or(String::new(), |f| format!(" ({f})"))
        )
    }
}

/// The rule of a variable; `None` when any two of its vintages may be compared.
#[must_use]
pub fn ecart(variable: &str) -> Option<&'static Ecart> {
    let convient = |e: &&Ecart| e.variables.iter().any(|m| fichiers::convient(m, variable));
    REGLES.lu()?.ecart.iter().find(convient)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;
    use crate::model::date_de_liste;

    #[test]
    fn the_embedded_rules_are_valid_and_complete() {
        let lues = &REGLES.lire().unwrap().ecart;
        for e in lues {
            assert!(e.ecart_minimal > 0 && e.unite == "ans", "{e:?}");
            assert!(!e.motif.is_empty() && !e.reference.is_empty(), "{e:?}");
            assert!(e.confiance != Confiance::NonEtabli, "{e:?}");
        }
        let ans = |v| ecart(v).map(|e| e.ecart_minimal);
        assert_eq!(ans("population_municipale"), Some(5));
        assert_eq!((ans("age_0_14"), ans("bpe_d265")), (Some(5), Some(5)));
        assert_eq!(ans("rpps_mg"), None);
    }

    #[test]
    fn a_refusal_names_the_years_and_the_file_to_drop() {
        let e = ecart("population_municipale").unwrap();
        let texte = e.refus(
            FichiersOfficiels::lus(),
            "population_municipale",
            &[2021, 2023],
        );
        assert!(
            texte.contains("de 2021 et 2023 seulement, distantes de moins de 5 ans"),
            "{texte}"
        );
        assert!(texte.contains("celles de 2018 ou"), "{texte}");
        assert!(texte.contains("insee.fr"), "{texte}");
    }

    /// 96001 gave 96002 back on that day; 96003 and 96004 did not move.
    fn essai(jour: &str) -> Essai {
        let mut essai = Essai::communes(&[900, 300, 50, 60]);
        essai.separe("96001", &["96001", "96002"], jour);
        essai
    }

    fn lit_ensemble(essai: &Essai, annee: u16) -> bool {
        let colonne = essai.dataset.colonne("x", Some(annee)).unwrap();
        !essai.dataset.ensembles(colonne).is_empty()
    }

    #[test]
    fn the_declared_list_wins_over_the_year() {
        let jour = |cog, an| date_de_liste(cog, an).map(|d| d.to_string());
        assert_eq!(jour(Some("COG 2024"), Some(2021)).unwrap(), "2024-01-01");
        assert_eq!(jour(None, Some(2021)).unwrap(), "2021-01-01");
        assert_eq!((jour(None, None), jour(Some("?"), None)), (None, None));
    }

    #[test]
    fn the_day_of_effect_decides_not_the_year() {
        // (day of the split, year of the file, whether the file reads both communes as one)
        for (jour, annee, attendu) in [
            ("2024-03-15", 2024, true),
            ("2024-03-15", 2025, false),
            ("2019-12-31", 2020, false),
            ("2019-12-31", 2019, true),
            ("2024-01-01", 2024, true),
            ("2024-01-01", 2025, false),
        ] {
            let mut essai = essai(jour);
            essai.colonne("x", Some(annee), &[("96001", Connue(1200.0))]);
            assert_eq!(lit_ensemble(&essai, annee), attendu, "{jour} {annee}");
        }
    }

    #[test]
    fn the_rows_of_the_file_win_over_its_year() {
        let mut separes = essai("2024-01-01");
        let lignes = [("96001", Connue(900.0)), ("96002", Connue(300.0))];
        separes.colonne("x", Some(2021), &lignes);
        assert!(!lit_ensemble(&separes, 2021), "both communes have a row");
        let mut reunies = essai("2024-01-01");
        let lignes = ["96001", "96003", "96004"].map(|c| (c, Connue(100.0)));
        reunies.colonne("x", Some(2026), &lignes);
        assert!(lit_ensemble(&reunies, 2026), "all have a row but 96002");
    }

    #[test]
    fn each_year_of_a_file_follows_its_own_list_unless_the_file_declares_one() {
        for (cog, attendu) in [(None, true), (Some("COG 2025"), false)] {
            let mut essai = essai("2024-01-01");
            essai.dataset.sources[1].cog = cog.map(str::to_owned);
            essai.colonne("x", Some(2015), &[("96001", Connue(1000.0))]);
            essai.colonne("x", Some(2025), &[("96001", Connue(1200.0))]);
            assert_eq!(lit_ensemble(&essai, 2015), attendu);
            assert!(!lit_ensemble(&essai, 2025));
        }
    }
}
