//! The standardised population of the APL must add up to the population of the file, nationally.
//!
//! Observed in the DREES workbook: 67 162 153.967 standardised inhabitants for 67 162 154 in 2022.

use super::contexte::Contexte;
use crate::francais;
use crate::model::lecture::{Lu, compte};
use crate::model::{Constat, Genre, RegleConstat, SectionId, UniteId};

/// Relative gap that is tolerated.
const TOLERANCE: f64 = 0.005;
/// Share of the population of France that makes a file national.
const NATIONAL: f64 = 0.9;

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    constat(c).into_iter().collect()
}

fn constat(c: &Contexte<'_>) -> Option<Constat> {
    let standardisee = c.dataset.derniere("apl_mg_pop_std")?;
    let brute = c.dataset.colonne("apl_mg_pop", standardisee.millesime)?;
    let (mut std, mut pop) = (0.0, 0.0);
    let referentiel = c.referentiel();
    let commune = |id: &UniteId| referentiel.unite(*id).genre != Genre::Arrondissement;
    for id in referentiel.ids().filter(commune) {
        let lu = |colonne| compte(referentiel, colonne, id);
        if let (Lu::Connu(s), Lu::Connu(p)) = (lu(standardisee), lu(brute)) {
            std += s;
            pop += p;
        }
    }
    // The weights are normalised for the whole country only: an extract says nothing.
    let france: f64 = referentiel
        .france()
        .map(|id| referentiel.population(id))
        .sum();
    let national = !referentiel.fictif && pop > 0.0 && pop >= NATIONAL * france;
    let ecart = (std / pop - 1.0).abs();
    let source = c.dataset.source(standardisee.source)?;
    (national && ecart > TOLERANCE).then(|| {
        let texte = format!(
            "La population standardisée de {} totalise {} habitants pour {} dans la colonne de population\u{a0}: \
             les poids de l'APL sont douteux.",
            source.fichier,
            francais::nombre(std, 0),
            francais::nombre(pop, 0),
        );
        c.attention(RegleConstat::PoidsAplDouteux, SectionId::S7, texte, &[], source)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn constats(std: f64, communes: &[&str]) -> Vec<Constat> {
        let mut essai = Essai::communes(&[100, 100]);
        std::sync::Arc::make_mut(&mut essai.dataset.referentiel).fictif = false;
        let valeurs = |x: f64| -> Vec<_> { communes.iter().map(|c| (*c, Connue(x))).collect() };
        essai.colonne("apl_mg_pop_std", Some(2023), &valeurs(std));
        essai.colonne("apl_mg_pop", Some(2023), &valeurs(100.0));
        let p = essai.perimetre(&[("96001", 1.0)]);
        verifier(&Contexte::new(&essai.dataset, &p))
    }

    #[test]
    fn weights_that_do_not_add_up_are_doubtful_in_a_national_file_only() {
        assert_eq!(constats(110.0, &["96001", "96002"]).len(), 1);
        assert!(constats(100.2, &["96001", "96002"]).is_empty());
        assert!(constats(110.0, &["96001"]).is_empty());
    }
}
