//! Receptions from a network that is written down: what the server does, what is then on the disk.

use std::cell::RefCell;
use std::io::{self, Cursor, Read};
use std::time::Duration;

use super::echec::Echec;
use super::partie::Partie;
use super::reception::{Consigne, Recu, recevoir};
use super::transport::{Panne, Reponse, Requete, Transport};

/// Answers, in order; each request is written down.
struct Ecrit {
    reponses: RefCell<Vec<Result<Reponse, Panne>>>,
    demandes: RefCell<Vec<Option<(u64, String)>>>,
}

impl Ecrit {
    fn new(reponses: Vec<Result<Reponse, Panne>>) -> Self {
        Self {
            reponses: RefCell::new(reponses.into_iter().rev().collect()),
            demandes: RefCell::default(),
        }
    }
}

impl Transport for Ecrit {
    fn demande(&self, r: &Requete) -> Result<Reponse, Panne> {
        let reprise = r.reprise.map(|(n, v)| (n, v.to_owned()));
        self.demandes.borrow_mut().push(reprise);
        self.reponses.borrow_mut().pop().unwrap_or(Err(Panne::Hote))
    }
}

/// A body that is cut after its last byte.
struct Coupe(Cursor<Vec<u8>>);

impl Read for Coupe {
    fn read(&mut self, tampon: &mut [u8]) -> io::Result<usize> {
        match self.0.read(tampon)? {
            0 => Err(io::ErrorKind::ConnectionReset.into()),
            n => Ok(n),
        }
    }
}

fn reponse(statut: u16, corps: &str) -> Reponse {
    Reponse {
        statut,
        lieu: None,
        longueur: Some(corps.len() as u64),
        plage: None,
        validateur: Some("\"v1\"".to_owned()),
        page_web: false,
        attente: None,
        corps: Box::new(Cursor::new(corps.as_bytes().to_vec())),
    }
}

fn coupee(statut: u16, corps: &str, total: u64) -> Reponse {
    Reponse {
        longueur: Some(total),
        corps: Box::new(Coupe(Cursor::new(corps.as_bytes().to_vec()))),
        ..reponse(statut, "")
    }
}

fn vers(statut: u16, lieu: &str) -> Reponse {
    Reponse {
        lieu: Some(lieu.to_owned()),
        ..reponse(statut, "")
    }
}

fn suite(debut: u64, corps: &str, total: u64) -> Reponse {
    Reponse {
        plage: Some((debut, Some(total))),
        ..reponse(206, corps)
    }
}

/// A reception of `a.csv` in a folder, and the names then in it.
fn recoit(
    dossier: &std::path::Path,
    reseau: &Ecrit,
    attendue: Option<&str>,
) -> (Result<Option<String>, Echec>, Vec<String>) {
    let consigne = Consigne {
        dossier,
        fichier: "a.csv",
        url: "https://a.fr/x",
        max_mo: 1,
        attendue,
        essais: 3,
        attente: Duration::ZERO,
    };
    let recu = recevoir(reseau, &consigne, &|_, _| {});
    let recu = recu.and_then(
        |Recu {
             partie, demenage, ..
         }| partie.pose().map(|()| demenage),
    );
    let mut noms: Vec<String> = std::fs::read_dir(dossier)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    noms.sort();
    (recu, noms)
}

#[test]
fn a_cut_file_is_resumed_and_whole() {
    let d = tempfile::tempdir().unwrap();
    let reseau = Ecrit::new(vec![
        Ok(coupee(200, "abc", 6)),
        Err(Panne::Delai),
        Ok(suite(3, "def", 6)),
    ]);
    let (recu, noms) = recoit(d.path(), &reseau, None);
    assert_eq!((recu, noms), (Ok(None), vec!["a.csv".to_owned()]));
    assert_eq!(std::fs::read(d.path().join("a.csv")).unwrap(), b"abcdef");
    let demandes = reseau.demandes.into_inner();
    assert_eq!(demandes[2], Some((3, "\"v1\"".to_owned())));
}

#[test]
fn a_later_run_resumes_and_a_server_that_ignores_it_begins_again() {
    for (fin, contenu) in [
        (suite(3, "def", 6), "abcdef"),
        (reponse(200, "uvwxyz"), "uvwxyz"),
    ] {
        let d = tempfile::tempdir().unwrap();
        let coupes = (0..3).map(|_| Ok(coupee(200, "abc", 6))).collect();
        let (echec, noms) = recoit(d.path(), &Ecrit::new(coupes), None);
        assert_eq!(echec, Err(Echec::Panne(Panne::Coupure)));
        assert_eq!(noms, [".a.csv.part", ".a.csv.part-origine"]);
        let (recu, noms) = recoit(d.path(), &Ecrit::new(vec![Ok(fin)]), None);
        assert_eq!((recu, noms), (Ok(None), vec!["a.csv".to_owned()]));
        assert_eq!(
            std::fs::read_to_string(d.path().join("a.csv")).unwrap(),
            contenu
        );
    }
}

