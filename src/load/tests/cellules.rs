//! Bad cells: damaged sheets, dates, rows without a code, properties that come late, what is rejected.

use std::io::Write;

use super::fautes::gzippe;
use super::*;
use crate::model::{Constat, RegleConstat};

/// A workbook of the user: code, name, médecins; `coupe` bytes are left of its sheet.
fn classeur_abime(coupe: impl Fn(&str) -> String) -> Vec<u8> {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    for (c, nom) in (0u16..).zip(["code_insee", "nom", "medecins_generalistes"]) {
        f.write(0, c, nom).unwrap();
    }
    f.write(1, 0, "01001").unwrap();
    f.write(1, 2, 3).unwrap();
    retouche(&w.save_to_buffer().unwrap(), coupe)
}

/// The workbook with another text for its first sheet.
pub(super) fn retouche(bon: &[u8], coupe: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::Read;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bon)).unwrap();
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

/// The law: a percentage is never added up, whichever variable and whichever row it is in.
#[test]
fn a_percentage_is_no_count() {
    let d = charge(&[
        (
            "a_2022.csv",
            "code_insee;médecins;75 ans et plus;taux de pauvreté\n01001;22 %;12 %;17 %\n01002;3;30;18%\n".as_bytes(),
        ),
        (
            "bpe_2024.csv",
            b"code_commune;typequ;nombre\n01001;D281;22 %\n01002;D281;3\n",
        ),
    ])
    .unwrap();
    for (variable, an) in [
        ("bpe_d265", 2022),
        ("age_75_plus", 2022),
        ("bpe_d281", 2024),
    ] {
        let an = Some(an);
        let lues = |c| lue(&d, variable, an, c);
        assert_eq!(lues("01001"), Valeur::Rejetee, "{variable}");
        assert!(lues("01002").connue().is_some(), "{variable}");
    }
    let taux = lue(&d, "taux_pauvrete", Some(2022), "01001");
    assert_eq!(taux, Valeur::Connue(17.0));
    assert_eq!(d.rejets.len(), 3, "{:?}", d.rejets);
    let premier = &d.rejets[0];
    let ou = (premier.ligne, premier.valeur.as_str());
    assert!(
        premier.motif.contains("pourcentage") && ou == (2, "12 %"),
        "{premier:?}"
    );
}

/// The figures of a column of the CAF for two communes, and how many findings say that thousands are parted.
fn foyers(a: &str, b: &str) -> (Valeur, Valeur, usize) {
    let entete = "dtreffre;numcomdo;nomcom;indfoy_rsa;indfoy_ppa;indfoy_ndur";
    let ligne = |code: &str, x: &str| format!("2022-12-31;{code};A;{x};5;50");
    let texte = format!("{entete}\n{}\n{}\n", ligne("01001", a), ligne("01002", b));
    let d = charge_tel_quel(&[("caf.csv", texte.as_bytes())]).unwrap();
    let milliers = |c: &&Constat| c.id == RegleConstat::MilliersSepares;
    let dits = d.constats.iter().filter(milliers).count();
    let colonne = d.colonne("foyers_rsa", Some(2022));
    let lue = |c| {
        let unite = d.referentiel.par_code(code(c)).unwrap();
        colonne.map_or(Valeur::Rejetee, |colonne| colonne.valeur(unite))
    };
    (lue("01001"), lue("01002"), dits)
}

#[test]
fn a_mark_in_a_column_that_adds_up_is_what_the_column_proves() {
    use Valeur::{Connue, Rejetee};
    for (a, b, attendues) in [
        ("1.250", "285", (Connue(1250.0), Connue(285.0), 1)),
        ("1,250", "285", (Connue(1250.0), Connue(285.0), 1)),
        ("1.250", "28.5", (Rejetee, Connue(28.5), 0)),
        ("1.250", "2.300", (Rejetee, Rejetee, 0)),
        ("0.257", "0.512", (Connue(0.257), Connue(0.512), 0)),
        ("1.250", "12", (Rejetee, Connue(12.0), 0)),
        ("1250", "28,5", (Connue(1250.0), Connue(28.5), 0)),
    ] {
        assert_eq!(foyers(a, b), attendues, "{a} {b}");
    }
}
