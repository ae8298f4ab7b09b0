//! A prepared file made for another territory: it has the figures of the perimeter, not its places.

use std::collections::BTreeSet;

use super::contexte::Contexte;
use crate::francais::enumerer;
use crate::model::{Constat, RegleConstat, SectionId, Severite};

const NOMS: usize = 5;

pub(super) fn verifier(c: &Contexte<'_>) -> Vec<Constat> {
    let referentiel = c.referentiel();
    let ici = c.membres.iter().map(|m| referentiel.departement(m.unite));
    let ici: BTreeSet<(&str, &str)> = ici.map(|d| (d.code.as_str(), d.nom.as_str())).collect();
    let mut constats = Vec::new();
    for prepare in &c.dataset.prepares {
        let dehors = ici
            .iter()
            .filter(|(code, _)| !prepare.departements.contains(*code));
        let dehors: Vec<String> = dehors
            .map(|(code, nom)| format!("{nom} ({code})"))
            .collect();
        if dehors.is_empty() {
            continue;
        }
        let texte = format!(
            "{} a été préparé pour {}\u{a0}: les contours, les points, les structures, les quartiers prioritaires et les \
             CPTS de {} n'y sont pas, ou pas tous. Demandez un fichier préparé pour ce territoire ou pour la France.",
            prepare.fichier,
            prepare.territoire,
            enumerer(&dehors, NOMS),
        );
        let regle = RegleConstat::HorsFichierPrepare;
        constats.push(
            Constat::new(regle, Severite::Alerte, SectionId::S0, texte)
                .avec_origine(prepare.fichier.clone()),
        );
    }
    constats
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Plages, tout};
    use crate::indicateurs::essai::Essai;
    use crate::model::FichierPrepare;

    #[test]
    fn only_a_perimeter_outside_the_territory_is_told() {
        let essai = Essai::communes(&[100, 200]);
        let (mut d, perimetre) = (essai.dataset.clone(), essai.perimetre(&[("96001", 1.0)]));
        let code = d
            .referentiel
            .departement(perimetre.membres[0].unite)
            .code
            .clone();
        let mut dit = |code: &str| {
            d.prepares = vec![FichierPrepare {
                fichier: "region.cpts".into(),
                territoire: "reg:93".into(),
                departements: [code.to_owned()].into(),
            }];
            let plages = Plages::embarquees().unwrap();
            let tous = tout(&d, &perimetre, &plages).unwrap();
            tous.into_iter()
                .filter(|c| c.id == RegleConstat::HorsFichierPrepare)
                .map(|c| c.texte)
                .collect::<Vec<_>>()
        };
        assert!(dit(&code).is_empty());
        let [texte] = dit("2A").try_into().unwrap();
        assert!(
            texte.contains("region.cpts a été préparé pour reg:93"),
            "{texte}"
        );
    }
}
