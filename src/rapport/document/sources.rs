//! Where the figures come from: the sources cited in half a page, or every source with the method of every figure.

use std::collections::BTreeSet;

use super::contexte::{Contexte, dit};
use super::{Bloc, Case, Partie, Table};
use crate::model::Source;

/// The sources that the figures of the document cite.
pub(super) fn resume<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let rapport = contexte.rapport;
    let pages = contexte.edition.page.iter().flat_map(|p| &p.indicateurs);
    let vignettes = contexte.edition.vignette.iter().map(|v| &v.indicateur);
    let lus = pages
        .chain(vignettes)
        .filter_map(|id| contexte.indicateur(id));
    let mut citees: BTreeSet<&str> = lus
        .filter(|i| dit(i))
        .flat_map(|i| &i.sources)
        .map(String::as_str)
        .collect();
    citees.extend(rapport.zones_blanches.sources.iter().map(String::as_str));
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

/// Every source, then the formula of every figure.
pub(super) fn detail<'a>(contexte: &Contexte<'a>) -> Partie<'a> {
    let rapport = contexte.rapport;
    let toutes: Vec<&Source> = rapport.sources.iter().collect();
    let mut partie = partie(&toutes);
    let lus = rapport.indicateurs.iter().filter(|i| dit(i));
    let lignes = lus.map(|i| {
        let couverture = crate::francais::part(i.couverture.population);
        vec![
            Case::from(i.libelle.as_str()),
            i.formule.as_str().into(),
            if i.est_un_repere() {
                "–".into()
            } else {
                couverture.into()
            },
        ]
    });
    partie.blocs.push(Bloc::Table(
        Table::new(
            "Formule et couverture de chaque chiffre",
            &[
                ("Indicateur", false, 30),
                ("Formule", false, 55),
                ("Couverture", false, 15),
            ],
        )
        .avec(lignes),
    ));
    partie
}

fn partie<'a>(sources: &[&Source]) -> Partie<'a> {
    let ligne = |s: &&Source| {
        vec![
            Case::lien(&s.libelle, s.url.as_deref()),
            s.producteur.as_str().into(),
            s.millesime.as_str().into(),
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
                    ("Source", false, 44),
                    ("Producteur", false, 22),
                    ("Année", false, 12),
                    ("Licence", false, 22),
                ],
            )
            .avec(sources.iter().map(ligne)),
        )],
    }
}
