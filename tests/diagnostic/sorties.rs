//! Tables for scripts, and the dress of the documents, of `cpts diagnostic`.

use std::fs;
use std::io::Read as _;

use super::FICTIF;
use crate::outils::cpts;

/// Writes an output of the fictional territory and reads it back.
fn ecrire(dossier: &tempfile::TempDir, nom: &str, options: &[&str]) -> Vec<u8> {
    let chemin = dossier.path().join(nom);
    let sortie = chemin.to_str().expect("utf-8");
    let base = ["diagnostic", FICTIF, "-q", "--sortie", sortie];
    cpts(&[&base[..], options].concat()).reussie();
    fs::read(chemin).expect("sortie")
}

#[test]
fn the_long_table_has_a_row_by_territory_and_indicator() {
    let dossier = tempfile::tempdir().expect("dossier");
    let table = ecrire(&dossier, "r.csv", &[]);
    let json: serde_json::Value =
        serde_json::from_slice(&ecrire(&dossier, "r.json", &[])).expect("json");
    let mut lecteur = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(table.as_slice());
    let colonnes = lecteur.headers().expect("en-tête").clone();
    let rang = |nom: &str| colonnes.iter().position(|c| c == nom).expect("colonne");
    let lignes: Vec<csv::StringRecord> = lecteur.records().map(|l| l.expect("ligne")).collect();
    let indicateurs = json["indicateurs"].as_array().expect("indicateurs");
    let attendues: usize = indicateurs
        .iter()
        .map(|i| 1 + i["comparateurs"].as_array().map_or(0, Vec::len))
        .sum();
    assert_eq!(lignes.len(), attendues);
    let mut lignes = lignes.iter();
    for indicateur in indicateurs {
        let id = indicateur["id"].as_str().expect("id");
        let vide = Vec::new();
        let autres = indicateur["comparateurs"].as_array().unwrap_or(&vide);
        for chiffre in std::iter::once(indicateur).chain(autres) {
            let ligne = lignes.next().expect("ligne");
            assert_eq!(&ligne[rang("indicateur")], id);
            let lue: Option<f64> = ligne[rang("valeur")].parse().ok();
            assert_eq!(lue, chiffre["valeur"].as_f64(), "{id}");
            // A figure that a publisher gives has the year and the sources of that publisher.
            let dou = chiffre.get("publie").unwrap_or(indicateur);
            let annee = dou["millesime"].as_str().unwrap_or_default();
            assert_eq!(&ligne[rang("annee")], annee, "{id}");
            let sources = dou["sources"].as_array().expect("sources");
            let sources: Vec<&str> = sources.iter().filter_map(|s| s.as_str()).collect();
            assert_eq!(ligne[rang("sources")], sources.join(" "), "{id}");
        }
    }
}

#[test]
fn the_communes_come_as_rows_and_as_shapes() {
    let dossier = tempfile::tempdir().expect("dossier");
    let table = String::from_utf8(ecrire(&dossier, "r.communes.csv", &[])).expect("csv");
    assert_eq!(table.lines().count(), 23);
    let meme = ecrire(&dossier, "communes.csv", &[]);
    assert_eq!(String::from_utf8(meme).expect("csv"), table);
    let formes: serde_json::Value =
        serde_json::from_slice(&ecrire(&dossier, "r.geojson", &[])).expect("geojson");
    let formes = formes["features"].as_array().expect("formes");
    assert_eq!(formes.len(), 22);
    assert!(
        formes
            .iter()
            .any(|f| f["properties"]["population_municipale"].is_number())
    );
}

#[test]
fn a_document_is_dressed_as_its_user_asks() {
    let dossier = tempfile::tempdir().expect("dossier");
    let seules = ecrire(
        &dossier,
        "s.md",
        &["--sections", "S7,S12", "--titre", "Projet de santé 2026"],
    );
    let seules = String::from_utf8(seules).expect("md");
    assert!(
        seules.starts_with("# Projet de santé 2026") && seules.contains("CPTS du Val-Imaginaire")
    );
    assert!(
        seules.contains("## Les soins de premier recours") && seules.contains("## Financement")
    );
    assert!(!seules.contains("## La situation sociale"));
    let logo = crate::outils::echantillon("apercu.png");
    let logo = logo.to_str().expect("utf-8");
    let habille = ["--logo", logo, "--couleur-principale", "#9B1C1C"];
    let (avec, sans) = (
        ecrire(&dossier, "a.pdf", &habille),
        ecrire(&dossier, "b.pdf", &[]),
    );
    let images = |pdf: &[u8]| {
        String::from_utf8_lossy(pdf)
            .matches("/Subtype/Image")
            .count()
    };
    assert!(images(&avec) > images(&sans));
    ecrire(&dossier, "a.docx", &habille);
    let mut archive =
        zip::ZipArchive::new(fs::File::open(dossier.path().join("a.docx")).expect("docx"))
            .expect("archive");
    assert!(archive.by_name("word/media/logo.png").is_ok());
    let mut styles = String::new();
    archive
        .by_name("word/styles.xml")
        .expect("styles")
        .read_to_string(&mut styles)
        .expect("texte");
    assert!(styles.contains("9B1C1C") && !styles.contains("1F4E79"));
}

