//! The two vintages of an evolution: wide enough, dated, and far enough apart.

use crate::indicateurs::comparaison::Ecart;
use crate::indicateurs::definition::PeriodeEvolution;
use crate::indicateurs::donnees::Donnees;

/// What the dated vintages allow.
pub(super) enum Dates<'r> {
    /// Beginning and end.
    Choisies(u16, u16),
    /// All the vintages, sorted, and the rule that keeps them from being compared.
    TropProches(Vec<u16>, &'r Ecart),
    /// Fewer than two.
    Insuffisantes,
}

/// Chooses the beginning and the end of an evolution.
pub(super) fn choisir<'r>(
    donnees: &Donnees<'_>,
    variable: &str,
    periode: PeriodeEvolution,
    regle: Option<&'r Ecart>,
) -> Dates<'r> {
    let dates = comparables(donnees, variable);
    let Some((&derniere, departs)) = dates.split_last() else {
        return Dates::Insuffisantes;
    };
    let limite = regle.map_or(derniere, |r| r.dernier_comparable(derniere));
    let mut permis = departs.iter().copied().filter(|&d| d <= limite);
    let depart = match periode {
        PeriodeEvolution::Extremes => permis.next(),
        PeriodeEvolution::Dernieres => permis.next_back(),
    };
    match (depart, regle) {
        (Some(depart), _) => Dates::Choisies(depart, derniere),
        (None, Some(regle)) if !departs.is_empty() => Dates::TropProches(dates, regle),
        _ => Dates::Insuffisantes,
    }
}

/// Dated vintages, without the starting ones that know far fewer units than another: a file of one département
/// beside a national one would leave every other territory without an evolution.
fn comparables(donnees: &Donnees<'_>, variable: &str) -> Vec<u16> {
    let dates: Vec<u16> = donnees.millesimes(variable).into_iter().flatten().collect();
    let Some((derniere, departs)) = dates.split_last() else {
        return Vec::new();
    };
    let connues = |annee: u16| {
        let colonne = donnees.colonne(variable, Some(annee));
        colonne.map_or(0, |c| c.valeurs.connues())
    };
    let plus_large = departs.iter().map(|&a| connues(a)).max().unwrap_or(0);
    let mut gardees: Vec<u16> = departs
        .iter()
        .copied()
        .filter(|&a| connues(a) >= plus_large.div_ceil(2))
        .collect();
    gardees.push(*derniere);
    gardees
}
