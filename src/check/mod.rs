//! Data-quality rules, one per file: what must be known before the figures of a perimeter are believed.

mod ages;
mod codes_recodes;
mod cog_en_retard;
mod contexte;
mod donnees;
mod doublons;
mod epci_coupes;
mod fichiers_partiels;
mod forme;
mod hors_prepare;
mod limites;
mod liste_cpts;
mod masquees;
mod millesimes;
mod parts;
mod plages;
mod poids_apl;
mod sans_valeur;
mod separations;
mod severites;
mod variables;

use std::cmp::Reverse;

pub use donnees::donnees;
pub use fichiers_partiels::couvertures;
pub use forme::pieces;
pub use liste_cpts::{MotsDesStades, liste_cpts, stades, termine};
pub use plages::Plages;
pub use poids_apl::sommes_nationales;
pub use severites::Severites;
pub use variables::variables_inutiles;

use crate::model::{
    Constat, Dataset, ErreurDonnees, IdConstat, Perimetre, RegleConstat, SectionId, Severite,
};
use crate::tri::Tri;
use contexte::Contexte;

/// What a limit that someone chose cuts: no news of a commune, an EPCI, a département or a région.
const DECOUPAGE: [RegleConstat; 3] = [
    RegleConstat::PlusieursRegions,
    RegleConstat::PlusieursDepartements,
    RegleConstat::EpciCoupe,
];

/// Every finding on a dataset seen from a perimeter, by section, the most serious first.
///
/// The findings of the loading ([`Dataset::constats`]) and of the perimeter are not repeated, except the recoded codes
/// that touch the perimeter.
///
/// # Errors
/// A rule file of the program is wrong (its tests prove that none is).
pub fn tout(
    dataset: &Dataset,
    perimetre: &Perimetre,
    plages: &Plages,
) -> Result<Vec<Constat>, ErreurDonnees> {
    let contexte = Contexte::new(dataset, perimetre);
    let regles: [fn(&Contexte<'_>) -> Vec<Constat>; 13] = [
        hors_prepare::verifier,
        limites::verifier,
        epci_coupes::verifier,
        parts::verifier,
        sans_valeur::verifier,
        separations::verifier,
        masquees::verifier,
        fichiers_partiels::verifier,
        ages::verifier,
        codes_recodes::verifier,
        cog_en_retard::verifier,
        millesimes::verifier,
        doublons::verifier,
    ];
    let mut constats: Vec<Constat> = regles.iter().flat_map(|regle| regle(&contexte)).collect();
    constats.extend(forme::verifier(&contexte)?);
    constats.extend(poids_apl::verifier(&contexte)?);
    constats.extend(liste_cpts::selon_le_stade::verifier(&contexte)?);
    constats.extend(plages.verifier(&contexte));
    constats.retain(|c| perimetre.genre.est_cpts() || !DECOUPAGE.contains(&c.id.regle));
    constats.trie_par(|a, b| cle(a).cmp(&cle(b)));
    Ok(constats)
}

fn cle(c: &Constat) -> (SectionId, Reverse<Severite>, &IdConstat, &str) {
    (c.section, Reverse(c.severite), &c.id, &c.texte)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    #[test]
    fn a_clean_territory_has_nothing_to_say() {
        let mut essai = Essai::communes(&[100, 200]);
        essai.colonne(
            "apl_mg",
            Some(2023),
            &[("96001", Connue(3.0)), ("96002", Connue(2.0))],
        );
        let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0)]);
        assert_eq!(
            tout(&essai.dataset, &p, &Plages::embarquees().unwrap()).unwrap(),
            []
        );
    }

    #[test]
    fn findings_come_by_section_then_the_most_serious_first() {
        let mut essai = Essai::avec_ville();
        essai.colonne("apl_mg", Some(2023), &[("96001", Connue(80.0))]);
        let p = essai.perimetre(&[("96001", 0.5), ("96003", 1.0)]);
        let constats = tout(&essai.dataset, &p, &Plages::embarquees().unwrap()).unwrap();
        let cles: Vec<_> = constats.iter().map(cle).collect();
        assert!(cles.is_sorted());
        let ids: Vec<_> = constats.iter().map(|c| c.id.regle.as_str()).collect();
        for id in [
            "hors_plage",
            "communes_sans_valeur",
            "epci_coupe",
            "commune_partielle",
        ] {
            assert!(ids.contains(&id), "{id} : {ids:?}");
        }
    }
}
