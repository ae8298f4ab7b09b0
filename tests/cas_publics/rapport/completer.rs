//! What is left to complete.

use super::*;

/// What the user's catalogue brings leaves the list, and the section stops saying that it is not published.
#[test]
fn an_item_to_complete_leaves_when_its_data_are_there() {
    let dossier = tempfile::tempdir().unwrap();
    let lieu = |nom: &str| dossier.path().join(nom).to_str().unwrap().to_owned();
    std::fs::write(
        lieu("extrait.csv"),
        "code_commune;sans_mt\n48095;1\n48080;2\n",
    )
    .unwrap();
    std::fs::write(
        lieu("cpts.toml"),
        "[cpts]\nnom = \"Essai\"\nperimetre = \"commune:48095,48080\"\ndonnees = \".\"\n\n[[fichier]]\nnom = \"extrait.csv\"\n\
         cle = \"code_commune\"\nmillesime = 2025\nvariables = { sans_mt = \"sans_mt\" }\n",
    )
    .unwrap();
    std::fs::write(
        lieu("catalogue.toml"),
        "[[indicateur]]\nid = \"sans_mt\"\nsection = \"S5\"\nlibelle = \"Patients sans médecin traitant\"\nunite = \"patients\"\n\
         decimales = 0\ncouverture_min = 0.8\nregle = \"somme\"\nvariable = \"sans_mt\"\nformule = \"somme des patients\"\n\
         reference = \"essai\"\n",
    )
    .unwrap();
    let sans = cpts(&["diagnostic", &lieu("cpts.toml"), "--format", "json"])
        .reussie()
        .json();
    let avec = cpts(&[
        "diagnostic",
        &lieu("cpts.toml"),
        "--format",
        "json",
        "--catalogue",
        &lieu("catalogue.toml"),
    ]);
    let avec = json_valide(&avec.reussie());
    assert_eq!(indicateur(&avec, "sans_mt")["valeur"], 3.0);
    let manque = |json: &Value| {
        json["a_completer"]
            .to_string()
            .contains("\"sans_medecin_traitant\"")
    };
    assert!(manque(&sans) && !manque(&avec));
    let s5 = |json: &Value| json["sections"][5]["textes"].to_string();
    assert!(
        s5(&sans).contains("n'est pas publié") && !s5(&avec).contains("n'est pas publié"),
        "{}",
        s5(&avec)
    );
}

/// Households, unemployment, births, secondary homes and FINESS are open files: they are named, never asked for.
#[test]
fn open_files_are_told_as_such() {
    let json = fictif();
    let items = json["a_completer"].as_array().expect("a_completer");
    let item = |id: &str| {
        items
            .iter()
            .find(|i| i["id"] == id)
            .unwrap_or_else(|| panic!("{id}"))
    };
    for (id, fichier) in [
        ("menages", "base-cc-coupl-fam-men"),
        ("chomage", "base-cc-emploi-pop-active"),
        ("naissances", "naissances"),
        ("residences_secondaires", "base-cc-logement"),
        ("capacites", "FINESS"),
    ] {
        let i = item(id);
        assert_eq!(i["voie"], "fichier_ouvert", "{i}");
        let comment = i["comment"].as_str().unwrap_or_default();
        assert!(
            comment.starts_with("fichier ouvert à déposer") && comment.contains(fichier),
            "{i}"
        );
    }
    for id in ["age_professionnels", "coordination", "flux", "besoins"] {
        assert_ne!(item(id)["voie"], "fichier_ouvert");
    }
}

/// Without the file of ages the list names it; with it, the item leaves.
#[test]
fn ages_are_asked_for_when_absent_and_a_count_of_some_communes_says_so() {
    let vide = tempfile::tempdir().unwrap();
    let dossier = vide.path().to_str().unwrap();
    let sans = cpts(&[
        "diagnostic",
        "dep:48",
        "--donnees",
        dossier,
        "--format",
        "json",
    ]);
    let ages = |json: &Value| {
        let items = json["a_completer"].as_array().expect("a_completer").clone();
        items.into_iter().find(|i| i["id"] == "ages")
    };
    let item = ages(&sans.reussie().json()).expect("tranches d'âge");
    let comment = item["comment"].as_str().unwrap_or_default();
    assert!(comment.contains("base-cc-evol-struct-pop"), "{comment}");
    assert!(ages(&fictif()).is_none());
    let bpe = "code_commune,typequ,nombre\n48095,D265,3\n48080,D265,deux\n";
    std::fs::write(vide.path().join("bpe_2024.csv"), bpe).unwrap();
    let deux = "commune:48095,48080";
    let page = cpts(&["diagnostic", deux, "--donnees", dossier, "--format", "html"]).reussie();
    assert!(
        page.stdout.contains("au moins 3 (petit effectif)")
            || page.stdout.contains("au moins 3 en tout (petit effectif)")
    );
}
