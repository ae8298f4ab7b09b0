//! Figures that differ from one commune to the other: the mean of the territory is that of none of them.

use crate::francais::{avec_unite, compte, denombre, nombre};
use crate::model::{Constat, Dataset, Indicateur, Membre, Perimetre, RegleConstat};
use crate::rapport::plan_constats::ContrastePlan;
use crate::rapport::tableaux::Colonnes;
use crate::tri::Tri;

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
        let connues = communes.iter().filter(|(_, v)| v.connue().is_some());
        let connues = connues.count();
        // A ratio to nothing is none: what is zero is left out, and that is said.
        let retenues = communes.iter().filter_map(|(m, v)| {
            let valeur = v.connue().filter(|v| *v > 0.0)?;
            Some((valeur, referentiel.unite(m.unite)))
        });
        let mut retenues: Vec<_> = retenues.collect();
        retenues.trie_par(|a, b| a.0.total_cmp(&b.0).then(a.1.code.cmp(&b.1.code)));
        let ((bas, ici), (haut, la)) = (retenues.first()?, retenues.last()?);
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
            "{} va de {} ({}) à {} ({}) parmi {}.",
            p.sujet,
            premier,
            ici.nom,
            avec_unite(*haut, indicateur.decimales, &indicateur.unite),
            la.nom,
            parmi(
                [communes.len(), connues, retenues.len()],
                &compte(p.habitants_min, "habitant", "habitants"),
            ),
        );
        let regle = RegleConstat::Contraste.sur(&p.indicateur);
        let constat = Constat::new(regle, p.severite, indicateur.section, texte);
        Some(constat.avec_communes([ici.code, la.code]))
    };
    plan.iter().filter_map(dit).collect()
}

/// « les communes de 1 000 habitants ou plus », « les 328 communes (sur 447) … dont le chiffre est connu »: of these communes, how
/// many are known, and how many are known and not zero.
fn parmi([communes, connues, retenues]: [usize; 3], habitants: &str) -> String {
    let quoi = match (connues < communes, retenues < connues) {
        (false, false) => return format!("les communes de {habitants} ou plus"),
        (true, false) => "dont le chiffre est connu",
        (false, true) => "dont le chiffre n'est pas nul",
        (true, true) => "dont le chiffre est connu et n'est pas nul",
    };
    let combien = denombre(retenues, "commune", "communes");
    format!("les {combien} (sur {communes}) de {habitants} ou plus {quoi}")
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
    fn what_is_not_known_and_what_is_zero_are_told_apart() {
        let dit = |v| dits(v).remove(0).texte;
        let inconnue = dit(vec![Connue(26_000.0), Connue(18_000.0), Absente]);
        assert!(inconnue.contains("parmi les 2\u{a0}communes (sur 3) de "));
        assert!(inconnue.ends_with(" ou plus dont le chiffre est connu."));
        let nulle = dit(vec![Connue(26_000.0), Connue(18_000.0), Connue(0.0)]);
        assert!(
            nulle.ends_with(" dont le chiffre n'est pas nul."),
            "{nulle}"
        );
        assert!(parmi([4, 3, 2], "1").ends_with("est connu et n'est pas nul"));
        assert_eq!(parmi([3, 3, 3], "1"), "les communes de 1 ou plus");
    }

    #[test]
    fn what_is_masked_is_compared_with_nothing() {
        assert_eq!(dits(vec![Connue(26_000.0), Masquee, Absente]), []);
        assert_eq!(dits(vec![Connue(20_000.0), Connue(18_000.0), Masquee]), []);
    }
}
