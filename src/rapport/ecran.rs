//! Which indicators a terminal shows, as data: those of one screen, those of the summary.

use serde::Deserialize;

use super::Rapport;
use super::mots::Chiffre;
use crate::model::{ErreurDonnees, Indicateur, SectionId, Statut};
use crate::texte_toml;

const ECRAN: &str = include_str!("ecran.toml");

/// What a terminal shows of a report.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ecran {
    /// Indicators of one screen, in their order.
    bref: Vec<String>,
    /// Key indicators of the summary: the report orders them.
    cles: Vec<String>,
    /// A report of no more indicators than this is shown whole.
    court: usize,
    /// Indicators of a section that has no key one.
    par_section: usize,
    /// Pieces of units, each with what stands for it in a narrow column.
    unites: Vec<[String; 2]>,
}

/// Reads the embedded choice.
///
/// # Errors
/// The embedded file is not valid: a defect of the program, caught by its test.
pub fn ecran() -> Result<Ecran, ErreurDonnees> {
    texte_toml::lire(ECRAN, "ecran.toml")
}

impl Ecran {
    /// Rank of an indicator among those that one reads first; past them all for the others.
    #[must_use]
    pub fn rang(&self, id: &str) -> usize {
        let rang = self.bref.iter().position(|bref| bref == id);
        rang.unwrap_or(self.bref.len())
    }

    /// A unit short enough for a column of labels.
    #[must_use]
    pub fn abreger(&self, unite: &str) -> String {
        let pieces = self.unites.iter();
        pieces.fold(unite.to_owned(), |texte, [long, court]| {
            texte.replace(long, court)
        })
    }

    /// Indicators of one screen of which the territory or one that may have a column has a figure, and those without.
    #[must_use]
    pub fn brefs<'r>(&self, rapport: &'r Rapport) -> (Vec<&'r Indicateur>, Vec<&'r Indicateur>) {
        let trouver = |id: &String| rapport.indicateurs.iter().find(|i| i.id == *id);
        let lus = self.bref.iter().filter_map(trouver);
        let lus = lus.filter(|i| i.statut != Statut::Absent && !i.est_un_repere());
        lus.partition(|i| {
            let mut ailleurs = i.comparateurs.iter().filter(|c| c.niveau.compare());
            !Chiffre::du_perimetre(i).muet() || ailleurs.any(|c| !Chiffre::compare(i, c).muet())
        })
    }

    /// Indicators of a section in the summary.
    #[must_use]
    pub fn choisir<'r>(&self, rapport: &'r Rapport, section: SectionId) -> Vec<&'r Indicateur> {
        let siens = rapport.indicateurs.iter();
        let siens: Vec<&Indicateur> = siens
            .filter(|i| i.section == section && !i.est_un_repere())
            .collect();
        if rapport.indicateurs.len() <= self.court {
            return siens;
        }
        let cle = |i: &&Indicateur| self.cles.contains(&i.id);
        let cles: Vec<&Indicateur> = siens.iter().copied().filter(cle).collect();
        if !cles.is_empty() {
            return cles;
        }
        let connus = siens.into_iter().filter(|i| i.valeur.is_some());
        connus.take(self.par_section).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::Catalogue;
    use crate::render::essai;

    #[test]
    fn a_long_report_is_cut_to_its_key_indicators() {
        let mut rapport = essai::rapport();
        for rang in 0..40 {
            let mut autre = rapport.indicateurs[0].clone();
            autre.id = format!("autre_{rang}");
            autre.section = SectionId::S8;
            rapport.indicateurs.push(autre);
        }
        let ecran = ecran().unwrap();
        assert_eq!(
            ecran.choisir(&rapport, SectionId::S8).len(),
            ecran.par_section
        );
        let offre = ecran.choisir(&rapport, SectionId::S7);
        let offre: Vec<&str> = offre.iter().map(|i| i.id.as_str()).collect();
        assert_eq!(offre, ["effectif_mg", "densite_mg", "apl_mg"]);
    }

    #[test]
    fn every_indicator_shown_is_one_of_the_catalogue() {
        let (ecran, catalogue) = (ecran().unwrap(), Catalogue::embarque().unwrap());
        let connus: Vec<&String> = catalogue.definitions().iter().map(|d| &d.id).collect();
        for id in ecran.bref.iter().chain(&ecran.cles) {
            assert!(connus.contains(&id), "{id}");
        }
    }

    /// What no file gives, here or elsewhere, is apart; one known anywhere is not.
    #[test]
    fn a_row_without_any_figure_is_apart() {
        let mut rapport = essai::rapport();
        let ecran = ecran().unwrap();
        let avant = ecran.brefs(&rapport);
        assert!(avant.0.iter().any(|i| i.id == "apl_mg"));
        let apl = rapport
            .indicateurs
            .iter_mut()
            .find(|i| i.id == "apl_mg")
            .unwrap();
        (apl.valeur, apl.bornes, apl.petit_effectif) = (None, None, None);
        apl.statut = Statut::NonPublie;
        assert!(ecran.brefs(&rapport).0.iter().any(|i| i.id == "apl_mg"));
        let apl = rapport
            .indicateurs
            .iter_mut()
            .find(|i| i.id == "apl_mg")
            .unwrap();
        apl.comparateurs.clear();
        let (dits, tus) = ecran.brefs(&rapport);
        assert!(!dits.iter().any(|i| i.id == "apl_mg"));
        assert!(tus.iter().any(|i| i.id == "apl_mg"));
    }
}
