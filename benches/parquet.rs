//! A Parquet of all the communes and 200 columns of which a descriptor reads ten, seeded and never kept.

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physique};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{mediane, ms};

/// Columns of figures.
const COLONNES: usize = 200;
/// Columns that are read.
const LUES: usize = 10;

/// Ten columns out of 200 of all the communes, in Parquet: the time beside that of the embedded base alone.
pub fn mesure(sortie: &mut impl io::Write, codes: &[&str]) {
    let dossier = std::env::temp_dir().join("cpts-mesure-parquet");
    let donnees = dossier.join("donnees");
    fs::create_dir_all(&donnees).expect("dossier");
    ecrire(&donnees.join("essai.parquet"), codes).expect("fichier fictif");
    fs::write(dossier.join("essai.toml"), descripteur()).expect("descripteur");
    let base = [
        "diagnostic",
        "commune:48095",
        "--format",
        "json",
        "-q",
        "--sans-cache",
    ];
    let avec = ["--donnees", "donnees", "--descripteur", "essai.toml"];
    let (seule, _) = mediane(&base, &dossier);
    let (lue, memoire) = mediane(&[&base[..], &avec].concat(), &dossier);
    let _ = writeln!(
        sortie,
        "Parquet, 10 colonnes de 200         {:>8.1} ms   {memoire:>6} Kio   dont {:.1} ms de plus que la base seule",
        ms(lue),
        ms(lue.saturating_sub(seule))
    );
    let _ = fs::remove_dir_all(&dossier);
}

/// The descriptor of the columns that are read, spread among the others.
fn descripteur() -> String {
    let mut texte = "id = \"essai\"\nlibelle = \"essai\"\nproducteur = \"essai\"\nlicence = \"essai\"\n\
        cle = \"CODE_ESSAI\"\nfusion = \"somme\"\n\n[reconnaissance]\nrequis = [\"CODE_ESSAI\", \"COLONNE_1\"]\n"
        .to_owned();
    for rang in 0..LUES {
        let colonne = rang * COLONNES / LUES;
        texte +=
            &format!("\n[[variable]]\nid = \"essai_{rang}\"\ncolonne = \"COLONNE_{colonne}\"\n");
    }
    texte
}

/// Writes the file; the same seed gives the same bytes.
///
/// # Errors
/// The file cannot be written.
fn ecrire(chemin: &Path, codes: &[&str]) -> io::Result<()> {
    let mut champs = vec![champ("CODE_ESSAI", Physique::BYTE_ARRAY)?];
    for rang in 0..COLONNES {
        champs.push(champ(&format!("COLONNE_{rang}"), Physique::DOUBLE)?);
    }
    let schema = Type::group_type_builder("communes")
        .with_fields(champs)
        .build();
    let proprietes = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .build();
    let sortie = fs::File::create(chemin)?;
    let schema = Arc::new(schema.map_err(io::Error::other)?);
    let mut fichier = SerializedFileWriter::new(sortie, schema, Arc::new(proprietes))?;
    let mut groupe = fichier.next_row_group()?;
    let presents = vec![1_i16; codes.len()];
    let textes: Vec<ByteArray> = codes.iter().map(|c| ByteArray::from(*c)).collect();
    let mut etat = 0x2026_0101_u64;
    let mut rang = 0;
    while let Some(mut colonne) = groupe.next_column()? {
        if rang == 0 {
            let ecrivain = colonne.typed::<ByteArrayType>();
            ecrivain.write_batch(&textes, Some(&presents), None)?;
        } else {
            let valeurs: Vec<f64> = codes.iter().map(|_| alea(&mut etat)).collect();
            let ecrivain = colonne.typed::<DoubleType>();
            ecrivain.write_batch(&valeurs, Some(&presents), None)?;
        }
        colonne.close()?;
        rang += 1;
    }
    groupe.close()?;
    fichier.close()?;
    Ok(())
}

fn champ(nom: &str, physique: Physique) -> io::Result<Arc<Type>> {
    let texte = physique == Physique::BYTE_ARRAY;
    let champ = Type::primitive_type_builder(nom, physique)
        .with_logical_type(texte.then_some(LogicalType::String))
        .with_repetition(Repetition::OPTIONAL)
        .build();
    champ.map(Arc::new).map_err(io::Error::other)
}

/// A figure of one decimal.
fn alea(etat: &mut u64) -> f64 {
    *etat ^= *etat << 13;
    *etat ^= *etat >> 7;
    *etat ^= *etat << 17;
    (*etat % 99_991) as f64 / 10.0
}
