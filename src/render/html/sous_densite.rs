//! Scarcity of médecins généralistes: APL under the threshold, zoning, communes without any.

use minijinja::{Value, context};

use crate::model::{ClasseZonage, SousDensite};
use crate::render::nombre::{nombre, pourcent};

use super::contexte::Contexte;
use super::couverture::NOMS_MAX;
use super::tableau::Grille;
use crate::francais::{enumerer_des, majuscule};
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
        note_distance => &densite.note_distance,
        sources => contexte.renvois(&densite.sources),
    }
}

/// The communes under the threshold, with their APL.
fn sous_seuil(densite: &SousDensite) -> String {
    let communes = densite.communes_sous_seuil.iter();
    let noms = communes.map(|c| match c.apl {
        Some(apl) => format!("{} ({})", c.nom, nombre(apl, 2)),
        None => c.nom.clone(),
    });
    enumerer_des(&noms.collect::<Vec<_>>(), NOMS_MAX, "communes")
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

/// The communes without any, with the nearest that has one.
fn sans_medecin(densite: &SousDensite) -> String {
    let communes = densite.communes_sans_medecin.iter();
    let noms = communes.map(|c| match &c.plus_proche {
        Some(p) => format!(
            "{} (à {}\u{a0}km, {})",
            c.nom,
            nombre(p.distance_km, 1),
            p.nom
        ),
        None => c.nom.clone(),
    });
    enumerer_des(&noms.collect::<Vec<_>>(), NOMS_MAX, "communes")
}
