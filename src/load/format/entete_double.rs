//! A header over two rows: the upper one names groups of columns, the lower one the columns of each group.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::load::source::normalise::normalise;

/// The names of the columns when a row is the header; with the row above when the header is `double`.
#[must_use]
pub fn noms(double: bool, lignes: &[Vec<String>], rang: usize) -> Cow<'_, [String]> {
    let ligne = lignes.get(rang).map_or(&[][..], Vec::as_slice);
    let dessus = rang.checked_sub(1).and_then(|r| lignes.get(r));
    match dessus.filter(|_| double) {
        Some(haut) => Cow::Owned(compose(haut, ligne)),
        None => Cow::Borrowed(ligne),
    }
}

/// The names of the columns: that of the group, which runs to the next one, then that of the column.
///
/// `["Code", "Médecins", ""]` over `["", "Effectif", "Part"]` gives `Code`, `Médecins Effectif`, `Médecins Part`.
#[must_use]
pub fn compose(haut: &[String], bas: &[String]) -> Vec<String> {
    let mut groupe = "";
    (0..haut.len().max(bas.len()))
        .map(|rang| {
            let dessus = haut.get(rang).map_or("", |c| c.trim());
            let dessous = bas.get(rang).map_or("", |c| c.trim());
            if !dessus.is_empty() {
                groupe = dessus;
            }
            match (dessus.is_empty(), dessous.is_empty()) {
                (true, true) => String::new(),
                (_, true) => dessus.to_owned(),
                (_, false) if groupe.is_empty() => dessous.to_owned(),
                _ => format!("{groupe} {dessous}"),
            }
        })
        .collect()
}

/// Whether two rows are such a header: a group runs over several columns, and tells apart names that the lower row repeats or
/// completes a name that it lacks.
#[must_use]
pub fn est(haut: &[String], bas: &[String]) -> bool {
    let vide = |l: &[String], rang: usize| l.get(rang).is_none_or(|c| c.trim().is_empty());
    let largeur = haut.len().max(bas.len());
    let court = (0..largeur).any(|r| vide(haut, r) && !vide(bas, r));
    let complete = (0..largeur).any(|r| !vide(haut, r) && vide(bas, r));
    let chiffre = bas
        .iter()
        .any(|c| crate::load::format::nombre::nombre(c).is_some());
    let distincts = |noms: &[String]| {
        let noms: BTreeSet<String> = noms.iter().map(|n| normalise(n)).collect();
        noms.len()
    };
    let tells = distincts(&compose(haut, bas)) > distincts(bas);
    let groupes = haut.iter().filter(|c| !c.trim().is_empty()).count() > 1;
    court && !chiffre && groupes && (complete || tells)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ligne(cellules: &[&str]) -> Vec<String> {
        cellules.iter().map(|c| (*c).to_owned()).collect()
    }

    #[test]
    fn a_group_runs_to_the_next_one() {
        let haut = ligne(&["Code", "Médecins", "", "Infirmiers", ""]);
        let bas = ligne(&["", "Effectif", "Part", "Effectif", "Part"]);
        assert!(est(&haut, &bas));
        let noms = compose(&haut, &bas);
        assert_eq!(noms[0], "Code");
        assert_eq!(noms[2..4], ["Médecins Part", "Infirmiers Effectif"]);
    }

    #[test]
    fn titles_units_and_labels_above_codes_are_not_groups() {
        let codes = ligne(&["CODGEO", "P22_POP", "P22_LOG"]);
        for (haut, bas) in [
            (ligne(&["Export du 3 mai", "", ""]), codes.clone()),
            (
                ligne(&["Code géographique", "Population", "Logements"]),
                codes,
            ),
            (
                ligne(&["Code", "APL", "Population"]),
                ligne(&["", "consultations", "habitants"]),
            ),
            (ligne(&["Code", "", "2024"]), ligne(&["48095", "12", ""])),
        ] {
            assert!(!est(&haut, &bas), "{haut:?} {bas:?}");
        }
    }
}
