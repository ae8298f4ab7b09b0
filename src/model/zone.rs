//! A zone of a published zoning that the limits of a perimeter cut.

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
