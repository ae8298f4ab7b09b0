//! Tests of `controle`.

use super::*;

/// What the user's file is refused for.
fn refus(texte: &str) -> String {
    Bareme::embarque()
        .unwrap()
        .avec_fichier(texte, "annexe.toml")
        .unwrap_err()
        .to_string()
}

fn groupe(tete: &str, valeurs: &str) -> String {
    format!(
        "[[reference]]\nid = \"contrat\"\ntitre = \"Contrat\"\nadresse = \"papier\"\ndate = \"2026\"\n\
         [[parametres]]\n{tete}\nvaleurs = [\n{valeurs}\n]\n"
    )
}

const TETE: &str = "unite = \"€/an\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nreferences = [\"contrat\"]";

#[test]
fn a_missing_unit_or_reference_is_named_with_its_line() {
    let e = refus(&groupe(
        &TETE.replace("unite = \"€/an\"\n", ""),
        "{ id = \"plafond\", valeur = 1 }",
    ));
    assert!(
        e.contains("ligne 6") && e.contains("clé manquante « unite »"),
        "{e}"
    );
    let e = refus(&groupe(
        &TETE.replace("\"contrat\"", ""),
        "{ id = \"plafond\", valeur = 1 }",
    ));
    assert!(
        e.contains("ligne 6") && e.contains("aucune référence"),
        "{e}"
    );
    let e = refus(&groupe(
        &TETE.replace("contrat", "autre"),
        "{ id = \"plafond\", valeur = 1 }",
    ));
    assert!(
        e.contains("ligne 12") && e.contains("jamais définie"),
        "{e}"
    );
}

#[test]
fn a_date_before_the_agreement_is_refused_with_its_line() {
    let e = refus(&groupe(
        &TETE.replace("2026-01-01", "2018-01-01"),
        "{ id = \"plafond\", valeur = 1 }",
    ));
    assert!(
        e.contains("annexe.toml, ligne 12") && e.contains("antérieure à l'accord"),
        "{e}"
    );
}

#[test]
fn an_unknown_key_parameter_mission_or_unit_is_refused() {
    for (tete, valeur, attendu) in [
        (
            format!("{TETE}\nbonus = 3"),
            "{ id = \"plafond\", valeur = 1 }",
            "ligne 11 : clé inconnue « bonus »",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\", valeur = 1, bonus = 2 }",
            "ligne 12 : clé inconnue « bonus »",
        ),
        (
            TETE.into(),
            "{ id = \"plafon\", valeur = 1 }",
            "ligne 12 : paramètre inconnu",
        ),
        (
            TETE.into(),
            "{ id = \"mission.danse.fixe\", valeur = 1 }",
            "ligne 12 : mission inconnue",
        ),
        (
            TETE.into(),
            "{ id = \"contrat.duree\", valeur = 1 }",
            "ligne 12 : unité inattendue",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\", taille = 9, valeur = 1 }",
            "ligne 12 : taille inconnue",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\", valeur = -1 }",
            "ligne 12 : valeur hors des bornes",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\", valeur = nan }",
            "ligne 12 : valeur hors des bornes",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\" }",
            "ligne 12 : valeur absente",
        ),
        (
            TETE.into(),
            "{ id = \"plafond\", valeur = 1 },\n{ id = \"plafond\", valeur = 2 }",
            "ligne 13 : paramètre donné deux fois",
        ),
        (
            TETE.replace("officiel", "certain"),
            "{ id = \"plafond\", valeur = 1 }",
            "ligne 9 : valeur inconnue « certain »",
        ),
        (
            TETE.replace("2026-01-01", "2026-02-30"),
            "{ id = \"plafond\", valeur = 1 }",
            "ligne 8 : « 2026-02-30 » n'est pas une date",
        ),
    ] {
        let e = refus(&groupe(&tete, valeur));
        assert!(e.contains(attendu), "{attendu} / {e}");
    }
}
