//! One typographic pass on the findings of the data and of the perimeter.

use crate::francais::espacer;
use crate::model::Constat;

/// Findings whose high punctuation no longer breaks from its word, whatever the output.
pub fn soigner(constats: &mut [Constat]) {
    for constat in constats {
        constat.texte = espacer(&constat.texte);
        constat.origine = constat.origine.as_deref().map(espacer);
    }
}
