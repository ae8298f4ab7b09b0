//! Communes of the perimeter whose outline is that of a part of them only: drawn before a merger, the other communes in none.

use serde::Deserialize;

use super::super::contexte::communes;
use super::{Contexte, Trouve, Vue};
use crate::francais::{enumerer, nombre};
use crate::geo::aire::surface_km2;
use crate::model::lecture::compte;
use crate::model::{DateCivile, RegleConstat, UniteId};
use crate::texte_toml::Embarque;

static SEUILS: Embarque<Seuils> = Embarque::new(include_str!("contours.toml"), "contours.toml");
/// Variable of the area of a commune.
const SURFACE: &str = "surface_km2";
/// Communes told one by one, and communes merged into each.
const DITES: usize = 5;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seuils {
    part_min: f64,
    manque_min_km2: f64,
    #[serde(rename = "reference")]
    _reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

pub(super) fn trouver(c: &Contexte<'_>, vue: &Vue<'_>) -> Vec<Trouve> {
    let Some(seuils) = SEUILS.lu() else {
        return Vec::new();
    };
    let places = vue.places.iter().copied();
    let partiels: Vec<Partiel> = places
        .filter_map(|id| partiel(c, vue, id, seuils))
        .collect();
    if partiels.is_empty() {
        return Vec::new();
    }
    let dits: Vec<String> = partiels.iter().map(|p| p.dit(c)).collect();
    let verbe = match partiels.len() {
        1 => "n'est dessinée",
        _ => "ne sont dessinées",
    };
    vec![Trouve {
        regle: RegleConstat::ContourPartiel,
        texte: format!(
            "{} du périmètre {verbe} qu'en partie\u{a0}: {}. {}",
            communes(partiels.len()),
            enumerer(&dits, DITES),
            voisines(vue.morceaux.len()),
        ),
        communes: partiels.iter().map(|p| p.unite).collect(),
    }]
}

/// What the missing part takes from the shape of a perimeter of so many pieces: who is beyond it is no neighbour.
fn voisines(morceaux: usize) -> &'static str {
    match morceaux {
        0 | 1 => "Des voisines peuvent manquer à la carte.",
        _ => {
            "Des voisines peuvent manquer à la carte\u{a0}: des morceaux du périmètre peuvent se toucher là, sans que les contours le montrent."
        }
    }
}

/// A commune, what of it is drawn, and its area.
struct Partiel {
    unite: UniteId,
    dessine: f64,
    surface: f64,
}

impl Partiel {
    /// « Saillans (26289), 15,7 km² sur 37,4, sans doute d'avant sa fusion avec Véronne (26371) en 2025 ».
    fn dit(&self, c: &Contexte<'_>) -> String {
        let unite = c.referentiel().unite(self.unite);
        format!(
            "{} ({}), {}\u{a0}km² sur {}{}",
            unite.nom,
            unite.code,
            nombre(self.dessine, 1),
            nombre(self.surface, 1),
            fusion(c, self.unite),
        )
    }
}

/// The latest merger of a commune, as the movements of the COG tell it.
fn fusion(c: &Contexte<'_>, unite: UniteId) -> String {
    let anciens = c.referentiel().anciens.iter();
    let siens = anciens.filter(|(_, a)| a.vers == unite && !a.entier);
    let siens: Vec<_> = siens
        .filter_map(|(code, a)| Some((a.fin?, code, a)))
        .collect();
    let Some(derniere) = siens.iter().map(|(fin, ..)| *fin).max() else {
        return String::new();
    };
    let dernieres = siens.iter().filter(|(fin, ..)| *fin == derniere);
    let noms = dernieres.map(|(_, code, a)| match &a.nom {
        Some(nom) => format!("{nom} ({code})"),
        None => code.to_string(),
    });
    format!(
        ", sans doute d'avant sa fusion avec {} en {}",
        enumerer(&noms.collect::<Vec<_>>(), DITES),
        derniere.annee()
    )
}

/// What of a commune is drawn, when that is not enough of it.
fn partiel(c: &Contexte<'_>, vue: &Vue<'_>, unite: UniteId, seuils: &Seuils) -> Option<Partiel> {
    let colonne = c.dataset.colonnes.get(SURFACE)?.values().next_back()?;
    // An area measured on the outlines says nothing of them.
    let source = c.dataset.contours.get(&unite).map(|contour| contour.source);
    if source == Some(colonne.source) {
        return None;
    }
    let surface = compte(c.referentiel(), colonne, unite).connu()?;
    let formes = vue.maille.forme(unite).iter();
    let dessine: f64 = formes.map(|f| surface_km2(f)).sum::<Option<f64>>()?;
    let peu = dessine < seuils.part_min * surface && surface - dessine >= seuils.manque_min_km2;
    peu.then_some(Partiel {
        unite,
        dessine,
        surface,
    })
}
