//! The one table of the communes: all that the report says of each, side by side, every column once.

use std::collections::{BTreeMap, BTreeSet};

use super::communes_colonnes::{Colonne, Theme, cartes, composition, cpts, proches};
use super::contexte::Contexte;
use super::{Bloc, Case, Choix, Colonne as Entete, GenreTable, Partie, Table, tableaux};
use crate::francais::{avec_unite_courte, nombre};
use crate::rapport::feuilles::par_commune;
use crate::rapport::{EpciRapport, Tableau};

/// The communes, then the EPCI when no section shows them.
pub(super) fn partie<'a>(contexte: &Contexte<'a>, choix: Choix<'_>) -> Partie<'a> {
    let mut blocs = vec![Bloc::Table(table(contexte, choix))];
    let epci = &contexte.rapport.perimetre.epci;
    // The section of the territory has the same table when the data give it.
    let dite = contexte.rapport.tableaux.iter().any(|t| t.id == "epci");
    if !dite && !epci.is_empty() {
        blocs.push(Bloc::Table(intercommunalites(epci)));
    }
    Partie {
        ancre: "communes".to_owned(),
        titre: "Les communes".to_owned(),
        page: true,
        blocs,
    }
}

/// Themes, then their columns, one row per commune of the perimeter.
fn table(contexte: &Contexte<'_>, choix: Choix<'_>) -> Table {
    let themes = sans_redite(themes(contexte, choix));
    let entete = |titre: &str, nombre| Entete {
        titre: titre.to_owned(),
        nombre,
        poids: if nombre { 10 } else { 20 },
    };
    let mut colonnes = vec![entete("Commune", false), entete("Code", false)];
    colonnes.extend(
        themes
            .iter()
            .flat_map(|t| &t.colonnes)
            .map(|c| entete(&c.titre, c.numerique)),
    );
    let lignes = contexte.rapport.perimetre.communes.iter().map(|c| {
        let code = c.code.to_string();
        let siennes = themes.iter().flat_map(|t| &t.colonnes);
        let siennes = siennes.map(|colonne| {
            let texte = colonne.textes.get(&code);
            texte.map_or_else(Case::default, |t| Case::from(t.as_str()))
        });
        let tete = [Case::from(c.nom.as_str()), Case::from(code.as_str())];
        tete.into_iter().chain(siennes).collect()
    });
    Table {
        titre: "Communes du périmètre".to_owned(),
        genre: GenreTable::Communes,
        colonnes,
        lignes: lignes.collect(),
        notes: themes.iter().filter_map(Theme::note).collect(),
        themes: themes
            .iter()
            .map(|t| (t.titre.clone(), t.colonnes.len()))
            .collect(),
        ..Table::default()
    }
}

/// Every theme, in the order of the sections kept.
fn themes(contexte: &Contexte<'_>, choix: Choix<'_>) -> Vec<Theme> {
    let rapport = contexte.rapport;
    let mut sortie = vec![Theme::new("Le territoire", composition(rapport))];
    let siens = rapport.tableaux.iter().filter(|t| par_commune(t));
    let siens = siens.filter(|t| choix.garde(&[t.section]));
    sortie.extend(siens.map(|t| du_tableau(contexte, t)));
    if choix.sections.is_empty() {
        sortie.push(Theme::new("Cartes", cartes(rapport)));
        let titre = "Médecin généraliste le plus proche";
        sortie.push(Theme::new(titre, proches(rapport)));
        sortie.push(Theme::new("CPTS", cpts(rapport)));
    }
    sortie
}

