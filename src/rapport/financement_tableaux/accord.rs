//! Tables of the agreement: amounts, sums, parameters.

use super::{
    NON_ETABLI, PERIMETRE, REFERENCES, confiance, euros, jour, par_perimetre, tableau, taille,
    texte,
};
use crate::model::Montant;
use crate::rapport::financement::RapportFinancement;
use crate::rapport::types::{Cellule, Tableau};

pub(super) fn montants(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Taille", "", 0),
        ("Montant", "", 0),
        ("Genre", "", 0),
        ("Part fixe", "€/an", 0),
        ("Part variable, au plus", "€/an", 0),
        ("Part variable de crise", "€/an", 0),
        ("Total sans crise", "€/an", 0),
        ("Confiance", "", 0),
        ("Effet", "", 0),
        REFERENCES,
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let ligne = |t: u8, m: &Montant| {
            let crise = m.genre.starts_with("mission") && m.variable_crise.is_some();
            vec![
                taille(Some(t)),
                texte(&m.libelle),
                texte(&m.genre),
                if m.genre == "plafond" {
                    texte("")
                } else {
                    euros(m.fixe)
                },
                if m.genre == "plafond" {
                    texte("")
                } else {
                    euros(m.variable_max)
                },
                if crise {
                    euros(m.variable_crise)
                } else {
                    texte("")
                },
                euros(m.total),
                texte(confiance(m.confiance)),
                jour(m.effet),
                texte(m.references.join(" ")),
                texte(m.note.clone().unwrap_or_default()),
            ]
        };
        let tailles = p.analyse.par_taille.iter();
        tailles
            .flat_map(|x| x.montants.iter().map(move |m| ligne(x.taille, m)))
            .collect()
    });
    tableau("montants", "Montants de l'accord", &colonnes, lignes)
}

pub(super) fn totaux(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Taille", "", 0),
        ("Total", "", 0),
        ("Au moins", "€", 0),
        ("Au plus", "€", 0),
        ("Tout est établi", "", 0),
        ("Confiance", "", 0),
        ("Manque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let mut lignes = Vec::new();
        for x in &p.analyse.par_taille {
            for t in x.totaux.iter().map(|t| &t.total) {
                lignes.push(vec![
                    taille(Some(x.taille)),
                    texte(&t.libelle),
                    Cellule::Nombre(t.min),
                    euros(t.max),
                    texte(if t.complet { "oui" } else { "non" }),
                    texte(confiance(t.confiance)),
                    texte(t.manque.join("\u{a0}; ")),
                ]);
            }
        }
        lignes
    });
    tableau(
        "totaux",
        "Totaux par an et sur le contrat",
        &colonnes,
        lignes,
    )
}

pub(super) fn parametres(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Paramètre", "", 0),
        ("Libellé", "", 0),
        ("Taille", "", 0),
        ("Valeur", "", 2),
        ("Unité", "", 0),
        ("Effet", "", 0),
        ("Confiance", "", 0),
        REFERENCES,
        ("Encore valable le", "", 0),
        ("En vigueur", "", 0),
        ("À vérifier", "", 0),
        ("Remarque", "", 0),
        ("Fichier", "", 0),
    ];
    let oui = |x: bool| texte(if x { "oui" } else { "non" });
    let lignes = r.parametres.iter().map(|p| {
        let sans_valeur = if p.unite.is_empty() { "" } else { NON_ETABLI };
        vec![
            texte(&p.id),
            texte(&p.libelle),
            p.taille
                .map_or_else(|| texte("toutes"), |t| Cellule::Nombre(f64::from(t))),
            p.valeur.map_or_else(|| texte(sans_valeur), Cellule::Nombre),
            texte(&p.unite),
            jour(p.effet),
            texte(confiance(p.confiance)),
            texte(p.references.join(" ")),
            jour(p.valide_au),
            oui(p.en_vigueur),
            p.a_verifier.map_or_else(|| texte(""), oui),
            texte(p.note.clone().unwrap_or_default()),
            texte(p.lieu.clone().unwrap_or_default()),
        ]
    });
    tableau(
        "parametres",
        "Paramètres du barème",
        &colonnes,
        lignes.collect(),
    )
}
