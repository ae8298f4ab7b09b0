//! Rapport → bytes.
pub mod listes;
pub mod rejets;
