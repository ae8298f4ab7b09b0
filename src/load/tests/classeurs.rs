//! Workbooks of every kind say the same: `.xlsx`, `.xls`, `.ods`, whatever holds them.

use std::io::Write;

use super::ancien_excel::{Case, xls};
use super::cellules::retouche;
use super::fautes::gzippe;
use super::*;

const ENTETE: [&str; 3] = ["code_insee", "nom", "medecins_generalistes"];

fn texte(t: &str) -> Case {
    Case::Texte(t.to_owned())
}

/// Header, then rows.
fn table(lignes: &[[Case; 3]]) -> Vec<Vec<Case>> {
    let mut table = vec![ENTETE.map(texte).to_vec()];
    table.extend(lignes.iter().map(|l| l.to_vec()));
    table
}

fn xlsx(lignes: &[Vec<Case>]) -> Vec<u8> {
    let mut w = rust_xlsxwriter::Workbook::new();
    let f = w.add_worksheet();
    for (l, ligne) in (0u32..).zip(lignes) {
        for (c, case) in (0u16..).zip(ligne) {
            match case {
                Case::Vide => {}
                Case::Texte(t) => drop(f.write_string(l, c, t).unwrap()),
                Case::Nombre(x) => drop(f.write_number(l, c, *x).unwrap()),
                Case::Formule => {
                    f.write_formula(l, c, "1+1").unwrap();
                }
            }
        }
    }
    // A result that was never recorded is not a zero.
    retouche(&w.save_to_buffer().unwrap(), |t| {
        t.replace("</f><v>0</v>", "</f>")
    })
}

/// The content of an `.ods`, as LibreOffice writes it: repeated cells, paragraphs, a million empty rows at the end.
fn contenu(lignes: &[Vec<Case>], fusionnee: bool) -> String {
    let cellule = |case: &Case| match case {
        Case::Vide => "<table:table-cell table:number-columns-repeated=\"1\"/>".to_owned(),
        Case::Texte(t) => {
            let t = t.replace('&', "&amp;").replace('<', "&lt;");
            let etendue = match fusionnee && t.contains("fusionnée") {
                true => " table:number-rows-spanned=\"2\" table:number-columns-spanned=\"1\"",
                false => "",
            };
            format!(
                "<table:table-cell office:value-type=\"string\"{etendue}><text:p>{t}</text:p></table:table-cell>"
            )
        }
        Case::Nombre(x) => {
            format!(
                "<table:table-cell office:value-type=\"float\" office:value=\"{x}\"><text:p>autre</text:p></table:table-cell>"
            )
        }
        Case::Formule => "<table:table-cell table:formula=\"of:=1+1\"/>".to_owned(),
    };
    let ligne = |l: &Vec<Case>| {
        let cellules: Vec<String> = l.iter().map(cellule).collect();
        format!("<table:table-row>{}</table:table-row>", cellules.concat())
    };
    let lignes: Vec<String> = lignes.iter().map(ligne).collect();
    format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><office:body><office:spreadsheet><table:table table:name=\"F\">{}\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        lignes.concat()
    )
}

fn archive(nom: &str, octets: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(nom, zip::write::SimpleFileOptions::default())
        .unwrap();
    zip.write_all(octets).unwrap();
    zip.finish().unwrap().into_inner()
}

fn ods(lignes: &[Vec<Case>]) -> Vec<u8> {
    archive("content.xml", contenu(lignes, true).as_bytes())
}

/// What the files of the table say, one file at a time: the figures, and what is rejected.
fn dits(octets: &[u8], nom: &str) -> (Vec<Valeur>, Vec<(u64, String, String)>) {
    let d = charge(&[(nom, octets)]).unwrap_or_else(|e| panic!("{nom} : {e}"));
    let communes = ["01001", "01002", "01187", "48095"];
    let lues = communes.map(|c| lue(&d, "bpe_d265", None, c)).to_vec();
    let rejet = |r: &crate::model::Rejet| (r.ligne, r.valeur.clone(), r.motif.clone());
    (lues, d.rejets.iter().map(rejet).collect())
}

fn case() -> impl proptest::strategy::Strategy<Value = Case> {
    use proptest::prelude::*;
    prop_oneof![
        Just(Case::Vide),
        (0_u32..50).prop_map(|n| Case::Nombre(f64::from(n))),
        (0_u32..50).prop_map(|n| texte(&n.to_string())),
        "[a-zé&<]{1,6}".prop_map(|t| texte(&t)),
        Just(Case::Formule),
    ]
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// The law: a table says the same in every kind of workbook, numbers written as text and bare formulas included.
    #[test]
    fn a_table_says_the_same_in_every_workbook(
        cases in proptest::collection::vec((case(), proptest::bool::ANY), 4),
    ) {
        let codes = ["01001", "01002", "01187", "48095"];
        let ligne = |(code, (case, en_nombre)): (&str, (Case, bool))| {
            let cle = match code.parse() {
                Ok(n) if en_nombre => Case::Nombre(n),
                _ => texte(code),
            };
            [cle, texte("Fictive"), case]
        };
        let mut lignes: Vec<[Case; 3]> = codes.into_iter().zip(cases).map(ligne).collect();
        // A figure at least: the column is one of counts.
        lignes.push([texte("2A004"), texte("Fictive"), Case::Nombre(7.0)]);
        let table = table(&lignes);
        let attendu = dits(&xlsx(&table), "a.xlsx");
        proptest::prop_assert_eq!(&dits(&ods(&table), "a.ods"), &attendu);
        proptest::prop_assert_eq!(&dits(&xls("F", &table, &[]), "a.xls"), &attendu);
        proptest::prop_assert_eq!(&dits(contenu(&table, false).replace("document-content", "document").as_bytes(), "a.fods"), &attendu);
    }
}

