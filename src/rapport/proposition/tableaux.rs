//! Tables of the proposals: proposals, groups, communes, zones that are cut.

use super::phrases::groupe;
use crate::francais::nombre;
use crate::model::lecture::nombre as en_figure;
use crate::model::{Decoupage, GenreGroupe, GroupePropose, Proposition, SectionId, ZonePartagee};
use crate::rapport::{Cellule, ColonneTableau, Tableau};

/// Identifier of the table of the groups.
pub const GROUPES: &str = "groupes";

/// All of them, in order.
#[must_use]
pub fn tableaux(d: &Decoupage) -> Vec<Tableau> {
    vec![
        propositions(d),
        groupes(&d.propositions),
        communes(d),
        coupes(d),
    ]
}

fn propositions(d: &Decoupage) -> Tableau {
    let ligne = |p: &Proposition| {
        let nouveaux = p
            .groupes
            .iter()
            .filter(|g| g.genre == GenreGroupe::Nouveau)
            .count();
        vec![
            entier(p.rang),
            texte(p.libelle.as_str()),
            entier(nouveaux),
            entier(p.groupes.len() - nouveaux),
            nombre_ou_vide(p.plus_petit),
            nombre_ou_vide(p.plus_grand),
            texte(nombre(p.distance_moyenne_km, 2)),
            entier(p.epci_entiers),
            entier(p.epci_coupes.len()),
            entier(p.laisses.iter().map(|l| l.communes.len()).sum()),
        ]
    };
    tableau(
        "propositions",
        "Propositions",
        &[
            "Proposition",
            "Recherche",
            "Groupes nouveaux",
            "Autres groupes",
            "Plus petit",
            "Plus grand",
            "Distance moyenne (km)",
            "EPCI entiers",
            "EPCI coupés",
            "Communes laissées",
        ],
        d.propositions.iter().map(ligne).collect(),
    )
}

/// Groups of some proposals.
#[must_use]
pub fn groupes(propositions: &[Proposition]) -> Tableau {
    let ligne = |rang: usize, g: &GroupePropose| {
        let loin = g.plus_loin.first();
        vec![
            entier(rang),
            entier(g.rang),
            texte(groupe(g)),
            entier(g.communes.len()),
            Cellule::Nombre(g.population),
            texte(g.taille.map_or_else(String::new, |t| t.to_string())),
            texte(nombre(g.distance_moyenne_km, 1)),
            texte(loin.map_or_else(String::new, |l| {
                format!("{} ({}\u{a0}km)", l.nom, nombre(l.km, 0))
            })),
        ]
    };
    let lignes = propositions
        .iter()
        .flat_map(|p| p.groupes.iter().map(move |g| ligne(p.rang, g)));
    tableau(
        GROUPES,
        "Groupes",
        &[
            "Proposition",
            "Rang",
            "Groupe",
            "Communes",
            "Habitants",
            "Taille",
            "Km en moyenne",
            "Le plus loin",
        ],
        lignes.collect(),
    )
}

fn communes(d: &Decoupage) -> Tableau {
    let mut lignes = Vec::new();
    for p in &d.propositions {
        for g in &p.groupes {
            lignes.extend(g.communes.iter().map(|c| {
                vec![
                    entier(p.rang),
                    texte(c.code.to_string()),
                    texte(c.nom.as_str()),
                    Cellule::Nombre(c.population),
                    texte(nombre(c.part, 3)),
                    entier(g.rang),
                    texte(g.nom.as_str()),
                    texte(if c.ajoutee { "oui" } else { "non" }),
                ]
            }));
        }
        for l in &p.laisses {
            lignes.extend(l.communes.iter().map(|c| {
                vec![
                    entier(p.rang),
                    texte(c.code.to_string()),
                    texte(c.nom.as_str()),
                    Cellule::Nombre(c.population),
                    texte(nombre(c.part, 3)),
                    texte(""),
                    texte("laissée"),
                    texte("non"),
                ]
            }));
        }
    }
    tableau(
        "communes",
        "Communes et leur groupe",
        &[
            "Proposition",
            "Code",
            "Commune",
            "Habitants",
            "Part",
            "Rang du groupe",
            "Groupe",
            "Ajoutée",
        ],
        lignes,
    )
}

fn coupes(d: &Decoupage) -> Tableau {
    let lignes_de = |p: &Proposition, genre: &str, zones: &[ZonePartagee]| -> Vec<Vec<Cellule>> {
        let mut lignes = Vec::new();
        for z in zones {
            for part in &z.parts {
                let groupe = p.groupes.iter().find(|g| g.rang == part.groupe);
                lignes.push(vec![
                    entier(p.rang),
                    texte(genre),
                    texte(z.code.as_str()),
                    texte(z.nom.as_str()),
                    texte(groupe.map_or("hors des groupes", |g| g.nom.as_str())),
                    Cellule::Nombre(part.population),
                ]);
            }
        }
        lignes
    };
    let lignes = d.propositions.iter().flat_map(|p| {
        let bassins = p.bassins_coupes.as_deref().unwrap_or_default();
        let mut lignes = lignes_de(p, "EPCI", &p.epci_coupes);
        lignes.extend(lignes_de(p, "bassin de vie", bassins));
        lignes
    });
    tableau(
        "coupes",
        "EPCI et bassins de vie coupés",
        &[
            "Proposition",
            "Zonage",
            "Code",
            "Nom",
            "Groupe",
            "Habitants",
        ],
        lignes.collect(),
    )
}

fn texte(t: impl Into<String>) -> Cellule {
    Cellule::Texte(t.into())
}

fn entier(n: usize) -> Cellule {
    Cellule::Nombre(en_figure(n))
}

fn nombre_ou_vide(x: Option<f64>) -> Cellule {
    x.map_or_else(|| texte(""), Cellule::Nombre)
}

fn tableau(id: &str, titre: &str, colonnes: &[&str], lignes: Vec<Vec<Cellule>>) -> Tableau {
    let colonne = |titre: &&str| ColonneTableau {
        titre: (*titre).to_owned(),
        unite: String::new(),
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
