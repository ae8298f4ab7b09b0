//! The commune → CPTS lines of the files, and the communes whose CPTS they leave unknown.

use crate::load::table::resultat::Table;
use crate::model::{AffectationCpts, Dataset, SourceId, UniteId};

/// Adds the lines of a file.
pub fn ajoute(d: &mut Dataset, source: SourceId, table: &mut Table) {
    let lignes = std::mem::take(&mut table.cpts);
    d.cpts_perdues.append(&mut table.cpts_perdues);
    if !lignes.is_empty() {
        let perdues = &table.inconnues.lignes;
        let douteuse = |id: &UniteId| {
            let mut lieux = perdues.iter().map(|(ou, _)| ou);
            lieux.any(|ou| ou.contient(&d.referentiel, *id))
        };
        d.cpts_inconnues.append(&mut table.cpts_inconnues);
        if !perdues.is_empty() {
            d.cpts_inconnues
                .extend(d.referentiel.ids().filter(douteuse));
        }
    }
    d.cpts.extend(
        lignes
            .into_iter()
            .map(|(unite, cpts, part)| AffectationCpts {
                unite,
                cpts,
                part,
                source,
            }),
    );
}
