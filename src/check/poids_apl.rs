//! The standardised population of each APL must add up to the population of the file, nationally; thresholds in `poids_apl.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::contexte::Contexte;
use crate::francais;
use crate::model::lecture::{Lu, compte};
use crate::model::{
    Colonne, Constat, Dataset, ErreurDonnees, Genre, Referentiel, RegleConstat, SectionId, UniteId,
    garde,
};
use crate::texte_toml::Embarque;

static SEUILS: Embarque<Seuils> = Embarque::new(include_str!("poids_apl.toml"), "poids_apl.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seuils {
    /// Relative gap that is tolerated.
    ecart_max: Seuil,
    /// Share of the population of France that makes a file national.
    national: Seuil,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "the file says what each value is; only the value is used"
)]
struct Seuil {
    valeur: f64,
    unite: String,
    reference: String,
    date: String,
    confiance: String,
}

pub(super) fn verifier(c: &Contexte<'_>) -> Result<Vec<Constat>, ErreurDonnees> {
    let seuils = SEUILS.lire()?;
    let gardees: Sommes = c
        .dataset
        .annexe_lue(&c.dataset.nom_d_annexe(SOMMES))
        .unwrap_or_default();
    let constats = bases(c.dataset).filter_map(|base| constat(c, seuils, &gardees, base));
    Ok(constats.collect())
}

/// Names of the APL whose weights are told.
fn bases(d: &Dataset) -> impl Iterator<Item = &str> {
    let variables = d.colonnes.keys();
    variables.filter_map(|v| v.strip_suffix("_pop_std"))
}

/// Standardised and plain populations of an APL, at the same vintage.
fn poids<'a>(d: &'a Dataset, base: &str) -> Option<(&'a Colonne, &'a Colonne)> {
    let standardisee = d.derniere(&format!("{base}_pop_std"))?;
    let brute = d.colonne(&format!("{base}_pop"), standardisee.millesime)?;
    Some((standardisee, brute))
}

/// Name of what is kept beside a dataset.
const SOMMES: &str = "poids de l'APL";

/// What is kept beside a dataset: the sums of both populations of the whole country, by APL, and its name.
#[must_use]
pub fn sommes_nationales(d: &Dataset) -> Option<(String, Vec<u8>)> {
    let sommes = bases(d).filter_map(|base| {
        let (standardisee, brute) = poids(d, base)?;
        Some((base, sommes(&d.referentiel, standardisee, brute)))
    });
    garde(d.nom_d_annexe(SOMMES), &sommes.collect::<BTreeMap<_, _>>())
}

/// Sums of both populations, by APL.
type Sommes = BTreeMap<String, (f64, f64)>;

fn constat(c: &Contexte<'_>, seuils: &Seuils, gardees: &Sommes, base: &str) -> Option<Constat> {
    let (standardisee, brute) = poids(c.dataset, base)?;
    let gardees = gardees.get(base).copied();
    let (std, pop) = gardees.unwrap_or_else(|| sommes(c.referentiel(), standardisee, brute));
    // The weights are normalised for the whole country only: an extract says nothing.
    let referentiel = c.referentiel();
    let france: f64 = referentiel
        .france()
        .map(|id| referentiel.population(id))
        .sum();
    let national = !referentiel.fictif && pop > 0.0 && pop >= seuils.national.valeur * france;
    let ecart = (std / pop - 1.0).abs();
    let source = c.dataset.source(standardisee.source)?;
    (national && ecart > seuils.ecart_max.valeur).then(|| {
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

/// Sums of both columns over the units that have both.
fn sommes(referentiel: &Referentiel, standardisee: &Colonne, brute: &Colonne) -> (f64, f64) {
    let (mut std, mut pop) = (0.0, 0.0);
    let commune = |id: &UniteId| referentiel.unite(*id).genre != Genre::Arrondissement;
    for id in referentiel.ids().filter(commune) {
        let lu = |colonne| compte(referentiel, colonne, id);
        if let (Lu::Connu(s), Lu::Connu(p)) = (lu(standardisee), lu(brute)) {
            std += s;
            pop += p;
        }
    }
    (std, pop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::Connue;

    fn constats(base: &str, std: f64, communes: &[&str]) -> Vec<Constat> {
        let mut essai = Essai::communes(&[100, 100]);
        std::sync::Arc::make_mut(&mut essai.dataset.referentiel).fictif = false;
        let valeurs = |x: f64| -> Vec<_> { communes.iter().map(|c| (*c, Connue(x))).collect() };
        essai.colonne(&format!("{base}_pop_std"), Some(2023), &valeurs(std));
        essai.colonne(&format!("{base}_pop"), Some(2023), &valeurs(100.0));
        let p = essai.perimetre(&[("96001", 1.0)]);
        verifier(&Contexte::new(&essai.dataset, &p)).unwrap()
    }

    #[test]
    fn weights_that_do_not_add_up_are_said_once_for_each_profession_of_a_national_file() {
        let toutes = ["96001", "96002"];
        for base in ["apl_mg", "apl_kines"] {
            assert_eq!(constats(base, 110.0, &toutes).len(), 1, "{base}");
            assert_eq!(constats(base, 100.2, &toutes).len(), 1, "{base}");
            assert!(constats(base, 100.05, &toutes).is_empty(), "{base}");
            assert!(constats(base, 110.0, &["96001"]).is_empty(), "{base}");
        }
    }

    #[test]
    fn the_thresholds_say_where_they_come_from() {
        let s = SEUILS.lire().unwrap();
        for seuil in [&s.ecart_max, &s.national] {
            assert!((0.0..1.0).contains(&seuil.valeur) && seuil.reference.len() > 20);
        }
    }
}
