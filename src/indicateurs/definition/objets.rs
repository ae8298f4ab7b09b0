//! What rules count, move and compare.

/// What can be counted on a territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denombrable {
    /// Communes; the arrondissements of a city count for that one city.
    Communes,
    /// EPCI met.
    Epci,
    /// Départements met.
    Departements,
    /// Régions met.
    Regions,
    /// Quartiers prioritaires that lie in a commune of the territory.
    Qpv,
    /// EPCI of which only a part is inside.
    EpciCoupes,
}

/// Which two vintages an evolution compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodeEvolution {
    /// The first and the last.
    Extremes,
    /// The last two.
    Dernieres,
}

/// How an evolution is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MesureEvolution {
    /// Percent over the whole period.
    Totale,
    /// Percent per year, compound.
    Annuelle,
}

/// Variable of the populations of the censuses, which balances are counted between.
pub const POPULATION_RECENSEE: &str = "population_recensement";

/// What moves a population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mouvement {
    /// Births less deaths.
    Naturel,
    /// Arrivals less departures: what the natural balance does not explain.
    Migratoire,
}
