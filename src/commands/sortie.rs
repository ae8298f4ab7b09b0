//! Exit codes and the door out: stdout that may close early, files written beside then renamed.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::NamedTempFile;

use crate::francais::{espacer, inerte};
use crate::load::prepare::intact;

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

/// Exit code of an error chain: that of the first `Echec`, else [`CodeSortie::Donnees`].
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
/// Any other failure of stdout (full disk…), with exit code 5; a prepared file that was damaged where it was read.
pub fn ecrire_stdout(texte: &str) -> Result<()> {
    intact()?;
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(texte.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(echec(
            CodeSortie::Ecriture,
            format!(
                "sortie standard : écriture impossible ({})\n  remède : libérez de la place, ou écrivez ailleurs",
                cause(&e)
            ),
        )),
        _ => Ok(()),
    }
}

/// Tells the user something on stderr, high punctuation kept with its word; a closed stderr is ignored.
pub fn informer(texte: &str) {
    let texte = espacer(&inerte::lignes(texte));
    let _ = writeln!(std::io::stderr().lock(), "{texte}");
}

/// Writes files beside their final names, then renames them all: never half-written, all or none.
///
/// # Errors
/// Exit code 2 when two outputs are the same file or one would replace a file that was read (`lus`); exit code 5 with the
/// remedy when a folder is missing, cannot be written…; a prepared file that was damaged where it was read.
pub fn ecrire_fichiers(fichiers: &[(&Path, Vec<u8>)], lus: &[PathBuf]) -> Result<()> {
    ecrire_fichiers_dans(None, fichiers, lus)
}

/// The same, with a folder to be made once all that can be refused has been.
///
/// # Errors
/// Those of [`ecrire_fichiers`].
pub fn ecrire_fichiers_dans(
    dossier: Option<&Path>,
    fichiers: &[(&Path, Vec<u8>)],
    lus: &[PathBuf],
) -> Result<()> {
    intact()?;
    let mut vus: BTreeSet<PathBuf> = BTreeSet::new();
    let entrees: BTreeSet<PathBuf> = lus.iter().filter_map(|l| l.canonicalize().ok()).collect();
    for (chemin, _) in fichiers {
        let reel = identite(chemin);
        if entrees.contains(&reel) {
            return Err(refuse(
                chemin,
                "ce fichier vient d'être lu : l'écrire détruirait vos données",
            ));
        }
        if !vus.insert(reel) {
            return Err(refuse(chemin, "deux sorties portent le même nom"));
        }
    }
    let nouveau = dossier.filter(|d| !d.exists());
    if let Some(dossier) = dossier {
        std::fs::create_dir_all(dossier).map_err(|e| impossible(dossier, &e))?;
    }
    let ecrits = ecrire_tous(fichiers);
    if let (Err(_), Some(dossier)) = (&ecrits, nouveau) {
        // Nothing is left of what was not written; a folder that holds something is kept.
        let _ = std::fs::remove_dir(dossier);
    }
    ecrits
}

/// Beside their final names, then renamed.
fn ecrire_tous(fichiers: &[(&Path, Vec<u8>)]) -> Result<()> {
    let mut prets = Vec::with_capacity(fichiers.len());
    let (speciaux, ordinaires): (Vec<_>, Vec<_>) =
        fichiers.iter().partition(|(chemin, _)| est_special(chemin));
    for (chemin, octets) in ordinaires {
        prets.push((
            *chemin,
            preparer(chemin, octets).map_err(|e| impossible(chemin, &e))?,
        ));
    }
    for (chemin, provisoire) in prets {
        provisoire
            .persist(chemin)
            .map_err(|e| impossible(chemin, &e.error))?;
    }
    for (chemin, octets) in speciaux {
        std::fs::write(chemin, octets).map_err(|e| impossible(chemin, &e))?;
    }
    Ok(())
}

