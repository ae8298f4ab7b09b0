//! What the page says: indicators, comparators, colours.

use super::*;

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
        let rangee = format!("id=\"ind-{}\"", indicateur.id);
        assert_eq!(page.matches(&rangee).count(), 1);
    }
    for source in &rapport.sources {
        assert!(page.contains(&source.sha256));
    }
    for texte in [
        "non publié",
        "donnée absente",
        "par commune, voir tableau",
        "entre 21 et 36",
        "Le reste n’est pas établi par une source",
        "à compléter",
        "à demander à\u{202f}: CPAM",
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

/// A long table shows its keys and folds the rest, every line being in the page once; a short one is whole.
#[test]
fn a_long_table_folds_what_is_not_a_key() {
    let mut rapport = essai::rapport();
    let section = crate::model::SectionId::S2;
    let modele = rapport.indicateurs.iter().find(|i| i.section == section);
    let modele = modele.unwrap().clone();
    let copies: Vec<_> = (0..60)
        .map(|n| crate::model::Indicateur {
            id: format!("copie_{n}"),
            groupe: format!("Groupe {}", n / 20),
            statut: crate::model::Statut::Publie,
            ..modele.clone()
        })
        .collect();
    rapport.indicateurs.extend(copies);
    let entiere = rendre(&rapport).unwrap();
    assert!(
        !entiere.contains("<details class=\"suite\">"),
        "aucune clé : rien n'est plié"
    );
    let s2 = rapport.sections.iter_mut().find(|s| s.id == section);
    s2.unwrap().cles = vec!["copie_45".to_owned(), "copie_3".to_owned()];
    let page = rendre(&rapport).unwrap();
    let pli = page.find("<details class=\"suite\">").unwrap();
    for n in 0..60 {
        let marque = format!("id=\"ind-copie_{n}\"");
        assert_eq!(page.matches(&marque).count(), 1, "{n}");
        assert_eq!(page.find(&marque).unwrap() < pli, n == 45 || n == 3, "{n}");
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

/// WCAG 2.2, success criterion 1.4.3: at least 4.5 between a text and its ground.
#[test]
fn every_text_contrasts_with_its_ground() {
    let clarte = crate::render::map::couleur::luminance;
    for (texte, fond) in [
        ("#1b2430", "#ffffff"),
        ("#4b5563", "#ffffff"),
        ("#4b5563", "#f5f7f9"),
        ("#17456e", "#f5f7f9"),
        ("#7a4a00", "#fff8e8"),
        ("#8c1d0a", "#f5f7f9"),
        ("#ffffff", "#8c1d0a"),
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
    assert!(page.contains("Premier manquant</span> · "));
    for ancre in ["ind-essai_a", "ind-essai_b", "ind-essai_c"] {
        assert_eq!(
            page.matches(&format!("id=\"{ancre}\"")).count(),
            1,
            "{ancre}"
        );
    }
}

/// Each commune has one row, and what the report says of it is in that row alone.
#[test]
fn the_communes_are_listed_once() {
    let rapport = essai::rapport();
    let page = page();
    let (_, table) = page
        .split_once("<table class=\"grille communes\">")
        .unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    for c in &rapport.perimetre.communes {
        assert_eq!(table.matches(&format!("<td>{}</td>", c.code)).count(), 1);
        assert_eq!(
            page.matches(&format!("<td>{}</td>", c.code)).count(),
            1,
            "{}",
            c.code
        );
    }
    let tetes: Vec<usize> = table
        .split("colspan=\"")
        .skip(1)
        .map(|t| t.split('"').next().unwrap().parse().unwrap())
        .collect();
    let colonnes = table.matches("<th scope=\"col\"").count() - 2;
    assert_eq!(tetes.iter().sum::<usize>(), colonnes);
    for ligne in table.split("<tr>").skip(3) {
        assert_eq!(ligne.matches("<td").count(), colonnes + 1);
    }
}
