//! Units and thousands: a figure that disagrees with what is known is refused.

use serde_json::Value;

use crate::outils::{cpts_dans, dossier, rapport, valeur};

fn constat<'r>(rapport: &'r Value, id: &str) -> Vec<&'r str> {
    let liste = rapport["constats"].as_array().unwrap();
    let siens = liste.iter().filter(|c| c["id"] == id);
    siens.filter_map(|c| c["texte"].as_str()).collect()
}

/// A square of 0.08° by 0.06° around Ableiges: some 39 km², whatever the commune really is.
fn carre(code: &str, nom: &str, surface: f64) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"code":"{code}","nom":"{nom}","surface":{surface}}},"geometry":{{"type":"Polygon","coordinates":[[[1.95,49.05],[2.03,49.05],[2.03,49.11],[1.95,49.11],[1.95,49.05]]]}}}}]}}"#
    )
}

/// geo.api.gouv.fr gives the surface in hectares, beside the outline that says otherwise.
#[test]
fn a_surface_in_hectares_is_not_a_surface_in_km2() {
    let d = dossier(&[("communes.geojson", &carre("95002", "Ableiges", 3905.0))]);
    let r = rapport("commune:95002", d.path());
    let surface = valeur(&r, "surface_km2").unwrap();
    assert!((38.0..40.0).contains(&surface), "{surface}");
    let dits = constat(&r, "colonne_refusee");
    assert!(
        dits[0].contains("hectares") && dits[0].contains("unite"),
        "{dits:?}"
    );

    let d = dossier(&[("communes.geojson", &carre("95002", "Ableiges", 39.2))]);
    let r = rapport("commune:95002", d.path());
    assert_eq!(valeur(&r, "surface_km2"), Some(39.2));
    assert!(constat(&r, "colonne_refusee").is_empty());
}

/// Without any outline, no commune out of Guyane is as large as 3 656 km².
#[test]
fn hectares_are_seen_without_outlines() {
    let d = dossier(&[("s.csv", "code_insee;superficie\n48095;3656\n48140;1450\n")]);
    let r = rapport("commune:48095", d.path());
    assert_eq!(valeur(&r, "surface_km2"), None);
    assert!(constat(&r, "colonne_refusee")[0].contains("hectares"));
}

#[test]
fn thousands_parted_by_a_point_or_a_comma_are_never_a_count() {
    for ecrit in ["13.107", "\"13,107\"", "13.000", "1.310", "13107.5"] {
        let csv = format!("code_insee;nom;population totale\n48095;Mende;{ecrit}\n");
        let d = dossier(&[("p.csv", &csv)]);
        let r = rapport("commune:48095", d.path());
        assert_eq!(valeur(&r, "population_totale"), None, "{ecrit}");
        let dits = constat(&r, "colonne_refusee");
        assert!(
            dits[0].contains("décimales") && dits[0].contains("sans séparateur"),
            "{dits:?}"
        );
    }
    for ecrit in ["13107", "13 107", "13\u{a0}107", "13\u{202f}107"] {
        let csv = format!("code_insee;nom;population totale\n48095;Mende;{ecrit}\n");
        let d = dossier(&[("p.csv", &csv)]);
        let r = rapport("commune:48095", d.path());
        assert_eq!(valeur(&r, "population_totale"), Some(13107.0), "{ecrit}");
    }
    let d = dossier(&[("p.csv", "code_insee;population totale\n48095;13 107 hab.\n")]);
    let r = rapport("commune:48095", d.path());
    assert_eq!(valeur(&r, "population_totale"), None);
    assert_eq!(constat(&r, "lignes_rejetees").len(), 1);
}

/// Whole thousands have no decimals: what they are compared with is the population that everybody knows.
#[test]
fn a_population_in_thousands_is_refused() {
    let d = dossier(&[(
        "p.csv",
        "code_insee;population totale 2023\n48095;13\n63113;148\n34172;310\n",
    )]);
    let r = rapport("commune:48095", d.path());
    assert_eq!(valeur(&r, "population_totale"), None);
    assert!(constat(&r, "colonne_refusee")[0].contains("milliers"));
}

/// The remedy that the message gives works, and what it converts is compared again.
#[test]
fn a_stated_unit_is_converted() {
    let projet = |unite: &str| {
        format!(
            "[cpts]\nnom = \"Essai\"\nperimetre = \"commune:48095\"\ndonnees = \"d\"\n\
             [[fichier]]\nnom = \"s.csv\"\ncle = \"code_insee\"\n[fichier.variables]\n\
             surface_km2 = {{ colonne = \"superficie\", unite = \"{unite}\" }}\n\
             population_totale = {{ colonne = \"hab\", unite = \"milliers\" }}\n"
        )
    };
    let d = tempfile::tempdir().unwrap();
    std::fs::create_dir(d.path().join("d")).unwrap();
    let csv = "code_insee;superficie;hab\n48095;3656;13,107\n48140;1450;4,5\n";
    std::fs::write(d.path().join("d/s.csv"), csv).unwrap();
    std::fs::write(d.path().join("cpts.toml"), projet("hectares")).unwrap();
    let lance = || cpts_dans(d.path(), &["diagnostic", "cpts.toml", "--format", "json"]);
    let r = lance().reussie().json();
    assert_eq!(valeur(&r, "surface_km2"), Some(36.56));
    assert_eq!(valeur(&r, "population_totale"), Some(13107.0));
    std::fs::write(d.path().join("cpts.toml"), projet("lieues")).unwrap();
    lance().echouee(3, &["unité inconnue", "lieues", "hectares"]);
}
