//! Tables: header repeated on each page, rows whole as long as a page can hold them, numbers on the right.

use super::arbre::Genre;
use super::composition::{Composeur, Espace, en_f32, hauteur};
use super::feuille::{Boite, Style};
use super::lignes::{Ligne, Morceau, plus_long_mot};
use super::styles::{CASE, FILET, FORT, LEGENDE, MARGE, NOTE, TETE};
use crate::rapport::document::{COLONNES_MAX, Case, Colonne, Table};

/// Inside a cell, points.
const COTE: f32 = 3.5;
const DESSUS: f32 = 1.6;
/// Thickness of a rule, points.
const TRAIT: f32 = 0.5;
/// Share of the page above which a header is not repeated.
const TETE_MAX: f32 = 3.0;
/// Narrowest column, points.
const ETROITE: f32 = 24.0;
/// Most of the width that a long word may ask for its column.
const PART_MAX: f32 = 0.4;

/// A row cut into lines, cell by cell.
struct Rangee {
    cases: Vec<(Vec<Ligne>, bool)>,
    hauteur: f32,
}

/// Widths of the columns, which of them are numbers, and which names the row.
struct Forme {
    largeurs: Vec<f32>,
    nombres: Vec<bool>,
    entete: usize,
}

/// Writes a table with its caption and its notes; a wide one has its landscape page.
pub(super) fn ecrire(c: &mut Composeur<'_>, table: &Table) {
    let large = table.colonnes.len() > COLONNES_MAX;
    if large {
        c.paysage();
    }
    corps(c, table);
    let notes = [Morceau::new(table.notes.join(" "), NOTE)];
    if !table.notes.is_empty() {
        c.paragraphe(c.section, Genre::Paragraphe, &notes, Espace::avant(2.0));
    }
    c.y += 5.0;
    if large {
        c.feuille(false);
    }
}

fn corps(c: &mut Composeur<'_>, table: &Table) {
    let sujet = if table.titre.is_empty() {
        "Tableau"
    } else {
        table.titre.as_str()
    };
    let forme = Forme {
        largeurs: largeurs(c, table),
        nombres: table.colonnes.iter().map(|c| c.nombre).collect(),
        entete: table.entete,
    };
    let tete: Vec<Case> = table
        .colonnes
        .iter()
        .map(|c| Case::fort(c.titre.clone(), true))
        .collect();
    let tete = rangee(c, &tete, &forme);
    let premiere = table.lignes.first().map(|l| rangee(c, l, &forme).hauteur);
    c.reserver(20.0 + tete.hauteur + premiere.unwrap_or(0.0).min(c.hauteur() / 3.0));
    let noeud = c.arbre.ajouter(c.section, Genre::Table(sujet.to_owned()));
    if !table.titre.is_empty() {
        let legende = c.arbre.ajouter(noeud, Genre::Legende);
        let espace = Espace {
            avant: 4.0,
            apres: 2.0,
            retrait: 0.0,
        };
        c.paragraphe(
            legende,
            Genre::Paragraphe,
            &[Morceau::new(&table.titre, LEGENDE)],
            espace,
        );
    }
    let groupe = c.arbre.ajouter(noeud, Genre::Tete);
    // A header as tall as that would leave no room for its rows: it is written once.
    let repetee = tete.hauteur <= c.hauteur() / TETE_MAX;
    let reste = c.hauteur() - if repetee { tete.hauteur } else { 0.0 } - 30.0;
    for morceau in tranches(&tete, reste) {
        c.reserver(morceau.hauteur);
        dessiner(c, Some(groupe), &morceau, &forme, true);
    }
    let groupe = c.arbre.ajouter(noeud, Genre::Lignes);
    for ligne in &table.lignes {
        for morceau in tranches(&rangee(c, ligne, &forme), reste) {
            if c.reserver(morceau.hauteur) && repetee {
                dessiner(c, None, &tete, &forme, true);
            }
            dessiner(c, Some(groupe), &morceau, &forme, false);
        }
    }
}

/// A row that no page can hold is continued on the next.
fn tranches(rangee: &Rangee, place: f32) -> Vec<Rangee> {
    let mut restes: Vec<(&[Ligne], bool)> = rangee
        .cases
        .iter()
        .map(|(lignes, fort)| (lignes.as_slice(), *fort))
        .collect();
    let mut sortie = Vec::new();
    while sortie.is_empty() || restes.iter().any(|(lignes, _)| !lignes.is_empty()) {
        let prendre = |(lignes, fort): &mut (&[Ligne], bool)| {
            let mut nombre = lignes.len();
            while nombre > 1 && hauteur(lignes.get(..nombre).unwrap_or_default()) > place {
                nombre -= 1;
            }
            let (siennes, suite) = lignes.split_at(nombre);
            *lignes = suite;
            (siennes.to_vec(), *fort)
        };
        sortie.push(mesuree(restes.iter_mut().map(prendre).collect()));
    }
    sortie
}

fn mesuree(cases: Vec<(Vec<Ligne>, bool)>) -> Rangee {
    let hauteurs = cases.iter().map(|(lignes, _)| hauteur(lignes));
    let haute = hauteurs.fold(0.0, f32::max) + 2.0 * DESSUS;
    Rangee {
        cases,
        hauteur: haute,
    }
}

