//! What a file that we do not read is, by its first bytes, its name and its beginning; and what to do of it.

/// Beginning in which the words that tell a text format are looked for, bytes.
const DEBUT: usize = 64 * 1024;

/// A kind of file that people have and that is not read as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Workbook of LibreOffice (`.ods`, `.fods`).
    Ods,
    /// Workbook of Excel before 2007 (`.xls`).
    Xls,
    /// Binary workbook of Excel (`.xlsb`).
    Xlsb,
    /// Text or slides: `.docx`, `.doc`, `.odt`, `.pptx`, `.rtf`.
    Document,
    /// PDF.
    Pdf,
    /// Web page.
    Html,
    /// Picture.
    Image,
    /// KML or KMZ (Google Earth).
    Kml,
    /// GPS track.
    Gpx,
    /// GML.
    Gml,
    /// One of the files of a shapefile.
    Shapefile,
    /// GeoPackage or another SQLite base.
    GeoPackage,
    /// FlatGeobuf.
    FlatGeobuf,
    /// Parquet or GeoParquet.
    Parquet,
    /// Full export of a uMap map.
    Umap,
    /// TopoJSON.
    TopoJson,
    /// JSON of ESRI.
    EsriJson,
    /// JSON list: `[{"code": …}]` or `["01001", …]`.
    JsonListe,
    /// Zip that is neither a workbook nor a document.
    Zip,
    /// Other archive: 7z, rar, tar, bzip2, xz, zstd.
    Archive,
}

impl Nature {
    /// What it is, in French, without a capital.
    #[must_use]
    pub fn libelle(self) -> &'static str {
        match self {
            Self::Ods => "classeur LibreOffice (.ods)",
            Self::Xls => "ancien classeur Excel (.xls)",
            Self::Xlsb => "classeur Excel binaire (.xlsb)",
            Self::Document => "document, pas un tableau",
            Self::Pdf => "document PDF",
            Self::Html => "page web",
            Self::Image => "image",
            Self::Kml => "carte KML",
            Self::Gpx => "tracé GPX",
            Self::Gml => "carte GML",
            Self::Shapefile => "élément d'un shapefile (.shp, .dbf, .shx, .prj)",
            Self::GeoPackage => "base GeoPackage (.gpkg)",
            Self::FlatGeobuf => "carte FlatGeobuf (.fgb)",
            Self::Parquet => "fichier Parquet",
            Self::Umap => "sauvegarde complète d'une carte uMap",
            Self::TopoJson => "carte TopoJSON",
            Self::EsriJson => "carte JSON d'ESRI",
            Self::JsonListe => "liste JSON",
            Self::Zip => "archive zip",
            Self::Archive => "archive compressée",
        }
    }

    /// What to do of it, in French, in the imperative.
    #[must_use]
    pub fn remede(self) -> &'static str {
        match self {
            Self::Ods | Self::Xls | Self::Xlsb => {
                "ouvrez-le dans un tableur et enregistrez-le en .xlsx ou en CSV"
            }
            Self::Document | Self::Pdf | Self::Html | Self::Image => {
                "recopiez son tableau dans un tableur et enregistrez-le en .xlsx ou en CSV"
            }
            Self::Shapefile => {
                "ouvrez le .shp dans QGIS et exportez la couche en GeoJSON (WGS84, EPSG:4326)"
            }
            Self::Kml | Self::Gpx | Self::Gml | Self::GeoPackage | Self::FlatGeobuf => {
                "ouvrez-la dans QGIS et exportez la couche en GeoJSON (WGS84, EPSG:4326)"
            }
            Self::Parquet => "exportez-le en CSV (ou en GeoJSON s'il porte des contours)",
            Self::Umap => {
                "dans uMap, ouvrez « Partager et télécharger » et choisissez le format GeoJSON"
            }
            Self::TopoJson | Self::EsriJson => "convertissez-la en GeoJSON (WGS84, EPSG:4326)",
            Self::JsonListe => "enregistrez-la en CSV, une ligne par commune",
            Self::Zip | Self::Archive => "décompressez-la",
        }
    }

    /// What it is and what to do, in one sentence without a full stop.
    #[must_use]
    pub fn message(self) -> String {
        format!("{}\u{a0}: {}", self.libelle(), self.remede())
    }
}

