//! The user's project (`cpts.toml`) and list of territories.

pub mod cpts_toml;
pub mod referentiel;
mod referentiel_anciens;
pub mod referentiel_lignes;
