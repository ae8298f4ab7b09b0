//! Bad input: what stops the run, what is set aside, and what each message says.

use std::io::Write;

use super::*;

pub(super) fn gzippe(octets: &[u8]) -> Vec<u8> {
    let mut e = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    e.write_all(octets).unwrap();
    e.finish().unwrap()
}

fn motif(fichiers: &[(&str, &[u8])]) -> String {
    let d = charge(fichiers).unwrap();
    assert_eq!(d.non_reconnus.len(), 1, "{:?}", d.non_reconnus);
    d.non_reconnus[0].motif.clone()
}

#[test]
fn a_recognised_gzip_that_is_truncated_is_an_error_another_is_listed() {
    let lignes = |t: &str| format!("{t}\n{}", "01001;D265;1;x\n".repeat(20_000));
    let mut bon = gzippe(lignes("code_commune;typequ;nombre;x").as_bytes());
    bon.truncate(bon.len() - 20);
    let e = charge(&[("bpe.csv.gz", &bon)]).unwrap_err().to_string();
    assert!(e.contains("tronquée") && e.contains("remède"), "{e}");
    let mut autre = gzippe(b"a;b;c;d\n1;2;3;4\n");
    autre.truncate(autre.len() - 6);
    assert!(motif(&[("autre.csv.gz", &autre)]).contains("tronquée"));
}

#[test]
fn a_missing_column_names_the_header_and_the_remedy() {
    let e = charge(&[("bpe.csv", b"code_commune;typequ;quantite\n01001;D265;1\n")]).unwrap_err();
    assert_eq!(e.emplacement.ligne, Some(1));
    let texte = e.to_string();
    assert!(
        texte.contains("nombre") && texte.contains("quantite") && texte.contains("remède"),
        "{texte}"
    );
}

#[test]
fn an_xlsx_that_is_not_one_is_an_error() {
    for octets in [&b"code;x\n01001;1\n"[..], b"PK\x03\x04 rien"] {
        let e = charge(&[("a.xlsx", octets)]).unwrap_err().to_string();
        assert!(e.contains("a.xlsx") && e.contains("classeur xlsx"), "{e}");
    }
    assert!(motif(&[("a.dat", b"PK\x03\x04 rien")]).contains("tronqué"));
}

#[test]
fn one_open_ring_does_not_stop_the_others() {
    let un = |code: &str, fin: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","nom":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],{fin}]]}}}}"#
        )
    };
    let texte = format!(
        r#"{{"type":"FeatureCollection","features":[{},{},{}]}}"#,
        un("01001", "[0,0]"),
        un("01002", "[0.5,0]"),
        un("01001", "[0,0]")
    );
    let d = charge(&[("c.json", texte.as_bytes())]).unwrap();
    assert_eq!(d.contours.len(), 1);
    let motifs: Vec<_> = d.rejets.iter().map(|r| r.motif.as_str()).collect();
    assert_eq!(
        motifs,
        [
            "entité n° 2 : anneau ouvert (le dernier point n'est pas le premier)",
            "entité n° 3 : commune en double"
        ]
    );
    let e = charge(&[("c.json", &texte.as_bytes()[..300])])
        .unwrap_err()
        .to_string();
    assert!(e.contains("tronqué"), "{e}");
}

