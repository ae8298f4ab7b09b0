//! Outlines as people find them: a border that two files drew otherwise, an outline older than a merger.

use crate::outils::{constats, cpts, dossier};

fn entite(code: &str, sommets: &[[f64; 2]]) -> String {
    let mut anneau = sommets.to_vec();
    anneau.extend(sommets.first());
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"nom\":\"\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{anneau:?}]}}}}"
    )
}

fn carte(entites: &[String]) -> String {
    format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
        entites.join(",")
    )
}

fn verifie(perimetre: &str, fichiers: &[(&str, &str)]) -> serde_json::Value {
    let d = dossier(fichiers);
    let debut = ["perimetre", "verifier", perimetre, "--format", "json"];
    cpts(&[&debut[..], &["--donnees", d.path().to_str().unwrap()]].concat())
        .reussie()
        .json()
}

/// A vertex of the border of one is 8 m inside the other: one piece, and it is said with the approximate length.
#[test]
fn a_border_drawn_twice_links_and_is_told() {
    let ouest = [
        [3.4, 44.5],
        [3.5, 44.5],
        [3.5001, 44.54],
        [3.5, 44.6],
        [3.4, 44.6],
    ];
    let est = [
        [3.5, 44.5],
        [3.6, 44.5],
        [3.6, 44.6],
        [3.5, 44.6],
        [3.49995, 44.57],
    ];
    let texte = carte(&[entite("48095", &ouest), entite("48080", &est)]);
    let json = verifie("commune:48095,48080", &[("contours.geojson", &texte)]);
    assert!(constats(&json, "perimetre_en_morceaux").is_empty());
    let dit = constats(&json, "limites_approchees");
    for attendu in ["Mende", "Langogne", "11,1\u{a0}km"] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    // 400 m apart, they are two pieces.
    let loin = est.map(|[x, y]| [x + 0.005, y]);
    let texte = carte(&[entite("48095", &ouest), entite("48080", &loin)]);
    let json = verifie("commune:48095,48080", &[("contours.geojson", &texte)]);
    assert!(constats(&json, "limites_approchees").is_empty());
}

#[test]
fn an_outline_older_than_a_merger_is_told_with_what_merged() {
    let saillans = [[5.18, 44.7], [5.2, 44.7], [5.2, 44.72], [5.18, 44.72]];
    let texte = carte(&[entite("26289", &saillans)]);
    let surfaces =
        |km2: &str| format!("code,surface_km2,population,lat,lon\n26289,{km2},1460,44.71,5.19\n");
    let lue = |km2: &str| {
        let surfaces = surfaces(km2);
        let fichiers = [
            ("contours.geojson", texte.as_str()),
            ("surfaces.csv", surfaces.as_str()),
        ];
        constats(
            &verifie("commune:26289,26001", &fichiers),
            "contour_partiel",
        )
        .to_owned()
    };
    let dit = lue("37.42");
    for attendu in [
        "Saillans (26289)",
        "km² sur 37,4",
        "fusion avec 26371",
        "2025",
    ] {
        assert!(dit.contains(attendu), "{attendu} : {dit}");
    }
    assert!(!dit.contains("se toucher là"), "{dit}");
    assert!(lue("3.6").is_empty());
    // In two pieces, what is not drawn may be what lies between them.
    let loin = [[5.25, 44.7], [5.27, 44.7], [5.27, 44.72], [5.25, 44.72]];
    let deux = carte(&[entite("26289", &saillans), entite("26001", &loin)]);
    let surfaces = surfaces("37.42");
    let fichiers = [
        ("contours.geojson", deux.as_str()),
        ("surfaces.csv", surfaces.as_str()),
    ];
    let json = verifie("commune:26289,26001", &fichiers);
    let dit = constats(&json, "contour_partiel");
    assert!(
        dit.contains("des morceaux du périmètre peuvent se toucher là"),
        "{dit}"
    );
}

/// The same outlines and points, their latitude before their longitude: none is used, and it is said.
#[test]
fn a_latitude_in_the_place_of_a_longitude_is_told_and_places_nothing() {
    let communes = [
        ("48095", 3.5, 44.52),
        ("48080", 3.85, 44.73),
        ("48061", 3.59, 44.32),
    ];
    for echange in [false, true] {
        let place = |x: f64, y: f64| if echange { [y, x] } else { [x, y] };
        let carre = |&(code, x, y): &(&str, f64, f64)| {
            let coins = [(0.0, 0.0), (0.02, 0.0), (0.02, 0.02), (0.0, 0.02)];
            entite(code, &coins.map(|(a, b)| place(x + a, y + b)))
        };
        let contours = carte(&communes.iter().map(carre).collect::<Vec<_>>());
        let ligne = |&(code, x, y): &(&str, f64, f64)| {
            let [lon, lat] = place(x, y);
            format!("{code};{lon};{lat}\n")
        };
        let lignes: String = communes.iter().map(ligne).collect();
        let points = format!("code_commune;longitude;latitude\n{lignes}");
        for fichier in [
            ("contours.geojson", contours.as_str()),
            ("points.csv", points.as_str()),
        ] {
            let d = dossier(&[fichier]);
            let donnees = d.path().to_str().unwrap();
            let etat = cpts(&["donnees", "etat", "--donnees", donnees, "--format", "json"]);
            let dit = etat
                .stdout
                .contains("latitude à la place de leur longitude");
            assert_eq!(dit, echange, "{} {}", fichier.0, etat.stdout);
        }
    }
}
