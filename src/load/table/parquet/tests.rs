//! Parquet files written by the crate and by other writers (the same fictional table, in `essais/`), whole and damaged.

use std::sync::Arc;

use parquet::basic::{Compression, Encoding};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::*;

const MAX: u64 = 64 << 20;

fn lu(octets: &[u8]) -> Result<Vec<Vec<String>>, Defaut> {
    let parquet = Parquet::ouvre(Acces::de_la_memoire(octets.to_vec()), MAX)?;
    let mut lignes = vec![parquet.noms()];
    let toutes: Vec<usize> = (0..parquet.noms().len()).collect();
    parquet.lire(Depart::Apres(0), &toutes, &mut |l| {
        let textes = l.cellules.iter().map(|c| c.en_texte().into_owned());
        lignes.push(textes.collect());
        true
    })?;
    Ok(lignes)
}

/// The table of `essais/`, as its CSV: a code, numbers, dates, an hour, a boolean, a column without any value.
const TABLE: &str = "code,n,x,y,dec,jour,instant,vrai,petit,vide
96001,1,43.7,43.7,43.70,2026-01-31,2026-01-31,true,0,
96002,,0.1,,-0.05,,2026-01-31T12:34:56,false,255,
,3000000000,,5,,1969-12-31,,,,
96004,-4,0.0000001,0.25,0.00,2000-02-29,1960-01-01T00:00:01,true,7,";

const PYARROW_GZIP: &[u8] = include_bytes!("essais/pyarrow-gzip.parquet");
const PYARROW_V2: &[u8] = include_bytes!("essais/pyarrow-v2.parquet");
const POLARS_ZSTD: &[u8] = include_bytes!("essais/polars-zstd.parquet");
const DUCKDB_ZSTD: &[u8] = include_bytes!("essais/duckdb-zstd.parquet");

#[test]
fn what_other_programs_write_is_read_to_the_digit() {
    for octets in [PYARROW_GZIP, PYARROW_V2, POLARS_ZSTD, DUCKDB_ZSTD] {
        let lignes = lu(octets).unwrap();
        let texte: Vec<String> = lignes.iter().map(|l| l.join(",")).collect();
        assert_eq!(texte.join("\n"), TABLE);
    }
}

#[test]
fn what_is_not_read_is_named() {
    let brotli = lu(include_bytes!("essais/pyarrow-brotli.parquet")).unwrap_err();
    assert!(brotli.texte.contains("Brotli"), "{brotli}");
    assert!(brotli.remede().contains("zstd"));
    let liste = lu(include_bytes!("essais/pyarrow-liste.parquet")).unwrap_err();
    assert!(
        liste.texte.contains("liste") && liste.texte.contains("imbriquée"),
        "{liste}"
    );
    let parquet = Parquet::ouvre(
        Acces::de_la_memoire(include_bytes!("essais/pyarrow-liste.parquet").to_vec()),
        MAX,
    );
    let texte = parquet.unwrap().texte(MAX).unwrap();
    assert_eq!(texte, "code\n96001\n", "les autres colonnes se lisent");
}

/// How a file is written.
#[derive(Debug, Clone)]
struct Facon {
    version: WriterVersion,
    codage: Option<Encoding>,
    compression: Compression,
    page: usize,
    groupe: usize,
}

type Rangee = (Option<String>, Option<i64>, f64);

