//! Options of `cpts financement` and `cpts schema`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{FormatListe, OptionsCommunes};

const EXEMPLES: &str = "\
Exemples :
  cpts financement epci:200069151
  cpts financement --population 70000 --motif \"population saisonnière\"
  cpts financement perimetre.csv --signature 2026-04-15 --sortie contrat.ics --sortie contrat.xlsx
  cpts financement perimetre.csv --signature 2026-04-15 --demarrage prevention=2027-09-01
  cpts financement perimetre.csv --contrat contrat.toml --resultats resultats.csv
  cpts financement --toutes-les-cpts reg:93 --donnees donnees --format csv
  cpts financement --bareme-liste --date 2026-06-30";

/// Options de `cpts financement`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES)]
pub struct OptionsFinancement {
    /// Périmètres, écrits comme pour `cpts diagnostic` ; plusieurs donnent un tableau et des totaux par taille
    #[arg(value_name = "PERIMETRE")]
    pub perimetres: Vec<String>,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Toutes les CPTS de la liste commune → CPTS, ou celles qui touchent ce territoire (reg:93, dep:13…)
    #[arg(long, value_name = "TERRITOIRE", num_args = 0..=1, default_missing_value = "")]
    pub toutes_les_cpts: Option<String>,
    /// Nombre d'habitants à retenir, à la place de celui des fichiers
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    pub population: Option<String>,
    /// Pourquoi ce nombre d'habitants : « saisonnière »
    #[arg(long, value_name = "TEXTE", requires = "population")]
    pub motif: Option<String>,
    /// Population qui décide de la taille ; les autres sont lues aussi quand les fichiers les donnent
    #[arg(long, value_name = "TYPE", value_enum, default_value_t = TypePopulation::Municipale)]
    pub population_type: TypePopulation,
    /// Date à laquelle lire le barème, AAAA-MM-JJ [défaut : SOURCE_DATE_EPOCH si présent, sinon le dernier connu]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Barème ou annexe de contrat qui complète ou remplace le barème du programme (TOML)
    #[arg(long, value_name = "FICHIER")]
    pub bareme: Vec<PathBuf>,
    /// Liste tous les paramètres du barème : référence, date, confiance, et ceux à vérifier à la date de --date
    #[arg(long)]
    pub bareme_liste: bool,
    /// Jour de la signature du contrat : donne le calendrier daté
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub signature: Option<String>,
    /// Démarrage prévu d'une mission : dit ce que coûte une mission en retard (répétable)
    #[arg(long, value_name = "MISSION=AAAA-MM-JJ", requires = "signature")]
    pub demarrage: Vec<String>,
    /// Indicateurs du contrat local (TOML), pour la part variable
    #[arg(long, value_name = "FICHIER")]
    pub contrat: Option<PathBuf>,
    /// Résultats des indicateurs (CSV : indicateur;resultat)
    #[arg(long, value_name = "FICHIER")]
    pub resultats: Option<PathBuf>,
    /// L'année des résultats compte une crise sanitaire reconnue par l'ARS
    #[arg(long)]
    pub crise: bool,
    /// Format écrit sur la sortie standard
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
    /// Tableau à écrire en CSV, ou seul à montrer [défaut en CSV : parametres avec --bareme-liste, sinon perimetres]
    #[arg(long, value_name = "TABLEAU", value_enum)]
    pub tableau: Option<NomTableau>,
    /// Dans le terminal, tous les tableaux, les remarques et les références, au lieu d'un écran
    #[arg(long)]
    pub detail: bool,
    /// Fichier à écrire, selon son extension : .pdf, .docx, .html, .md, .document.json (ses blocs), .json, .csv, .xlsx, .ics ou .txt (répétable)
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
}

/// Population qui décide de la taille.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TypePopulation {
    /// Population municipale
    Municipale,
    /// Population totale, quand un fichier la donne
    Totale,
}

impl TypePopulation {
    /// Name in the report.
    #[must_use]
    pub fn nom(self) -> &'static str {
        match self {
            Self::Municipale => "municipale",
            Self::Totale => "totale",
        }
    }
}

/// Tableaux de `cpts financement`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum NomTableau {
    /// Une ligne par périmètre
    Perimetres,
    /// Totaux par taille
    TotauxParTaille,
    /// Taille selon chaque population et chaque millésime
    Tailles,
    /// Si l'évolution de la population se prolongeait
    Projections,
    /// Montants de l'accord
    Montants,
    /// Totaux par an et sur le contrat
    Totaux,
    /// Communes qui changeraient la taille
    Bascules,
    /// Calendrier daté du contrat
    Echeances,
    /// Années du contrat
    Exercices,
    /// Ce que coûte une mission en retard
    Retards,
    /// Part variable, indicateur par indicateur
    Variable,
    /// Part variable, mission par mission
    VariableMissions,
    /// Paramètres du barème
    Parametres,
}

impl NomTableau {
    /// Identifier of the table in the report.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Perimetres => "perimetres",
            Self::TotauxParTaille => "totaux_par_taille",
            Self::Tailles => "tailles",
            Self::Projections => "projections",
            Self::Montants => "montants",
            Self::Totaux => "totaux",
            Self::Bascules => "bascules",
            Self::Echeances => "echeances",
            Self::Exercices => "exercices",
            Self::Retards => "retards",
            Self::Variable => "variable",
            Self::VariableMissions => "variable_missions",
            Self::Parametres => "parametres",
        }
    }
}

/// Contrats JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Contrat {
    /// Sortie de `cpts diagnostic --format json`
    Diagnostic,
    /// Sortie de `cpts financement --format json`
    Financement,
    /// Sortie de `cpts zones-blanches --format json`
    ZonesBlanches,
    /// Sortie de `cpts diagnostic --tous … --format json`, et resume.json
    Lot,
    /// Sortie de `cpts comparer --format json`
    Comparaison,
    /// Sortie de `cpts proposer --format json`
    Proposer,
    /// Sortie de `cpts perimetre verifier --tous … --format json`
    Verifications,
    /// Les blocs d'un document, tous ses mots compris : --sortie rapport.document.json
    Document,
    /// Sortie de `cpts perimetre verifier --format json`
    Perimetre,
}
