//! Charts and maps of the document, and what the maps are drawn from.

use super::contexte::Contexte;
use super::edition::PagePlan;
use super::{Atlas, Case, Dessin, Figure, Table};
use crate::francais::joindre;
use crate::rapport::cartes::{Cartes, Croquis, GenreTheme, Theme};
use crate::rapport::{Graphique, Rapport, Serie};

/// Outlines of the report, and the inhabitants of its communes.
pub(super) fn atlas(rapport: &Rapport) -> Option<Atlas<'_>> {
    let communes = rapport.perimetre.communes.iter();
    let poids = communes.filter_map(|c| c.population.map(|p| (c.code, p)));
    rapport.cartes.as_ref().map(|cartes| Atlas {
        cartes,
        poids: poids.collect(),
    })
}

/// The first map that can be drawn, beside the second one of the plan, else the first chart.
pub(super) fn choisies<'a>(contexte: &Contexte<'a>, plan: &PagePlan) -> Vec<Figure<'a>> {
    let premiere = |ids: &[String]| ids.iter().find_map(|id| carte(contexte, id));
    let mut figures: Vec<Figure<'a>> = premiere(&plan.cartes).into_iter().collect();
    figures.extend(premiere(&plan.secondes_cartes));
    if figures.len() < 2 {
        let graphique = plan
            .graphiques
            .iter()
            .find_map(|id| graphique(contexte, id));
        figures.splice(0..0, graphique);
    }
    figures
}

fn graphique<'a>(contexte: &Contexte<'a>, id: &str) -> Option<Figure<'a>> {
    let g = contexte.rapport.graphiques.iter().find(|g| g.id == id)?;
    Some(du_graphique(contexte, g))
}

/// A chart, with the figures that it draws.
pub(super) fn du_graphique<'a>(contexte: &Contexte<'_>, g: &'a Graphique) -> Figure<'a> {
    let renvois = contexte.renvois(&g.sources);
    let espace = if renvois.is_empty() || g.note.is_empty() {
        ""
    } else {
        " "
    };
    Figure {
        id: format!("graphique-{}", g.id),
        titre: g.titre.clone(),
        alternative: dit_du_graphique(g),
        note: format!("{}{espace}{renvois}", g.note),
        valeurs: Some(valeurs(g)),
        dessin: Dessin::Graphique(g),
    }
}

/// A map of one class, or of too few communes, says nothing: none is drawn.
pub(super) fn carte<'a>(contexte: &Contexte<'a>, id: &str) -> Option<Figure<'a>> {
    let cartes = contexte.rapport.cartes.as_ref()?;
    if let Some(c) = cartes.croquis.iter().find(|c| c.id == id) {
        return Some(croquis(contexte, cartes, c));
    }
    let theme = cartes.themes.iter().find(|t| t.id == id)?;
    cartes
        .parle(theme, contexte.edition.limites.communes_de_carte)
        .then(|| Figure {
            id: format!("carte-{id}"),
            titre: theme.titre.clone(),
            alternative: dit_de_la_carte(cartes, theme),
            note: phrases([&theme.note, &contours(contexte, cartes)]),
            valeurs: None,
            dessin: Dessin::Carte(theme),
        })
}

/// Where the outlines come from; the complete edition says how they are drawn too.
fn contours(contexte: &Contexte<'_>, cartes: &Cartes) -> String {
    if !contexte.complete {
        return cartes.source.clone();
    }
    let sans = cartes.sans_contour.iter().map(|c| contexte.commune(*c));
    let sans: Vec<String> = sans.collect();
    let manquent = if sans.is_empty() {
        String::new()
    } else {
        format!(" Sans contour, non dessinées\u{a0}: {}.", sans.join(", "))
    };
    format!(
        "Contours\u{a0}: {}\u{a0}; projection\u{a0}: {}.{manquent}",
        cartes.source, cartes.projection
    )
}

/// Why some maps are not drawn, when there are some.
pub(super) fn tues(contexte: &Contexte<'_>, ids: &[String]) -> Option<String> {
    let cartes = contexte.rapport.cartes.as_ref()?;
    let minimum = contexte.edition.limites.communes_de_carte;
    let themes = cartes.themes.iter().filter(|t| ids.contains(&t.id));
    let dite = |t: &&Theme| cartes.croquis.iter().any(|c| c.id == t.id);
    let tus = themes.filter(|t| !dite(t) && !cartes.parle(t, minimum));
    let noms: Vec<String> = tus.map(|t| format!("«\u{a0}{}\u{a0}»", t.titre)).collect();
    let (sujet, verbe) = match noms.len() {
        0 => return None,
        1 => ("Carte", "non dessinée"),
        _ => ("Cartes", "non dessinées"),
    };
    Some(format!(
        "{sujet} {}\u{a0}: {verbe}, faute d'au moins {minimum} communes qui aient une valeur, ou de valeurs qui diffèrent. Les valeurs sont dans le tableau des communes.",
        joindre(&noms)
    ))
}

