//! The parameters that the computation knows: unit, bounds and label of each.

/// What a parameter must look like.
#[derive(Debug, Clone, PartialEq)]
pub struct Regle {
    /// Unit that the file must state.
    pub unite: &'static str,
    /// Greatest value accepted.
    pub max: f64,
    /// Whether only whole numbers are accepted.
    pub entier: bool,
    /// Label, in French; the mission is named beside it.
    pub libelle: &'static str,
    /// Mission concerned.
    pub mission: Option<String>,
}

/// Rule of a parameter, `None` when nothing in the computation reads that id.
#[must_use]
pub fn regle(id: &str) -> Option<Regle> {
    let mut mission = None;
    let (unite, libelle) = match id {
        "fonctionnement" => ("€/an", "Fonctionnement"),
        "plafond" => ("€/an", "Plafond annuel, tout compris"),
        "indemnite.plafond_professionnel" => ("€/an", "Plafond des indemnités par professionnel"),
        "amorcage.majoration" => ("€", "Aide renforcée au démarrage, à la signature"),
        "amorcage.lettre_intention" => ("€", "Aide dès la validation de la lettre d'intention"),
        "contrat.duree" => ("ans", "Durée du contrat"),
        "paiement.fonctionnement_signature" => ("part", "Fonctionnement versé à la signature"),
        "paiement.fonctionnement_avance" => ("part", "Avance annuelle sur le fonctionnement"),
        "paiement.fixe_avance" => ("part", "Avance sur la part fixe des missions"),
        "variable.minimum" => ("part", "Minimum garanti de la part variable"),
        "majoration.densite" => ("part", "Majoration selon la densité du territoire"),
        autre => {
            let (nom, champ) = autre.strip_prefix("mission.")?.rsplit_once('.')?;
            mission = Some(nom.to_owned());
            match champ {
                "fixe" => ("€/an", "part fixe"),
                "variable" => ("€/an", "part variable, au plus"),
                "variable_crise" => ("€/an", "part variable d'une année de crise reconnue"),
                "debut" => ("mois", "délai de démarrage"),
                "deploiement" => ("mois", "délai de déploiement"),
                _ => return None,
            }
        }
    };
    let (max, entier) = match unite {
        "part" => (1.0, false),
        "mois" => (120.0, true),
        "ans" => (10.0, true),
        _ => (1e8, false),
    };
    Some(Regle {
        unite,
        max,
        entier,
        libelle,
        mission,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_units_and_missions() {
        assert_eq!(regle("mission.crise.debut").unwrap().unite, "mois");
        assert_eq!(
            regle("mission.crise.fixe").unwrap().mission.unwrap(),
            "crise"
        );
        for id in ["", "mission.fixe", "mission.crise.bonus", "fonctionement"] {
            assert_eq!(regle(id), None, "{id}");
        }
    }
}
