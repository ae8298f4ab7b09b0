//! Funding of the invented report: established and missing amounts.

use crate::model::{Confiance, Financement, Marge, Montant, Reference, SeuilTaille, Total};

fn montant(
    id: &str,
    libelle: &str,
    genre: &str,
    fixe: Option<f64>,
    variable: Option<f64>,
    confiance: Confiance,
) -> Montant {
    Montant {
        id: id.to_owned(),
        libelle: libelle.to_owned(),
        genre: genre.to_owned(),
        fixe,
        variable_max: variable,
        variable_crise: None,
        total: fixe.zip(variable).map(|(a, b)| a + b),
        confiance,
        effet: crate::model::DateCivile::parse("2022-07-01").ok(),
        references: vec!["S9".to_owned()],
        note: None,
    }
}

/// A funding with established and missing amounts.
pub(super) fn financement() -> Financement {
    let seuil = |taille: u8, min: Option<f64>, max: Option<f64>| SeuilTaille {
        taille,
        min,
        min_inclus: min.map(|_| true),
        max,
        max_inclus: (taille != 2).then_some(false),
        confiance: Confiance::Recoupe,
        references: vec!["S9".to_owned()],
    };
    let mut crise = montant(
        "crise",
        "Réponse aux crises sanitaires",
        "mission_socle",
        Some(27_500.0),
        Some(17_500.0),
        Confiance::Recoupe,
    );
    crise.variable_crise = Some(35_000.0);
    crise.note = Some("La part variable dépend d'une crise reconnue.".to_owned());
    Financement {
        version: "ACI du 20 juin 2019, avenant 2".to_owned(),
        taille: Some(2),
        motif: None,
        seuils: vec![
            seuil(1, None, Some(40_000.0)),
            seuil(2, Some(40_000.0), Some(80_000.0)),
            seuil(3, Some(80_000.0), Some(175_000.0)),
            seuil(4, Some(175_000.0), None),
        ],
        marges: vec![
            Marge {
                seuil: 40_000.0,
                vers_taille: 1,
                habitants: -7_276.0,
                pourcent: -15.4,
            },
            Marge {
                seuil: 80_000.0,
                vers_taille: 3,
                habitants: 32_724.0,
                pourcent: 69.2,
            },
        ],
        montants: vec![
            montant(
                "fonctionnement",
                "Fonctionnement",
                "fonctionnement",
                Some(60_000.0),
                Some(0.0),
                Confiance::Officiel,
            ),
            montant(
                "acces_soins",
                "Accès aux soins",
                "mission_socle",
                Some(70_000.0),
                Some(30_000.0),
                Confiance::SourceUnique,
            ),
            crise,
            montant(
                "pertinence",
                "Qualité et pertinence",
                "mission_complementaire",
                None,
                None,
                Confiance::NonEtabli,
            ),
            montant(
                "plafond",
                "Plafond annuel",
                "plafond",
                Some(370_000.0),
                None,
                Confiance::Deduit,
            ),
        ],
        totaux: vec![Total {
            libelle: "par an, sans crise sanitaire reconnue".to_owned(),
            min: 157_500.0,
            max: None,
            complet: false,
            confiance: Confiance::SourceUnique,
            manque: vec!["Qualité et pertinence".to_owned()],
        }],
        notes: vec!["Montants fictifs, pour l'exemple.".to_owned()],
        references: vec![Reference {
            id: "S9".to_owned(),
            titre: "Avenant fictif <2>".to_owned(),
            adresse: "https://exemple.invalid/aci".to_owned(),
            date: "2021-12-20".to_owned(),
        }],
    }
}
