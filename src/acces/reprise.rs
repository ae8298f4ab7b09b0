//! Which CPTS of the list a perimeter is: the one it names, else the one it mostly takes up.

use std::collections::BTreeMap;

use super::CouvertureCpts;
use crate::model::{GenrePerimetre, Perimetre};

/// More than this part of the people of both: two CPTS that share nobody cannot both have it.
const MAJORITE: f64 = 0.5;

/// The CPTS of the list that a perimeter is, so that « another » CPTS is any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reprise<'a> {
    /// The perimeter was asked by its name, or bears it.
    Nommee(&'a str),
    /// More than half of the people of the perimeter are of it, and more than half of its own are there: a CPTS less some communes,
    /// or with some more.
    Majoritaire(&'a str),
}

impl<'a> Reprise<'a> {
    /// Its name, as the list writes it.
    #[must_use]
    pub fn nom(self) -> &'a str {
        match self {
            Self::Nommee(nom) | Self::Majoritaire(nom) => nom,
        }
    }
}

/// The CPTS that a perimeter is; `None` when it is none, or when it is a whole administrative territory, where CPTS are at home.
#[must_use]
pub fn cpts_reprise<'a>(c: &CouvertureCpts<'a>, perimetre: &Perimetre) -> Option<Reprise<'a>> {
    let demandee = perimetre.cpts.as_ref().unwrap_or(&perimetre.nom);
    if let Some(nom) = c.nommee(demandee) {
        return Some(Reprise::Nommee(nom));
    }
    if perimetre.genre != GenrePerimetre::Projet {
        return None;
    }
    let mut dedans: BTreeMap<&str, f64> = BTreeMap::new();
    let mut gens = 0.0;
    for m in &perimetre.membres {
        gens += m.part * c.habitants(m.unite);
        if !c.dans_champ(m.unite) {
            continue;
        }
        for (nom, tenus) in c.habitants_par_cpts(m.unite) {
            *dedans.entry(nom).or_default() += m.part * tenus;
        }
    }
    let totaux = c.totaux();
    let majoritaire = |(nom, siens): &(&str, f64)| {
        let tous = totaux.get(nom).copied().unwrap_or_default();
        *siens > MAJORITE * gens && *siens > MAJORITE * tous
    };
    // The first by name of those that hold as many.
    let gardees = dedans.into_iter().filter(majoritaire);
    let premiere = gardees.reduce(|a, b| if b.1 > a.1 { b } else { a });
    premiere.map(|(nom, _)| Reprise::Majoritaire(nom))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::essais::*;
    use crate::model::UniteId;

    fn dite(lignes: &[(UniteId, &str, f64)], membres: &[(UniteId, f64)]) -> Option<String> {
        let mut d = france();
        ajouter_cpts(&mut d, lignes);
        let c = CouvertureCpts::new(&d)?;
        cpts_reprise(&c, &perimetre(membres)).map(|r| format!("{r:?}"))
    }

    #[test]
    fn a_cpts_less_a_commune_or_with_one_more_is_still_that_cpts() {
        // Alpha 1 000, Bêta 2 000, Gamma 300, Voisine 500.
        let a = [(ALPHA, "A", 1.0), (BETA, "A", 1.0), (GAMMA, "B", 1.0)];
        let majoritaire = Some(r#"Majoritaire("A")"#.to_owned());
        assert_eq!(dite(&a, &[(BETA, 1.0)]), majoritaire);
        assert_eq!(
            dite(&a, &[(ALPHA, 1.0), (BETA, 1.0), (GAMMA, 1.0)]),
            majoritaire
        );
        // A third of it, or a perimeter of which it is a third.
        assert_eq!(dite(&a, &[(ALPHA, 1.0)]), None);
        assert_eq!(dite(&a, &[(BETA, 1.0), (PARIS, 1.0)]), None);
    }

    #[test]
    fn a_name_goes_first_and_a_territory_is_no_cpts() {
        let mut d = france();
        ajouter_cpts(&mut d, &[(ALPHA, "A", 1.0), (BETA, "B", 1.0)]);
        let c = CouvertureCpts::new(&d).unwrap();
        let mut p = perimetre(&[(BETA, 1.0)]);
        p.genre = GenrePerimetre::Commune;
        assert_eq!(cpts_reprise(&c, &p), None);
        p.nom = "A".into();
        assert_eq!(cpts_reprise(&c, &p), Some(Reprise::Nommee("A")));
        p.cpts = Some("B".into());
        assert_eq!(cpts_reprise(&c, &p), Some(Reprise::Nommee("B")));
    }

    #[test]
    fn what_a_city_or_its_arrondissements_bring_is_counted_once() {
        let ville = [(PARIS, "P", 1.0), (PARIS_1, "P", 1.0)];
        assert_eq!(
            dite(&ville, &[(PARIS_2, 1.0)]).as_deref(),
            Some(r#"Majoritaire("P")"#)
        );
        assert_eq!(dite(&ville, &[(PARIS_1, 1.0)]), None);
    }

    proptest! {
        /// Both majorities: the people held are more than half of each, whatever the parts.
        #[test]
        fn the_one_taken_up_holds_more_than_half_of_both(
            lignes in prop::collection::vec((0usize..7, 0usize..3, 0.05f64..1.0), 1..12),
            membres in prop::collection::btree_map(0usize..7, 0.05f64..1.0, 1..5),
        ) {
            let unites = [ALPHA, BETA, GAMMA, PARIS_1, PARIS_2, VOISINE, ILE];
            let noms = ["A", "B", "C"];
            let mut d = france();
            let lignes: Vec<_> = lignes.iter().map(|&(u, n, p)| (unites[u], noms[n], p)).collect();
            ajouter_cpts(&mut d, &lignes);
            let c = CouvertureCpts::new(&d).unwrap();
            let membres: Vec<_> = membres.iter().map(|(&u, &p)| (unites[u], p)).collect();
            let p = perimetre(&membres);
            let gens: f64 = p.membres.iter().map(|m| m.part * c.habitants(m.unite)).sum();
            if let Some(r) = cpts_reprise(&c, &p) {
                let siens: f64 = p.membres.iter().map(|m| m.part * c.habitants_par_cpts(m.unite).get(r.nom()).copied().unwrap_or(0.0)).sum();
                prop_assert!(siens > gens / 2.0 && siens > c.totaux()[r.nom()] / 2.0);
            }
        }
    }
}
