//! What the workbooks share: a creation that reads no clock, cells within the limits of the format.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

/// Most characters that a cell of the format holds.
const CARACTERES_MAX: usize = 32_767;

/// An empty workbook; a fixed day stands for its creation, so that the same report gives the same bytes.
pub(super) fn nouveau(titre: &str) -> Result<Workbook, XlsxError> {
    let mut classeur = Workbook::new();
    let creation = ExcelDateTime::from_ymd(2000, 1, 1)?;
    classeur.set_properties(
        &DocProperties::new()
            .set_title(titre)
            .set_creation_datetime(&creation),
    );
    Ok(classeur)
}

/// A text, cut where a cell ends.
pub(super) fn borne(texte: &str) -> String {
    texte.chars().take(CARACTERES_MAX).collect()
}
