//! Values out of the plausible range of their variable, in the perimeter; ranges are data, in `plages.toml`.

use serde::Deserialize;

use super::contexte::{Contexte, communes};
use crate::francais;
use crate::model::lecture::{Domaine, lire};
use crate::model::{Colonne, Constat, Emplacement, ErreurDonnees, RegleConstat, SectionId};
use crate::texte_toml;

const PLAGES: &str = include_str!("plages.toml");

/// Plausible ranges: those of the program, replaced for the variables that the user's own name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plages {
    plage: Vec<Plage>,
}

/// Plausible values of some variables.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plage {
    variables: Vec<Variable>,
    min: f64,
    max: f64,
    unite: String,
    /// Where the range comes from.
    reference: String,
}

/// A variable, and its name at the head of a sentence.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    id: String,
    libelle: String,
}

impl Plages {
    /// Those of the program.
    ///
    /// # Errors
    /// The embedded rules are wrong, which the tests exclude.
    pub fn embarquees() -> Result<Self, ErreurDonnees> {
        texte_toml::lire(PLAGES, "plages.toml")
    }

    /// These with the ranges of a file of the user; `nom` names it in errors.
    ///
    /// # Errors
    /// [`ErreurDonnees`] with the line of an unknown key, a missing one, a wrong type; a range whose minimum is not under its
    /// maximum.
    pub fn avec(mut self, texte: &str, nom: &str) -> Result<Self, ErreurDonnees> {
        let siennes: Self = texte_toml::lire(texte, nom)?;
        for plage in &siennes.plage {
            if plage.min.is_nan() || plage.max.is_nan() || plage.min >= plage.max {
                let valeur = format!("min = {}, max = {}", plage.min, plage.max);
                return Err(ErreurDonnees::new(Emplacement::fichier(nom), "plage vide")
                    .valeur(valeur)
                    .attendu("un minimum inférieur au maximum"));
            }
        }
        let dites = siennes.plage.iter().flat_map(|p| &p.variables);
        let dites: Vec<&str> = dites.map(|v| v.id.as_str()).collect();
        for plage in &mut self.plage {
            plage.variables.retain(|v| !dites.contains(&v.id.as_str()));
        }
        self.plage.extend(siennes.plage);
        Ok(self)
    }

    /// What is out of range in the perimeter.
    pub(super) fn verifier(&self, c: &Contexte<'_>) -> Vec<Constat> {
        let mut constats = Vec::new();
        for plage in &self.plage {
            for variable in &plage.variables {
                if let Some(colonne) = c.dataset.derniere(&variable.id) {
                    constats.extend(constat(c, plage, &variable.libelle, colonne));
                }
            }
        }
        constats
    }
}

fn constat(c: &Contexte<'_>, plage: &Plage, libelle: &str, colonne: &Colonne) -> Option<Constat> {
    let fautives = c.unites_ou(|id| {
        let lu = lire(colonne, Domaine::Libre, id);
        lu.connu()
            .is_some_and(|x| !(plage.min..=plage.max).contains(&x))
    });
    let source = c.dataset.source(colonne.source)?;
    (!fautives.is_empty()).then(|| {
        let texte = format!(
            "{libelle} sort de la plage plausible ({} à {} {}) pour {}\u{a0}: {}. Plage\u{a0}: {}.",
            francais::court(plage.min),
            francais::court(plage.max),
            plage.unite,
            communes(fautives.len()),
            c.noms(&fautives),
            plage.reference,
        );
        c.attention(
            RegleConstat::HorsPlage,
            SectionId::S0,
            texte,
            &fautives,
            source,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn the_ranges_are_valid_and_referenced() {
        let fichier = Plages::embarquees().unwrap();
        assert!(fichier.plage.len() >= 4);
        for p in &fichier.plage {
            assert!(p.min < p.max && !p.reference.is_empty() && !p.variables.is_empty());
        }
    }

    #[test]
    fn an_apl_above_fifty_is_doubtful_and_a_masked_one_is_not() {
        let mut essai = Essai::avec_ville();
        let apl = [
            ("96001", Connue(50.0)),
            ("96002", Connue(51.0)),
            ("96003", Masquee),
            ("96101", Connue(374.0)),
        ];
        essai.colonne("apl_mg", Some(2023), &apl);
        let p = essai.perimetre(&[
            ("96001", 1.0),
            ("96002", 1.0),
            ("96003", 1.0),
            ("96100", 1.0),
        ]);
        let constats = Plages::embarquees()
            .unwrap()
            .verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        let codes: Vec<_> = constats[0]
            .communes
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(codes, ["96002", "96101"]);
    }
}
