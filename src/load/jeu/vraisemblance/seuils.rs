//! The thresholds of plausible figures: those of `vraisemblance.toml`, replaced one by one by those of the user.

use serde::Deserialize;

use crate::load::format::grandeurs::Motif;
use crate::model::ErreurDonnees;
use crate::texte_toml;

const SEUILS: &str = include_str!("../vraisemblance.toml");

/// Thresholds beyond which a figure is not that of a commune.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seuils {
    pub(super) zero: Vec<Seuil>,
    pub(super) ecart: Seuil,
    pub(super) ecart_annees: Seuil,
    pub(super) ecart_habitants: Seuil,
    pub(super) avance: Seuil,
    pub(super) avance_autres: Seuil,
    pub(super) totale_communes: Seuil,
}

/// Those that a file of the user states.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Siens {
    zero: Option<Vec<Seuil>>,
    ecart: Option<Seuil>,
    ecart_annees: Option<Seuil>,
    ecart_habitants: Option<Seuil>,
    avance: Option<Seuil>,
    avance_autres: Option<Seuil>,
    totale_communes: Option<Seuil>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
pub(super) struct Seuil {
    #[serde(default)]
    variables: Option<Motif>,
    /// Whether these variables count the inhabitants: a zero then says that they are counted elsewhere.
    #[serde(default)]
    pub(super) habitants: bool,
    pub(super) valeur: f64,
    unite: String,
    pub(super) reference: String,
    date: String,
    confiance: String,
}

impl Seuil {
    /// Whether the threshold is about a variable.
    pub(super) fn concerne(&self, variable: &str) -> bool {
        self.variables
            .as_ref()
            .is_some_and(|m| m.concerne(variable))
    }
}

impl Seuils {
    /// Whether a threshold of the figures of the communes is about a variable.
    pub(super) fn concernent(&self, variable: &str) -> bool {
        let mut seuils = self.zero.iter().chain([&self.ecart]);
        seuils.any(|s| s.concerne(variable))
    }

    /// Those of the program.
    ///
    /// # Errors
    /// The embedded rules are wrong.
    pub fn embarques() -> Result<Self, ErreurDonnees> {
        texte_toml::lire(SEUILS, "vraisemblance.toml")
    }

    /// These with those of a file of the user, which replace the ones that it states; `nom` names it in errors.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with the line of an unknown key, a missing one or a wrong type.
    pub fn avec(self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let siens: Siens = texte_toml::lire(texte, nom)?;
        Ok(Self {
            zero: siens.zero.unwrap_or(self.zero),
            ecart: siens.ecart.unwrap_or(self.ecart),
            ecart_annees: siens.ecart_annees.unwrap_or(self.ecart_annees),
            ecart_habitants: siens.ecart_habitants.unwrap_or(self.ecart_habitants),
            avance: siens.avance.unwrap_or(self.avance),
            avance_autres: siens.avance_autres.unwrap_or(self.avance_autres),
            totale_communes: siens.totale_communes.unwrap_or(self.totale_communes),
        })
    }
}
