//! Codes are read by the nomenclature that their file states: grids of density, labels that contradict codes.

use super::*;
use crate::load::format::echelle::SEPT as LIBELLES;
use crate::model::RegleConstat;

const COMMUNES: [&str; 6] = ["01001", "01002", "01187", "2A004", "48095", "97601"];

/// A grid whose rows are a code and a label.
fn grille(nom: &str, titre: &str, lignes: &[(u8, &str)]) -> Dataset {
    let mut texte = format!("{titre}\nCODGEO;LIBGEO;DENS;LIBDENS\n");
    for (commune, (code, libelle)) in COMMUNES.iter().zip(lignes) {
        texte.push_str(&format!("{commune};x;{code};{libelle}\n"));
    }
    charge(&[(nom, texte.as_bytes())]).unwrap()
}

fn refus(d: &Dataset) -> Vec<&str> {
    let siens = d
        .constats
        .iter()
        .filter(|c| c.id == RegleConstat::ColonneRefusee);
    siens.map(|c| c.texte.as_str()).collect()
}

#[test]
fn a_grid_of_three_levels_is_not_that_of_seven() {
    let trois = [
        (1, "Urbain dense"),
        (2, "Urbain intermédiaire"),
        (3, "Rural"),
        (3, "Rural"),
        (2, "Urbain intermédiaire"),
        (3, "Rural"),
    ];
    let sans: Vec<(u8, &str)> = trois.map(|(c, _)| (c, "")).to_vec();
    for (nom, titre, lignes, dit) in [
        ("grille.csv", "Grille de densité;;;", &trois[..], "libellés"),
        (
            "grille_densite_7_niveaux_2024.csv",
            "7 niveaux;;;",
            &trois[..],
            "libellés",
        ),
        (
            "grille.csv",
            "Niveau de densité (3 niveaux);;;",
            &sans[..],
            "3 niveaux",
        ),
        ("grille_3_niveaux.csv", ";;;", &sans[..], "3 niveaux"),
        ("grille.csv", ";;;", &sans[..], "ni titre"),
    ] {
        let d = grille(nom, titre, lignes);
        assert_eq!(classe(&d, "densite_7", "01001"), None, "{nom} {titre}");
        let dits = refus(&d);
        assert!(dits.len() == 1 && dits[0].contains(dit), "{dits:?}");
    }
    let sept: Vec<(u8, &str)> = [1, 2, 3, 1, 2, 3]
        .map(|c: u8| (c, LIBELLES[usize::from(c) - 1]))
        .to_vec();
    for (nom, titre, lignes) in [
        ("grille.csv", ";;;", &sept[..]),
        ("grille.csv", "Niveau de densité (7 niveaux);;;", &sans[..]),
        ("grille.csv", ";;;", &[(1, ""), (7, "")][..]),
    ] {
        let d = grille(nom, titre, lignes);
        assert_eq!(classe(&d, "densite_7", "01001"), Some("1"), "{nom} {titre}");
        assert!(refus(&d).is_empty() && d.rejets.is_empty());
    }
}

#[test]
fn a_code_that_contradicts_its_label_is_not_read() {
    let ligne = |c: usize, l: usize| (u8::try_from(c).unwrap(), LIBELLES[l - 1]);
    let d = grille(
        "g.csv",
        ";;;",
        &[
            ligne(5, 5),
            ligne(6, 6),
            ligne(7, 3),
            ligne(7, 7),
            ligne(5, 5),
            ligne(6, 6),
        ],
    );
    assert_eq!(classe(&d, "densite_7", "01187"), None);
    assert_eq!(classe(&d, "densite_7", "01002"), Some("6"));
    let rejet = &d.rejets[0];
    assert_eq!(
        (d.rejets.len(), rejet.ligne, rejet.valeur.as_str()),
        (1, 5, "7")
    );
    assert!(
        rejet.motif.contains("Petites villes") && rejet.motif.contains("code 3"),
        "{}",
        rejet.motif
    );
    // The whole column of the labels moved by a row.
    let d = grille(
        "g.csv",
        ";;;",
        &[
            ligne(5, 1),
            ligne(6, 5),
            ligne(7, 6),
            ligne(6, 7),
            ligne(5, 6),
            ligne(6, 5),
        ],
    );
    assert_eq!(classe(&d, "densite_7", "01001"), None);
    assert!(refus(&d)[0].contains("ne vont pas ensemble"));
}

