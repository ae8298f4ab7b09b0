//! `cpts completions`: what a shell needs to complete the command line.

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

use super::sortie::{CodeSortie, ecrire_stdout};
use crate::cli::{Cli, Interpreteur, francais};

/// Writes the completions on stdout.
///
/// # Errors
/// stdout cannot be written.
pub fn executer(interpreteur: Interpreteur) -> Result<CodeSortie> {
    let shell = match interpreteur {
        Interpreteur::Bash => Shell::Bash,
        Interpreteur::Zsh => Shell::Zsh,
        Interpreteur::Fish => Shell::Fish,
        Interpreteur::Powershell => Shell::PowerShell,
    };
    let mut octets = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "cpts", &mut octets);
    ecrire_stdout(&francais::franciser(&String::from_utf8_lossy(&octets)))?;
    Ok(CodeSortie::Succes)
}
