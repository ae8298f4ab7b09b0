//! What the text of the sheets of a workbook says of formulas and merged cells, without going through their cells.

use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::sync::OnceLock;

use regex::bytes::{Captures, Regex};
use zip::ZipArchive;

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

/// The same for each sheet whose text could be found and understood, by name.
#[derive(Debug, Default)]
pub struct Marques(HashMap<String, Marque>);

struct Motifs {
    feuille: Regex,
    lien: Regex,
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
            nom: r(r#" name="([^"&]*)""#)?,
            id: r(r#" (?:r:id|Id)="([^"&]*)""#)?,
            cible: r(r#" Target="([^"&]*)""#)?,
            formule: r("<f>|<f ")?,
            fusion: r(r#"<mergeCell ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})""#)?,
        })
    };
    MOTIFS.get_or_init(lit).as_ref()
}

impl Marques {
    /// Marks of the sheets of a workbook, from its parts, in a zip without compression.
    #[must_use]
    pub fn new(parties: &[u8]) -> Self {
        Self::lues(parties).unwrap_or_default()
    }

    /// What is known of a sheet.
    #[must_use]
    pub fn de(&self, feuille: &str) -> Option<&Marque> {
        self.0.get(feuille)
    }

    fn lues(parties: &[u8]) -> Option<Self> {
        let m = motifs()?;
        let mut zip = ZipArchive::new(Cursor::new(parties)).ok()?;
        let mut partie = |nom: &str| {
            let mut lue = Vec::new();
            zip.by_name(nom).ok()?.read_to_end(&mut lue).ok()?;
            Some(lue)
        };
        let (classeur, liens) = (
            partie("xl/workbook.xml")?,
            partie("xl/_rels/workbook.xml.rels")?,
        );
        let texte = |motif: &Regex, dans: &[u8]| {
            let lu = motif.captures(dans)?.get(1)?.as_bytes();
            String::from_utf8(lu.to_vec()).ok()
        };
        let liens = m.lien.find_iter(&liens).map(|l| l.as_bytes());
        let liens = liens.filter_map(|l| Some((texte(&m.id, l)?, texte(&m.cible, l)?)));
        let liens: HashMap<String, String> = liens.collect();
        let mut marques = HashMap::new();
        for feuille in m.feuille.find_iter(&classeur).map(|f| f.as_bytes()) {
            let lien = texte(&m.id, feuille).and_then(|id| liens.get(&id));
            let (Some(nom), Some(cible)) = (texte(&m.nom, feuille), lien) else {
                continue;
            };
            let chemin = match cible.strip_prefix('/') {
                Some(absolu) => absolu.to_owned(),
                None => format!("xl/{cible}"),
            };
            let lue = partie(&chemin).and_then(|texte| marque(m, &texte));
            marques.extend(lue.map(|lue| (nom, lue)));
        }
        Some(Self(marques))
    }
}

/// Marks of a sheet; `None` when its text is not written as the others.
fn marque(m: &Motifs, texte: &[u8]) -> Option<Marque> {
    let fin = texte.windows(FIN.len()).rposition(|f| f == FIN)?;
    let suite = texte.get(fin..)?;
    let fusions: Option<Vec<_>> = m.fusion.captures_iter(suite).map(|c| zone(&c)).collect();
    let fusions = fusions?;
    let ecrites = suite.windows(10).filter(|f| f == b"mergeCell ").count();
    (ecrites == fusions.len()).then(|| Marque {
        formules: m.formule.is_match(texte),
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
        let m = motifs().unwrap();
        let lit = |texte: &str| marque(m, texte.as_bytes());
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
