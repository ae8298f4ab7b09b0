//! Values out of the plausible range of their variable, in the perimeter; ranges are data, in `plages.toml`.

use serde::Deserialize;

use super::contexte::{Contexte, communes};
use crate::francais;
use crate::model::lecture::{Domaine, lire};
use crate::model::{Colonne, Constat, RegleConstat, SectionId, Severite};

const PLAGES: &str = include_str!("plages.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fichier {
    plage: Vec<Plage>,
}

/// Plausible values of some variables.
#[derive(Debug, Deserialize)]
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
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    id: String,
    libelle: String,
}

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let Ok(fichier) = toml::from_str::<Fichier>(PLAGES) else {
        let texte = "Les plages de valeurs plausibles sont illisibles\u{a0}: elles n'ont pas été vérifiées.";
        return vec![Constat::new(
            RegleConstat::PlagesIllisibles,
            Severite::Attention,
            SectionId::S0,
            texte,
        )];
    };
    let mut constats = Vec::new();
    for plage in &fichier.plage {
        for variable in &plage.variables {
            if let Some(colonne) = c.dataset.derniere(&variable.id) {
                constats.extend(constat(c, plage, &variable.libelle, colonne));
            }
        }
    }
    constats
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
        let fichier: Fichier = toml::from_str(PLAGES).unwrap();
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
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        let codes: Vec<_> = constats[0]
            .communes
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(codes, ["96002", "96101"]);
    }
}
