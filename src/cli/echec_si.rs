//! What makes a run end with code 1: a severity, or a rule of the findings.

use std::str::FromStr;

use crate::model::{Constat, RegleConstat, Severite};

/// A condition on the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EchecSi {
    /// Some finding is at least as serious.
    Gravite(Severite),
    /// Some finding comes from this rule.
    Regle(RegleConstat),
}

impl EchecSi {
    /// Whether a finding meets the condition.
    #[must_use]
    pub fn atteint(self, constat: &Constat) -> bool {
        match self {
            Self::Gravite(seuil) => constat.severite >= seuil,
            Self::Regle(regle) => constat.id == regle,
        }
    }
}

impl FromStr for EchecSi {
    type Err = String;

    fn from_str(texte: &str) -> Result<Self, String> {
        let gravite = match texte {
            "information" => Some(Severite::Information),
            "attention" => Some(Severite::Attention),
            "alerte" => Some(Severite::Alerte),
            _ => None,
        };
        if let Some(gravite) = gravite {
            return Ok(Self::Gravite(gravite));
        }
        texte.parse().map(Self::Regle).map_err(|_| {
            "une gravité (information, attention, alerte) ou une règle de « cpts constats »"
                .to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionId;

    #[test]
    fn a_severity_or_a_rule_is_read_and_met() {
        let zip = Constat::new(RegleConstat::Zip, Severite::Attention, SectionId::S7, "…");
        let atteint = |texte: &str| texte.parse::<EchecSi>().unwrap().atteint(&zip);
        assert!(atteint("information") && atteint("attention") && !atteint("alerte"));
        assert!(atteint("zip") && !atteint("epci_coupe"));
        assert!("zipp".parse::<EchecSi>().is_err());
    }
}
