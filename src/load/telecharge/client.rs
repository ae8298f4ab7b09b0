//! The network itself: HTTP and TLS by ureq and rustls, with the certificates of the system and the proxy of the environment.

use std::io::{self, ErrorKind, Read};
use std::sync::Arc;
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::tls::{RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Body, Error};

use super::transport::{Panne, Reponse, Requete, Transport};

/// Longest header of an answer, bytes.
const ENTETE_MAX: usize = 64 << 10;

/// A client.
#[derive(Debug)]
pub struct Client(Agent);

impl Client {
    /// A client that gives up when nothing comes for this long.
    #[must_use]
    pub fn new(delai: Duration) -> Self {
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_response_header_size(ENTETE_MAX)
            .timeout_resolve(Some(delai))
            .timeout_connect(Some(delai))
            .timeout_send_request(Some(delai))
            .timeout_recv_response(Some(delai))
            .timeout_per_read(Some(delai))
            .user_agent(concat!("cpts/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.new_agent())
    }
}

impl Transport for Client {
    fn demande(&self, requete: &Requete) -> Result<Reponse, Panne> {
        let mut demande = self
            .0
            .get(requete.url)
            .header("accept-encoding", "identity");
        if let Some((depuis, validateur)) = requete.reprise {
            demande = demande
                .header("range", format!("bytes={depuis}-"))
                .header("if-range", validateur);
        }
        demande.call().map(reponse).map_err(|e| panne(&e))
    }
}

fn reponse(reponse: Response<Body>) -> Reponse {
    let (tete, corps) = reponse.into_parts();
    let texte = |nom: &str| entete(&tete.headers, nom);
    let genre = texte("content-type").unwrap_or_default().to_lowercase();
    // A weak tag only says that two files mean the same.
    let marque = texte("etag").filter(|e| !e.starts_with("W/"));
    Reponse {
        statut: tete.status.as_u16(),
        lieu: texte("location"),
        longueur: texte("content-length").and_then(|l| l.trim().parse().ok()),
        plage: texte("content-range").as_deref().and_then(plage),
        validateur: marque.or_else(|| texte("last-modified")),
        page_web: genre.starts_with("text/html"),
        attente: texte("retry-after").and_then(|a| a.trim().parse().ok()),
        corps: Box::new(Corps(corps.into_reader())),
    }
}

fn entete(entetes: &HeaderMap, nom: &str) -> Option<String> {
    let valeur = entetes.get(nom)?.to_str().ok()?;
    Some(valeur.to_owned())
}

/// `bytes 10-19/20`, `bytes 10-19/*`.
fn plage(texte: &str) -> Option<(u64, Option<u64>)> {
    let (bornes, total) = texte.trim().strip_prefix("bytes")?.trim().split_once('/')?;
    let (debut, _) = bornes.split_once('-')?;
    Some((debut.trim().parse().ok()?, total.trim().parse().ok()))
}

/// A body whose faults are those of [`Reponse::corps`].
struct Corps<R>(R);

impl<R: Read> Read for Corps<R> {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        self.0.read(tampon).map_err(|e| {
            let dedans = e.get_ref().and_then(|d| d.downcast_ref::<Error>());
            match dedans {
                Some(Error::Timeout(_)) => ErrorKind::TimedOut.into(),
                _ => e,
            }
        })
    }
}

fn panne(e: &Error) -> Panne {
    match e {
        Error::Timeout(_) => Panne::Delai,
        Error::HostNotFound => Panne::Hote,
        Error::ConnectionFailed => Panne::Connexion,
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => Panne::Mandataire,
        Error::Rustls(e) => de_tls(e),
        Error::Io(e) => d_entree(e),
        _ => Panne::Protocole,
    }
}

fn d_entree(e: &io::Error) -> Panne {
    if let Some(tls) = e.get_ref().and_then(|d| d.downcast_ref::<rustls::Error>()) {
        return de_tls(tls);
    }
    match e.kind() {
        _ if nom_inconnu(e) => Panne::Hote,
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Panne::Delai,
        ErrorKind::ConnectionRefused
        | ErrorKind::HostUnreachable
        | ErrorKind::NetworkUnreachable => Panne::Connexion,
        _ => Panne::Coupure,
    }
}

/// Whether a name has no address: the library has no kind for it. The numbers are those of Windows.
fn nom_inconnu(e: &io::Error) -> bool {
    let dit = e.raw_os_error().is_none() && e.to_string().starts_with("failed to lookup address");
    dit || cfg!(windows) && matches!(e.raw_os_error(), Some(11_001..=11_004))
}

fn de_tls(e: &rustls::Error) -> Panne {
    match e {
        rustls::Error::InvalidCertificate(pourquoi) => Panne::Certificat(pourquoi.to_string()),
        // No root at all: the verifier cannot be made.
        rustls::Error::General(_) | rustls::Error::Other(_) => Panne::SansAutorite,
        _ => Panne::Protocole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_address_is_told_from_a_cut_connection() {
        let e = |texte: &str| d_entree(&io::Error::other(texte.to_owned()));
        assert_eq!(
            e("failed to lookup address information: Name or service not known"),
            Panne::Hote
        );
        assert_eq!(e("autre"), Panne::Coupure);
    }

    #[test]
    fn a_part_says_where_it_begins() {
        assert_eq!(plage("bytes 10-19/20"), Some((10, Some(20))));
        assert_eq!(plage("bytes 0-9/*"), Some((0, None)));
        for faux in ["", "bytes", "bytes */20", "octets 1-2/3", "bytes -1-2/3"] {
            assert_eq!(plage(faux), None, "{faux}");
        }
    }
}
