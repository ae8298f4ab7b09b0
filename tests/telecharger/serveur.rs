//! A server on this machine that answers whatever a test wants, in plain or under TLS, and a proxy.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::outils::racine;

/// A request: first line, headers in lower case.
#[derive(Debug, Clone)]
pub struct Demande {
    pub ligne: String,
    pub entetes: BTreeMap<String, String>,
}

/// A stream, in plain or under TLS.
pub trait Flux: Read + Write {}
impl<T: Read + Write> Flux for T {}

/// A server that is listening.
pub struct Serveur {
    pub port: u16,
    demandes: Arc<Mutex<Vec<Demande>>>,
}

impl Serveur {
    /// The requests received so far.
    pub fn demandes(&self) -> Vec<Demande> {
        self.demandes.lock().expect("verrou").clone()
    }

    /// An address of the server.
    pub fn url(&self, chemin: &str) -> String {
        format!("http://127.0.0.1:{}{chemin}", self.port)
    }
}

/// A server in plain; each connection is one request.
pub fn sert(repond: impl Fn(usize, &Demande, &mut dyn Flux) + Send + Sync + 'static) -> Serveur {
    lance(|flux| Some(Box::new(flux)), repond)
}

/// A server under TLS. Certificate and key were made for these tests only, with `openssl`: `autorite.pem` signs
/// `serveur.pem` (localhost, 127.0.0.1, 2020 to 2120); the key of the authority was thrown away.
pub fn sert_tls(
    repond: impl Fn(usize, &Demande, &mut dyn Flux) + Send + Sync + 'static,
) -> Serveur {
    let lit = |nom: &str| racine().join("tests/telecharger").join(nom);
    let certificat = CertificateDer::from_pem_file(lit("serveur.pem")).expect("certificat");
    let cle = PrivateKeyDer::from_pem_file(lit("serveur.key")).expect("clé");
    let fournisseur = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(fournisseur)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificat], cle)
        .expect("certificat et clé");
    let config = Arc::new(config);
    lance(
        move |flux| {
            let connexion = ServerConnection::new(Arc::clone(&config)).ok()?;
            Some(Box::new(StreamOwned::new(connexion, flux)))
        },
        repond,
    )
}

fn lance(
    ouvre: impl Fn(TcpStream) -> Option<Box<dyn Flux>> + Send + Sync + 'static,
    repond: impl Fn(usize, &Demande, &mut dyn Flux) + Send + Sync + 'static,
) -> Serveur {
    let ecoute = TcpListener::bind("127.0.0.1:0").expect("écoute");
    let port = ecoute.local_addr().expect("adresse").port();
    let demandes = Arc::new(Mutex::new(Vec::new()));
    let vues = Arc::clone(&demandes);
    let (ouvre, repond) = (Arc::new(ouvre), Arc::new(repond));
    std::thread::spawn(move || {
        for flux in ecoute.incoming().flatten() {
            let (vues, ouvre, repond) =
                (Arc::clone(&vues), Arc::clone(&ouvre), Arc::clone(&repond));
            std::thread::spawn(move || {
                let Some(mut flux) = ouvre(flux) else { return };
                let Some(demande) = lit_demande(flux.as_mut()) else {
                    return;
                };
                let rang = {
                    let mut vues = vues.lock().expect("verrou");
                    vues.push(demande.clone());
                    vues.len() - 1
                };
                repond(rang, &demande, flux.as_mut());
                let _ = flux.flush();
            });
        }
    });
    Serveur { port, demandes }
}

fn lit_demande(flux: &mut dyn Flux) -> Option<Demande> {
    let (mut tete, mut octet) = (Vec::new(), [0]);
    while !tete.ends_with(b"\r\n\r\n") {
        if flux.read(&mut octet).ok()? == 0 {
            return None;
        }
        tete.push(octet[0]);
    }
    let texte = String::from_utf8(tete).ok()?;
    let mut lignes = texte.lines();
    let ligne = lignes.next()?.to_owned();
    let entetes = lignes.filter_map(|l| l.split_once(": "));
    let entetes = entetes
        .map(|(n, v)| (n.to_lowercase(), v.to_owned()))
        .collect();
    Some(Demande { ligne, entetes })
}

/// Writes an answer with these headers.
pub fn repond(flux: &mut dyn Flux, statut: &str, entetes: &[(&str, &str)], corps: &[u8]) {
    let mut tete = format!("HTTP/1.1 {statut}\r\nconnection: close\r\n");
    if !entetes
        .iter()
        .any(|(n, _)| *n == "content-length" || *n == "transfer-encoding")
    {
        tete.push_str(&format!("content-length: {}\r\n", corps.len()));
    }
    for (nom, valeur) in entetes {
        tete.push_str(&format!("{nom}: {valeur}\r\n"));
    }
    let _ = flux.write_all(format!("{tete}\r\n").as_bytes());
    let _ = flux.write_all(corps);
    let _ = flux.flush();
}

/// A proxy: `CONNECT`, then bytes both ways.
pub fn mandataire() -> Serveur {
    sert(|_, demande, flux| {
        let cible = demande
            .ligne
            .split(' ')
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        let Ok(mut vers) = TcpStream::connect(&cible) else {
            return repond(flux, "502 Bad Gateway", &[], b"");
        };
        let _ = flux.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        // One request, then one answer, is all that goes through.
        let (mut tete, mut octet) = (Vec::new(), [0]);
        while !tete.ends_with(b"\r\n\r\n") && flux.read(&mut octet).is_ok_and(|n| n == 1) {
            tete.push(octet[0]);
        }
        let _ = vers.write_all(&tete);
        let mut reponse = Vec::new();
        let _ = vers.read_to_end(&mut reponse);
        let _ = flux.write_all(&reponse);
    })
}
