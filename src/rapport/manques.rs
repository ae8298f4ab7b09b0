//! What a section should draw and cannot: said in a sentence, so that nothing is silently missing.

use super::plan::Plan;
use super::{Cartes, Section};

/// Sentences on the charts and maps of the plan that a section does not hold.
pub(super) fn dire(
    plan: &Plan,
    section: &Section,
    cartes: Option<&Cartes>,
    contours: bool,
) -> Vec<String> {
    let graphiques: Vec<&str> = plan
        .graphique
        .iter()
        .filter(|g| g.section == section.id && !section.graphiques.contains(&g.id))
        .map(|g| g.titre.as_str())
        .collect();
    let prevues = plan.section.iter().filter(|s| s.id == section.id);
    let absentes: Vec<&str> = prevues
        .flat_map(|s| &s.cartes)
        .filter(|id| !section.cartes.contains(id))
        .map(|id| plan.titres_cartes.get(id).unwrap_or(id).as_str())
        .collect();
    let mut phrases = Vec::new();
    if !graphiques.is_empty() {
        phrases.push(format!(
            "{}\u{a0}: {}. Aucune valeur n'est publiée pour le périmètre.",
            accorder(
                &graphiques,
                "Graphique non dessiné",
                "Graphiques non dessinés"
            ),
            citer(&graphiques)
        ));
    }
    if !absentes.is_empty() {
        phrases.push(format!(
            "{}\u{a0}: {}. {}",
            accorder(&absentes, "Carte non dessinée", "Cartes non dessinées"),
            citer(&absentes),
            pourquoi(cartes, contours)
        ));
    }
    phrases
}

fn pourquoi(cartes: Option<&Cartes>, contours: bool) -> &'static str {
    match (cartes, contours) {
        (Some(_), _) => "Aucun fichier du dossier ne donne la valeur pour ces communes.",
        (None, true) => {
            "Le fichier des contours n'a aucune commune du périmètre sous son code actuel."
        }
        (None, false) => {
            "Aucun fichier du dossier ne donne les contours des communes (IGN ou Etalab, GeoJSON), et le programme n'a pas ceux de ces communes."
        }
    }
}

fn accorder(noms: &[&str], singulier: &'static str, pluriel: &'static str) -> &'static str {
    if noms.len() > 1 { pluriel } else { singulier }
}

fn citer(noms: &[&str]) -> String {
    let cites: Vec<String> = noms.iter().map(|n| format!("«\u{a0}{n}\u{a0}»")).collect();
    cites.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionId;
    use crate::rapport::plan::plan;

    fn vide(id: SectionId) -> Section {
        Section {
            id,
            titre: String::new(),
            textes: Vec::new(),
            indicateurs: Vec::new(),
            cles: Vec::new(),
            graphiques: Vec::new(),
            cartes: Vec::new(),
            tableaux: Vec::new(),
        }
    }

    #[test]
    fn a_section_without_its_charts_and_maps_says_so_and_why() {
        let plan = plan().unwrap();
        let phrases = dire(&plan, &vide(SectionId::S2), None, false);
        assert_eq!(phrases.len(), 2);
        assert!(phrases[0].contains("«\u{a0}Structure par âge\u{a0}»"));
        assert!(phrases[1].starts_with("Cartes non dessinées") && phrases[1].contains("Etalab"));
    }

    #[test]
    fn a_whole_section_says_nothing() {
        let plan = plan().unwrap();
        assert!(dire(&plan, &vide(SectionId::S4), None, false).is_empty());
        let mut tout = vide(SectionId::S3);
        tout.cartes = vec!["revenu_median".to_owned()];
        assert!(dire(&plan, &tout, None, true).is_empty());
    }
}
