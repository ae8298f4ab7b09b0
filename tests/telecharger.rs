//! `cpts donnees telecharger`: the list, the lock and the silence of the others; with the network, a server on this machine.

#[cfg(feature = "telechargement")]
mod pannes;
#[cfg(feature = "telechargement")]
mod reseau;
#[cfg(feature = "telechargement")]
mod serveur;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::outils::{Sortie, commande, cpts, dossier, echantillon};

/// A descriptor of one file at an address.
pub fn descripteur(url: &str) -> String {
    format!(
        "id = \"essai\"\nlibelle = \"Essai\"\nproducteur = \"Personne\"\nlicence = \"Licence Ouverte 2.0\"\n\
         url = \"https://exemple.invalid/page\"\ncle = \"code\"\n[reconnaissance]\nrequis = [\"code\"]\n\
         [[adresse]]\nfichier = \"essai.csv\"\nurl = \"{url}\"\ntaille_max_mo = 1\n"
    )
}

/// Runs the command away from any proxy, its files in `dossier/donnees`.
pub fn telecharge(dossier: &Path, options: &[&str], environnement: &[(&str, &str)]) -> Sortie {
    let mut commande = commande(&[&["donnees", "telecharger"], options].concat());
    commande.current_dir(dossier);
    for nom in [
        "ALL_PROXY",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ] {
        commande.env_remove(nom).env_remove(nom.to_lowercase());
    }
    commande.envs(environnement.iter().copied());
    let sortie = commande.output().expect("le binaire se lance");
    Sortie {
        code: sortie.status.code().unwrap_or(-1),
        stdout: String::from_utf8(sortie.stdout).expect("UTF-8"),
        stderr: String::from_utf8_lossy(&sortie.stderr).into_owned(),
    }
}

#[test]
fn the_list_gives_every_address_or_the_page_and_asks_nothing_of_the_network() {
    let texte = cpts(&["donnees", "telecharger", "--liste"])
        .reussie()
        .stdout;
    let (directes, a_la_main) = texte.split_once("à la main").expect("deux listes");
    assert!(
        directes.contains("attachments/indicateur_d_apl_aux_medecins_generalistes_xlsx"),
        "{texte}"
    );
    assert!(
        a_la_main.contains("data.caf.fr") && a_la_main.contains("l'ARS ou à l'URPS"),
        "{texte}"
    );
    let miroir = [
        "donnees",
        "telecharger",
        "drees_apl_mg",
        "--liste",
        "--format",
        "json",
        "--miroir",
        "https://m.invalid/d/",
    ];
    let json = cpts(&miroir).reussie().json();
    let sources = json["sources"].as_array().expect("sources");
    assert_eq!(sources.len(), 1);
    assert_eq!(
        sources[0]["fichiers"][0]["adresse"],
        "https://m.invalid/d/drees-apl-medecins-generalistes.xlsx"
    );
    let csv = cpts(&["donnees", "telecharger", "--liste", "--format", "csv"])
        .reussie()
        .stdout;
    assert!(csv.lines().count() > 40, "{csv}");
}

#[test]
fn what_is_asked_wrongly_is_a_usage_error() {
    let refuse = |options: &[&str], dit: &[&str]| {
        cpts(&[&["donnees", "telecharger"], options].concat()).echouee(2, dit);
    };
    refuse(
        &["drees_apl_mgs"],
        &["« drees_apl_mgs »", "« drees_apl_mg »", "--liste"],
    );
    refuse(&["--miroir", "ftp://a/b"], &["--miroir", "https://"]);
    refuse(
        &["--miroir", "https://moi:secret@a/b"],
        &["ni identifiant ni mot de passe"],
    );
    let d = dossier(&[(
        "d.toml",
        &descripteur("https://a.invalid/").replace("essai.csv", "../essai.csv"),
    )]);
    let sortie = telecharge(d.path(), &["essai", "--descripteur", "d.toml"], &[]);
    sortie.echouee(3, &["« ../essai.csv »", "sans dossier"]);
}

#[test]
fn what_is_only_got_by_hand_gives_its_page_and_nothing_to_do() {
    let d = dossier(&[]);
    let sortie = telecharge(d.path(), &["caf_aah"], &[]);
    sortie.echouee(4, &["à la main", "https://data.caf.fr"]);
    assert_eq!(fs::read_dir(d.path()).expect("dossier").count(), 0);
}

