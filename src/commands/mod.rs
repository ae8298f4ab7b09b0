//! One file per subcommand: load → compute → rapport → render; the only place that sees both doors.

mod sortie;

pub use sortie::{CodeSortie, code_de, ecrire_fichier, ecrire_stdout, informer};

use crate::cli::Cli;

/// Runs the command line.
///
/// # Errors
/// Anything that stops the command; [`code_de`] gives the exit code.
pub fn executer(_cli: Cli) -> anyhow::Result<CodeSortie> {
    Ok(CodeSortie::Succes)
}
