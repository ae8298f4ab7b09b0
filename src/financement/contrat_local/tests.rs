//! Tests of the local contract, and the contract that others share.

use super::*;

/// Shape of a real annex of tier 3: steps that replace each other, actions done or not.
pub(in super::super) const CONTRAT: &str = r#"[contrat]
nom = "CPTS fictive"
reference = "annexe fictive"
debut = "2026-04-15"

[[indicateur]]
id = "ald_sans_mt"
mission = "acces_soins"
libelle = "Patients en ALD sans médecin traitant"
unite = "patients"
sens = "baisse"
paliers = [{ seuil = 219, valeur = 3000 }, { seuil = 100, valeur = 6000 }, { seuil = 50, valeur = 9000 }]

[[indicateur]]
id = "annuaire"
mission = "acces_soins"
libelle = "Annuaire des professionnels"
sens = "oui_non"
paliers = [{ valeur = 5000 }]

[[indicateur]]
id = "sein"
mission = "prevention"
libelle = "Dépistage du cancer du sein"
unite = "%"
sens = "hausse"
paliers = [{ seuil = 69.70, valeur = 1000 }, { seuil = 72.40, valeur = 2500 }, { seuil = 75, valeur = 3500 }]
"#;

fn refus_contrat(texte: &str) -> String {
    match lire_contrat(texte, "contrat.toml") {
        Err(e) => e.to_string(),
        Ok(c) => c
            .confronter(&Bareme::embarque().unwrap(), Some(3))
            .map_or_else(|e| e.to_string(), |()| "accepté".into()),
    }
}

#[test]
fn steps_beyond_the_mission_are_refused_with_file_and_line() {
    let e = refus_contrat(&CONTRAT.replace("valeur = 5000", "valeur = 26001"));
    assert!(
        e.starts_with("contrat.toml, ligne 14 : les paliers dépassent"),
        "{e}"
    );
    assert!(
        e.contains("35\u{202f}001") && e.contains("35\u{202f}000"),
        "{e}"
    );
    assert_eq!(
        refus_contrat(&CONTRAT.replace("valeur = 5000", "valeur = 26000")),
        "accepté"
    );
}

#[test]
fn bad_contracts_are_refused_with_their_line() {
    for (avant, apres, attendu) in [
        (
            "sens = \"oui_non\"",
            "sens = \"oui_non\"\nbonus = 1",
            "ligne 19 : clé inconnue « bonus »",
        ),
        (
            "seuil = 100",
            "seuil = 300",
            "ligne 6 : paliers qui ne se suivent pas",
        ),
        (
            "valeur = 6000",
            "valeur = 600",
            "ligne 6 : paliers qui ne se suivent pas",
        ),
        (
            "{ valeur = 5000 }",
            "{ seuil = 2, valeur = 5000 }",
            "ligne 14 : « oui_non » a un seul palier",
        ),
        (
            "id = \"annuaire\"",
            "id = \"sein\"",
            "ligne 21 : indicateur défini deux fois",
        ),
        (
            "valeur = 5000",
            "valeur = -1",
            "ligne 14 : valeur de palier illisible",
        ),
        (
            "[{ valeur = 5000 }]",
            "[]",
            "ligne 14 : indicateur sans palier",
        ),
        (
            "mission = \"prevention\"",
            "mission = \"danse\"",
            "ligne 21 : mission inconnue",
        ),
        (
            "2026-04-15",
            "2019-01-01",
            "ligne 4 : contrat qui commence avant l'accord",
        ),
    ] {
        let e = refus_contrat(&CONTRAT.replace(avant, apres));
        assert!(e.contains(attendu), "{attendu} / {e}");
    }
    assert!(
        refus_contrat("[contrat]\nnom=\"a\"\nreference=\"b\"\ndebut=\"2026-01-01\"")
            .contains("aucun indicateur")
    );
}
