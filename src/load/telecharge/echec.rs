//! Why a file could not be downloaded, and what to do; in French.

use std::fmt;
use std::io::{self, ErrorKind};

use super::transport::Panne;

/// Why a file could not be downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Echec {
    /// 404 or 410.
    Deplacee(u16),
    /// 401 or 403.
    Refusee(u16),
    /// Another status; the seconds that the server asks to wait.
    Serveur(u16, Option<u64>),
    /// From one address to another without end.
    Redirections,
    /// A redirection from https to http.
    Degradation(String),
    /// A redirection to something that is not an address.
    RedirectionIllisible,
    /// The file is larger than its bound, megabytes.
    TropGros(u32),
    /// A web page instead of the file.
    PageWeb,
    /// No answer.
    Panne(Panne),
    /// Not the file of the lock: SHA-256 expected and received.
    Empreinte(String, String),
    /// The file on the disk is not the one that was downloaded.
    Modifie,
    /// A file of this name is there, that was not downloaded by the program.
    Etranger,
    /// Another run is downloading the same file.
    Occupe,
    /// The disk refuses; when it is full, whether the part received is kept.
    Disque(String, Option<bool>),
}

impl Echec {
    /// A fault of the disk.
    #[must_use]
    pub fn disque(e: &io::Error, garde: bool) -> Self {
        let plein = [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::FileTooLarge,
        ];
        let plein = plein.contains(&e.kind()).then_some(garde);
        let pourquoi = match e.kind() {
            ErrorKind::StorageFull => "plus de place sur le disque",
            ErrorKind::QuotaExceeded => "votre quota est atteint",
            ErrorKind::FileTooLarge => "fichier plus grand que ce que le système permet",
            ErrorKind::PermissionDenied => "accès refusé",
            ErrorKind::ReadOnlyFilesystem => "disque en lecture seule",
            ErrorKind::NotFound => "dossier introuvable",
            ErrorKind::IsADirectory => "c'est un dossier",
            _ => {
                let numero = e.raw_os_error().unwrap_or_default();
                return Self::Disque(format!("erreur du système n° {numero}"), plein);
            }
        };
        Self::Disque(pourquoi.to_owned(), plein)
    }