/// Texts one after the other, each ended as a sentence.
fn phrases(textes: [&str; 2]) -> String {
    let mut ecrit = String::new();
    for texte in textes.map(str::trim).into_iter().filter(|t| !t.is_empty()) {
        let espace = if ecrit.is_empty() { "" } else { " " };
        let point = if texte.ends_with(['.', '!', '?', '…']) {
            ""
        } else {
            "."
        };
        ecrit.push_str(&format!("{espace}{texte}{point}"));
    }
    ecrit
}

/// A map of areas stands for the theme of the same name.
fn croquis<'a>(contexte: &Contexte<'_>, cartes: &Cartes, c: &'a Croquis) -> Figure<'a> {
    let noms: Vec<&str> = c.aires.iter().map(|a| a.nom.as_str()).collect();
    Figure {
        id: format!("carte-{}", c.id),
        titre: c.titre.clone(),
        alternative: format!("Carte des limites. {}.", noms.join(" ; ")),
        note: phrases([&c.note, &contours(contexte, cartes)]),
        valeurs: None,
        dessin: Dessin::Croquis(c),
    }
}

/// A row by territory, a column by category, as the bars are written.
fn valeurs(g: &Graphique) -> Table {
    let categories = g.categories.iter().map(|c| (c.as_str(), true, 10));
    let colonnes: Vec<_> = std::iter::once(("Territoire", false, 20))
        .chain(categories)
        .collect();
    let ligne = |s: &Serie| {
        let cases = (0..g.categories.len()).map(|rang| Case::from(ecrite(g, s, rang)));
        std::iter::once(Case::from(s.nom.as_str()))
            .chain(cases)
            .collect()
    };
    let titre = format!("Valeurs\u{a0}: {} ({})", g.titre, g.unite);
    Table::new(&titre, &colonnes).avec(g.series.iter().map(ligne))
}

/// A value of a chart, with the mark of those of a part of the communes only.
fn ecrite(g: &Graphique, serie: &Serie, rang: usize) -> String {
    let valeur = serie.valeurs.get(rang).copied().flatten();
    let marque = if serie.partielles.contains(&rang) {
        "*"
    } else {
        ""
    };
    valeur.filter(|v| v.is_finite()).map_or_else(
        || "non publié".to_owned(),
        |x| crate::francais::nombre(x, usize::from(g.decimales)) + marque,
    )
}

/// « Diagramme en barres… »: the figures are in the table of the page.
fn dit_du_graphique(g: &Graphique) -> String {
    let series = g.series.iter().map(|s| {
        let categories = g.categories.iter().enumerate();
        let valeurs = categories.map(|(rang, c)| format!("{c} {}", ecrite(g, s, rang)));
        format!("{} : {}", s.nom, valeurs.collect::<Vec<_>>().join(", "))
    });
    let series: Vec<String> = series.collect();
    format!("Diagramme en barres ({}). {}.", g.unite, series.join(" ; "))
}

/// « Carte par commune… », with how many communes each class has.
fn dit_de_la_carte(cartes: &Cartes, theme: &Theme) -> String {
    let siennes = cartes.siennes(theme);
    let nombre = |rang: usize| siennes.iter().filter(|v| v.classe == Some(rang)).count();
    let classes = theme.classes.iter().enumerate();
    let dites: Vec<String> = classes
        .map(|(rang, c)| (c, nombre(rang)))
        .filter(|(_, n)| *n > 0)
        .map(|(c, n)| {
            format!(
                "{} : {}",
                c.libelle,
                crate::francais::denombre(n, "commune", "communes")
            )
        })
        .collect();
    match theme.genre {
        GenreTheme::Choroplethe => format!("Carte par commune. {}.", dites.join(" ; ")),
        GenreTheme::Points => {
            let classes: Vec<&str> = theme.classes.iter().map(|c| c.libelle.as_str()).collect();
            format!("Carte des lieux. {}.", classes.join(" ; "))
        }
        GenreTheme::Cercles => {
            "Carte par commune, en cercles de surface proportionnelle à la valeur.".to_owned()
        }
    }
}