#[test]
fn merged_cells_are_unknown_in_every_workbook() {
    let lignes = [
        [texte("01001"), texte("x"), Case::Nombre(3.0)],
        [texte("01002"), texte("x"), texte("12 fusionnée")],
        [texte("01187"), texte("x"), Case::Vide],
        [texte("48095"), texte("x"), Case::Nombre(5.0)],
    ];
    for (octets, nom) in [
        (ods(&table(&lignes)), "a.ods"),
        (xls("F", &table(&lignes), &[[2, 3, 2, 2]]), "a.xls"),
    ] {
        let (lues, rejets) = dits(&octets, nom);
        assert_eq!(lues[2], Valeur::Rejetee, "{nom}");
        assert_eq!(lues[3], Valeur::Connue(5.0), "{nom}");
        assert_eq!(
            (rejets[1].0, rejets[1].1.as_str()),
            (4, "cellule fusionnée")
        );
    }
}

#[test]
fn a_workbook_that_swells_is_refused_within_the_bounds() {
    let pleine = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" \
                  office:value=\"1\" table:number-columns-repeated=\"16000\"/></table:table-row>";
    let debut = "<table:table table:name=\"F\">";
    let bombe = contenu(&table(&[]), false).replace(debut, &format!("{debut}{pleine}"));
    let e = charge(&[("a.ods", &archive("content.xml", bombe.as_bytes()))]);
    let e = e.unwrap_err().to_string();
    assert!(
        e.contains("millions de cellules") && e.contains("remède"),
        "{e}"
    );
    let longue = table(&[[texte(&"x".repeat(300_000)), Case::Vide, Case::Vide]]);
    let longue = contenu(&longue, false);
    let e = charge(&[("a.ods", &archive("content.xml", longue.as_bytes()))]);
    let e = e.unwrap_err().to_string();
    assert!(e.contains("256 Kio"), "{e}");
}

#[test]
fn one_archive_is_opened_and_those_inside_are_told() {
    let lignes = [[texte("01001"), texte("x"), Case::Nombre(3.0)]];
    let csv = b"code_insee;nom;medecins_generalistes\n01001;x;3\n";
    for (nom, octets) in [
        ("a.zip", archive("dedans/b.ods", &ods(&table(&lignes)))),
        ("a.zip", archive("b.xls", &xls("F", &table(&lignes), &[]))),
        ("a.zip", archive("b.csv.gz", &gzippe(csv))),
        ("b.ods.gz", gzippe(&ods(&table(&lignes)))),
    ] {
        let d = charge(&[(nom, &octets)]).unwrap();
        assert_eq!(
            lue(&d, "bpe_d265", None, "01001"),
            Valeur::Connue(3.0),
            "{nom}"
        );
    }
    for (nom, octets, dit) in [
        (
            "a.zip",
            archive("b.zip", &archive("c.csv", csv)),
            "zip dans une autre archive",
        ),
        (
            "b.zip.gz",
            gzippe(&archive("c.csv", csv)),
            "zip dans une autre archive",
        ),
        (
            "b.csv.gz",
            gzippe(&gzippe(csv)),
            "gzip dans une autre archive",
        ),
        ("a.csv", b"code\0;nom\n01001;x\n".to_vec(), "octets nuls"),
    ] {
        let d = charge(&[(nom, &octets)]).unwrap();
        let motif = &d.non_reconnus[0].motif;
        assert!(motif.contains(dit), "{nom} : {motif}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// The law: no damaged workbook stops the reader, nor makes a figure that nobody wrote.
    #[test]
    fn a_damaged_old_workbook_never_stops_the_reader(
        coups in proptest::collection::vec((proptest::num::usize::ANY, proptest::num::u8::ANY), 1..12),
        coupe in proptest::option::of(0_usize..6000),
    ) {
        let lignes = [[texte("01001"), texte("x"), Case::Nombre(3.0)]];
        let mut octets = xls("F", &table(&lignes), &[[1, 1, 0, 0]]);
        for (place, valeur) in coups {
            let n = octets.len();
            octets[place % n] = valeur;
        }
        octets.truncate(coupe.unwrap_or(usize::MAX));
        let _ = crate::load::table::xls::lire(&octets);
    }
}
