//! What several former communes give to the current one: each variable has its own rule, read from `variables.toml`.

use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use crate::load::format::nombre::Brute;
use crate::model::{Emplacement, ErreurDonnees, Valeur};

/// How figures of former communes are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fusion {
    /// Counts: the sum.
    Somme,
    /// Mean weighted by another variable of the same table.
    Moyenne,
    /// Never: a median has no mean.
    Jamais,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Toml {
    motif: String,
    fusion: Fusion,
    poids: Option<String>,
    #[serde(default)]
    negatif: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    regle: Vec<Toml>,
}

/// Rule of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regle {
    /// How figures are merged.
    pub fusion: Fusion,
    /// Variable that weighs the mean.
    pub poids: Option<String>,
    /// Whether a negative figure is possible.
    pub negatif: bool,
}

/// Rule of a variable id.
///
/// # Errors
/// The embedded file of rules is wrong (a test proves it is not).
pub fn regle(id: &str) -> Result<Regle, ErreurDonnees> {
    static REGLES: OnceLock<Result<Vec<(Regex, Toml)>, ErreurDonnees>> = OnceLock::new();
    let regles = REGLES.get_or_init(lire).as_ref().map_err(Clone::clone)?;
    let trouvee = regles
        .iter()
        .find_map(|(motif, r)| Some((motif.captures(id)?, r)));
    Ok(trouvee.map_or(
        Regle {
            fusion: Fusion::Jamais,
            poids: None,
            negatif: true,
        },
        |(captures, r)| Regle {
            fusion: r.fusion,
            poids: r.poids.as_ref().map(|p| match captures.name("p") {
                Some(m) => p.replace("{p}", m.as_str()),
                None => p.clone(),
            }),
            negatif: r.negatif,
        },
    ))
}

fn lire() -> Result<Vec<(Regex, Toml)>, ErreurDonnees> {
    let erreur = |e: String| {
        ErreurDonnees::new(Emplacement::fichier("variables.toml"), "règles illisibles").valeur(e)
    };
    let fichier: Fichier =
        toml::from_str(include_str!("variables.toml")).map_err(|e| erreur(e.to_string()))?;
    fichier
        .regle
        .into_iter()
        .map(|r| Ok((Regex::new(&r.motif).map_err(|e| erreur(e.to_string()))?, r)))
        .collect()
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
        Fusion::Jamais => None,
        Fusion::Moyenne => {
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

    #[test]
    fn each_variable_has_its_rule() {
        let r = regle("apl_mg_65").unwrap();
        assert_eq!(
            (r.fusion, r.poids.as_deref()),
            (Fusion::Moyenne, Some("apl_mg_pop_std"))
        );
        assert_eq!(
            regle("apl_kines").unwrap().poids.as_deref(),
            Some("apl_kines_pop_std")
        );
        assert_eq!(regle("apl_kines_pop_std").unwrap().fusion, Fusion::Somme);
        assert_eq!(regle("bpe_d265").unwrap().fusion, Fusion::Somme);
        assert_eq!(regle("revenu_median").unwrap().fusion, Fusion::Jamais);
        assert!(!regle("age_0_14").unwrap().negatif && regle("mon_evolution").unwrap().negatif);
    }

    #[test]
    fn counts_are_summed_means_weighted_medians_never() {
        let n = |x, p| (Brute::Nombre(x), Brute::Nombre(p));
        let parts = [n(2.0, 100.0), n(4.0, 300.0)];
        assert_eq!(fusionne(Fusion::Somme, &parts), Some(Valeur::Connue(6.0)));
        assert_eq!(fusionne(Fusion::Moyenne, &parts), Some(Valeur::Connue(3.5)));
        assert_eq!(fusionne(Fusion::Jamais, &parts), None);
        assert_eq!(
            fusionne(Fusion::Jamais, &parts[..1]),
            Some(Valeur::Connue(2.0))
        );
    }

    #[test]
    fn a_hidden_part_makes_the_whole_unknown() {
        let parts = [
            (Brute::Nombre(2.0), Brute::Absente),
            (Brute::Masquee, Brute::Absente),
        ];
        assert_eq!(fusionne(Fusion::Somme, &parts), None);
        assert_eq!(fusionne(Fusion::Moyenne, &parts), None);
        let rejet = (Brute::Rejetee, Brute::Nombre(1.0));
        for fusion in [Fusion::Somme, Fusion::Moyenne, Fusion::Jamais] {
            assert_eq!(fusionne(fusion, &[parts[0], rejet]), Some(Valeur::Rejetee));
        }
    }
}
