//! `cpts perimetre afficher`: the map in characters, and the same as files.

use crate::outils::{cpts, dossier};

/// Mende and Langogne, 40 km apart: two pieces, told by the map, its legend and the table.
#[test]
fn the_pieces_are_seen_and_told_at_eighty_columns() {
    let d = dossier(&[]);
    let vide = d.path().to_str().unwrap();
    let expression = "commune:48095,48080";
    let sortie = cpts(&["perimetre", "afficher", expression, "--donnees", vide]).reussie();
    let dite = sortie.stdout.replace(['\u{a0}', '\u{202f}'], " ");
    for attendu in [
        "██ morceau 1, Mende (1 commune)",
        "▓▓ morceau 2, Langogne (1 commune)",
        "·· commune voisine",
        "Taille ACI",
        "Coupé : EPCI",
        "alerte : Le périmètre est en 2 morceaux",
    ] {
        assert!(
            dite.to_lowercase().contains(&attendu.to_lowercase()),
            "{attendu} : {dite}"
        );
    }
    assert!(dite.lines().all(|l| l.chars().count() <= 80), "{dite}");
    // Langogne is north-east of Mende.
    let (langogne, mende) = (dite.find('▓').unwrap(), dite.find('█').unwrap());
    assert!(langogne < mende, "{dite}");
}

#[test]
fn every_file_is_written_or_none_and_each_is_what_it_says() {
    let d = dossier(&[]);
    let place = |nom: &str| d.path().join(nom).to_str().unwrap().to_owned();
    let sorties = ["c.svg", "c.png", "c.html", "c.pdf", "c.md"].map(place);
    let mut arguments = vec!["perimetre", "afficher", "epci:200069151"];
    for sortie in &sorties {
        arguments.extend(["--sortie", sortie]);
    }
    let refuse = place("c.bmp");
    let mut refusees = arguments.clone();
    refusees.extend(["--sortie", &refuse]);
    cpts(&refusees).echouee(2, &["c.bmp", ".svg", ".png"]);
    let perdue = place("nulle-part/c.svg");
    let mut perdues = arguments.clone();
    perdues.extend(["--sortie", &perdue]);
    cpts(&perdues).echouee(5, &["nulle-part"]);
    assert!(sorties.iter().all(|s| !std::path::Path::new(s).exists()));
    let faite = cpts(&arguments).reussie();
    assert_eq!(faite.stdout, "");
    let lu = |rang: usize| std::fs::read(&sorties[rang]).unwrap();
    let svg = String::from_utf8(lu(0)).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<title>Florac Trois Rivières</title>"));
    assert!(lu(1).starts_with(b"\x89PNG"));
    let html = String::from_utf8(lu(2)).unwrap();
    assert!(html.contains("Florac") && html.contains("Taille ACI") && !html.contains("src=\"http"));
    assert!(lu(3).starts_with(b"%PDF"));
    assert!(String::from_utf8(lu(4)).unwrap().contains("Taille ACI"));
    // The same command, the same bytes.
    let avant: Vec<Vec<u8>> = (0..5).map(lu).collect();
    cpts(&arguments).reussie();
    assert_eq!(avant, (0..5).map(lu).collect::<Vec<_>>());
}

#[test]
fn a_picture_without_outline_is_refused_and_nothing_is_written() {
    let d = dossier(&[]);
    let svg = d.path().join("c.svg");
    let svg = svg.to_str().unwrap();
    // Saint-Pierre, of which no outline is known.
    let expression = "commune:97502";
    cpts(&["perimetre", "afficher", expression, "--sortie", svg]).echouee(3, &["contour"]);
    assert!(!std::path::Path::new(svg).exists());
    let dite = cpts(&["perimetre", "afficher", expression])
        .reussie()
        .stdout;
    assert!(dite.contains("pas de carte"), "{dite}");
}
