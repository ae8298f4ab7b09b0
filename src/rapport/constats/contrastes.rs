//! Figures that differ from one commune to the other: the mean of the territory is that of none of them.

use crate::francais::{avec_unite, compte, denombre, nombre};
use crate::model::{Constat, Dataset, Indicateur, Membre, Perimetre, RegleConstat};
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
        let communes = perimetre.membres.iter().zip(valeurs);
        let assez = |m: &Membre| referentiel.population(m.unite) >= p.habitants_min;
        let communes: Vec<_> = communes.filter(|(m, _)| assez(m)).collect();
        let connues = communes.iter().filter_map(|(m, v)| {
            let valeur = v.connue().filter(|v| *v > 0.0)?;
            Some((valeur, referentiel.unite(m.unite)))
        });
        let mut connues: Vec<_> = connues.collect();
        connues.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.code.cmp(&b.1.code)));
        let ((bas, ici), (haut, la)) = (connues.first()?, connues.last()?);
        if haut / bas < p.rapport_min {
            return None;
        }
        // A share bears its sign on both sides; another unit is said once.
        let premier = if indicateur.unite.starts_with('%') {
            avec_unite(*bas, indicateur.decimales, &indicateur.unite)
        } else {
            nombre(*bas, usize::from(indicateur.decimales))
        };
        let texte = format!(
            "{} va de {} ({}) à {} ({}) parmi {} de {} ou plus{}.",
            p.sujet,
            premier,
            ici.nom,
            avec_unite(*haut, indicateur.decimales, &indicateur.unite),
            la.nom,
            parmi(connues.len(), communes.len()),
            compte(p.habitants_min, "habitant", "habitants"),
            if connues.len() < communes.len() {
                " dont le chiffre est connu"
            } else {
                ""
            },
        );
        let regle = RegleConstat::Contraste.sur(&p.indicateur);
        let constat = Constat::new(regle, p.severite, indicateur.section, texte);
        Some(constat.avec_communes([ici.code, la.code]))
    };
    plan.iter().filter_map(dit).collect()
}

/// « les communes », « les 328 communes (sur 447) » when not all of them have a figure.
fn parmi(connues: usize, communes: usize) -> String {
    if connues == communes {
        return "les communes".to_owned();
    }
    let combien = denombre(connues, "commune", "communes");
    format!("les {combien} (sur {communes})")
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
        assert!(texte.contains(" parmi les communes de "), "{texte}");
    }

    #[test]
    fn how_many_communes_are_known_is_told_when_they_are_not_all() {
        assert_eq!(parmi(3, 3), "les communes");
        assert_eq!(parmi(328, 447), "les 328\u{a0}communes (sur 447)");
        let dit = dits(vec![Connue(26_000.0), Connue(18_000.0), Absente]);
        for d in dit {
            assert!(d.texte.contains("(sur ") && d.texte.contains("dont le chiffre est connu"));
        }
    }

    #[test]
    fn what_is_masked_is_compared_with_nothing() {
        assert_eq!(dits(vec![Connue(26_000.0), Masquee, Absente]), []);
        assert_eq!(dits(vec![Connue(20_000.0), Connue(18_000.0), Masquee]), []);
    }
}
