//! One document through every format: inert, whole, the same bytes twice.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::rapport::document::edition::edition;
use crate::rapport::document::{Edition, construire};
use crate::rapport::plan::plan;
use crate::render::essai;

fn rendre(extension: &str, forme: Edition) -> Vec<u8> {
    let (rapport, plan, edition) = (essai::rapport(), plan().unwrap(), edition().unwrap());
    let document = construire(&rapport, (&plan, &edition), forme);
    pour_chemin(Path::new(&format!("rapport.{extension}")))
        .unwrap()
        .rendre(&document)
        .unwrap()
}

/// Parts of a text document, by name.
fn parties(docx: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    (0..archive.len())
        .map(|rang| {
            let mut partie = archive.by_index(rang).unwrap();
            let mut octets = Vec::new();
            partie.read_to_end(&mut octets).unwrap();
            (partie.name().unwrap().into_owned(), octets)
        })
        .collect()
}

fn texte(parties: &[(String, Vec<u8>)], nom: &str) -> String {
    let (_, octets) = parties.iter().find(|(n, _)| n == nom).unwrap();
    String::from_utf8(octets.clone()).unwrap()
}

/// Values of an attribute in a part.
fn attributs(xml: &str, nom: &str) -> BTreeSet<String> {
    let cle = format!(" {nom}=\"");
    let morceaux = xml.split(cle.as_str()).skip(1);
    morceaux
        .filter_map(|r| r.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_format_gives_the_same_bytes_twice_and_says_that_the_territory_is_invented() {
    for extension in extensions() {
        for forme in [Edition::Courte, Edition::Complete] {
            let un = rendre(extension, forme);
            assert_eq!(un, rendre(extension, forme), "{extension}");
        }
    }
    let markdown = String::from_utf8(rendre("md", Edition::Courte)).unwrap();
    assert!(markdown.contains("Territoire fictif"));
    assert!(
        texte(
            &parties(rendre("docx", Edition::Courte)),
            "word/header1.xml"
        )
        .contains("Territoire fictif")
    );
}

#[test]
fn the_page_has_one_title_no_identifier_twice_and_links_that_lead_somewhere() {
    for forme in [Edition::Courte, Edition::Complete] {
        let html = String::from_utf8(rendre("html", forme)).unwrap();
        let ids: Vec<&str> = html.split(" id=\"").skip(1).collect();
        let ids: Vec<&str> = ids.iter().filter_map(|r| r.split('"').next()).collect();
        let uniques: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(uniques.len(), ids.len(), "{forme:?}");
        let cites = attributs(&html, "href").into_iter();
        let internes: Vec<String> = cites.filter(|h| h.starts_with('#')).collect();
        assert!(internes.len() > 8);
        for lien in &internes {
            assert!(uniques.contains(&lien[1..]), "{lien}");
        }
        assert_eq!(html.matches("<h1>").count(), 1);
        assert!(html.contains("<html lang=\"fr\">") && !html.contains("<script>alert"));
        // Nothing is fetched: addresses are only followed.
        let charge = [" src=\"http", "url(http", "@import", "<link", "<iframe"];
        assert!(charge.iter().all(|c| !html.contains(c)));
    }
}

#[test]
fn nothing_of_a_hostile_name_is_markup() {
    let markdown = String::from_utf8(rendre("md", Edition::Complete)).unwrap();
    assert!(markdown.contains("&lt;script&gt;") && !markdown.contains("<script"));
    let html = String::from_utf8(rendre("html", Edition::Complete)).unwrap();
    assert!(html.contains("&lt;script&gt;"));
    let docx = parties(rendre("docx", Edition::Complete));
    assert!(texte(&docx, "word/document.xml").contains("&lt;script&gt;"));
    for (nom, octets) in &docx {
        if nom.ends_with(".png") {
            continue;
        }
        let mut lecteur = Reader::from_reader(octets.as_slice());
        lecteur.config_mut().check_end_names = true;
        loop {
            match lecteur
                .read_event()
                .unwrap_or_else(|e| panic!("{nom} : {e}"))
            {
                Event::Start(b) | Event::Empty(b) => {
                    assert_ne!(b.name().as_ref(), "script", "{nom}")
                }
                Event::Eof => break,
                _ => {}
            }
        }
    }
}

#[test]
fn every_row_of_a_markdown_table_has_its_cells() {
    let markdown = String::from_utf8(rendre("md", Edition::Complete)).unwrap();
    let barres = |ligne: &str| ligne.replace("\\|", "").matches('|').count();
    let mut attendu = None;
    let mut tables = 0;
    for ligne in markdown.lines() {
        match (ligne.starts_with('|'), attendu) {
            (true, None) => (attendu, tables) = (Some(barres(ligne)), tables + 1),
            (true, Some(n)) => assert_eq!(barres(ligne), n, "{ligne}"),
            (false, _) => attendu = None,
        }
    }
    assert!(tables > 5);
}

#[test]
fn the_text_document_has_real_headings_repeated_headers_and_described_pictures() {
    let docx = parties(rendre("docx", Edition::Courte));
    let corps = texte(&docx, "word/document.xml");
    let styles = texte(&docx, "word/styles.xml");
    let definis = attributs(&styles, "w:styleId");
    for employe in attributs(
        &corps.replace("w:pStyle w:val", "w:pStyle employe"),
        "employe",
    ) {
        assert!(definis.contains(&employe), "style {employe}");
    }
    assert!(
        corps.contains("<w:pStyle w:val=\"Titre1\"/>")
            && styles.contains("w:outlineLvl w:val=\"0\"")
    );
    assert!(corps.matches("<w:tblHeader/>").count() >= 5);
    let images = docx
        .iter()
        .filter(|(n, _)| n.starts_with("word/media/"))
        .count();
    assert!(images >= 2);
    assert_eq!(corps.matches("<pic:pic>").count(), images);
    assert!(
        corps
            .split("<wp:docPr ")
            .skip(1)
            .all(|d| !d.starts_with("descr=\"\"") && d.contains("descr=\""))
    );
    assert!(styles.contains("w:lang w:val=\"fr-FR\""));
}

#[test]
fn every_relation_of_the_body_leads_somewhere() {
    for forme in [Edition::Courte, Edition::Complete] {
        let docx = parties(rendre("docx", forme));
        let corps = texte(&docx, "word/document.xml");
        let liens = texte(&docx, "word/_rels/document.xml.rels");
        let connus = attributs(&liens, "Id");
        let cites: BTreeSet<String> = attributs(&corps, "r:id")
            .union(&attributs(&corps, "r:embed"))
            .cloned()
            .collect();
        assert!(cites.is_subset(&connus), "{:?}", cites.difference(&connus));
        for cible in attributs(&liens, "Target")
            .iter()
            .filter(|c| c.starts_with("media/"))
        {
            assert!(
                docx.iter().any(|(n, _)| *n == format!("word/{cible}")),
                "{cible}"
            );
        }
        let ancres = attributs(&corps, "w:anchor");
        assert!(!ancres.is_empty() && ancres.is_subset(&attributs(&corps, "w:name")));
    }
}

#[test]
fn every_chart_of_the_page_has_its_values_folded_under_it() {
    let page = String::from_utf8(rendre("html", Edition::Complete)).unwrap();
    let graphiques = page.matches("class=\"graphique\"").count();
    let valeurs = page.matches("<summary>Valeurs\u{202f}: ").count();
    assert!(
        graphiques > 0 && valeurs == graphiques,
        "{valeurs} of {graphiques}"
    );
}

mod echantillon;
mod paroles;
