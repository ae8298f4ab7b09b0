//! What every part of the page needs: numbers of the sources, names of the communes, columns of comparison.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::Value;

use crate::model::{CodeCommune, Niveau};
use crate::rapport::Rapport;
use crate::rapport::comparables;
use crate::render::nombre::pourcent;

/// The report with its indexes.
pub(super) struct Contexte<'a> {
    /// The report.
    pub rapport: &'a Rapport,
    numeros: BTreeMap<&'a str, usize>,
    noms: BTreeMap<CodeCommune, &'a str>,
    /// Territories of comparison, in the order of the columns.
    pub territoires: BTreeMap<(Niveau, &'a str), &'a str>,
}

impl<'a> Contexte<'a> {
    /// Indexes a report.
    pub(super) fn new(rapport: &'a Rapport) -> Self {
        let numeros = rapport
            .sources
            .iter()
            .zip(1..)
            .map(|(s, n)| (s.id.as_str(), n))
            .collect();
        let voisines = rapport.cartes.iter().flat_map(|c| &c.communes);
        let communes = rapport.perimetre.communes.iter();
        let noms = voisines
            .map(|c| (c.code, c.nom.as_str()))
            .chain(communes.map(|c| (c.code, c.nom.as_str())))
            .collect();
        let comparateurs = rapport.indicateurs.iter().flat_map(|i| &i.comparateurs);
        let redondants = comparables::redondants(&rapport.indicateurs);
        let territoires = comparateurs
            .filter(|c| comparables::utile(&redondants, c))
            .map(|c| ((c.niveau, c.code.as_str()), c.nom.as_str()))
            .collect();
        Self {
            rapport,
            numeros,
            noms,
            territoires,
        }
    }

    /// Numbers of some sources, sorted, without duplicates; an unknown one keeps its identifier.
    pub(super) fn renvois(&self, ids: &[String]) -> Vec<Value> {
        let connus: BTreeSet<usize> = ids
            .iter()
            .filter_map(|id| self.numeros.get(id.as_str()).copied())
            .collect();
        let inconnus: BTreeSet<&String> = ids
            .iter()
            .filter(|id| !self.numeros.contains_key(id.as_str()))
            .collect();
        let inconnus = inconnus.into_iter().map(|id| Value::from(id.as_str()));
        connus
            .into_iter()
            .map(Value::from)
            .chain(inconnus)
            .collect()
    }

    /// « Nom (code) », or the code alone.
    pub(super) fn commune(&self, code: CodeCommune) -> String {
        self.noms
            .get(&code)
            .map_or_else(|| code.to_string(), |nom| format!("{nom} ({code})"))
    }

    /// Whether the commune is worth naming under a finding: in the perimeter, or an arrondissement of a city.
    pub(super) fn connait(&self, code: CodeCommune) -> bool {
        let communes = &self.rapport.perimetre.communes;
        communes.iter().any(|c| c.code == code) || code.de_ville_a_arrondissements()
    }

    /// Name of a commune, or its code.
    pub(super) fn nom(&self, code: CodeCommune) -> String {
        self.noms
            .get(&code)
            .map_or_else(|| code.to_string(), |nom| (*nom).to_owned())
    }
}

/// « 92 % » of a share from 0 to 1: never 100 % (nor 0 %) by rounding.
pub(super) fn part(valeur: f64) -> String {
    let cent = valeur * 100.0;
    if valeur < 1.0 && cent > 99.9 {
        format!("plus de {}", pourcent(99.9, 1))
    } else if valeur > 0.0 && cent < 0.1 {
        format!("moins de {}", pourcent(0.1, 1))
    } else if valeur < 1.0 && cent > 99.0 || valeur > 0.0 && cent < 1.0 {
        pourcent(cent, 1)
    } else {
        pourcent(cent, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_to_all_or_nothing() {
        assert_eq!(part(1.0), "100\u{A0}%");
        assert_eq!(part(0.9994), "plus de 99,9\u{A0}%");
        assert_eq!(part(0.994), "99,4\u{A0}%");
        assert_eq!(part(0.75), "75\u{A0}%");
        assert_eq!(part(0.0004), "moins de 0,1\u{A0}%");
        assert_eq!(part(0.0), "0\u{A0}%");
    }
}
