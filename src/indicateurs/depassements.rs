//! Shares of which the part is larger than the whole in some communes: what is said of them.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use super::definition::Regle;
use super::donnees::Donnees;
use super::regles;
use crate::francais::{enumerer, nombre};
use crate::model::lecture::Territoire;
use crate::model::{Constat, Dataset, Perimetre, RegleConstat, SectionId, Severite, UniteId};

/// Shares named in a sentence.
const NOMS: usize = 4;

/// The communes of a perimeter left out of shares because their part is larger than their whole, each finding with what the
/// files give, the shares that have the same faults together.
#[must_use]
pub fn depassements(
    dataset: &Dataset,
    perimetre: &Perimetre,
    catalogue: &Catalogue,
) -> Vec<Constat> {
    let donnees = Donnees::selon(dataset, catalogue);
    let territoire = Territoire::du_perimetre(&dataset.referentiel, perimetre);
    let mut fautes: BTreeMap<Vec<UniteId>, (String, Vec<&str>)> = BTreeMap::new();
    for definition in catalogue.definitions() {
        if !matches!(definition.regle, Regle::Ratio { .. }) {
            continue;
        }
        let Ok(regle) = regles::preparer(&donnees, definition) else {
            continue;
        };
        let vus = regle.depassements(&territoire);
        if vus.is_empty() {
            continue;
        }
        let dit = |(id, n, d): &(UniteId, f64, f64)| {
            let nom = &dataset.referentiel.unite(*id).nom;
            format!("{nom}\u{a0}: {} sur {}", nombre(*n, 0), nombre(*d, 0))
        };
        let dits: Vec<String> = vus.iter().map(dit).collect();
        let unites: Vec<UniteId> = vus.iter().map(|v| v.0).collect();
        let faute = fautes
            .entry(unites)
            .or_insert_with(|| (enumerer(&dits, NOMS), Vec::new()));
        faute.1.push(&definition.libelle);
    }
    let constat = |(unites, (dits, libelles)): (Vec<UniteId>, (String, Vec<&str>))| {
        let libelles: Vec<String> = libelles.into_iter().map(|l| format!("« {l} »")).collect();
        let texte = format!(
            "La partie dépasse le tout dans {} ({dits}). Ces communes n'y comptent pas\u{a0}: un des deux chiffres du fichier est faux, \
             vérifiez-le.",
            enumerer(&libelles, NOMS)
        );
        let codes: BTreeSet<_> = unites
            .iter()
            .map(|&id| dataset.referentiel.unite(id).code)
            .collect();
        Constat::new(
            RegleConstat::ValeurInvraisemblable,
            Severite::Alerte,
            SectionId::S0,
            texte,
        )
        .avec_communes(codes.into_iter().collect::<Vec<_>>())
    };
    fautes.into_iter().map(constat).collect()
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::essai::Essai;
    use crate::model::Statut;
    use crate::model::Valeur::Connue;
    use proptest::prelude::*;

    const PART: &str = "regle = \"ratio\"\nnumerateur = \"n\"\ndenominateur = \"d\"\nfacteur = 100\ndomaine = \"pourcentage\"\n\
        couverture_min = 0.1";

    proptest! {
        /// Whatever the files say, a share that is published is between 0 and 100 %, to what rounded counts may pass it.
        #[test]
        fn no_published_share_is_more_than_all(n in 0.0..1e6_f64, d in 0.0..1e5_f64, n2 in 0.0..400.0_f64) {
            let mut essai = Essai::avec_ville();
            essai.colonne("n", Some(2024), &[("96001", Connue(n)), ("96002", Connue(n2))]);
            essai.colonne("d", Some(2024), &[("96001", Connue(d)), ("96002", Connue(500.0))]);
            let a = essai.agreger(PART, &[("96001", 1.0), ("96002", 1.0)]);
            if let Some(x) = a.valeur {
                prop_assert!((0.0..=100.0 * (1.0 + 0.05 + 10.0 / 500.0)).contains(&x), "{x}");
            }
            if n > d * 1.05 + 10.0 {
                prop_assert!(a.statut != Statut::Publie, "a commune without a share is not whole");
            }
        }
    }
}