/// A photograph instead of a logo: made smaller until the page stays light, and told.
#[test]
fn a_heavy_logo_is_made_smaller_and_it_is_said() {
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = dossier.path().join("photo.png");
    let mut bruit = resvg::tiny_skia::Pixmap::new(800, 400).expect("image");
    let mut etat = 1_u32;
    for octet in bruit.data_mut() {
        etat = etat.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *octet = u8::try_from(etat >> 24).expect("octet") | 0x80;
    }
    for point in bruit.data_mut().chunks_exact_mut(4) {
        point[3] = 255;
    }
    fs::write(&chemin, bruit.encode_png().expect("png")).expect("photo");
    let page = dossier.path().join("r.html");
    let (photo, page_dite) = (
        chemin.to_str().expect("utf-8"),
        page.to_str().expect("utf-8"),
    );
    let nue = ecrire(&dossier, "nue.html", &[]).len();
    let options = ["--logo", photo, "--sortie", page_dite];
    let dit = cpts(&[&["diagnostic", FICTIF][..], &options].concat()).reussie();
    assert!(dit.stderr.contains("image réduite à"), "{}", dit.stderr);
    let logo = fs::read(&page).expect("page").len() - nue;
    assert!((10_000..110_000).contains(&logo), "{logo}");
}

/// The page of the whole report, or the edition and the sections asked for; dressed in both.
#[test]
fn the_page_is_the_edition_asked_for_with_its_title_its_logo_and_its_tint() {
    let dossier = tempfile::tempdir().expect("dossier");
    let logo = crate::outils::echantillon("apercu.png");
    let habille = [
        "--titre",
        "Projet <b>de</b> santé",
        "--logo",
        logo.to_str().expect("utf-8"),
        "--couleur-principale",
        "#9B1C1C",
    ];
    let page = |nom: &str, options: &[&str]| {
        let octets = ecrire(&dossier, nom, &[&habille[..], options].concat());
        String::from_utf8(octets).expect("utf-8")
    };
    let entiere = page("a.html", &[]);
    let courte = page("b.html", &["--edition", "courte"]);
    let sections = page("c.html", &["--sections", "S7"]);
    assert_eq!(courte, page("d.htm", &["--edition", "courte"]));
    for html in [&entiere, &courte, &sections] {
        assert!(
            html.contains("<h1>Projet &lt;b&gt;de&lt;") && html.contains("CPTS du Val-Imaginaire")
        );
        assert!(
            html.contains("src=\"data:image/png;base64,iVBOR")
                && html.contains(":root { --bleu: #9B1C1C; }")
        );
    }
    assert!(entiere.contains("id=\"methode\"") && entiere.contains("id=\"S2\""));
    assert!(!courte.contains("id=\"methode\"") && courte.contains("id=\"synthese\""));
    assert!(sections.contains("id=\"S7\"") && !sections.contains("id=\"S2\""));
    assert!(courte.len() < entiere.len());
}

#[test]
fn what_cannot_dress_a_document_is_refused_before_any_work() {
    let dossier = tempfile::tempdir().expect("dossier");
    let faux = dossier.path().join("logo.svg");
    fs::write(
        &faux,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
    )
    .expect("svg");
    let faux = faux.to_str().expect("utf-8");
    let base = ["diagnostic", FICTIF, "--sortie", "r.pdf"];
    let refuser = |options: &[&str], code, dits: &[&str]| {
        cpts(&[&base[..], options].concat()).echouee(code, dits);
    };
    refuser(&["--logo", faux], 3, &["logo.svg", "PNG ou JPEG"]);
    refuser(&["--logo", "absent.png"], 3, &["absent.png", "remède"]);
    refuser(
        &["--couleur-principale", "#ffff00"],
        2,
        &["contraste", "4,5"],
    );
    refuser(&["--couleur-principale", "rouge"], 2, &["#1F4E79"]);
    refuser(&["--sections", "S42"], 2, &["S42"]);
    refuser(&["--sections", "S0"], 2, &["S0", "--edition complete"]);
    refuser(&["--titre", "\u{202e}"], 2, &["--titre", "remède"]);
    refuser(&["--nom", &"a".repeat(201)], 2, &["--nom", "200"]);
    refuser(&["--logo", "src"], 3, &["src", "remède"]);
    let texte = [
        "diagnostic",
        FICTIF,
        "--sortie",
        "r.md",
        "--couleur-principale",
        "#1F4E79",
    ];
    cpts(&texte).echouee(2, &["--couleur-principale", ".html, .pdf ou .docx"]);
    cpts(&["diagnostic", FICTIF, "--titre", "Essai"]).echouee(2, &["--titre", "rapport.pdf"]);
}

#[test]
fn a_logo_is_never_replaced_and_no_folder_is_left_of_what_was_not_written() {
    let dossier = tempfile::tempdir().expect("dossier");
    let chemin = |nom: &str| dossier.path().join(nom).to_str().expect("utf-8").to_owned();
    let (logo, pdf, figures) = (chemin("logo.png"), chemin("r.pdf"), chemin("figures"));
    fs::copy(crate::outils::echantillon("apercu.png"), &logo).expect("copie");
    let avant = fs::read(&logo).expect("logo");
    let base = [
        "diagnostic",
        FICTIF,
        "-q",
        "--sortie",
        &pdf,
        "--logo",
        &logo,
    ];
    cpts(&[&base[..], &["--rejets", &logo]].concat()).echouee(2, &["logo.png"]);
    assert_eq!(fs::read(&logo).expect("logo"), avant);
    let absente = chemin("absent/r.pdf");
    let base = [
        "diagnostic",
        FICTIF,
        "-q",
        "--sortie",
        &absente,
        "--figures",
        &figures,
    ];
    cpts(&base).echouee(5, &["absent", "remède"]);
    assert!(!std::path::Path::new(&figures).exists());
}
