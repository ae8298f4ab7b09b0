//! Tables of the tiers: by perimeter, by tier, by population read.

use super::{
    NON_ETABLI, PERIMETRE, compte, confiance, euros, ou_vide, par_perimetre, tableau, taille, texte,
};
use crate::rapport::financement::RapportFinancement;
use crate::rapport::types::{Cellule, Tableau};

pub(super) fn perimetres(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Communes", "", 0),
        ("Population", "habitants", 0),
        ("Type", "", 0),
        ("Millésime", "", 0),
        ("Taille", "", 0),
        ("Jusqu'au seuil inférieur", "habitants", 0),
        ("Jusqu'au seuil supérieur", "habitants", 0),
        ("Fonctionnement", "€/an", 0),
        ("Total au moins", "€/an", 0),
        ("Total au plus", "€/an", 0),
        ("Tout est établi", "", 0),
        ("Confiance du total", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let (a, f) = (&p.analyse, &p.analyse.financement);
        let Some(lue) = a.tailles.first() else {
            return Vec::new();
        };
        let vers = |positif: bool| {
            let m = lue.marges.iter().find(|m| (m.habitants > 0.0) == positif);
            ou_vide(m.map(|m| m.habitants))
        };
        let fonctionnement = f.montants.iter().find(|m| m.id == "fonctionnement");
        let total = f.totaux.first();
        let millesime = lue.population.millesime.map(|m| m.to_string());
        vec![vec![
            compte(p.communes),
            Cellule::Nombre(lue.habitants),
            texte(&lue.population.genre),
            texte(millesime.unwrap_or_default()),
            taille(f.taille),
            vers(false),
            vers(true),
            euros(fonctionnement.and_then(|m| m.fixe)),
            euros(total.map(|t| t.min)),
            euros(total.and_then(|t| t.max)),
            texte(if total.is_some_and(|t| t.complet) {
                "oui"
            } else {
                "non"
            }),
            texte(total.map_or(NON_ETABLI, |t| confiance(t.confiance))),
        ]]
    });
    tableau(
        "perimetres",
        "Taille et montants par périmètre",
        &colonnes,
        lignes,
    )
}

pub(super) fn par_taille(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        ("Taille", "", 0),
        ("Périmètres", "", 0),
        ("Population", "habitants", 0),
        ("Total au moins", "€/an", 0),
        ("Total au plus", "€/an", 0),
        ("Tout est établi", "", 0),
    ];
    let lignes = r.totaux_par_taille.iter().map(|t| {
        vec![
            taille(t.taille),
            compte(t.nombre),
            Cellule::Nombre(t.population),
            Cellule::Nombre(t.min),
            euros(t.max),
            texte(if t.complet { "oui" } else { "non" }),
        ]
    });
    tableau(
        "totaux_par_taille",
        "Totaux par taille",
        &colonnes,
        lignes.collect(),
    )
}

pub(super) fn tailles(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Population", "habitants", 0),
        ("Type", "", 0),
        ("Millésime", "", 0),
        ("Taille", "", 0),
        ("Seuil", "habitants", 0),
        ("Vers la taille", "", 0),
        ("Écart", "habitants", 0),
        ("Écart", "%", 1),
        ("Changement certain à", "habitants", 0),
        ("Remarque", "", 0),
    ];
    let lignes = par_perimetre(r, |p| {
        let mut lignes = Vec::new();
        for l in &p.analyse.tailles {
            let tete = || {
                let millesime = l.population.millesime.map(|m| m.to_string());
                vec![
                    Cellule::Nombre(l.habitants),
                    texte(&l.population.genre),
                    texte(millesime.unwrap_or_default()),
                    taille(l.taille),
                ]
            };
            let motif = l
                .motif
                .clone()
                .or(l.population.motif.clone())
                .unwrap_or_default();
            for m in &l.marges {
                let mut ligne = tete();
                ligne.extend([
                    Cellule::Nombre(m.seuil),
                    taille(Some(m.vers_taille)),
                    Cellule::Nombre(m.habitants),
                    Cellule::Nombre(m.pourcent),
                    ou_vide(m.bascule),
                    texte(&motif),
                ]);
                lignes.push(ligne);
            }
            if l.marges.is_empty() {
                let mut ligne = tete();
                ligne.extend((0..5).map(|_| texte("")));
                ligne.push(texte(&motif));
                lignes.push(ligne);
            }
        }
        lignes
    });
    tableau(
        "tailles",
        "Taille selon la population lue",
        &colonnes,
        lignes,
    )
}

pub(super) fn projections(r: &RapportFinancement) -> Tableau {
    let colonnes = [
        PERIMETRE,
        ("Évolution", "", 0),
        ("Forme", "", 0),
        ("Par an", "habitants", 0),
        ("Années avant le changement", "", 1),
        ("Vers la taille", "", 0),
        ("Au plus tôt", "", 0),
        ("Au plus tard", "", 0),
    ];
    let annee = |a: Option<u16>| texte(a.map_or_else(|| "au-delà".to_owned(), |a| a.to_string()));
    let lignes = par_perimetre(r, |p| {
        let Some(x) = &p.analyse.projection else {
            return Vec::new();
        };
        let prolongements = x.prolongements.iter();
        prolongements
            .map(|l| {
                vec![
                    texte(format!("{}–{}", l.de, l.a)),
                    texte(if l.forme == "lineaire" {
                        "autant d'habitants par an"
                    } else {
                        "même pourcentage chaque année"
                    }),
                    Cellule::Nombre(l.habitants_par_an),
                    l.annees
                        .map_or_else(|| texte("pas d'ici trente ans"), Cellule::Nombre),
                    x.vers_taille.map_or_else(|| texte(""), |t| taille(Some(t))),
                    annee(x.annee_min),
                    annee(x.annee_max),
                ]
            })
            .collect()
    });
    tableau(
        "projections",
        "Si l'évolution se prolongeait (jamais une certitude)",
        &colonnes,
        lignes,
    )
}
