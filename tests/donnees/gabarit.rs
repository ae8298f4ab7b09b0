//! `cpts donnees gabarit`: what is asked for, filled, half masked, read back.

use cpts::indicateurs::Catalogue;
use serde_json::Value;

use super::*;

const PERIMETRE: &str = "commune:48095,48009,48013,48002";

/// The indicators that only the answer to a template feeds.
fn attendus(section: &str) -> Vec<String> {
    let catalogue = Catalogue::embarque().expect("catalogue");
    let siens = catalogue.definitions().iter();
    siens
        .filter(|d| d.reference.contains(&format!("gabarit {section})")))
        .map(|d| d.id.clone())
        .collect()
}

/// What is asked for comes back as it was written: filled, half masked; every slot of the catalogue is silent, then full, then bounded
/// or withdrawn with its reason.
#[test]
fn a_template_that_comes_back_fills_every_slot_masked_cells_included() {
    for section in ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S9", "S10"] {
        let ids = attendus(section);
        assert!(!ids.is_empty(), "{section}");
        let d = tempfile::tempdir().expect("dossier");
        let chemin = d.path().join("demande.csv");
        let sortie = chemin.to_string_lossy().into_owned();
        cpts(&[
            "donnees",
            "gabarit",
            section,
            "--perimetre",
            PERIMETRE,
            "--sortie",
            &sortie,
        ])
        .reussie();
        let lieu = d.path().join("demande-lettre.txt");
        let lettre = std::fs::read_to_string(&lieu).expect("lettre");
        std::fs::remove_file(lieu).expect("lettre");
        assert!(
            lettre.contains("Mende (48095)") && lettre.lines().all(|l| l.chars().count() <= 76)
        );
        assert_eq!(
            lettre
                .replace('\n', " ")
                .contains("Rézone n'ont pas été vus"),
            section == "S10"
        );
        let vierge = std::fs::read_to_string(&chemin).expect("gabarit");
        let dossier = d.path().to_string_lossy().into_owned();
        let rapport = || {
            let arguments = [
                "diagnostic",
                PERIMETRE,
                "--donnees",
                &dossier,
                "--quiet",
                "--format",
                "json",
            ];
            cpts(&arguments).reussie().json()
        };
        let trouve = |json: &Value, id: &str| {
            let indicateurs = json["indicateurs"].as_array().expect("indicateurs");
            indicateurs.iter().find(|i| i["id"] == id).cloned()
        };
        let muet = rapport();
        std::fs::write(&chemin, rempli(&vierge, "40")).expect("écrit");
        let plein = rapport();
        std::fs::write(&chemin, rempli(&vierge, "<11")).expect("écrit");
        let masque = rapport();
        for id in &ids {
            assert!(
                trouve(&muet, id).is_none(),
                "{id} : muet tant que rien n'est rempli"
            );
            let entier = trouve(&plein, id).expect(id);
            assert_eq!(entier["statut"], "publie", "{entier}");
            assert!(
                entier["millesime"]
                    .as_str()
                    .is_some_and(|m| m.contains("2025")),
                "{entier}"
            );
            let cache = trouve(&masque, id).expect(id);
            let bornes = cache["bornes"].as_array();
            let bornes = bornes.map(|b| (b[0].as_f64(), b[1].as_f64()));
            let tenu = bornes.is_some_and(|(bas, haut)| bas < haut);
            // A masked denominator may bound nothing: the figure is then withdrawn, and says why.
            let motif = cache["motif"].as_str().unwrap_or_default();
            let retire = cache["valeur"].is_null() && motif.contains("masquées");
            assert!(
                tenu || retire || cache["valeur"] == entier["valeur"],
                "{cache}"
            );
        }
        for json in [&plein, &masque] {
            assert_eq!(json["donnees"]["rejets_total"], 0, "{section}");
            assert_eq!(
                json["donnees"]["non_reconnus"],
                serde_json::json!([]),
                "{section}"
            );
        }
    }
    cpts(&["donnees", "gabarit", "S11", "--perimetre", PERIMETRE]).echouee(4, &["S5 (accès"]);
}

/// The template of four communes with its year and its figures: `petit` in half of them, in each column but the populations.
fn rempli(vierge: &str, petit: &str) -> String {
    let mut rang = 0;
    let lignes = vierge.lines().map(|ligne| {
        if ligne.starts_with("Année") {
            return "Année des données;2025".to_owned();
        }
        if !ligne.starts_with("48") {
            return ligne.to_owned();
        }
        rang += 1;
        let cellules: Vec<&str> = ligne.split(';').collect();
        let remplies = cellules
            .iter()
            .enumerate()
            .map(|(i, c)| match (i, c.is_empty()) {
                (_, false) => (*c).to_owned(),
                (2, _) => "400".to_owned(),
                _ if rang % 2 == 0 => petit.to_owned(),
                _ => "60".to_owned(),
            });
        remplies.collect::<Vec<_>>().join(";")
    });
    lignes.collect::<Vec<_>>().join("\n")
}
