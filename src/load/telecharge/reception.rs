//! Receives a file: redirections, resume, bounds, retries; nothing is ever put in its place before it is whole and checked.

use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::Duration;

use super::echec::Echec;
use super::partie::Partie;
use super::transport::{Panne, Reponse, Requete, Transport};
use super::url::{self, Refus};

/// Redirections followed at most.
const REDIRECTIONS_MAX: usize = 5;
/// A try that brought this much is not counted as a failure, bytes: a long file on a bad line ends by coming.
const PROGRES: u64 = 1 << 20;
/// Longest wait between two tries.
const ATTENTE_MAX: Duration = Duration::from_secs(30);

/// A file to receive.
#[derive(Debug, Clone, Copy)]
pub struct Consigne<'c> {
    /// Folder of the file.
    pub dossier: &'c Path,
    /// Its name, checked.
    pub fichier: &'c str,
    /// Its address.
    pub url: &'c str,
    /// Largest size, megabytes.
    pub max_mo: u32,
    /// SHA-256 that it must have.
    pub attendue: Option<&'c str>,
    /// Tries in a row that bring nothing, before giving up.
    pub essais: u16,
    /// Wait after the first failure; it doubles at each.
    pub attente: Duration,
}

/// A file that was received, not yet in its place.
#[derive(Debug)]
pub struct Recu {
    /// The file, to be put in its place.
    pub partie: Partie,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// The new address, when the server says that it changed for good.
    pub demenage: Option<String>,
}

/// Receives a file; `suivi` is told the bytes received and the length of the whole, when it is known.
///
/// # Errors
/// Why the file is not there; what was received is kept for the next run when the rest can be asked for.
pub fn recevoir(
    reseau: &dyn Transport,
    c: &Consigne,
    suivi: &dyn Fn(u64, Option<u64>),
) -> Result<Recu, Echec> {
    let mut partie = Partie::ouvre(c.dossier, c.fichier, c.url)?;
    let mut manques = 0;
    let demenage = loop {
        let avant = partie.taille();
        let echec = match une_fois(reseau, c, &mut partie, suivi) {
            Ok(demenage) => break demenage,
            Err(e) if e.passager() => e,
            Err(e) => return abandonne(partie, e),
        };
        if partie.taille() >= avant.saturating_add(PROGRES) {
            manques = 0;
        }
        manques += 1;
        if manques >= c.essais {
            return abandonne(partie, echec);
        }
        std::thread::sleep(attente(c.attente, manques, &echec));
    };
    let (debut, sha256) = partie.empreinte().map_err(|e| Echec::disque(&e, true))?;
    if page_web(&debut) {
        partie.jette();
        return Err(Echec::PageWeb);
    }
    if let Some(attendue) = c.attendue.filter(|a| *a != sha256) {
        partie.jette();
        return Err(Echec::Empreinte(attendue.to_owned(), sha256));
    }
    Ok(Recu {
        partie,
        sha256,
        demenage,
    })
}

/// Keeps the part when the next run can ask for the rest of it.
fn abandonne(partie: Partie, echec: Echec) -> Result<Recu, Echec> {
    let trop = matches!(echec, Echec::TropGros(_));
    if trop || partie.reprise().is_none() {
        partie.jette();
    }
    Err(echec)
}

fn attente(premiere: Duration, manques: u16, echec: &Echec) -> Duration {
    let double = premiere.saturating_mul(1 << (manques - 1).min(8));
    let demandee = match echec {
        Echec::Serveur(_, Some(secondes)) => Duration::from_secs(*secondes),
        _ => Duration::ZERO,
    };
    double.max(demandee).min(ATTENTE_MAX)
}

/// One try: follows the redirections, then takes the body; gives the new address when the first one is said to be old.
fn une_fois(
    reseau: &dyn Transport,
    c: &Consigne,
    partie: &mut Partie,
    suivi: &dyn Fn(u64, Option<u64>),
) -> Result<Option<String>, Echec> {
    let mut url = c.url.to_owned();
    let mut demenage = None;
    for rang in 0..=REDIRECTIONS_MAX {
        let requete = Requete {
            url: &url,
            reprise: partie.reprise(),
        };
        let reponse = reseau.demande(&requete).map_err(Echec::Panne)?;
        let (301 | 302 | 303 | 307 | 308) = reponse.statut else {
            prend(reponse, c, partie, suivi)?;
            return Ok(demenage);
        };
        let lieu = reponse.lieu.ok_or(Echec::RedirectionIllisible)?;
        url = url::suite(&url, &lieu).map_err(|refus| match refus {
            Refus::Degradation => Echec::Degradation(lieu),
            _ => Echec::RedirectionIllisible,
        })?;
        if rang == 0 && matches!(reponse.statut, 301 | 308) {
            demenage = Some(url.clone());
        }
    }
    Err(Echec::Redirections)
}

/// Takes an answer that is not a redirection.
fn prend(
    reponse: Reponse,
    c: &Consigne,
    partie: &mut Partie,
    suivi: &dyn Fn(u64, Option<u64>),
) -> Result<(), Echec> {
    let total = match reponse.statut {
        200 | 206 if reponse.page_web => return Err(Echec::PageWeb),
        200 => {
            borne(reponse.longueur, c)?;
            partie.recommence(c.url, reponse.validateur.clone())?;
            reponse.longueur
        }
        206 => match reponse.plage {
            Some((debut, total)) if debut == partie.taille() => {
                borne(total, c)?;
                total
            }
            _ => return recommence(partie, c),
        },
        // What is here is not of this file, or is the whole of it: asked for again from the beginning.
        416 => return recommence(partie, c),
        statut @ (404 | 410) => return Err(Echec::Deplacee(statut)),
        statut @ (401 | 403) => return Err(Echec::Refusee(statut)),
        statut => return Err(Echec::Serveur(statut, reponse.attente)),
    };
    copie(reponse.corps, total, c, partie, suivi)
}

fn recommence(partie: &mut Partie, c: &Consigne) -> Result<(), Echec> {
    partie.recommence(c.url, None)?;
    Err(Echec::Panne(Panne::Protocole))
}

fn borne(taille: Option<u64>, c: &Consigne) -> Result<(), Echec> {
    match taille {
        Some(taille) if taille > max(c) => Err(Echec::TropGros(c.max_mo)),
        _ => Ok(()),
    }
}

fn max(c: &Consigne) -> u64 {
    u64::from(c.max_mo) * 1_000_000
}

fn copie(
    mut corps: Box<dyn Read>,
    total: Option<u64>,
    c: &Consigne,
    partie: &mut Partie,
    suivi: &dyn Fn(u64, Option<u64>),
) -> Result<(), Echec> {
    let mut tampon = vec![0; 1 << 16];
    loop {
        suivi(partie.taille(), total);
        let lus = match corps.read(&mut tampon) {
            Ok(0) => break,
            Ok(lus) => lus,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) if e.kind() == ErrorKind::TimedOut => return Err(Echec::Panne(Panne::Delai)),
            Err(_) => return Err(Echec::Panne(Panne::Coupure)),
        };
        if partie.taille() + lus as u64 > max(c) {
            return Err(Echec::TropGros(c.max_mo));
        }
        partie.ajoute(tampon.get(..lus).unwrap_or_default())?;
    }
    match total {
        Some(total) if partie.taille() != total => Err(Echec::Panne(Panne::Coupure)),
        _ => Ok(()),
    }
}

/// Whether a file that should be data begins as a web page.
fn page_web(debut: &[u8]) -> bool {
    let debut = String::from_utf8_lossy(debut)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    debut.starts_with("<!doctype html") || debut.starts_with("<html")
}
