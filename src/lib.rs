//! Territorial health diagnostics of a CPTS, from the official French open data files.
//!
//! ```text
//! files ─load─▶ Dataset ─check─▶ Constats ─────────────┐
//!                  └─indicateurs (with a Perimetre)─▶ Territoire ─┤
//! baremes ─────────────────┴──financement, acces───▶ results ─────┴─rapport─▶ Rapport ─render─▶ bytes
//! ```
//!
//! `model` is the vocabulary, `francais` how numbers are written, `texte_toml` how the files of rules are read and `messagepack` how
//! what is kept is; `load` is the only door in and `render` the only door out; `commands` alone sees both. Computation never reads files, never prints, never formats.

pub mod acces;
pub mod baremes;
pub mod base;
pub mod check;
pub mod cli;
pub mod commands;
pub mod decoupage;
pub mod financement;
pub mod francais;
pub mod geo;
pub mod indicateurs;
pub mod load;
pub mod messagepack;
pub mod model;
pub mod perimetre;
pub mod progress;
pub mod rapport;
pub mod render;
pub mod texte_toml;
mod tri;
