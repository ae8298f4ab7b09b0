//! The screens of an invented report, and the short edition: whole, in their columns, inert.

use super::ecrire;
use crate::model::{Constat, RegleConstat, SectionId, Severite};
use crate::rapport::Rapport;
use crate::rapport::document::edition::edition;
use crate::rapport::document::{Document, Edition, construire, ecran};
use crate::rapport::plan::plan;
use crate::render::essai;
use crate::render::texte::largeur_affichee;

fn ecrit(rapport: &Rapport, largeur: u16, couleurs: bool, detail: bool) -> String {
    let (plan, edition) = (plan().unwrap(), edition().unwrap());
    let choix = crate::rapport::ecran::ecran().unwrap();
    let cadre = ecran::Cadre {
        plan: &plan,
        edition: &edition,
        ecran: &choix,
        largeur,
    };
    let lignes = |d: &Document<'_>| ecrire(d, largeur, false).lines().count();
    let document = if detail {
        ecran::detail(rapport, cadre)
    } else {
        ecran::bref(rapport, cadre, &lignes)
    };
    ecrire(&document, largeur, couleurs)
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut rapport = essai::rapport();
    rapport.perimetre.nom = "Mot".repeat(100);
    rapport.indicateurs[0].libelle = "x".repeat(300);
    for largeur in [0_u16, 20, 40, 59, 60, 72, 80, 100, 132, 200] {
        for ligne in ecrit(&rapport, largeur, false, true).lines() {
            let vue = largeur_affichee(ligne);
            assert!(
                vue <= usize::from(largeur.max(20)),
                "{largeur} < {vue} : {ligne}"
            );
        }
    }
}

#[test]
fn black_and_white_has_no_escape_and_hostile_names_cannot_paint() {
    let mut rapport = essai::rapport();
    rapport.perimetre.nom = "\u{1b}[31mRouge\u{7}\u{202E}".to_owned();
    let texte = ecrit(&rapport, 80, false, true);
    assert!(!texte.contains('\u{1b}') && !texte.contains('\u{7}') && !texte.contains('\u{202E}'));
    assert!(texte.contains("Rouge"));
}

#[test]
fn colours_only_paint_the_same_text() {
    let couleurs = ecrit(&essai::rapport(), 80, true, true);
    assert!(couleurs.contains('\u{1b}'));
    let nu: String = couleurs
        .split('\u{1b}')
        .enumerate()
        .map(|(rang, bout)| {
            if rang == 0 {
                bout
            } else {
                bout.split_once('m').unwrap().1
            }
        })
        .collect();
    assert_eq!(nu, ecrit(&essai::rapport(), 80, false, true));
}

#[test]
fn the_summary_says_what_matters() {
    let texte = ecrit(&essai::rapport(), 80, false, true);
    for attendu in [
        "Territoire fictif",
        "47\u{202F}276 habitants",
        "Taille de la CPTS",
        "Taille 2",
        "2,37",
        "68\u{202F}350\u{202F}798",
        "non publié",
        "absente",
        "par commune",
        "ZONES BLANCHES",
        "SOUS-DENSITÉ",
        "Alerte",
        "42 des 45 éléments attendus",
        "5\u{a0}sources",
        "37\u{a0}lignes écartées",
    ] {
        assert!(
            texte.replace('\n', " ").contains(attendu),
            "{attendu}\n{texte}"
        );
    }
}

#[test]
fn a_bare_report_is_still_a_summary() {
    let mut rapport = essai::rapport();
    rapport.indicateurs.clear();
    rapport.zones_blanches = crate::model::ZonesBlanches::default();
    rapport.sous_densite = crate::model::SousDensite::default();
    rapport.constats.clear();
    rapport.financement.taille = None;
    let texte = ecrit(&rapport, 80, false, true);
    assert!(texte.contains("indéterminée") && texte.contains("Aucun constat"));
    assert!(texte.ends_with('\n'));
}

