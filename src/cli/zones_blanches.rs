//! Options of `cpts zones-blanches`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::echec_si::EchecSi;
use super::{FormatListe, OptionsCommunes};

const EXEMPLES: &str = "\
Exemples :
  cpts zones-blanches reg:93 --donnees donnees
  cpts zones-blanches dep:05 --donnees donnees --sortie poches.xlsx --sortie poches.geojson
  cpts zones-blanches reg:93 --donnees donnees --format csv --tableau communes
  cpts zones-blanches reg:93 --donnees donnees --etapes aci_signe,projet_valide --sortie couverture.html
  cpts zones-blanches dep:05 --liste cpts.geojson --sortie poches.pdf
  cpts zones-blanches reg:93 --donnees donnees --echec-si cpts_homonyme";

/// Options de `cpts zones-blanches`.
#[derive(Debug, Clone, Args)]
#[command(after_help = EXEMPLES)]
pub struct OptionsZonesBlanches {
    /// Territoire, écrit comme un périmètre : reg:93, dep:05, pays:FR, liste de communes…
    #[arg(value_name = "TERRITOIRE")]
    pub territoire: String,
    /// Options communes.
    #[command(flatten)]
    pub communes: OptionsCommunes,
    /// Fichier à écrire, format d'après l'extension : .html, .json, .csv, .xlsx, .geojson, .docx, .pdf, .md, .document.json (répétable)
    #[arg(short, long, value_name = "FICHIER")]
    pub sortie: Vec<PathBuf>,
    /// Ce qui compte comme couvert, quand la liste dit le stade de ses CPTS : aci_signe, projet_valide, lettre_intention, non_dit,
    /// séparés par des virgules [défaut : toutes les CPTS de la liste, et un tableau par stade]
    #[arg(long, value_name = "STADES", value_delimiter = ',')]
    pub etapes: Vec<String>,
    /// Liste de couverture, à la place de celle des données : GeoJSON d'un polygone par CPTS, ou fichier d'un périmètre par ligne
    #[arg(long, value_name = "FICHIER")]
    pub liste: Option<PathBuf>,
    /// Mots de la liste pour les stades des CPTS, ajoutés à ceux du programme (TOML, répétable)
    #[arg(long, value_name = "FICHIER")]
    pub stades: Vec<PathBuf>,
    /// Date à laquelle la couverture est jugée, AAAA-MM-JJ : une CPTS finie avant ne compte plus [défaut : celle du projet, sinon
    /// SOURCE_DATE_EPOCH, sinon aucune]
    #[arg(long, value_name = "AAAA-MM-JJ")]
    pub date: Option<String>,
    /// Tableau à écrire en CSV
    #[arg(long, value_name = "TABLEAU", value_enum, default_value_t = TableauAudit::Poches)]
    pub tableau: TableauAudit,
    /// Toutes les poches, leurs communes et toutes les CPTS dans le terminal
    #[arg(long)]
    pub detail: bool,
    /// Termine avec le code 1 si un constat atteint cette gravité (information, attention, alerte)
    /// ou vient de cette règle (liste : cpts constats) ; répétable
    #[arg(long, value_name = "GRAVITE|REGLE")]
    pub echec_si: Vec<EchecSi>,
    /// Format de la sortie standard
    #[arg(short, long, value_enum, default_value_t = FormatListe::Terminal)]
    pub format: FormatListe,
}

/// Tableaux de l'audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableauAudit {
    /// Habitants et communes par état
    Couverture,
    /// Couverture selon le stade des CPTS qui comptent
    Stades,
    /// Couverture et sous-densité médicale
    Croisement,
    /// Poches sans CPTS
    Poches,
    /// Communes sans CPTS et leur poche
    Communes,
    /// CPTS de la liste
    Cpts,
}

impl TableauAudit {
    /// Identifier of the table.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Couverture => "couverture",
            Self::Stades => "stades",
            Self::Croisement => "croisement",
            Self::Poches => "poches",
            Self::Communes => "communes",
            Self::Cpts => "cpts",
        }
    }
}
