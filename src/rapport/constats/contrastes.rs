//! Figures that differ from one commune to the other: the mean of the territory is that of none of them.

use crate::francais::{avec_unite, compte, nombre};
use crate::model::{Constat, Dataset, Indicateur, Perimetre, RegleConstat};
use crate::rapport::plan_constats::ContrastePlan;
use crate::rapport::tableaux::Colonnes;

/// One finding for each figure of which the highest commune is far above the lowest, among those of enough inhabitants.
#[must_use]
pub fn contrastes(
    plan: &[ContrastePlan],
    dataset: &Dataset,
    perimetre: &Perimetre,
    indicateurs: &[Indicateur],
    lues: &Colonnes,
) -> Vec<Constat> {
    let dit = |p: &ContrastePlan| {
        let indicateur = indicateurs.iter().find(|i| i.id == p.indicateur)?;
        let valeurs = lues.valeurs.get(&p.indicateur)?;
        let referentiel = &dataset.referentiel;
        let connues = perimetre.membres.iter().zip(valeurs).filter_map(|(m, v)| {
            let unite = referentiel.unite(m.unite);
            let assez = referentiel.population(m.unite) >= p.habitants_min;
            Some((v.connue().filter(|v| assez && *v > 0.0)?, unite))
        });
        let mut connues: Vec<_> = connues.collect();
        connues.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.code.cmp(&b.1.code)));
        let ((bas, ici), (haut, la)) = (connues.first()?, connues.last()?);
        if haut / bas < p.rapport_min {
            return None;
        }
        let texte = format!(
            "{} va de {} ({}) à {} ({}) parmi les communes de {} ou plus.",
            p.sujet,
            nombre(*bas, usize::from(indicateur.decimales)),
            ici.nom,
            avec_unite(*haut, indicateur.decimales, &indicateur.unite),
            la.nom,
            compte(p.habitants_min, "habitant", "habitants"),
        );
        let regle = RegleConstat::Contraste.sur(&p.indicateur);
        let constat = Constat::new(regle, p.severite, indicateur.section, texte);
        Some(constat.avec_communes([ici.code, la.code]))
    };
    plan.iter().filter_map(dit).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::essais::trois_communes;
    use super::*;
    use crate::model::Valeur::{self, Absente, Connue, Masquee};
    use crate::rapport::comparables::essais::population;
    use crate::rapport::plan_constats;

    fn dits(valeurs: Vec<Valeur>) -> Vec<Constat> {
        let (dataset, perimetre) = trois_communes();
        let lues = Colonnes {
            valeurs: BTreeMap::from([("revenu_median".to_owned(), valeurs)]),
            ..Colonnes::default()
        };
        let indicateur = Indicateur {
            id: "revenu_median".to_owned(),
            unite: "€".to_owned(),
            ..population(0.0, &[])
        };
        let plan = plan_constats::constats().unwrap().contraste;
        contrastes(&plan, &dataset, &perimetre, &[indicateur], &lues)
    }

    #[test]
    fn the_lowest_and_the_highest_are_named() {
        let dit = dits(vec![Connue(26_000.0), Connue(18_000.0), Connue(20_000.0)]);
        let texte = &dit[0].texte;
        assert!(
            texte.contains("(Mende) à ") && texte.contains("(Langogne)"),
            "{texte}"
        );
        assert_eq!(dit[0].communes.len(), 2);
    }

    #[test]
    fn what_is_masked_is_compared_with_nothing() {
        assert_eq!(dits(vec![Connue(26_000.0), Masquee, Absente]), []);
        assert_eq!(dits(vec![Connue(20_000.0), Connue(18_000.0), Masquee]), []);
    }
}
