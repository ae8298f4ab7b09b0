//! One file per subcommand: load → compute → rapport → render; the only place that sees both doors.

mod constats;
mod date;
mod diagnostic;
mod donnees;
mod financement;
mod indicateurs;
mod liste;
mod perimetre;
mod pipeline;
mod schema;
mod sortie;
mod terminal;
mod verifier;

pub use sortie::{CodeSortie, code_de, ecrire_fichiers, ecrire_stdout, informer};

use crate::cli::{Cli, Commande};

/// Runs the command line.
///
/// # Errors
/// Anything that stops the command; [`code_de`] gives the exit code.
pub fn executer(cli: Cli) -> anyhow::Result<CodeSortie> {
    if let Some(n) = cli.fils() {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(n))
            .build_global()?;
    }
    match cli.commande {
        Commande::Diagnostic(options) => diagnostic::executer(&options),
        Commande::Financement(options) => financement::executer(&options),
        Commande::Perimetre { action } => perimetre::executer(&action),
        Commande::Donnees { action } => donnees::executer(&action),
        Commande::Indicateurs(options) => indicateurs::executer(&options),
        Commande::Constats(options) => constats::executer(&options),
        Commande::Schema { contrat } => schema::executer(contrat),
    }
}
