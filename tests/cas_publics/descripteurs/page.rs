//! The page on descriptors: every example of it runs.

use super::*;

/// The TOML blocks of the page that users read.
fn blocs() -> Vec<String> {
    let page = fs::read_to_string(echantillon("utilisateur/LISEZ-MOI.md")).expect("lisible");
    let blocs = page.split("```toml\n").skip(1);
    blocs
        .map(|b| b.split("```").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_page_on_descriptors_is_true() {
    let [projet, descripteur] = <[String; 2]>::try_from(blocs()).expect("deux blocs");
    let liste = "code_insee;dep;com;catégorie;places;annee;etat;directeur;statut\n\
        Mende (48095);;;355;10;2025;ouvert;A;public\n;9A;101;500;5;2025;ouvert;B;public\n;48;095;500;7;2025;ouvert;B;public\n\
        48095;;;501;2;2025;ouvert;B;public\n48095;;;502;2;2025;fermé;C;public\n";
    let d = dossier(&[
        ("donnees/liste.csv", liste),
        ("d.toml", &descripteur),
        ("places.toml", &catalogue("places")),
        (
            "directeurs.toml",
            &catalogue("directeurs_publics").replace("total", "directeurs"),
        ),
    ]);
    let r = cpts_dans(
        d.path(),
        &[
            "diagnostic",
            "commune:48095",
            "--donnees",
            "donnees",
            "--descripteur",
            "d.toml",
            "--catalogue",
            "places.toml",
            "--catalogue",
            "directeurs.toml",
            "--quiet",
            "--format",
            "json",
        ],
    );
    let r = r.reussie().json();
    assert_eq!(indicateur(&r, "total").0, Some(19.0));
    assert_eq!(indicateur(&r, "directeurs").0, Some(1.0));
    // The project of the page: every key is known, only its files are missing.
    let d = dossier(&[("cpts.toml", &projet)]);
    let s =
        cpts_dans(d.path(), &["diagnostic", "cpts.toml", "--quiet"]).echouee(3, &["introuvable"]);
    assert!(!s.stderr.contains("clé"), "{}", s.stderr);
}
