//! « Méthode et sources »: the birth certificate of every figure, by family, and the files that are cited.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::model::{Indicateur, SectionId, Source, Statut};
use crate::render::nombre::nombre;

use super::contexte::Contexte;
use super::indicateurs::{self, couverture_partielle};
use crate::francais::denombre;
use crate::rapport::mots::lien_sur;

/// Certificates by section then by family, and the sources that the figures cite.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let (citees, _) = sources(contexte);
    context! {
        sections => sections(contexte),
        sources => citees,
        schema => &contexte.rapport.schema,
    }
}

/// The certificates of each section, family by family, in the order of the sections.
fn sections(contexte: &Contexte) -> Vec<Value> {
    let mut par_section: BTreeMap<SectionId, Vec<&Indicateur>> = BTreeMap::new();
    for indicateur in &contexte.rapport.indicateurs {
        par_section
            .entry(indicateur.section)
            .or_default()
            .push(indicateur);
    }
    let titre = |id: SectionId| {
        let sienne = contexte.rapport.sections.iter().find(|s| s.id == id);
        sienne.map_or("Autres résultats", |s| s.titre.as_str())
    };
    let une = |(id, membres): (SectionId, Vec<&Indicateur>)| {
        let familles = indicateurs::par_groupe(&membres)
            .into_iter()
            .map(|(nom, siens)| {
                let fiches = siens.iter().map(|i| fiche(i));
                context! { nom, fiches => fiches.collect::<Vec<_>>() }
            });
        context! {
            id => id.as_str(),
            titre => titre(id),
            nombre => denombre(membres.len(), "indicateur", "indicateurs"),
            familles => familles.collect::<Vec<_>>(),
        }
    };
    par_section.into_iter().map(une).collect()
}

/// The sources, numbered as the page cites them: those that a figure, a table or a chart cites, then the others.
pub(super) fn sources(contexte: &Contexte) -> (Vec<Value>, Vec<Value>) {
    let rapport = contexte.rapport;
    let comparees = rapport.indicateurs.iter().flat_map(|i| &i.comparateurs);
    let comparees = comparees
        .filter_map(|c| c.publie.as_ref())
        .flat_map(|p| &p.sources);
    let citees: BTreeSet<&String> = comparees
        .chain(rapport.indicateurs.iter().flat_map(|i| &i.sources))
        .chain(rapport.tableaux.iter().flat_map(|t| &t.sources))
        .chain(rapport.graphiques.iter().flat_map(|g| &g.sources))
        .chain(&rapport.zones_blanches.sources)
        .chain(&rapport.sous_densite.sources)
        .collect();
    let numerotees = rapport.sources.iter().zip(1..);
    let (oui, non): (Vec<_>, Vec<_>) = numerotees.partition(|(s, _)| citees.contains(&s.id));
    let dire =
        |liste: Vec<(&Source, usize)>| liste.into_iter().map(|(s, n)| source(s, n)).collect();
    (dire(oui), dire(non))
}

/// Birth certificate of a figure: what its row, in its section, does not say.
fn fiche(indicateur: &Indicateur) -> Value {
    let rapporte = |v: Option<f64>| v.map(|v| nombre(v, decimales(v)));
    let absent = indicateur.statut == Statut::Absent;
    context! {
        id => &indicateur.id,
        libelle => &indicateur.libelle,
        formule => &indicateur.formule,
        numerateur => rapporte(indicateur.numerateur),
        denominateur => rapporte(indicateur.denominateur),
        couverture => (!absent && !indicateur.est_un_repere()).then(|| {
            couverture_partielle(indicateur.couverture).unwrap_or_else(|| "complète".to_owned())
        }),
    }
}

/// Decimals of a numerator: none for a whole number.
fn decimales(valeur: f64) -> u8 {
    if valeur.fract().abs() < 1e-9 { 0 } else { 2 }
}

/// A file read, for the templates.
pub(super) fn source(source: &Source, numero: usize) -> Value {
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
