//! The published figure of a département against the sum of its communes, when the folder holds both: they must agree up to
//! rounding, and within the bounds of what secrecy or absence leaves unknown.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Dossier;
use crate::francais;
use crate::indicateurs::comparaison::convient;
use crate::model::lecture::{Intervalle, compte};
use crate::model::{
    ChiffrePublie, Colonne, Constat, DateCivile, ErreurDonnees, Niveau, RegleConstat, SectionId,
    Valeur,
};
use crate::texte_toml::Embarque;

static TOLERANCES: Embarque<Fichier> =
    Embarque::new(include_str!("departements.toml"), "departements.toml");
/// Départements named in a sentence.
const NOMMES: usize = 4;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    tolerance: Vec<Tolerance>,
}

/// What rounding may set apart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tolerance {
    variables: Vec<String>,
    par_commune: f64,
    total: f64,
    motif: String,
    reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

/// # Errors
/// The embedded tolerances are wrong.
pub(super) fn verifier(d: &Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let lu = TOLERANCES.lire()?;
    let dataset = d.contexte.dataset;
    let mut ecarts: BTreeMap<(&str, Option<u16>), Vec<String>> = BTreeMap::new();
    for ((niveau, code), variable, an, chiffre) in dataset.publies.tous() {
        let additif = *niveau == Niveau::Departement && chiffre.somme;
        let Some(colonne) = dataset.colonne(variable, an).filter(|_| additif) else {
            continue;
        };
        let convenues = lu.tolerance.iter();
        let mut convenues = convenues.filter(|t| t.variables.iter().any(|m| convient(m, variable)));
        let dit = convenues
            .next()
            .and_then(|t| ecart(d, code, chiffre, colonne, t));
        if let Some(dit) = dit {
            ecarts.entry((variable, an)).or_default().push(dit);
        }
    }
    let constat = |((variable, an), dits)| constat(d, lu, variable, an, dits);
    Ok(ecarts.into_iter().filter_map(constat).collect())
}

/// « Lozère (48) : 76 000 publiés, 75 200 pour la somme des communes », when they disagree.
fn ecart(
    d: &Dossier<'_>,
    code: &str,
    chiffre: &ChiffrePublie,
    colonne: &Colonne,
    t: &Tolerance,
) -> Option<String> {
    let r = d.contexte.referentiel();
    let rang = r.departements.iter().position(|x| x.code == code)?;
    let Valeur::Connue(publie) = chiffre.valeur else {
        return None;
    };
    let (mut somme, mut marge) = (Intervalle::point(0.0), t.total);
    for id in r.communes_du_departement(rang) {
        somme = somme.plus(compte(r, colonne, id).intervalle());
        marge += t.par_commune;
    }
    // What is not known is a count all the same.
    let (min, max) = (somme.min.max(0.0), somme.max);
    if (min - marge..=max + marge).contains(&publie) {
        return None;
    }
    let nom = r.departements.get(rang).map_or("", |x| x.nom.as_str());
    let ecrit = |x: f64| francais::nombre(x, 0);
    let communes = match (min, max) {
        (a, b) if (a - b).abs() < 0.5 => ecrit(a),
        (a, b) if b.is_finite() => format!("de {} à {}", ecrit(a), ecrit(b)),
        (a, _) => format!("au moins {}", ecrit(a)),
    };
    Some(format!(
        "{nom} ({code})\u{a0}: {} publiés, {communes} pour la somme des communes",
        ecrit(publie)
    ))
}

fn constat(
    d: &Dossier<'_>,
    lu: &Fichier,
    variable: &str,
    an: Option<u16>,
    dits: Vec<String>,
) -> Option<Constat> {
    let c = &d.contexte;
    let colonne = c.dataset.colonne(variable, an)?;
    let source = c.dataset.source(colonne.source)?;
    let mut tolerances = lu.tolerance.iter();
    let t = tolerances.find(|t| t.variables.iter().any(|m| convient(m, variable)))?;
    let an = an.map_or_else(String::new, |an| format!(" {an}"));
    let texte = format!(
        "{variable}{an}\u{a0}: le total publié d'un département n'est pas la somme de ses communes ({})\u{a0}; l'un des deux fichiers \
         est incomplet, double ou d'un autre champ. Écart admis\u{a0}: {} par commune ({}\u{a0}; {}).",
        francais::enumerer(&dits, NOMMES),
        francais::court(t.par_commune),
        t.motif,
        t.reference,
    );
    Some(c.attention(
        RegleConstat::TotalDifferent,
        SectionId::S0,
        texte,
        &[],
        source,
    ))
}