/// A device or a pipe (`/dev/stdout`, `/dev/null`): written into, never replaced by a file.
fn est_special(chemin: &Path) -> bool {
    std::fs::metadata(chemin).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

fn refuse(chemin: &Path, probleme: &str) -> anyhow::Error {
    echec(
        CodeSortie::Usage,
        format!(
            "{} : {probleme}\n  attendu : un nom différent pour chaque fichier lu ou écrit\n  remède : changez ce nom",
            chemin.display()
        ),
    )
}

/// A file or a folder that cannot be written, with the remedy.
fn impossible(chemin: &Path, e: &std::io::Error) -> anyhow::Error {
    let remede = match e.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "libérez de la place, ou écrivez sur un autre disque"
        }
        _ => "vérifiez que le dossier existe et que vous pouvez y écrire",
    };
    let ou = chemin.display();
    let message = format!(
        "{ou} : écriture impossible ({})\n  remède : {remede}",
        cause(e)
    );
    echec(CodeSortie::Ecriture, message)
}

/// Why the system refused, in French.
fn cause(e: &std::io::Error) -> String {
    match e.kind() {
        ErrorKind::NotFound => "dossier introuvable",
        ErrorKind::PermissionDenied => "accès refusé",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "un morceau du chemin n'est pas un dossier",
        ErrorKind::StorageFull => "plus de place sur le disque",
        ErrorKind::ReadOnlyFilesystem => "disque en lecture seule",
        ErrorKind::InvalidFilename => "nom de fichier trop long ou incorrect",
        _ => {
            return format!(
                "erreur du système n° {}",
                e.raw_os_error().unwrap_or_default()
            );
        }
    }
    .to_owned()
}

/// The same path for the same file, whether it exists or not.
fn identite(chemin: &Path) -> PathBuf {
    chemin.canonicalize().unwrap_or_else(|_| {
        let nom = chemin.file_name().unwrap_or_default();
        dossier_de(chemin)
            .canonicalize()
            .map_or_else(|_| chemin.to_owned(), |d| d.join(nom))
    })
}

fn dossier_de(chemin: &Path) -> &Path {
    match chemin.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn preparer(chemin: &Path, octets: &[u8]) -> std::io::Result<NamedTempFile> {
    if chemin.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut fabrique = tempfile::Builder::new();
    fabrique.prefix(".cpts-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fabrique.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut provisoire = fabrique.tempfile_in(dossier_de(chemin))?;
    provisoire.write_all(octets)?;
    provisoire.as_file().sync_all()?;
    Ok(provisoire)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_stays_whole_when_the_new_one_cannot_be_written() {
        let erreur = ecrire_fichiers(
            &[(Path::new("/nulle/part/rapport.html"), b"x".to_vec())],
            &[],
        )
        .unwrap_err();
        assert_eq!(code_de(&erreur), CodeSortie::Ecriture);
        assert!(erreur.to_string().contains("remède"));
    }

    #[test]
    fn writes_then_renames() {
        let dossier = tempfile::tempdir().unwrap();
        let chemin = dossier.path().join("r.txt");
        ecrire_fichiers(&[(&chemin, b"un".to_vec())], &[]).unwrap();
        ecrire_fichiers(&[(&chemin, b"deux".to_vec())], &[]).unwrap();
        assert_eq!(std::fs::read(&chemin).unwrap(), b"deux");
        assert_eq!(std::fs::read_dir(dossier.path()).unwrap().count(), 1);
    }

    #[test]
    fn all_outputs_or_none_and_never_over_an_input() {
        let dossier = tempfile::tempdir().unwrap();
        let (a, liste) = (
            dossier.path().join("a.txt"),
            dossier.path().join("liste.txt"),
        );
        std::fs::write(&liste, b"48095").unwrap();
        let essai = |chemins: [&Path; 2]| {
            let fichiers = chemins.map(|c| (c, b"x".to_vec()));
            code_de(&ecrire_fichiers(&fichiers, std::slice::from_ref(&liste)).unwrap_err())
        };
        assert_eq!(
            essai([&a, Path::new("/nulle/part/b.txt")]),
            CodeSortie::Ecriture
        );
        assert_eq!(essai([&a, dossier.path()]), CodeSortie::Ecriture);
        assert_eq!(essai([&a, &liste]), CodeSortie::Usage);
        assert_eq!(
            essai([&a, &dossier.path().join(".").join("a.txt")]),
            CodeSortie::Usage
        );
        assert_eq!(std::fs::read_dir(dossier.path()).unwrap().count(), 1);
        assert_eq!(std::fs::read(&liste).unwrap(), b"48095");
    }

    #[test]
    fn messages_cannot_repaint_the_terminal() {
        assert_eq!(inerte::lignes("a\u{1b}[2J\u{202e}b\nc"), "a·[2J·b\nc");
    }
}
