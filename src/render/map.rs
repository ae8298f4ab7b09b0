//! SVG maps: the outlines are written once, and every theme reuses them.

mod cercles;
mod cle;
pub(super) mod couleur;
mod croquis;
mod etiquettes;
mod fond;
mod legende;
mod numeros;
mod reperes;
mod symboles;
mod vue;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::CodeCommune;
use crate::rapport::cartes::{Cartes, CommuneCarte, GenreTheme, Theme, ValeurCarte};

use super::svg::{self, Cadre};
use couleur::{NEUTRE, couleur_sure};
pub use croquis::croquis;
pub use fond::fond;
use vue::Vue;

/// Space between the map and its legend, in units of the view box.
const ECART: f64 = 16.0;

/// One map as SVG; its outlines are those of [`fond`], which must be in the same document.
///
/// `poids` orders the labels: the heaviest communes (inhabitants) are named first.
#[must_use]
pub fn carte(cartes: &Cartes, theme: &Theme, poids: &BTreeMap<CodeCommune, f64>) -> String {
    dessiner(cartes, theme, poids, &Vue::cadrer(cartes, Cadre::PAGE), "")
}

/// One map as SVG, complete in itself: its outlines are inside.
#[must_use]
pub fn carte_seule(
    cartes: &Cartes,
    theme: &Theme,
    poids: &BTreeMap<CodeCommune, f64>,
    cadre: Cadre,
) -> String {
    let vue = Vue::cadrer(cartes, cadre);
    let contours = fond::definitions(cartes, &vue);
    dessiner(cartes, theme, poids, &vue, &contours)
}

fn dessiner(
    cartes: &Cartes,
    theme: &Theme,
    poids: &BTreeMap<CodeCommune, f64>,
    vue: &Vue,
    contours: &str,
) -> String {
    let valeurs: BTreeMap<CodeCommune, &ValeurCarte> =
        theme.valeurs.iter().map(|v| (v.code, v)).collect();
    let legende = legende::dessiner(cartes, theme, &valeurs, (vue, vue.hauteur + ECART));
    let id = format!("carte-{}", svg::ancre(&theme.id));
    let mut sortie = svg::ouvrir(
        &id,
        "carte",
        (vue.largeur, vue.hauteur + ECART + legende.hauteur),
        &theme.titre,
        &description(theme),
    );
    sortie.push_str(contours);
    let _ = write!(sortie, "<g clip-path=\"url(#fond-cadre)\">\n{}", FOND_CARTE);
    peindre(&mut sortie, cartes, theme, &valeurs, vue);
    if theme.genre == GenreTheme::Cercles {
        sortie.push_str(&cercles::dessiner(cartes, theme, vue));
    }
    let noms = etiquettes::communes(cartes, poids, vue, &cercles::rayons(theme));
    let poses = symboles::placer(theme, vue, etiquettes::reserves(vue));
    let mut prises = etiquettes::reserves(vue);
    prises.extend(poses.iter().map(|p| p.boite));
    sortie.push_str(&symboles::dessiner(theme, &poses));
    sortie.push_str(&etiquettes::dessiner(noms, (vue, prises)));
    sortie.push_str("</g>\n");
    sortie.push_str(&reperes::dessiner(vue));
    sortie.push_str(&legende.svg);
    sortie.push_str("</svg>\n");
    sortie
}

/// Neighbours, under everything.
const FOND_CARTE: &str =
    "<use href=\"#fond-voisines\" fill=\"#eceff2\" stroke=\"#b4bcc6\" stroke-width=\".6\"/>\n";
/// Heavy outline of the perimeter, above the neighbours and under its communes, which cover its inner half.
const LIMITE: &str = "<use href=\"#fond-perimetre\" fill=\"none\" stroke=\"#111827\" stroke-width=\"4.5\" stroke-linejoin=\"round\"/>\n";

/// What the map shows, for who cannot see it.
fn description(theme: &Theme) -> String {
    let genre = match theme.genre {
        GenreTheme::Choroplethe => "Carte par commune en classes",
        GenreTheme::Cercles => "Carte par commune en cercles proportionnels",
        GenreTheme::Points => "Carte des lieux, un symbole par catégorie",
    };
    let classes: Vec<&str> = theme.classes.iter().map(|c| c.libelle.as_str()).collect();
    let legende = if classes.is_empty() {
        String::new()
    } else {
        format!(" Légende : {}.", classes.join(" ; "))
    };
    let valeurs = match theme.genre {
        GenreTheme::Points => "",
        _ => " Les valeurs sont dans le tableau qui suit la carte.",
    };
    format!("{genre}.{legende}{valeurs} {}", theme.note)
}

/// Neighbours without value (their name only), then the communes that have something to show.
fn peindre(
    sortie: &mut String,
    cartes: &Cartes,
    theme: &Theme,
    valeurs: &BTreeMap<CodeCommune, &ValeurCarte>,
    vue: &Vue,
) {
    let (mut voisines, mut peintes) = (String::new(), String::new());
    sortie.push_str("<g fill=\"none\" pointer-events=\"all\">\n");
    for commune in cartes.communes.iter().filter(|c| vue.montre(c)) {
        let valeur = valeurs.get(&commune.code).copied();
        match remplissage(theme, commune, valeur) {
            Some((couleur, motif)) if commune.dans_perimetre => {
                peintes.push_str(&forme(commune, valeur, couleur, motif));
            }
            Some((couleur, motif)) => voisines.push_str(&forme(commune, valeur, couleur, motif)),
            None => sortie.push_str(&survol(commune, valeur)),
        }
    }
    let _ = write!(
        sortie,
        "</g>\n<g stroke=\"#b4bcc6\" stroke-width=\".6\" opacity=\".45\">\n{voisines}</g>\n{LIMITE}<g stroke=\"#4b5563\" stroke-width=\".6\">\n{peintes}</g>\n"
    );
}

