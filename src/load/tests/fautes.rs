//! Bad input: what stops the run, what is set aside, and what each message says.

use std::io::Write;

use super::*;

fn gzippe(octets: &[u8]) -> Vec<u8> {
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
    assert!(motif(&[("x.bin", b"a\0b;c\n")]).contains("ni texte"));
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

/// A workbook of the user: code, name, médecins; `coupe` bytes are left of its sheet.
fn classeur_abime(coupe: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::Read;
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    for (c, nom) in (0u16..).zip(["code_insee", "nom", "medecins_generalistes"]) {
        f.write(0, c, nom).unwrap();
    }
    f.write(1, 0, "01001").unwrap();
    f.write(1, 2, 3).unwrap();
    let bon = w.save_to_buffer().unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&bon)).unwrap();
    let mut copie = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for rang in 0..zip.len() {
        let mut entree = zip.by_index(rang).unwrap();
        let nom = entree.name().unwrap().into_owned();
        let mut texte = String::new();
        entree.read_to_string(&mut texte).unwrap();
        copie
            .start_file(&nom, zip::write::SimpleFileOptions::default())
            .unwrap();
        let garde = if nom.ends_with("sheet1.xml") {
            coupe(&texte)
        } else {
            texte
        };
        copie.write_all(garde.as_bytes()).unwrap();
    }
    copie.finish().unwrap().into_inner()
}

#[test]
fn a_damaged_sheet_stops_the_run_instead_of_being_skipped() {
    assert!(charge(&[("a.xlsx", &classeur_abime(str::to_owned))]).is_ok());
    let coupee = classeur_abime(|t| t[..t.len() / 2].to_owned());
    let e = charge(&[("a.xlsx", &coupee)]).unwrap_err().to_string();
    assert!(e.contains("abîmé") && e.contains("remède"), "{e}");
    for reference in ["A4294967297", "ZZZZZZ2", "B0"] {
        let fausse = classeur_abime(|t| t.replace("r=\"A2\"", &format!("r=\"{reference}\"")));
        assert!(charge(&[("a.xlsx", &fausse)]).is_err(), "{reference}");
    }
}

#[test]
fn a_date_is_not_a_count() {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for (c, nom) in (0u16..).zip(["code_insee", "population", "medecins_generalistes"]) {
        f.write(0, c, nom).unwrap();
    }
    f.write(1, 0, "01001").unwrap();
    f.write(1, 1, 800).unwrap();
    f.write_with_format(1, 2, 45_780, &date).unwrap();
    let d = charge(&[("a.xlsx", &w.save_to_buffer().unwrap())]).unwrap();
    assert!(d.colonne("bpe_d265", None).is_none());
    assert!(d.rejets[0].valeur.contains("45780"), "{:?}", d.rejets);
}

#[test]
fn the_first_row_and_every_feature_without_a_code_are_counted() {
    let d = charge(&[(
        "a.csv",
        b"code_insee;nom;medecins_generalistes\n0100l;A;3\n01002;B;1\n;C;2\n",
    )])
    .unwrap();
    let lignes: Vec<u64> = d.rejets.iter().map(|r| r.ligne).collect();
    assert_eq!(lignes, [2, 4]);
    let entite = |code: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":{code},"nom":"x"}},"geometry":{{"type":"Polygon","coordinates":[[[0,0],[0,1],[1,1],[0,0]]]}}}}"#
        )
    };
    let texte = format!(
        r#"{{"type":"FeatureCollection","features":[{},{},{}]}}"#,
        entite("\"01001\""),
        entite("\"0100Z\""),
        entite("null")
    );
    let d = charge(&[("c.geojson", texte.as_bytes())]).unwrap();
    assert_eq!((d.contours.len(), d.rejets.len()), (1, 2), "{:?}", d.rejets);
    let mut gz = gzippe(texte.as_bytes());
    let fin = gz.len() - 6;
    gz[fin] ^= 0xff;
    let e = charge(&[("c.geojson.gz", &gz)]).unwrap_err().to_string();
    assert!(e.contains("abîmée"), "{e}");
}

#[test]
fn a_property_that_comes_late_is_read() {
    let entite = |rang: usize, propriete: &str| {
        let code = if rang == 70 { "01001" } else { "01002" };
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","nom":"x"{propriete}}},"geometry":null}}"#
        )
    };
    let mut entites = vec![entite(0, "")];
    entites.extend((1..70).map(|i| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"0{}","nom":"x"}},"geometry":null}}"#,
            1100 + i
        )
    }));
    entites.push(entite(70, r#","medecins_generalistes":4"#));
    let texte = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        entites.join(",")
    );
    let d = charge(&[("c.geojson", texte.as_bytes())]).unwrap();
    assert_eq!(lue(&d, "bpe_d265", None, "01001"), Valeur::Connue(4.0));
}

#[test]
fn an_unreadable_cell_is_neither_zero_nor_absent_and_a_merge_with_it_is_unreadable() {
    let d = charge(&[
        (
            "bpe_2024.csv",
            b"code_commune;typequ;nombre\n01001;D265;deux\n01002;D265;3\n",
        ),
        (
            "zonage.csv",
            "code_commune;zonage\n01001;ZIP\n01002;peut-être\n".as_bytes(),
        ),
    ])
    .unwrap();
    assert_eq!(lue(&d, "bpe_d265", Some(2024), "01001"), Valeur::Rejetee);
    assert_eq!(
        lue(&d, "bpe_d265", Some(2024), "01002"),
        Valeur::Connue(3.0)
    );
    let zonage = d.classe("zonage_mg").unwrap();
    let id = d.referentiel.par_code(code("01002")).unwrap();
    assert!(zonage.est_rejetee(id) && zonage.code(id).is_none());
}
