//! Columns that say again which commune a row is of: another code, or its département.

use crate::load::format::compile::Format;
use crate::load::format::descripteur::Usage;
use crate::load::format::lieux::lieux;
use crate::load::format::motifs::Trouve;
use crate::load::format::places::{Places, Redit};
use crate::load::format::plan::Plan;
use crate::load::source::code_en_deux::est_departement;
use crate::load::source::tableau::Apercu;

impl Plan {
    /// Notes the columns that say again of which commune a row is.
    pub(super) fn note_les_redondances(
        &mut self,
        format: &Format,
        apercu: &Apercu,
        entetes: &[String],
    ) {
        let cle = self.cle.and_then(|p| self.colonnes.get(p)).copied();
        let d = &format.d;
        // What a stream counts is added up without looking at each row.
        let (Some(cle), Usage::Donnees, None) = (cle, d.usage, d.flux) else {
            return;
        };
        if self.sans_entete || !d.a_code() {
            return;
        }
        let Ok(lieux) = lieux() else { return };
        let bruts = apercu.lignes.get(self.entete);
        let redit = |(rang, entete): (usize, &String)| {
            let commune = lieux.est_code(entete);
            let departement = !commune && est_departement(entete);
            let dit = match (commune, departement) {
                (true, _) => Redit::Commune,
                (_, true) => Redit::Departement,
                _ => return None,
            };
            (rang != cle).then_some((rang, dit))
        };
        let dits: Vec<(usize, Redit)> = entetes.iter().enumerate().filter_map(redit).collect();
        for (rang, dit) in dits {
            let mut places = Places {
                colonnes: &mut self.colonnes,
                noms: &mut self.noms,
                entetes,
                bruts: bruts.map_or(&[][..], Vec::as_slice),
            };
            let place = places.garde(&Trouve::colonne(rang));
            self.redites.push((place, dit));
        }
    }
}
