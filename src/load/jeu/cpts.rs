//! The commune → CPTS lines of the files, and the communes whose CPTS they leave unknown.

use std::collections::BTreeMap;

use crate::load::fichier::devenir::Lu;
use crate::load::table::inconnues::Lieux;
use crate::load::table::resultat::Table;
use crate::model::{AffectationCpts, Dataset, SourceId, UniteId};

/// Layer and year of the list that gives a commune to a CPTS.
pub type Couvertes = BTreeMap<UniteId, (usize, Option<u16>)>;

/// Leaves out the lines of communes that a later layer, or a later list, gives to a CPTS: its word replaces that of the earlier ones.
pub fn au_dessus(couvertes: &mut Couvertes, lu: &mut Lu) {
    let (couche, an) = (lu.couche, lu.table.millesime);
    let garde = |(c, autre): &(usize, Option<u16>)| *c == couche && (an.is_none() || *autre <= an);
    let lignes = &mut lu.table.cpts;
    lignes.retain(|(unite, ..)| couvertes.get(unite).is_none_or(garde));
    for (unite, ..) in lignes {
        couvertes.entry(*unite).or_insert((couche, an));
    }
}

/// Adds the lines of a file.
pub fn ajoute(d: &mut Dataset, source: SourceId, table: &mut Table) {
    let lignes = std::mem::take(&mut table.cpts);
    d.cpts_perdues.append(&mut table.cpts_perdues);
    d.cpts_stades.append(&mut table.cpts_stades);
    d.cpts_finies.append(&mut table.cpts_finies);
    if !lignes.is_empty() || !table.cpts_champ.is_empty() {
        d.cpts_champ.append(&mut table.cpts_champ);
        let perdues = &table.inconnues.lignes;
        let lieux = Lieux::de(perdues.iter().map(|(ou, _)| ou));
        let douteuse = |id: &UniteId| lieux.contient(&d.referentiel, *id);
        d.cpts_inconnues.append(&mut table.cpts_inconnues);
        d.cpts_partielles.append(&mut table.cpts_partielles);
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
