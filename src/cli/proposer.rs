//! Options of `cpts proposer`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{FormatListe, OptionsCommunes, entier};

const EXEMPLES: &str = "\
Exemples :
  cpts proposer reg:93 --donnees donnees
  cpts proposer dep:84 --depuis-zero --groupes 11 --dossier propositions
  cpts proposer dep:84 --depuis-zero --profil egalite --groupes 8
  cpts proposer reg:94 --depuis-zero --sortie corse.html --sortie corse.geojson
  cpts proposer dep:48 --depuis-zero --population-min 15000 --separer 48095,48080
  cpts proposer dep:48 --depuis-zero --population-min 15000 --temps temps.csv --minutes-max 40";

/// Options de `cpts proposer`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES)]
pub struct OptionsProposer {
    /// Territoire, écrit comme un périmètre : reg:93, dep:05, pays:FR, liste de communes…
    #[arg(value_name = "TERRITOIRE")]
    pub territoire: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Découpe tout le territoire, sans égard aux CPTS qui existent [défaut : seulement ce qu'aucune CPTS ne couvre]
    #[arg(long, conflicts_with = "cpts")]
    pub depuis_zero: bool,
    /// Ce qu'il advient des CPTS de la liste qui touchent une poche
    #[arg(long, value_name = "QUOI", value_enum, default_value_t = CptsExistantes::Etendues)]
    pub cpts: CptsExistantes,
    /// Nombre de groupes nouveaux [défaut : d'après la population visée]
    #[arg(long, value_name = "N", value_parser = |t: &str| entier(t, 5000))]
    pub groupes: Option<u16>,
    /// Plancher de population d'un groupe nouveau [défaut : bas de la taille 2 de l'ACI]
    #[arg(long, value_name = "HABITANTS", value_parser = nombre)]
    pub population_min: Option<f64>,
    /// Plafond de population d'un groupe ; une commune plus peuplée est un groupe à elle seule [défaut : haut de la taille 3 de l'ACI]
    #[arg(long, value_name = "HABITANTS", value_parser = nombre)]
    pub population_max: Option<f64>,
    /// Distance au centre de population du groupe qu'aucune commune ne dépasse, en kilomètres à vol d'oiseau
    #[arg(long, value_name = "KM", value_parser = nombre)]
    pub km_max: Option<f64>,
    /// Temps de trajet jusqu'à la commune la plus peuplée du groupe qu'aucune commune ne dépasse, en minutes, d'après --temps ; un couple
    /// sans temps dans ce fichier n'est pas limité
    #[arg(long, value_name = "N", value_parser = nombre, requires = "temps")]
    pub minutes_max: Option<f64>,
    /// Temps de trajet entre communes : tableau avec les colonnes origine, destination (codes) et minutes
    #[arg(long, value_name = "FICHIER", requires = "minutes_max")]
    pub temps: Option<PathBuf>,
    /// Communes à garder ensemble, codes séparés par des virgules (répétable)
    #[arg(long, value_name = "CODES")]
    pub ensemble: Vec<String>,
    /// Communes dont deux ne vont jamais ensemble, codes séparés par des virgules (répétable)
    #[arg(long, value_name = "CODES")]
    pub separer: Vec<String>,
    /// Garde entières Paris, Lyon et Marseille, même au-dessus du plafond [défaut : par arrondissements municipaux]
    #[arg(long)]
    pub villes_entieres: bool,
    /// Profil de poids qui classe les propositions : compromis, proximite, intercommunalites, egalite, ou un de --regles
    #[arg(long, value_name = "ID")]
    pub profil: Option<String>,
    /// Objectif, poids et effort de recherche qui remplacent ceux du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub regles: Option<PathBuf>,
    /// Nombre de propositions au plus
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = |t: &str| entier(t, 50))]
    pub propositions: u16,
    /// Graine du hasard : la même redonne les mêmes propositions
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub graine: u64,
    /// Coupe la recherche après ce nombre de secondes et donne ce qu'elle a ; le résultat dépend alors de la machine
    #[arg(long, value_name = "SECONDES", value_parser = nombre)]
    pub delai: Option<f64>,
    /// Dossier où écrire chaque groupe en liste de communes, lisible comme périmètre, et chaque proposition en carte et en liste commune → CPTS
    #[arg(long, value_name = "DIR")]
    pub dossier: Option<PathBuf>,
    /// Fichier à écrire, format d'après l'extension : .html, .svg (première proposition), .json, .csv, .xlsx, .geojson, .docx, .pdf, .md, .document.json (répétable)
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Tableau à écrire en CSV
    #[arg(long, value_name = "TABLEAU", value_enum, default_value_t = TableauProposition::Communes)]
    pub tableau: TableauProposition,
    /// Tous les groupes et leurs communes dans le terminal
    #[arg(long)]
    pub detail: bool,
    /// Format de la sortie standard
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Ce qu'il advient des CPTS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CptsExistantes {
    /// Elles peuvent prendre des communes de la poche
    Etendues,
    /// Elles restent ce qu'elles sont
    Intactes,
}

/// Tableaux des propositions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableauProposition {
    /// Une ligne par proposition
    Propositions,
    /// Groupes de chaque proposition
    Groupes,
    /// Communes et leur groupe
    Communes,
    /// EPCI et bassins de vie coupés
    Coupes,
}

impl TableauProposition {
    /// Identifier of the table.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Propositions => "propositions",
            Self::Groupes => "groupes",
            Self::Communes => "communes",
            Self::Coupes => "coupes",
        }
    }
}

/// A finite number above zero, with a French refusal.
fn nombre(texte: &str) -> Result<f64, String> {
    let lu: Option<f64> = texte
        .replace([' ', '_', '\u{a0}', '\u{202f}'], "")
        .replace(',', ".")
        .parse()
        .ok();
    lu.filter(|x| x.is_finite() && *x > 0.0 && *x < 1e12)
        .ok_or_else(|| "un nombre plus grand que 0".to_owned())
}