#[test]
fn a_zone_that_contradicts_its_name_is_not_read() {
    let mut texte = "CODGEO;LIBGEO;DEP;BV2022;LIB_BV2022;AAV2020;LIB_AAV2020\n".to_owned();
    for (commune, (bv, nom)) in COMMUNES.iter().zip([
        ("01001", "Un"),
        ("01001", "Un"),
        ("48095", "Mende"),
        ("48095", "Un"),
        ("48095", "Mende"),
        ("01001", "Un"),
    ]) {
        texte.push_str(&format!(
            "{commune};x;{};{bv};{nom};001;Paris\n",
            &commune[..2]
        ));
    }
    let d = charge(&[("appartenance_2025.csv", texte.as_bytes())]).unwrap();
    assert_eq!(classe(&d, "bv2022", "2A004"), None, "{:?}", d.rejets);
    assert_eq!(classe(&d, "bv2022", "01187"), Some("48095"));
    assert_eq!(d.rejets.len(), 1, "{:?}", d.rejets);
}

#[test]
fn the_codes_of_zones_have_the_zeros_that_a_spreadsheet_took_away() {
    let table = |ecrit: fn(&str) -> String| {
        let mut texte = "CODGEO;LIBGEO;CV;UU2020;AAV2020;BV2022;ZE2020\n".to_owned();
        for (commune, zones) in [
            ("01001", ["0108", "01000", "524", "01093", "8405"]),
            ("01002", ["0101", "00851", "000", "01004", "0056"]),
            ("48095", ["4810", "48000", "001", "48095", "9111"]),
        ] {
            let zones = zones.map(ecrit).join(";");
            texte.push_str(&format!("{commune};x;{zones}\n"));
        }
        charge(&[("appartenance_2025.csv", texte.as_bytes())]).unwrap()
    };
    let (entier, court) = (
        table(str::to_owned),
        table(|z| z.trim_start_matches('0').to_owned()),
    );
    for variable in ["canton_ville", "uu2020", "bv2022", "ze2020"] {
        for commune in ["01001", "01002", "48095"] {
            assert_eq!(
                classe(&court, variable, commune),
                classe(&entier, variable, commune),
                "{variable} {commune}"
            );
        }
    }
    let aav = table(|z| z.parse().map_or(z.to_owned(), |n: u32| n.to_string()));
    assert_eq!(classe(&aav, "aav2020", "01002"), Some("000"));
    assert_eq!(classe(&aav, "aav2020", "48095"), Some("001"));
    let dit = aav
        .constats
        .iter()
        .find(|c| c.id == RegleConstat::ZeroInitialRendu);
    let dit = &dit.unwrap().texte;
    assert!(dit.contains("9\u{a0}codes de zone"), "{dit}");
    assert!(
        entier
            .constats
            .iter()
            .all(|c| c.id != RegleConstat::ZeroInitialRendu)
    );
}

#[test]
fn the_zeros_of_published_zones_are_given_back_too() {
    let texte = "Référentiel géographique : France par bassin de vie;;\nCode;Libellé;Taux de pauvreté 2021\n1004;Un;11,1\n48095;Mende;12\n104;x;3\n";
    let d = charge(&[("stats.csv", texte.as_bytes())]).unwrap();
    let publie = |c: &str| d.publies.nom(&(crate::model::Niveau::BassinVie, c.into()));
    assert_eq!(
        [publie("01004"), publie("48095"), publie("104")],
        [Some("Un"), Some("Mende"), None]
    );
    assert_eq!(d.rejets.len(), 1, "{:?}", d.rejets);
}
