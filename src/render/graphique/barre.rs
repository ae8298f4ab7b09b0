//! A bar: its words for who points at it, then its rectangle; the same standing or lying.

use super::ecrit::ecrite;
use super::styles;
use crate::rapport::Graphique;
use crate::render::svg::{self, coord};

/// What a bar shows.
pub(super) struct Barre {
    /// Value, when it is published.
    pub valeur: Option<f64>,
    /// The value as it is written, « n. d. » for a hole.
    pub dit: String,
    titre: String,
}

impl Barre {
    /// The bar of a series in a category; nothing for a series that is not there.
    pub(super) fn lire(graphique: &Graphique, categorie: usize, rang: usize) -> Option<Self> {
        let serie = graphique.series.get(rang)?;
        let noms = &graphique.categories;
        let nom = noms.get(categorie).map_or("", String::as_str);
        let valeur = serie.valeurs.get(categorie).copied().flatten();
        let dit = ecrite(graphique, serie, categorie).unwrap_or_else(|| "n. d.".to_owned());
        Some(Self {
            valeur: valeur.filter(|v| v.is_finite()),
            titre: format!("{} – {nom} : {dit}", serie.nom),
            dit,
        })
    }

    /// Its group, left open for what is written on it: `[x, y, width, height]`.
    pub(super) fn ouvrir(&self, id: &str, rang: usize, [x, y, large, haut]: [f64; 4]) -> String {
        format!(
            "<g><title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>",
            svg::echappe(&self.titre),
            coord(x),
            coord(y),
            coord(large),
            coord(haut),
            styles::style(id, rang)
        )
    }
}
