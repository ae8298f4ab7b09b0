//! The law of the workbooks: what is read straight is what the whole reader reads, or refuses.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::Xlsx;
use crate::load::source::tableau::Cellule;

/// Texts, plain or not.
const TEXTES: &str = "<si><t>Mende</t></si><si><t xml:space=\"preserve\"> a &amp; b\n</t></si><si><t> L&#233;on </t></si>\
<si><r><rPr><sz val=\"11\"/></rPr><t>ri</t></r><r><t> che</t></r></si><si/><si><t/></si><si><t>_a\r\nb_x000D_\rc_x005F_x000d_x</t></si><si><t>_xD83D__xDCF7_</t></si>\
<si><t>東</t><rPh sb=\"0\" eb=\"1\"><t>ひがし</t></rPh></si>";
/// Numbers as numbers, as a date, in a format of its own.
const STYLES: &str = "<styleSheet><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"#,##0.0\\ &quot;€&quot;\"/>\
<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf fontId=\"1\" numFmtId=\"14\"/>\
<xf numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"165\"/></cellXfs></styleSheet>";

/// A workbook of one sheet, in a zip without compression.
fn classeur(feuille: &str, textes: &str) -> Vec<u8> {
    let liens = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let lien = |genre: &str, cible: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{liens}/{genre}\" Target=\"{cible}\"/></Relationships>"
        )
    };
    let classeur =
        "<workbook><sheets><sheet name=\"F\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
    let parties = [
        ("_rels/.rels", lien("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", classeur.to_owned()),
        (
            "xl/_rels/workbook.xml.rels",
            lien("worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/styles.xml", STYLES.to_owned()),
        (
            "xl/sharedStrings.xml",
            format!("<sst count=\"9\">{textes}</sst>"),
        ),
        ("xl/worksheets/sheet1.xml", feuille.to_owned()),
    ];
    for (nom, texte) in parties {
        let sans = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(nom, sans).unwrap();
        zip.write_all(texte.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A cell written in one way or another.
fn cellule(place: &str, sorte: usize, n: u32) -> String {
    let rang = n % 11;
    match sorte {
        0 => format!("<c r=\"{place}\" s=\"{}\"/>", n % 5),
        1 => format!("<c r=\"{place}\"><v>{n}</v></c>"),
        2 => format!("<c r=\"{place}\" s=\"2\"><v>{n}.50690000000000001</v></c>"),
        3 => format!("<c r=\"{place}\" s=\"0\" t=\"n\"><v>-{n}E-2</v></c>"),
        4 => format!("<c r=\"{place}\" t=\"s\"><v>{rang}</v></c>"),
        5 => format!("<c r=\"{place}\" t=\"s\"><v>{}</v></c>", rang % 4),
        6 => format!("<c r=\"{place}\" t=\"b\"><v>{}</v></c>", n % 2),
        7 => format!("<c r=\"{place}\" s=\"{}\"><v>{n}</v></c>", n % 6),
        8 => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>x{n}</t></is></c>"),
        9 => format!("<c r=\"{place}\" t=\"str\"><f>A1</f><v>y{n}</v></c>"),
        10 => format!("<c r=\"{place}\"><v> {n}</v></c>"),
        11 => format!("<c t=\"n\" r=\"{place}\">\n<v>{n}</v></c>"),
        12 => format!("<c r=\"{place}\"></c>"),
        13 => format!("<c r=\"{place}\" t=\"e\"><v>#N/A</v></c>"),
        14 => format!("<c><v>{n}</v></c>"),
        _ => format!("<c r=\"{place}\"><v>{n}</c>"),
    }
}

/// Rows of a sheet, as they are given.
type Rangees = Vec<(usize, Vec<(usize, Cellule<'static>)>)>;

fn lues(lu: &mut Xlsx) -> (Rangees, Result<(), String>) {
    let mut rangees = Vec::new();
    let fin = lu.parcourt("F", |rang, cellules| {
        let possede = |(c, v): &(usize, Cellule<'_>)| {
            let v = match v {
                Cellule::Texte(t) => Cellule::Texte(t.to_string().into()),
                Cellule::Nombre(x) => Cellule::Nombre(*x),
                Cellule::Vide => Cellule::Vide,
            };
            (*c, v)
        };
        rangees.push((rang, cellules.iter().map(possede).collect()));
        true
    });
    (rangees, fin)
}

proptest! {
    #[test]
    fn what_is_read_straight_is_what_the_whole_reader_reads(
        rangees in prop::collection::vec((1..4u32, prop::collection::vec((0..3usize, prop::sample::select(&[0,1,1,1,2,3,4,5,5,5,6,7,8,9,10,11,12,13,14,15]), 0..5000u32), 0..5)), 0..6),
        debut in 0..4usize,
        fin in 0..5usize,
    ) {
        let mut texte = ["", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "<!-- <sheetData> -->", "<?xml version=\"1.0\"?>"][debut].to_owned();
        texte.push_str("<worksheet><dimension ref=\"A1:C9\"/><sheetData>");
        let mut ligne = 0;
        for (pas, cellules) in rangees {
            ligne += pas;
            texte.push_str(&format!("<row r=\"{ligne}\" spans=\"1:3\">"));
            let mut colonne = 0;
            for (saut, sorte, n) in cellules {
                let lettre = char::from(b'A' + u8::try_from(colonne + saut).unwrap() % 26);
                colonne += saut.max(usize::from(n % 50 != 0));
                texte.push_str(&cellule(&format!("{lettre}{ligne}"), sorte, n));
            }
            texte.push_str("</row>\n");
        }
        texte.push_str(["</sheetData></worksheet>", "</sheetData>", "", "<x/></sheetData></worksheet>", "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"][fin]);
        let octets = classeur(&texte, TEXTES);
        let mut direct = Xlsx::ouvre(octets.clone()).unwrap();
        let mut entier = Xlsx::ouvre(octets).unwrap();
        prop_assert!(entier.oublie_le_direct());
        prop_assert_eq!(direct.feuilles(), entier.feuilles());
        let (lues_direct, fin_directe) = lues(&mut direct);
        let (lues_entier, fin_entiere) = lues(&mut entier);
        prop_assert_eq!(&fin_directe, &fin_entiere, "{}", texte);
        prop_assert_eq!(lues_direct, lues_entier, "{}", texte);
    }
}

#[test]
fn a_plain_sheet_never_wakes_the_whole_reader() {
    let rangees =
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"2\"><v>2.5</v></c></row>";
    let feuille = format!("<worksheet><sheetData>{rangees}</sheetData></worksheet>");
    let mut lu = Xlsx::ouvre(classeur(&feuille, TEXTES)).unwrap();
    let attendues = vec![(
        0,
        vec![(0, Cellule::texte("a & b")), (1, Cellule::Nombre(2.5))],
    )];
    assert_eq!(lues(&mut lu), (attendues, Ok(())));
    assert!(lu.est_tableau("F") && !lu.est_reveille());
    // A list of texts that nothing closes is for the whole reader, which refuses it.
    assert!(Xlsx::ouvre(classeur(&feuille, "<si><t>a")).is_err());
}