/// Fill and pattern of a commune; `None` for a neighbour without value.
fn remplissage<'a>(
    theme: &'a Theme,
    commune: &CommuneCarte,
    valeur: Option<&ValeurCarte>,
) -> Option<(&'a str, Option<&'static str>)> {
    if theme.genre == GenreTheme::Points {
        return commune.dans_perimetre.then_some((NEUTRE, None));
    }
    if theme.genre == GenreTheme::Cercles {
        let connue = valeur.is_some_and(|v| v.valeur.is_some());
        return match (commune.dans_perimetre, connue) {
            (true, true) => Some((NEUTRE, None)),
            (true, false) => Some(("#ffffff", Some("fond-vide"))),
            (false, _) => None,
        };
    }
    match valeur
        .and_then(|v| v.classe)
        .and_then(|rang| theme.classes.get(rang))
    {
        Some(classe) => Some((
            couleur_sure(&classe.couleur),
            classe.hachures.then(|| couleur::hachure(&classe.couleur)),
        )),
        None if commune.dans_perimetre || valeur.is_some() => Some(("#ffffff", Some("fond-vide"))),
        None => None,
    }
}

/// Name shown on hover.
fn titre(commune: &CommuneCarte, valeur: Option<&ValeurCarte>) -> String {
    let texte = valeur.map_or_else(String::new, |v| format!(" : {}", v.texte));
    let hors = if commune.dans_perimetre {
        ""
    } else {
        " (hors périmètre)"
    };
    format!(
        "<title>{}{hors}{}</title>",
        svg::echappe(&commune.nom),
        svg::echappe(&texte)
    )
}

/// A commune that only has a name.
fn survol(commune: &CommuneCarte, valeur: Option<&ValeurCarte>) -> String {
    format!(
        "<use href=\"#c-{}\">{}</use>\n",
        commune.code,
        titre(commune, valeur)
    )
}

/// A coloured commune, hatched when its class is, with its name on hover.
fn forme(
    commune: &CommuneCarte,
    valeur: Option<&ValeurCarte>,
    couleur: &str,
    motif: Option<&str>,
) -> String {
    let (code, titre) = (commune.code, titre(commune, valeur));
    let Some(motif) = motif else {
        return format!("<use href=\"#c-{code}\" fill=\"{couleur}\">{titre}</use>\n");
    };
    format!(
        "<g>{titre}<use href=\"#c-{code}\" fill=\"{couleur}\"/><use href=\"#c-{code}\" fill=\"url(#{motif})\"/></g>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::essai;

    fn cartes() -> Cartes {
        essai::rapport().cartes.unwrap()
    }

    fn theme(cartes: &Cartes, id: &str) -> Theme {
        cartes.themes.iter().find(|t| t.id == id).unwrap().clone()
    }

    fn poids() -> BTreeMap<CodeCommune, f64> {
        essai::COMMUNES
            .iter()
            .map(|(c, _, p)| (essai::code(c), *p))
            .collect()
    }

    #[test]
    fn every_commune_is_reused_and_named() {
        let cartes = cartes();
        let carte = carte(&cartes, &theme(&cartes, "apl_mg"), &poids());
        let fond = fond(&cartes);
        for commune in cartes.communes.iter().filter(|c| c.dans_perimetre) {
            assert!(carte.contains(&format!("href=\"#c-{}\"", commune.code)));
            assert_eq!(
                fond.matches(&format!("id=\"c-{}\"", commune.code)).count(),
                1
            );
        }
        assert!(carte.contains("Valdambre : 1,0 consultations"));
        assert!(
            !carte.contains("evenodd"),
            "outlines are written once, in the background"
        );
        assert!(!carte.contains("<script>"));
    }

    #[test]
    fn a_commune_without_value_is_said_to_be_without_data() {
        let cartes = cartes();
        let carte = carte(&cartes, &theme(&cartes, "apl_mg"), &poids());
        assert!(carte.contains("sans donnée"));
        assert!(carte.contains("Contes-en-Plaine : masqué"));
        assert!(carte.contains("url(#fond-vide)"));
    }

    #[test]
    fn hatched_classes_are_hatched_on_the_map_and_in_the_legend() {
        let cartes = cartes();
        let theme = theme(&cartes, "couverture_cpts");
        let carte = carte(&cartes, &theme, &poids());
        let communes = theme
            .valeurs
            .iter()
            .filter(|v| v.classe.is_some_and(|c| theme.classes[c].hachures))
            .count();
        let classes = theme.classes.iter().filter(|c| c.hachures).count();
        assert_eq!(
            carte.matches("url(#fond-hachures").count(),
            communes + classes
        );
    }

    #[test]
    fn hostile_geometry_and_colours_do_not_break_the_image() {
        let mut cartes = cartes();
        cartes.emprise = [f64::NAN, 0.0, f64::INFINITY, 0.0];
        cartes.communes[0].anneaux = vec![vec![], vec![[f64::NAN, 1.0]], vec![[1.0, 2.0]]];
        cartes.communes[1].centre = [f64::INFINITY, 0.0];
        cartes.themes[0].classes[0].couleur = "red\"/><script>".to_owned();
        cartes.themes[0].valeurs[1].classe = Some(99);
        let theme = cartes.themes[0].clone();
        let texte = format!("{}{}", fond(&cartes), carte(&cartes, &theme, &poids()));
        assert!(!texte.contains("NaN") && !texte.contains("inf") && !texte.contains("<script"));
        cartes.communes.clear();
        assert!(carte(&cartes, &theme, &poids()).ends_with("</svg>\n"));
    }
}
