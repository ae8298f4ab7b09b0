//! Two figures of two reports: whether their vintages may be compared.

use super::Catalogue;
use super::comparaison::ecart;
use crate::model::Indicateur;

/// Why two vintages of a figure may not be compared, in French; `None` when they may.
#[must_use]
pub fn refus(catalogue: &Catalogue, avant: &Indicateur, apres: &Indicateur) -> Option<String> {
    let annees = [avant, apres].map(|i| derniere_annee(i.millesime.as_deref()?));
    let [Some(a), Some(b)] = annees else {
        return None;
    };
    let ans = a.abs_diff(b);
    if ans == 0 {
        return None;
    }
    let variables = catalogue.definition(&avant.id)?.regle.variables();
    let regle = variables
        .iter()
        .filter_map(|v| ecart(v))
        .find(|e| ans < e.ecart_minimal)?;
    Some(format!(
        "{} de {} et {}, distantes de moins de {} {}\u{a0}: {}",
        regle.libelle,
        a.min(b),
        a.max(b),
        regle.ecart_minimal,
        regle.unite,
        regle.motif
    ))
}

/// The last year that a vintage names.
fn derniere_annee(millesime: &str) -> Option<u16> {
    let mots = millesime.split(|c: char| !c.is_ascii_digit());
    let annees = mots.filter(|m| m.len() == 4).filter_map(|m| m.parse().ok());
    annees.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_year_of_a_vintage() {
        assert_eq!(derniere_annee("2017 et 2023"), Some(2023));
        assert_eq!(derniere_annee("non daté"), None);
        assert_eq!(derniere_annee("31/12/2024"), Some(2024));
    }
}
