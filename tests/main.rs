//! End-to-end tests of the real binary: one module per subcommand, plus architecture, documentation and real data.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking, and says on stderr that it was skipped"
)]

mod architecture;
mod attendus;
mod cas_publics;
mod comparer;
mod constats;
mod contrats;
mod de_csv;
mod diagnostic;
mod docs;
mod donnees;
mod erreurs;
mod financement;
mod formats;
mod indicateurs;
mod outils;
mod perimetre;
mod prepare;
mod proposer;
mod reel;
mod telecharger;
mod tous;
mod zones_blanches;
