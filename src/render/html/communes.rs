//! The one table of the communes: all that the report says of each, side by side, every column once.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Value, context};

use crate::rapport::feuilles::par_commune;
use crate::rapport::{self, CommuneRapport, Tableau, cartes::ValeurCarte};
use crate::render::nombre::{NON_DISPONIBLE, nombre};

use super::contexte::{Contexte, part};
use super::tableau;

/// Columns about the same thing.
struct Theme {
    titre: String,
    note: String,
    sources: Vec<Value>,
    du_rapport: bool,
    colonnes: Vec<Colonne>,
}

/// Title, what it shows when that is a variable of the data, and the text of each commune that has one.
struct Colonne {
    titre: String,
    variable: Option<String>,
    numerique: bool,
    textes: BTreeMap<String, String>,
}

impl Theme {
    fn new(titre: &str, colonnes: Vec<Colonne>) -> Self {
        Self {
            titre: titre.to_owned(),
            note: String::new(),
            sources: Vec::new(),
            du_rapport: false,
            colonnes,
        }
    }
}

/// The table for the templates: themes, then their columns, one row per commune of the perimeter.
pub(super) fn vue(contexte: &Contexte) -> Value {
    let themes = sans_redite(themes(contexte));
    let lignes = contexte.rapport.perimetre.communes.iter().map(|c| {
        let code = c.code.to_string();
        let colonnes = themes.iter().flat_map(|t| &t.colonnes);
        let cases = colonnes.map(|colonne| {
            let texte = colonne.textes.get(&code).map_or("", String::as_str);
            context! { texte, numerique => colonne.numerique }
        });
        let cases: Vec<Value> = cases.collect();
        context! { nom => &c.nom, code, cases }
    });
    let en_tete = |t: &Theme| {
        let colonnes = t.colonnes.iter();
        let colonnes = colonnes.map(|c| context! { titre => &c.titre, numerique => c.numerique });
        context! {
            titre => &t.titre,
            note => &t.note,
            sources => &t.sources,
            colonnes => colonnes.collect::<Vec<_>>(),
        }
    };
    context! { themes => themes.iter().map(en_tete).collect::<Vec<_>>(), lignes => lignes.collect::<Vec<Value>>() }
}

/// Every theme, in the order of the sections.
fn themes(contexte: &Contexte) -> Vec<Theme> {
    let rapport = contexte.rapport;
    let mut sortie = vec![Theme::new("Le territoire", composition(contexte))];
    sortie.extend(
        rapport
            .tableaux
            .iter()
            .filter(|t| par_commune(t))
            .map(|t| du_tableau(contexte, t)),
    );
    sortie.push(Theme::new("Cartes", cartes(contexte)));
    sortie.push(Theme::new(
        "Médecin généraliste le plus proche",
        proches(contexte),
    ));
    sortie.push(Theme::new("CPTS", cpts(contexte)));
    sortie
}

/// Share, inhabitants, département and EPCI of each commune.
fn composition(contexte: &Contexte) -> Vec<Colonne> {
    let perimetre = &contexte.rapport.perimetre;
    let colonne = |titre: &str, numerique: bool, dit: &dyn Fn(&CommuneRapport) -> String| Colonne {
        titre: titre.to_owned(),
        variable: None,
        numerique,
        textes: perimetre
            .communes
            .iter()
            .map(|c| (c.code.to_string(), dit(c)))
            .collect(),
    };
    let departement = |c: &CommuneRapport| {
        let connu = perimetre
            .departements
            .iter()
            .find(|d| d.code == c.departement);
        connu.map_or_else(
            || c.departement.clone(),
            |d| format!("{} ({})", d.nom, d.code),
        )
    };
    let epci = |c: &CommuneRapport| {
        let siren = c.epci.as_deref().unwrap_or_default();
        let connu = perimetre.epci.iter().find(|e| e.siren == siren);
        connu.map_or_else(|| siren.to_owned(), |e| e.nom.clone())
    };
    let population = |c: &CommuneRapport| {
        c.population
            .map_or_else(|| NON_DISPONIBLE.to_owned(), |p| nombre(p, 0))
    };
    let coupee = perimetre.communes.iter().any(|c| c.part < 1.0);
    // Of a commune cut by the perimeter, the tables tell the inhabitants inside.
    let mut sortie = vec![Colonne {
        variable: (!coupee).then(|| "population_municipale".to_owned()),
        ..colonne("Population de la commune", true, &population)
    }];
    if coupee {
        sortie.push(colonne("Part dans le périmètre", true, &|c| part(c.part)));
    }
    if perimetre.departements.len() > 1 {
        sortie.push(colonne("Département", false, &departement));
    }
    sortie.push(colonne("Intercommunalité", false, &epci));
    sortie
}

