//! The scale of percentages, and of the figures of levels wider than the commune: judged by the same rules as those of communes.

use std::collections::BTreeMap;

use super::{hors_plage, remede};
use crate::load::format::grandeurs::{Fraction, Grandeurs, Soupcon};
use crate::load::table::cle::CleSerie;
use crate::load::table::resultat::{Refus, Table};
use crate::model::{Niveau, Valeur};

/// Why a column of percentages is one of fractions.
pub(super) fn fraction(f: &Fraction, valeurs: &[Valeur]) -> Option<String> {
    let connues = valeurs.iter().filter_map(|v| v.connue());
    let connues: Vec<f64> = connues.filter(|x| *x != 0.0).collect();
    if connues.len() < f.territoires || connues.iter().any(|x| x.abs() > 1.0) {
        return None;
    }
    let plus = connues.iter().copied().fold(0.0, f64::max);
    let soupcon = Soupcon {
        facteur: 0.01,
        unite: "fraction".to_owned(),
        dit: "en fraction (0,145 pour 14,5 %)".to_owned(),
    };
    Some(format!(
        "aucune de ses valeurs ne dépasse {}, quand ce sont des pourcentages ({}). {}",
        crate::francais::court(plus),
        f.justification,
        remede(&[soupcon], 0.01)
    ))
}

/// Why the figures of a variable cannot be those that they are read for, whatever the territories.
pub(super) fn hors_echelle(
    grandeurs: &Grandeurs,
    variable: &str,
    valeurs: &[Valeur],
) -> Option<String> {
    let mut medianes = grandeurs.medianes.iter();
    let hors = medianes.find_map(|m| {
        let dite = m.variables.concerne(variable);
        dite.then(|| hors_plage(m, valeurs)).flatten()
    });
    let mut fractions = grandeurs.fractions.iter();
    hors.or_else(|| {
        fractions.find_map(|f| {
            let dite = f.variables.concerne(variable);
            dite.then(|| fraction(f, valeurs)).flatten()
        })
    })
}

/// Takes out of the published figures the series of a level whose scale is wrong.
pub(super) fn controle_les_publies(grandeurs: &Grandeurs, table: &mut Table) {
    let mut series: BTreeMap<(Niveau, CleSerie), Vec<Valeur>> = BTreeMap::new();
    for ((niveau, _), chiffres) in &table.publies.chiffres {
        for (cle, valeur) in chiffres {
            series
                .entry((*niveau, cle.clone()))
                .or_default()
                .push(*valeur);
        }
    }
    for ((niveau, cle), valeurs) in series {
        let Some(motif) = hors_echelle(grandeurs, &cle.0, &valeurs) else {
            continue;
        };
        let siens = table.publies.chiffres.iter_mut();
        for (_, chiffres) in siens.filter(|((n, _), _)| *n == niveau) {
            chiffres.remove(&cle);
        }
        table
            .publies
            .chiffres
            .retain(|_, chiffres| !chiffres.is_empty());
        let entete = table.entetes.get(&cle).cloned();
        table.refus.push(Refus { cle, entete, motif });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::load::format::grandeurs::grandeurs;

    proptest! {
        /// Percentages of bassins de vie are kept, and refused once divided by a hundred.
        #[test]
        fn a_level_is_judged_as_communes_are(parts in prop::collection::vec(1.6_f64..60.0, 20..60), niveau in prop::sample::select(&[Niveau::BassinVie, Niveau::Epci, Niveau::Departement][..]), variable in prop::sample::select(&["taux_pauvrete", "part_hlm"][..]), fraction in any::<bool>()) {
            let mut table = Table::default();
            for (i, part) in parts.iter().enumerate() {
                let x = if fraction { part / 100.0 } else { *part };
                let cle = (variable.to_owned(), Some(2021));
                let siens = table.publies.chiffres.entry((niveau, i.to_string())).or_default();
                siens.insert(cle, Valeur::Connue(x));
            }
            controle_les_publies(grandeurs().unwrap(), &mut table);
            prop_assert_eq!(table.publies.chiffres.is_empty(), fraction);
            prop_assert_eq!(table.refus.len(), usize::from(fraction));
        }
    }
}
