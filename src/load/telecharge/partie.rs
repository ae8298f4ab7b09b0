//! The part of a file that is received: hidden beside its place, kept from one run to the next, renamed when whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::echec::Echec;

/// A file that is being received.
#[derive(Debug)]
pub struct Partie {
    fichier: File,
    chemin: PathBuf,
    /// Address and validator of what is received: the next run asks for the rest of this very file.
    fiche: PathBuf,
    place: PathBuf,
    taille: u64,
    validateur: Option<String>,
}

impl Partie {
    /// Opens the part of a file, that of an earlier run if it came from the same address.
    ///
    /// # Errors
    /// The folder cannot be written, or another run holds the part.
    pub fn ouvre(dossier: &Path, nom: &str, url: &str) -> Result<Self, Echec> {
        let chemin = dossier.join(format!(".{nom}.part"));
        let fiche = dossier.join(format!(".{nom}.part-origine"));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let fichier = options
            .open(&chemin)
            .map_err(|e| Echec::disque(&e, false))?;
        // A file system that knows no lock is used as it is.
        if let Err(fs::TryLockError::WouldBlock) = fichier.try_lock() {
            return Err(Echec::Occupe);
        }
        // Another run put it in its place between the opening and the lock: this handle is that of the finished file.
        if !chemin.exists() {
            return Err(Echec::Occupe);
        }
        let origine = fs::read_to_string(&fiche).unwrap_or_default();
        let validateur = origine.split_once('\n').filter(|(u, _)| *u == url);
        let validateur = validateur
            .map(|(_, v)| v.trim().to_owned())
            .filter(|v| !v.is_empty());
        let mut partie = Self {
            taille: 0,
            place: dossier.join(nom),
            fichier,
            chemin,
            fiche,
            validateur,
        };
        partie.reprend_ou_vide()?;
        Ok(partie)
    }

    fn reprend_ou_vide(&mut self) -> Result<(), Echec> {
        let disque = |e: io::Error| Echec::disque(&e, false);
        if self.validateur.is_none() {
            self.fichier.set_len(0).map_err(disque)?;
        }
        self.taille = self.fichier.seek(SeekFrom::End(0)).map_err(disque)?;
        Ok(())
    }

    /// Bytes received.
    #[must_use]
    pub fn taille(&self) -> u64 {
        self.taille
    }

    /// Bytes received and what they are of, when the rest can be asked for.
    #[must_use]
    pub fn reprise(&self) -> Option<(u64, &str)> {
        let validateur = self.validateur.as_deref()?;
        (self.taille > 0).then_some((self.taille, validateur))
    }

    /// Begins again from nothing.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn recommence(&mut self, url: &str, validateur: Option<String>) -> Result<(), Echec> {
        self.validateur = None;
        self.reprend_ou_vide()?;
        let _ = fs::remove_file(&self.fiche);
        if let Some(v) = &validateur {
            fs::write(&self.fiche, format!("{url}\n{v}\n"))
                .map_err(|e| Echec::disque(&e, false))?;
        }
        self.validateur = validateur;
        Ok(())
    }

    /// Adds what was received.
    ///
    /// # Errors
    /// The disk refuses, is full; what was written before stays.
    pub fn ajoute(&mut self, octets: &[u8]) -> Result<(), Echec> {
        match self.fichier.write_all(octets) {
            Ok(()) => {
                self.taille += octets.len() as u64;
                Ok(())
            }
            Err(e) => {
                // Only whole blocks count: what was half written is cut off.
                let _ = self.fichier.set_len(self.taille);
                Err(Echec::disque(&e, self.validateur.is_some()))
            }
        }
    }

    /// First bytes, and SHA-256 in lower-case hexadecimal, of all that was received.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn empreinte(&mut self) -> io::Result<(Vec<u8>, String)> {
        self.fichier.sync_all()?;
        self.fichier.seek(SeekFrom::Start(0))?;
        empreinte(&mut self.fichier)
    }

    /// Forgets what was received.
    pub fn jette(self) {
        let _ = fs::remove_file(&self.fiche);
        let _ = fs::remove_file(&self.chemin);
    }

    /// Puts the file in its place, at once.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn pose(self) -> Result<(), Echec> {
        fs::rename(&self.chemin, &self.place).map_err(|e| Echec::disque(&e, true))?;
        let _ = fs::remove_file(&self.fiche);
        Ok(())
    }
}

/// First bytes and SHA-256 of a file, read as it comes.
///
/// # Errors
/// It cannot be read.
pub fn empreinte(fichier: &mut impl Read) -> io::Result<(Vec<u8>, String)> {
    let mut calcul = Sha256::new();
    let (mut debut, mut tampon) = (Vec::new(), vec![0; 1 << 16]);
    loop {
        let lus = match fichier.read(&mut tampon) {
            Ok(0) => break,
            Ok(lus) => lus,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        let lu = tampon.get(..lus).unwrap_or_default();
        calcul.update(lu);
        if debut.len() < 512 {
            debut.extend(lu.iter().take(512));
        }
    }
    let texte = calcul
        .finalize()
        .iter()
        .map(|o| format!("{o:02x}"))
        .collect();
    Ok((debut, texte))
}
