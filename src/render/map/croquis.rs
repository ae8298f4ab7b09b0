//! Maps of areas: each in its tint, with its limits and its name, and the perimeter in a heavy line above.

use std::fmt::Write as _;

use crate::rapport::cartes::{Aire, Croquis, NomCarte};
use crate::render::svg::{self, Cadre, coord};

use super::couleur::{couleur_sure, hachure};
use super::etiquettes::Nom;
use super::fond::{MOTIFS, chemin};
use super::vue::Vue;
use super::{ECART, legende, numeros, reperes};

/// Higher than wide by that much, a map has a long key, and is shown taller.
const AVEC_CLE: f64 = 1.2;

/// A map of areas as SVG, complete in itself but for the patterns of the document when `seul` is false.
#[must_use]
pub fn croquis(croquis: &Croquis, cadre: Cadre, seul: bool) -> String {
    let vue = Vue::sur(croquis.cadre, cadre);
    let ecrits = numeros::dessiner(&noms(croquis, &vue), &vue);
    let legende = legende::croquis(croquis, &ecrits.cles, (&vue, vue.hauteur + ECART));
    let id = format!("croquis-{}", svg::ancre(&croquis.id));
    let hauteur = vue.hauteur + ECART + legende.hauteur;
    let mut sortie = svg::ouvrir(
        &id,
        match hauteur > vue.largeur * AVEC_CLE {
            true => "carte haute",
            false => "carte",
        },
        (vue.largeur, hauteur),
        &croquis.titre,
        &description(croquis),
    );
    let rect = format!(
        "<rect width=\"{}\" height=\"{}\"",
        coord(vue.largeur),
        coord(vue.hauteur)
    );
    let motifs = if seul { MOTIFS } else { "" };
    let _ = write!(
        sortie,
        "<defs>{motifs}<clipPath id=\"{id}-cadre\">{rect}/></clipPath></defs>\n\
         <g clip-path=\"url(#{id}-cadre)\">\n{rect} fill=\"#eef2f6\"/>\n\
         <g fill-rule=\"evenodd\" stroke=\"#4b5563\" stroke-width=\"1.1\" stroke-linejoin=\"round\">\n"
    );
    for aire in &croquis.aires {
        peindre(&mut sortie, croquis, aire, &vue);
    }
    let _ = writeln!(
        sortie,
        "</g>\n<path d=\"{}\" fill=\"none\" stroke=\"#111827\" stroke-width=\"3\" stroke-linejoin=\"round\"/>",
        chemin(&croquis.limite, &vue)
    );
    if let Some((x, y)) = croquis.repere.and_then(|p| vue.point(p)) {
        let _ = writeln!(
            sortie,
            "<circle cx=\"{}\" cy=\"{}\" r=\"11\" fill=\"none\" stroke=\"#b91c1c\" stroke-width=\"2.5\"/>",
            coord(x),
            coord(y)
        );
    }
    sortie.push_str(&ecrits.svg);
    sortie.push_str("</g>\n");
    sortie.push_str(&reperes::dessiner(&vue));
    sortie.push_str(&legende.svg);
    sortie.push_str("</svg>\n");
    sortie
}

/// What is named, where it is on the drawing.
fn noms<'a>(croquis: &'a Croquis, vue: &Vue) -> Vec<Nom<'a>> {
    let nom = |n: &'a NomCarte| {
        Some(Nom {
            texte: &n.texte,
            place: vue.point(n.point)?,
            rayon: None,
            genre: n.genre,
            numero: n.numero.as_deref(),
        })
    };
    croquis.noms.iter().filter_map(nom).collect()
}

/// An area and its name on hover, hatched when its class is.
fn peindre(sortie: &mut String, croquis: &Croquis, aire: &Aire, vue: &Vue) {
    let trace = chemin(&aire.anneaux, vue);
    let Some(classe) = croquis
        .classes
        .get(aire.classe)
        .filter(|_| !trace.is_empty())
    else {
        return;
    };
    let couleur = couleur_sure(&classe.couleur);
    let _ = write!(
        sortie,
        "<path d=\"{trace}\" fill=\"{couleur}\"><title>{}</title></path>",
        svg::echappe(&aire.nom)
    );
    if classe.hachures {
        let motif = hachure(&classe.couleur);
        let _ = write!(
            sortie,
            "<path d=\"{trace}\" fill=\"url(#{motif})\" pointer-events=\"none\"/>"
        );
    }
    sortie.push('\n');
}

/// What the map shows, for who cannot see it.
fn description(croquis: &Croquis) -> String {
    let noms: Vec<&str> = croquis.aires.iter().map(|a| a.nom.as_str()).collect();
    format!("Carte des limites. {}. {}", noms.join(" ; "), croquis.note)
}
