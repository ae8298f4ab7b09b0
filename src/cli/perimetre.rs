//! Options of `cpts perimetre verifier`, `afficher`, `exporter` and `composer`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::echec_si::EchecSi;
use super::{FormatListe, OptionsCommunes};

const EXEMPLES_VERIFIER: &str = "\
Exemples :
  cpts perimetre verifier epci:200069151
  cpts perimetre verifier --tous 'cpts:*' --donnees donnees
  cpts perimetre verifier --tous reg:93 --donnees donnees --echec-si perimetre_en_morceaux --format json";

const EXEMPLES_AFFICHER: &str = "\
Exemples :
  cpts perimetre afficher epci:200069151
  cpts perimetre afficher 'cpts:\"CPTS du Verdon\"' --donnees donnees --sortie verdon.html --sortie verdon.png
  cpts perimetre afficher perimetre.csv --sortie carte.svg";

const EXEMPLES_EXPORTER: &str = "\
Exemples :
  cpts perimetre exporter epci:200069151 --sortie communes.geojson --sortie communes.kml
  cpts perimetre exporter epci:200069151 --contour --sortie contour.geojson";

const EXEMPLES_COMPOSER: &str = "\
Exemples :
  cpts perimetre composer 'epci:200069151 + commune:48094' --nom \"CPTS du Valdonnez\" --sortie cpts.toml
  cpts perimetre composer zone.geojson --donnees donnees --sortie perimetre.csv
  cpts perimetre composer --depuis-points cabinets.csv --donnees donnees --sortie perimetre.csv
  cpts perimetre composer --autour 48095 --km 20 --nom \"Autour de Mende\" --sortie perimetre.csv
  cpts perimetre composer 'cpts:\"CPTS A\" + cpts:\"CPTS B\"' --donnees donnees --sortie les-deux.csv";

/// Options de `cpts perimetre verifier`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES_VERIFIER)]
pub struct OptionsVerifier {
    /// Périmètre, écrit comme pour `cpts diagnostic`
    #[arg(value_name = "PERIMETRE", required_unless_present = "tous")]
    pub perimetre: Option<String>,
    /// Tous les périmètres d'un coup, une ligne chacun, au lieu d'un PERIMETRE : reg:93 (les CPTS qui touchent ce territoire), cpts:*,
    /// epci:*, bv:*, dep:*, reg:*, ou un fichier (colonnes « nom » et « perimetre », ou communes et « CPTS ») ; un projet cpts.toml
    /// donné en PERIMETRE apporte alors ses données et ses règles
    #[arg(long, value_name = "LISTE")]
    pub tous: Option<String>,
    /// Avec --tous, seulement ceux qui ont une commune dans ce territoire
    #[arg(long, value_name = "TERRITOIRE", requires = "tous")]
    pub dans: Option<String>,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Termine avec le code 1 si un constat atteint cette gravité (information, attention, alerte)
    /// ou vient de cette règle (liste : cpts constats) ; répétable
    #[arg(long, value_name = "GRAVITE|REGLE")]
    pub echec_si: Vec<EchecSi>,
    /// Gravité de règles de constat, à la place de celle du programme (TOML, répétable) : sous le nom de la règle entre crochets, severite = "alerte"
    #[arg(long, value_name = "FICHIER")]
    pub severites: Vec<PathBuf>,
    /// Format de sortie
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Options de `cpts perimetre afficher`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES_AFFICHER)]
pub struct OptionsAfficher {
    /// Périmètre, écrit comme pour `cpts diagnostic`
    #[arg(value_name = "PERIMETRE")]
    pub perimetre: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Fichier à écrire, format d'après l'extension : .svg, .png (la carte), .html, .pdf, .docx, .md, .document.json (la page entière) ; répétable, tous
    /// écrits ou aucun [défaut : le terminal, carte en caractères]
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
}

/// Options de `cpts perimetre exporter`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES_EXPORTER)]
pub struct OptionsExporterPerimetre {
    /// Périmètre, écrit comme pour `cpts diagnostic`
    #[arg(value_name = "PERIMETRE")]
    pub perimetre: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Fichier à écrire, format d'après l'extension : .csv, .txt, .geojson, .kml (répétable) [défaut : la sortie standard]
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Format, au lieu de celui de l'extension [défaut sans --sortie : csv]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub format: Option<FormatExport>,
    /// En GeoJSON et en KML, le contour d'un seul tenant au lieu des communes
    #[arg(long)]
    pub contour: bool,
}

/// Options de `cpts perimetre composer`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES_COMPOSER)]
pub struct OptionsComposer {
    /// Périmètre : expression, liste de communes ou polygones
    #[arg(
        value_name = "PERIMETRE",
        required_unless_present_any = ["depuis_points", "autour"],
        conflicts_with_all = ["depuis_points", "autour"]
    )]
    pub perimetre: Option<String>,
    /// Les communes où sont des points (cabinets, structures) : tableau avec une longitude et une latitude par ligne, en degrés ;
    /// les points en Lambert-93 et les coordonnées échangées sont convertis, ceux hors de toute commune laissés : tout est dit
    #[arg(long, value_name = "FICHIER", conflicts_with = "autour")]
    pub depuis_points: Option<PathBuf>,
    /// Les communes autour d'une commune (code ou nom), avec --km ou --minutes
    #[arg(long, value_name = "COMMUNE")]
    pub autour: Option<String>,
    /// Avec --autour, à cette distance au plus, à vol d'oiseau de mairie à mairie
    #[arg(long, value_name = "N", requires = "autour", conflicts_with = "minutes", value_parser = positif)]
    pub km: Option<f64>,
    /// Avec --autour et --temps, à ce temps de trajet au plus
    #[arg(long, value_name = "N", requires = "autour", value_parser = positif)]
    pub minutes: Option<f64>,
    /// Temps de trajet entre communes : tableau avec les colonnes origine, destination (codes) et minutes
    #[arg(long, value_name = "FICHIER", requires = "minutes")]
    pub temps: Option<PathBuf>,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Nom du périmètre
    #[arg(long, value_name = "NOM")]
    pub nom: Option<String>,
    /// Fichier à écrire, format d'après l'extension : .csv, .txt, .toml (répétable) [défaut : la sortie standard]
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Format, au lieu de celui de l'extension [défaut sans --sortie : csv]
    #[arg(short, long, value_name = "FORMAT", value_enum)]
    pub format: Option<FormatListePerimetre>,
}

/// Formats de `cpts perimetre exporter`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatExport {
    /// Liste des communes, séparateur « ; »
    Csv,
    /// Un code par ligne
    Txt,
    /// GeoJSON (RFC 7946)
    Geojson,
    /// KML 2.2
    Kml,
}

/// Formats de `cpts perimetre composer`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FormatListePerimetre {
    /// Liste des communes, séparateur « ; »
    Csv,
    /// Un code par ligne
    Txt,
    /// Projet cpts.toml
    Toml,
}

/// A number above zero.
pub(super) fn positif(texte: &str) -> Result<f64, String> {
    let lu = texte.trim().replace(',', ".").parse::<f64>().ok();
    lu.filter(|x| x.is_finite() && *x > 0.0)
        .ok_or_else(|| "un nombre plus grand que 0 est attendu".to_owned())
}
