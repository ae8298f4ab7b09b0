//! Scarcity of médecins généralistes: APL under the threshold, zoning, communes without any.

use minijinja::{Value, context};

use crate::model::{ClasseZonage, SousDensite};
use crate::render::nombre::{nombre, pourcent};

use super::contexte::Contexte;
use super::tableau::Grille;
use crate::francais::majuscule;
use crate::rapport::lieux_connus::{combien, sans_valeur};

/// Scarcity, table by table.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let densite = &contexte.rapport.sous_densite;
    context! {
        seuil => nombre(densite.seuil_apl, 1),
        reference => &densite.reference_seuil,
        millesime => densite.millesime_apl.map(|a| a.to_string()),
        nombre => majuscule(&combien(densite.communes_sous_seuil.len(), densite.apl_inconnues)),
        apl_inconnues => sans_valeur(densite.apl_inconnues),
        population => densite.population_sous_seuil.map(|p| nombre(p, 0)),
        sous_seuil => sous_seuil(densite),
        zonage => zonage(densite),
        medecins_connus => densite.population_sans_medecin.is_some()
            || densite.medecins_inconnus > 0
            || !densite.communes_sans_medecin.is_empty(),
        nombre_sans => majuscule(&combien(densite.communes_sans_medecin.len(), densite.medecins_inconnus)),
        medecins_inconnus => sans_valeur(densite.medecins_inconnus),
        population_sans => densite.population_sans_medecin.map(|p| nombre(p, 0)),
        sans_medecin => sans_medecin(densite),
        sources => contexte.renvois(&densite.sources),
    }
}

fn sous_seuil(densite: &SousDensite) -> Option<Value> {
    let mut grille = Grille::new(
        "Communes sous le seuil d’APL",
        &[
            ("Code", false),
            ("Commune", false),
            ("Habitants", true),
            ("APL", true),
        ],
    )
    .nommee_par(1);
    grille.lignes = densite
        .communes_sous_seuil
        .iter()
        .map(|c| {
            let apl = c.apl.map_or_else(String::new, |a| nombre(a, 2));
            vec![
                c.code.to_string(),
                c.nom.clone(),
                nombre(c.population, 0),
                apl,
            ]
        })
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}

fn zonage(densite: &SousDensite) -> Option<Value> {
    let mut grille = Grille::new(
        "Zonage des médecins généralistes",
        &[
            ("Zone", false),
            ("Communes", true),
            ("Habitants", true),
            ("Part de la population", true),
        ],
    );
    grille.note = densite.note_zonage.clone().unwrap_or_default();
    grille.lignes = densite
        .zonage
        .iter()
        .map(|z| {
            let nom = if z.libelle.is_empty() {
                z.classe.clone()
            } else {
                z.libelle.clone()
            };
            vec![
                nom,
                nombre(z.communes as f64, 0),
                nombre(z.population, 0),
                part_de_zone(z),
            ]
        })
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}

/// « 31,2 % », « au moins 4,2 % » when the class of some inhabitants is not known.
fn part_de_zone(zone: &ClasseZonage) -> String {
    let part = pourcent(zone.part, 1);
    match zone.bornes {
        None => part,
        Some(_) => format!("au moins {part}"),
    }
}

fn sans_medecin(densite: &SousDensite) -> Option<Value> {
    let mut grille = Grille::new(
        "Communes sans médecin généraliste",
        &[
            ("Code", false),
            ("Commune", false),
            ("Habitants", true),
            ("Commune la plus proche qui en a", false),
            ("Distance (km)", true),
        ],
    )
    .nommee_par(1);
    grille.note.clone_from(&densite.note_distance);
    grille.lignes = densite
        .communes_sans_medecin
        .iter()
        .map(|c| {
            let (nom, distance) = c.plus_proche.as_ref().map_or_else(
                || ("inconnue".to_owned(), String::new()),
                |p| (format!("{} ({})", p.nom, p.code), nombre(p.distance_km, 1)),
            );
            vec![
                c.code.to_string(),
                c.nom.clone(),
                nombre(c.population, 0),
                nom,
                distance,
            ]
        })
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}
