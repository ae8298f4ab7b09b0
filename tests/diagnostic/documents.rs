//! Text documents of `cpts diagnostic`: DOCX and Markdown, in two editions.

use std::fs;
use std::io::Read as _;

use super::FICTIF;
use crate::outils::cpts;

/// The body of a text document.
fn corps(chemin: &std::path::Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(chemin).expect("docx")).expect("archive");
    let mut texte = String::new();
    let mut partie = archive.by_name("word/document.xml").expect("corps");
    partie.read_to_string(&mut texte).expect("texte");
    texte
}

#[test]
fn a_text_document_has_the_key_figures_and_its_pages_and_is_the_same_twice() {
    let dossier = tempfile::tempdir().expect("dossier");
    let ecrire = |nom: &str, options: &[&str]| {
        let chemin = dossier.path().join(nom);
        let base = [
            "diagnostic",
            FICTIF,
            "-q",
            "--sortie",
            chemin.to_str().expect("utf-8"),
        ];
        cpts(&[&base, options].concat()).reussie();
        chemin
    };
    let (un, deux) = (ecrire("a.docx", &["--fils", "1"]), ecrire("b.docx", &[]));
    assert_eq!(fs::read(&un).expect("a"), fs::read(&deux).expect("b"));
    let texte = corps(&un);
    // 43 127 inhabitants, and a page a theme after the first one.
    assert!(texte.contains("43\u{202f}127"));
    assert!((5..8).contains(&texte.matches("<w:pageBreakBefore/>").count()));
    let complete = corps(&ecrire("c.docx", &["--edition", "complete"]));
    assert!(complete.len() > 3 * texte.len());
}

#[test]
fn the_pdf_has_its_eight_pages_tags_and_language_and_is_the_same_twice() {
    let dossier = tempfile::tempdir().expect("dossier");
    let ecrire = |nom: &str, options: &[&str]| {
        let chemin = dossier.path().join(nom);
        let base = ["diagnostic", FICTIF, "-q", "--sortie"];
        let chemin = chemin.to_str().expect("utf-8");
        cpts(&[&base[..], &[chemin], options].concat()).reussie();
        fs::read(chemin).expect("pdf")
    };
    let (un, deux) = (ecrire("a.pdf", &["--fils", "1"]), ecrire("b.pdf", &[]));
    assert_eq!(un, deux);
    let texte = String::from_utf8_lossy(&un);
    assert!(texte.starts_with("%PDF-1.7"));
    assert!(
        (5..=8).contains(&texte.matches("/Type/Page/").count()),
        "{}",
        texte.matches("/Type/Page").count()
    );
    for dit in [
        "/StructTreeRoot",
        "/Lang(fr-FR)",
        "pdfuaid:part",
        "pdfaid:part",
    ] {
        assert!(texte.contains(dit), "{dit}");
    }
    assert!(un.len() < 2_000_000);
}

#[test]
fn markdown_goes_to_the_terminal_or_to_a_file() {
    let sortie = cpts(&["diagnostic", FICTIF, "-q", "--format", "markdown"])
        .reussie()
        .stdout;
    assert!(sortie.starts_with("# CPTS du Val-Imaginaire"));
    assert!(sortie.contains("## Synthèse et priorités") && sortie.contains("| --- | ---: |"));
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = dossier.path().join("r.md");
    cpts(&[
        "diagnostic",
        FICTIF,
        "-q",
        "--sortie",
        chemin.to_str().expect("utf-8"),
    ])
    .reussie();
    assert_eq!(fs::read_to_string(chemin).expect("md"), sortie);
}

#[test]
fn the_workbook_has_the_figures_of_the_json() {
    let dossier = tempfile::tempdir().expect("dossier");
    let chemins =
        ["r.xlsx", "r.json"].map(|n| dossier.path().join(n).to_str().expect("utf-8").to_owned());
    let base = [
        "diagnostic",
        FICTIF,
        "-q",
        "--sortie",
        &chemins[0],
        "--sortie",
        &chemins[1],
    ];
    cpts(&base).reussie();
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(&chemins[1]).expect("json")).expect("json");
    let mut classeur: calamine::Xlsx<_> = calamine::open_workbook(&chemins[0]).expect("classeur");
    let feuille = calamine::Reader::worksheet_range(&mut classeur, "S2").expect("S2");
    let valeur = super::indicateur(&json, "population_municipale")["valeur"].as_f64();
    let ligne = feuille
        .rows()
        .find(|l| l[0] == "population_municipale")
        .expect("ligne");
    assert_eq!(calamine::DataType::as_f64(&ligne[4]), valeur);
    assert!(
        calamine::Reader::worksheet_range(&mut classeur, "communes")
            .expect("communes")
            .height()
            > 20
    );
}

