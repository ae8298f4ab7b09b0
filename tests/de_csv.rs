//! A CSV written again as Parquet, each column in the type that its cells have; for the tests of the library and of the binary.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physique};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

/// The Parquet of a CSV; `None` when the text is not a plain table: titles, rows of several widths, several encodings.
pub fn parquet_de_csv(octets: &[u8]) -> Option<Vec<u8>> {
    let (noms, rangees) = table(octets)?;
    let colonnes: Vec<Vec<&str>> = (0..noms.len())
        .map(|c| rangees.iter().map(|r| r[c].as_str()).collect())
        .collect();
    let types: Vec<Physique> = colonnes.iter().map(|c| type_de(c)).collect();
    let champs = noms.iter().zip(&types).map(|(nom, physique)| {
        let texte = *physique == Physique::BYTE_ARRAY;
        let champ = Type::primitive_type_builder(nom, *physique)
            .with_logical_type(texte.then_some(LogicalType::String))
            .with_repetition(Repetition::OPTIONAL)
            .build();
        Some(Arc::new(champ.ok()?))
    });
    let champs: Option<Vec<_>> = champs.collect();
    let schema = Type::group_type_builder("table")
        .with_fields(champs?)
        .build();
    // Both versions of the pages, by the parity of the number of rows.
    let version = match rangees.len() % 2 {
        0 => WriterVersion::PARQUET_1_0,
        _ => WriterVersion::PARQUET_2_0,
    };
    let proprietes = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_writer_version(version)
        .build();
    let mut fichier =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema.ok()?), Arc::new(proprietes)).ok()?;
    let mut groupe = fichier.next_row_group().ok()?;
    for (cellules, physique) in colonnes.iter().zip(types) {
        let mut sortie = groupe.next_column().ok()??;
        let niveaux: Vec<i16> = cellules.iter().map(|c| i16::from(!c.is_empty())).collect();
        let pleines = cellules.iter().filter(|c| !c.is_empty());
        let niveaux = Some(niveaux.as_slice());
        match physique {
            Physique::INT64 => {
                let lus: Vec<i64> = pleines.map(|c| c.parse().unwrap_or(0)).collect();
                sortie
                    .typed::<Int64Type>()
                    .write_batch(&lus, niveaux, None)
                    .ok()?;
            }
            Physique::DOUBLE => {
                let lus: Vec<f64> = pleines.map(|c| c.parse().unwrap_or(0.0)).collect();
                sortie
                    .typed::<DoubleType>()
                    .write_batch(&lus, niveaux, None)
                    .ok()?;
            }
            _ => {
                let lus: Vec<ByteArray> = pleines.map(|c| ByteArray::from(*c)).collect();
                sortie
                    .typed::<ByteArrayType>()
                    .write_batch(&lus, niveaux, None)
                    .ok()?;
            }
        }
        sortie.close().ok()?;
    }
    groupe.close().ok()?;
    fichier.into_inner().ok()
}

/// Names of the columns and rows, when all of them have the same width and take one line each.
fn table(octets: &[u8]) -> Option<(Vec<String>, Vec<Vec<String>>)> {
    let texte = std::str::from_utf8(octets)
        .ok()?
        .trim_start_matches('\u{feff}');
    if texte.contains('\0') {
        return None;
    }
    let premiere = texte.lines().next()?;
    let compte = |d: u8| premiere.bytes().filter(|o| *o == d).count();
    let delimiteur = *b";\t|,".iter().max_by_key(|d| compte(**d))?;
    let mut lecteur = csv::ReaderBuilder::new()
        .delimiter(delimiteur)
        .has_headers(false)
        .quoting(delimiteur != b'|')
        .from_reader(texte.as_bytes());
    let rangees: Result<Vec<_>, _> = lecteur.records().collect();
    let rangees = rangees.ok()?;
    let une_par_ligne = rangees.len() == texte.lines().count();
    let mut rangees = rangees
        .iter()
        .map(|r| r.iter().map(str::to_owned).collect::<Vec<_>>());
    let noms = rangees.next()?;
    (une_par_ligne && noms.len() > 1).then(|| (noms, rangees.collect()))
}

/// Whole numbers and decimal ones, when their text is the shortest that says them: `01001` stays a text, and `5.0` too.
fn type_de(cellules: &[&str]) -> Physique {
    let pleines = || cellules.iter().filter(|c| !c.is_empty());
    let entier = |c: &&&str| c.parse::<i64>().is_ok_and(|x| x.to_string() == **c);
    let reel = |c: &&&str| c.parse::<f64>().is_ok_and(|x| x.to_string() == **c);
    if pleines().all(|c| entier(&c)) {
        Physique::INT64
    } else if pleines().all(|c| reel(&c)) {
        Physique::DOUBLE
    } else {
        Physique::BYTE_ARRAY
    }
}
