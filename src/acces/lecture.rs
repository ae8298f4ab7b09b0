//! How a figure is read for a unit: a city through its arrondissements municipaux when the file gives these.

use std::collections::BTreeMap;

use crate::model::{
    Colonne, ColonneClasse, Dataset, Membre, Referentiel, SourceId, UniteId, Valeur,
};

/// Population municipale of a unit, inhabitants: that of the référentiel, else of the latest file; `None` when unknown.
#[must_use]
pub fn population(d: &Dataset, id: UniteId) -> Option<f64> {
    let du_referentiel = d.referentiel.unite(id).population.map(f64::from);
    du_referentiel.or_else(|| d.derniere("population_municipale")?.valeur(id).connue())
}

/// Arrondissements through which a column is read for a city; empty when the unit is read directly.
#[must_use]
pub fn a_travers<'a>(r: &'a Referentiel, colonne: &Colonne, id: UniteId) -> &'a [UniteId] {
    let arrondissements = r.arrondissements(id);
    let renseigne = |a: &UniteId| colonne.valeur(*a) != Valeur::Absente;
    if arrondissements.iter().any(renseigne) {
        arrondissements
    } else {
        &[]
    }
}

/// Members as the column describes them: a city gives way to its arrondissements when these have values.
#[must_use]
pub fn membres_lus(r: &Referentiel, colonne: &Colonne, membres: &[Membre]) -> Vec<Membre> {
    membres
        .iter()
        .flat_map(|m| eclater(a_travers(r, colonne, m.unite), *m))
        .collect()
}

/// Members as a categorical column describes them.
#[must_use]
pub fn membres_classes(r: &Referentiel, classe: &ColonneClasse, membres: &[Membre]) -> Vec<Membre> {
    membres
        .iter()
        .flat_map(|m| {
            let arrondissements = r.arrondissements(m.unite);
            let renseigne = arrondissements.iter().any(|&a| classe.code(a).is_some());
            eclater(if renseigne { arrondissements } else { &[] }, *m)
        })
        .collect()
}

fn eclater(arrondissements: &[UniteId], membre: Membre) -> Vec<Membre> {
    if arrondissements.is_empty() {
        return vec![membre];
    }
    let part = membre.part;
    arrondissements
        .iter()
        .map(|&unite| Membre { unite, part })
        .collect()
}

/// A count: for a city read through its arrondissements, their sum; masked (or absent) as soon as one of them is.
#[must_use]
pub fn effectif(r: &Referentiel, colonne: &Colonne, id: UniteId) -> Valeur {
    let arrondissements = a_travers(r, colonne, id);
    if arrondissements.is_empty() {
        return colonne.valeur(id);
    }
    combiner(
        arrondissements.iter().map(|&a| (colonne.valeur(a), 1.0)),
        |somme, _| somme,
    )
}

/// A rate: for a city read through its arrondissements, their mean weighted by `poids`, else by population.
#[must_use]
pub fn taux(d: &Dataset, colonne: &Colonne, poids: Option<&Colonne>, id: UniteId) -> Valeur {
    let arrondissements = a_travers(&d.referentiel, colonne, id);
    if arrondissements.is_empty() {
        return colonne.valeur(id);
    }
    let poids_publies: Option<Vec<f64>> = poids.and_then(|p| {
        arrondissements
            .iter()
            .map(|&a| p.valeur(a).connue())
            .collect()
    });
    let populations = || {
        arrondissements
            .iter()
            .map(|&a| population(d, a).unwrap_or(0.0))
    };
    let poids = poids_publies.unwrap_or_else(|| populations().collect());
    let valeurs = arrondissements.iter().map(|&a| colonne.valeur(a));
    combiner(valeurs.zip(poids), |somme, total| somme / total)
}

/// Weighted sum and sum of weights when every value is known.
fn combiner(
    valeurs: impl Iterator<Item = (Valeur, f64)>,
    finir: impl Fn(f64, f64) -> f64,
) -> Valeur {
    let (mut somme, mut total) = (0.0, 0.0);
    let (mut masquee, mut absente) = (false, false);
    for (valeur, poids) in valeurs {
        match valeur {
            Valeur::Connue(x) => {
                somme += x * poids;
                total += poids;
            }
            Valeur::Rejetee => return Valeur::Rejetee,
            Valeur::Masquee => masquee = true,
            Valeur::Absente => absente = true,
        }
    }
    let resultat = finir(somme, total);
    if masquee {
        return Valeur::Masquee;
    }
    if absente || !resultat.is_finite() {
        Valeur::Absente
    } else {
        Valeur::Connue(resultat)
    }
}