/// Writes the summary where `CPTS_ECRIRE_TERMINAL` says, to be looked at.
#[test]
fn written_to_be_looked_at() {
    if let Ok(chemin) = std::env::var("CPTS_ECRIRE_TERMINAL") {
        std::fs::write(chemin, ecrit(&essai::rapport(), 80, false, true)).unwrap();
    }
}

#[test]
fn a_report_of_any_length_is_one_screen() {
    let mut rapport = essai::rapport();
    for rang in 0..30 {
        let mut constat = rapport.constats[0].clone();
        constat.texte = format!("{rang} {}", "mot ".repeat(rang));
        rapport.constats.push(constat);
    }
    for largeur in [60, 72, 80, 100, 132] {
        let texte = ecrit(&rapport, largeur, false, false);
        assert!(texte.lines().count() <= ecran::LIGNES, "{largeur}\n{texte}");
        assert!(texte.contains("--detail"));
    }
}

#[test]
fn what_changes_the_conclusions_is_never_left_to_the_detail() {
    let mut rapport = essai::rapport();
    let mut attention = rapport.constats[0].clone();
    attention.severite = Severite::Attention;
    rapport.constats = vec![attention; 20];
    let regle = RegleConstat::FichierIllisible;
    let texte = "Un fichier est tronqué.";
    let alerte = Constat::new(regle, Severite::Alerte, SectionId::S0, texte);
    rapport.constats.push(alerte);
    let ecrit = ecrit(&rapport, 80, false, false);
    assert!(ecrit.contains(texte), "{ecrit}");
}

/// « Aucun constat » is said of a report without any, never of one whose findings the screen leaves to the detail.
#[test]
fn no_finding_is_said_only_where_there_is_none() {
    let mut rapport = essai::rapport();
    let dit = |rapport: &Rapport| ecrit(rapport, 80, false, false).contains("Aucun constat");
    assert!(!dit(&rapport));
    rapport.constats.truncate(1);
    rapport.constats[0].section = SectionId::S7;
    rapport.constats[0].origine = None;
    for (rang, long) in [(None, 1), (Some(1), 1), (Some(1), 2_000)] {
        rapport.constats[0].rang = rang;
        rapport.constats[0].texte = "mot ".repeat(long);
        assert!(!dit(&rapport), "{rang:?} {long}");
        let ecran = ecrit(&rapport, 80, false, false);
        assert!(ecran.contains("Part des 75 ans et plus"), "{ecran}");
    }
    rapport.constats.clear();
    assert!(dit(&rapport));
}

/// No word is cut where a page is 60 columns wide, whatever the number of columns of figures.
#[test]
fn no_word_is_broken() {
    let rapport = essai::rapport();
    for largeur in [60, 72, 80, 100] {
        for detail in [false, true] {
            let large = ecrit(&rapport, 200, false, detail);
            let large = large.to_lowercase();
            let connus: Vec<&str> = large.split(|c: char| !c.is_alphabetic()).collect();
            let etroit = ecrit(&rapport, largeur, false, detail).to_lowercase();
            for mot in etroit.split(|c: char| !c.is_alphabetic()) {
                assert!(
                    connus.contains(&mot),
                    "{largeur}\u{a0}: « {mot} »\n{etroit}"
                );
            }
        }
    }
}

#[test]
fn the_words_of_the_short_edition_are_there() {
    let (rapport, plan, edition) = (essai::rapport(), plan().unwrap(), edition().unwrap());
    let document = construire(&rapport, (&plan, &edition), Edition::Courte);
    for largeur in [60, 80, 120] {
        let texte = ecrire(&document, largeur, false);
        let long = texte
            .lines()
            .find(|l| largeur_affichee(l) > usize::from(largeur));
        assert_eq!(long, None, "{largeur}");
        for p in document.parties.iter().filter(|p| !p.titre.is_empty()) {
            let titre = p.titre.to_uppercase();
            let premier = titre.split([' ', '\u{a0}', '-']).next().unwrap();
            assert!(texte.contains(premier), "{}", p.titre);
        }
        assert!(!texte.contains('\u{1b}') && texte.ends_with('\n'));
    }
}
