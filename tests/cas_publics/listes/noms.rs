//! Lists of names: looked up, numbered, over several columns.

use super::*;

/// Case 11b: the codes proposed are those of the name beside.
#[test]
fn proposals_agree_with_the_name() {
    refusee(
        "Commune;INSEE\nLE MANS;72900\nALLONNES;72003\nARNAGE;72008\n",
        &["ligne 2", "72900", "72181 (Le Mans)"],
    );
}

/// Cases 04 and 53: names without codes, with and without département, homonyms and typing slips.
#[test]
fn names_without_codes() {
    let (lues, json) = lue("Nom Commune;Habitants\nAjaccio;72647\nBastia;48044\n");
    assert_eq!(lues, ["2A004", "2B033"]);
    assert!(constat(&json, "communes_lues_par_nom").contains("Ajaccio → 2A004"));
    refusee(
        "commune\nSaint-Denis\nThiers\nCourpière\n",
        &[
            "ligne 2",
            "communes portent ce nom",
            "97411",
            "Saint-Denis (974)",
        ],
    );
    refusee(
        "commune;dep\nThier;63\nCourpière;63\n",
        &["ligne 2", "« Thier »", "63430 (Thiers, Puy-de-Dôme)"],
    );
    for ecriture in [
        "ST CHELY D'APCHER",
        "Saint Chély d’Apcher (48)",
        "saint-che\u{301}ly-d'apcher, Lozère",
    ] {
        assert_eq!(
            codes(&format!("commune\n\"{ecriture}\"\nMende\n")),
            ["48095", "48140"],
            "{ecriture}"
        );
    }
}

/// A numbered list of names is read by names like others.
#[test]
fn a_numbered_list_of_names_is_a_list_of_names() {
    for contenu in [
        "1. Mende\n2. Langogne\n3. Florac Trois Rivières\n",
        "1) Mende\n2) Langogne\n3) Florac Trois Rivières\n",
        "Communes de la CPTS\n1 - Mende\n2 - Langogne\n3 - Florac Trois Rivières\n",
        "1. Mende, 2. Langogne, 3. Florac Trois Rivières\n",
        "1. 48095\n2. 48080\n3. 48061\n",
        "1;Mende\n2;Langogne\n3;Florac Trois Rivières\n",
    ] {
        assert_eq!(codes(contenu), ["48061", "48080", "48095"], "{contenu}");
    }
    refusee(
        "1. Mende\n2. Langogn\n3. Marvejols\n",
        &["ligne 2", "« 2. Langogn »", "48080 (Langogne"],
    );
}

/// Code, name and population parted by single spaces; what may be another code is refused.
#[test]
fn a_population_after_a_name_is_not_a_code() {
    for contenu in [
        "48095 Mende 12464\n48080 Langogne 2852\n48092 Marvejols 4653\n",
        "48095 Mende 12202 hab.\n48080 Langogne\n48092 Marvejols\n",
        "48095 Mende (12202 habitants)\n48080 Langogne\n48092 Marvejols\n",
        "Code Commune Population\n48095 Mende 12464\n48080 Langogne 28520\n48092 Marvejols 46530\n",
    ] {
        assert_eq!(codes(contenu), ["48080", "48092", "48095"], "{contenu}");
    }
    for dernier in ["12202", "48080", "48999"] {
        refusee(
            &format!("48092 Marvejols\n48095 Mende {dernier}\n"),
            &["ligne 2", dernier, "points-virgules"],
        );
    }
    assert_eq!(
        codes("48095 Mende 48080 Langogne\n48092 Marvejols\n"),
        ["48080", "48092", "48095"]
    );
}

/// Names over several columns without header are one list; a column that repeats a commune is left out, and told.
#[test]
fn names_over_several_columns_are_one_list() {
    for contenu in [
        "Mende, Langogne, Marvejols\n",
        "Mende;Langogne\nMarvejols\n",
        "Mende\nLangogne, Marvejols\n",
        "Mende et Langogne\nMarvejols\n",
        "Mende, Langogne et Marvejols\n",
        "Communes : Mende, Langogne, Marvejols\n",
        "Commune 1,Commune 2,Commune 3\nMende,Langogne,Marvejols\n",
        "Secteur nord;Secteur sud\nMende;Langogne\n;Marvejols\n",
        "CPTS Mende et Langogne\nMende / Langogne\nMarvejols\n",
        "Mende;Lozère\nLangogne;Lozère\nMarvejols;Lozère\n",
    ] {
        assert_eq!(codes(contenu), ["48080", "48092", "48095"], "{contenu}");
    }
    refusee(
        "Mende;Langogn\nMarvejols;Florac Trois Rivières\n",
        &["ligne 1", "« Langogn »", "48080 (Langogne"],
    );
    let (lues, json) = lue("Badaroux;Mende\nBalsièges;Mende\n");
    assert_eq!(lues, ["48013", "48016"]);
    assert!(constat(&json, "colonne_non_lue").contains("« n° 2 »"));
}
