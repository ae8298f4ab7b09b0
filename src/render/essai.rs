//! A rich invented report for the tests of the renderers: every status, two départements, hostile names.

mod carte;
mod figures;
mod financement;
mod graphiques;
mod listes;

use crate::model::{CodeCommune, DateCivile, NonReconnu, Rejet, SectionId};
use crate::rapport::{
    ACompleter, CommuneRapport, EpciRapport, EtatDonnees, PerimetreRapport, Population, Rapport,
    SCHEMA, Section, TerritoireRapport, Voie,
};

/// A name that must stay inert wherever it is shown.
pub(crate) const HOSTILE: &str = "Saint-<script>alert(\"&'1')</script>-le-Vieux";

/// Names of the invented communes, with their population.
pub(crate) const COMMUNES: [(&str, &str, f64); 12] = [
    ("96001", "Valdambre", 21_480.0),
    ("96002", "Fictiville-les-Bains", 8_912.0),
    ("96003", HOSTILE, 3_204.0),
    ("96004", "Imaginay", 1_870.0),
    ("96005", "Sornac-l'Inventée", 945.0),
    ("96006", "Utopie-sur-Orbe", 612.0),
    ("96007", "Nullepart", 148.0),
    ("96008", "Le Chimérou", 1_302.0),
    ("99001", "Rêveries", 5_420.0),
    ("99002", "L'Étang-Faux", 734.0),
    ("99003", "Contes-en-Plaine", 2_260.0),
    ("99004", "Fablières", 389.0),
];

/// A code known to be valid.
pub(crate) fn code(texte: &str) -> CodeCommune {
    CodeCommune::parse(texte).unwrap()
}

/// The invented report.
pub(crate) fn rapport() -> Rapport {
    Rapport {
        schema: SCHEMA.to_owned(),
        version: "0.1.0".to_owned(),
        date: DateCivile::parse("2026-06-30").ok(),
        fictif: true,
        perimetre: perimetre(),
        population: Population {
            reference: "Population municipale 2023, COG fictif 2026".to_owned(),
            valeur: 47_276.0,
            genre: "municipale".to_owned(),
            millesime: Some(2023),
            note: Some("Population inventée, pour l'exemple.".to_owned()),
        },
        financement: financement::financement(),
        indicateurs: figures::indicateurs(),
        graphiques: graphiques::graphiques(),
        tableaux: listes::tableaux(),
        zones_blanches: listes::zones_blanches(),
        sous_densite: listes::sous_densite(),
        constats: listes::constats(),
        a_completer: a_completer(),
        elements_attendus: 45,
        positions: None,
        sections: sections(),
        cartes: Some(carte::cartes()),
        donnees: donnees(),
        sources: listes::sources(),
        empreinte: None,
    }
}

fn territoire(code: &str, nom: &str) -> TerritoireRapport {
    TerritoireRapport {
        code: code.to_owned(),
        nom: nom.to_owned(),
    }
}

fn perimetre() -> PerimetreRapport {
    let communes = COMMUNES.iter().map(|(c, nom, population)| CommuneRapport {
        code: code(c),
        nom: (*nom).to_owned(),
        part: if *c == "99003" { 0.6 } else { 1.0 },
        population: (*c != "99004").then_some(*population),
        departement: c.chars().take(2).collect(),
        epci: (*c != "99004").then(|| "969600001".to_owned()),
    });
    let epci = |siren: &str, nom: &str, dedans: usize, total: usize, part: f64| EpciRapport {
        siren: siren.to_owned(),
        nom: nom.to_owned(),
        genre: "CC".to_owned(),
        communes_dedans: dedans,
        communes_total: total,
        population_dedans: 40_000.0 * part,
        population_total: 40_000.0,
        part_dedans: part,
    };
    PerimetreRapport {
        nom: "CPTS de la vallée d'Ambre <fictive> & Cie".to_owned(),
        expression: "epci:969600001 + commune:99003@0.6 - commune:96010".to_owned(),
        genre: crate::model::GenrePerimetre::Projet,
        referentiel: "COG fictif 2026".to_owned(),
        communes: communes.collect(),
        epci: vec![
            epci("969600001", "CC Val d'Ambre", 8, 8, 1.0),
            epci("969900002", "CC des Rêveries \"& Contes\"", 3, 9, 0.412),
        ],
        departements: vec![territoire("96", "Orbe-Fictive"), territoire("99", "Songe")],
        regions: vec![territoire("96", "Nulle-Contrée")],
    }
}

