//! One file from bytes to tables: what it is, what is refused and why.

pub mod atelier;
pub mod feuilles;
pub mod refus;
