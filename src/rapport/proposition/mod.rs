//! Proposed perimeters as tables, sentences, maps and pages: the JSON contract in words.

mod carte;
mod contours;
mod document;
mod ecarts;
mod liens;
mod phrases;
mod tableaux;

pub use carte::cartes;
pub use contours::contours;
pub use document::construire;
pub use liens::rattachements;
pub use phrases::{entete, explications, groupe, resume};
pub use tableaux::{GROUPES, groupes, tableaux};

/// One proposal of one group, for the tests.
#[cfg(test)]
pub(crate) fn essai(depart: crate::model::DepartDecoupage) -> crate::model::Decoupage {
    use crate::model::{
        Contraintes, Decoupage, GenreGroupe, GroupePropose, Proposition, SCHEMA_PROPOSITION,
    };
    let groupe = GroupePropose {
        rang: 1,
        nom: "CPTS A".into(),
        genre: GenreGroupe::Nouveau,
        population: 3_000.0,
        population_avant: None,
        taille: Some(1),
        taille_avant: None,
        distance_moyenne_km: 2.0,
        plus_loin: Vec::new(),
        morceaux: 1,
        epci: Vec::new(),
        communes: Vec::new(),
    };
    let proposition = Proposition {
        rang: 1,
        profil: "compromis".into(),
        libelle: "compromis".into(),
        objectif: 1.0,
        distance_moyenne_km: 2.0,
        plus_petit: Some(3_000.0),
        plus_grand: Some(3_000.0),
        epci_entiers: 1,
        epci_coupes: Vec::new(),
        bassins_coupes: None,
        groupes: vec![groupe],
        cpts_inchangees: 0,
        laisses: Vec::new(),
    };
    Decoupage {
        schema: SCHEMA_PROPOSITION.into(),
        territoire: "Essai".into(),
        expression: "essai".into(),
        referentiel: "COG d'essai".into(),
        depart,
        communes: 3,
        population: 3_300.0,
        contraintes: Contraintes {
            population_min: 1_000.0,
            population_max: 5_000.0,
            groupes: None,
            km_max: None,
            minutes_max: None,
        },
        graine: 1,
        reprises: 1,
        interrompu: false,
        liens: Vec::new(),
        notes: Vec::new(),
        propositions: vec![proposition],
    }
}
