//! Communes of the perimeter without a value in a variable that a file gives: one finding per source.

use super::contexte::{Contexte, communes};
use crate::model::{Constat, RegleConstat, SectionId};

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let mut constats = Vec::new();
    for (source, colonnes) in c.sources() {
        let total = colonnes.valeurs.len() + colonnes.classes.len();
        let manquantes = |id| {
            let valeurs = colonnes
                .valeurs
                .iter()
                .filter(|v| c.lire(v, id).est_absent());
            let classes = colonnes.classes.iter().filter(|k| !c.classee(k, id));
            valeurs.count() + classes.count()
        };
        let trouees = c.membres_ou(|id| manquantes(id) > 0);
        if trouees.is_empty() {
            continue;
        }
        let vides = trouees
            .iter()
            .filter(|&&id| manquantes(id) == total)
            .count();
        let toutes = match (vides, trouees.len()) {
            (0, _) => String::new(),
            (n, total) if n == total => ", pour toutes les variables du fichier".to_owned(),
            (n, _) => format!(", dont {n} pour toutes les variables du fichier"),
        };
        let texte = format!(
            "{} ({})\u{a0}: {} du périmètre sans valeur{toutes}\u{a0}; soit {} de la population du périmètre\u{a0}: {}.",
            source.libelle,
            source.fichier,
            communes(trouees.len()),
            c.part_population(&trouees),
            c.noms(&trouees),
        );
        constats.push(c.attention(
            RegleConstat::CommunesSansValeur,
            SectionId::S0,
            texte,
            &trouees,
            source,
        ));
    }
    constats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicateurs::essai::Essai;
    use crate::model::Valeur::{Connue, Masquee};

    #[test]
    fn one_finding_per_source_and_a_masked_value_is_not_missing() {
        let mut essai = Essai::avec_ville();
        essai.colonne(
            "a",
            Some(2021),
            &[
                ("96001", Masquee),
                ("96101", Connue(1.0)),
                ("96102", Connue(1.0)),
            ],
        );
        essai.colonne(
            "b",
            Some(2021),
            &[
                ("96001", Connue(1.0)),
                ("96002", Connue(1.0)),
                ("96101", Connue(1.0)),
            ],
        );
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
        // The city misses one arrondissement in b.
        assert_eq!(codes, ["96002", "96003", "96100"]);
        assert!(
            constats[0]
                .texte
                .contains("dont 1 pour toutes les variables")
        );
    }

    #[test]
    fn the_class_of_a_city_serves_its_arrondissements() {
        let mut essai = Essai::avec_ville();
        essai.classe("densite_7", Some(2024), &[("96100", "1")]);
        let p = essai.perimetre(&[("96101", 1.0), ("96102", 1.0)]);
        assert!(verifier(&Contexte::new(&essai.dataset, &p)).is_empty());
    }
}
