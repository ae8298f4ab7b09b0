//! The funding of the agreement in words: confidence, margins, bands, sums that hide no hole.

use crate::francais::{euros, nombre, signe};
use crate::model::{Confiance, Marge, SeuilTaille, Total};

/// Word of a confidence.
#[must_use]
pub fn confiance(confiance: Confiance) -> &'static str {
    match confiance {
        Confiance::Officiel => "officiel",
        Confiance::Recoupe => "recoupé",
        Confiance::SourceUnique => "source unique",
        Confiance::Deduit => "déduit",
        Confiance::NonEtabli => "non établi",
    }
}

/// « Il manque 32 724 habitants (+69,2 %) … ».
#[must_use]
pub fn marge(marge: &Marge) -> String {
    let (seuil, pourcent) = (nombre(marge.seuil, 0), signe(marge.pourcent, 1));
    let habitants = nombre(marge.habitants.abs(), 0);
    let taille = marge.vers_taille;
    if marge.habitants >= 0.0 {
        format!(
            "Il faudrait {habitants}\u{A0}habitants de plus ({pourcent}\u{A0}%) pour atteindre le seuil de {seuil} et passer en taille {taille}."
        )
    } else {
        format!(
            "Il faudrait {habitants}\u{A0}habitants de moins ({pourcent}\u{A0}%) pour revenir au seuil de {seuil} et passer en taille {taille}."
        )
    }
}

/// « de 40 000 (inclus) à 80 000 (borne non tranchée) habitants ».
#[must_use]
pub fn bande(seuil: &SeuilTaille) -> String {
    let cote = |inclus: Option<bool>| match inclus {
        Some(true) => "inclus",
        Some(false) => "exclu",
        None => "borne non tranchée par les sources",
    };
    let borne = |valeur: f64, inclus| format!("{} ({})", nombre(valeur, 0), cote(inclus));
    match (seuil.min, seuil.max) {
        (None, Some(max)) if seuil.max_inclus == Some(false) => {
            format!("moins de {}\u{A0}habitants", nombre(max, 0))
        }
        (Some(min), None) if seuil.min_inclus == Some(false) => {
            format!("plus de {}\u{A0}habitants", nombre(min, 0))
        }
        (None, Some(max)) => format!("jusqu’à {}\u{A0}habitants", borne(max, seuil.max_inclus)),
        (Some(min), Some(max)) => format!(
            "de {} à {}\u{A0}habitants",
            borne(min, seuil.min_inclus),
            borne(max, seuil.max_inclus)
        ),
        (Some(min), None) => format!(
            "à partir de {}\u{A0}habitants",
            borne(min, seuil.min_inclus)
        ),
        (None, None) => "sans borne".to_owned(),
    }
}

/// Kind of an amount, plural.
#[must_use]
pub fn nom_genre(genre: &str) -> &str {
    match genre {
        "fonctionnement" => "Fonctionnement",
        "mission_socle" => "Missions socles",
        "mission_complementaire" => "Missions complémentaires",
        "plafond" => "Plafond",
        autre => autre,
    }
}

/// A sum with what it does not hold: « de 90 000 € (parts fixes établies seules) à 580 000 € (parts variables au plus) ».
#[must_use]
pub fn montant(total: &Total) -> String {
    match total.max {
        Some(max) if (max - total.min).abs() < 0.5 => euros(max),
        Some(max) => format!(
            "de {} (parts fixes établies seules) à {} (parts variables au plus)",
            euros(total.min),
            euros(max)
        ),
        None => format!(
            "au moins {} ; le plus haut n’est pas établi",
            euros(total.min)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn an_unsettled_bound_is_said() {
        let financement = essai::rapport().financement;
        let bandes: Vec<String> = financement.seuils.iter().map(bande).collect();
        assert_eq!(bandes[0], "moins de 40\u{202F}000\u{A0}habitants");
        assert!(bandes[1].contains("80\u{202F}000 (borne non tranchée par les sources)"));
        assert_eq!(
            bandes[3],
            "à partir de 175\u{202F}000 (inclus)\u{A0}habitants"
        );
    }

    #[test]
    fn margins_say_the_direction() {
        let marges: Vec<String> = essai::rapport()
            .financement
            .marges
            .iter()
            .map(marge)
            .collect();
        assert!(marges[0].contains("7\u{202F}276\u{A0}habitants de moins (\u{2212}15,4\u{A0}%)"));
        assert!(marges[1].contains("32\u{202F}724\u{A0}habitants de plus (+69,2\u{A0}%)"));
    }
}
