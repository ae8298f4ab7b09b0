//! What the reception asks of the network: one request, no redirection followed, no file touched.

use std::io::Read;

/// A request for a file, or for the rest of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requete<'r> {
    /// Address.
    pub url: &'r str,
    /// Bytes already here and what tells that the file is still the same (`ETag`, else `Last-Modified`).
    pub reprise: Option<(u64, &'r str)>,
}

/// What a server answered.
pub struct Reponse {
    /// Status: 200, 206, 404…
    pub statut: u16,
    /// Where a redirection leads, as written.
    pub lieu: Option<String>,
    /// Length of the body, bytes.
    pub longueur: Option<u64>,
    /// First byte of a part, and length of the whole.
    pub plage: Option<(u64, Option<u64>)>,
    /// What tells that the file is still the same.
    pub validateur: Option<String>,
    /// Whether the body says that it is a web page.
    pub page_web: bool,
    /// Seconds that the server asks to wait.
    pub attente: Option<u64>,
    /// The body; [`std::io::ErrorKind::TimedOut`] when nothing comes any more.
    pub corps: Box<dyn Read>,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Panne {
    /// The name of the server is unknown, or there is no network.
    Hote,
    /// The connection is refused.
    Connexion,
    /// Nothing came within the time given.
    Delai,
    /// The connection was cut.
    Coupure,
    /// The certificate of the server is refused; why, in the words of the library.
    Certificat(String),
    /// No authority of certification is known.
    SansAutorite,
    /// The proxy refuses.
    Mandataire,
    /// The answer cannot be understood.
    Protocole,
}

impl Panne {
    /// Whether trying again may be enough.
    #[must_use]
    pub fn passagere(&self) -> bool {
        matches!(
            self,
            Self::Connexion | Self::Delai | Self::Coupure | Self::Protocole
        )
    }
}

/// The network.
pub trait Transport {
    /// Asks for a file.
    ///
    /// # Errors
    /// There is no answer; a status that is not 200 is an answer.
    fn demande(&self, requete: &Requete) -> Result<Reponse, Panne>;
}
