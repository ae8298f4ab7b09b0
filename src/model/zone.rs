//! A zone of a published zoning that the limits of a perimeter cut.

use std::collections::BTreeMap;

use super::ColonneClasse;

/// A zone met by a perimeter and only partly inside.
#[derive(Debug, Clone, PartialEq)]
pub struct ZoneCoupee {
    /// Code of the zone.
    pub code: String,
    /// Name of the zone.
    pub nom: String,
    /// Communes of the zone that the perimeter meets.
    pub communes_dedans: usize,
    /// Communes of the zone.
    pub communes_total: usize,
    /// Inhabitants of the zone inside the perimeter.
    pub population_dedans: f64,
    /// Inhabitants of the zone.
    pub population_total: f64,
}

/// Communes and inhabitants of each zone of a class in the whole country, by its rank in the classes of the column.
pub type TotauxZones = BTreeMap<u32, (u32, f64)>;

impl ColonneClasse {
    /// The name under which the totals of its zones are kept beside a dataset.
    #[must_use]
    pub fn nom_des_zones(&self) -> String {
        let an = self.millesime.unwrap_or_default();
        format!("zones {} {an} {}", self.variable, self.source.0)
    }
}