fn ecrit(rangees: &[Rangee], facon: &Facon) -> Vec<u8> {
    let schema =
        "message t { optional binary code (STRING); optional int64 n; required double x; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut proprietes = WriterProperties::builder()
        .set_writer_version(facon.version)
        .set_compression(facon.compression)
        .set_data_page_row_count_limit(facon.page)
        .set_write_batch_size(facon.page);
    if let Some(codage) = facon.codage {
        proprietes = proprietes
            .set_dictionary_enabled(false)
            .set_column_encoding("code".into(), codage);
    }
    let mut fichier =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(proprietes.build())).unwrap();
    for morceau in rangees.chunks(facon.groupe) {
        let mut groupe = fichier.next_row_group().unwrap();
        let present = |vrai: bool| i16::from(vrai);
        let mut colonne = groupe.next_column().unwrap().unwrap();
        let codes: Vec<ByteArray> = morceau
            .iter()
            .filter_map(|r| r.0.as_deref().map(ByteArray::from))
            .collect();
        let niveaux: Vec<i16> = morceau.iter().map(|r| present(r.0.is_some())).collect();
        let ecrivain = colonne.typed::<ByteArrayType>();
        ecrivain.write_batch(&codes, Some(&niveaux), None).unwrap();
        colonne.close().unwrap();
        let mut colonne = groupe.next_column().unwrap().unwrap();
        let nombres: Vec<i64> = morceau.iter().filter_map(|r| r.1).collect();
        let niveaux: Vec<i16> = morceau.iter().map(|r| present(r.1.is_some())).collect();
        let ecrivain = colonne.typed::<Int64Type>();
        ecrivain
            .write_batch(&nombres, Some(&niveaux), None)
            .unwrap();
        colonne.close().unwrap();
        let mut colonne = groupe.next_column().unwrap().unwrap();
        let reels: Vec<f64> = morceau.iter().map(|r| r.2).collect();
        colonne
            .typed::<DoubleType>()
            .write_batch(&reels, None, None)
            .unwrap();
        colonne.close().unwrap();
        groupe.close().unwrap();
    }
    fichier.into_inner().unwrap()
}

fn facons() -> impl proptest::strategy::Strategy<Value = Facon> {
    use proptest::prelude::*;
    let codage = prop_oneof![
        Just(None),
        Just(Some(Encoding::PLAIN)),
        Just(Some(Encoding::DELTA_LENGTH_BYTE_ARRAY)),
        Just(Some(Encoding::DELTA_BYTE_ARRAY)),
    ];
    let version = prop_oneof![
        Just(WriterVersion::PARQUET_1_0),
        Just(WriterVersion::PARQUET_2_0)
    ];
    let compression = prop_oneof![Just(Compression::UNCOMPRESSED), Just(Compression::SNAPPY)];
    (version, codage, compression, 1_usize..50, 1_usize..120).prop_map(
        |(version, codage, compression, page, groupe)| Facon {
            version,
            codage,
            compression,
            page,
            groupe,
        },
    )
}

proptest::proptest! {
    /// The law: whatever the way it is written, each cell is the text that the CSV of the same table holds, and the text
    /// made for the readers of streams is read back as the same rows.
    #[test]
    fn a_table_is_read_as_its_csv(
        facon in facons(),
        rangees in proptest::collection::vec(
            (proptest::option::of("[a-zé;\"\n]{0,8}"), proptest::option::of(-99_i64..9999), -1.0e9..1.0e9_f64), 1..300),
    ) {
        let octets = ecrit(&rangees, &facon);
        let attendues: Vec<Vec<String>> = rangees.iter().map(|(c, n, x)| vec![
            c.as_deref().unwrap_or_default().trim().to_owned(),
            n.map(|n| n.to_string()).unwrap_or_default(),
            x.to_string(),
        ]).collect();
        let lues = lu(&octets).unwrap();
        proptest::prop_assert_eq!(&lues[1..], &attendues[..]);
        let parquet = Parquet::ouvre(Acces::de_la_memoire(octets), MAX).unwrap();
        let texte = parquet.texte(MAX).unwrap();
        let mut lecteur = csv::ReaderBuilder::new().delimiter(DELIMITEUR).from_reader(texte.as_bytes());
        let relues: Vec<Vec<String>> = lecteur
            .records()
            .map(|r| r.unwrap().iter().map(|c| c.trim().to_owned()).collect())
            .collect();
        proptest::prop_assert_eq!(relues, attendues);
    }
}

