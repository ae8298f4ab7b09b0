//! The audit of coverage as tables and as a document: the JSON contract in words, nothing computed.

mod carte;
mod document;
mod tableaux;

pub use carte::carte;
pub use document::construire;
pub use tableaux::{POCHES, tableaux};

use crate::francais::{compte, denombre, enumerer, nombre, part};
use crate::model::{AuditCouverture, Chiffre, CptsVoisine, Poche, Statut};

/// « 945 communes et 16 arrondissements ».
#[must_use]
pub fn places(a: &AuditCouverture) -> String {
    let communes = denombre(
        a.communes.saturating_sub(a.arrondissements),
        "commune",
        "communes",
    );
    match a.arrondissements {
        0 => communes,
        n => format!(
            "{communes} et {}",
            denombre(n, "arrondissement", "arrondissements")
        ),
    }
}

/// « Mandelieu-la-Napoule : 2 communes, 23 117 habitants… », in one line of text.
#[must_use]
pub fn poche(p: &Poche) -> String {
    let mut touche: Vec<String> = p.voisines.iter().map(voisine).collect();
    if touche.is_empty() {
        touche.push("aucune CPTS de la liste".to_owned());
    }
    format!(
        "{}. {}\u{a0}: {}, {}\u{a0}; généralistes\u{a0}: {}\u{a0}; APL\u{a0}: {}. Touche {}.",
        p.rang,
        p.nom,
        denombre(p.communes.len(), "commune", "communes"),
        compte(p.population, "habitant", "habitants"),
        dit(&p.medecins, 0),
        dit(&p.apl, 2),
        enumerer(&touche, 3),
    )
}

/// « CPTS du Verdon (23 km de limite, taille 1 → 2) ».
fn voisine(v: &CptsVoisine) -> String {
    let km = match v.frontiere_km {
        court if court < 1.0 => "moins de 1".to_owned(),
        km => nombre(km, 0),
    };
    let tailles = tailles(v.taille, v.taille_avec);
    format!("{} ({km}\u{a0}km de limite, {tailles})", v.nom)
}

/// A figure of a pocket, or why there is none.
fn dit(chiffre: &Chiffre, decimales: usize) -> String {
    let etoile = if chiffre.statut == Statut::Partiel {
        "*"
    } else {
        ""
    };
    match (chiffre.valeur, chiffre.bornes) {
        (Some(x), _) => format!("{}{etoile}", nombre(x, decimales)),
        (None, Some(b)) => match (b.min, b.max) {
            (Some(min), Some(max)) => {
                format!(
                    "entre {} et {}",
                    nombre(min, decimales),
                    nombre(max, decimales)
                )
            }
            _ => "non publié".to_owned(),
        },
        (None, None) if chiffre.statut == Statut::Absent => "donnée absente".to_owned(),
        (None, None) => "non publié".to_owned(),
    }
}

/// « 12,3 % », or nothing.
fn pourcent(pour_cent: Option<f64>) -> String {
    pour_cent.map_or_else(String::new, |p| part(p / 100.0))
}

/// « taille 2 », « taille 2 → 3 ».
fn tailles(avant: Option<u8>, apres: Option<u8>) -> String {
    match (avant, apres) {
        (Some(a), Some(b)) if a == b => format!("taille {a}"),
        (Some(a), Some(b)) => format!("taille {a} → {b}"),
        _ => "taille indéterminée".to_owned(),
    }
}