/// What a file is when it is none of those that are read: delimited text, `.xlsx` workbook, GeoJSON.
///
/// `tete` is the beginning of the file, decompressed when it is a gzip. A zip may be a workbook: only opening it tells.
#[must_use]
pub fn nature(nom: &str, tete: &[u8]) -> Option<Nature> {
    let nom = nom.to_lowercase();
    let nom = nom.strip_suffix(".gz").unwrap_or(&nom);
    let fin = nom.rsplit_once('.').map_or("", |(_, fin)| fin);
    let tete = tete.get(..tete.len().min(DEBUT)).unwrap_or_default();
    if tete.starts_with(b"PK\x03\x04") {
        return zip(fin, tete);
    }
    binaire(fin, tete).or_else(|| texte(fin, tete))
}

/// Kind of a zip, by its first entries: LibreOffice writes its type there, others their folders.
fn zip(fin: &str, tete: &[u8]) -> Option<Nature> {
    let contient = |mot: &str| tete.windows(mot.len()).any(|f| f == mot.as_bytes());
    if contient("opendocument.spreadsheet") {
        return Some(Nature::Ods);
    }
    if contient("opendocument.") || contient("word/") || contient("ppt/") {
        return Some(Nature::Document);
    }
    match fin {
        "xlsx" | "xlsm" => None,
        "xlsb" => Some(Nature::Xlsb),
        "ods" => Some(Nature::Ods),
        "kmz" => Some(Nature::Kml),
        "docx" | "odt" | "pptx" | "odp" => Some(Nature::Document),
        _ if contient("xl/") => None,
        _ if contient(".kml") => Some(Nature::Kml),
        _ => Some(Nature::Zip),
    }
}

/// Formats signed by their first bytes.
fn binaire(fin: &str, tete: &[u8]) -> Option<Nature> {
    let signatures: [(&[u8], Nature); 16] = [
        (b"%PDF", Nature::Pdf),
        (b"SQLite format 3\0", Nature::GeoPackage),
        (b"PAR1", Nature::Parquet),
        (b"PARE", Nature::Parquet),
        (b"fgb\x03", Nature::FlatGeobuf),
        (&[0, 0, 0x27, 0x0a], Nature::Shapefile),
        (&[0x89, b'P', b'N', b'G'], Nature::Image),
        (&[0xff, 0xd8, 0xff], Nature::Image),
        (b"GIF8", Nature::Image),
        (b"{\\rtf", Nature::Document),
        (b"7z\xbc\xaf\x27\x1c", Nature::Archive),
        (b"Rar!\x1a", Nature::Archive),
        (b"BZh", Nature::Archive),
        (b"\xfd7zXZ\0", Nature::Archive),
        (&[0x28, 0xb5, 0x2f, 0xfd], Nature::Archive),
        (&[0xd0, 0xcf, 0x11, 0xe0], Nature::Xls),
    ];
    let (_, trouvee) = signatures.iter().find(|(s, _)| tete.starts_with(s))?;
    Some(match (trouvee, fin) {
        (Nature::Xls, "doc" | "ppt") => Nature::Document,
        _ => *trouvee,
    })
}

/// Formats that are text: by their first word, or by their extension when they have a NUL (dBase).
fn texte(fin: &str, tete: &[u8]) -> Option<Nature> {
    if fin == "dbf" && tete.contains(&0) {
        return Some(Nature::Shapefile);
    }
    if tete.get(257..262) == Some(b"ustar") {
        return Some(Nature::Archive);
    }
    let lu = String::from_utf8_lossy(tete);
    let net = lu.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match net.chars().next()? {
        '<' => xml(net),
        '{' | '[' => json(net),
        _ => {
            let projection = ["GEOGCS[", "PROJCS[", "GEOGCRS[", "PROJCRS["];
            let prj = projection.iter().any(|mot| net.starts_with(mot));
            prj.then_some(Nature::Shapefile)
        }
    }
}

