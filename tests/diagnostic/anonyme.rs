//! A report that does not name: no name of the territory is in a byte of any format.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use super::FICTIF;
use crate::outils::{cpts, donnees_reelles, echantillon};

const FORMATS: [&str; 9] = [
    "html",
    "docx",
    "pdf",
    "xlsx",
    "json",
    "csv",
    "md",
    "txt",
    "document.json",
];

/// Every text of a file: its bytes, those of its parts when it is an archive, those of its streams when it is a PDF.
fn textes(chemin: &Path) -> String {
    let octets = fs::read(chemin).expect("sortie");
    let mut sortie = String::from_utf8_lossy(&octets).into_owned();
    match chemin.extension().and_then(|e| e.to_str()) {
        Some("docx" | "xlsx") => {
            let mut archive =
                zip::ZipArchive::new(fs::File::open(chemin).expect("archive")).expect("zip");
            for rang in 0..archive.len() {
                let mut partie = Vec::new();
                let mut lue = archive.by_index(rang).expect("partie");
                lue.read_to_end(&mut partie).expect("lue");
                sortie.push_str(&String::from_utf8_lossy(&partie));
            }
        }
        Some("pdf") => {
            // What is drawn and where is full of numbers: a code is looked for in the texts alone.
            sortie.retain(|c| !c.is_ascii_digit());
            // Bookmarks, alternative texts and metadata are UTF-16; pages are told by `pdftotext` where it is.
            let lire = |pair: usize| {
                let unites = octets.get(pair..).unwrap_or_default().chunks_exact(2);
                let unites: Vec<u16> = unites.map(|u| u16::from_be_bytes([u[0], u[1]])).collect();
                String::from_utf16_lossy(&unites)
            };
            sortie.push_str(&lire(0));
            sortie.push_str(&lire(1));
            let lance = std::process::Command::new("pdftotext")
                .args(["-raw".as_ref(), chemin.as_os_str(), "-".as_ref()])
                .output();
            sortie.push_str(
                &lance
                    .map(|l| String::from_utf8_lossy(&l.stdout).into_owned())
                    .unwrap_or_default(),
            );
        }
        _ => {}
    }
    // A name cut at the end of a line, or with the apostrophes and spaces of another format, is the same name.
    let plat = sortie
        .replace(['\n', '\u{a0}', '\u{202f}'], " ")
        .replace(['’'], "'");
    plat.replace("&#39;", "'").replace("&apos;", "'")
}

/// Writes every format under `--anonyme`, and says which of the names are in one.
fn nommes(perimetre: &str, options: &[&str], noms: &BTreeSet<String>) -> Vec<String> {
    let dossier = tempfile::tempdir().expect("dossier");
    let chemins = FORMATS.map(|f| dossier.path().join(format!("r.{f}")));
    let courte = dossier.path().join("c");
    let mut arguments = vec![
        "diagnostic",
        perimetre,
        "--anonyme",
        "--detail",
        "--sources",
    ];
    arguments.extend(options);
    for chemin in &chemins {
        arguments.extend(["--sortie", chemin.to_str().expect("utf-8")]);
    }
    arguments.extend(["--figures", courte.to_str().expect("utf-8")]);
    let dit = cpts(&arguments).reussie().stdout;
    let mut fichiers = chemins.to_vec();
    fichiers.extend(
        fs::read_dir(&courte)
            .expect("figures")
            .map(|f| f.expect("figure").path()),
    );
    let mut lus: Vec<(String, String)> = fichiers
        .iter()
        .map(|c| (c.display().to_string(), textes(c)))
        .collect();
    lus.push(("terminal".to_owned(), dit));
    let reste = |t: &String| {
        let mut debuts = t.match_indices('\u{E000}');
        debuts.any(|(i, m)| {
            t.get(i + m.len() + 1..i + m.len() + 8)
                .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
        })
    };
    let restes: Vec<&String> = lus
        .iter()
        .filter(|(_, t)| reste(t))
        .map(|(c, _)| c)
        .collect();
    assert!(restes.is_empty(), "a token is left: {restes:?}");

    let trouves = lus.iter().flat_map(|(chemin, texte)| {
        let dits = noms.iter().filter(|n| mot(texte, n));
        dits.map(move |n| format!("{n} : {chemin}"))
    });
    trouves.collect()
}

/// Whether a text holds a name that is not a part of a longer word.
fn mot(texte: &str, nom: &str) -> bool {
    texte.match_indices(nom).any(|(debut, _)| {
        let avant = texte.get(..debut).and_then(|t| t.chars().next_back());
        let apres = texte
            .get(debut + nom.len()..)
            .and_then(|t| t.chars().next());
        let lettre = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        !lettre(avant) && !lettre(apres)
    })
}

