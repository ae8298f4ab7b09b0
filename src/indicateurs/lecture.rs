//! The reading sentence of an indicator: that of the catalogue, else one made from its rule, its unit and its label.

use super::definition::{Definition, MesureEvolution, Regle};
use crate::francais;

/// The figure that a sentence reads as an example, from its unit and its decimals; it is nobody's.
fn exemple(d: &Definition) -> String {
    let dizaines = matches!(
        d.regle,
        Regle::Somme { .. } | Regle::PopulationClasse { .. } | Regle::PopulationSans { .. }
    );
    let valeur = match (d.unite.starts_with('%'), d.decimales) {
        (true, _) => 12.5,
        (false, 0) if dizaines => 120.0,
        (false, 0) => 3.0,
        (false, _) => 3.5,
    };
    francais::nombre(valeur, usize::from(d.decimales))
}

/// The label inside a sentence: its first letter lowered, unless it begins an acronym (APL, QPV).
fn minuscule(libelle: &str) -> String {
    let mut lettres = libelle.chars();
    let (premiere, suite) = (lettres.next(), lettres.as_str());
    let sigle = suite.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    match premiere {
        Some(p) if !sigle => p.to_lowercase().chain(suite.chars()).collect(),
        _ => libelle.to_owned(),
    }
}

/// The sentence of a definition that the catalogue gives none, without « Lecture : » in front of it.
pub(super) fn generer(d: &Definition) -> String {
    let nu = exemple(d);
    format!(
        "une valeur de {nu} se lit\u{a0}: {} ({})",
        dit(d, &nu),
        minuscule(&d.libelle)
    )
}

/// What the example says, by rule.
fn dit(d: &Definition, nu: &str) -> String {
    let x = match d.unite.as_str() {
        "nombre" => nu.to_owned(),
        unite => format!("{nu}\u{a0}{unite}"),
    };
    match &d.regle {
        Regle::Somme { .. } => format!("{x} dans tout le territoire, communes additionnées"),
        Regle::Ratio { .. } | Regle::Indice { .. } => {
            format!("{x}, rapport de deux sommes sur le territoire et non moyenne des communes")
        }
        Regle::MoyennePonderee { .. } => {
            format!("{x} en moyenne, chaque commune comptant pour sa population")
        }
        Regle::PartPopulationSeuil { .. }
        | Regle::PartPopulationClasse { .. }
        | Regle::PartPopulationSans { .. } => {
            format!("{nu} habitants du territoire sur 100 sont dans ce cas")
        }
        Regle::PopulationClasse { .. } | Regle::PopulationSans { .. } => {
            format!("{nu} habitants du territoire sont dans ce cas")
        }
        Regle::CommunesClasse { .. } | Regle::CommunesSans { .. } => {
            format!("{nu} communes du territoire sont dans ce cas")
        }
        Regle::PartCommunesConnues { .. } => {
            format!("{nu} communes du territoire sur 100 sont dans ce cas")
        }
        Regle::Denombrement { .. } => format!("le territoire en compte {nu}"),
        Regle::ZonesCoupees { .. } => {
            format!("{nu} d'entre eux ont des communes dans le territoire et d'autres au-dehors")
        }
        Regle::Evolution { mesure, .. } => {
            let rythme = match mesure {
                MesureEvolution::Totale => "du premier millésime au second",
                MesureEvolution::Annuelle => "par an en moyenne entre les deux millésimes",
            };
            format!("{nu}\u{a0}% de plus {rythme}, pour les mêmes communes")
        }
        Regle::EvolutionPart { .. } => {
            format!(
                "{nu}\u{a0}point de plus par an entre les deux millésimes, pour les mêmes communes"
            )
        }
        Regle::Solde { .. } => format!("{x}, arrivées ou naissances moins départs ou décès"),
        Regle::ParCommune { .. } => format!("{x}, dans une commune et jamais pour le territoire"),
        Regle::Publie { .. } => {
            format!("{x}, dans un département, une région ou un EPCI et jamais pour le territoire")
        }
        Regle::Complement { .. } => {
            format!("{x}, ce que laisse le rapport de deux sommes sur le territoire")
        }
        Regle::Mediane { .. } => format!(
            "{x}, dépassés par une moitié et non par l'autre, dans une commune et jamais pour le territoire"
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::indicateurs::Catalogue;

    #[test]
    fn every_indicator_has_one_reading_sentence_that_holds_its_label_or_is_its_own() {
        for d in Catalogue::embarque().unwrap().definitions() {
            assert!(d.lecture.chars().count() > 20, "{}", d.id);
            assert!(
                !d.lecture.ends_with('.') && !d.lecture.contains("Lecture"),
                "{} : {}",
                d.id,
                d.lecture
            );
        }
    }

    #[test]
    fn an_acronym_keeps_its_capital() {
        assert_eq!(super::minuscule("APL aux médecins"), "APL aux médecins");
        assert_eq!(super::minuscule("Part des jeunes"), "part des jeunes");
    }
}
