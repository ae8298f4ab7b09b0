//! The report: all a reader will see, as plain serialisable data; wording and order, no layout.

pub mod carte_fond;
pub mod carte_themes;
pub mod cartes;
pub mod nombre;
pub mod types;

pub use carte_fond::cartes_pour;
pub use types::*;
