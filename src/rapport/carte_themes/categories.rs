//! Maps of categories: what they share, and the density grid.

use super::palette::{self, classe};
use super::{Affichage, Contexte};
use crate::model::lecture::classe as classe_lue;
use crate::rapport::cartes::{ClasseCarte, GenreTheme, Theme, ValeurCarte};

/// Classes of the INSEE grille communale de densité à 7 niveaux (2024), most urban first.
const GRILLE: [(&str, &str); 7] = [
    ("1", "Grands centres urbains"),
    ("2", "Centres urbains intermédiaires"),
    ("3", "Petites villes"),
    ("4", "Ceintures urbaines"),
    ("5", "Bourgs ruraux"),
    ("6", "Rural à habitat dispersé"),
    ("7", "Rural à habitat très dispersé"),
];

pub(super) fn theme(
    id: &str,
    titre: &str,
    classes: Vec<ClasseCarte>,
    valeurs: Vec<ValeurCarte>,
    note: String,
) -> Theme {
    Theme {
        id: id.into(),
        titre: titre.into(),
        unite: String::new(),
        decimales: 0,
        genre: GenreTheme::Choroplethe,
        classes,
        valeurs,
        note,
        ..Theme::default()
    }
}

/// INSEE density grid, seven classes.
pub(super) fn densite(c: &Contexte) -> Option<Theme> {
    let colonne = c.d.classe("densite_7")?;
    let classes = GRILLE
        .iter()
        .zip(palette::GRILLE)
        .map(|((_, nom), couleur)| classe(nom, couleur, false))
        .collect();
    let valeurs = c.valeurs(|p| {
        let lue = classe_lue(&c.d.referentiel, colonne, p.id);
        let code = &colonne.modalites.get(lue.une()? as usize)?.0;
        let rang = GRILLE.iter().position(|(g, _)| g == code)?;
        Some(Affichage::classe(rang, GRILLE.get(rang)?.1))
    });
    let note = c.note(colonne.source, colonne.millesime);
    Some(theme(
        "densite",
        "Grille communale de densité",
        classes,
        valeurs,
        note,
    ))
}

/// Removes from the legend the classes that no commune has.
pub(super) fn elaguer(mut theme: Theme) -> Theme {
    let mut utiles: Vec<usize> = theme.valeurs.iter().filter_map(|v| v.classe).collect();
    utiles.sort_unstable();
    utiles.dedup();
    let classes = std::mem::take(&mut theme.classes);
    theme.classes = utiles
        .iter()
        .filter_map(|&u| classes.get(u).cloned())
        .collect();
    for valeur in &mut theme.valeurs {
        valeur.classe = valeur.classe.and_then(|v| utiles.binary_search(&v).ok());
    }
    theme
}

#[cfg(test)]
mod tests {
    use super::super::essais::{classe as classe_de, theme as theme_de, valeur};
    use crate::geo::essais::*;

    #[test]
    fn the_density_grid_keeps_its_seven_classes() {
        let mut d = france();
        ajouter_classes(&mut d, "densite_7", &[(BETA, "7"), (ALPHA, "5")]);
        let t = theme_de(&d, &perimetre(&[(BETA, 1.0)]), "densite").unwrap();
        assert_eq!(t.classes.len(), 7);
        assert_eq!(
            classe_de(&t, "48002"),
            Some("Rural à habitat très dispersé")
        );
        assert_eq!(valeur(&t, "48001").unwrap().texte, "Bourgs ruraux");
    }
}
