//! Several perimeters at once, and the scale itself.

use super::*;

#[test]
fn the_scale_lists_what_must_be_checked_again() {
    let liste = |arguments: &[&str]| {
        let mut tous = vec!["financement", "--bareme-liste"];
        tous.extend(arguments);
        cpts(&tous).reussie().stdout
    };
    let csv = liste(&["--format", "csv", "--date", "2028-01-01"]);
    assert!(
        csv.lines()
            .any(|l| l.starts_with("mission.acces_soins.fixe;")
                && l.contains("recoupé")
                && l.contains("S36"))
    );
    assert!(csv.contains("non établi"));
    let texte = liste(&["--date", "2028-01-01"]);
    assert!(
        texte.contains("à vérifier") && texte.contains("[S36]"),
        "{texte}"
    );
    assert!(liste(&[]).contains("Sans date"));
    let json = json(&["--bareme-liste", "--date", "2028-01-01"]);
    assert!(json["parametres_a_verifier"].as_u64().unwrap() > 0);
}

#[test]
fn an_annex_completes_the_scale_and_its_source_appears() {
    let dossier = tempfile::tempdir().unwrap();
    let annexe = dossier.path().join("annexe.toml");
    let texte = "[[reference]]\nid = \"annexe\"\ntitre = \"Annexe du contrat\"\nadresse = \"archives\"\ndate = \"2026\"\n\
        [[parametres]]\nunite = \"€/an\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nreferences = [\"annexe\"]\n\
        valeurs = [{ id = \"mission.prevention.fixe\", taille = 1, valeur = 12345 }]\n";
    fs::write(&annexe, texte).unwrap();
    let annexe = annexe.to_string_lossy().into_owned();
    let commande = ["financement", "--population", "20000", "--bareme", &annexe];
    let ecran = cpts(&commande).reussie().stdout;
    assert!(ecran.contains("12\u{202f}345"), "{ecran}");
    let commande = [&commande[..], &["--detail"]].concat();
    let sortie = cpts(&commande).reussie().stdout;
    assert!(
        sortie.contains("12\u{202f}345") && sortie.contains("[annexe] Annexe du contrat"),
        "{sortie}"
    );
}

#[test]
fn several_perimeters_have_totals_by_tier() {
    let json = json(&["dep:48", "dep:13", "-q"]);
    assert_eq!(json["perimetres"].as_array().unwrap().len(), 2);
    let totaux = json["totaux_par_taille"].as_array().unwrap();
    assert_eq!(
        totaux
            .iter()
            .map(|t| t["nombre"].as_u64().unwrap())
            .sum::<u64>(),
        2
    );
    let texte = cpts(&["financement", "dep:48", "dep:13", "-q"])
        .reussie()
        .stdout;
    assert!(texte.contains("Totaux par taille"), "{texte}");
}

/// All CPTS of Provence-Alpes-Côte d'Azur in one table, those of Marseille's arrondissements included.
#[test]
fn all_cpts_of_a_region_in_one_table() {
    let Some(donnees) = donnees_reelles() else {
        return;
    };
    let json = json(&["--toutes-les-cpts", "reg:93", "--donnees", &donnees, "-q"]);
    let perimetres = json["perimetres"].as_array().unwrap();
    // 70 CPTS, one of them under two names that the list does not reconcile.
    assert_eq!(perimetres.len(), 71);
    let mut somme = 0.0;
    for p in perimetres {
        let habitants = p["analyse"]["tailles"][0]["habitants"].as_f64().unwrap();
        assert!(habitants > 0.0, "{}", p["nom"]);
        somme += habitants;
    }
    assert!(somme > 4_000_000.0, "{somme}");
    let nombres = json["totaux_par_taille"].as_array().unwrap();
    assert_eq!(
        nombres
            .iter()
            .map(|t| t["nombre"].as_u64().unwrap())
            .sum::<u64>(),
        71
    );
    let csv = cpts(&[
        "financement",
        "--toutes-les-cpts",
        "dep:13",
        "--donnees",
        &donnees,
        "-q",
        "--format",
        "csv",
    ])
    .reussie()
    .stdout;
    assert!(
        csv.lines().count() > 10 && csv.contains("Marseille") || csv.contains("MARSEILLE"),
        "{csv}"
    );
}
