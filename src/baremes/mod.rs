//! Dated parameters of the funding agreement: each value with unit, date of effect, references and confidence.

mod assemblage;
mod bandes;
mod brut;
mod catalogue;
mod controle;
mod ecrit;
mod selection;
mod types;

pub use crate::texte_toml::{Situe, lire, place};
pub use catalogue::{Regle, regle};
pub use types::{Bande, GenreMission, Lieu, Mission, Parametre, Tranches, Version};

pub use crate::model::DateCivile;
use crate::model::{ErreurDonnees, Reference};

/// Scales embedded in the program: (name, text).
const EMBARQUES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/baremes_aci.rs"));

/// Every version of the agreement, and what a user's own file adds or overrides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bareme {
    versions: Vec<Version>,
    tranches: Vec<Tranches>,
    missions: Vec<Mission>,
    parametres: Vec<Parametre>,
    references: Vec<Reference>,
}

impl Bareme {
    /// The scales embedded in the program.
    ///
    /// # Errors
    /// [`ErreurDonnees`] when an embedded file is wrong, which a test excludes.
    pub fn embarque() -> Result<Self, ErreurDonnees> {
        let mut bareme = Self::default();
        for (nom, texte) in EMBARQUES {
            bareme.ajouter(texte, nom, false)?;
        }
        bareme.verifier()?;
        Ok(bareme)
    }

    /// The same scale overridden or completed by the user's own file (annex of a contract, or a new scale).
    ///
    /// A value of the user wins over any embedded one from its date of effect on; without `taille` it holds for every tier.
    ///
    /// ```
    /// use cpts::baremes::{Bareme, DateCivile};
    ///
    /// let annexe = r#"
    /// [[reference]]
    /// id = "contrat"
    /// titre = "Annexe du contrat"
    /// adresse = "archives de la CPTS"
    /// date = "1er février 2026"
    ///
    /// [[parametres]]
    /// unite = "€/an"
    /// effet = "2026-02-01"
    /// confiance = "officiel"
    /// references = ["contrat"]
    /// valeurs = [{ id = "mission.parcours.fixe", valeur = 30000 }]
    /// "#;
    /// let bareme = Bareme::embarque()?.avec_fichier(annexe, "annexe.toml")?;
    /// let date = DateCivile::parse("2026-06-30").unwrap();
    /// assert_eq!(bareme.valeur("mission.parcours.fixe", Some(2), date), Some(30000.0));
    /// # Ok::<(), cpts::model::ErreurDonnees>(())
    /// ```
    ///
    /// # Errors
    /// [`ErreurDonnees`] with file and line: bad TOML, unknown key or parameter, missing unit or reference, open or
    /// overlapping bands, duplicate.
    pub fn avec_fichier(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        self.ajouter(texte, nom, true)?;
        self.verifier()?;
        Ok(self)
    }

    /// Versions, oldest first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// Every dated value, by id, tier, then date of effect.
    #[must_use]
    pub fn parametres(&self) -> &[Parametre] {
        &self.parametres
    }

    /// Every set of bands, oldest first.
    #[must_use]
    pub fn tranches(&self) -> &[Tranches] {
        &self.tranches
    }

    /// Every reference, in the order of the files.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// A reference by its id.
    #[must_use]
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.references.iter().find(|r| r.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Confiance;
    use proptest::prelude::*;

    #[test]
    fn the_embedded_scales_are_right() {
        let bareme = Bareme::embarque().unwrap();
        assert_eq!(bareme.versions().len(), 2);
        assert!(bareme.parametres().len() > 40);
        for p in bareme.parametres() {
            assert_eq!(
                p.valeur.is_none(),
                p.confiance == Confiance::NonEtabli,
                "{}",
                p.id
            );
        }
    }

    #[test]
    fn the_figures_are_those_that_the_sources_establish() {
        let bareme = Bareme::embarque().unwrap();
        let lire = |id: &str, date: &str| -> Vec<Option<f64>> {
            let date = DateCivile::parse(date).unwrap();
            (1..=4).map(|t| bareme.valeur(id, Some(t), date)).collect()
        };
        let (avant, apres) = ("2020-01-01", "2026-01-01");
        let fonctionnement = [50_000.0, 60_000.0, 75_000.0, 90_000.0].map(Some);
        assert_eq!(lire("fonctionnement", avant), fonctionnement);
        assert_eq!(lire("fonctionnement", apres), fonctionnement);
        assert_eq!(
            lire("plafond", avant),
            [220_000.0, 287_000.0, 370_000.0, 450_000.0].map(Some)
        );
        assert_eq!(
            lire("plafond", apres),
            [Some(287_500.0), None, None, Some(580_000.0)]
        );
        for (mission, fixe, variable) in [
            ("acces_soins", 90_000.0, 35_000.0),
            ("parcours", 45_000.0, 45_000.0),
            ("prevention", 17_500.0, 17_500.0),
            ("qualite", 15_000.0, 15_000.0),
            ("accompagnement", 10_000.0, 10_000.0),
        ] {
            let attendu = |x| vec![None, None, Some(x), None];
            assert_eq!(
                lire(&format!("mission.{mission}.fixe"), apres),
                attendu(fixe)
            );
            assert_eq!(
                lire(&format!("mission.{mission}.variable"), apres),
                attendu(variable)
            );
            assert_eq!(lire(&format!("mission.{mission}.fixe"), avant), [None; 4]);
        }
        assert_eq!(lire("mission.crise.fixe", apres)[2], Some(22_500.0));
        assert_eq!(
            lire("mission.crise.variable_crise", apres)[2],
            Some(67_500.0)
        );
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_refused_or_read_but_never_stops_the_program(
            fichier in 0usize..3, debut in 0usize..8_000, fin in 0usize..200, ajout in "\\PC{0,12}",
        ) {
            let texte = EMBARQUES[fichier % EMBARQUES.len()].1;
            let coupe = |n: usize| (0..=n.min(texte.len())).rfind(|i| texte.is_char_boundary(*i)).unwrap();
            let (a, b) = (coupe(debut), coupe(debut + fin));
            let abime = format!("{}{ajout}{}", &texte[..a], &texte[b..]);
            let _ = Bareme::embarque().unwrap().avec_fichier(&abime, "x.toml");
        }
    }

    #[test]
    fn no_draft_is_loaded() {
        let bareme = Bareme::embarque().unwrap();
        for projet in [87_500.0, 105_000.0, 131_250.0, 157_500.0, 15_000.0 * 0.5] {
            assert!(bareme.parametres().iter().all(|p| p.valeur != Some(projet)));
        }
        for id in ["S14", "S28", "S35", "S41"] {
            assert!(bareme.reference(id).is_none(), "{id} only gives drafts");
        }
    }
}
