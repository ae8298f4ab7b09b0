//! The table as Parquet: a column each, texts as UTF-8, figures as doubles, null where nothing is known.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physique};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use super::dictionnaire;
use crate::rapport::export::{ColonneExport, Contenu, TableCommunes};
use crate::render::ErreurRendu;

/// The file; the dictionary is its metadata `dictionnaire`, a CSV.
///
/// # Errors
/// [`ErreurRendu::Parquet`], never in practice.
pub fn rendre(table: &TableCommunes) -> Result<Vec<u8>, ErreurRendu> {
    let colonnes = table.avec_etats();
    let types: Result<Vec<_>, ParquetError> =
        colonnes.iter().map(|c| Ok(Arc::new(type_de(c)?))).collect();
    let schema = Type::group_type_builder("communes")
        .with_fields(types?)
        .build()?;
    let notes = vec![
        KeyValue::new("titre".to_owned(), table.titre.clone()),
        KeyValue::new("dictionnaire".to_owned(), dictionnaire::rendre(table)),
    ];
    let proprietes = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("cpts {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(notes))
        .build();
    let mut fichier =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(proprietes))?;
    let mut groupe = fichier.next_row_group()?;
    for colonne in &colonnes {
        ecrit(&mut groupe, colonne)?;
    }
    groupe.close()?;
    Ok(fichier.into_inner()?)
}

fn type_de(colonne: &ColonneExport) -> Result<Type, ParquetError> {
    let (physique, logique) = match colonne.contenu {
        Contenu::Textes(_) => (Physique::BYTE_ARRAY, Some(LogicalType::String)),
        Contenu::Nombres(_) => (Physique::DOUBLE, None),
    };
    Type::primitive_type_builder(&colonne.id, physique)
        .with_logical_type(logique)
        .with_repetition(Repetition::OPTIONAL)
        .build()
}

fn ecrit(
    groupe: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    colonne: &ColonneExport,
) -> Result<(), ParquetError> {
    let Some(mut sortie) = groupe.next_column()? else {
        return Ok(());
    };
    match &colonne.contenu {
        Contenu::Textes(textes) => {
            let connus: Vec<ByteArray> = textes
                .iter()
                .flatten()
                .map(|t| ByteArray::from(t.as_str()))
                .collect();
            let niveaux: Vec<i16> = textes.iter().map(|t| i16::from(t.is_some())).collect();
            sortie
                .typed::<ByteArrayType>()
                .write_batch(&connus, Some(&niveaux), None)?;
        }
        Contenu::Nombres(valeurs) => {
            let connues: Vec<f64> = valeurs.iter().filter_map(|v| v.connue()).collect();
            let niveaux: Vec<i16> = valeurs
                .iter()
                .map(|v| i16::from(v.connue().is_some()))
                .collect();
            sortie
                .typed::<DoubleType>()
                .write_batch(&connues, Some(&niveaux), None)?;
        }
    }
    sortie.close()
}
