//! The two editions of an invented report: short enough, whole, and never another figure than that of the report.

use super::*;
use crate::model::{Indicateur, Statut};
use crate::rapport::comparables::essais::population;
use crate::rapport::mots::Chiffre;
use crate::rapport::plan::plan;
use crate::render::essai;
use edition::{PlanEdition, edition};

fn plans() -> (crate::rapport::plan::Plan, PlanEdition) {
    (plan().unwrap(), edition().unwrap())
}

fn partie<'d>(document: &'d Document<'_>, ancre: &str) -> &'d Partie<'d> {
    document.parties.iter().find(|p| p.ancre == ancre).unwrap()
}

fn tables<'d>(document: &'d Document<'_>) -> impl Iterator<Item = &'d Table> {
    document
        .parties
        .iter()
        .flat_map(|p| &p.blocs)
        .filter_map(|b| match b {
            Bloc::Table(t) => Some(t),
            _ => None,
        })
}

#[test]
fn the_short_edition_begins_at_most_eight_pages() {
    let (rapport, (plan, edition)) = (essai::rapport(), plans());
    let document = construire(&rapport, (&plan, &edition), Edition::Courte);
    let pages = 1 + document.parties.iter().filter(|p| p.page).count();
    assert!(pages <= 8, "{pages}");
    for page in &document.parties {
        let lignes = page.blocs.iter().filter_map(|b| match b {
            Bloc::Table(t) if page.ancre != "financement" && page.ancre != "sources" => {
                Some(t.lignes.len())
            }
            _ => None,
        });
        assert!(
            lignes.sum::<usize>() <= edition.limites.lignes,
            "{}",
            page.ancre
        );
    }
}

#[test]
fn every_table_has_one_cell_a_column() {
    let (rapport, (plan, edition)) = (essai::rapport(), plans());
    for forme in [Edition::Courte, Edition::Complete] {
        let document = construire(&rapport, (&plan, &edition), forme);
        for table in tables(&document) {
            let large = table.colonnes.len();
            assert!(large > 0 && table.entete < large, "{}", table.titre);
            assert!(
                table.lignes.iter().all(|l| l.len() == large),
                "{}",
                table.titre
            );
        }
    }
}

#[test]
fn the_complete_edition_tells_every_figure_that_the_report_has() {
    let (rapport, (plan, edition)) = (essai::rapport(), plans());
    let document = construire(&rapport, (&plan, &edition), Edition::Complete);
    let ecrits: Vec<&str> = tables(&document)
        .flat_map(|t| &t.lignes)
        .flatten()
        .map(|c| c.texte.as_str())
        .collect();
    let listes: Vec<&String> = rapport
        .sections
        .iter()
        .flat_map(|s| &s.indicateurs)
        .collect();
    let lus = rapport
        .indicateurs
        .iter()
        .filter(|i| listes.contains(&&i.id));
    let dits: Vec<&Indicateur> = lus.filter(|i| contexte::dit(i)).collect();
    assert!(!dits.is_empty());
    for i in dits {
        let mut texte = Chiffre::du_perimetre(i).texte();
        soin::soigner_texte(&mut texte);
        assert!(
            ecrits.iter().any(|e| e.starts_with(&texte)),
            "{} : {texte}",
            i.id
        );
    }
}

#[test]
fn a_key_figure_is_that_of_the_report_and_says_where_it_stands() {
    let (mut rapport, (plan, edition)) = (essai::rapport(), plans());
    let ailleurs = [(crate::model::Niveau::France, "FR", 10.0)];
    let apl = |valeur: f64| Indicateur {
        id: "apl_mg".to_owned(),
        decimales: 1,
        favorable_si_haut: Some(true),
        ..population(valeur, &ailleurs)
    };
    let lue = |rapport: &Rapport| {
        let document = construire(rapport, (&plan, &edition), Edition::Courte);
        let blocs = partie(&document, "essentiel").blocs.clone();
        let vignettes = blocs.into_iter().find_map(|b| match b {
            Bloc::Vignettes(v) => Some(v),
            _ => None,
        });
        let titre = "APL aux généralistes";
        vignettes.unwrap().into_iter().find(|v| v.titre == titre)
    };
    for (valeur, dite) in [
        (8.0, "20\u{a0}% de moins"),
        (12.0, "20\u{a0}% de plus"),
        (10.01, "autant"),
    ] {
        rapport.indicateurs = vec![apl(valeur)];
        let v = lue(&rapport).unwrap();
        assert_eq!(v.valeur, crate::francais::nombre(valeur, 1));
        assert!(v.position.unwrap().starts_with(dite), "{valeur}");
    }
    let mut absente = apl(8.0);
    (absente.valeur, absente.statut) = (None, Statut::Absent);
    rapport.indicateurs = vec![absente];
    assert!(lue(&rapport).is_none(), "what is absent is no key figure");
}

