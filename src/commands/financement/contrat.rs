//! The dates and the local contract that the options give.

use std::collections::BTreeMap;

use anyhow::Result;

use super::erreur::usage;
use super::resultats;
use crate::baremes::DateCivile;
use crate::cli::financement::OptionsFinancement;
use crate::commands::pipeline::regles::{self, Fichiers};
use crate::financement::{ContratLocal, Resultat, lire_contrat};

/// What the options say of the contract.
pub struct Contrat {
    /// Day of the signature.
    pub signature: Option<DateCivile>,
    /// Planned starts, by mission.
    pub demarrages: BTreeMap<String, DateCivile>,
    /// Indicators.
    pub local: Option<ContratLocal>,
    /// Results.
    pub resultats: Vec<Resultat>,
}

/// Reads them.
///
/// # Errors
/// Date or file that cannot be read.
pub fn lire(options: &OptionsFinancement, fichiers: &Fichiers) -> Result<Contrat> {
    let signature = options.signature.as_deref().map(|t| date("--signature", t));
    let mut demarrages = BTreeMap::new();
    for texte in &options.demarrage {
        let (mission, jour) = demarrage(texte)?;
        if demarrages.insert(mission.clone(), jour).is_some() {
            return Err(usage(format!(
                "--demarrage : la mission « {mission} » est donnée deux fois"
            )));
        }
    }
    let local = fichiers.contrat.first().map(|f| {
        let texte = regles::lire(&f.chemin)?;
        Ok::<_, anyhow::Error>(lire_contrat(&texte, &f.chemin.to_string_lossy())?)
    });
    let local = local.transpose()?;
    let resultats = options.resultats.as_deref().map(resultats::lire);
    Ok(Contrat {
        signature: signature.transpose()?,
        demarrages,
        local,
        resultats: resultats.transpose()?.unwrap_or_default(),
    })
}

fn demarrage(texte: &str) -> Result<(String, DateCivile)> {
    let (mission, jour) = texte.split_once('=').ok_or_else(|| {
        usage(format!(
            "--demarrage « {texte} » illisible\n  attendu : MISSION=AAAA-MM-JJ, par exemple prevention=2027-04-15"
        ))
    })?;
    Ok((mission.trim().to_owned(), date("--demarrage", jour)?))
}

fn date(option: &str, texte: &str) -> Result<DateCivile> {
    DateCivile::parse(texte).map_err(|_| {
        usage(format!(
            "{option} : « {texte} » n'est pas une date que le programme sait lire\n  attendu : un jour qui existe, de 1900 à 2999, écrit AAAA-MM-JJ, par exemple 2026-04-15"
        ))
    })
}
