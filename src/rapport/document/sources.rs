//! Where the figures of the short edition come from: the sources cited, in half a page.

use std::collections::BTreeSet;

use super::contexte::{Contexte, dit};
use super::edition::PlanEdition;
use super::{Bloc, Case, Choix, Partie, Table};
use crate::model::{SectionId, Source};

/// The sources that the figures of the document cite.
pub(super) fn resume<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Partie<'a> {
    let rapport = contexte.rapport;
    let lus = ids(contexte.edition, choix).filter_map(|id| contexte.indicateur(id));
    let mut citees: BTreeSet<&str> = lus
        .filter(|i| dit(i))
        .flat_map(|i| &i.sources)
        .map(String::as_str)
        .collect();
    citees.extend(rapport.zones_blanches.sources.iter().map(String::as_str));
    let pages = contexte.edition.page.iter();
    let pages = pages.filter(|p| choix.garde(&p.sections));
    let voulus = pages.flat_map(|p| &p.graphiques);
    let traces = voulus.flat_map(|id| rapport.graphiques.iter().filter(move |g| g.id == *id));
    citees.extend(traces.flat_map(|g| &g.sources).map(String::as_str));
    let siennes: Vec<&Source> = rapport
        .sources
        .iter()
        .filter(|s| citees.contains(s.id.as_str()))
        .collect();
    let mut partie = partie(&siennes);
    partie.blocs.push(Bloc::Note(
        "Formule, couverture et empreinte de chaque chiffre : édition complète (--edition complete) et sortie JSON.".to_owned(),
    ));
    partie
}

/// Every indicator that the short edition may tell: cards and what they are compared by, pages, synthesis, missions.
fn ids<'e>(edition: &'e PlanEdition, choix: Choix<'e>) -> impl Iterator<Item = &'e String> {
    let pages = edition
        .page
        .iter()
        .filter(move |p| choix.garde(&p.sections));
    let fin = choix.garde(&[SectionId::S12]);
    let vignettes = edition.vignette.iter();
    vignettes
        .flat_map(|v| std::iter::once(&v.indicateur).chain(&v.repere))
        .chain(pages.flat_map(|p| &p.indicateurs))
        .chain(
            edition
                .synthese
                .iter()
                .filter_map(|s| s.indicateur.as_ref())
                .chain(edition.mission.iter().flat_map(|m| &m.indicateurs))
                .filter(move |_| fin),
        )
}

fn partie<'a>(sources: &[&Source]) -> Partie<'a> {
    let ligne = |(s, annees): &(&Source, Vec<&str>)| {
        vec![
            Case::lien(&s.libelle, s.url.as_deref()),
            s.producteur.as_str().into(),
            annees.join(", ").into(),
            s.licence.as_str().into(),
        ]
    };
    Partie {
        ancre: "sources".to_owned(),
        titre: "Sources".to_owned(),
        page: false,
        blocs: vec![Bloc::Table(
            Table::new(
                "",
                &[
                    ("Source", false, 40),
                    ("Producteur", false, 20),
                    ("Année", false, 20),
                    ("Licence", false, 20),
                ],
            )
            .avec(reunies(sources).iter().map(ligne)),
        )],
    }
}

/// Files of one name, one producer and one licence are a row, their vintages together.
fn reunies<'s>(sources: &[&'s Source]) -> Vec<(&'s Source, Vec<&'s str>)> {
    let mut sortie: Vec<(&Source, Vec<&str>)> = Vec::new();
    for &source in sources {
        let meme = |(autre, _): &&mut (&Source, Vec<&str>)| {
            (&autre.libelle, &autre.producteur, &autre.licence)
                == (&source.libelle, &source.producteur, &source.licence)
        };
        match sortie.iter_mut().find(meme) {
            Some((_, annees)) if annees.contains(&source.millesime.as_str()) => {}
            Some((_, annees)) => annees.push(&source.millesime),
            None => sortie.push((source, vec![&source.millesime])),
        }
    }
    sortie
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    #[test]
    fn files_of_one_name_are_one_row_with_their_years() {
        let mut une = essai::rapport().sources.remove(0);
        une.libelle = "Base permanente des équipements".to_owned();
        une.millesime = "2024".to_owned();
        let mut deux = une.clone();
        deux.millesime = "2021".to_owned();
        let mut autre = une.clone();
        autre.libelle = "Filosofi".to_owned();
        let sources = [&une, &deux, &une, &autre];
        let reunies = reunies(&sources);
        assert_eq!(reunies.len(), 2);
        assert_eq!(reunies[0].1, ["2024", "2021"]);
    }
}
