//! A perimeter that crosses régions (two ARS to agree) or départements (two CPAM).

use std::collections::BTreeSet;

use super::contexte::{Contexte, enumerer};
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let referentiel = c.referentiel();
    let unites = || c.membres.iter().map(|m| m.unite);
    let regions: BTreeSet<_> = unites()
        .map(|id| referentiel.region(id).nom.clone())
        .collect();
    let departements: BTreeSet<_> = unites()
        .map(|id| referentiel.departement(id))
        .map(|d| format!("{} ({})", d.nom, d.code))
        .collect();
    let mut constats = Vec::new();
    if regions.len() > 1 {
        let texte = format!(
            "Le périmètre traverse {} régions\u{a0}: {}. Chacune a son agence régionale de santé (ARS).",
            regions.len(),
            enumerer(regions.into_iter().collect()),
        );
        constats.push(Constat::new(
            RegleConstat::PlusieursRegions,
            Severite::Attention,
            SectionId::S1,
            texte,
        ));
    }
    if departements.len() > 1 {
        let texte = format!(
            "Le périmètre traverse {} départements\u{a0}: {}.",
            departements.len(),
            enumerer(departements.into_iter().collect()),
        );
        constats.push(Constat::new(
            RegleConstat::PlusieursDepartements,
            Severite::Information,
            SectionId::S1,
            texte,
        ));
    }
    constats
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Region;

    #[test]
    fn crossing_a_limit_is_said() {
        let mut essai = Essai::avec_ville();
        let p = essai.perimetre(&[("96001", 1.0), ("96003", 1.0)]);
        let ids = |e: &Essai| -> Vec<String> {
            verifier(&Contexte::new(&e.dataset, &p))
                .into_iter()
                .map(|c| c.id.to_string())
                .collect()
        };
        assert_eq!(ids(&essai), ["plusieurs_departements"]);
        let referentiel = Arc::make_mut(&mut essai.dataset.referentiel);
        referentiel.regions.push(Region {
            code: "97".to_owned(),
            nom: "Autre".to_owned(),
        });
        referentiel.departements[1].region = 1;
        assert_eq!(ids(&essai), ["plusieurs_regions", "plusieurs_departements"]);
    }
}
