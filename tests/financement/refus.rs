//! Bad options and bad files: each named, with the remedy.

use super::*;

#[test]
fn wrong_options_are_refused_with_the_remedy() {
    let refus = |arguments: &[&str], code: i32, textes: &[&str]| -> Sortie {
        let mut tous = vec!["financement"];
        tous.extend(arguments);
        cpts(&tous).echouee(code, textes)
    };
    refus(&[], 2, &["il manque un périmètre"]);
    refus(
        &["--population", "-5"],
        2,
        &["population inutilisable", "-5"],
    );
    refus(&["--population", "beaucoup"], 2, &["beaucoup"]);
    refus(
        &["--population", "70000", "--date", "2018-01-01"],
        2,
        &["précède l'accord"],
    );
    refus(
        &["--population", "70000", "--signature", "2018-01-01"],
        2,
        &["précède l'accord"],
    );
    refus(
        &["--population", "70000", "--signature", "31/12/2026"],
        2,
        &["--signature", "AAAA-MM-JJ"],
    );
    refus(
        &[
            "--population",
            "70000",
            "--signature",
            "2026-04-15",
            "--demarrage",
            "danse=2027-01-01",
        ],
        2,
        &["danse", "prevention"],
    );
    refus(
        &["--population", "70000", "--sortie", "c.ics"],
        2,
        &["--signature"],
    );
    refus(
        &["--population", "70000", "--sortie", "c.odt"],
        2,
        &[".xlsx"],
    );
    refus(
        &["dep:48", "dep:13", "--population", "5"],
        2,
        &["un seul périmètre"],
    );
    refus(&["--toutes-les-cpts", "-q"], 3, &["liste commune → CPTS"]);
}

/// A scale, a contract or results that cannot be used: the message names the file and the line.
#[test]
fn bad_files_are_named_with_their_line() {
    let dossier = tempfile::tempdir().unwrap();
    let ecrire = |nom: &str, texte: &str| {
        let chemin = dossier.path().join(nom);
        fs::write(&chemin, texte).unwrap();
        chemin.to_string_lossy().into_owned()
    };
    let tete = "[[reference]]\nid = \"a\"\ntitre = \"A\"\nadresse = \"b\"\ndate = \"2026\"\n";
    let tranches = |bandes: &str| {
        format!(
            "{tete}[tranches]\nunite = \"habitants\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nconfiance_bornes = \"officiel\"\nreferences = [\"a\"]\nbandes = [\n{bandes}\n]\n"
        )
    };
    let parametre = |corps: &str| format!("{tete}[[parametres]]\n{corps}\n");
    let complet = "unite = \"€/an\"\neffet = \"2026-01-01\"\nconfiance = \"officiel\"\nreferences = [\"a\"]\nvaleurs = [{ id = \"plafond\", valeur = 1 }]";
    for (texte, attendu) in [
        (
            tranches(
                "{ taille = 1, max = 40000, max_inclus = false },\n{ taille = 2, min = 30000, min_inclus = true }",
            ),
            "se chevauchent",
        ),
        (
            tranches(
                "{ taille = 1, max = 40000, max_inclus = false },\n{ taille = 2, min = 50000, min_inclus = true }",
            ),
            "bandes ouvertes",
        ),
        (
            parametre(&complet.replace("unite = \"€/an\"\n", "")),
            "« unite »",
        ),
        (
            parametre(&complet.replace("references = [\"a\"]\n", "")),
            "« references »",
        ),
        (
            parametre(&format!("bonus = 3\n{complet}")),
            "clé inconnue « bonus »",
        ),
        (
            parametre(&complet.replace("2026-01-01", "2012-01-01")),
            "antérieure à l'accord",
        ),
    ] {
        let fichier = ecrire("bareme.toml", &texte);
        cpts(&["financement", "--population", "50000", "--bareme", &fichier])
            .echouee(3, &["bareme.toml, ligne ", attendu]);
    }
    let contrat = fs::read_to_string(echantillon("contrat-exemple/contrat.toml")).unwrap();
    for (texte, attendu) in [
        (
            contrat.replace("valeur = 9000", "valeur = 90000"),
            "contrat.toml, ligne ",
        ),
        (
            contrat.replace("2026-04-15", "2012-04-15"),
            "avant l'accord",
        ),
        (
            contrat.replace("sens = \"baisse\"", "sens = \"baisse\"\nbonus = 1"),
            "clé inconnue « bonus »",
        ),
    ] {
        let fichier = ecrire("contrat.toml", &texte);
        cpts(&[
            "financement",
            "--population",
            "100000",
            "--contrat",
            &fichier,
        ])
        .echouee(3, &["contrat.toml, ligne ", attendu]);
    }
    let fichier = ecrire(
        "resultats.csv",
        "indicateur;resultat\nald_sans_mt;beaucoup\n",
    );
    cpts(&[
        "financement",
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        &fichier,
    ])
    .echouee(3, &["resultats.csv, ligne 2", "beaucoup"]);
    let fichier = ecrire(
        "resultats.csv",
        "indicateur;resultat\nald_sans_mt;3\ninconnu;4\n",
    );
    cpts(&[
        "financement",
        "--population",
        "100000",
        "--contrat",
        CONTRAT,
        "--resultats",
        &fichier,
    ])
    .echouee(3, &["resultats.csv, ligne 3", "inconnu"]);
}
