//! Polygons and points: what they are is read from all of the content.

use std::path::Path;

use crate::outils::{cpts, dossier, rapport, valeur};

/// What is said of the files.
fn etat(donnees: &Path) -> String {
    rapport("commune:48095", donnees)["donnees"].to_string()
}

/// A feature whose polygon is a square with its south-west corner at (`lon`, `lat`).
pub fn carre(proprietes: &str, lon: f64, lat: f64, cote: f64) -> String {
    let (e, n) = (lon + cote, lat + cote);
    format!(
        r#"{{"type":"Feature","properties":{{{proprietes}}},"geometry":{{"type":"Polygon","coordinates":[[[{lon},{lat}],[{e},{lat}],[{e},{n}],[{lon},{n}],[{lon},{lat}]]]}}}}"#
    )
}

fn point(proprietes: &str, lon: f64, lat: f64) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{proprietes}}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#
    )
}

pub fn collection(entites: &[String]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        entites.join(",")
    )
}

/// Square outlines around where Mende and Badaroux are.
fn contours() -> String {
    collection(&[
        carre(r#""code":"48095","nom":"Mende""#, 3.45, 44.49, 0.06),
        carre(r#""code":"48013","nom":"Badaroux""#, 3.52, 44.51, 0.06),
    ])
}

/// Départements, régions, EPCI and IRIS have `code` and `nom` too: none is a QPV nor a commune.
#[test]
fn polygons_of_other_levels_are_said_and_are_never_qpv() {
    for (code, nom, dit) in [
        ("48", "Lozère", "Contours des départements"),
        ("76", "Occitanie", "Contours des régions"),
        ("200069193", "CC X", "Contours des EPCI"),
        ("480950101", "Mende Centre", "Contours des IRIS"),
    ] {
        let proprietes = format!(r#""code":"{code}","nom":"{nom}""#);
        let autre = collection(&[carre(&proprietes, 3.0, 44.0, 1.0)]);
        let d = dossier(&[("communes.geojson", &contours()), ("autre.geojson", &autre)]);
        let r = rapport("commune:48095", d.path());
        assert_eq!(valeur(&r, "nombre_qpv"), None, "{code}");
        assert!(!r.to_string().contains("quartier prioritaire de Lozère"));
        let etat = etat(d.path());
        assert!(
            etat.contains(dit) && etat.contains("périmètre"),
            "{code} : {etat}"
        );
        // It is usable as a perimeter all the same.
        let fichier = d.path().join("autre.geojson");
        let p = rapport(fichier.to_str().unwrap(), d.path());
        assert!(
            p["population"]["valeur"].as_f64().unwrap() >= 12_000.0,
            "{code}"
        );
    }
}

/// A file that speaks of the city only: the outlines of the arrondissements tell their surface and their quartiers.
#[test]
fn an_arrondissement_has_the_surface_of_its_outline_and_the_qpv_inside() {
    let entite = |code: &str, nom: &str, lon| {
        carre(
            &format!(r#""code":"{code}","nom":"{nom}""#),
            lon,
            43.3,
            0.03,
        )
    };
    let traces = collection(&[
        entite("13201", "Marseille 1er Arrondissement", 5.36),
        entite("13202", "Marseille 2e Arrondissement", 5.40),
    ]);
    let qpv = r#""code":"QN01301M","nom":"Quartier","communes":["13055"]"#;
    let d = dossier(&[
        ("arrondissements.geojson", &traces),
        ("surfaces.csv", "code;surface_km2\n13055;240\n48095;37\n"),
        (
            "qpv_2024.geojson",
            &collection(&[carre(qpv, 5.37, 43.31, 0.004)]),
        ),
    ]);
    for (code, nombre) in [("13201", 1.0), ("13202", 0.0)] {
        let r = rapport(&format!("commune:{code}"), d.path());
        assert_eq!(valeur(&r, "nombre_qpv"), Some(nombre), "{code}");
        let surface = valeur(&r, "surface_km2").expect(code);
        assert!((7.0..9.0).contains(&surface), "{code} {surface}");
        assert!(
            r["donnees"]
                .to_string()
                .contains("arrondissements municipaux")
        );
    }
    let ville = rapport("commune:13055", d.path());
    assert_eq!(valeur(&ville, "nombre_qpv"), Some(1.0));
    assert_eq!(valeur(&ville, "surface_km2"), Some(240.0));
}

/// QPV of 2014 with the code of their commune: they are counted, and are not the outline of the city.
#[test]
fn a_qpv_with_its_commune_is_never_the_outline_of_the_commune() {
    let qpv = collection(&[
        carre(
            r#""code_qp":"QP066001","nom_qp":"A","code_commune":"66136""#,
            2.88,
            42.69,
            0.004,
        ),
        carre(
            r#""code_qp":"QP066002","nom_qp":"B","code_commune":"66136""#,
            2.90,
            42.69,
            0.004,
        ),
    ]);
    let d = dossier(&[("qp.geojson", &qpv)]);
    let r = rapport("commune:66136", d.path());
    assert_eq!(valeur(&r, "surface_km2"), None);
    assert_eq!(valeur(&r, "densite_population"), None);
    let tous = r.to_string();
    assert!(
        tous.contains("QP066001") || tous.contains("\"A\""),
        "QPV lus"
    );
    // The same without the columns that sign a QPV: several polygons, then one that is too small.
    for n in [2, 1] {
        let sous: Vec<String> = (0..n)
            .map(|i| {
                carre(
                    r#""code_insee":"66136","nom":"Quartier""#,
                    2.88 + f64::from(i) * 0.01,
                    42.69,
                    0.004,
                )
            })
            .collect();
        let d = dossier(&[("q.geojson", &collection(&sous))]);
        let r = rapport("commune:66136", d.path());
        assert_eq!(valeur(&r, "surface_km2"), None, "{n}");
        assert!(
            etat(d.path()).contains("parties de communes"),
            "{}",
            etat(d.path())
        );
    }
}

/// Structures are not town halls: several per commune, or the columns of a structure.
#[test]
fn points_of_services_are_not_those_of_communes() {
    let geojson = collection(&[
        point(
            r#""code_insee":"48095","nom":"Pharmacie du Lot","adresse":"1 rue""#,
            3.6,
            44.6,
        ),
        point(
            r#""code_insee":"48013","nom":"Pharmacie du Pont","adresse":"2 rue""#,
            3.6,
            44.6,
        ),
    ]);
    let csv = "code_insee;numero_finess;nom;lon;lat\n48095;480000017;Hôpital;3.6;44.6\n";
    let repetees = "code_insee;lon;lat\n48095;3.6;44.6\n48095;3.61;44.6\n48013;3.6;44.6\n";
    for (nom, texte) in [
        ("p.geojson", geojson.as_str()),
        ("p.csv", csv),
        ("r.csv", repetees),
    ] {
        let d = dossier(&[(nom, texte)]);
        let etat = etat(d.path());
        assert!(
            etat.contains("ne sont pas ceux des communes"),
            "{nom} : {etat}"
        );
    }
    let mairies = "code_insee;nom;lon;lat\n48095;Mende;3.49;44.52\n48013;Badaroux;3.55;44.54\n";
    let d = dossier(&[("m.csv", mairies)]);
    assert!(
        !etat(d.path()).contains("ne sont pas"),
        "{}",
        etat(d.path())
    );
    let table = cpts(&[
        "donnees",
        "etat",
        "--detail",
        "--donnees",
        d.path().to_str().unwrap(),
    ]);
    assert!(table.reussie().stdout.contains("points"));
}

/// A centre in the next valley does not take the commune out of a polygon that is its own outline.
#[test]
fn a_point_out_of_its_outline_does_not_represent_the_commune() {
    let centres = "code_insee;nom;lon;lat\n48095;Mende;5.0;43.0\n48013;Badaroux;3.55;44.54\n";
    let d = dossier(&[("communes.geojson", &contours()), ("centres.csv", centres)]);
    let perimetre = collection(&[carre(r#""id":1"#, 3.45, 44.49, 0.06)]);
    let p = tempfile::tempdir().unwrap();
    let chemin = p.path().join("perimetre.geojson");
    std::fs::write(&chemin, perimetre).unwrap();
    let r = rapport(chemin.to_str().unwrap(), d.path());
    assert_eq!(r["population"]["valeur"].as_f64(), Some(12_464.0));
    let dit = r["donnees"]["constats"].to_string();
    assert!(
        dit.contains("hors du contour") && dit.contains("Mende"),
        "{dit}"
    );
}

/// What a file is, by its content, and what to do.
#[test]
fn other_formats_have_each_their_message() {
    for (nom, texte, dit) in [
        ("a.xlsb", "PK\u{3}\u{4}....", ".xlsx"),
        ("a.kml", "<?xml version=\"1.0\"?><kml></kml>", "GeoJSON"),
        ("a.gpkg", "SQLite format 3\0", "QGIS"),
        ("a.json", "{\"type\": \"umap\", \"layers\": []}", "uMap"),
        ("b.json", "{\"type\": \"Topology\"}", "TopoJSON"),
        ("c.json", "[{\"code\":\"48095\"}]", "liste JSON"),
        ("a.pdf", "%PDF-1.7", "PDF"),
        ("a.parquet", "PAR1\0", "Parquet"),
    ] {
        let d = dossier(&[(nom, texte)]);
        let etat = etat(d.path());
        assert!(etat.contains(dit), "{nom} : {etat}");
    }
}

/// Headers alone of files that nothing describes.
#[test]
fn no_unrelated_format_is_named_and_iris_and_repeated_rows_are_told() {
    for (texte, dit) in [
        (
            "Geo Point;Geo Shape;Year;Official Code Commune;Official Name Commune\n",
            "format connu",
        ),
        (
            "IRIS;LIBIRIS;DISP_MED21;DISP_TP6021\n010040101;X;21000;s\n",
            "IRIS",
        ),
        (
            "CODGEO_2023;annee;classe;faits\n48095;2016;a;1\n48095;2017;a;2\n48013;2016;a;3\n48013;2017;a;1\n",
            "plusieurs lignes par commune",
        ),
        (
            "commune_code;pop_commune;score\n48095;1;2\n48013;2;3\n",
            "« pop_commune », « score »",
        ),
    ] {
        let d = dossier(&[("x.csv", texte)]);
        let etat = etat(d.path());
        assert!(
            etat.contains(dit) && !etat.contains("le plus proche"),
            "{texte} : {etat}"
        );
    }
}

/// INSEE, Statistiques locales: secrecy has its mark, counts have theirs in the header, other columns are named.
#[test]
fn local_statistics_are_read_masked_or_named() {
    let csv = "\u{feff}Insee - Statistiques locales;;;\nRéférentiel géographique : France par commune;;;\n\
        Code;Libellé;Taux de pauvreté 2021;Pharmacie (en nombre) 2024;Taille moyenne des ménages 2022\n\
        48095;Mende;N/A - secret statistique;5;1,9\n48013;Badaroux;12,5;0;2,1\n";
    let d = dossier(&[("x.csv", csv)]);
    let r = rapport("commune:48095", d.path());
    assert!(
        r["donnees"]["rejets_perimetre"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert!(
        r["constats"].to_string().contains("valeurs_masquees"),
        "{}",
        r["constats"]
    );
    let dit = r["donnees"]["constats"].to_string();
    assert!(dit.contains("Taille moyenne des ménages 2022"), "{dit}");
}
