//! One file per subcommand: load → compute → rapport → render; the only place that sees both doors.

mod comparer;
mod completions;
mod constats;
mod date;
mod diagnostic;
mod donnees;
mod financement;
mod indicateurs;
mod liste;
mod perimetre;
mod pipeline;
mod proposer;
mod schema;
mod sortie;
mod terminal;
mod verifier;
mod zones_blanches;

pub use sortie::{CodeSortie, code_de, ecrire_fichiers, ecrire_stdout, informer};

use crate::cli::{Cli, Commande};
use crate::model::ErreurDonnees;
use crate::{load, rapport};

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
    // The list of communes is read at the same time: most commands need it, wait for it, and say what is wrong with it.
    rayon::spawn(|| {
        let _ = crate::base::lire();
    });
    lire_les_regles()?;
    match cli.commande {
        Commande::Diagnostic(options) => diagnostic::executer(&options),
        Commande::ZonesBlanches(options) => zones_blanches::executer(&options),
        Commande::Comparer(options) => comparer::executer(&options),
        Commande::Proposer(options) => proposer::executer(&options),
        Commande::Financement(options) => financement::executer(&options),
        Commande::Perimetre { action } => perimetre::executer(&action),
        Commande::Donnees { action } => donnees::executer(&action),
        Commande::Indicateurs(options) => indicateurs::executer(&options),
        Commande::Constats(options) => constats::executer(&options),
        Commande::Schema { contrat } => schema::executer(contrat),
        Commande::Completions { interpreteur } => completions::executer(interpreteur),
    }
}

/// A rule file of the program that is wrong stops every command: it never silences what it rules.
fn lire_les_regles() -> Result<(), ErreurDonnees> {
    let (lues, (indicateurs, rapport)) = rayon::join(load::lire_les_regles, || {
        rayon::join(
            crate::indicateurs::lire_les_regles,
            rapport::lire_les_regles,
        )
    });
    lues.and(indicateurs).and(rapport)
}
