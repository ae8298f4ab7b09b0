//! Files of a feed that its producer has ended: still read, never fresher; the feeds are data, in `flux_termines.toml`.

use serde::Deserialize;

use super::{Dossier, est_du_format};
use crate::francais;
use crate::model::{Constat, DateCivile, ErreurDonnees, RegleConstat, SectionId, Severite};
use crate::texte_toml::Embarque;

static FLUX: Embarque<Fichier> =
    Embarque::new(include_str!("flux_termines.toml"), "flux_termines.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    flux: Vec<Flux>,
}

/// A feed that has ended.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flux {
    /// Ids of formats, a final `*` taking every end.
    formats: Vec<String>,
    /// What the name of a file holds, lower case; all the pieces of one entry.
    noms: Vec<Vec<String>>,
    libelle: String,
    /// Last day of the data.
    derniere: DateCivile,
    /// What takes its place.
    remplace_par: String,
    reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

pub(super) fn verifier(d: &Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let flux = FLUX.lire()?.flux.iter();
    Ok(flux.filter_map(|f| constat(d, f)).collect())
}

fn constat(d: &Dossier<'_>, flux: &Flux) -> Option<Constat> {
    let dataset = d.contexte.dataset;
    let du_format = |id: &str| flux.formats.iter().any(|f| est_du_format(id, f));
    let du_nom = |fichier: &str| {
        let nom = fichier.to_lowercase();
        let tous = |morceaux: &Vec<String>| morceaux.iter().all(|m| nom.contains(m));
        flux.noms.iter().any(tous)
    };
    let sources = dataset.sources.iter();
    let lus = sources
        .filter(|s| du_format(&s.id) || du_nom(&s.fichier))
        .map(|s| s.fichier.as_str());
    let autres = dataset.non_reconnus.iter().chain(&dataset.non_utilises);
    let autres = autres.map(|n| n.fichier.as_str()).filter(|f| du_nom(f));
    let mut fichiers: Vec<&str> = lus.chain(autres).collect();
    fichiers.sort_unstable();
    fichiers.dedup();
    let premier = (*fichiers.first()?).to_owned();
    let age = d
        .date
        .map(|jour| flux.derniere.jours_jusqu_a(jour))
        .filter(|jours| *jours > 0)
        .map_or(String::new(), |jours| {
            format!(", {jours} jours avant cette vérification")
        });
    let texte = format!(
        "{} ({}) n'est plus mis à jour\u{a0}: ses dernières données sont du {}{age}. À la place\u{a0}: {}. Référence\u{a0}: {}.",
        flux.libelle,
        francais::enumerer(&fichiers, 3),
        francais::date(&flux.derniere.to_string()),
        flux.remplace_par,
        flux.reference,
    );
    let constat = Constat::new(
        RegleConstat::FluxTermine,
        Severite::Attention,
        SectionId::S0,
        texte,
    );
    Some(constat.avec_origine(premier))
}
