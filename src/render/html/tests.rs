//! The page: inert, complete, well formed, accessible, stable.

use std::collections::BTreeSet;

use super::*;
use crate::render::essai;

fn page() -> String {
    rendre(&essai::rapport()).unwrap()
}

/// Tags of the page, in order: name, attributes, closing, self-closing.
fn balises(page: &str) -> Vec<(String, String, bool, bool)> {
    let sans_style = {
        let (avant, reste) = page.split_once("<style>").unwrap();
        let (_, apres) = reste.split_once("</style>").unwrap();
        format!("{avant}{apres}")
    };
    sans_style
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
fn nothing_is_fetched_and_nothing_runs() {
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
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn hostile_names_are_inert_everywhere() {
    let page = page();
    assert!(!page.contains("<script"), "script");
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
        6,
        "maps and charts have their table"
    );
}

#[test]
fn every_indicator_every_source_and_every_state_is_there() {
    let rapport = essai::rapport();
    let page = page();
    for indicateur in &rapport.indicateurs {
        assert!(
            page.contains(&format!("id=\"ind-{}\"", indicateur.id)),
            "{}",
            indicateur.id
        );
        assert!(page.contains(&format!("<code>{}</code>", indicateur.id)));
    }
    for source in &rapport.sources {
        assert!(page.contains(&source.sha256));
    }
    for texte in [
        "non publié",
        "donnée absente",
        "par commune, voir tableau",
        "entre 21 et 36",
        "montant non établi",
        "à compléter",
        "(à demander à\u{a0}: CPAM",
        "Total incomplet",
        "93\u{A0}% de la population, 75\u{A0}% des communes",
        "68\u{202F}350\u{202F}798",
        "\u{2212}0,42\u{A0}%",
        "Un constat sans section connue.",
        "notes &amp; brouillons.csv",
        "37\u{A0}lignes écartées",
        "12,3",
    ] {
        assert!(page.contains(texte), "{texte}");
    }
}

#[test]
fn the_two_notions_are_told_apart_in_their_own_section() {
    let page = page();
    let place = |texte: &str| page.find(texte).unwrap();
    let (s1, s2) = (place("<section id=\"S1\""), place("<section id=\"S2\""));
    let (s7, s8) = (place("<section id=\"S7\""), place("<section id=\"S8\""));
    let (zones, densite) = (
        place(" id=\"zones-blanches\""),
        place(" id=\"sous-densite\""),
    );
    assert!(s1 < zones && zones < s2);
    assert!(s7 < densite && densite < s8);
}

#[test]
fn a_fictional_territory_is_said_to_be_and_a_real_one_is_not() {
    assert!(page().contains("bandeau-fictif") && page().contains("@top-center"));
    let mut rapport = essai::rapport();
    rapport.fictif = false;
    assert!(!rendre(&rapport).unwrap().contains("role=\"note\""));
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

/// WCAG 2.2, success criterion 1.4.3: at least 4.5 between a text and its ground.
#[test]
fn every_text_contrasts_with_its_ground() {
    let clarte = crate::render::map::couleur::luminance;
    for (texte, fond) in [
        ("#1b2430", "#ffffff"),
        ("#4b5563", "#ffffff"),
        ("#4b5563", "#f5f7f9"),
        ("#4b5563", "#fffdf6"),
        ("#17456e", "#f5f7f9"),
        ("#7a4a00", "#fff8e8"),
        ("#8c1d0a", "#f5f7f9"),
        ("#ffffff", "#8c1d0a"),
        ("#1b2430", "#eaf1f8"),
    ] {
        assert!(
            STYLES.concat().contains(texte) || texte == "#ffffff",
            "{texte} is not used"
        );
        let (a, b) = (clarte(texte), clarte(fond));
        let contraste = (a.max(b) + 0.05) / (a.min(b) + 0.05);
        assert!(contraste >= 4.5, "{texte} on {fond}: {contraste}");
    }
}

#[test]
fn many_departements_share_a_column() {
    let mut rapport = essai::rapport();
    for indicateur in &mut rapport.indicateurs {
        if let Some(modele) = indicateur.comparateurs.first().cloned() {
            for code in ["97", "98"] {
                let mut autre = modele.clone();
                code.clone_into(&mut autre.code);
                autre.nom = format!("Contrée {code}");
                if indicateur.id == "population_municipale" {
                    autre.valeur = code.parse().ok();
                }
                indicateur.comparateurs.insert(0, autre);
            }
        }
    }
    let page = rendre(&rapport).unwrap();
    assert!(page.contains("<th scope=\"col\" class=\"num\">Départements</th>"));
    assert!(page.contains("<span class=\"unite\">Contrée 97</span> 2,81"));
}

#[test]
fn neighbours_absent_for_the_same_reason_share_a_row_that_names_them_all() {
    let mut rapport = essai::rapport();
    let mut modele = rapport.indicateurs[0].clone();
    (modele.valeur, modele.statut) = (None, crate::model::Statut::Absent);
    modele.comparateurs.clear();
    modele.groupe = "Essai d'absence".to_owned();
    for (id, libelle, motif) in [
        ("essai_a", "Premier manquant", "aucun fichier"),
        ("essai_b", "Deuxième manquant", "aucun fichier"),
        ("essai_c", "Troisième manquant", "autre raison"),
    ] {
        modele.id = id.to_owned();
        modele.libelle = libelle.to_owned();
        modele.motif = Some(motif.to_owned());
        rapport.indicateurs.push(modele.clone());
    }
    let page = rendre(&rapport).unwrap();
    assert!(page.contains("<em>2 indicateurs, donnée absente</em>"));
    assert!(page.contains("Premier manquant</a> · "));
    for ancre in ["ind-essai_a", "ind-essai_b", "ind-essai_c"] {
        assert_eq!(
            page.matches(&format!("id=\"{ancre}\"")).count(),
            1,
            "{ancre}"
        );
    }
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
