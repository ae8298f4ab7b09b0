//! The report: all a reader will see, as plain serialisable data; wording and order, no layout.

pub mod cartes;
pub mod financement;
pub mod financement_tableaux;
pub mod types;

pub use types::*;
