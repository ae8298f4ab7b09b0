//! First day of the communes nouvelles whose code was, before, that of one of the communes merged.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::BaseIllisible;
use crate::model::{CodeCommune, DateCivile};
use crate::texte_toml;

const ORIGINES: &str = include_str!("origines.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    #[serde(rename = "source")]
    _source: String,
    origine: Vec<Origine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Origine {
    date: DateCivile,
    codes: Vec<String>,
}

/// By code: the first day on which it stood for the whole commune nouvelle.
///
/// # Errors
/// [`BaseIllisible`] when the embedded list is damaged.
pub(super) fn lire() -> Result<BTreeMap<CodeCommune, DateCivile>, BaseIllisible> {
    let fichier: Fichier =
        texte_toml::lire(ORIGINES, "origines.toml").map_err(|e| BaseIllisible(e.to_string()))?;
    let mut origines = BTreeMap::new();
    for origine in fichier.origine {
        for texte in &origine.codes {
            let code = CodeCommune::parse(texte).map_err(|_| BaseIllisible(texte.clone()))?;
            origines.insert(code, origine.date);
        }
    }
    Ok(origines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::embarquee;

    #[test]
    fn every_origin_is_older_than_the_change_or_the_split_of_its_code() {
        let (base, lues) = (embarquee(), lire().unwrap());
        assert_eq!(base.origines, lues);
        for (code, debut) in lues {
            let change = base.anciens.get(&code).filter(|a| a.entier);
            let separe = base.separations.iter().find(|s| s.de == code);
            let fin = change.and_then(|a| a.fin).or(separe.map(|s| s.date));
            assert!(fin > Some(debut), "{code}");
        }
        let entiers = base.anciens.iter().filter(|(_, a)| a.entier);
        for (code, _) in entiers.filter(|(c, _)| !c.as_str().starts_with("97")) {
            assert!(base.origines.contains_key(code), "{code}");
        }
    }
}
