//! Reads a small text file the user wrote: size bounded, BOM removed, UTF-8 or windows-1252.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::load::source::texte::{decode, motif_binaire};
use crate::model::{Emplacement, ErreurDonnees};

/// Largest file accepted, in bytes.
pub const TAILLE_MAX: u64 = 64 << 20;

/// The bytes of a file of at most [`TAILLE_MAX`] bytes.
///
/// # Errors
/// [`ErreurDonnees`] when the file is absent, unreadable, a folder or too large.
pub fn octets(chemin: &Path) -> Result<Vec<u8>, ErreurDonnees> {
    let lieu = || Emplacement::fichier(chemin.display().to_string());
    let illisible = |e: std::io::Error| {
        let probleme = match e.kind() {
            std::io::ErrorKind::NotFound => "fichier introuvable".to_owned(),
            std::io::ErrorKind::PermissionDenied => "lecture du fichier refusée".to_owned(),
            _ => format!("fichier illisible ({})", e.kind()),
        };
        ErreurDonnees::new(lieu(), probleme).remede("vérifiez le chemin et les droits du fichier")
    };
    let mut lus = Vec::new();
    if std::fs::metadata(chemin).is_ok_and(|m| !m.is_file()) {
        return Err(
            ErreurDonnees::new(lieu(), "ce n'est pas un fichier ordinaire")
                .remede("donnez un fichier, ni un dossier ni un périphérique"),
        );
    }
    let fichier = File::open(chemin).map_err(illisible)?;
    fichier
        .take(TAILLE_MAX + 1)
        .read_to_end(&mut lus)
        .map_err(illisible)?;
    if lus.len() as u64 > TAILLE_MAX {
        let carte = chemin.extension().and_then(|e| e.to_str());
        let carte = carte.is_some_and(|e| e.to_lowercase().ends_with("json"));
        return Err(
            ErreurDonnees::new(lieu(), "fichier trop gros pour un périmètre")
                .attendu("au plus 64 Mio")
                .remede(match carte {
                    true => "si c'est un contour, simplifiez-le (QGIS : « Simplifier », mapshaper : -simplify) : quelques milliers de positions suffisent ; si ce sont des données, déposez-le dans le dossier de données",
                    false => "s'il s'agit de données, déposez-le dans le dossier de données",
                }),
        );
    }
    Ok(lus)
}

/// The text of a file, whatever its encoding among those that office suites write.
///
/// # Errors
/// Those of [`octets`] and of [`texte_de`].
pub fn texte(chemin: &Path) -> Result<String, ErreurDonnees> {
    texte_de(&chemin.display().to_string(), &octets(chemin)?)
}

/// The text of bytes already read; `fichier` names them in messages.
///
/// # Errors
/// [`ErreurDonnees`] when the bytes are not text (workbook, archive, picture).
pub fn texte_de(fichier: &str, octets: &[u8]) -> Result<String, ErreurDonnees> {
    let refuse = |probleme: &str, remede: &str| {
        Err(ErreurDonnees::new(Emplacement::fichier(fichier), probleme)
            .attendu("un fichier texte : CSV ou TXT")
            .remede(remede))
    };
    if octets.starts_with(b"PK\x03\x04") || octets.starts_with(b"\xD0\xCF\x11\xE0") {
        return refuse(
            "c'est un classeur ou une archive, pas une liste",
            "enregistrez la feuille au format CSV",
        );
    }
    if octets.starts_with(b"\x1F\x8B") {
        return refuse("le fichier est compressé (gzip)", "décompressez-le");
    }
    let texte = decode(octets).0;
    if texte.contains('\0') {
        return refuse(
            motif_binaire(octets),
            "enregistrez la liste au format CSV ou TXT, en UTF-8",
        );
    }
    Ok(texte.into_owned())
}

/// Line of the first row at or after `ligne` (from 1) that is neither blank nor a comment.
///
/// A CSV reader gives the line where it started to look for a record, before the lines it skipped.
#[must_use]
pub fn ligne_utile(lignes: &[&str], ligne: u64) -> u64 {
    let passees = usize::try_from(ligne)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    let suite = lignes.get(passees..).unwrap_or_default();
    let vides = suite
        .iter()
        .take_while(|l| l.trim().is_empty() || l.starts_with('#'))
        .count();
    ligne + vides as u64
}