fn xml(texte: &str) -> Option<Nature> {
    let debut: String = texte.chars().take(4096).collect::<String>().to_lowercase();
    let signes = [
        ("<kml", Nature::Kml),
        ("<gpx", Nature::Gpx),
        ("opendocument", Nature::Ods),
        ("opengis.net/gml", Nature::Gml),
        ("<html", Nature::Html),
        ("<!doctype html", Nature::Html),
    ];
    let trouve = |mot: &str| debut.contains(mot);
    signes.iter().find(|(m, _)| trouve(m)).map(|(_, n)| *n)
}

/// JSON that is not a GeoJSON; spaces outside of strings do not count.
fn json(texte: &str) -> Option<Nature> {
    let serre: String = texte.split_whitespace().collect();
    if serre.starts_with('[') {
        return Some(Nature::JsonListe);
    }
    let geojson = serre.find("\"FeatureCollection\"").unwrap_or(serre.len());
    let signes = [
        ("\"type\":\"umap\"", Nature::Umap),
        ("\"type\":\"Topology\"", Nature::TopoJson),
        ("\"geometryType\":\"esri", Nature::EsriJson),
    ];
    // The type of the document comes before its layers; a property named « type » comes after.
    let avant = |mot: &str| serre.find(mot).is_some_and(|place| place < geojson);
    signes.iter().find(|(m, _)| avant(m)).map(|(_, n)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_is_named_by_its_content_whatever_its_name() {
        let ods = b"PK\x03\x04................................mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
        for (nom, tete, attendue) in [
            ("a.ods", &ods[..], Nature::Ods),
            ("a.zip", &ods[..], Nature::Ods),
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1", Nature::Xls),
            ("a.doc", b"\xd0\xcf\x11\xe0\xa1", Nature::Document),
            ("a.kmz", b"PK\x03\x04....doc.kml", Nature::Kml),
            ("x", b"PK\x03\x04....doc.kml", Nature::Kml),
            (
                "a.docx",
                b"PK\x03\x04..[Content_Types].xml",
                Nature::Document,
            ),
            ("a.zip", b"PK\x03\x04....communes.csv", Nature::Zip),
            (
                "a.kml",
                b"\xef\xbb\xbf<?xml version='1.0'?>\n<kml xmlns=''>",
                Nature::Kml,
            ),
            ("a.shp", &[0, 0, 0x27, 0x0a, 0, 0], Nature::Shapefile),
            ("a.dbf", &[3, 0x7a, 1, 1, 9, 0, 0, 0], Nature::Shapefile),
            ("a.prj", b"GEOGCS[\"GCS_WGS_1984\"", Nature::Shapefile),
            ("a.gpkg", b"SQLite format 3\0....", Nature::GeoPackage),
            ("a.parquet", b"PAR1....", Nature::Parquet),
            ("a.7z", b"7z\xbc\xaf\x27\x1c", Nature::Archive),
            ("a.csv", b"%PDF-1.7", Nature::Pdf),
            ("a.umap", b"{ \"type\" : \"umap\",", Nature::Umap),
            ("a.json", b"{\"type\": \"Topology\",", Nature::TopoJson),
            ("a.json", b" [ {\"code\"", Nature::JsonListe),
            ("a.csv", b"<!DOCTYPE html><html>", Nature::Html),
        ] {
            assert_eq!(nature(nom, tete), Some(attendue), "{nom}");
        }
    }

    #[test]
    fn what_is_read_has_no_other_nature() {
        for (nom, tete) in [
            ("a.csv", &b"code;nom\n01001;x"[..]),
            ("a.xlsx", b"PK\x03\x04..[Content_Types].xml"),
            (
                "a.geojson",
                b"{\"type\":\"FeatureCollection\",\"features\":[",
            ),
            ("a.json", b"{\"type\":\"Polygon\",\"coordinates\":["),
            ("a.csv", b""),
            ("a.dbf", b"code;nom"),
        ] {
            assert_eq!(nature(nom, tete), None, "{nom}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(nom in "\\PC{0,12}", tete in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            if let Some(n) = nature(&nom, &tete) {
                proptest::prop_assert!(n.message().len() > 10);
            }
        }
    }
}
