//! Several perimeters checked at once: JSON, a row each, terminal.

use serde_json::Value;

use super::ligne::compact;
use super::listes::{self, Liste, puce, puce_constat};
use super::{ErreurRendu, json as contrat};
use crate::francais::{denombre, enumerer, inerte, nombre};
use crate::model::Severite;
use crate::rapport::verifications::{SCHEMA_VERIFICATIONS, Verification, Verifications};

/// The contract, indented.
///
/// # Errors
/// [`ErreurRendu::NombreNonFini`].
pub fn json(v: &Verifications) -> Result<String, ErreurRendu> {
    contrat::ecrire(v)
}

/// JSON Schema of what [`json()`] writes.
#[must_use]
pub fn schema() -> Value {
    contrat::schema_de::<Verifications>(
        SCHEMA_VERIFICATIONS,
        "Plusieurs périmètres vérifiés, une ligne chacun",
    )
}

/// A row by perimeter, its findings counted by severity, their rules named.
#[must_use]
pub fn csv(v: &Verifications) -> String {
    let mut liste = Liste::new(&[
        "nom",
        "expression",
        "departements",
        "communes",
        "population",
        "taille",
        "alertes",
        "attentions",
        "informations",
        "regles",
    ]);
    for p in &v.perimetres {
        let regles: Vec<String> = p.constats.iter().map(|c| c.id.to_string()).collect();
        let mut ligne = vec![
            p.nom.clone(),
            p.expression.clone(),
            p.departements.join(" "),
            p.communes.to_string(),
            p.population.to_string(),
            p.taille.map(|t| t.to_string()).unwrap_or_default(),
        ];
        ligne.extend(GRAVITES.map(|g| p.de_gravite(g).count().to_string()));
        ligne.push(regles.join(" "));
        liste.ajouter(ligne);
    }
    listes::csv(&liste)
}

/// The most serious first.
const GRAVITES: [Severite; 3] = [Severite::Alerte, Severite::Attention, Severite::Information];

/// A line by perimeter, then what calls for attention, perimeter by perimeter.
#[must_use]
pub fn terminal(v: &Verifications, largeur: u16) -> String {
    let mut texte = entete(v);
    if !v.perimetres.is_empty() {
        texte.push('\n');
        texte.push_str(&lignes(v, largeur));
    }
    for p in &v.perimetres {
        let graves = || {
            p.constats
                .iter()
                .filter(|c| c.severite > Severite::Information)
        };
        if graves().next().is_some() {
            texte.push_str(&format!("\n{}\n", p.nom));
        }
        for constat in graves() {
            texte.push_str(&puce_constat(constat, largeur));
        }
    }
    if !v.echecs.is_empty() {
        let noms: Vec<&str> = v.echecs.iter().map(|e| e.nom.as_str()).collect();
        let (debut, verbe) = match noms.len() {
            1 => ("1 périmètre".to_owned(), "n’a pas pu être lu"),
            n => (
                denombre(n, "périmètre", "périmètres"),
                "n’ont pas pu être lus",
            ),
        };
        let dits = format!("{debut} {verbe}\u{a0}: {}", enumerer(&noms, 5));
        texte.push('\n');
        texte.push_str(&puce(&dits, largeur));
    }
    inerte::lignes(&texte)
}

fn entete(v: &Verifications) -> String {
    let combien = |g: Severite| v.perimetres.iter().filter(|p| p.gravite == Some(g)).count();
    let (alertes, attentions) = (combien(Severite::Alerte), combien(Severite::Attention));
    let n = v.perimetres.len();
    let mut texte = format!(
        "{}\u{a0}: {} ({})\n",
        v.demande,
        denombre(n, "périmètre", "périmètres"),
        v.referentiel
    );
    if v.fictif {
        texte.push_str("TERRITOIRES FICTIFS\u{a0}: noms et chiffres inventés\n");
    }
    if n > 0 {
        texte.push_str(&format!(
            "{} avec une alerte au moins, {} avec un point d’attention, {} sans l’un ni l’autre\n",
            nombre(alertes as f64, 0),
            nombre(attentions as f64, 0),
            nombre(
                n.saturating_sub(alertes).saturating_sub(attentions) as f64,
                0
            ),
        ));
    }
    texte
}

fn lignes(v: &Verifications, largeur: u16) -> String {
    let titres = ["Communes", "Habitants", "Taille", "Alertes", "Attention"];
    let corps: Vec<(&str, Vec<String>)> = v
        .perimetres
        .iter()
        .map(|p| (p.nom.as_str(), ligne(p)))
        .collect();
    compact(
        "Périmètre",
        &titres.map(str::to_owned),
        &corps,
        usize::from(largeur),
    )
}

fn ligne(p: &Verification) -> Vec<String> {
    let compte = |n: usize| match n {
        0 => String::new(),
        n => nombre(n as f64, 0),
    };
    vec![
        nombre(p.communes as f64, 0),
        nombre(p.population, 0),
        p.taille.map_or_else(|| "–".to_owned(), |t| t.to_string()),
        compte(p.de_gravite(Severite::Alerte).count()),
        compte(p.de_gravite(Severite::Attention).count()),
    ]
}