#[test]
fn a_part_that_does_not_follow_is_never_glued() {
    let d = tempfile::tempdir().unwrap();
    let reseau = Ecrit::new(vec![
        Ok(coupee(200, "abc", 6)),
        Ok(suite(2, "cdef", 6)),
        Ok(reponse(200, "abcdef")),
    ]);
    assert!(recoit(d.path(), &reseau, None).0.is_ok());
    assert_eq!(std::fs::read(d.path().join("a.csv")).unwrap(), b"abcdef");
}

#[test]
fn nothing_is_left_of_what_is_refused() {
    let gros = "x".repeat(1_000_001);
    let boucle = || (0..9).map(|_| Ok(vers(302, "/x"))).collect::<Vec<_>>();
    let sans_fin = Reponse {
        longueur: None,
        corps: Box::new(io::repeat(b'x')),
        ..reponse(200, "")
    };
    let page = reponse(200, "\u{feff} <!DOCTYPE HTML><p>Bienvenue</p>");
    let cas: Vec<(Vec<Result<Reponse, Panne>>, Echec)> = vec![
        (vec![Ok(reponse(404, ""))], Echec::Deplacee(404)),
        (vec![Ok(reponse(410, ""))], Echec::Deplacee(410)),
        (vec![Ok(reponse(403, ""))], Echec::Refusee(403)),
        (vec![Ok(reponse(200, &gros))], Echec::TropGros(1)),
        (vec![Ok(sans_fin)], Echec::TropGros(1)),
        (vec![Ok(page)], Echec::PageWeb),
        (boucle(), Echec::Redirections),
        (
            vec![Ok(vers(302, "http://a.fr/x"))],
            Echec::Degradation("http://a.fr/x".to_owned()),
        ),
        (
            vec![Ok(vers(302, "file:///etc/passwd"))],
            Echec::RedirectionIllisible,
        ),
        (
            vec![Err(Panne::Certificat("x".to_owned()))],
            Echec::Panne(Panne::Certificat("x".to_owned())),
        ),
    ];
    for (reponses, attendu) in cas {
        let d = tempfile::tempdir().unwrap();
        assert_eq!(
            recoit(d.path(), &Ecrit::new(reponses), None),
            (Err(attendu), Vec::new())
        );
    }
}

#[test]
fn another_file_than_that_of_the_lock_is_refused() {
    let d = tempfile::tempdir().unwrap();
    let (echec, noms) = recoit(
        d.path(),
        &Ecrit::new(vec![Ok(reponse(200, "abd"))]),
        Some("00"),
    );
    assert!(
        matches!(echec, Err(Echec::Empreinte(..))) && noms.is_empty(),
        "{echec:?} {noms:?}"
    );
}

#[test]
fn a_fault_that_passes_is_tried_again_and_a_lasting_one_is_told() {
    let d = tempfile::tempdir().unwrap();
    let reseau = Ecrit::new(vec![
        Ok(reponse(503, "")),
        Err(Panne::Connexion),
        Ok(vers(301, "/y")),
        Ok(reponse(200, "a")),
    ]);
    let (recu, noms) = recoit(d.path(), &reseau, None);
    assert_eq!(
        (recu, noms),
        (
            Ok(Some("https://a.fr/y".to_owned())),
            vec!["a.csv".to_owned()]
        )
    );
    let d = tempfile::tempdir().unwrap();
    let reseau = Ecrit::new((0..9).map(|_| Ok(reponse(503, ""))).collect());
    assert_eq!(
        recoit(d.path(), &reseau, None).0,
        Err(Echec::Serveur(503, None))
    );
    assert_eq!(reseau.demandes.into_inner().len(), 3);
}

#[test]
fn a_part_is_received_by_one_run_at_a_time() {
    let d = tempfile::tempdir().unwrap();
    let tenue = Partie::ouvre(d.path(), "a.csv", "https://a.fr/x").unwrap();
    let reseau = Ecrit::new(vec![Ok(reponse(200, "a"))]);
    assert_eq!(recoit(d.path(), &reseau, None).0, Err(Echec::Occupe));
    drop(tenue);
    assert_eq!(recoit(d.path(), &reseau, None).0, Ok(None));
}