#[test]
fn a_geojson_without_polygons_is_an_error_or_is_listed() {
    let sans = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"01001","nom":"x"},"geometry":null}]}"#;
    let e = charge(&[("c.geojson", sans.as_bytes())])
        .unwrap_err()
        .to_string();
    assert!(e.contains("sans polygone"), "{e}");
    assert!(
        motif(&[(
            "c.geojson",
            br#"{"type":"FeatureCollection","features":[]}"#
        )])
        .contains("aucun")
    );
    assert!(motif(&[("c.json", br#"{"a":1}"#)]).contains("FeatureCollection"));
}

#[test]
fn what_is_not_recognised_says_what_is_nearest() {
    let m = motif(&[("x.csv", b"code_commune;typqu;nombre\n01001;D265;1\n")]);
    assert!(m.contains("format le plus proche"), "{m}");
    assert!(motif(&[("x.csv", b"code:apl\n01001:3\n")]).contains("une seule colonne"));
    assert!(motif(&[("x.csv", b"")]).contains("vide"));
    assert!(motif(&[("x.bin", b"a\0b;c\n")]).contains("octets nuls"));
    let m = motif(&[("x.csv", b"code;apl\n200069193;3\n200069194;3\n")]);
    assert!(m.contains("200069193"), "{m}");
}

#[test]
fn ragged_rows_notes_and_bad_cells_are_set_aside() {
    let csv = "code_insee;apl;x\n01001;1;a\n01002;2\n48095;3;c;d\nSource : moi\n;;\nzz;4;c\n2A004;quatre;c\n";
    let d = charge(&[("x.csv", csv.as_bytes())]).unwrap();
    let lignes: Vec<_> = d.rejets.iter().map(|r| r.ligne).collect();
    assert_eq!(lignes, [3, 4, 7, 8], "{:?}", d.rejets);
    assert_eq!(d.rejets[0].commune, Some(code("01002")));
    assert_eq!(d.rejets[3].colonne.as_deref(), Some("apl"));
    assert_eq!(d.rejets[3].valeur, "quatre");
}

#[test]
fn a_quote_never_closed_in_a_recognised_file_is_an_error() {
    let csv = format!(
        "code_insee;apl\n01001;1\n01002;\"2\n{}",
        "48095;3\n".repeat(200)
    );
    let e = charge(&[("x.csv", csv.as_bytes())]).unwrap_err();
    assert_eq!(e.emplacement.ligne, Some(3));
}

#[test]
fn a_mapped_file_must_be_there_whole_and_have_its_columns() {
    let essaie = |nom: &str, cle: &str, colonne: &str, octets: &[u8]| {
        let d = dossier(&[("a.csv", octets)]);
        let f = FichierProjet {
            nom: nom.into(),
            cle: cle.into(),
            variables: BTreeMap::from([("x".to_owned(), colonne.into())]),
            ..FichierProjet::default()
        };
        let o = Options {
            fichiers: vec![f],
            ..options()
        };
        charger(d.path(), petit(), &o, &Progression::muette())
            .map(|_| ())
            .map_err(|e| e.to_string())
    };
    let csv = b"c;v\n01001;1\n";
    assert!(essaie("a.csv", "c", "v", csv).is_ok());
    assert!(
        essaie("b.csv", "c", "v", csv)
            .unwrap_err()
            .contains("absent")
    );
    assert!(
        essaie("a.csv", "k", "v", csv)
            .unwrap_err()
            .contains("« k »")
    );
    assert!(
        essaie("a.csv", "c", "w", csv)
            .unwrap_err()
            .contains("« w »")
    );
    assert!(essaie("a.csv", "c", "v", b"").unwrap_err().contains("vide"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    /// Published beginnings followed by anything: an error or a dataset, never a panic.
    #[test]
    fn no_content_makes_it_panic(
        debut in 0usize..6,
        nom in 0usize..4,
        suite in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
    ) {
        let debuts: [&[u8]; 6] = [
            b"",
            b"code_commune,typequ,nombre\n01001,D265,",
            b"CODGEO;P22_POP;P22_POP0014\n01001;",
            b"{\"type\":\"FeatureCollection\",\"features\":[{\"properties\":{\"code\":\"01001\",\"nom\":\"x\"},\"geometry\":",
            b"PK\x03\x04",
            b"\x1f\x8b\x08\0",
        ];
        let octets = [debuts[debut], &suite].concat();
        let _ = charge(&[(["a.csv", "a.geojson", "a.xlsx", "a"][nom], &octets)]);
    }
}