#[test]
fn the_lock_tells_a_file_that_changed_and_the_folder_is_read_without_it() {
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let verrou = format!(
        "version = 1\n[[fichier]]\nnom = \"a.csv\"\nsource = \"x\"\nurl = \"https://a\"\ntaille = 3\nsha256 = \"{sha256}\"\n"
    );
    let d = dossier(&[("donnees/cpts.lock", &verrou), ("donnees/a.csv", "abc")]);
    let verifie = || telecharge(d.path(), &["--verifier"], &[]);
    let dit = verifie().reussie().stderr.replace('\u{a0}', " ");
    assert!(dit.contains("1 fichier comparé"), "{dit}");
    fs::write(d.path().join("donnees/a.csv"), "abd").expect("écrit");
    let sortie = verifie();
    assert_eq!(sortie.code, 3);
    assert!(
        sortie.stdout.contains("contenu différent") && sortie.stdout.contains(sha256),
        "{}",
        sortie.stdout
    );
    fs::remove_file(d.path().join("donnees/a.csv")).expect("retiré");
    assert!(verifie().stdout.contains("absent du dossier"));
    let etat = cpts(&[
        "donnees",
        "etat",
        "--detail",
        "--quiet",
        "--donnees",
        d.path().join("donnees").to_str().expect("UTF-8"),
    ]);
    assert!(!etat.reussie().stdout.contains("cpts.lock"));
    fs::write(
        d.path().join("donnees/cpts.lock"),
        verrou.replace("a.csv", "../a.csv"),
    )
    .expect("écrit");
    verifie().echouee(3, &["cpts.lock", "sans dossier"]);
    fs::remove_file(d.path().join("donnees/cpts.lock")).expect("retiré");
    verifie().echouee(3, &["il n'y a pas de cpts.lock"]);
}

#[cfg(not(feature = "telechargement"))]
#[test]
fn a_program_without_the_network_says_how_to_get_one() {
    let d = dossier(&[]);
    let sortie = telecharge(d.path(), &["drees_apl_mg"], &[]);
    sortie.echouee(
        2,
        &[
            "sans le téléchargement",
            "--features telechargement",
            "--liste",
        ],
    );
    assert_eq!(fs::read_dir(d.path()).expect("dossier").count(), 0);
}

/// Watched by `strace` where it is installed; the architecture test says the same of the source everywhere.
#[test]
fn no_other_command_opens_a_socket() {
    let d = dossier(&[]);
    let trace = d.path().join("trace");
    let projet = echantillon("territoire-fictif/cpts.toml")
        .display()
        .to_string();
    let donnees = echantillon("territoire-fictif/donnees")
        .display()
        .to_string();
    let commandes: [&[&str]; 6] = [
        &["diagnostic", &projet, "--format", "html"],
        &["perimetre", "verifier", "epci:200069151"],
        &["financement", "epci:200069151"],
        &["donnees", "etat", "--donnees", &donnees],
        &["donnees", "telecharger", "--liste"],
        &["indicateurs"],
    ];
    for arguments in commandes {
        let mut observee = Command::new("strace");
        observee
            .args(["-f", "-qq", "-e", "trace=%network", "-o"])
            .arg(&trace);
        let cpts = commande(arguments);
        observee
            .arg(cpts.get_program())
            .args(cpts.get_args())
            .current_dir(crate::outils::racine());
        observee.env("CPTS_CACHE", "").env_remove("CPTS_DONNEES");
        let Ok(sortie) = observee.output() else {
            eprintln!("ignoré : strace absent");
            return;
        };
        let vu = fs::read_to_string(&trace).unwrap_or_default();
        if vu.is_empty() && !sortie.status.success() {
            eprintln!("ignoré : strace ne peut pas observer ici");
            return;
        }
        assert!(
            sortie.status.success(),
            "{arguments:?} {}",
            String::from_utf8_lossy(&sortie.stderr)
        );
        assert!(
            !vu.contains("socket(") && !vu.contains("connect("),
            "{arguments:?}\n{vu}"
        );
    }
}
