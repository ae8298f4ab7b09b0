//! The report as sheets of a workbook: one a section, the communes side by side, the other tables, the dictionary, the sources.

mod briques;
mod communes;
mod longue;
mod section;

use super::comparables;
use super::types::{Cellule, Rapport, Tableau};
use crate::model::Indicateur;
pub use briques::Feuille;
use briques::{colonne, simple, tableau, texte};
pub use communes::par_commune;
use communes::reunir;
pub use longue::longue;
use section::de_section;

/// Every sheet, in order.
#[must_use]
pub fn feuilles(rapport: &Rapport) -> Vec<Feuille> {
    let redondants = comparables::redondants(&rapport.indicateurs);
    let mut sortie = Vec::new();
    for section in &rapport.sections {
        let siens = rapport
            .indicateurs
            .iter()
            .filter(|i| i.section == section.id);
        let siens: Vec<&Indicateur> = siens.collect();
        if !siens.is_empty() {
            sortie.push(de_section(section.id, &section.titre, &siens, &redondants));
        }
    }
    let (communes, autres): (Vec<&Tableau>, Vec<&Tableau>) =
        rapport.tableaux.iter().partition(|t| par_commune(t));
    sortie.extend(reunir(&communes));
    sortie.extend(autres.into_iter().map(|t| simple(&t.id, t.clone())));
    sortie.push(dictionnaire(rapport));
    sortie.push(sources(rapport));
    sortie
}

/// Tables of another report, a sheet each.
#[must_use]
pub fn de_tableaux(tableaux: Vec<Tableau>) -> Vec<Feuille> {
    let feuille = |t: Tableau| simple(&t.id.clone(), t);
    tableaux.into_iter().map(feuille).collect()
}

/// What each figure is and how it is made.
fn dictionnaire(rapport: &Rapport) -> Feuille {
    let ligne = |i: &Indicateur| {
        vec![
            texte(i.id.as_str()),
            texte(i.section.as_str()),
            texte(i.libelle.as_str()),
            texte(i.unite.as_str()),
            texte(i.formule.as_str()),
            texte(i.sources.join(", ")),
        ]
    };
    let titres = [
        "Identifiant",
        "Section",
        "Indicateur",
        "Unité",
        "Formule",
        "Sources",
    ];
    let lignes = rapport.indicateurs.iter().map(ligne).collect();
    let colonnes = titres.into_iter().map(colonne).collect();
    simple(
        "dictionnaire",
        tableau("dictionnaire", "Dictionnaire", colonnes, lignes),
    )
}

fn sources(rapport: &Rapport) -> Feuille {
    let titres = [
        "Identifiant",
        "Source",
        "Producteur",
        "Année",
        "Licence",
        "Fichier",
        "SHA-256",
        "Adresse",
    ];
    let lignes = rapport.sources.iter().map(|s| {
        let lus = [
            &s.id,
            &s.libelle,
            &s.producteur,
            &s.millesime,
            &s.licence,
            &s.fichier,
            &s.sha256,
        ];
        let mut cellules: Vec<Cellule> = lus.into_iter().map(|t| texte(t.as_str())).collect();
        cellules.push(texte(s.url.clone().unwrap_or_default()));
        cellules
    });
    let colonnes = titres.into_iter().map(colonne).collect();
    simple(
        "sources",
        tableau("sources", "Sources", colonnes, lignes.collect()),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::briques::nombre;
    use super::*;
    use crate::render::essai;

    #[test]
    fn every_indicator_has_its_row_and_its_number() {
        let rapport = essai::rapport();
        let toutes = feuilles(&rapport);
        for i in &rapport.indicateurs {
            let feuille = toutes.iter().find(|f| f.nom == i.section.as_str()).unwrap();
            let ligne = feuille
                .tableau
                .lignes
                .iter()
                .find(|l| l[0] == texte(i.id.as_str()))
                .unwrap();
            assert_eq!(ligne[4], nombre(i.valeur), "{}", i.id);
        }
    }

    #[test]
    fn every_row_has_one_cell_a_column_and_every_sheet_its_name() {
        let toutes = feuilles(&essai::rapport());
        let noms: BTreeSet<&str> = toutes.iter().map(|f| f.nom.as_str()).collect();
        assert_eq!(noms.len(), toutes.len());
        for f in &toutes {
            let large = f.tableau.colonnes.len();
            assert!(
                f.tableau.lignes.iter().all(|l| l.len() == large),
                "{}",
                f.nom
            );
            assert_eq!(f.decimales.len(), f.tableau.lignes.len());
        }
    }
}
