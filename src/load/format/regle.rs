//! What several former communes give to the current one: each descriptor says it for its variables, nothing is guessed from a name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::load::format::catalogue;
use crate::load::format::descripteur::{Descripteur, Fusion, Variable};
use crate::load::format::nombre::Brute;
use crate::model::{ErreurDonnees, Valeur};

/// Rule of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regle {
    /// How figures are merged.
    pub fusion: Fusion,
    /// Variable that weighs the mean.
    pub poids: Option<String>,
    /// Whether a negative figure is possible.
    pub negatif: bool,
    /// Whether a descriptor says how figures are merged.
    pub dite: bool,
}

impl Regle {
    /// Whether figures add up: a descriptor says so.
    #[must_use]
    pub fn est_une_somme(&self) -> bool {
        self.dite && self.fusion == Fusion::Somme
    }
}

/// Rule of a variable: what it says, else what its descriptor says for all, else what an embedded descriptor says of the
/// same id; else its figures are never merged, and the user is told which key to write.
///
/// `id` is that of the series, its `{}` filled.
///
/// # Errors
/// An embedded descriptor is wrong (a test proves it is not).
pub fn regle(d: &Descripteur, v: &Variable, id: &str) -> Result<Regle, ErreurDonnees> {
    let connue = connue(id)?;
    let negatif = v.negatif.unwrap_or(connue.is_none());
    let (fusion, poids, dite) = match (v.fusion.or(d.fusion), connue) {
        (Some(fusion), _) => (fusion, v.poids.clone(), true),
        (None, Some((fusion, poids))) => (*fusion, poids.clone(), true),
        (None, None) => (Fusion::Aucune, None, false),
    };
    Ok(Regle {
        fusion,
        poids,
        negatif,
        dite,
    })
}

/// Whether the figures of a series of this format add up.
#[must_use]
pub fn additionne(d: &Descripteur, id: &str) -> bool {
    let sienne = |modele: &str| match modele.split_once("{}") {
        Some((debut, fin)) => id.starts_with(debut) && id.ends_with(fin),
        None => modele == id,
    };
    let trouvee = d.variables.iter().find(|v| sienne(&v.id));
    let fusion = trouvee.and_then(|v| regle(d, v, id).ok());
    fusion.is_some_and(|r| r.fusion == Fusion::Somme)
}

/// How the figures of a variable merge, and by what they are weighed.
type Dite = (Fusion, Option<String>);

/// What the embedded descriptors say of an id, whole or filled in a `bpe_{}`.
fn connue(id: &str) -> Result<Option<&'static Dite>, ErreurDonnees> {
    static DITES: OnceLock<Result<BTreeMap<String, Dite>, ErreurDonnees>> = OnceLock::new();
    let dites = DITES
        .get_or_init(|| {
            let formats = catalogue::embarques()?.iter();
            Ok(formats.flat_map(|f| dites(&f.d)).collect())
        })
        .as_ref()
        .map_err(Clone::clone)?;
    let modele = || {
        let mut modeles = dites.iter().filter(|(m, _)| m.ends_with("{}"));
        modeles.find(|(m, _)| id.starts_with(m.trim_end_matches("{}")))
    };
    Ok(dites.get(id).or_else(|| modele().map(|(_, dite)| dite)))
}

/// What a descriptor says of its numeric variables.
fn dites(d: &Descripteur) -> impl Iterator<Item = (String, Dite)> + '_ {
    let nombres = d.variables.iter().filter(|v| !v.classe);
    nombres.filter_map(|v| Some((v.id.clone(), (v.fusion.or(d.fusion)?, v.poids.clone()))))
}

/// Merges the figures of several former communes; `None` when the rule forbids it or a part is not known.
/// A rejected part makes the whole rejected.
///
/// Each item is a figure and its weight.
#[must_use]
pub fn fusionne(fusion: Fusion, parts: &[(Brute, Brute)]) -> Option<Valeur> {
    if let [(seule, _)] = parts {
        return Some(valeur(*seule));
    }
    if parts.iter().any(|(b, _)| *b == Brute::Rejetee) {
        return Some(Valeur::Rejetee);
    }
    if parts.iter().all(|(b, _)| *b == Brute::Absente) {
        return Some(Valeur::Absente);
    }
    let nombres: Vec<f64> = parts.iter().filter_map(|(b, _)| nombre(*b)).collect();
    if nombres.len() != parts.len() {
        return None;
    }
    match fusion {
        Fusion::Somme => Some(Valeur::Connue(nombres.iter().sum())),
        Fusion::Aucune => None,
        Fusion::Identique => {
            let premier = nombres.first().copied()?;
            let memes = nombres.iter().all(|x| x.to_bits() == premier.to_bits());
            memes.then_some(Valeur::Connue(premier))
        }
        Fusion::MoyennePonderee => {
            let poids: Vec<f64> = parts.iter().filter_map(|(_, p)| nombre(*p)).collect();
            let total: f64 = poids.iter().sum();
            if poids.len() != parts.len() || total <= 0.0 {
                return None;
            }
            let somme: f64 = nombres.iter().zip(&poids).map(|(x, p)| x * p).sum();
            Some(Valeur::Connue(somme / total))
        }
    }
}

