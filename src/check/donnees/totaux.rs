//! Totals of a national file against those that its producer gives: the published totals are data, in `totaux.toml`.

use serde::Deserialize;

use super::Dossier;
use crate::francais;
use crate::model::lecture::{Lu, compte};
use crate::model::{Constat, DateCivile, ErreurDonnees, RegleConstat, SectionId};
use crate::texte_toml::Embarque;

static TOTAUX: Embarque<Fichier> = Embarque::new(include_str!("totaux.toml"), "totaux.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    /// Share of the population that makes a file national.
    national: f64,
    total: Vec<Total>,
}

/// A published total.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Total {
    variable: String,
    millesime: u16,
    libelle: String,
    unite: String,
    valeur: f64,
    /// Relative gap that is tolerated.
    ecart_max: f64,
    reference: String,
    #[serde(rename = "date")]
    _date: DateCivile,
    #[serde(rename = "confiance")]
    _confiance: String,
}

pub(super) fn verifier(d: &Dossier<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let lu = TOTAUX.lire()?;
    if d.contexte.referentiel().fictif {
        return Ok(Vec::new());
    }
    let constat = |t: &Total| constat(d, t, lu.national);
    Ok(lu.total.iter().filter_map(constat).collect())
}

fn constat(d: &Dossier<'_>, total: &Total, national: f64) -> Option<Constat> {
    let c = &d.contexte;
    let colonne = c.dataset.colonne(&total.variable, Some(total.millesime))?;
    let (mut somme, mut connus, mut tous) = (0.0, 0.0, 0.0);
    for m in &c.membres {
        let habitants = c.referentiel().population(m.unite);
        tous += habitants;
        if let Lu::Connu(x) = compte(c.referentiel(), colonne, m.unite) {
            somme += x;
            connus += habitants;
        }
    }
    let source = c.dataset.source(colonne.source)?;
    let ecart = (somme / total.valeur - 1.0).abs();
    (connus >= national * tous && ecart > total.ecart_max).then(|| {
        let texte = format!(
            "{} de {} totalisent {} {} pour {} publiés\u{a0}: le fichier est incomplet, double ou d'un autre champ. Total\u{a0}: {}.",
            francais::majuscule(&total.libelle),
            source.fichier,
            francais::nombre(somme, 0),
            total.unite,
            francais::nombre(total.valeur, 0),
            total.reference,
        );
        c.attention(RegleConstat::TotalDifferent, SectionId::S0, texte, &[], source)
    })
}