/// Every byte of small files, changed in several ways, and every cut: an answer or a refusal, never a panic nor a large memory.
#[test]
fn damaged_files_are_refused_or_read_and_never_panic() {
    let rangees: Vec<Rangee> = (0..40)
        .map(|i| (Some(format!("960{}", i % 7)), (i % 5 > 0).then_some(i), 0.5))
        .collect();
    let mut facon = Facon {
        version: WriterVersion::PARQUET_2_0,
        codage: Some(Encoding::DELTA_BYTE_ARRAY),
        compression: Compression::UNCOMPRESSED,
        page: 16,
        groupe: 30,
    };
    let differences = ecrit(&rangees, &facon);
    (facon.codage, facon.version) = (None, WriterVersion::PARQUET_1_0);
    let dictionnaires = ecrit(&rangees, &facon);
    let mut lus = 0_usize;
    for octets in [&differences, &dictionnaires, PYARROW_GZIP, POLARS_ZSTD] {
        for place in 0..octets.len() {
            for abime in [|o: u8| !o, |o: u8| o ^ 1, |o: u8| o ^ 0x80, |_| 0] {
                let mut neufs = octets.to_vec();
                neufs[place] = abime(neufs[place]);
                lus += usize::from(lu(&neufs).is_ok());
            }
            assert!(lu(&octets[..place]).is_err(), "coupé à {place}");
        }
    }
    assert!(lus > 0);
}

/// A footer around which nothing is: what it announces is refused before anything of that size is held.
fn pied(schema: &[u8]) -> Vec<u8> {
    let mut octets = b"PAR1".to_vec();
    octets.extend(schema);
    octets.extend(u32::try_from(schema.len()).unwrap().to_le_bytes());
    octets.extend(b"PAR1");
    octets
}

#[test]
fn what_no_table_announces_is_refused() {
    let mut million = vec![0x15, 2, 0x19, 0xfc, 0xc0, 0x84, 0x3d];
    million.resize(million.len() + 1_000_000 * 4, 0);
    let profond = {
        let mut octets = vec![0x15, 2, 0x19, 0xfc, 0x90, 0x4e];
        // A group of one child, ten thousand times: field 4, its name, then field 5, its number of children.
        octets.extend([0x48, 1, b'a', 0x15, 2, 0].repeat(10_000));
        octets
    };
    let endless = vec![0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x7f];
    for (octets, dit) in [
        (pied(&million), "20 000 colonnes"),
        (pied(&profond), "abîmé"),
        (pied(&endless), "abîmé"),
        (pied(&vec![0; 17 << 20]), "16 Mio"),
        (pied(&[]), "abîmé"),
        (b"PAR1".to_vec(), "tronqué"),
        (b"PAR1....PARE".to_vec(), "chiffré"),
    ] {
        let refus = lu(&octets).unwrap_err();
        assert!(refus.texte.contains(dit), "{dit} : {refus}");
    }
}

/// The number of rows of the footer and of its group, announced as 10^12.
#[test]
fn rows_that_the_bytes_cannot_hold_are_refused() {
    let facon = Facon {
        version: WriterVersion::PARQUET_1_0,
        codage: None,
        compression: Compression::UNCOMPRESSED,
        page: 50,
        groupe: 1_000,
    };
    let rangees: Vec<Rangee> = (0..1_000).map(|_| (None, None, 1.0)).collect();
    let octets = ecrit(&rangees, &facon);
    // 1 000 is d0 0f in the zigzag of Thrift, 10^12 is 80 c0 a8 ca 9a 3a.
    let fin = octets.len() - 8;
    let longueur = u32::from_le_bytes(octets[fin..fin + 4].try_into().unwrap()) as usize;
    let (donnees, reste) = octets.split_at(fin - longueur);
    let mut gonfle = Vec::new();
    let mut ancien = &reste[..longueur];
    while let Some(rang) = ancien.windows(3).position(|f| f == [0x16, 0xd0, 0x0f]) {
        gonfle.extend(&ancien[..=rang]);
        gonfle.extend([0x80, 0xc0, 0xa8, 0xca, 0x9a, 0x3a]);
        ancien = &ancien[rang + 3..];
    }
    gonfle.extend(ancien);
    let mut neufs = donnees.to_vec();
    neufs.extend(&gonfle);
    neufs.extend(u32::try_from(gonfle.len()).unwrap().to_le_bytes());
    neufs.extend(b"PAR1");
    let refus = lu(&neufs).unwrap_err();
    assert!(refus.texte.contains("1000000000000 lignes"), "{refus}");
}