fn rangee(c: &Composeur<'_>, cases: &[Case], forme: &Forme) -> Rangee {
    let une = |(case, largeur): (&Case, &f32)| {
        let style = if case.fort { CASE.gras() } else { CASE };
        let morceau = Morceau {
            // An empty cell keeps its place in the row for who cannot see it.
            texte: if case.texte.is_empty() {
                " ".to_owned()
            } else {
                case.texte.clone()
            },
            style,
            cible: c.cible(case),
        };
        (c.lignes(&[morceau], largeur - 2.0 * COTE), case.fort)
    };
    mesuree(cases.iter().zip(&forme.largeurs).map(une).collect())
}

/// A row: in a group of the table, or repeated at the top of a page.
fn dessiner(c: &mut Composeur<'_>, groupe: Option<usize>, r: &Rangee, forme: &Forme, tete: bool) {
    let ligne = groupe.map(|g| c.arbre.ajouter(g, Genre::Ligne));
    let (mut x, y) = (MARGE, c.y);
    for (rang, ((lignes, fort), largeur)) in r.cases.iter().zip(&forme.largeurs).enumerate() {
        let boite = Boite {
            x,
            y,
            largeur: *largeur,
            hauteur: r.hauteur,
        };
        if tete {
            c.aplat(boite, TETE);
        } else if *fort {
            c.aplat(boite, FORT);
        }
        let genre = match tete {
            true => Genre::TitreColonne,
            false if rang == forme.entete => Genre::TitreLigne,
            false => Genre::Case,
        };
        let noeud = ligne.map(|l| c.arbre.ajouter(l, genre));
        let droite = forme.nombres.get(rang).copied().unwrap_or(false);
        let mut haut = y + DESSUS;
        for une in lignes {
            let decalage = if droite {
                largeur - 2.0 * COTE - visible(c, une)
            } else {
                0.0
            };
            c.ligne(noeud, une, (x + COTE + decalage, haut));
            haut += hauteur(std::slice::from_ref(une));
        }
        x += largeur;
    }
    c.y += r.hauteur;
    let filet = Boite {
        x: MARGE,
        y: c.y - TRAIT,
        largeur: forme.largeurs.iter().sum(),
        hauteur: TRAIT,
    };
    c.aplat(filet, FILET);
}

/// Width of a line without the space that ends it.
fn visible(c: &Composeur<'_>, ligne: &Ligne) -> f32 {
    let Some(dernier) = ligne.fragments.last() else {
        return 0.0;
    };
    let Style { corps, gras, .. } = dernier.style;
    dernier.x
        + c.polices
            .largeur(gras, corps, dernier.texte.trim_end_matches(' '))
}

/// In proportion to the weights; a column that would break a word takes from those that have room.
fn largeurs(c: &Composeur<'_>, table: &Table) -> Vec<f32> {
    let total = c.largeur();
    let parts = parts(&table.colonnes, total);
    let besoins: Vec<f32> = table
        .colonnes
        .iter()
        .enumerate()
        .map(|(rang, colonne)| {
            let mots = |case: &Case| {
                let style = if case.fort { CASE.gras() } else { CASE };
                plus_long_mot(c.polices, &case.texte, style)
            };
            let cases = table.lignes.iter().filter_map(|l| l.get(rang)).map(mots);
            let titre = plus_long_mot(c.polices, &colonne.titre, CASE.gras());
            (cases.fold(titre, f32::max) + 2.0 * COTE + 0.5).min(total * PART_MAX)
        })
        .collect();
    repartir(&parts, &besoins)
}

/// In proportion to the weights, with room for a letter or two in each.
fn parts(colonnes: &[Colonne], total: f32) -> Vec<f32> {
    let poids = |c: &Colonne| f32::from(c.poids.max(1));
    let somme: f32 = colonnes.iter().map(poids).sum();
    let plancher = ETROITE.min(total / en_f32(colonnes.len().max(1)) / 2.0);
    let parts: Vec<f32> = colonnes
        .iter()
        .map(|c| (total * poids(c) / somme).max(plancher))
        .collect();
    let echelle = total / parts.iter().sum::<f32>().max(1.0);
    parts.into_iter().map(|p| p * echelle).collect()
}

/// Shares of a width, none under its need as long as the others can give.
fn repartir(parts: &[f32], besoins: &[f32]) -> Vec<f32> {
    let couples = || parts.iter().zip(besoins);
    let manque: f32 = couples().map(|(p, b)| (b - p).max(0.0)).sum();
    let surplus: f32 = couples().map(|(p, b)| (p - b).max(0.0)).sum();
    if manque <= 0.0 || surplus <= 0.0 {
        return parts.to_vec();
    }
    let (pris, donne) = ((manque / surplus).min(1.0), (surplus / manque).min(1.0));
    couples()
        .map(|(p, b)| {
            if b > p {
                p + (b - p) * donne
            } else {
                p - (p - b) * pris
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_keep_the_width_and_take_from_those_that_have_room(
            couples in proptest::collection::vec((1.0_f32..100.0, 1.0_f32..100.0), 1..8)
        ) {
            let (parts, besoins): (Vec<f32>, Vec<f32>) = couples.into_iter().unzip();
            let sortie = repartir(&parts, &besoins);
            let (avant, apres): (f32, f32) = (parts.iter().sum(), sortie.iter().sum());
            prop_assert!((avant - apres).abs() < 0.1);
            let assez = besoins.iter().sum::<f32>() <= avant;
            for (une, besoin) in sortie.iter().zip(&besoins) {
                prop_assert!(!assez || *une >= besoin - 0.1);
            }
        }
    }
}
