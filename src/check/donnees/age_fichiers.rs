//! Files that a later one has probably replaced, at the date given: the rhythm of each producer is data, in `rythmes.toml`.

use serde::Deserialize;

use super::{Dossier, est_du_format};
use crate::francais::denombre;
use crate::model::{Constat, DateCivile, ErreurDonnees, RegleConstat, SectionId, Severite, Source};
use crate::texte_toml::Embarque;

static RYTHMES: Embarque<Fichier> = Embarque::new(include_str!("rythmes.toml"), "rythmes.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    retard_attention: Retard,
    rythme: Vec<Rythme>,
}

/// From how many late vintages the reader is asked to act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Retard {
    valeur: u16,
    #[serde(rename = "unite")]
    _unite: String,
    #[serde(rename = "reference")]
    _reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

/// When the yearly file of a vintage is out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rythme {
    /// Ids of formats, a final `*` taking every end.
    formats: Vec<String>,
    /// Months from the end of the year of the figures to the day when the file is surely out.
    decalage_mois: u16,
    /// What was seen, that the delay rests on.
    reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

impl Rythme {
    /// The latest vintage that is out on a day.
    fn attendu(&self, jour: DateCivile) -> Option<u16> {
        let annee = u16::try_from(jour.annee()).ok()?;
        let paru = |a: &u16| {
            DateCivile::premier_janvier(a + 1)
                .is_some_and(|fin| fin.plus_mois(self.decalage_mois) <= jour)
        };
        (annee.saturating_sub(20)..=annee).rev().find(paru)
    }
}

pub(super) fn verifier(d: &Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let lu = RYTHMES.lire()?;
    let Some(jour) = d.date else {
        return Ok(Vec::new());
    };
    let sources = &d.contexte.dataset.sources;
    let constat = |source: &Source| {
        let rythme = rythme(&lu.rythme, source)?;
        let plus_recente = sources.iter().any(|s| {
            std::ptr::eq(rythme, rythme_ou(&lu.rythme, s, rythme)) && annee(s) > annee(source)
        });
        if plus_recente {
            return None;
        }
        constat(lu, rythme, source, jour)
    };
    Ok(sources.iter().filter_map(constat).collect())
}

fn rythme<'r>(rythmes: &'r [Rythme], source: &Source) -> Option<&'r Rythme> {
    rythmes
        .iter()
        .find(|r| r.formats.iter().any(|f| est_du_format(&source.id, f)))
}

/// The rhythm of another source when it has one; anything else than `sien` otherwise.
fn rythme_ou<'r>(rythmes: &'r [Rythme], source: &Source, sien: &'r Rythme) -> &'r Rythme {
    let autre = rythmes.iter().find(|r| !std::ptr::eq(*r, sien));
    rythme(rythmes, source).or(autre).unwrap_or(sien)
}

/// The last year that a source gives.
fn annee(source: &Source) -> Option<u16> {
    let annees = source.millesime.split(|c: char| !c.is_ascii_digit());
    annees
        .filter(|a| a.len() == 4)
        .filter_map(|a| a.parse().ok())
        .max()
}

fn constat(lu: &Fichier, rythme: &Rythme, source: &Source, jour: DateCivile) -> Option<Constat> {
    let (ici, attendu) = (annee(source)?, rythme.attendu(jour)?);
    let retard = attendu.checked_sub(ici).filter(|r| *r > 0)?;
    let severite = if retard >= lu.retard_attention.valeur {
        Severite::Attention
    } else {
        Severite::Information
    };
    let texte = format!(
        "{} ({}) est de {ici}\u{a0}: au rythme de son producteur ({}), un millésime {attendu} est sans doute publié ({} de retard). Repère\u{a0}: {}.",
        source.libelle,
        source.fichier,
        source.producteur,
        denombre(usize::from(retard), "millésime", "millésimes"),
        rythme.reference,
    );
    let constat = Constat::new(RegleConstat::FichierAncien, severite, SectionId::S0, texte);
    Some(constat.avec_origine(source.fichier.clone()))
}
