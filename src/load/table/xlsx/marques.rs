//! What the text of the sheets of a workbook says of formulas and merged cells, without going through their cells.

use std::collections::HashMap;
use std::sync::OnceLock;

use regex::bytes::{Captures, Regex};

use crate::load::table::xlsx::parties::Parties;

/// A row and a column, from 0.
pub type Place = (u32, u32);

/// What comes before the merged cells of a sheet.
const FIN: &[u8] = b"</sheetData>";

/// What the text of a sheet says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Marque {
    /// Whether it may have formulas.
    pub formules: bool,
    /// Merged cells, from the first to the last.
    pub fusions: Vec<(Place, Place)>,
}

/// A sheet of a workbook.
#[derive(Debug, PartialEq, Eq)]
pub struct Lien {
    /// Its name.
    pub nom: String,
    /// Name of its part.
    pub chemin: String,
    /// Whether it is a table, and not a chart.
    pub tableau: bool,
}

struct Motifs {
    feuille: Regex,
    lien: Regex,
    genre: Regex,
    nom: Regex,
    id: Regex,
    cible: Regex,
    formule: Regex,
    fusion: Regex,
}

fn motifs() -> Option<&'static Motifs> {
    static MOTIFS: OnceLock<Option<Motifs>> = OnceLock::new();
    let lit = || {
        let r = |motif| Regex::new(motif).ok();
        Some(Motifs {
            feuille: r("<sheet [^>]*>")?,
            lien: r("<Relationship [^>]*>")?,
            genre: r(r#" Type="([^"&]*)""#)?,
            nom: r(r#" name="([^"&]*)""#)?,
            id: r(r#" (?:r:id|Id)="([^"&]*)""#)?,
            cible: r(r#" Target="([^"&]*)""#)?,
            formule: r("<f")?,
            fusion: r(r#"<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})""#)?,
        })
    };
    MOTIFS.get_or_init(lit).as_ref()
}

/// The sheets of a workbook, in order; `None` when they are written otherwise than nearly all.
pub fn liens(parties: &Parties) -> Option<Vec<Lien>> {
    let m = motifs()?;
    let classeur = parties.partie("xl/workbook.xml")?;
    let liens = parties.partie("xl/_rels/workbook.xml.rels")?;
    let texte = |motif: &Regex, dans: &[u8]| {
        let lu = motif.captures(dans)?.get(1)?.as_bytes();
        String::from_utf8(lu.to_vec()).ok()
    };
    let liens = m.lien.find_iter(liens).map(|l| l.as_bytes());
    let liens = liens.filter_map(|l| {
        let tableau = texte(&m.genre, l)?.ends_with("/worksheet");
        Some((texte(&m.id, l)?, (texte(&m.cible, l)?, tableau)))
    });
    let liens: HashMap<String, (String, bool)> = liens.collect();
    let feuilles = m.feuille.find_iter(classeur).map(|feuille| {
        let (cible, tableau) = liens.get(&texte(&m.id, feuille.as_bytes())?)?;
        Some(Lien {
            nom: texte(&m.nom, feuille.as_bytes())?,
            chemin: match cible.strip_prefix('/') {
                Some(absolu) => absolu.to_owned(),
                None => format!("xl/{cible}"),
            },
            tableau: *tableau,
        })
    });
    feuilles.collect()
}

/// Marks of a sheet; `None` when its text is not written as the others.
pub fn marque(texte: &[u8]) -> Option<Marque> {
    let m = motifs()?;
    let fin = texte.windows(FIN.len()).rposition(|f| f == FIN)?;
    let suite = texte.get(fin..)?;
    let fusions: Option<Vec<_>> = m.fusion.captures_iter(suite).map(|c| zone(&c)).collect();
    let fusions = fusions?;
    let ecrites = suite.windows(10).filter(|f| f == b"mergeCell ").count();
    (ecrites == fusions.len()).then(|| Marque {
        formules: m
            .formule
            .find_iter(texte)
            .any(|f| matches!(texte.get(f.end()), Some(b'>' | b' '))),
        fusions,
    })
}

/// Two cells, from 0: `B2:C9`.
fn zone(c: &Captures<'_>) -> Option<(Place, Place)> {
    let place = |colonne: usize| {
        let lettres = c.get(colonne)?.as_bytes().iter();
        let rang = lettres.fold(0u32, |n, l| n * 26 + u32::from(l - b'A') + 1);
        let ligne: u32 = std::str::from_utf8(c.get(colonne + 1)?.as_bytes())
            .ok()?
            .parse()
            .ok()?;
        Some((ligne.checked_sub(1)?, rang.checked_sub(1)?))
    };
    Some((place(1)?, place(3)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_and_formulas_are_told_from_the_text_or_not_at_all() {
        let lit = |texte: &str| marque(texte.as_bytes());
        let fin = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:AB3\"/></mergeCells>";
        let lue = lit(&format!("<sheetData><c><v>1</v></c>{fin}")).unwrap();
        assert_eq!(lue.fusions, [((0, 0), (2, 27))]);
        assert!(!lue.formules);
        assert!(lit("<sheetData><f>A1</f></sheetData>").unwrap().formules);
        // Written otherwise, the cells are gone through.
        assert_eq!(lit("</sheetData><mergeCell  ref=\"A1:B2\"/>"), None);
        assert_eq!(lit("<x:sheetData></x:sheetData>"), None);
    }
}
