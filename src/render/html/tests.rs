//! The page: inert, complete, well formed, accessible, stable.

mod contenu;

use std::collections::BTreeSet;

use super::*;
use crate::rapport::Rapport;
use crate::rapport::document::edition::edition;
use crate::rapport::document::{Edition, construire};
use crate::rapport::plan::plan;
use crate::render::document::{Rendu as _, html::Html};
use crate::render::essai;

fn page() -> String {
    rendre(&essai::rapport()).unwrap()
}

/// The page of the complete edition.
fn rendre(rapport: &Rapport) -> Result<String, ErreurRendu> {
    let (plan, edition) = (plan().unwrap(), edition().unwrap());
    let document = construire(rapport, (&plan, &edition), Edition::Complete);
    let octets = Html.rendre(&document)?;
    Ok(String::from_utf8(octets).unwrap())
}

/// Tags of the page, in order: name, attributes, closing, self-closing.
fn balises(page: &str) -> Vec<(String, String, bool, bool)> {
    sans_script(page)
        .split('<')
        .skip(1)
        .map(|morceau| {
            let (balise, _) = morceau.split_once('>').expect("every < opens a tag");
            let ferme = balise.starts_with('/');
            let seule = balise.ends_with('/');
            let corps = balise.trim_matches('/');
            let (nom, attributs) = corps.split_once(char::is_whitespace).unwrap_or((corps, ""));
            (nom.to_owned(), attributs.to_owned(), ferme, seule)
        })
        .collect()
}

/// The page without its styles and its one script, which is ours.
fn sans_script(page: &str) -> String {
    let mut page = page.to_owned();
    for nom in ["style", "script"] {
        let (ouvre, ferme) = (format!("<{nom}>"), format!("</{nom}>"));
        let (avant, reste) = page.split_once(&ouvre).unwrap();
        let (dedans, apres) = reste.split_once(&ferme).unwrap();
        assert!(nom != "script" || dedans == script::SCRIPT);
        page = format!("{avant}{apres}");
    }
    page
}

fn attributs<'a>(page: &'a str, nom: &str) -> Vec<&'a str> {
    let cle = format!(" {nom}=\"");
    page.split(cle.as_str())
        .skip(1)
        .filter_map(|r| r.split('"').next())
        .collect()
}

#[test]
fn every_tag_is_closed_in_order() {
    let mut ouvertes: Vec<String> = Vec::new();
    for (nom, _, ferme, seule) in balises(&page()) {
        if seule || nom == "!DOCTYPE" || nom == "meta" {
            continue;
        }
        if ferme {
            assert_eq!(ouvertes.pop().as_deref(), Some(nom.as_str()));
        } else {
            ouvertes.push(nom);
        }
    }
    assert!(ouvertes.is_empty(), "{ouvertes:?}");
}

#[test]
fn nothing_is_fetched_and_nothing_runs_but_the_script_that_the_policy_names() {
    let page = page();
    for (nom, attributs, ..) in balises(&page) {
        assert!(
            ![
                "script", "link", "img", "iframe", "object", "embed", "base", "form"
            ]
            .contains(&nom.as_str()),
            "{nom}"
        );
        assert!(!attributs.contains("src="), "{attributs}");
        assert!(
            !attributs
                .split('"')
                .step_by(2)
                .any(|a| a.trim_start().starts_with("on")),
            "{attributs}"
        );
        if attributs.contains("href=\"http") {
            assert_eq!(nom, "a", "an address is only ever a link");
        }
    }
    assert!(
        !page.contains("url(http")
            && !page.contains("@import")
            && !page.contains("javascript:alert(1)\"")
    );
    let politique = format!(
        "default-src 'none'; script-src '{}';",
        script::empreinte(script::SCRIPT)
    );
    assert!(page.contains(&politique));
    for interdit in [
        "fetch(",
        "XMLHttpRequest",
        "http:",
        "https:",
        "eval(",
        "innerHTML =",
    ] {
        let admis = script::SCRIPT.replace("http://www.w3.org/", "");
        assert!(!admis.contains(interdit), "{interdit}");
    }
}

