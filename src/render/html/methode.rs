//! « Méthode et sources »: the birth certificate of every figure, the files, and what was set aside.

use minijinja::{Value, context};

use crate::model::{Indicateur, Source, Statut};
use crate::render::nombre::nombre;
use crate::render::svg::ancre;

use super::contexte::Contexte;
use super::indicateurs::{self, couverture_partielle, valeur};
use super::tableau::Grille;
use crate::francais::denombre;
use crate::rapport::mots::lien_sur;

/// Certificates, sources, files not recognised, rejected rows.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let rapport = contexte.rapport;
    let donnees = &rapport.donnees;
    context! {
        indicateurs => rapport.indicateurs.iter().map(|i| fiche(contexte, i)).collect::<Vec<_>>(),
        sources => rapport.sources.iter().zip(1..).map(|(s, n)| source(s, n)).collect::<Vec<_>>(),
        rejets_total => donnees.rejets_total,
        rejets_dits => denombre(donnees.rejets_total, "ligne écartée", "lignes écartées"),
        rejets => rejets(contexte),
        non_reconnus => non_reconnus(contexte),
        schema => &rapport.schema,
    }
}

/// Birth certificate of a figure.
fn fiche(contexte: &Contexte, indicateur: &Indicateur) -> Value {
    let rapporte = |v: Option<f64>| v.map(|v| nombre(v, decimales(v)));
    let absent = indicateur.statut == Statut::Absent;
    context! {
        ancre => ancre(&indicateur.id),
        id => &indicateur.id,
        libelle => &indicateur.libelle,
        section => indicateur.section.as_str(),
        valeur => valeur(indicateur),
        unite => unite_de_fiche(indicateur),
        formule => &indicateur.formule,
        numerateur => rapporte(indicateur.numerateur),
        denominateur => rapporte(indicateur.denominateur),
        millesime => indicateurs::marquer(indicateur.millesime.as_deref().unwrap_or("non daté")),
        couverture => (!absent && !indicateur.est_un_repere()).then(|| {
            couverture_partielle(indicateur.couverture)
                .map_or_else(|| "couverture complète".to_owned(), |dite| format!("couverture : {dite}"))
        }),
        motif => &indicateur.motif,
        sources => contexte.renvois(&indicateur.sources),
    }
}

/// The unit to write under the value, unless the value carries its sign of percent.
fn unite_de_fiche(indicateur: &Indicateur) -> &str {
    match indicateurs::unite(indicateur) {
        unite if unite.starts_with('%') => "",
        unite => unite,
    }
}

/// Decimals of a numerator: none for a whole number.
fn decimales(valeur: f64) -> u8 {
    if valeur.fract().abs() < 1e-9 { 0 } else { 2 }
}

fn source(source: &Source, numero: usize) -> Value {
    context! {
        numero,
        libelle => &source.libelle,
        fichier => &source.fichier,
        sha256 => &source.sha256,
        producteur => &source.producteur,
        millesime => &source.millesime,
        cog => &source.cog,
        licence => &source.licence,
        url => &source.url,
        lien => source.url.as_deref().is_some_and(lien_sur),
    }
}

fn rejets(contexte: &Contexte) -> Option<Value> {
    let mut grille = Grille::new(
        "Lignes écartées qui touchent le périmètre",
        &[
            ("Fichier", false),
            ("Ligne", true),
            ("Colonne", false),
            ("Valeur lue", false),
            ("Motif", false),
            ("Commune", false),
        ],
    );
    grille.lignes = contexte
        .rapport
        .donnees
        .rejets_perimetre
        .iter()
        .map(|r| {
            vec![
                r.fichier.clone(),
                r.ligne.to_string(),
                r.colonne.clone().unwrap_or_default(),
                r.valeur.clone(),
                r.motif.clone(),
                r.commune.map_or_else(String::new, |c| contexte.commune(c)),
            ]
        })
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}

fn non_reconnus(contexte: &Contexte) -> Option<Value> {
    let mut grille = Grille::new(
        "Fichiers non reconnus",
        &[("Fichier", false), ("Motif", false)],
    );
    let fichiers = &contexte.rapport.donnees.non_reconnus;
    grille.lignes = fichiers
        .iter()
        .map(|f| vec![f.fichier.clone(), f.motif.clone()])
        .collect();
    (!grille.lignes.is_empty()).then(|| grille.vue())
}
