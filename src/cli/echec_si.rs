//! What makes a run end with code 1: a severity, a rule of the findings, or the identifier of one finding.

use std::str::FromStr;

use crate::model::{Constat, IdConstat, RegleConstat, Severite};

/// A condition on the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EchecSi {
    /// Some finding is at least as serious.
    Gravite(Severite),
    /// Some finding comes from this rule, about this object when one is named.
    Regle(IdConstat),
}

impl EchecSi {
    /// Whether a finding meets the condition.
    #[must_use]
    pub fn atteint(&self, constat: &Constat) -> bool {
        match self {
            Self::Gravite(seuil) => constat.severite >= *seuil,
            Self::Regle(id) if id.sujet.is_some() => constat.id == *id,
            Self::Regle(id) => constat.id == id.regle,
        }
    }

    /// The object that the condition names: the indicator of `comparaison_apl_mg`.
    #[must_use]
    pub fn sujet(&self) -> Option<&str> {
        match self {
            Self::Gravite(_) => None,
            Self::Regle(id) => id.sujet.as_deref(),
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
        // A subject after a rule that has none would be a condition that nothing ever meets.
        let lu = texte.parse::<IdConstat>().ok();
        lu.filter(|id| id.sujet.is_none() || id.regle.a_un_sujet())
            .map(Self::Regle)
            .ok_or_else(|| {
                let attendu = "une gravité (information, attention, alerte), une règle de « cpts constats » \
                    ou l'identifiant d'un constat du JSON";
                match RegleConstat::la_plus_proche(texte) {
                    Some(regle) => format!("{attendu} ; vouliez-vous écrire « {regle} » ?"),
                    None => attendu.to_owned(),
                }
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
        assert!("zipp".parse::<EchecSi>().is_err() && "zip_x".parse::<EchecSi>().is_err());
    }

    #[test]
    fn every_identifier_that_the_json_writes_is_a_condition_that_its_finding_meets() {
        for regle in RegleConstat::TOUTES {
            let id = if regle.a_un_sujet() {
                regle.sur("apl_mg")
            } else {
                (*regle).into()
            };
            let constat = |id: IdConstat| Constat::new(id, Severite::Attention, SectionId::S7, "…");
            let condition: EchecSi = id.to_string().parse().unwrap();
            assert!(condition.atteint(&constat(id)), "{regle}");
            if regle.a_un_sujet() {
                assert!(!condition.atteint(&constat(regle.sur("autre"))), "{regle}");
            }
        }
    }
}
