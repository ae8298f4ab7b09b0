//! One file per subcommand: load → compute → rapport → render; the only place that sees both doors.

mod date;
mod liste;
mod perimetre;
mod sortie;
mod terminal;

pub use sortie::{CodeSortie, code_de, ecrire_fichier, ecrire_stdout, informer};

use crate::cli::{Cli, Commande};

/// Runs the command line.
///
/// # Errors
/// Anything that stops the command; [`code_de`] gives the exit code.
pub fn executer(cli: Cli) -> anyhow::Result<CodeSortie> {
    match cli.commande {
        Commande::Perimetre { action } => perimetre::executer(&action),
        _ => Ok(CodeSortie::Succes),
    }
}