    /// Whether trying again may be enough.
    #[must_use]
    pub fn passager(&self) -> bool {
        match self {
            Self::Serveur(statut, _) => matches!(statut, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            Self::Panne(panne) => panne.passagere(),
            _ => false,
        }
    }

    /// What the user can do; `page` is where the file is published.
    #[must_use]
    pub fn remede(&self, page: Option<&str>) -> String {
        let a_la_main = page.map_or_else(
            || "cherchez le fichier sur le site du producteur et déposez-le dans le dossier, sous n'importe quel nom".to_owned(),
            |p| format!("cherchez le fichier sur {p} et déposez-le dans le dossier, sous n'importe quel nom"),
        );
        match self {
            Self::Deplacee(_) => format!("{a_la_main}, ou donnez sa nouvelle adresse dans un descripteur (--descripteur)"),
            Self::Refusee(_) | Self::PageWeb | Self::Redirections | Self::RedirectionIllisible | Self::TropGros(_) => a_la_main,
            Self::Degradation(_) => format!("ne suivez pas ce lien sans protection ; {a_la_main}"),
            Self::Serveur(..) => format!("réessayez plus tard ; sinon, {a_la_main}"),
            Self::Panne(panne) => remede_de_panne(panne),
            Self::Empreinte(..) => "le producteur a changé le fichier, ou le miroir n'est pas fidèle : --actualiser pour prendre le nouveau et l'inscrire dans cpts.lock".to_owned(),
            Self::Modifie => "déplacez-le s'il doit être gardé, ou --actualiser pour le remplacer par celui du producteur".to_owned(),
            Self::Etranger => "déplacez-le, ou gardez-le : il sera lu comme les autres".to_owned(),
            Self::Occupe => "attendez que l'autre ait fini, puis relancez".to_owned(),
            Self::Disque(_, Some(true)) => "libérez de la place puis relancez : le téléchargement reprendra où il s'est arrêté".to_owned(),
            Self::Disque(_, Some(false)) => "libérez de la place, ou donnez un autre dossier par --donnees".to_owned(),
            Self::Disque(_, None) => "vérifiez le dossier de --donnees : il doit exister et vous devez pouvoir y écrire".to_owned(),
        }
    }
}

fn remede_de_panne(panne: &Panne) -> String {
    match panne {
        Panne::Hote => "vérifiez la connexion à Internet ; derrière un mandataire (proxy), donnez son adresse par HTTPS_PROXY",
        Panne::Connexion | Panne::Coupure | Panne::Protocole => "relancez : ce qui est déjà reçu n'est pas redemandé quand le serveur le permet",
        Panne::Delai => "relancez, au besoin avec un délai plus long (--delai 120)",
        Panne::Certificat(_) => "si votre réseau signe lui-même les connexions, donnez son certificat d'autorité par SSL_CERT_FILE ; sinon, n'insistez pas : ce serveur n'est peut-être pas le bon",
        Panne::SansAutorite => "installez les certificats d'autorité du système (paquet ca-certificates), ou nommez leur fichier par SSL_CERT_FILE",
        Panne::Mandataire => "vérifiez HTTPS_PROXY (adresse, identifiant, mot de passe), ou exceptez ce serveur par NO_PROXY",
    }
    .to_owned()
}

impl fmt::Display for Echec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deplacee(statut) => write!(f, "l'adresse a changé ou le fichier n'est plus publié (réponse {statut})"),
            Self::Refusee(statut) => write!(f, "le serveur refuse de donner ce fichier (réponse {statut})"),
            Self::Serveur(statut, _) => write!(f, "le serveur répond {statut}"),
            Self::Redirections => f.write_str("le serveur renvoie d'adresse en adresse, sans fin"),
            Self::Degradation(vers) => write!(f, "le serveur renvoie vers une adresse sans chiffrement, refusée : {}", court(vers)),
            Self::RedirectionIllisible => f.write_str("le serveur renvoie vers une adresse que l'on ne peut pas suivre"),
            Self::TropGros(max) => write!(f, "le fichier dépasse {max} Mo, la taille la plus grande attendue : rien n'en est gardé"),
            Self::PageWeb => f.write_str("le serveur envoie une page web au lieu du fichier (portail d'accès, ou adresse qui a changé)"),
            Self::Panne(panne) => match panne {
                Panne::Hote => f.write_str("serveur introuvable"),
                Panne::Connexion => f.write_str("connexion refusée"),
                Panne::Delai => f.write_str("le serveur ne répond plus"),
                Panne::Coupure => f.write_str("connexion coupée"),
                Panne::Certificat(_) => f.write_str("le certificat du serveur est refusé : rien n'est téléchargé"),
                Panne::SansAutorite => f.write_str("aucune autorité de certification n'est connue de ce système"),
                Panne::Mandataire => f.write_str("le mandataire (proxy) refuse la connexion"),
                Panne::Protocole => f.write_str("réponse incompréhensible du serveur"),
            },
            Self::Empreinte(attendue, recue) => {
                write!(f, "le fichier reçu n'est pas celui de cpts.lock\n  attendu : SHA-256 {attendue}\n  reçu : SHA-256 {recue}")
            }
            Self::Modifie => f.write_str("le fichier du dossier n'est plus celui de cpts.lock : il est laissé tel quel"),
            Self::Etranger => f.write_str("un fichier de ce nom est déjà dans le dossier, et n'est pas dans cpts.lock : il est laissé tel quel"),
            Self::Occupe => f.write_str("un autre téléchargement de ce fichier est en cours"),
            Self::Disque(pourquoi, _) => write!(f, "écriture impossible ({pourquoi})"),
        }
    }
}

/// The beginning of what a server wrote.
fn court(texte: &str) -> String {
    texte.chars().take(200).collect()
}
