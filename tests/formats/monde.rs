//! The communes and wider territories that generated files are about, and the figures that are drawn for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use cpts::indicateurs::{Catalogue, Regle};
use cpts::model::lecture::Domaine;
use cpts::model::{Niveau, Referentiel};

/// A commune.
pub struct Lieu {
    /// Its code.
    pub code: String,
    /// Its name.
    pub nom: String,
    /// Code of its département.
    pub departement: String,
    /// Inhabitants.
    pub habitants: u32,
    /// Rank among the communes.
    pub rang: usize,
}

/// What files are about.
pub struct Monde {
    /// Communes, in the order of the codes.
    pub communes: Vec<Lieu>,
    /// Codes of the wider territories.
    pub territoires: BTreeMap<Niveau, Vec<String>>,
    /// Of how many communes one has all that is counted.
    pub un_sur: usize,
}

/// Communes of a bassin de vie or of a canton of a generated world.
const PAR_BASSIN: usize = 8;

impl Monde {
    /// The current communes of a référentiel, and its wider territories.
    pub fn new(r: &Referentiel, un_sur: usize, dedans: impl Fn(&str) -> bool) -> Self {
        let communes: Vec<Lieu> = r
            .france()
            .map(|id| r.unite(id))
            .filter(|u| dedans(u.code.departement()))
            .enumerate()
            .map(|(rang, u)| Lieu {
                code: u.code.to_string(),
                nom: u.nom.clone(),
                departement: u.code.departement().to_owned(),
                habitants: u.population.unwrap_or(300).max(1),
                rang,
            })
            .collect();
        let bassins: Vec<String> = communes.iter().map(bassin).collect();
        let cantons: Vec<String> = communes.iter().map(canton).collect();
        let territoires = [
            (Niveau::France, vec!["FR".to_owned()]),
            (
                Niveau::Region,
                r.regions.iter().map(|x| x.code.clone()).collect(),
            ),
            (
                Niveau::Departement,
                r.departements.iter().map(|x| x.code.clone()).collect(),
            ),
            (
                Niveau::Epci,
                r.epcis.iter().map(|x| x.siren.clone()).collect(),
            ),
            (Niveau::BassinVie, bassins),
            (Niveau::Canton, cantons),
        ];
        let uniques = |(niveau, mut codes): (Niveau, Vec<String>)| {
            codes.sort();
            codes.dedup();
            (niveau, codes)
        };
        Self {
            communes,
            territoires: territoires.into_iter().map(uniques).collect(),
            un_sur,
        }
    }
}

/// Code of the bassin de vie of a commune: that of one of them.
pub fn bassin(lieu: &Lieu) -> String {
    format!(
        "{}{:03}",
        lieu.departement,
        lieu.rang / PAR_BASSIN % 900 + 1
    )
}

/// Code of the canton of a commune.
pub fn canton(lieu: &Lieu) -> String {
    format!("{}{:02}", lieu.departement, lieu.rang / PAR_BASSIN % 90 + 1)
}

/// A number drawn from what it is about: the same everywhere.
pub fn tire(graine: &str, n: u64) -> u64 {
    let octets = graine.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, o| {
        (h ^ u64::from(o)).wrapping_mul(0x0100_0000_01b3)
    });
    let melange = (octets ^ octets >> 31).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (melange ^ melange >> 27) % n.max(1)
}

/// A plausible figure of a variable for so many inhabitants.
pub fn chiffre(variable: &str, graine: &str, habitants: u32) -> f64 {
    let h = f64::from(habitants);
    let de = |bas: f64, haut: f64| {
        ((bas + (haut - bas) * tire(graine, 1000) as f64 / 1000.0) * 100.0).round() / 100.0
    };
    let debut = |mots: &[&str]| mots.iter().any(|m| variable.starts_with(m));
    let part = |x: f64| (h * x).round().max(1.0);
    if variable == "population_comptee_a_part" {
        part(0.02)
    } else if variable == "population_totale" {
        // The municipale and those counted apart.
        part(1.0) + part(0.02)
    } else if variable == "apl_sages_femmes_pop_std" || variable == "apl_sages_femmes_pop" {
        part(0.5)
    } else if variable.ends_with("_pop_std") || debut(&["population_", "age_population"]) {
        part(1.0)
    } else if variable.starts_with("apl_mg") && !variable.ends_with("_pop") {
        de(1.5, 4.5)
    } else if variable.starts_with("apl_") {
        if variable.ends_with("_pop") {
            part(1.0)
        } else {
            de(40.0, 120.0)
        }
    } else if variable == "rapport_interdecile" {
        de(2.5, 4.0)
    } else if debut(&["revenu_", "niveau_vie_"]) {
        match variable {
            "niveau_vie_d1" => 11_000.0,
            "niveau_vie_d9" => 38_000.0,
            _ => (de(18_000.0, 25_000.0)).round(),
        }
    } else if debut(&["fdep", "fedi"]) {
        de(-1.0, 1.0)
    } else if debut(&["taux_", "part_", "cnam_", "spf_", "taille_", "densite_"]) {
        de(2.0, 20.0)
    } else if variable == "surface_km2" {
        de(8.0, 30.0)
    } else if debut(&["bpe_", "nb_"]) {
        1.0 + tire(graine, 3) as f64
    } else {
        part(taille(variable) * (1.0 + tire(variable, 10) as f64 / 50.0))
    }
}

/// Share of the inhabitants that a count is: a whole is larger than its parts, and than some of them together.
fn taille(variable: &str) -> f64 {
    static RANGS: OnceLock<BTreeMap<String, usize>> = OnceLock::new();
    let rangs = RANGS.get_or_init(rangs);
    let rang = rangs.get(variable).copied().unwrap_or(0);
    // Ages add up to the inhabitants, from one year or from bands.
    let tailles = match variable.starts_with("age_") {
        true => [0.001, 0.008, 0.03, 0.6],
        false => [0.002, 0.024, 0.12, 0.5],
    };
    tailles.get(rang).copied().unwrap_or(0.6)
}

/// How many shares are one in the other below each variable that is a whole of some.
fn rangs() -> BTreeMap<String, usize> {
    let catalogue = Catalogue::embarque().expect("catalogue");
    let mut rangs: BTreeMap<String, usize> = BTreeMap::new();
    // As many rounds as there can be shares of shares.
    for _ in 0..4 {
        for d in catalogue.definitions() {
            let Regle::Ratio {
                numerateur,
                denominateur,
                ..
            } = &d.regle
            else {
                continue;
            };
            if numerateur == denominateur || d.domaine != Domaine::Pourcentage {
                continue;
            }
            let siens: BTreeSet<&str> = numerateur.variables().collect();
            let plus_haut = siens.iter().filter_map(|v| rangs.get(*v)).max();
            let rang = plus_haut.map_or(1, |r| r + 1);
            for tout in denominateur.variables().filter(|v| !siens.contains(v)) {
                let place = rangs.entry(tout.to_owned()).or_default();
                *place = rang.max(*place);
            }
        }
    }
    rangs
}
