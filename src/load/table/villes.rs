//! A city and its arrondissements municipaux in one file: when a figure that adds up does not, nobody knows which is true.

use std::collections::BTreeSet;

use crate::load::table::cle::CleSerie;
use crate::load::table::creux::SEUILS;
use crate::load::table::resultat::{Discordance, Table};
use crate::model::lecture::arrondissements;
use crate::model::{Referentiel, UniteId, Valeur};

/// Compares each city with its arrondissements in the series that add up; where they disagree, all become unknown.
pub fn confronte(
    referentiel: &Referentiel,
    s_ajoute: impl Fn(&CleSerie) -> bool,
    table: &mut Table,
) {
    let Some(ecart) = SEUILS.lu().map(|s| s.ecart_ville.valeur) else {
        return;
    };
    let villes: BTreeSet<UniteId> = referentiel
        .ids()
        .filter_map(|id| referentiel.unite(id).parent)
        .collect();
    for (cle, valeurs) in table.series.iter_mut().filter(|(cle, _)| s_ajoute(cle)) {
        for &ville in &villes {
            let siens = arrondissements(referentiel, ville);
            let Some((entiere, somme, complete)) = desaccord(valeurs, ville, siens, ecart) else {
                continue;
            };
            for id in std::iter::once(&ville).chain(siens) {
                if let Some(place) = valeurs.get_mut(id.0 as usize)
                    && *place != Valeur::Absente
                {
                    *place = Valeur::Rejetee;
                }
            }
            table.discordances.push(Discordance {
                cle: cle.clone(),
                ville,
                entiere,
                somme,
                complete,
            });
        }
    }
}

/// Figure of the city, sum of the arrondissements, whether it is complete; `None` when they may both be true.
fn desaccord(
    valeurs: &[Valeur],
    ville: UniteId,
    arrondissements: &[UniteId],
    ecart: f64,
) -> Option<(f64, f64, bool)> {
    let connue = |id: &UniteId| match valeurs.get(id.0 as usize) {
        Some(Valeur::Connue(x)) => Some(*x),
        _ => None,
    };
    let entiere = connue(&ville)?;
    let parts: Vec<f64> = arrondissements.iter().filter_map(connue).collect();
    let complete = parts.len() == arrondissements.len();
    let somme: f64 = parts.iter().sum();
    let tolere = ecart * entiere.abs().max(somme.abs());
    let positives = parts.iter().all(|x| *x >= 0.0);
    let faux = if complete {
        (somme - entiere).abs() > tolere
    } else {
        positives && somme - entiere > tolere
    };
    (faux && !parts.is_empty()).then_some((entiere, somme, complete))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Valeur::{Absente, Connue};

    #[test]
    fn a_part_is_at_most_the_whole_and_all_parts_make_it() {
        let (ville, parts) = (UniteId(0), [UniteId(1), UniteId(2)]);
        let lus = |v: [Valeur; 3]| desaccord(&v, ville, &parts, 0.001);
        assert_eq!(lus([Connue(9.0), Connue(4.0), Connue(5.0)]), None);
        assert_eq!(lus([Connue(9.0), Connue(4.0), Absente]), None);
        assert_eq!(lus([Absente, Connue(4.0), Connue(5.0)]), None);
        assert_eq!(
            lus([Connue(9.0), Connue(4.0), Connue(4.0)]),
            Some((9.0, 8.0, true))
        );
        assert_eq!(
            lus([Connue(9.0), Connue(10.0), Absente]),
            Some((9.0, 10.0, false))
        );
    }
}
