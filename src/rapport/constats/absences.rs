//! Professionals and structures that a territory of this size is expected to have, and has not.

use crate::francais::{compte, joindre};
use crate::model::{Constat, Indicateur, RegleConstat, Statut};
use crate::rapport::plan_constats::{AbsencePlan, ElementPlan};

/// One finding for each list of the plan of which something is absent: a count read in whole is zero, and no other source counts
/// any.
#[must_use]
pub fn absences(plan: &[AbsencePlan], indicateurs: &[Indicateur], population: f64) -> Vec<Constat> {
    let dit = |p: &AbsencePlan| {
        let manquants = p.element.iter();
        let manquants = manquants.filter(|e| population >= e.population_min);
        let manquants: Vec<&str> = manquants
            .filter(|e| absent(e, indicateurs))
            .map(|e| e.nom.as_str())
            .collect();
        let debut = match manquants.len() {
            0 => return None,
            1 => &p.un,
            _ => &p.plusieurs,
        };
        let texte = format!(
            "{debut} ({})\u{a0}: {}.",
            compte(population, "habitant", "habitants"),
            joindre(&manquants)
        );
        let regle = RegleConstat::Absence.sur(&p.id);
        Some(Constat::new(regle, p.severite, p.section, texte))
    };
    plan.iter().filter_map(dit).collect()
}

/// What a list would say absent of a territory too small for its rule to speak, each with the population from which it does: a
/// finding that goes because of it is no change of the territory.
#[must_use]
pub fn tues<'p>(
    plan: &'p [AbsencePlan],
    id: &str,
    (indicateurs, population): (&[Indicateur], f64),
) -> Vec<(&'p str, f64)> {
    let sienne = plan.iter().find(|p| p.id == id);
    let elements = sienne.iter().flat_map(|p| &p.element);
    elements
        .filter(|e| population < e.population_min && absent(e, indicateurs))
        .map(|e| (e.nom.as_str(), e.population_min))
        .collect()
}

/// What is not read in whole says nothing of an absence; what counts one, of any source, refutes it.
fn absent(element: &ElementPlan, indicateurs: &[Indicateur]) -> bool {
    let lus = || {
        let siens = indicateurs.iter();
        siens.filter(|i| element.indicateurs.contains(&i.id))
    };
    let nul = |i: &Indicateur| i.statut == Statut::Publie && i.valeur == Some(0.0);
    let compte = |i: &Indicateur| i.valeur.is_some_and(|v| v > 0.0) || au_moins_un(i);
    lus().any(nul) && !lus().any(compte)
}

fn au_moins_un(indicateur: &Indicateur) -> bool {
    let bornes = indicateur.bornes.as_ref();
    bornes.and_then(|b| b.min).is_some_and(|min| min > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rapport::comparables::essais::population;
    use crate::rapport::plan_constats;

    fn compte_de(id: &str, valeur: Option<f64>, statut: Statut) -> Indicateur {
        Indicateur {
            id: id.to_owned(),
            valeur,
            statut,
            ..population(0.0, &[])
        }
    }

    fn textes(indicateurs: &[Indicateur], population: f64) -> Vec<String> {
        let plan = plan_constats::constats().unwrap().absence;
        let dits = absences(&plan, indicateurs, population);
        dits.into_iter().map(|c| c.texte).collect()
    }

    #[test]
    fn zero_of_a_territory_large_enough_is_an_absence_and_what_is_not_read_is_none() {
        let zero = |id| compte_de(id, Some(0.0), Statut::Publie);
        let lus = [
            zero("effectif_cardiologues"),
            compte_de("effectif_pediatres", Some(2.0), Statut::Publie),
            compte_de("effectif_dermatologues", Some(0.0), Statut::Partiel),
            compte_de("effectif_psychiatres", None, Statut::Absent),
        ];
        let dits = textes(&lus, 12_932.0);
        assert_eq!(dits.len(), 1);
        assert!(dits[0].starts_with("Spécialité sans praticien"), "{dits:?}");
        assert!(
            dits[0].ends_with("habitants)\u{a0}: cardiologie."),
            "{dits:?}"
        );
        assert_eq!(textes(&lus, 4_000.0), Vec::<String>::new());
    }

    #[test]
    fn one_source_that_counts_one_refutes_the_zero_of_another() {
        let bpe = compte_de("nombre_maisons_sante", Some(0.0), Statut::Publie);
        let liste = |valeur| compte_de("liste_maisons_sante", valeur, Statut::Partiel);
        assert_eq!(textes(std::slice::from_ref(&bpe), 8_000.0).len(), 1);
        assert!(textes(&[bpe, liste(Some(1.0))], 8_000.0).is_empty());
    }
}