#[test]
fn an_unknown_extension_names_those_that_are_known_before_any_work() {
    cpts(&["diagnostic", FICTIF, "--sortie", "rapport.odt"])
        .echouee(2, &["rapport.odt", ".docx", ".md", ".html"]);
}

#[test]
fn every_figure_is_written_apart_and_complete_in_itself() {
    let dossier = tempfile::tempdir().expect("dossier");
    let figures = dossier.path().join("figures");
    let base = ["diagnostic", FICTIF, "-q", "--figures"];
    cpts(&[&base[..], &[figures.to_str().expect("utf-8")]].concat()).reussie();
    let mut noms: Vec<String> = fs::read_dir(&figures)
        .expect("dossier")
        .map(|e| {
            e.expect("entrée")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    noms.sort();
    assert!(noms.len() >= 12 && noms.len().is_multiple_of(2), "{noms:?}");
    for nom in noms.iter().filter(|n| n.ends_with(".svg")) {
        let svg = fs::read_to_string(figures.join(nom)).expect("svg");
        let cites = svg
            .split("href=\"#")
            .skip(1)
            .filter_map(|r| r.split('"').next());
        for cite in cites {
            assert!(svg.contains(&format!("id=\"{cite}\"")), "{nom} : {cite}");
        }
        let png = fs::read(figures.join(nom.replace(".svg", ".png"))).expect("png");
        assert!(png.starts_with(b"\x89PNG"), "{nom}");
    }
}

#[test]
fn the_terminal_is_one_screen_and_the_detail_is_on_demand() {
    for perimetre in [FICTIF, "dep:48", "commune:48095"] {
        let bref = cpts(&["diagnostic", perimetre, "-q"]).reussie().stdout;
        let detail = cpts(&["diagnostic", perimetre, "-q", "--detail"])
            .reussie()
            .stdout;
        assert!(bref.lines().count() <= 50, "{perimetre}\n{bref}");
        assert!(bref.contains("--detail") && detail.lines().count() > bref.lines().count());
    }
}

#[test]
fn each_shell_has_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let texte = cpts(&["completions", shell]).reussie().stdout;
        assert!(
            texte.contains("diagnostic") && texte.contains("financement"),
            "{shell}"
        );
    }
    cpts(&["completions", "tcsh"]).echouee(2, &["tcsh"]);
}

#[test]
fn an_edition_without_a_document_is_refused_before_any_work() {
    let base = ["diagnostic", FICTIF, "--edition", "courte", "--sortie"];
    cpts(&[&base[..], &["/nulle/part/rapport.json"]].concat()).echouee(2, &["--edition", "remède"]);
}

/// The law: what the short edition says in Markdown, its blocks say, under the contract that `cpts schema` publishes.
#[test]
fn the_blocks_of_the_document_hold_its_words_and_follow_their_contract() {
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = |nom: &str| dossier.path().join(nom).to_str().expect("utf-8").to_owned();
    let (blocs, page) = (chemin("r.document.json"), chemin("r.md"));
    cpts(&["diagnostic", FICTIF, "-q", "-s", &blocs, "-s", &page]).reussie();
    let texte = fs::read_to_string(&blocs).expect("blocs");
    let lu: serde_json::Value = serde_json::from_str(&texte).expect("json");
    let schema = cpts(&["schema", "document"]).reussie().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("schema");
    let validateur = jsonschema::validator_for(&schema).expect("validateur");
    assert!(validateur.is_valid(&lu));
    assert_eq!(lu["schema"], "cpts/document/1");
    let titres = fs::read_to_string(&page).expect("md");
    let titres: Vec<&str> = titres
        .lines()
        .filter_map(|l| l.strip_prefix("## "))
        .collect();
    let parties = lu["parties"].as_array().expect("parties").iter();
    let parties: Vec<&str> = parties
        .filter_map(|p| p["titre"].as_str())
        .filter(|t| !t.is_empty())
        .collect();
    assert!(titres.len() >= 8, "{titres:?}");
    assert_eq!(parties, titres);
    // 43 127 inhabitants, as on the first page.
    assert!(texte.contains("43\u{202f}127"));
    // Of the funding too.
    let financement = chemin("f.document.json");
    cpts(&["financement", FICTIF, "-q", "-s", &financement]).reussie();
    let lu: serde_json::Value =
        serde_json::from_slice(&fs::read(&financement).expect("blocs")).expect("json");
    assert!(validateur.is_valid(&lu));
}
