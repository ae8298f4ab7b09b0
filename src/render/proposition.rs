//! The proposals: JSON, terminal, workbook, maps, outlines as GeoJSON, and each group as a perimeter file.

use std::collections::BTreeMap;

use geo::MultiPolygon;
use serde_json::{Value, json};

use super::listes::{self, Liste, puce};
use super::svg::Cadre;
use super::{ErreurRendu, diagnostic_classeur, json as contrat, map};
use crate::francais::{denombre, inerte, nombre};
use crate::model::{CodeCommune, Decoupage, GroupePropose, Proposition, SCHEMA_PROPOSITION};
use crate::rapport::cartes::Croquis;
use crate::rapport::proposition::{entete, explications, groupe, rattachements, resume, tableaux};

/// Groups of a proposal in the terminal; `--detail` gives all.
const GROUPES_DITS: usize = 15;

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(d: &Decoupage) -> Result<String, ErreurRendu> {
    contrat::ecrire(d)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<Decoupage>(SCHEMA_PROPOSITION, "Périmètres proposés pour un territoire")
}

/// Every table, a sheet each.
///
/// # Errors
/// [`ErreurRendu::Classeur`]: more rows than the format has.
pub fn xlsx(d: &Decoupage) -> Result<Vec<u8>, ErreurRendu> {
    diagnostic_classeur::de_tableaux(&d.territoire, tableaux(d))
}

/// What one reads in a hurry.
#[must_use]
pub fn terminal(d: &Decoupage, detail: bool, largeur: u16) -> String {
    let mut texte = format!("{}\n", d.territoire);
    entete(d)
        .iter()
        .for_each(|l| texte.push_str(&puce(l, largeur)));
    for p in &d.propositions {
        texte.push_str(&format!("\nProposition {}\u{a0}: {}\n", p.rang, p.libelle));
        texte.push_str(&puce(&resume(p), largeur));
        for phrase in explications(d, p) {
            texte.push_str(&puce(&phrase, largeur));
        }
        texte.push_str(&groupes(p, detail, largeur));
    }
    texte.push('\n');
    for phrase in rattachements(d).iter().chain(&d.notes) {
        texte.push_str(&puce(phrase, largeur));
    }
    let reprises = denombre(d.reprises, "recherche", "recherches");
    texte.push_str(&puce(
        &match d.interrompu {
            true => "Recherche coupée par --delai\u{a0}: relancée, elle peut donner autre chose."
                .to_owned(),
            false => format!(
                "{reprises} par profil, graine {}\u{a0}: relancée, la commande redonne les mêmes.",
                d.graine
            ),
        },
        largeur,
    ));
    texte
}

/// The groups of a proposal as a table, and their communes with `detail`.
fn groupes(p: &Proposition, detail: bool, largeur: u16) -> String {
    let titres = [
        "groupe",
        "communes",
        "habitants",
        "taille",
        "km en moyenne",
        "km au plus",
    ];
    let mut liste = Liste::new(&titres);
    let montres = if detail { usize::MAX } else { GROUPES_DITS };
    for g in p.groupes.iter().take(montres) {
        liste.ajouter(vec![
            format!("{}. {}", g.rang, groupe(g)),
            nombre(g.communes.len() as f64, 0),
            nombre(g.population, 0),
            g.taille.map_or_else(|| "?".to_owned(), |t| t.to_string()),
            nombre(g.distance_moyenne_km, 1),
            nombre(g.plus_loin.first().map_or(0.0, |l| l.km), 0),
        ]);
    }
    if p.groupes.is_empty() {
        return String::new();
    }
    let mut texte = listes::terminal_ou_fiches(&liste, largeur);
    let reste = p.groupes.len().saturating_sub(montres);
    if reste > 0 {
        texte.push_str(&format!(
            "et {}, avec --detail\n",
            denombre(reste, "autre groupe", "autres groupes")
        ));
    }
    if detail {
        for g in &p.groupes {
            let noms: Vec<String> = g
                .communes
                .iter()
                .map(|c| format!("{} ({})", c.nom, c.code))
                .collect();
            texte.push_str(&puce(
                &format!("{}. {}\u{a0}: {}", g.rang, groupe(g), noms.join(", ")),
                largeur,
            ));
        }
    }
    texte
}

/// A feature by group of each proposal, the outlines of its communes melted; no geometry where none is known (RFC 7946).
///
/// # Errors
/// [`ErreurRendu::Json`], never in practice.
pub fn geojson(
    d: &Decoupage,
    contours: &BTreeMap<(usize, usize), MultiPolygon<f64>>,
) -> Result<String, ErreurRendu> {
    let mut entites = Vec::new();
    for p in &d.propositions {
        for g in &p.groupes {
            let codes: Vec<CodeCommune> = g.communes.iter().map(|c| c.code).collect();
            let entite = json!({
                "type": "Feature",
                "geometry": contours.get(&(p.rang, g.rang)).map(super::export::geometrie),
                "properties": {
                    "proposition": p.rang, "groupe": g.rang, "nom": g.nom, "genre": g.genre, "population": g.population,
                    "taille": g.taille, "distance_moyenne_km": g.distance_moyenne_km, "communes": codes,
                },
            });
            entites.push(serde_json::to_string(&entite)?);
        }
    }
    Ok(format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[\n{}\n]}}\n",
        serde_json::to_string(&d.territoire)?,
        entites.join(",\n")
    ))
}

/// The map of a proposal as a picture of its own.
#[must_use]
pub fn svg(carte: &Croquis) -> String {
    map::croquis(carte, Cadre::PAGE, true)
}

/// A group as a list of communes that every command reads as a perimeter.
#[must_use]
pub fn perimetre(g: &GroupePropose) -> String {
    let en_partie = g.communes.iter().any(|c| c.part < 1.0);
    let mut titres = vec!["code_commune", "commune"];
    titres.extend(en_partie.then_some("part"));
    let mut liste = Liste::new(&titres);
    for c in &g.communes {
        let mut ligne = vec![c.code.to_string(), c.nom.clone()];
        ligne.extend(en_partie.then(|| c.part.to_string()));
        liste.ajouter(ligne);
    }
    listes::csv(&liste)
}

/// A proposal as a commune → CPTS list, that `--donnees` reads.
#[must_use]
pub fn liste_de_cpts(p: &Proposition) -> String {
    let mut liste = Liste::new(&["code_commune", "cpts"]);
    for g in &p.groupes {
        for c in &g.communes {
            liste.ajouter(vec![c.code.to_string(), inerte::ligne(&g.nom)]);
        }
    }
    listes::csv(&liste)
}
