//! `cpts constats` and `--echec-si`: the rules of the findings, by their name.

use crate::outils::cpts;

#[test]
fn the_rules_are_listed_and_make_a_run_fail_by_name() {
    let regles = cpts(&["constats", "--format", "json"]).reussie().json();
    let lignes = regles["lignes"].as_array().expect("lignes");
    assert!(lignes.iter().any(|l| l[0] == "epci_coupe"));
    let lance = |condition: &str| {
        cpts(&[
            "diagnostic",
            "commune:48095,48030",
            "--quiet",
            "--format",
            "json",
            "--echec-si",
            condition,
        ])
    };
    let json = lance("alerte").reussie().json();
    let vus: Vec<&str> = json["constats"]
        .as_array()
        .expect("constats")
        .iter()
        .filter_map(|c| c["id"].as_str())
        .collect();
    assert!(
        vus.contains(&"epci_coupe") && !vus.contains(&"plusieurs_regions"),
        "{vus:?}"
    );
    assert_eq!(lance("epci_coupe").code, 1);
    assert_eq!(lance("plusieurs_regions").code, 0);
    lance("epci_coup").echouee(2, &["une règle de « cpts constats »"]);
}

#[test]
fn the_list_holds_in_eighty_columns() {
    let texte = cpts(&["constats"]).reussie().stdout;
    assert!(texte.lines().all(|l| l.chars().count() <= 80), "{texte}");
}

/// The identifiers of the JSON are conditions; a mistyped rule or indicator is told with its nearest.
#[test]
fn an_identifier_of_the_json_makes_a_run_fail() {
    let lance = |condition: &str| {
        let projet = "data-samples/territoire-fictif/cpts.toml";
        cpts(&["diagnostic", projet, "--quiet", "--echec-si", condition])
    };
    assert_eq!(lance("comparaison_apl_infirmiers").code, 1);
    lance("comparaison_apl_infirmier").echouee(2, &["apl_infirmiers"]);
    lance("epci_coup").echouee(2, &["vouliez-vous écrire « epci_coupe »"]);
    lance("epci_coupe_x").echouee(2, &["« cpts constats »"]);
}