fn a_completer() -> Vec<ACompleter> {
    let item = |id: &str, section: SectionId, libelle: &str, aupres_de: &str| ACompleter {
        id: id.to_owned(),
        section: section.to_owned(),
        libelle: libelle.to_owned(),
        voie: Voie::Demande,
        aupres_de: aupres_de.to_owned(),
        fichier: None,
        url: None,
        comment: format!("à demander à\u{a0}: {aupres_de}"),
    };
    vec![
        item(
            "ald",
            SectionId::S4,
            "Patients en affection de longue durée (ALD)",
            "CPAM, service Rézone",
        ),
        item(
            "sans_mt",
            SectionId::S5,
            "Patients de 16 ans et plus sans médecin traitant",
            "CPAM",
        ),
        item(
            "swot",
            SectionId::S12,
            "Forces, faiblesses, opportunités, menaces",
            "groupe de travail de la CPTS",
        ),
    ]
}

fn sections() -> Vec<Section> {
    // S11 is left out on purpose: a finding of it has no section of its own.
    let titres = [
        "Cadre et méthode",
        "Territoire et périmètre",
        "Population",
        "Situation sociale",
        "État de santé",
        "Accès au médecin traitant",
        "Soins non programmés",
        "Offre de premier recours",
        "Structures et second recours",
        "Flux de patients",
        "Prévention",
        "Acteurs et démarches",
        "Synthèse",
    ];
    let mut sections: Vec<Section> = titres
        .iter()
        .zip(SectionId::TOUTES)
        .filter(|(_, id)| *id != SectionId::S11)
        .map(|(titre, id)| Section {
            id,
            titre: (*titre).to_owned(),
            textes: Vec::new(),
            indicateurs: Vec::new(),
            cles: Vec::new(),
            graphiques: Vec::new(),
            cartes: Vec::new(),
            tableaux: Vec::new(),
        })
        .collect();
    for indicateur in figures::indicateurs() {
        let section = sections
            .iter_mut()
            .find(|s| s.id == indicateur.section)
            .unwrap();
        section.indicateurs.push(indicateur.id);
    }
    sections[0].textes = vec!["Ce diagnostic porte sur 12 communes <b>inventées</b>.".to_owned()];
    sections[1].cartes = vec!["couverture_cpts".to_owned(), "densite".to_owned()];
    sections[1].textes = vec!["Le territoire touche deux départements.".to_owned()];
    sections[2].graphiques = vec!["ages".to_owned(), "evolution".to_owned()];
    sections[2].cartes = vec!["population".to_owned()];
    sections[3].tableaux = vec!["revenu_median".to_owned()];
    sections[7].cartes = vec!["apl_mg".to_owned()];
    sections
}

fn donnees() -> EtatDonnees {
    EtatDonnees {
        constats: Vec::new(),
        rejets_total: 37,
        rejets_perimetre: vec![Rejet {
            fichier: "bpe.csv".to_owned(),
            ligne: 1204,
            colonne: Some("NB".to_owned()),
            valeur: "-3 <i>".to_owned(),
            motif: "valeur négative".to_owned(),
            commune: Some(code("96005")),
        }],
        non_reconnus: vec![NonReconnu {
            fichier: "notes & brouillons.csv".to_owned(),
            motif: "aucune colonne de code commune".to_owned(),
        }],
    }
}