/// Class of a unit: its own, else that of its city, else the most populated class of its arrondissements.
#[must_use]
pub fn modalite<'a>(
    d: &Dataset,
    classe: &'a ColonneClasse,
    id: UniteId,
) -> Option<&'a (String, String)> {
    let ville = || classe.modalite(d.referentiel.unite(id).parent?);
    classe
        .modalite(id)
        .or_else(ville)
        .or_else(|| modalite_dominante(d, classe, id))
}

fn modalite_dominante<'a>(
    d: &Dataset,
    classe: &'a ColonneClasse,
    id: UniteId,
) -> Option<&'a (String, String)> {
    let mut poids: BTreeMap<&(String, String), f64> = BTreeMap::new();
    for &a in d.referentiel.arrondissements(id) {
        if let Some(m) = classe.modalite(a) {
            *poids.entry(m).or_default() += population(d, a).unwrap_or(0.0);
        }
    }
    // On a tie, the first class in code order.
    poids
        .into_iter()
        .rev()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(m, _)| m)
}

/// Ids of sources, in the order of the dataset, without duplicates.
#[must_use]
pub fn ids_des_sources(d: &Dataset, sources: impl IntoIterator<Item = SourceId>) -> Vec<String> {
    let mut rangs: Vec<SourceId> = sources.into_iter().collect();
    rangs.sort_unstable();
    rangs.dedup();
    rangs
        .into_iter()
        .filter_map(|s| d.source(s))
        .map(|s| s.id.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::essais::*;

    #[test]
    fn a_city_is_read_through_its_arrondissements() {
        let mut d = france();
        ajouter_connues(
            &mut d,
            "bpe_d265",
            &[(PARIS_1, 3.0), (PARIS_2, 4.0), (ALPHA, 1.0)],
        );
        let c = d.derniere("bpe_d265").unwrap();
        assert_eq!(effectif(&d.referentiel, c, PARIS), Valeur::Connue(7.0));
        assert_eq!(effectif(&d.referentiel, c, ALPHA), Valeur::Connue(1.0));
        assert_eq!(effectif(&d.referentiel, c, BETA), Valeur::Absente);
        let membres = [Membre {
            unite: PARIS,
            part: 0.5,
        }];
        let lus = membres_lus(&d.referentiel, c, &membres);
        assert_eq!(
            lus,
            [PARIS_1, PARIS_2].map(|unite| Membre { unite, part: 0.5 })
        );
    }

    #[test]
    fn masked_is_not_zero() {
        let mut d = france();
        let valeurs = [(PARIS_1, Valeur::Masquee), (PARIS_2, Valeur::Connue(4.0))];
        ajouter(&mut d, "bpe_d265", &valeurs);
        let c = d.derniere("bpe_d265").unwrap();
        assert_eq!(effectif(&d.referentiel, c, PARIS), Valeur::Masquee);
    }

    #[test]
    fn a_rate_is_weighted_by_its_own_population() {
        let mut d = france();
        ajouter_connues(&mut d, "apl_mg", &[(PARIS_1, 2.0), (PARIS_2, 5.0)]);
        let c = d.derniere("apl_mg").unwrap().clone();
        assert_eq!(taux(&d, &c, None, PARIS), Valeur::Connue(4.0));
        ajouter_connues(&mut d, "apl_mg_pop_std", &[(PARIS_1, 1.0), (PARIS_2, 1.0)]);
        let poids = d.derniere("apl_mg_pop_std");
        assert_eq!(taux(&d, &c, poids, PARIS), Valeur::Connue(3.5));
    }

    #[test]
    fn classes_are_inherited_both_ways() {
        let mut d = france();
        ajouter_classes(&mut d, "densite_7", &[(PARIS, "1"), (ALPHA, "7")]);
        ajouter_classes(&mut d, "zonage_mg", &[(PARIS_1, "ZIP"), (PARIS_2, "HORS")]);
        let code = |variable: &str, id| Some(modalite(&d, d.classe(variable)?, id)?.0.as_str());
        assert_eq!(code("densite_7", PARIS_2), Some("1"));
        assert_eq!(code("zonage_mg", PARIS), Some("HORS"));
        assert_eq!(code("zonage_mg", ALPHA), None);
    }
}
