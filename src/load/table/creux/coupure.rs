//! A sparse file whose rows follow the codes and stop too early: it was cut, and what would have followed is not known.
//!
//! The law: after the last row, communes without any are zero only when so long a silence may be that of a whole file, by the
//! rule of succession of Laplace: after `t` communes of which `s` have no row, `n` more without any have the chance
//! `Π (s + 1 + i) / (t + 2 + i)`, `i` from 0 to `n − 1`; so have départements.

use std::collections::BTreeSet;

use super::Seuils;
use crate::francais::{denombre, part};
use crate::model::lecture::lieux;
use crate::model::{
    CodeCommune, Constat, Genre, Referentiel, RegleConstat, SectionId, Severite, UniteId,
};

/// What follows the last row of a file that was cut.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Coupure {
    /// Communes of the last département, after the last row.
    pub communes: BTreeSet<UniteId>,
    /// Départements after the last one, none of which has a row.
    pub departements: BTreeSet<usize>,
    /// Share of the communes before, in the last département, that have a row.
    pub part: f64,
}

impl Coupure {
    /// Whether nothing is known of a commune without row.
    pub(super) fn contient(&self, departement: usize, id: UniteId) -> bool {
        self.communes.contains(&id) || self.departements.contains(&departement)
    }

    /// What is said of the file.
    pub(super) fn constat(&self, r: &Referentiel, fichier: &str, derniere: CodeCommune) -> Constat {
        let mut manquent = Vec::new();
        if !self.communes.is_empty() {
            manquent.push(format!(
                "aucune des {} suivantes du département n'a de ligne, quand {} des précédentes en ont",
                denombre(self.communes.len(), "commune", "communes"),
                part(self.part)
            ));
        }
        if !self.departements.is_empty() {
            let n = self.departements.len();
            manquent.push(format!(
                "{} n'en {} aucune",
                denombre(n, "département suivant", "départements suivants"),
                if n > 1 { "ont" } else { "a" }
            ));
        }
        let texte = format!(
            "{fichier} suit l'ordre des codes et s'arrête à {derniere}\u{a0}: {}. Il a sans doute été coupé\u{a0}: ces communes y sont sans chiffre, et non à zéro. \
             Téléchargez-le de nouveau\u{a0}; s'il est entier, dites-le par departements_entiers = true dans son descripteur.",
            manquent.join(", et ")
        );
        let codes = self.communes.iter().map(|id| r.unite(*id).code);
        Constat::new(
            RegleConstat::FichierPartiel,
            Severite::Attention,
            SectionId::S12,
            texte,
        )
        .avec_communes(codes)
        .avec_origine(fichier)
    }
}

/// Whether a silence of `n` is too long to be one by chance, after `lus` of `tous`.
fn trop_long(seuils: &Seuils, (lus, tous): (usize, usize), n: usize) -> bool {
    // Laplace: the chance that the next one has none, after so many, then the next again.
    let sans = (tous - lus.min(tous)) as f64;
    let hasard: f64 = (0..n)
        .map(|i| i as f64)
        .map(|i| (sans + 1.0 + i) / (tous as f64 + 2.0 + i))
        .product();
    n > 0 && tous > 0 && hasard < seuils.hasard_coupure.valeur
}

