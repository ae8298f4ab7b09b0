//! The map of a territory: its CPTS, each in its tint, and what none covers.

use crate::model::{Dataset, Perimetre, ZonesBlanches};
use crate::rapport::carte_fond;
use crate::rapport::cartes::Croquis;

/// The map; `None` without outline, or where there is nothing to tell apart.
#[must_use]
pub fn carte(d: &Dataset, perimetre: &Perimetre, zones: &ZonesBlanches) -> Option<Croquis> {
    let fond = carte_fond::fond(d, perimetre)?;
    let mut tous = fond.croquis(d, perimetre, zones).into_iter();
    let mut croquis = tous.find(|c| c.id == "couverture_cpts")?;
    croquis.titre = "CPTS et zones blanches".to_owned();
    Some(croquis)
}
