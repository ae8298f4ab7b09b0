//! How high the words of a section are, about, so that its drawings may give way and hold on its page.

use crate::rapport::document::{Bloc, Cadran, Case, Table};

/// Centimetres of text on a page, under its title.
const PAGE: f64 = 24.0;
/// A line, and what is around a paragraph or a row.
const LIGNE: f64 = 0.36;
const ENTRE: f64 = 0.12;
/// Letters of a line of the body, and of a line of a table of the whole width.
const LETTRES: f64 = 105.0;
const LETTRES_TABLE: f64 = 118.0;
/// Caption and note under a drawing.
const LEGENDE: f64 = 2.6;
/// A drawing shrinks down to this share of its size rather than leave the page.
const REDUCTION: f64 = 0.5;

/// What a page has left beside the words of its blocks, for drawings that are so high: the share of their size that they keep.
pub(super) fn part(blocs: &[Bloc<'_>], haute: f64) -> f64 {
    let reste = PAGE - blocs.iter().map(bloc).sum::<f64>() - LEGENDE;
    let part = reste / haute.max(0.1);
    // What would not hold anyway goes whole on the next page.
    if part < REDUCTION { 1.0 } else { part.min(1.0) }
}

fn bloc(bloc: &Bloc<'_>) -> f64 {
    match bloc {
        Bloc::Titre(t) | Bloc::Texte(t) | Bloc::Note(t) => paragraphe(t),
        Bloc::Puces(lignes) => lignes.iter().map(|l| paragraphe(l)).sum(),
        Bloc::Constats(dits) => dits.iter().map(|d| paragraphe(&d.texte)).sum(),
        Bloc::Phrase(cases) | Bloc::Appuis(cases) => {
            let dits: String = cases.iter().map(|c| c.texte.as_str()).collect();
            paragraphe(&dits)
        }
        Bloc::Table(t) => table(t),
        Bloc::Synthese(cadrans) => cadrans.chunks(2).map(cote_a_cote).sum(),
        // Key figures are on no page of which the drawings give way; drawings are counted apart.
        Bloc::Vignettes(_) | Bloc::Figures(_) | Bloc::Encadre(_) | Bloc::Repli(_) => 0.0,
    }
}

/// Two quarters of the synthesis, as high as the longer one.
fn cote_a_cote(cadrans: &[Cadran]) -> f64 {
    let haut = |c: &Cadran| {
        let lues = c
            .lignes
            .iter()
            .map(|l| LIGNE * lignes(l, LETTRES_TABLE / 2.2));
        ENTRE + 2.0 * LIGNE + lues.sum::<f64>()
    };
    cadrans.iter().map(haut).fold(0.0, f64::max)
}

fn paragraphe(texte: &str) -> f64 {
    ENTRE + LIGNE * lignes(texte, LETTRES)
}

fn lignes(texte: &str, large: f64) -> f64 {
    (texte.chars().count() as f64 / large.max(1.0))
        .ceil()
        .max(1.0)
}

fn table(table: &Table) -> f64 {
    let total: f64 = table.colonnes.iter().map(|c| f64::from(c.poids)).sum();
    let large = |rang: usize| {
        let poids = table.colonnes.get(rang).map_or(1.0, |c| f64::from(c.poids));
        LETTRES_TABLE * poids / total.max(1.0)
    };
    let rangee = |ligne: &Vec<Case>| {
        let cases = ligne.iter().enumerate();
        let hautes = cases.map(|(rang, c)| lignes(&c.plate().texte, large(rang)));
        ENTRE / 2.0 + LIGNE * hautes.fold(1.0, f64::max)
    };
    let notes: f64 = table.notes.iter().map(|n| paragraphe(n)).sum();
    3.0 * LIGNE + table.lignes.iter().map(rangee).sum::<f64>() + notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_give_way_to_what_is_written_and_no_further_than_they_can_be_read() {
        assert!((part(&[], 8.0) - 1.0).abs() < 1e-9);
        let lignes = |n: usize| vec![Bloc::Puces(vec!["mot".to_owned(); n])];
        let serree = part(&lignes(30), 8.0);
        assert!((REDUCTION..1.0).contains(&serree), "{serree}");
        assert!(part(&lignes(31), 8.0) < serree);
        assert!(
            (part(&lignes(80), 8.0) - 1.0).abs() < 1e-9,
            "on the next page, whole"
        );
    }
}