/// What follows the last row of a file whose rows follow the codes; `None` when it may be whole.
pub(super) fn coupure(
    referentiel: &Referentiel,
    seuils: &Seuils,
    vues: &BTreeSet<UniteId>,
    derniere: CodeCommune,
) -> Option<Coupure> {
    let dernier = referentiel
        .unite(referentiel.par_code(derniere)?)
        .departement;
    let lue = |id: UniteId| lieux(referentiel, id).any(|id| vues.contains(&id));
    let mut coupure = Coupure::default();
    let (mut avant, mut lues) = (0, 0);
    let (mut departements, mut presents) = (BTreeSet::new(), BTreeSet::new());
    for id in referentiel.ids() {
        let unite = referentiel.unite(id);
        if unite.parent.is_some() || unite.genre == Genre::CommuneCom {
            continue;
        }
        let apres = unite.code > derniere;
        match (unite.departement == dernier, apres) {
            (true, true) => drop(coupure.communes.insert(id)),
            (true, false) => {
                avant += 1;
                lues += usize::from(lue(id));
            }
            (false, true) => drop(coupure.departements.insert(unite.departement)),
            (false, false) => {
                departements.insert(unite.departement);
                if lue(id) {
                    presents.insert(unite.departement);
                }
            }
        }
    }
    coupure.part = lues as f64 / f64::from(avant.max(1u32));
    let ici = (lues, avant as usize);
    let ailleurs = (presents.len(), departements.len());
    if !trop_long(seuils, ici, coupure.communes.len()) {
        coupure.communes.clear();
    }
    // One département alone tells nothing of those that a file should have.
    let plusieurs = presents.len() > 1;
    if !plusieurs || !trop_long(seuils, ailleurs, coupure.departements.len()) {
        coupure.departements.clear();
    }
    let entier = coupure.communes.is_empty() && coupure.departements.is_empty();
    (!entier).then_some(coupure)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::SEUILS;
    use super::*;
    use crate::base;

    /// `Γ(s+1+n) Γ(t+2) / (Γ(s+1) Γ(t+2+n))` as a product over the communes read, which telescopes: another way to the same.
    fn hasard(s: usize, t: usize, n: usize) -> f64 {
        let facteur = |j: usize| (s + 1 + j) as f64 / (s + n + 1 + j) as f64;
        (0..=t - s).map(facteur).product()
    }

    /// Communes that have a row, one in so many, spread by a fixed drawing.
    fn lues(r: &Referentiel, part: f64, graine: u64) -> Vec<UniteId> {
        // SplitMix64: neighbours are drawn apart from each other.
        let tirage = |id: &UniteId| {
            let x = graine.wrapping_add((u64::from(id.0) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((x ^ (x >> 31)) % 10_000) as f64 / 10_000.0
        };
        r.france().filter(|id| tirage(id) < part).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Whatever the share of the communes that have a row, a national file cut after any of them is not whole there.
        #[test]
        fn a_file_cut_is_not_whole_where_it_stops(part in 0.2..1.0f64, graine in any::<u64>(), rang in 0.05..0.9f64) {
            let r = base::embarquee();
            let mut toutes = lues(&r, part, graine);
            toutes.sort_by_key(|id| r.unite(*id).code);
            let place = (rang * toutes.len() as f64) as usize;
            let derniere = r.unite(toutes[place]).code;
            let vues: BTreeSet<UniteId> = toutes[..=place].iter().copied().collect();
            let trouvee = coupure(&r, SEUILS.lire().unwrap(), &vues, derniere);
            let dernier = r.unite(toutes[place]).departement;
            let reste = r.communes_du_departement(dernier).filter(|id| r.unite(*id).code > derniere).count();
            let trouvee = trouvee.unwrap_or_default();
            // Found whenever so long a silence is not one by chance, and then only: the chance, by its closed form.
            let avant: Vec<UniteId> = r.communes_du_departement(dernier).filter(|id| r.unite(*id).code <= derniere).collect();
            let sans = avant.iter().filter(|id| !lieux(&r, **id).any(|id| vues.contains(&id))).count();
            let hasard = hasard(sans, avant.len(), reste);
            let coupee = hasard < SEUILS.lire().unwrap().hasard_coupure.valeur;
            prop_assert_eq!(trouvee.communes.len(), if coupee { reste } else { 0 }, "{} {:?}", hasard, trouvee);
            prop_assert!(reste < 60 || sans * 20 > avant.len() || avant.len() < 10 || coupee, "{hasard}");
            prop_assert!(!trouvee.departements.is_empty());
            prop_assert!(trouvee.communes.iter().all(|id| !vues.contains(id)));
        }

        /// A whole file is whole, but for one chance in a thousand.
        #[test]
        fn a_whole_file_is_not_said_to_be_cut(part in 0.2..1.0f64, graine in 0u64..40) {
            let r = base::embarquee();
            let toutes = lues(&r, part, graine);
            let derniere = toutes.iter().map(|id| r.unite(*id).code).max().unwrap();
            let vues: BTreeSet<UniteId> = toutes.iter().copied().collect();
            prop_assert_eq!(coupure(&r, SEUILS.lire().unwrap(), &vues, derniere), None);
        }
    }
}
