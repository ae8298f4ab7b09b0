//! The code of a class: that of its nomenclature, or that of a zone with the zeros that a spreadsheet took away.

use std::borrow::Cow;

use crate::load::format::largeurs::Zone;
use crate::load::source::normalise::normalise;
use crate::load::table::lignes::Lignes;
use crate::model::UniteId;

/// What is said of a code too short.
const COURT: &str =
    "code de zone illisible\u{a0}: trop court, même avec les zéros qu'un tableur aurait retirés";

impl<'a> Lignes<'a> {
    /// The code of a class, from what is written for a unit.
    ///
    /// # Errors
    /// Why it cannot be read, in French.
    pub(super) fn code_de_classe<'c>(
        &mut self,
        champ: usize,
        ecrit: &'c str,
        unite: UniteId,
    ) -> Result<Cow<'c, str>, &'static str>
    where
        'a: 'c,
    {
        let format = self.format;
        let lu = self.champs.get(champ);
        let Some((lu, variable)) = lu.and_then(|c| Some((c, format.d.variables.get(c.variable)?)))
        else {
            return Ok(Cow::Borrowed(ecrit));
        };
        if !variable.codes.is_empty() {
            let code = variable.codes.get(&normalise(ecrit));
            return code
                .map(|c| Cow::Borrowed(c.as_str()))
                .ok_or("classe inconnue");
        }
        let Some(largeur) = lu.largeur else {
            return Ok(Cow::Borrowed(ecrit));
        };
        match largeur.zone(ecrit, &self.referentiel.departement(unite).code) {
            Zone::Telle(code) => Ok(code),
            Zone::Rendue(code) => {
                self.table.zones_rendues += 1;
                Ok(Cow::Owned(code))
            }
            Zone::Illisible => Err(COURT),
        }
    }
}
