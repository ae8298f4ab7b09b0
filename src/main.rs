//! Command line of `cpts`: parse, run, print the error chain once, choose the exit code.

use std::process::ExitCode;

use clap::Parser;
use cpts::cli::{Cli, francais};
use cpts::commands::{self, CodeSortie};
use mimalloc::MiMalloc;

/// Faster than the system's where thousands of small texts are made on two cores.
#[global_allocator]
static ALLOCATEUR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(erreur) if erreur.use_stderr() => {
            commands::informer(francais::erreur(&erreur).trim_end());
            return CodeSortie::Usage.into();
        }
        Err(aide) => return montrer(&francais::franciser(&aide.to_string())),
    };
    match commands::executer(cli) {
        Ok(code) => code.into(),
        Err(erreur) => {
            commands::informer(&format!("erreur : {erreur:#}"));
            commands::code_de(&erreur).into()
        }
    }
}

/// Help and version go to stdout.
fn montrer(texte: &str) -> ExitCode {
    match commands::ecrire_stdout(texte) {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => commands::code_de(&erreur).into(),
    }
}
