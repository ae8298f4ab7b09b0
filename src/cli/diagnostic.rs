//! Options of `cpts diagnostic`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::OptionsCommunes;
use super::echec_si::EchecSi;
use crate::model::SectionId;

/// Options de `cpts diagnostic`.
#[derive(Debug, Clone, Args)]
pub struct OptionsDiagnostic {
    /// Fichier (liste CSV/TXT de codes, polygone GeoJSON, projet cpts.toml) ou expression :
    /// epci:SIREN, dep:48, reg:93, commune:48095,48080, bv:48095, cpts:"Nom", commune:34154@0.6,
    /// joints par + et -
    #[arg(
        value_name = "PERIMETRE",
        allow_hyphen_values = false,
        required_unless_present = "tous"
    )]
    pub perimetre: Option<String>,
    /// Tous les territoires d'un coup, au lieu d'un PERIMETRE : reg:93 (les CPTS qui touchent ce territoire), cpts:*, epci:*,
    /// bv:*, dep:*, reg:*, ou un fichier (colonnes « nom » et « perimetre », ou communes et « CPTS ») ; un projet cpts.toml donné
    /// en PERIMETRE apporte alors ses données et ses règles
    #[arg(long, value_name = "LISTE",
        conflicts_with_all = ["nom", "titre", "rejets", "figures", "sources", "detail"])]
    pub tous: Option<String>,
    /// Avec --tous, seulement ceux qui ont une commune dans ce territoire
    #[arg(long, value_name = "TERRITOIRE", requires = "tous")]
    pub dans: Option<String>,
    /// Avec --tous, formats des rapports de chaque territoire : html, json, pdf, docx, xlsx, md, csv… [défaut : html]
    #[arg(long, value_name = "FORMATS", value_delimiter = ',', requires = "tous")]
    pub formats: Vec<String>,
    /// Avec --tous, refait aussi les rapports que rien n'a changés
    #[arg(long, requires = "tous")]
    pub force: bool,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Format écrit sur la sortie standard ; atelier s'écrit dans les .html de --sortie quand il y en a
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// Fichier à écrire, selon son extension : .pdf, .docx, .html, .xlsx, .md, .json, .document.json (les blocs du document), .txt, .csv (une ligne par territoire et
    /// indicateur), .communes.csv (une par commune) ou .geojson (répétable) ; avec --tous, le dossier des rapports, de la page
    /// index.html et des résumés, ou un résumé seul : .csv (une ligne par territoire), .xlsx, .json ou .html
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Dans le terminal, tous les chiffres clés, la couverture et les constats, au lieu d'un écran
    #[arg(long)]
    pub detail: bool,
    /// Édition des documents [défaut : courte en .pdf, .docx et .md, complete en .html]
    #[arg(long, value_name = "EDITION", value_enum)]
    pub edition: Option<Edition>,
    /// Sections à garder dans les documents : S2,S7 [défaut : toutes] ; dans l'édition courte, les pages qui les montrent
    #[arg(long, value_name = "SECTIONS", value_delimiter = ',')]
    pub sections: Vec<SectionId>,
    /// Titre des documents, à la place du nom du territoire, qui reste écrit dessous
    #[arg(long, value_name = "TITRE")]
    pub titre: Option<String>,
    /// Image PNG ou JPEG en tête des .pdf, .docx et .html (2 Mo au plus ; réduite à 80 Ko au plus dans le document, et c’est dit)
    #[arg(long, value_name = "FICHIER")]
    pub logo: Option<PathBuf>,
    /// Couleur des titres des .pdf, .docx et .html, lisible sur blanc : #1F4E79
    #[arg(long, value_name = "#RRVVBB")]
    pub couleur_principale: Option<String>,
    /// Dossier où écrire chaque graphique et chaque carte, en SVG et en PNG
    #[arg(long, value_name = "DOSSIER")]
    pub figures: Option<PathBuf>,
    /// Rapport à montrer sans nommer : communes, EPCI, CPTS, zones, quartiers, structures, département et région y sont « Commune A »,
    /// « EPCI 1 », « Structure 1 »…, leurs codes aussi ; le territoire est « Territoire anonyme » (ou --nom), les fichiers « fichier 1 »,
    /// leurs messages réduits à leur règle ; ni carte de situation, ni voisines, ni coordonnées. Restent les chiffres et la forme des
    /// communes, où qui connaît le territoire peut le reconnaître, et les mots que vous donnez (--titre, --logo, catalogue, plan)
    #[arg(long, conflicts_with_all = ["tous", "rejets"])]
    pub anonyme: bool,
    /// Avec --format atelier, montre aussi les communes à cette distance de celles du périmètre, à vol d'oiseau de mairie à
    /// mairie [défaut : celles de ses départements, et celles qui le touchent]
    #[arg(long, value_name = "N", conflicts_with = "tous", value_parser = super::perimetre::positif)]
    pub autour_km: Option<f64>,
    /// Nom du territoire sur le rapport
    #[arg(long, value_name = "NOM")]
    pub nom: Option<String>,
    /// Date du rapport, AAAA-MM-JJ [défaut : SOURCE_DATE_EPOCH si présent, sinon aucune]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Écrit la provenance de chaque chiffre sur la sortie standard, après le résumé
    #[arg(long)]
    pub sources: bool,
    /// Écrit dans ce fichier CSV toutes les lignes de données rejetées
    #[arg(long, value_name = "FICHIER")]
    pub rejets: Option<PathBuf>,
    /// Catalogue d'indicateurs qui complète ou remplace celui du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub catalogue: Vec<PathBuf>,
    /// Barème ACI qui complète ou remplace celui du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub bareme: Vec<PathBuf>,
    /// Plan du rapport qui complète ou remplace celui du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub plan: Vec<PathBuf>,
    /// Plages plausibles des variables, qui complètent ou remplacent celles du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub plages: Vec<PathBuf>,
    /// Gravité de règles de constat, à la place de celle du programme (TOML, répétable) : sous le nom de la règle entre crochets, severite = "alerte"
    #[arg(long, value_name = "FICHIER")]
    pub severites: Vec<PathBuf>,
    /// Ce que sont les variables et le fichier officiel de chacune, qui complète ou remplace la liste du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub fichiers_officiels: Vec<PathBuf>,
    /// Termine avec le code 1 si un constat atteint cette gravité (information, attention, alerte)
    /// ou vient de cette règle (liste : cpts constats), au besoin sur un indicateur : comparaison_apl_mg ; répétable
    #[arg(long, value_name = "GRAVITE|REGLE")]
    pub echec_si: Vec<EchecSi>,
}

/// Formats de la sortie standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Résumé lisible
    Terminal,
    /// Le contrat stable, pour les scripts
    Json,
    /// Le rapport complet, ou l'édition et les sections demandées
    Html,
    /// L'édition courte, en texte à coller
    Markdown,
    /// Une page HTML à projeter : la carte du département, où chaque commune entre ou sort d'un clic
    Atelier,
}

/// Éditions d'un document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Edition {
    /// Huit pages au plus : les chiffres clés, une page par thème, la synthèse
    Courte,
    /// Tout ce que le rapport contient
    Complete,
}
