//! Lists of the invented report: tables, coverage, scarcity, findings, sources.

use super::{COMMUNES, HOSTILE, code};
use crate::model::{
    ClasseZonage, CommuneRef, Constat, Proche, RegleConstat, SectionId, Severite, Source,
    SousDensite, ZonesBlanches,
};
use crate::rapport::{Cellule, ColonneTableau, Tableau};

pub(super) fn tableaux() -> Vec<Tableau> {
    let colonne = |titre: &str, unite: &str| ColonneTableau {
        titre: titre.to_owned(),
        unite: unite.to_owned(),
        decimales: 0,
        variable: None,
    };
    let lignes = COMMUNES
        .iter()
        .enumerate()
        .map(|(rang, (c, nom, _))| {
            let revenu = if rang == 6 {
                Cellule::Texte("masqué".to_owned())
            } else {
                Cellule::Nombre(18_000.0 + 700.0 * rang as f64)
            };
            vec![
                Cellule::Texte((*c).to_owned()),
                Cellule::Texte((*nom).to_owned()),
                revenu,
            ]
        })
        .collect();
    vec![
        Tableau {
            id: "revenu_median".to_owned(),
            section: SectionId::S3,
            titre: "Revenu médian par commune".to_owned(),
            colonnes: vec![
                colonne("Code", ""),
                colonne("Commune", ""),
                colonne("Revenu médian", "€/UC/an"),
            ],
            lignes,
            note: Some("Une médiane ne se moyenne pas.".to_owned()),
            sources: vec!["filosofi".to_owned()],
        },
        Tableau {
            id: "qpv".to_owned(),
            section: SectionId::S1,
            titre: "Quartiers prioritaires".to_owned(),
            colonnes: vec![colonne("Quartier", "")],
            lignes: Vec::new(),
            note: None,
            sources: Vec::new(),
        },
    ]
}

fn reference(rang: usize) -> CommuneRef {
    let (c, nom, population) = COMMUNES[rang];
    CommuneRef {
        code: code(c),
        nom: nom.to_owned(),
        population,
        cpts: Vec::new(),
        apl: None,
        plus_proche: None,
    }
}

pub(super) fn zones_blanches() -> ZonesBlanches {
    let mut autre = reference(1);
    autre.cpts = vec!["CPTS d'à côté <1>".to_owned()];
    let mut plusieurs = reference(2);
    plusieurs.cpts = vec!["CPTS A".to_owned(), "CPTS B".to_owned()];
    ZonesBlanches {
        liste_presente: true,
        cpts_reprise: None,
        note: "Liste fictive, complète sur le département 96.".to_owned(),
        communes_sans_cpts: vec![reference(4), reference(6)],
        population_sans_cpts: Some(1_093.0),
        part_sans_cpts: Some(2.31),
        bornes_sans_cpts: None,
        communes_autre_cpts: vec![autre],
        communes_plusieurs_cpts: vec![plusieurs],
        communes_hors_champ: vec![reference(8)],
        voisines_sans_cpts: vec![reference(9)],
        sources: vec!["liste_cpts".to_owned()],
    }
}

pub(super) fn sous_densite() -> SousDensite {
    let mut sous = reference(5);
    sous.apl = Some(1.42);
    let mut sans = reference(6);
    sans.plus_proche = Some(Proche {
        code: code("96001"),
        nom: "Valdambre".to_owned(),
        distance_km: 12.34,
    });
    let classe = |classe: &str, libelle: &str, communes: usize, part: f64| ClasseZonage {
        classe: classe.to_owned(),
        libelle: libelle.to_owned(),
        communes,
        population: 472.76 * part,
        part,
        bornes: None,
    };
    SousDensite {
        seuil_apl: 2.5,
        reference_seuil: "DREES, Études et résultats".to_owned(),
        millesime_apl: Some(2023),
        communes_sous_seuil: vec![sous],
        population_sous_seuil: Some(612.0),
        apl_inconnues: 0,
        zonage: vec![
            classe("ZIP", "Zone d'intervention prioritaire", 4, 31.2),
            classe("ZAC", "Zone d'action complémentaire", 6, 48.8),
            classe("HORS", "Hors zonage", 2, 20.0),
        ],
        zonage_partage: Vec::new(),
        note_zonage: None,
        communes_sans_medecin: vec![sans, reference(11)],
        population_sans_medecin: Some(537.0),
        medecins_inconnus: 0,
        note_distance: "À vol d'oiseau entre points représentatifs.".to_owned(),
        sources: vec!["drees_apl_mg".to_owned(), "bpe".to_owned()],
    }
}

pub(super) fn constats() -> Vec<Constat> {
    let range = |rang, constat| Constat {
        rang: Some(rang),
        ..constat
    };
    vec![
        Constat::new(
            RegleConstat::CodeRecode,
            Severite::Information,
            SectionId::S1,
            "Un ancien code a été recodé.",
        )
        .avec_communes([code("96003")])
        .avec_origine("perimetre.csv, ligne 4"),
        range(
            2,
            Constat::new(
                RegleConstat::EpciCoupe,
                Severite::Attention,
                SectionId::S1,
                format!("La commune {HOSTILE} est isolée."),
            ),
        ),
        range(
            1,
            Constat::new(
                RegleConstat::AplSousSeuil,
                Severite::Alerte,
                SectionId::S7,
                "31,2\u{A0}% de la population vit sous le seuil de 2,5.",
            ),
        ),
        range(
            3,
            Constat::new(
                RegleConstat::CptsNomsProches,
                Severite::Information,
                SectionId::S11,
                "Un constat sans section connue.",
            ),
        ),
    ]
}

pub(super) fn sources() -> Vec<Source> {
    let source = |id: &str, libelle: &str, url: Option<&str>| Source {
        id: id.to_owned(),
        libelle: libelle.to_owned(),
        fichier: format!("{id}.csv"),
        sha256: "0123456789abcdef".repeat(4),
        producteur: "Producteur fictif".to_owned(),
        millesime: "2022, 2023".to_owned(),
        cog: Some("COG fictif 2025".to_owned()),
        licence: "Licence Ouverte 2.0".to_owned(),
        url: url.map(str::to_owned),
    };
    vec![
        source(
            "base_cog",
            "Populations municipales",
            Some("https://exemple.invalid/cog?a=1&b=2"),
        ),
        source("drees_apl_mg", "APL aux médecins généralistes", None),
        source(
            "bpe",
            "Base permanente des équipements",
            Some("javascript:alert(1)"),
        ),
        source("filosofi", "Revenus", None),
        source("liste_cpts", "Communes des CPTS", None),
    ]
}