#[test]
fn hostile_names_are_inert_everywhere() {
    let page = page();
    assert!(!sans_script(&page).contains("<script"), "script");
    assert!(!page.contains("<fictive>") && !page.contains("<cette>") && !page.contains("<b>inv"));
    assert!(
        page.matches("&lt;script&gt;").count() >= 5,
        "shown in tables, findings and maps"
    );
}

#[test]
fn identifiers_are_unique_and_links_lead_somewhere() {
    let page = page();
    let mut ids = BTreeSet::new();
    for id in attributs(&page, "id") {
        assert!(ids.insert(id), "{id} twice");
        assert!(!id.contains(char::is_whitespace));
    }
    for href in attributs(&page, "href") {
        if let Some(cible) = href.strip_prefix('#') {
            assert!(ids.contains(cible), "#{cible} leads nowhere");
        }
    }
    for liste in ["aria-labelledby"].iter().flat_map(|a| attributs(&page, a)) {
        assert!(liste.split(' ').all(|id| ids.contains(id)), "{liste}");
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let niveaux: Vec<u32> = balises(&page())
        .into_iter()
        .filter(|(nom, _, ferme, _)| {
            !ferme && nom.len() == 2 && nom.starts_with('h') && nom != "hr"
        })
        .filter_map(|(nom, ..)| nom.get(1..).and_then(|n| n.parse().ok()))
        .collect();
    assert_eq!(niveaux.first(), Some(&1));
    assert_eq!(niveaux.iter().filter(|n| **n == 1).count(), 1);
    assert!(
        niveaux.windows(2).all(|paire| paire[1] <= paire[0] + 1),
        "{niveaux:?}"
    );
}

#[test]
fn every_image_has_a_title_and_every_table_a_caption() {
    let page = page();
    for svg in page.split("<svg ").skip(1) {
        assert!(
            svg.split("</svg>")
                .next()
                .is_some_and(|s| s.contains("<title"))
        );
    }
    assert_eq!(
        page.matches("<table").count(),
        page.matches("<caption").count()
    );
    let images = page.matches("role=\"img\"").count();
    assert_eq!(
        images,
        4 + 2 + 3,
        "four maps, two charts, three small bar charts"
    );
    assert_eq!(
        page.matches("class=\"donnees\"").count(),
        2,
        "charts have their table, maps the table of the communes"
    );
}

#[test]
fn a_fictional_territory_is_said_to_be_and_a_real_one_is_not() {
    assert!(page().contains("bandeau-fictif") && page().contains("@top-center"));
    let mut rapport = essai::rapport();
    rapport.fictif = false;
    assert!(!rendre(&rapport).unwrap().contains("<aside"));
}

#[test]
fn a_report_without_sections_maps_nor_list_still_shows_everything() {
    let mut rapport = essai::rapport();
    rapport.sections.clear();
    rapport.cartes = None;
    rapport.zones_blanches = crate::model::ZonesBlanches::default();
    rapport.sous_densite = crate::model::SousDensite::default();
    rapport.date = None;
    let page = rendre(&rapport).unwrap();
    for indicateur in &rapport.indicateurs {
        assert!(page.contains(&format!("id=\"ind-{}\"", indicateur.id)));
    }
    assert!(page.contains("Autres résultats") && page.contains("rien ne peut être dit"));
    assert!(page.contains("aucun fichier d’APL"));
}

#[test]
fn same_report_same_bytes() {
    assert_eq!(page(), page());
}

/// Writes the page where `CPTS_ECRIRE_HTML` says, to be looked at; `CPTS_LIRE_JSON` gives another report.
#[test]
fn written_to_be_looked_at() {
    let Ok(chemin) = std::env::var("CPTS_ECRIRE_HTML") else {
        return;
    };
    let rapport = std::env::var("CPTS_LIRE_JSON").map_or_else(
        |_| essai::rapport(),
        |json| serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap(),
    );
    std::fs::write(chemin, rendre(&rapport).unwrap()).unwrap();
}