/// The columns of a table of the report, its rows being communes.
fn du_tableau(contexte: &Contexte, tableau: &Tableau) -> Theme {
    let colonnes = tableau::colonnes(tableau).into_iter().enumerate().skip(2);
    let colonnes = colonnes.map(|(rang, (titre, numerique))| {
        let textes = tableau.lignes.iter().map(|l| {
            let cases = tableau::cases(tableau, l);
            let lu = |n: usize| cases.get(n).cloned().unwrap_or_default();
            (lu(0), lu(rang))
        });
        Colonne {
            titre,
            variable: tableau.colonnes.get(rang).and_then(|c| c.variable.clone()),
            numerique,
            textes: textes.collect(),
        }
    });
    Theme {
        titre: tableau.titre.replace(" par commune", ""),
        note: tableau.note.clone().unwrap_or_default(),
        sources: contexte.renvois(&tableau.sources),
        du_rapport: true,
        colonnes: colonnes.collect(),
    }
}

/// What each map shows.
fn cartes(contexte: &Contexte) -> Vec<Colonne> {
    let themes = contexte.rapport.cartes.iter().flat_map(|c| &c.themes);
    let dit = |t: &rapport::Theme, v: &ValeurCarte| {
        let nu = v.valeur.map(|x| nombre(x, t.decimales));
        nu.unwrap_or_else(|| v.texte.clone())
    };
    let colonne = |t: &rapport::Theme| Colonne {
        titre: tableau::avec_unite(&t.titre, &t.unite),
        variable: Some(variable(&t.id).to_owned()),
        numerique: !t.unite.is_empty(),
        textes: t
            .valeurs
            .iter()
            .map(|v| (v.code.to_string(), dit(t, v)))
            .collect(),
    };
    themes.map(colonne).collect()
}

/// What a map shows: most have the name of their variable.
fn variable(theme: &str) -> &str {
    match theme {
        "population" => "population_municipale",
        "densite" => "densite_7",
        autre => autre,
    }
}

/// Nearest commune that has a médecin généraliste, for those that have none.
fn proches(contexte: &Contexte) -> Vec<Colonne> {
    let sans = contexte.rapport.sous_densite.communes_sans_medecin.iter();
    let sans: Vec<_> = sans
        .filter_map(|c| Some((c.code.to_string(), c.plus_proche.as_ref()?)))
        .collect();
    let colonne = |titre: &str, numerique, textes| Colonne {
        titre: titre.to_owned(),
        variable: None,
        numerique,
        textes,
    };
    vec![
        colonne(
            "Commune la plus proche",
            false,
            sans.iter()
                .map(|(c, p)| (c.clone(), p.nom.clone()))
                .collect(),
        ),
        colonne(
            "Distance (km)",
            true,
            sans.iter()
                .map(|(c, p)| (c.clone(), nombre(p.distance_km, 1)))
                .collect(),
        ),
    ]
}

/// Who already covers each commune.
fn cpts(contexte: &Contexte) -> Vec<Colonne> {
    let zones = &contexte.rapport.zones_blanches;
    let listes = [
        (&zones.communes_autre_cpts, ""),
        (&zones.communes_plusieurs_cpts, ""),
        (&zones.communes_sans_cpts, "aucune"),
        (
            &zones.communes_hors_champ,
            "inconnue (hors du champ de la liste)",
        ),
    ];
    let mut textes: BTreeMap<String, String> = BTreeMap::new();
    for (communes, seul) in listes {
        for c in communes {
            let noms = if c.cpts.is_empty() {
                seul.to_owned()
            } else {
                c.cpts.join("\u{a0}; ")
            };
            textes.entry(c.code.to_string()).or_insert(noms);
        }
    }
    vec![Colonne {
        titre: "CPTS qui couvre la commune".to_owned(),
        variable: None,
        numerique: false,
        textes,
    }]
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

#[cfg(test)]
mod tests {
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