/// Lines of the four quarters, in their order.
fn quarts(rapport: &Rapport) -> Vec<Vec<String>> {
    let (plan, edition) = plans();
    let document = construire(rapport, (&plan, &edition), Edition::Courte);
    let blocs = &partie(&document, "synthese").blocs;
    let cadrans = blocs.iter().find_map(|b| match b {
        Bloc::Synthese(c) => Some(c),
        _ => None,
    });
    cadrans.unwrap().iter().map(|c| c.lignes.clone()).collect()
}

#[test]
fn the_direction_of_a_gap_chooses_its_quarter_and_no_figure_proposes_nothing() {
    let mut rapport = essai::rapport();
    rapport.constats.clear();
    let apl = |valeur: f64, haut: bool| Indicateur {
        id: "apl_mg".to_owned(),
        favorable_si_haut: Some(haut),
        ..population(valeur, &[(crate::model::Niveau::France, "FR", 10.0)])
    };
    let place = |rapport: &Rapport| {
        let pleins = quarts(rapport)
            .into_iter()
            .enumerate()
            .filter(|(_, l)| l.iter().any(|t| t != "à écrire"));
        pleins.map(|(rang, _)| rang).collect::<Vec<_>>()
    };
    for (valeur, haut, attendu) in [
        (20.0, true, vec![0]),
        (5.0, true, vec![1]),
        (20.0, false, vec![1]),
        (5.0, false, vec![0]),
        (10.2, true, vec![]),
    ] {
        rapport.indicateurs = vec![apl(valeur, haut)];
        assert_eq!(place(&rapport), attendu, "{valeur} {haut}");
    }
    let mut cache = apl(5.0, true);
    (cache.valeur, cache.statut) = (None, Statut::NonPublie);
    rapport.indicateurs = vec![cache];
    assert_eq!(place(&rapport), Vec::<usize>::new());
}

#[test]
fn a_territory_without_any_data_is_a_short_document_that_says_what_to_drop() {
    let (mut rapport, (plan, edition)) = (essai::rapport(), plans());
    rapport.indicateurs.clear();
    rapport.graphiques.clear();
    rapport.cartes = None;
    rapport.constats.clear();
    let document = construire(&rapport, (&plan, &edition), Edition::Courte);
    let ancres: Vec<&str> = document.parties.iter().map(|p| p.ancre.as_str()).collect();
    assert_eq!(
        ancres,
        [
            "essentiel",
            "synthese",
            "financement",
            "completude",
            "sources"
        ]
    );
}

#[test]
fn a_map_counts_the_communes_of_the_territory_and_no_neighbour() {
    let (rapport, (plan, edition)) = (essai::rapport(), plans());
    let document = construire(&rapport, (&plan, &edition), Edition::Complete);
    let figures = document
        .parties
        .iter()
        .flat_map(|p| &p.blocs)
        .filter_map(|b| match b {
            Bloc::Figures(f) => Some(f),
            _ => None,
        });
    let mut comptees = 0;
    for f in figures
        .flatten()
        .filter(|f| f.alternative.starts_with("Carte par commune. "))
    {
        let nombres = f
            .alternative
            .split("\u{a0}commune")
            .filter_map(|t| t.rsplit(' ').next()?.parse::<usize>().ok());
        let total: usize = nombres.sum();
        assert!(
            total > 0 && total <= rapport.perimetre.communes.len(),
            "{}",
            f.alternative
        );
        comptees += 1;
    }
    assert!(comptees > 0);
}

#[test]
fn an_amount_that_no_source_settles_is_not_among_the_settled_ones() {
    let (mut rapport, (plan, edition)) = (essai::rapport(), plans());
    let montant = &mut rapport.financement.montants[0];
    (montant.fixe, montant.confiance) = (Some(0.0), crate::model::Confiance::NonEtabli);
    let nom = montant.libelle.clone();
    let document = construire(&rapport, (&plan, &edition), Edition::Courte);
    let blocs = &partie(&document, "financement").blocs;
    let table =
        |b: &Bloc<'_>| matches!(b, Bloc::Table(t) if t.lignes.iter().any(|l| l[0].texte == nom));
    assert!(!blocs.iter().any(table));
    assert!(
        blocs
            .iter()
            .any(|b| matches!(b, Bloc::Texte(t) if t.contains(&nom)))
    );
}

#[test]
fn a_gap_is_not_told_when_chance_alone_may_make_it() {
    let (mut rapport, (plan, edition)) = (essai::rapport(), plans());
    let mut rate = population(12.0, &[(crate::model::Niveau::France, "FR", 10.0)]);
    (rate.id, rate.favorable_si_haut) = ("apl_mg".to_owned(), Some(true));
    for (intervalle, dit) in [
        (None, true),
        (Some([11.0, 13.0]), true),
        (Some([9.0, 16.0]), false),
    ] {
        rate.intervalle = intervalle;
        rapport.indicateurs = vec![rate.clone()];
        let contexte = contexte::Contexte::new(&rapport, (&plan, &edition), Edition::Courte);
        assert_eq!(
            ecart::ecart(&contexte, &rapport.indicateurs[0]).is_some(),
            dit,
            "{intervalle:?}"
        );
    }
}
