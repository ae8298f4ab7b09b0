//! Communes of the perimeter whose figure the publisher hides: masked is neither zero nor missing.

use super::contexte::{Contexte, communes};
use crate::model::lecture::Cause;
use crate::model::{Constat, RegleConstat, SectionId, Severite};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    for (source, colonnes) in c.sources() {
        let masquee = |id| {
            let mut valeurs = colonnes.valeurs.iter();
            valeurs.any(|v| c.lire(v, id).cause() == Some(Cause::Masque))
        };
        let masquees = c.membres_ou(masquee);
        if masquees.is_empty() {
            continue;
        }
        let texte = format!(
            "{} ({})\u{a0}: au moins une valeur est masquée par le producteur (secret statistique) pour {} du \
             {}, {} de sa population\u{a0}: {}.",
            source.libelle,
            source.fichier,
            communes(masquees.len()),
            c.nom(),
            c.part_population(&masquees),
            c.noms(&masquees),
        );
        constats.push(
            Constat::new(
                RegleConstat::ValeursMasquees,
                Severite::Information,
                SectionId::S0,
                texte,
            )
            .avec_communes(c.codes(&masquees))
            .avec_origine(source.fichier.clone()),
        );
    }
    constats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn names_the_masked_communes() {
        let mut essai = Essai::avec_ville();
        essai.colonne("a", None, &[("96001", Masquee), ("96002", Connue(0.0))]);
        let p = essai.perimetre(&[("96001", 1.0), ("96002", 1.0), ("96003", 1.0)]);
        let constats = verifier(&Contexte::new(&essai.dataset, &p));
        assert_eq!(constats.len(), 1);
        assert_eq!(constats[0].communes[0].as_str(), "96001");
        assert!(constats[0].texte.contains("Commune 96001"));
    }
}
