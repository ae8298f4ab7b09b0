//! The same table in the four formats.

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

use super::*;
use crate::model::Valeur;
use crate::rapport::export::{ColonneExport, Contenu, TableCommunes, tourne};

fn colonne(id: &str, contenu: Contenu) -> ColonneExport {
    ColonneExport {
        id: id.into(),
        libelle: format!("Libellé de {id}"),
        unite: "nombre".into(),
        formule: "=1+1".into(),
        millesime: "2024".into(),
        fichiers: "bpe.csv".into(),
        contenu,
    }
}

fn table() -> TableCommunes {
    let textes = |t: &[&str]| {
        Contenu::Textes(
            t.iter()
                .map(|t| Some((*t).to_owned()).filter(|t| !t.is_empty()))
                .collect(),
        )
    };
    let carre = geo::Polygon::new(
        geo::LineString::from(vec![(3.0, 44.0), (3.0, 45.0), (4.0, 45.0), (4.0, 44.0)]),
        Vec::new(),
    );
    TableCommunes {
        titre: "Essai <b>".into(),
        colonnes: vec![
            colonne("code", textes(&["96001", "96002", "96003"])),
            colonne("nom", textes(&["=cmd|'/C calc'!A0", "L’Œuf", ""])),
            colonne(
                "apl_mg",
                Contenu::Nombres(vec![
                    Valeur::Connue(0.0),
                    Valeur::Masquee,
                    Valeur::Connue(2.5),
                ]),
            ),
        ],
        contours: vec![Some(tourne(&geo::MultiPolygon(vec![carre]))), None, None],
    }
}

#[test]
fn csv_keeps_zero_and_secret_apart_and_runs_nothing() {
    let texte = csv(&table());
    let lignes: Vec<&str> = texte.lines().collect();
    assert_eq!(lignes[0], "code;nom;apl_mg;apl_mg_etat");
    assert!(
        lignes[1].ends_with(";0;") && !lignes[1].contains(";="),
        "{texte}"
    );
    assert_eq!(lignes[2], "96002;L’Œuf;;masqué");
    let dictionnaire = dictionnaire(&table());
    assert!(
        dictionnaire.contains("apl_mg;Libellé de apl_mg;nombre;nombre;"),
        "{dictionnaire}"
    );
    assert!(dictionnaire.contains(";2;1;0;0"), "{dictionnaire}");
}

#[test]
fn geojson_turns_its_rings_and_has_a_feature_for_each() {
    let json: serde_json::Value = serde_json::from_str(&geojson(&table()).unwrap()).unwrap();
    let entites = json["features"].as_array().unwrap();
    assert_eq!(entites.len(), 3);
    assert_eq!(entites[1]["geometry"], serde_json::Value::Null);
    assert_eq!(entites[1]["properties"]["apl_mg"], serde_json::Value::Null);
    assert_eq!(entites[0]["properties"]["apl_mg"], 0.0);
    let anneau = entites[0]["geometry"]["coordinates"][0][0]
        .as_array()
        .unwrap();
    let aire: f64 = anneau
        .windows(2)
        .map(|p| {
            let c = |i: usize, k: usize| p[i][k].as_f64().unwrap();
            c(0, 0) * c(1, 1) - c(1, 0) * c(0, 1)
        })
        .sum();
    assert!(aire > 0.0 && anneau.first() == anneau.last());
}

#[test]
fn parquet_comes_back_cell_by_cell_and_twice_the_same() {
    let octets = parquet(&table()).unwrap();
    assert_eq!(octets, parquet(&table()).unwrap());
    let dossier = tempfile::tempdir().unwrap();
    let chemin = dossier.path().join("t.parquet");
    std::fs::write(&chemin, octets).unwrap();
    let lecteur = SerializedFileReader::new(std::fs::File::open(chemin).unwrap()).unwrap();
    let notes = lecteur
        .metadata()
        .file_metadata()
        .key_value_metadata()
        .unwrap();
    assert!(notes.iter().any(|n| n.key == "dictionnaire"));
    let lignes: Vec<_> = lecteur
        .get_row_iter(None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let cellules: Vec<Vec<Field>> = lignes
        .iter()
        .map(|l| {
            l.get_column_iter()
                .map(|(_, champ)| champ.clone())
                .collect()
        })
        .collect();
    let texte = |t: &str| Field::Str(t.to_owned());
    assert_eq!(
        cellules[0],
        [
            texte("96001"),
            texte("=cmd|'/C calc'!A0"),
            Field::Double(0.0),
            Field::Null
        ]
    );
    assert_eq!(
        cellules[1],
        [texte("96002"), texte("L’Œuf"), Field::Null, texte("masqué")]
    );
    assert_eq!(cellules[2][1], Field::Null);
}

#[test]
fn the_workbook_holds_numbers_and_no_formula() {
    let octets = xlsx(&table()).unwrap();
    assert_eq!(octets, xlsx(&table()).unwrap());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(octets)).unwrap();
    let mut feuille = String::new();
    std::io::Read::read_to_string(
        &mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(),
        &mut feuille,
    )
    .unwrap();
    assert!(
        feuille.contains("<v>2.5</v>") && !feuille.contains("<f>"),
        "{feuille}"
    );
}