/// The columns of a table of the report, its rows being communes.
fn du_tableau(contexte: &Contexte<'_>, tableau: &Tableau) -> Theme {
    let ecrit = tableaux::du_rapport(tableau);
    let colonnes = ecrit.colonnes.iter().enumerate().skip(2);
    let colonnes = colonnes.map(|(rang, entete)| {
        let textes = ecrit.lignes.iter().map(|l| {
            let lu = |n: usize| l.get(n).map(|c| c.texte.clone()).unwrap_or_default();
            (lu(0), lu(rang))
        });
        Colonne {
            titre: entete.titre.clone(),
            variable: tableau.colonnes.get(rang).and_then(|c| c.variable.clone()),
            numerique: entete.nombre,
            textes: textes.collect::<BTreeMap<_, _>>(),
        }
    });
    Theme {
        titre: tableau.titre.replace(" par commune", ""),
        dit: tableau.note.clone().unwrap_or_default(),
        renvois: contexte.renvois(&tableau.sources),
        du_rapport: true,
        colonnes: colonnes.collect(),
    }
}

/// Each variable once, the tables of the report first, then what the page knows besides; no column without a text. Two
/// columns are one by what they show, never by their texts: in a perimeter of one commune, many agree by chance.
fn sans_redite(mut themes: Vec<Theme>) -> Vec<Theme> {
    let des_tableaux = themes.iter().filter(|t| t.du_rapport);
    let des_tableaux = des_tableaux.flat_map(|t| &t.colonnes);
    let mut dites: BTreeSet<String> = des_tableaux.filter_map(|c| c.variable.clone()).collect();
    for theme in themes.iter_mut().filter(|t| !t.du_rapport) {
        theme.colonnes.retain(|c| {
            let vide = c.textes.values().all(String::is_empty);
            !vide && c.variable.as_ref().is_none_or(|v| dites.insert(v.clone()))
        });
    }
    themes.retain(|t| !t.colonnes.is_empty());
    themes
}

fn intercommunalites(epci: &[EpciRapport]) -> Table {
    let ligne = |e: &EpciRapport| {
        vec![
            Case::from(e.nom.as_str()),
            e.siren.as_str().into(),
            e.genre.as_str().into(),
            format!("{} sur {}", e.communes_dedans, e.communes_total).into(),
            format!(
                "{} sur {}",
                nombre(e.population_dedans, 0),
                nombre(e.population_total, 0)
            )
            .into(),
            avec_unite_courte(e.part_dedans * 100.0, 1, "%").into(),
        ]
    };
    Table::new(
        "Intercommunalités (EPCI) rencontrées",
        &[
            ("Intercommunalité", false, 30),
            ("SIREN", false, 12),
            ("Type", false, 8),
            ("Communes dans le périmètre", true, 15),
            ("Habitants dans le périmètre", true, 20),
            ("Part de l’EPCI dans le périmètre", true, 15),
        ],
    )
    .avec(epci.iter().map(ligne))
}

#[cfg(test)]
mod tests {
    use super::super::communes_colonnes::variable;
    use super::*;

    /// Titles left of the tables' columns, then of those of the page: each is a title, a variable and its one text.
    fn restent(tableaux: &[(&str, &str, &str)], page: &[(&str, &str, &str)]) -> Vec<String> {
        let colonne = |(titre, variable, texte): &(&str, &str, &str)| Colonne {
            titre: (*titre).to_owned(),
            variable: (!variable.is_empty()).then(|| (*variable).to_owned()),
            numerique: false,
            textes: BTreeMap::from([("96017".to_owned(), (*texte).to_owned())]),
        };
        let colonnes = |une: &[_]| une.iter().map(colonne).collect();
        let mut du_rapport = Theme::new("", colonnes(tableaux));
        du_rapport.du_rapport = true;
        let themes = sans_redite(vec![Theme::new("", colonnes(page)), du_rapport]);
        let restees = themes.into_iter().flat_map(|t| t.colonnes);
        restees.map(|c| c.titre).collect()
    }

    #[test]
    fn a_column_is_said_twice_by_its_variable_never_by_its_texts() {
        let tableaux = [("APL", "apl_mg", "2,47"), ("Bassin", "bv2022", "Orbe")];
        let page = [
            ("Carte de l'APL", variable("apl_mg"), "2,5"),
            ("Commune la plus proche", "", "Orbe"),
            ("Vide", "", ""),
        ];
        let restees = restent(&tableaux, &page);
        assert_eq!(restees, ["Commune la plus proche", "APL", "Bassin"]);
    }
}
