//! End-to-end tests of the real binary: one module per subcommand, plus architecture, documentation and real data.

mod architecture;
mod diagnostic;
mod docs;
mod erreurs;
mod financement;
mod outils;
mod perimetre;
mod reel;
