//! Exit codes and the door out: stdout that may close early, files written beside then renamed.

use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result};

/// Exit codes, documented in `cpts --help` and README.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum CodeSortie {
    /// All is well.
    Succes = 0,
    /// A finding reaches the severity of `--echec-si`.
    Constats = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A file or a perimeter cannot be used.
    Donnees = 3,
    /// Nothing to do: empty perimeter, nothing found.
    RienAFaire = 4,
    /// An output could not be written.
    Ecriture = 5,
}

impl From<CodeSortie> for std::process::ExitCode {
    fn from(code: CodeSortie) -> Self {
        Self::from(code as u8)
    }
}

/// An error with the exit code it deserves; put in the anyhow chain where the code is known.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Echec {
    /// Exit code.
    pub code: CodeSortie,
    /// Message, in French.
    pub message: String,
}

/// An error whose code is known.
pub fn echec(code: CodeSortie, message: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(Echec {
        code,
        message: message.into(),
    })
}

/// Exit code of an error chain: that of the first [`Echec`], else [`CodeSortie::Donnees`].
#[must_use]
pub fn code_de(erreur: &anyhow::Error) -> CodeSortie {
    erreur
        .chain()
        .find_map(|cause| cause.downcast_ref::<Echec>())
        .map_or(CodeSortie::Donnees, |echec| echec.code)
}

/// Writes on stdout; a reader that went away (`| head`) is not an error.
///
/// # Errors
/// Any other failure of stdout (full disk…), with exit code 5.
pub fn ecrire_stdout(texte: &str) -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(texte.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(echec(
            CodeSortie::Ecriture,
            format!("sortie standard : {e}"),
        )),
        _ => Ok(()),
    }
}

/// Tells the user something on stderr; a closed stderr is ignored.
pub fn informer(texte: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{texte}");
}

/// Writes a file beside its final name, then renames it: never half-written.
///
/// # Errors
/// The folder does not exist, cannot be written…: exit code 5, with the remedy.
pub fn ecrire_fichier(chemin: &Path, octets: &[u8]) -> Result<()> {
    ecrire_puis_renommer(chemin, octets).map_err(|e| {
        echec(
            CodeSortie::Ecriture,
            format!(
                "{} : écriture impossible ({e})\n  remède : vérifiez que le dossier existe et que vous pouvez y écrire",
                chemin.display()
            ),
        )
    })
}

fn ecrire_puis_renommer(chemin: &Path, octets: &[u8]) -> Result<()> {
    let dossier = match chemin.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut fabrique = tempfile::Builder::new();
    fabrique.prefix(".cpts-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fabrique.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut provisoire = fabrique
        .tempfile_in(dossier)
        .context("fichier provisoire")?;
    provisoire.write_all(octets)?;
    provisoire.as_file().sync_all()?;
    provisoire.persist(chemin)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_stays_whole_when_the_new_one_cannot_be_written() {
        let erreur = ecrire_fichier(Path::new("/nulle/part/rapport.html"), b"x").unwrap_err();
        assert_eq!(code_de(&erreur), CodeSortie::Ecriture);
        assert!(erreur.to_string().contains("remède"));
    }

    #[test]
    fn writes_then_renames() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("r.txt");
        ecrire_fichier(&chemin, b"un").unwrap();
        ecrire_fichier(&chemin, b"deux").unwrap();
        assert_eq!(std::fs::read(&chemin).unwrap(), b"deux");
        assert_eq!(std::fs::read_dir(dossier.path()).unwrap().count(), 1);
    }
}
