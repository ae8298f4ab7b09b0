//! Command line of `cpts`: parse, run, print the error chain once, choose the exit code.

use std::process::ExitCode;

use clap::Parser;
use cpts::cli::Cli;
use cpts::commands;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(erreur) => {
            // clap prints help on stdout and errors on stderr; a closed pipe is not a failure.
            let _ = erreur.print();
            return if erreur.use_stderr() {
                commands::CodeSortie::Usage.into()
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    match commands::executer(cli) {
        Ok(code) => code.into(),
        Err(erreur) => {
            commands::informer(&format!("erreur : {erreur:#}"));
            commands::code_de(&erreur).into()
        }
    }
}
