//! Legend under a map: classes, circles, « sans donnée », neighbours, outline.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::CodeCommune;
use crate::rapport::cartes::{
    Cartes, ClasseCarte, Croquis, GenreTheme, Symbole, Theme, ValeurCarte,
};
use crate::render::svg::{Cadre, coord, couper, largeur_texte, texte};

use super::couleur::{couleur_sure, hachure};
use super::numeros::Cle;
use super::vue::Vue;
use super::{cercles, cle, symboles};

/// Size of the letters.
const CORPS: f64 = 12.5;
/// Height of a line.
const LIGNE: f64 = 18.5;

/// A drawn legend and the height that it takes.
pub(super) struct Legende {
    pub svg: String,
    pub hauteur: f64,
}

/// An entry: fill, pattern, outline, label.
struct Entree {
    couleur: String,
    motif: Option<&'static str>,
    symbole: Option<Symbole>,
    epais: bool,
    libelle: String,
}

impl Entree {
    fn new(couleur: &str, motif: Option<&'static str>, libelle: &str) -> Self {
        Self {
            couleur: couleur.to_owned(),
            motif,
            symbole: None,
            epais: false,
            libelle: libelle.to_owned(),
        }
    }
}

/// Draws the legend from the height `haut` down, as wide as the map.
pub(super) fn dessiner(
    cartes: &Cartes,
    theme: &Theme,
    valeurs: &BTreeMap<CodeCommune, &ValeurCarte>,
    (vue, haut): (&Vue, f64),
) -> Legende {
    let mut sortie = String::from("<g class=\"legende\">\n");
    let mut y = haut;
    let etroit = vue.largeur < Cadre::PAGE.largeur;
    for ligne in couper(&intitule(theme, etroit), CORPS, vue.largeur - 10.0, 2) {
        sortie.push_str(&texte(
            0.0,
            y + 11.0,
            "font-size=\"12.5\" font-weight=\"bold\" fill=\"#111827\"",
            &ligne,
        ));
        y += LIGNE;
    }
    if theme.genre == GenreTheme::Cercles {
        let (cercles, _, hauteur) = cercles::legende(theme, 2.0, y);
        sortie.push_str(&cercles);
        y += hauteur + 8.0;
    }
    y = flux(
        &mut sortie,
        &entrees(cartes, theme, valeurs),
        (vue.largeur, y),
    );
    sortie.push_str("</g>\n");
    Legende {
        svg: sortie,
        hauteur: y - haut,
    }
}

/// Legend of a map of areas: the classes that have a label, the heavy line, and whose the numbers are.
pub(super) fn croquis(croquis: &Croquis, cles: &[Cle<'_>], (vue, haut): (&Vue, f64)) -> Legende {
    let mut sortie = String::from("<g class=\"legende\">\n");
    let classes = croquis.classes.iter().filter(|c| !c.libelle.is_empty());
    let mut entrees: Vec<Entree> = classes.map(de_classe).collect();
    if !croquis.limite.is_empty() {
        entrees.push(limite());
    }
    let y = flux(&mut sortie, &entrees, (vue.largeur, haut));
    let y = cle::dessiner(&mut sortie, cles, (vue.largeur, y));
    sortie.push_str("</g>\n");
    Legende {
        svg: sortie,
        hauteur: y - haut,
    }
}

fn de_classe(c: &ClasseCarte) -> Entree {
    let motif = c.hachures.then(|| hachure(&c.couleur));
    Entree {
        symbole: c.symbole,
        ..Entree::new(couleur_sure(&c.couleur), motif, &c.libelle)
    }
}

fn limite() -> Entree {
    Entree {
        epais: true,
        ..Entree::new("#ffffff", None, "limite du territoire")
    }
}

/// Title of the legend, with the unit when there is one; the unit alone on a drawing that is too narrow to be alone: its title
/// is above it.
fn intitule(theme: &Theme, etroit: bool) -> String {
    match (etroit, theme.unite.is_empty()) {
        (true, _) => theme.unite.clone(),
        (false, true) => theme.titre.clone(),
        (false, false) => format!("{} ({})", theme.titre, theme.unite),
    }
}

/// What must be explained: nothing that is not on the map.
fn entrees(
    cartes: &Cartes,
    theme: &Theme,
    valeurs: &BTreeMap<CodeCommune, &ValeurCarte>,
) -> Vec<Entree> {
    let mut sortie: Vec<Entree> = theme.classes.iter().map(de_classe).collect();
    let muette = |code: &CodeCommune| match (theme.genre, valeurs.get(code)) {
        (GenreTheme::Points, _) => false,
        (_, None) => true,
        (GenreTheme::Cercles, Some(v)) => v.valeur.is_none(),
        (_, Some(v)) => v.classe.is_none_or(|c| c >= theme.classes.len()),
    };
    if cartes
        .communes
        .iter()
        .any(|c| c.dans_perimetre && muette(&c.code))
    {
        sortie.push(Entree::new("#ffffff", Some("fond-vide"), "sans donnée"));
    }
    if cartes.communes.iter().any(|c| !c.dans_perimetre) {
        sortie.push(Entree::new(
            "#eceff2",
            None,
            match theme.genre {
                GenreTheme::Choroplethe => "hors périmètre (teinte pâlie)",
                _ => "hors périmètre",
            },
        ));
    }
    sortie.push(limite());
    sortie
}

/// Entries from left to right, on as many lines as needed; the height reached.
fn flux(sortie: &mut String, entrees: &[Entree], (largeur, haut): (f64, f64)) -> f64 {
    let (mut x, mut y) = (0.0, haut);
    for entree in entrees {
        let libelle = couper(&entree.libelle, CORPS, largeur - 40.0, 1).join(" ");
        let large = 34.0 + largeur_texte(&libelle, CORPS) + 14.0;
        if x > 0.0 && x + large > largeur {
            x = 0.0;
            y += LIGNE;
        }
        case(sortie, entree, x, y);
        sortie.push_str(&texte(
            x + 32.0,
            y + 11.0,
            "font-size=\"12.5\" fill=\"#111827\"",
            &libelle,
        ));
        sortie.push('\n');
        x += large;
    }
    y + LIGNE
}

/// The box of an entry, hatched when the class is.
fn case(sortie: &mut String, entree: &Entree, x: f64, y: f64) {
    if let Some(symbole) = entree.symbole {
        let place = (x + 13.5, y + 7.0);
        sortie.push_str(&symboles::tracer(symbole, &entree.couleur, place, 6.0));
        return;
    }
    let trait_ = if entree.epais {
        "#111827\" stroke-width=\"2.5"
    } else {
        "#4b5563\" stroke-width=\".8"
    };
    let rect = |fond: &str| {
        format!(
            "<rect x=\"{}\" y=\"{}\" width=\"24\" height=\"13\" fill=\"{fond}\" stroke=\"{trait_}\"/>",
            coord(x + 1.5),
            coord(y + 0.5)
        )
    };
    sortie.push_str(&rect(&entree.couleur));
    if let Some(motif) = entree.motif {
        let _ = write!(sortie, "{}", rect(&format!("url(#{motif})")));
    }
}
