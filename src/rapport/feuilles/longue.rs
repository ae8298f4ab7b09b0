//! The report as one long table: a row by territory and indicator, for a script or a database.

use super::briques::{colonne, nombre, tableau, texte};
use super::section::etat;
use crate::model::{Bornes, Comparateur, Indicateur, Statut};
use crate::rapport::types::{Cellule, Rapport, Tableau};

/// Columns, by their stable names.
const COLONNES: [&str; 19] = [
    "territoire_niveau",
    "territoire_code",
    "territoire_nom",
    "section",
    "groupe",
    "indicateur",
    "libelle",
    "unite",
    "valeur",
    "etat",
    "minimum",
    "maximum",
    "intervalle_95_bas",
    "intervalle_95_haut",
    "petit_effectif",
    // The producer publishes it for that level: it is not computed here.
    "publie_tel_quel",
    "population_couverte_pct",
    "annee",
    "sources",
];

/// Every figure of the report, the territory first, then the others in the order of the report.
#[must_use]
pub fn longue(rapport: &Rapport) -> Tableau {
    let ici = |i: &Indicateur| ici(rapport, i);
    let lignes = rapport
        .indicateurs
        .iter()
        .flat_map(|i| std::iter::once(ici(i)).chain(i.comparateurs.iter().map(|c| ailleurs(i, c))));
    let colonnes = COLONNES.into_iter().map(colonne).collect();
    tableau("indicateurs", "Indicateurs", colonnes, lignes.collect())
}

fn ici(rapport: &Rapport, i: &Indicateur) -> Vec<Cellule> {
    ligne(
        i,
        ["périmètre", "", &rapport.perimetre.nom],
        (i.valeur, i.statut, i.bornes),
        Precision {
            intervalle: i.intervalle,
            petit_effectif: i.petit_effectif,
            publie: false,
            couverture: i.couverture.population,
            annee: i.millesime.clone(),
            sources: i.sources.clone(),
        },
    )
}

fn ailleurs(i: &Indicateur, c: &Comparateur) -> Vec<Cellule> {
    let publie = c.publie.as_ref();
    let nom = publie.and_then(|p| p.champ.as_ref()).unwrap_or(&c.nom);
    ligne(
        i,
        [c.niveau.en_mots(), &c.code, nom],
        (c.valeur, c.statut, c.bornes),
        Precision {
            intervalle: c.intervalle,
            petit_effectif: c.petit_effectif,
            publie: publie.is_some(),
            couverture: c.couverture.population,
            annee: publie.map_or_else(|| i.millesime.clone(), |p| Some(p.millesime.clone())),
            sources: publie.map_or(&i.sources, |p| &p.sources).clone(),
        },
    )
}

/// How far a figure can be trusted.
struct Precision {
    intervalle: Option<[f64; 2]>,
    petit_effectif: Option<f64>,
    publie: bool,
    couverture: f64,
    annee: Option<String>,
    sources: Vec<String>,
}

fn ligne(
    i: &Indicateur,
    territoire: [&str; 3],
    (valeur, statut, bornes): (Option<f64>, Statut, Option<Bornes>),
    precision: Precision,
) -> Vec<Cellule> {
    let [bas, haut] = precision
        .intervalle
        .map_or([None, None], |[bas, haut]| [Some(bas), Some(haut)]);
    let couverture = (statut != Statut::Absent).then_some(precision.couverture * 100.0);
    let mut cellules: Vec<Cellule> = territoire.into_iter().map(texte).collect();
    cellules.extend([
        texte(i.section.as_str()),
        texte(i.groupe.as_str()),
        texte(i.id.as_str()),
        texte(i.libelle.as_str()),
        texte(i.unite.as_str()),
        nombre(valeur),
        texte(etat(statut)),
        nombre(bornes.and_then(|b| b.min)),
        nombre(bornes.and_then(|b| b.max)),
        nombre(bas),
        nombre(haut),
        nombre(precision.petit_effectif),
        texte(if precision.publie { "oui" } else { "" }),
        nombre(couverture),
        texte(precision.annee.unwrap_or_default()),
        texte(precision.sources.join(" ")),
    ]);
    cellules
}
