//! The report: all a reader will see, as plain serialisable data; wording and order, no layout.

pub mod cartes;
pub mod types;

pub use types::*;
