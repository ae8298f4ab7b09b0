//! What a file or a list says in two ways, from the command line: told, and never a figure.

use serde_json::Value;

use super::listes::verifie_fichier;
use crate::outils::{constats, dossier, indicateur, rapport, valeur};

/// Rows and codes of a perimeter of the program.
fn codes(perimetre: &str) -> Vec<String> {
    let vide = dossier(&[]);
    let r = rapport(perimetre, vide.path());
    let communes = r["perimetre"]["communes"].as_array().unwrap();
    communes
        .iter()
        .map(|c| c["code"].as_str().unwrap().to_owned())
        .collect()
}

fn lance(perimetre: &str, fichiers: &[(&str, &str)]) -> Value {
    let d = dossier(fichiers);
    rapport(perimetre, d.path())
}

#[test]
fn names_of_other_communes_beside_the_codes_refuse_the_file() {
    let echanges = "code_insee;commune;médecins\n48080;Mende;12\n48140;Langogne;5\n48095;Saint-Chély-d'Apcher;4\n";
    let r = lance("commune:48095,48080,48140", &[("a.csv", echanges)]);
    assert_eq!(valeur(&r, "effectif_mg"), None);
    let dit = constats(&r, "nom_different_du_code");
    assert!(dit.contains("ligne 2") && dit.contains("Langogne"), "{dit}");

    let bons = "code_insee;commune;médecins\n48095;Mende;12\n48080;LANGOGNE;5\n48140;St-Chély;4\n";
    let r = lance("commune:48095,48080,48140", &[("a.csv", bons)]);
    assert_eq!(valeur(&r, "effectif_mg"), Some(21.0));
    assert!(constats(&r, "nom_different_du_code").is_empty());
}

/// A file whose rows follow the codes and stop half-way: what follows is not zero, here nor in the départements after.
#[test]
fn a_sparse_file_that_was_cut_says_nothing_of_what_follows() {
    let toutes = codes("dep:48");
    let ligne = |c: &String| format!("{c},D281,1\n{c},D265,2\n");
    let entier: String = toutes.iter().map(ligne).collect();
    let coupe: String = toutes
        .iter()
        .take(toutes.len() * 2 / 3)
        .map(ligne)
        .collect();
    let entete = "code_commune,typequ,nombre\n";
    let dernier = toutes.last().unwrap();
    let de = |lignes: &str| {
        lance(
            &format!("commune:{dernier}"),
            &[("bpe_2024.csv", &format!("{entete}{lignes}"))],
        )
    };

    let r = de(&entier.replace(&format!("{dernier},D265,2\n"), ""));
    assert_eq!(valeur(&r, "effectif_mg"), Some(0.0));
    let r = de(&coupe);
    assert_eq!(
        valeur(&r, "effectif_mg"),
        None,
        "{}",
        indicateur(&r, "effectif_mg")
    );
    let dit = constats(&r, "fichier_partiel");
    assert!(
        dit.contains("s'arrête à") || dit.contains("s’arrête à"),
        "{dit}"
    );
}

/// A list that says which communes are out.
#[test]
fn a_commune_said_to_be_out_is_out_and_a_doubtful_word_stops() {
    let d = dossier(&[
        (
            "a.csv",
            "code_insee;inclus\n48095;oui\n48080;non\n48140;non\n",
        ),
        (
            "b.csv",
            "code_insee;statut\n48095;dans la CPTS\n48080;hors CPTS\n48140;retirée\n",
        ),
        ("c.csv", "code_insee;inclus\n48095;oui\n48080;à voir\n"),
    ]);
    for nom in ["a.csv", "b.csv"] {
        let json = verifie_fichier(&d.path().join(nom)).reussie().json();
        let texte = json.to_string();
        assert!(
            texte.contains("lignes_exclues") && texte.contains("48080"),
            "{texte}"
        );
        let communes = json["communes"].as_array().map(Vec::len);
        assert_eq!(communes, Some(1), "{texte}");
    }
    verifie_fichier(&d.path().join("c.csv"))
        .echouee(3, &["c.csv", "ligne 3", "inclus", "à voir", "oui ou non"]);
}
