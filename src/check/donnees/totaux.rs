//! Totals of a national file against those that its producer gives: the published totals are data, in `totaux.toml`.

use serde::Deserialize;

use super::Dossier;
use crate::francais;
use crate::model::lecture::{Lu, compte};
use crate::model::{Colonne, Constat, DateCivile, ErreurDonnees, RegleConstat, SectionId};
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
    let constats = |t: &Total| {
        let siennes = colonnes(d, t).into_iter();
        siennes
            .filter_map(|c| constat(d, t, c, lu.national))
            .collect::<Vec<_>>()
    };
    Ok(lu.total.iter().flat_map(constats).collect())
}

/// The columns that give a total: that of the embedded base or of a preferred file, and those that give way to it.
fn colonnes<'d>(d: &Dossier<'d>, total: &Total) -> Vec<&'d Colonne> {
    let dataset = d.contexte.dataset;
    let gardee = dataset.colonne(&total.variable, Some(total.millesime));
    let ecartees = dataset.ecartees.iter().map(|e| &e.colonne);
    let sienne =
        |c: &&Colonne| c.variable == total.variable && c.millesime == Some(total.millesime);
    gardee.into_iter().chain(ecartees.filter(sienne)).collect()
}

fn constat(d: &Dossier<'_>, total: &Total, colonne: &Colonne, national: f64) -> Option<Constat> {
    let c = &d.contexte;
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
