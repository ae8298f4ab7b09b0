//! Tables of the audit: coverage, coverage × scarcity, pockets, communes of the pockets, CPTS.

use super::{dit, pourcent, voisine};
use crate::francais::enumerer;
use crate::model::lecture::nombre as en_figure;
use crate::model::{AuditCouverture, Morceau, Poche, SectionId};
use crate::rapport::{Cellule, ColonneTableau, Tableau};

/// Identifier of the table of the pockets.
pub const POCHES: &str = "poches";

/// Names in a cell.
const NOMS: usize = 3;

/// All of them, in order.
#[must_use]
pub fn tableaux(a: &AuditCouverture) -> Vec<Tableau> {
    vec![
        couverture(a),
        stades(a),
        croisement(a),
        poches(a),
        communes(a),
        cpts(a),
    ]
}

fn couverture(a: &AuditCouverture) -> Tableau {
    let ligne = |nom: &str, c: &crate::model::Compte| {
        vec![
            texte(nom),
            entier(c.communes),
            Cellule::Nombre(c.population),
            texte(pourcent(c.part)),
        ]
    };
    let mut lignes = vec![
        ligne("dans une CPTS", &a.couvert),
        ligne("sans CPTS", &a.sans_cpts),
    ];
    if a.en_partie.communes > 0 {
        lignes.push(ligne("dont communes couvertes en partie", &a.en_partie));
    }
    if a.inconnu.communes > 0 {
        lignes.push(ligne("hors du champ de la liste", &a.inconnu));
    }
    tableau(
        "couverture",
        "Couverture par les CPTS",
        &[
            ("État", ""),
            ("Communes", ""),
            ("Habitants", ""),
            ("Part", ""),
        ],
        lignes,
    )
}

/// A line by set of stages that count; empty when the list tells none.
fn stades(a: &AuditCouverture) -> Tableau {
    let lignes = a.par_stade.iter().map(|s| {
        vec![
            texte(s.libelle.as_str()),
            entier(s.cpts),
            entier(s.couvert.communes),
            Cellule::Nombre(s.couvert.population),
            texte(pourcent(s.couvert.part)),
            Cellule::Nombre(s.sans_cpts.population),
        ]
    });
    tableau(
        "stades",
        "Couverture selon le stade des CPTS qui comptent",
        &[
            ("Stades comptés", ""),
            ("CPTS", ""),
            ("Communes couvertes", ""),
            ("Habitants couverts", ""),
            ("Part", ""),
            ("Habitants sans CPTS", ""),
        ],
        lignes.collect(),
    )
}

fn croisement(a: &AuditCouverture) -> Tableau {
    let mot = |m: &str| match m {
        "couvert" => "dans une CPTS",
        "sans_cpts" => "sans CPTS",
        "sous_dense" => "sous-dense",
        "non_sous_dense" => "non sous-dense",
        _ => "APL inconnue",
    };
    let lignes = a.croisement.iter().filter(|c| c.communes > 0).map(|c| {
        vec![
            texte(mot(&c.couverture)),
            texte(mot(&c.densite_medicale)),
            entier(c.communes),
            Cellule::Nombre(c.population),
        ]
    });
    tableau(
        "croisement",
        "Couverture et sous-densité médicale",
        &[
            ("Couverture", ""),
            ("Médecins généralistes", ""),
            ("Communes", ""),
            ("Habitants", ""),
        ],
        lignes.collect(),
    )
}

fn poches(a: &AuditCouverture) -> Tableau {
    let lignes = a.poches.iter().map(|p| {
        vec![
            entier(p.rang),
            texte(p.nom.as_str()),
            entier(p.communes.len()),
            Cellule::Nombre(p.population),
            texte(principale(&p.densite)),
            texte(voisines(p)),
            texte(dit(&p.apl, 2)),
            texte(dit(&p.medecins, 0)),
            texte(dit(&p.communes_sans_medecin, 0)),
        ]
    });
    tableau(
        POCHES,
        "Poches sans CPTS",
        &[
            ("Rang", ""),
            ("Poche", ""),
            ("Communes", ""),
            ("Habitants", ""),
            ("Densité", ""),
            ("CPTS voisines", ""),
            ("APL", ""),
            ("Généralistes", ""),
            ("Communes sans généraliste", ""),
        ],
        lignes.collect(),
    )
}

/// The class where most of its inhabitants are.
fn principale(morceaux: &[Morceau]) -> String {
    morceaux.first().map_or_else(String::new, |m| m.nom.clone())
}

/// The CPTS that a pocket touches, the longest border first.
fn voisines(p: &Poche) -> String {
    let dites: Vec<String> = p.voisines.iter().map(voisine).collect();
    enumerer(&dites, NOMS)
}

fn communes(a: &AuditCouverture) -> Tableau {
    let lignes = a.poches.iter().flat_map(|p| {
        p.communes.iter().map(move |c| {
            vec![
                texte(c.code.to_string()),
                texte(c.nom.as_str()),
                Cellule::Nombre(c.population),
                entier(p.rang),
                texte(p.nom.as_str()),
            ]
        })
    });
    tableau(
        "communes",
        "Communes sans CPTS",
        &[
            ("Code", ""),
            ("Commune", ""),
            ("Habitants", ""),
            ("Rang de la poche", ""),
            ("Poche", ""),
        ],
        lignes.collect(),
    )
}

fn cpts(a: &AuditCouverture) -> Tableau {
    let dits = a.cpts.iter().any(|c| c.stade.is_some() || c.date.is_some());
    let lignes = a.cpts.iter().map(|c| {
        let taille = c
            .taille
            .map_or_else(|| "indéterminée".to_owned(), |t| t.to_string());
        let morceaux = c.morceaux.map_or_else(String::new, |n| n.to_string());
        let stade = c.stade.clone().unwrap_or_default();
        let date = c.date.map(|d| d.to_string()).unwrap_or_default();
        let mut ligne = vec![
            texte(c.nom.as_str()),
            entier(c.communes),
            Cellule::Nombre(c.population),
            texte(taille),
            texte(morceaux),
        ];
        if dits {
            ligne.extend([texte(stade), texte(date)]);
        }
        ligne
    });
    let mut colonnes = vec![
        ("CPTS", ""),
        ("Communes", ""),
        ("Habitants", ""),
        ("Taille", ""),
        ("Morceaux", ""),
    ];
    if dits {
        colonnes.extend([("Stade", ""), ("Date", "")]);
    }
    tableau("cpts", "CPTS de la liste", &colonnes, lignes.collect())
}

fn texte(t: impl Into<String>) -> Cellule {
    Cellule::Texte(t.into())
}

fn entier(n: usize) -> Cellule {
    Cellule::Nombre(en_figure(n))
}

fn tableau(id: &str, titre: &str, colonnes: &[(&str, &str)], lignes: Vec<Vec<Cellule>>) -> Tableau {
    let colonne = |(titre, unite): &(&str, &str)| ColonneTableau {
        titre: (*titre).to_owned(),
        unite: (*unite).to_owned(),
        decimales: 0,
        variable: None,
    };
    Tableau {
        id: id.to_owned(),
        section: SectionId::S1,
        titre: titre.to_owned(),
        colonnes: colonnes.iter().map(colonne).collect(),
        lignes,
        note: None,
        sources: Vec::new(),
    }
}