/// Every name and code of a report that names.
fn noms_de(perimetre: &str, options: &[&str]) -> BTreeSet<String> {
    let base = ["diagnostic", perimetre, "--format", "json"];
    let json = cpts(&[&base[..], options].concat()).reussie().json();
    let perimetre = &json["perimetre"];
    let mut noms = BTreeSet::new();
    let mut prendre = |v: &serde_json::Value| noms.extend(v.as_str().map(|s| s.replace('’', "'")));
    prendre(&perimetre["nom"]);
    for liste in ["communes", "epci", "departements", "regions"] {
        for lieu in perimetre[liste].as_array().expect("liste") {
            prendre(&lieu["nom"]);
            if liste == "communes" || liste == "epci" {
                prendre(&lieu[if liste == "epci" { "siren" } else { "code" }]);
            }
        }
    }
    for croquis in json["cartes"]["croquis"].as_array().into_iter().flatten() {
        let aires = croquis["aires"]
            .as_array()
            .expect("aires")
            .iter()
            .map(|a| &a["nom"]);
        aires
            .filter(|n| n.as_str().is_some_and(|n| n.starts_with("CPTS ")))
            .for_each(&mut prendre);
    }
    let tables = json["tableaux"].as_array().expect("tableaux").iter();
    for table in tables.filter(|t| t["id"] == "structures" || t["id"] == "qpv") {
        for ligne in table["lignes"].as_array().expect("lignes") {
            prendre(&ligne[if table["id"] == "qpv" { 1 } else { 2 }]);
        }
    }
    noms.retain(|n| n.chars().count() > 2);
    noms
}

#[test]
fn no_name_of_the_territory_is_in_any_format() {
    let noms = noms_de(FICTIF, &[]);
    assert!(noms.len() > 30, "{noms:?}");
    assert_eq!(nommes(FICTIF, &[], &noms), Vec::<String>::new());
}

#[test]
fn no_name_of_a_real_territory_is_in_any_format() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let options = ["--donnees", donnees.as_str()];
    for perimetre in ["cpts:\"CPTS du Verdon\"", "commune:48095"] {
        let noms = noms_de(perimetre, &options);
        assert_eq!(nommes(perimetre, &options, &noms), Vec::<String>::new());
    }
}

/// The figures are those of the report that names, and the report is still one that the program reads.
#[test]
fn the_figures_are_the_same_and_the_maps_are_nowhere() {
    let lire = |options: &[&str]| {
        let base = ["diagnostic", FICTIF, "--format", "json"];
        super::json_valide(&cpts(&[&base[..], options].concat()).reussie())
    };
    let (nomme, tu) = (
        lire(&[]),
        lire(&["--anonyme", "--nom", "Territoire pilote"]),
    );
    assert_eq!(tu["perimetre"]["nom"], "Territoire pilote");
    assert_eq!(tu["population"], nomme["population"]);
    let (avant, apres) = (&nomme["indicateurs"], &tu["indicateurs"]);
    let combien = avant.as_array().expect("indicateurs").len();
    assert!(combien > 100);
    for i in 0..combien {
        for champ in ["id", "valeur", "statut", "couverture", "bornes"] {
            assert_eq!(avant[i][champ], apres[i][champ], "{}", avant[i]["id"]);
        }
    }
    // What a file says is told by its rule: two that are then the same are one.
    let regles = |json: &serde_json::Value| -> BTreeSet<String> {
        let constats = json["constats"].as_array().expect("constats").iter();
        constats
            .map(|c| c["id"].as_str().expect("id").to_owned())
            .collect()
    };
    assert_eq!(regles(&nomme), regles(&tu));
    assert!(tu["cartes"].get("croquis").is_none());
    assert_eq!(tu["cartes"]["emprise"][0], 0.0);
    let communes = tu["cartes"]["communes"].as_array().expect("communes");
    assert!(communes.iter().all(|c| c["dans_perimetre"] == true));
    assert_eq!(tu["perimetre"]["communes"][0]["nom"], "Commune A");
    assert_eq!(tu["perimetre"]["communes"][0]["code"], "00001");
}

#[test]
fn what_is_made_of_places_is_refused() {
    let dossier = tempfile::tempdir().expect("dossier");
    for nom in ["r.geojson", "r.communes.csv"] {
        let chemin = dossier.path().join(nom);
        let sortie = chemin.to_str().expect("utf-8");
        cpts(&["diagnostic", FICTIF, "--anonyme", "--sortie", sortie])
            .echouee(2, &["--anonyme ne vaut pas pour", nom, "remède"]);
        assert!(!chemin.exists());
    }
    cpts(&["diagnostic", FICTIF, "--anonyme", "--format", "atelier"])
        .echouee(2, &["--format atelier"]);
    let rejets = echantillon("rejets.csv");
    let rejets = rejets.to_str().expect("utf-8");
    cpts(&["diagnostic", FICTIF, "--anonyme", "--rejets", rejets]).echouee(2, &["--rejets"]);
}
