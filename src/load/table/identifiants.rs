//! Which variable a row feeds: the `{}` of its id filled by the cells of the conditions and the code of the header.

use crate::load::format::plan::Lue;
use crate::load::source::normalise::normalise;
use crate::load::source::tableau::Ligne;
use crate::load::table::lignes::Lignes;

impl Lignes<'_> {
    /// Variable id of a column for this row; `None` when the row is of another type.
    pub(in crate::load) fn id(&self, l: &Ligne<'_>, lue: &Lue) -> Option<String> {
        self.id_selon(l, lue.variable, &lue.quand, lue.code.as_deref())
    }

    /// Variable id for this row: each `{}` is filled by the cell of a condition, the last ones by the code of the header.
    pub(in crate::load) fn id_selon(
        &self,
        l: &Ligne<'_>,
        variable: usize,
        quand: &[usize],
        code: Option<&str>,
    ) -> Option<String> {
        let modele = &self.format.d.variables.get(variable)?.id;
        let motifs = &self.format.variables.get(variable)?.quand;
        let mut id = modele.clone();
        for (place, condition) in quand.iter().zip(motifs) {
            let texte = l.cellules.get(*place)?.en_texte();
            let lues = condition.motif.captures(&texte)?;
            let mut noms = condition.motif.capture_names().flatten();
            let lu = match lues.name("code") {
                Some(code) => code.as_str(),
                // `(?<cardiologie>SM04|SM73)|…`: several codes of one class.
                None => noms.find(|n| lues.name(n).is_some()).unwrap_or(&texte),
            };
            id = id.replacen("{}", &normalise(lu).replace(' ', "_"), 1);
        }
        Some(id.replace("{}", &normalise(code.unwrap_or_default()).replace(' ', "_")))
    }
}