fn nombre(brute: Brute) -> Option<f64> {
    match brute {
        Brute::Nombre(x) => Some(x),
        _ => None,
    }
}

/// The figure of a cell.
#[must_use]
pub fn valeur(brute: Brute) -> Valeur {
    match brute {
        Brute::Nombre(x) => Valeur::Connue(x),
        Brute::Masquee => Valeur::Masquee,
        Brute::Rejetee => Valeur::Rejetee,
        Brute::Absente | Brute::Classe(_) => Valeur::Absente,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn de(id: &str) -> Regle {
        let d = catalogue::embarques().unwrap()[0].d.clone();
        let sienne = Descripteur { fusion: None, ..d };
        let v: Variable = toml::from_str(&format!("id = '{id}'\ncolonne = 'x'")).unwrap();
        regle(&sienne, &v, id).unwrap()
    }

    #[test]
    fn a_variable_that_does_not_say_takes_the_rule_of_the_embedded_one_of_the_same_id() {
        let r = de("apl_mg_65");
        assert_eq!(
            (r.fusion, r.poids.as_deref()),
            (Fusion::MoyennePonderee, Some("apl_mg_pop_std"))
        );
        assert_eq!(de("apl_kines").poids.as_deref(), Some("apl_kines_pop_std"));
        assert_eq!(de("apl_kines_pop_std").fusion, Fusion::Somme);
        assert_eq!(de("bpe_d265").fusion, Fusion::Somme);
        assert_eq!(de("revenu_median").fusion, Fusion::Aucune);
        assert!(!de("age_0_14").negatif && de("mon_evolution").negatif);
    }

    #[test]
    fn no_name_ever_decides_of_the_rule() {
        for nom in [
            "mes_logements",
            "nb_logements",
            "effectif_logements",
            "population_des_logements",
        ] {
            let r = de(nom);
            assert_eq!((r.fusion, r.dite), (Fusion::Aucune, false), "{nom}");
        }
    }

    #[test]
    fn every_embedded_descriptor_says_it_and_they_agree() {
        let mut vues: BTreeMap<String, Dite> = BTreeMap::new();
        for f in catalogue::embarques().unwrap() {
            for v in f.d.variables.iter().filter(|v| !v.classe) {
                let fusion = v.fusion.or(f.d.fusion);
                assert!(
                    fusion.is_some(),
                    "{} : {} ne dit pas sa fusion",
                    f.d.id,
                    v.id
                );
            }
            for (id, dite) in dites(&f.d) {
                let deja = vues.entry(id.clone()).or_insert_with(|| dite.clone());
                assert_eq!(*deja, dite, "{} : {id}", f.d.id);
            }
        }
    }

    #[test]
    fn counts_are_summed_means_weighted_medians_never() {
        let n = |x, p| (Brute::Nombre(x), Brute::Nombre(p));
        let parts = [n(2.0, 100.0), n(4.0, 300.0)];
        assert_eq!(fusionne(Fusion::Somme, &parts), Some(Valeur::Connue(6.0)));
        assert_eq!(
            fusionne(Fusion::MoyennePonderee, &parts),
            Some(Valeur::Connue(3.5))
        );
        assert_eq!(fusionne(Fusion::Aucune, &parts), None);
        assert_eq!(
            fusionne(Fusion::Aucune, &parts[..1]),
            Some(Valeur::Connue(2.0))
        );
    }

    #[test]
    fn figures_that_agree_are_kept() {
        let n = |x| (Brute::Nombre(x), Brute::Absente);
        assert_eq!(
            fusionne(Fusion::Identique, &[n(3.0), n(3.0)]),
            Some(Valeur::Connue(3.0))
        );
        assert_eq!(fusionne(Fusion::Identique, &[n(3.0), n(4.0)]), None);
    }

    #[test]
    fn a_hidden_part_makes_the_whole_unknown() {
        let parts = [
            (Brute::Nombre(2.0), Brute::Absente),
            (Brute::Masquee, Brute::Absente),
        ];
        assert_eq!(fusionne(Fusion::Somme, &parts), None);
        assert_eq!(fusionne(Fusion::MoyennePonderee, &parts), None);
        let rejet = (Brute::Rejetee, Brute::Nombre(1.0));
        for fusion in [Fusion::Somme, Fusion::MoyennePonderee, Fusion::Aucune] {
            assert_eq!(fusionne(fusion, &[parts[0], rejet]), Some(Valeur::Rejetee));
        }
    }
}
